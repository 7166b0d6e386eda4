"""The same event told twice in one report becomes one event with two evidences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from khabar.events import places
from khabar.events.figures import is_written
from khabar.events.pairs import Pair, Telling, key
from khabar.objects import Entity, Event, Span

_MEMORY = 8  # how many events of its sort back a repetition is looked for
_LEAD = 2  # the last paragraph that may be the one under the headline: a line of who writes may stand between
_GUNS = "مدفع"  # القصف المدفعي is no raid, whatever else was done that day
_VIOLENT = ("ASSAULT", "COERCE")


def merge_repeats(
    events: Sequence[Event],
    tellings: Sequence[Telling],
    spans: Mapping[str, tuple[str, str]],
    entities: Mapping[str, Entity],
) -> tuple[dict[int, int], list[Event]]:
    """(index → index of the event it repeats, the events with what their repetitions add).

    Told twice: same type, nothing that contradicts (mode, place, day, actors, figures) and a reason to think so: an
    equal figure, an equal place with an equal day or actor, a definite noun that points back, or a headline above.
    The dead and wounded by themselves go to the attack told just before. `spans` are the first and last day of times by
    id, "" where open. Two deeds of one sentence are one only where a definite noun takes up the first.
    """
    lead = min((t.part for t in tellings if 0 < t.part <= _LEAD), default=1)
    told = zip(events, tellings, strict=True)
    spots = {e.place for e, t in told if e.place is not None and t.sort in _VIOLENT and not t.lent_place}
    kept: dict[str, list[int]] = {}
    same: dict[int, int] = {}
    latest = list(tellings)
    merged = list(events)
    for index, (event, telling) in enumerate(zip(events, tellings, strict=True)):
        before = kept.setdefault(telling.sort or telling.kind, [])
        for back, at in enumerate(range(len(before) - 1, max(-1, len(before) - 1 - _MEMORY), -1)):
            earlier = before[at]
            if _untold(event) and _untold(merged[earlier]):
                continue
            first, last = tellings[earlier], latest[earlier]
            pair = Pair(merged[earlier], event, first, last, telling, spans, entities, lead, len(spots) < 2)
            if pair.same(back) or (back == 0 and pair.toll()):
                same[index] = earlier
                merged[earlier] = _joined(merged[earlier], event, entities, pair.tells_where())
                latest[earlier] = telling
                before.append(before.pop(at))  # القصف takes up what was told last, be it told for the second time
                break
        else:
            before.append(index)
    return same, merged


def _untold(event: Event) -> bool:
    """True for figures without a deed."""
    return event.rule == "events.figures"


def _joined(one: Event, other: Event, entities: Mapping[str, Entity], there: bool) -> Event:
    """The first telling with what the second one adds, and its words as further evidence; its place if it is `there`.

    A figure told again has its own words and stays beside the first; of one that no numeral writes there is only one.
    """
    known = {(c.what, c.who, c.min, c.max) for c in one.counts}
    new = [i for i, c in enumerate(other.counts) if is_written(c) or (c.what, c.who, c.min, c.max) not in known]
    position = {i: len(one.counts) + at for at, i in enumerate(new)}
    moved = tuple(
        other.counts[i].model_copy(
            update={"subset_of": position.get(whole) if (whole := other.counts[i].subset_of) is not None else None}
        )
        for i in new
    )
    also: tuple[Span, ...] = (*one.also, other.evidence, *other.also)
    return one.model_copy(
        update={
            "type": one.type or other.type,
            "actors": (_acted if one.type in _VIOLENT else _together)(one.actors, other.actors, entities),
            "recipients": _together(one.recipients, other.recipients, entities),
            "victims": tuple(dict.fromkeys((*one.victims, *other.victims))),
            "place": _finer(one.place, other.place, entities) if there else one.place,
            # since when it goes on (تتواصل الهجمات منذ) is not when the deed told first was done
            "time": one.time or (other.time if other.status in (one.status, "occurred") else None),
            **_codes(one, other),
            "name": one.name or other.name,
            "alleged": all(e.alleged for e in (one, other) if e.actors or not (one.actors or other.actors)),
            "counts": (*one.counts, *moved),
            "also": also,
        }
    )


def _codes(one: Event, other: Event) -> dict[str, str | None]:
    """Mode and ACLED type of two tellings: of one telling as a rule, since they go together.

    A raid from the air that one of them tells says more than the shelling in the other (قصف … بغارتين).
    """
    raid = one.mode == "heavy-weapons" and other.mode == "airstrike" and _GUNS not in one.evidence.text
    first, second = (other, one) if raid or (one.mode is None and other.mode is not None) else (one, other)
    return {"mode": first.mode, "acled": first.acled or (second.acled if not raid else None)}


def _acted(one: Sequence[str], other: Sequence[str], entities: Mapping[str, Entity]) -> tuple[str, ...]:
    """Who did violence by two tellings; where one names someone, a nameless one (مسلحون, مسيرة) is no other party."""
    named = [i for i in (*one, *other) if key(entities.get(i))]
    return _together(named or (*one, *other), (), entities)


def _together(one: Sequence[str], other: Sequence[str], entities: Mapping[str, Entity]) -> tuple[str, ...]:
    """The parties of two tellings; a state that one of them names for its own army or ministry is not another party."""
    parties = dict.fromkeys((*one, *other))
    codes = {i: e.actor_code or "" for i in parties if (e := entities.get(i)) is not None}
    bodies = {code[:3] for code in codes.values() if " " in code}
    return tuple(i for i in parties if codes.get(i, "") not in bodies)


def _finer(one: str | None, other: str | None, entities: Mapping[str, Entity]) -> str | None:
    if one is None or other is None:
        return one or other
    pair = entities.get(one), entities.get(other)
    return other if places.within(*pair) or (places.agree(*pair) < 0 and places.holds(*pair)) else one
