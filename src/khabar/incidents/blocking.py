"""Which pairs of events are worth comparing: those that share a key. Cost grows with the keys' sizes, not the square.

Keys: day and cell of the map (with the neighbouring cells and days, so that no border hides a pair), day and place
name, the same with the day of a year that is not known, the name alone (for events that nothing dates), a victim's
name, a copied passage, and what leads share (`_story_keys`). In a crowded bucket an event is compared with its nearest
followers only, in the order of publication.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import blake2b
from itertools import combinations
from typing import TypeVar

from khabar.incidents.types import WHOLE, Copy, EventFact, PlaceFact, ReportFact, StoryFact

CELL = 0.25  # degrees, about 25 km
_WINDOW = 24
_STORY_WINDOW = 4
_TOGETHER = 4  # of a lead's rarest words, those of which two together are a key
_SPOTS = 5  # of the rarest places of a report, those of which two together, or one beside a rare word, are a key
_BESIDE = 6  # of a lead's rarest words, those of which one together with a place is a key
_SPOTS_ON_A_DAY = 8  # of the rarest places of a report, those that are a key on a day or a weekday
_SPOTS_WITH_FIGURE = 4
_LONGEST = 4  # days; a longer interval says too little to block on

Pair = tuple[tuple[int, str], tuple[int, str]]
T = TypeVar("T")


def candidate_pairs(reports: Sequence[ReportFact], copies: Sequence[Copy]) -> Iterator[tuple[Pair, bool]]:
    """Pairs of events, as ((report index, event id), (report index, event id)), and whether a copy joins them; each
    pair once.

    Only the last events of a bucket are kept, so that memory grows with the keys and not with the pairs, and no bucket
    is made for a key that nothing shares (most are such). Keys are kept as numbers: two that have one would only give a
    candidate more.
    """
    copied = dict.fromkeys(_copied(reports, copies), False)  # pair → whether it has been given
    told = [((event.report, event.id), _numbers(event)) for report in reports for event in report.events]
    shared = _Shared([numbers for _, numbers in told])
    buckets: dict[int, tuple[tuple[int, str], ...]] = {}
    for name, numbers in told:
        near: dict[tuple[int, str], None] = {}
        for number in filter(shared.may_be, numbers):
            before = buckets.get(number, ())
            near.update(dict.fromkeys(before))
            buckets[number] = (*before, name)[-_windows(number) :]
        for other in near:
            if other[0] != name[0]:
                if known := (other, name) in copied:
                    copied[other, name] = True
                yield (other, name), known
    yield from ((pair, True) for pair, given in copied.items() if not given)


def _numbers(event: EventFact) -> array[int]:
    """The event's keys as 64-bit numbers, the same in every process; the last bit is set where the window is narrow."""
    found = array("Q")
    for key in keys(event):
        digest = blake2b(repr(key).encode("utf-8", "replace"), digest_size=8).digest()
        found.append(int.from_bytes(digest, "little") & ~1 | (window_of(key) == _STORY_WINDOW))
    return found


def _windows(number: int) -> int:
    return _STORY_WINDOW if number & 1 else _WINDOW


class _Shared:
    """Which numbers may stand in more than one list: all that do, and a few of the others."""

    def __init__(self, lists: Sequence[array[int]]) -> None:
        self._mask = (1 << (2 * sum(map(len, lists)) + 1).bit_length()) - 1
        self._times = bytearray(self._mask + 1)  # 0, 1 or more often, by the number's last bits
        for numbers in lists:
            for number in numbers:
                at = number >> 1 & self._mask
                self._times[at] = min(2, self._times[at] + 1)

    def may_be(self, number: int) -> bool:
        """False only for a number that stands in one list alone."""
        return self._times[number >> 1 & self._mask] > 1


def window_of(key: tuple[object, ...]) -> int:
    """How many followers an event is compared with in the bucket of a key: few where crowding shows that what leads
    share is not rare."""
    return _STORY_WINDOW if key[0] in ("words", "lead") else _WINDOW


def in_bucket(bucket: Sequence[T], window: int) -> Iterator[tuple[T, T]]:
    """Each event with its nearest followers, at most `window` of them, in the order of publication."""
    for at, left in enumerate(bucket):
        for right in bucket[at + 1 : at + 1 + window]:
            yield left, right


