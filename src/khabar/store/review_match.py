"""Which objects of two versions of a record are the same: those anchored in the same words."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

from khabar.errors import KhabarError
from khabar.objects import Entity, Event, Record, Statement
from khabar.store.review_apply import references
from khabar.store.review_types import COLLECTIONS, Collection

At = tuple[int, int]
T = TypeVar("T")
_NOT_SAID = ("rule", "confidence", "alternatives")  # how sure a machine is, not what it says


class Lost(KhabarError):
    """Something of the old version that the new one does not have."""


class Match:
    """What each object and stretch of text of an old version is in a new one."""

    def __init__(self, old: Record, new: Record) -> None:
        """Compare the two; linear in their size."""
        self._move = _mover(old.report.text, new.report.text)
        self._ids: dict[str, str] = {}
        for target, found in _pairs(old, new, self._at):
            self._ids[target] = found

    def remember(self, collection: Collection, old: str, new: str) -> None:
        """What a person added in the old version is that object of the new one."""
        self._ids[f"{collection}/{old}"] = new

    def target(self, target: str) -> str:
        """A target in the new version. Raises `Lost`."""
        if target == "report" or "/" not in target:
            return target
        if target not in self._ids:
            raise Lost("{target} is no longer read in this report", "carry/gone", target=target)
        return f"{target.partition('/')[0]}/{self._ids[target]}"

    def value(self, value: Any, home: str, field: str | None) -> Any:
        """A value of an object of collection `home`: one field's, or with None the whole object's. Raises `Lost`."""
        if field is not None:
            return self._named(value, references(collection_of(home)).get(field) if home in COLLECTIONS else None)
        known = references(collection_of(home))
        return {name: self._named(v, known.get(name)) for name, v in value.items()}

    def _named(self, value: Any, collection: Collection | None) -> Any:
        if collection is None or value is None:
            return self._moved(value)
        if isinstance(value, list):
            return [self._named(v, collection) for v in value]
        return self.target(f"{collection}/{value}").partition("/")[2]

    def _moved(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._moved(v) for v in value]
        if not isinstance(value, dict):
            return value
        moved = {name: self._moved(v) for name, v in value.items()}
        if "entity" in value and "span" in value:  # a link of a chain
            moved["entity"] = self._named(value["entity"], "entities")
        if "start" in value and "end" in value:
            at = self._at(value["start"], value["end"])
            if at is None:
                raise Lost("it rests on words that are no longer in the text", "carry/words_gone")
            moved["start"], moved["end"] = at
        return moved

    def _at(self, start: int, end: int) -> At | None:
        return self._move(start, end)


def says(value: Any) -> Any:
    """A value without what only tells how a machine came to it; lists and objects compare equal by it."""
    if isinstance(value, list | tuple):
        return [says(v) for v in value]
    if isinstance(value, dict):
        return {name: says(v) for name, v in value.items() if name not in _NOT_SAID}
    return value


def kind_of(home: str, found: dict[str, Any]) -> Any:
    """What sort of thing an object is: an event of another type is another event, wherever it stands."""
    return found.get({"entities": "kind", "times": "kind", "statements": "act", "events": "type"}[home])


def anchor_of(home: str, found: dict[str, Any]) -> Hashable:
    """The words that an object stands and falls with; None for one that stands in no words."""
    if home == "entities":
        return tuple((m["start"], m["end"]) for m in found["mentions"]) or None
    span = found if home == "times" else found["content" if home == "statements" else "trigger"]
    return (span["start"], span["end"])


def collection_of(home: str) -> Collection:
    """The collection of that name. Raises `Lost` for any other."""
    for collection in COLLECTIONS:
        if collection == home:
            return collection
    raise Lost("{target} names nothing of a record", "carry/names_nothing", target=home)


def _mover(old: str, new: str) -> Callable[[int, int], At | None]:
    """From a stretch of one text to the same words in the same line of another; None where they are not there."""
    if old == new:
        return lambda start, end: (start, end)
    lines = _lines(old)
    numbers = {key: at for at, key in _lines(new).items()}
    starts = sorted(lines)

    def move(start: int, end: int) -> At | None:
        from bisect import bisect_right

        begun = []
        for at in (start, max(start, end - 1)):
            line = starts[bisect_right(starts, at) - 1]
            if lines[line] not in numbers:
                return None
            begun.append(numbers[lines[line]] + at - line)
        moved = (begun[0], begun[1] + (1 if end > start else 0))
        return moved if new[moved[0] : moved[1]] == old[start:end] else None

    return move


def _lines(text: str) -> dict[int, tuple[str, int]]:
    """Where each line begins, and which it is: its words, and how many times they stood before."""
    found: dict[int, tuple[str, int]] = {}
    times: dict[str, int] = {}
    at = 0
    for line in text.split("\n"):
        found[at] = (line, times.get(line, 0))
        times[line] = times.get(line, 0) + 1
        at += len(line) + 1
    return found


def _pairs(old: Record, new: Record, at: Callable[[int, int], At | None]) -> Iterable[tuple[str, str]]:
    """`(target in the old version, id in the new one)`."""
    yield from _entities(old.entities, new.entities, at)
    yield from _anchored("times", old.times, new.times, lambda t: (t.start, t.end), lambda t: (t.kind,), at)
    yield from _anchored("statements", old.statements, new.statements, _content, lambda s: (s.act,), at)
    yield from _anchored("events", old.events, new.events, _trigger, lambda e: (e.type,), at)


def _content(statement: Statement) -> At:
    return statement.content.start, statement.content.end


def _trigger(event: Event) -> At:
    return event.trigger.start, event.trigger.end


def _anchored(
    home: str, old: Iterable[T], new: Iterable[T], where: Callable[[T], At], kind: Callable[[T], Hashable],
    at: Callable[[int, int], At | None],
) -> Iterable[tuple[str, str]]:  # fmt: skip
    """Objects in the same words: first those of the same kind, in their order, then whatever is left there."""
    free: dict[At, list[Any]] = {}
    for found in new:
        free.setdefault(where(found), []).append(found)
    waiting: list[tuple[Any, At]] = []
    for found in old:
        moved = at(*where(found))
        same = [f for f in free.get(moved, ()) if kind(f) == kind(found)] if moved else []
        if moved and same:
            free[moved].remove(same[0])
            yield f"{home}/{found.id}", same[0].id  # type: ignore[attr-defined]
        elif moved:
            waiting.append((found, moved))
    for found, moved in waiting:
        if free.get(moved):
            yield f"{home}/{found.id}", free[moved].pop(0).id


def _entities(
    old: Iterable[Entity], new: Iterable[Entity], at: Callable[[int, int], At | None]
) -> Iterable[tuple[str, str]]:
    """Entities that share most of their mentions; those without any by kind and name."""
    bearers: dict[Hashable, list[str]] = {}
    for entity in new:
        keys: list[Hashable] = [(m.start, m.end) for m in entity.mentions] or [(entity.kind, entity.name)]
        for key in keys:
            bearers.setdefault(key, []).append(entity.id)
    for entity in old:
        shared: dict[str, int] = {}
        known: list[Hashable] = [at(m.start, m.end) for m in entity.mentions] or [(entity.kind, entity.name)]
        for key in known:
            for identity in bearers.get(key, ()):
                shared[identity] = shared.get(identity, 0) + 1
        best = max(shared.values(), default=0)
        if 2 * best >= len(known) and best:
            yield f"entities/{entity.id}", next(i for i, n in shared.items() if n == best)
