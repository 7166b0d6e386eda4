"""A deed read, and what the whole report makes of it: the place and day it goes on with, whether it is told at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from khabar.events.circumstances import OF_COURTS, is_day, is_remembered
from khabar.events.repeats import Telling
from khabar.objects import Event, Time

_WEIGHING = ("REJECT", "CONSULT", "AGREE")


@dataclass(frozen=True, slots=True)
class Told:
    """A deed read: the event it makes (its id and cross-references still open) and where it stands."""

    event: Event
    token: int
    telling: Telling
    stand: bool = False
    backward: bool = False
    doubtful: bool = False
    refuted: bool = False
    placed: bool = False
    elsewhere: tuple[str, ...] = ()
    topic: bool = False
    claim: bool = False


def framed(told: Sequence[Told], times: Sequence[Time], home: str | None, countries: frozenset[str]) -> list[Told]:
    """Violence and harm without place take that of the telling before them, without time the day of the first dated.

    Where nothing before them has a place, they are of `home`, the only place that the report names. What is told of a
    whole country (`countries`, ids) says nothing of where the next is. The day reaches none that is told of another
    place; what was not done, what courts do, visits, calls and stands have no day but the one told of them.
    """
    days = {t.id: t for t in times if is_day(t)}
    found: list[Told] = []
    frame: str | None = None
    there: str | None = None
    place: str | None = None
    part = -1
    for item in told:
        event = item.event
        own = None if event.place in countries else event.place
        if item.telling.part != part:
            part, place = item.telling.part, None if own else place
        if event.time in days and frame is None and event.type is not None:
            frame, there = event.time, event.place
        update: dict[str, str | None] = {}
        harms = any(c.what in ("killed", "injured", "strikes", "shells") for c in event.counts)
        violent = event.type in ("ASSAULT", "COERCE") or harms
        carried = violent and event.status in ("occurred", "ongoing") and not is_remembered(event)
        carried = carried and item.telling.kind not in OF_COURTS
        if event.time is None and carried:
            update["time"] = frame if not event.place or not there or event.place == there else None
        if event.place is None and carried:
            update["place"] = place or home
        place = own or place
        found.append(replace(item, event=event.model_copy(update=update)) if update else item)
    return found


def only_told(told: Sequence[Told], events: Sequence[Event]) -> tuple[list[Told], list[Event]]:
    """Without the deeds that the head takes as not told, and without what is only a topic (التعاون).

    What carries figures, names who acts or where violence was done, is negated, or is taken a stand on stays, its type
    unknown; what someone plans is a threat, as PLOVER codes hostile acts to come; what is expressly denied, and a
    proposal considered, accepted or refused, stays as it is: the head was asked what was done.
    """
    about_ = {e.about for e in events if e.about is not None}
    weighed = {e.about for e in events if e.type in _WEIGHING}
    kept: dict[int, Event] = {}
    for index, (item, event) in enumerate(zip(told, events, strict=True)):
        stood_on = f"#{index}" in about_
        if item.topic and _without_parties(event) and not stood_on and event.about is None:
            continue
        if item.claim and not event.counts:
            continue
        weighed_proposal = f"#{index}" in weighed and event.status == "proposed"
        if not item.doubtful or item.refuted or weighed_proposal:
            kept[index] = event
        elif event.type == "ASSAULT" and event.status == "planned" and event.actors:
            kept[index] = event.model_copy(update={"type": "THREATEN", "mode": "violence", "acled": None})
        elif event.counts or event.actors or item.placed or stood_on or event.status in ("denied", "proposed"):
            kept[index] = event.model_copy(update={"type": None, "mode": None, "acled": None})
    position = {f"#{index}": f"#{at}" for at, index in enumerate(kept)}
    moved = [e.model_copy(update={"about": position.get(e.about)}) if e.about else e for e in kept.values()]
    return [told[i] for i in kept], moved


def _without_parties(event: Event) -> bool:
    """True for a deed of no one with no one, that harms no one: PLOVER asks for who does it."""
    return not (event.actors or event.recipients or event.counts or event.victims)