def keys(event: EventFact) -> Iterator[tuple[object, ...]]:
    """The buckets of one event: of one that leads its report, those of all deeds that are weighed under it."""
    if event.unit is not None or event.stand is not None:
        return
    if event.story is None:
        yield from _own_keys(event)
        return
    own = dict.fromkeys(key for deed in (event, *event.story.others) for key in _own_keys(deed))
    yield from own | dict.fromkeys(_story_keys(event.story, event.place))


def _own_keys(event: EventFact) -> Iterator[tuple[object, ...]]:
    for victim in event.victims:
        if " " in victim:
            yield "victim", victim
    place = event.place
    if place is None:
        return
    names = [n for n in place.names if len(n) > 2]
    spots: list[tuple[object, ...]] = [("name", n) for n in names]
    if place.lat is not None and place.lon is not None and not place.coarse:
        spots += [("cell", *cell) for cell in _cells(place.lat, place.lon)]
    for spot in spots:
        yield from ((event.family, "day", day, *spot) for day in _day_numbers(event))
        if event.month_day:
            yield event.family, "month-day", event.month_day, *spot
    if not place.coarse:
        yield from ((event.family, "ever", n) for n in names[:1])


def _story_keys(story: StoryFact, place: PlaceFact | None) -> Iterator[tuple[object, ...]]:
    """Of what a report leads with: full names, two of its rarest words or places together, one of them on a day (or the
    one after), a place on a weekday or with a figure."""
    yield from _person_keys(story)
    own = place.names[:2] if place else ()
    spots, nearby = (
        tuple(dict.fromkeys((*own, *(name for name, _ in story.places[:most])))) for most in (_SPOTS, _SPOTS_ON_A_DAY)
    )
    yield from (("words", one, other) for one, other in combinations(sorted(story.rarest[:_TOGETHER]), 2))
    yield from (("words", spot, word) for spot in spots for word in story.rarest[:_BESIDE] if spot != word)
    yield from (("words", *sorted(two)) for two in combinations(spots, 2))
    yield from (("words", spot, *figure) for spot in spots[:_SPOTS_WITH_FIGURE] for figure in story.figures)
    days = sorted({day + after for day in story.days for after in (0, 1)})
    for word in (*story.rarest, *nearby):
        yield from (("lead", word, day) for day in days or story.month_days or story.weekdays)
    if days or story.month_days:
        yield from (("lead", spot, weekday) for spot in nearby for weekday in story.weekdays)


def _person_keys(story: StoryFact) -> Iterator[tuple[object, ...]]:
    """A person is told with the father's name or with the family's, or with both."""
    for name, _ in story.people:
        first, *rest = name.split(" ")
        yield from (("person", first, other) for other in dict.fromkeys((rest[0], rest[-1])))


def _day_numbers(event: EventFact) -> range:
    """Ordinals of the event's days and of the one after, so that neighbours meet."""
    if not event.begin or not event.end:
        return range(0)
    begin, end = date.fromisoformat(event.begin).toordinal(), date.fromisoformat(event.end).toordinal()
    return range(begin, end + 2) if end - begin < _LONGEST else range(0)


def _cells(lat: float, lon: float) -> Iterator[tuple[int, int, int, int]]:
    """Cells of four grids shifted by half a cell: points less than half a cell apart share at least one."""
    for y_shift in (0, 1):
        for x_shift in (0, 1):
            row, column = (lat / CELL + y_shift / 2) // 1, (lon / CELL + x_shift / 2) // 1
            yield y_shift, x_shift, int(row), int(column)


def _copied(reports: Sequence[ReportFact], copies: Sequence[Copy]) -> Iterator[Pair]:
    for copy in copies:
        if copy.earlier_passage == WHOLE:
            continue
        mine = in_passage(reports[copy.earlier], copy.earlier_passage)
        theirs = in_passage(reports[copy.later], copy.later_passage)
        for left in mine:
            for right in theirs:
                if left.family == right.family:
                    yield key_of(left), key_of(right)


def key_of(event: EventFact) -> tuple[int, str]:
    """(report, event) of the one that the event is weighed under: itself, or the first of its lead's deeds."""
    return event.report, event.unit or event.id


def in_passage(report: ReportFact, passage: int) -> list[EventFact]:
    """The events that a passage of a report tells."""
    start, end = report.passages[passage]
    return [e for e in report.events if any(a < end and start < b for a, b in e.spans)]
