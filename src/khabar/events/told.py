"""A deed read, and what the whole report makes of it: the place and day it goes on with, whether it is told at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from khabar.events.circumstances import OF_COURTS, is_day, is_remembered
from khabar.events.pairs import Telling
from khabar.objects import Event, Time

_WEIGHING = ("REJECT", "CONSULT", "AGREE")
_DAYS = ("minute", "hour", "part", "day")
_NEAR = 2  # sentences after a deed in which the next goes on with its place
_HELD = ("arrest", "raid")  # kinds of coercion that befall people where they are found
_LEAD = 600  # characters in which a report says what it is about, as in `events.undated`, and a day holds


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
    somewhere: bool = False
    answers: bool = False
    earlier: bool = False
    elsewhere: tuple[str, ...] = ()
    topic: bool = False
    claim: bool = False


def framed(told: Sequence[Told], times: Sequence[Time], home: str | None, countries: frozenset[str]) -> list[Told]:
    """Violence and harm without place go on where violence was told right before, without time on the day of the first.

    Where nothing before them has a place, those of the lead are of `home`, the only place that the report names. What
    is told of a whole country (`countries`, ids) says nothing of where the next is. The day reaches none far behind
    or of another place; what was not done, courts, visits, calls and stands have no day but the one told of them.
    """
    all_times = {t.id: t for t in times}
    days = {t.id for t in times if is_day(t)}
    spots = Counter(p for i in told if _harms(i.event) and (p := i.event.place) and p not in countries)
    found: list[Told] = []
    frame: str | None = None
    there: str | None = None
    last: Told | None = None
    for item in told:
        event = item.event
        if event.time in days and frame is None and _harms(event):
            frame, there = event.time, event.place
        update: dict[str, str | None] = {}
        carried = _harms(event) and not (item.earlier or is_remembered(event) or item.telling.kind in OF_COURTS)
        if event.place is None and carried:
            if last is None:
                update["place"] = home if event.trigger.start < _LEAD and not item.answers else None
            elif _goes_on(last, item, 2 * spots[last.event.place or ""] >= spots.total(), all_times):
                update["place"] = last.event.place
        if event.time is None and carried:
            near = frame is not None and event.trigger.start - all_times[frame].start < _LEAD
            update["time"] = frame if near and (not event.place or not there or event.place == there) else None
        item = _lent(item, update)
        found.append(item)
        if _harms(event) and item.event.place is not None and event.place not in countries:
            last = item
    return found


def _lent(item: Told, update: Mapping[str, str | None]) -> Told:
    """The deed with the place and day it goes on with, marked as not its own."""
    if not any(update.values()):
        return item
    telling = replace(
        item.telling,
        lent_place=item.telling.lent_place or update.get("place") is not None,
        lent_day=item.telling.lent_day or update.get("time") is not None,
    )
    return replace(item, event=item.event.model_copy(update=update), telling=telling)


def _harms(event: Event) -> bool:
    """True for violence and harm that was done."""
    harm = any(c.what in ("killed", "injured", "strikes", "shells") for c in event.counts)
    return (harm or event.type in ("ASSAULT", "COERCE")) and event.status in ("occurred", "ongoing")


def _goes_on(last: Told, item: Told, mostly: bool, times: Mapping[str, Time]) -> bool:
    """True for a deed told right after another: in its paragraph, or behind it where it points back or only counts.

    So does one of the same day or of who did the other, and violence in a report of which half is in that place
    (`mostly`). Not on another day, nor where its own sentence names a place of something else.
    """
    far = item.telling.sentence - last.telling.sentence
    if far > _NEAR or (far and item.somewhere):
        return False
    own, before = _day(item.event.time, times), _day(last.event.time, times)
    if own == "" or (own and before and own != before):
        return False
    if item.telling.part == last.telling.part:
        return True
    if item.telling.toll and (mostly or item.event.evidence.text.startswith("و")):
        return True
    held = item.event.type != "COERCE" or item.telling.kind in _HELD
    again = item.telling.definite or (mostly and held) or bool(own and own == before)
    near = far < _NEAR or (mostly and item.telling.definite)
    return near and (again or not set(last.event.actors).isdisjoint(item.event.actors))


def _day(id_: str | None, times: Mapping[str, Time]) -> str | None:
    """The day of a time, empty for what is longer than a day, None where it is not known."""
    time = times.get(id_ or "")
    if time is None or (time.interval is None and time.grain in _DAYS):
        return None
    return (time.interval.begin or "")[:10] if time.interval is not None and is_day(time) else ""


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
