"""Corrections made on one version of a record, brought over to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from khabar.errors import InputError, NotFound
from khabar.objects import Record
from khabar.store.review_apply import Editor, undone_changes
from khabar.store.review_match import Lost, Match, anchor_of, collection_of, kind_of, says
from khabar.store.review_types import Change, Collection, Skipped


def carried(
    records: Mapping[int, Record], reading: int, changes: Sequence[Change]
) -> tuple[tuple[Change, ...], tuple[Skipped, ...]]:
    """The changes as they are on the version `reading`, and those to be reviewed again.

    `records` are by id the versions on which changes were made, and the one wanted. A change carries over where the
    same words are still read as the same kind of thing and the field it changed still says what it said before, or
    says by now what it was changed to. What was rejected and is no longer read at all needs no change any more.
    """
    carrier = _Carrier(records, reading)
    undone = frozenset(undone_changes(changes))
    for change in changes:
        if change.action in ("undo", "redo", "status", "assign") or change.id in undone:
            carrier.here.append(change)
        else:
            carrier.take(change)
    return tuple(carrier.here), tuple(carrier.again)


class _Carrier:
    """The new version as it grows, change by change, so that a change is held against what came before it."""

    def __init__(self, records: Mapping[int, Record], reading: int) -> None:
        self._records = records
        self._reading = reading
        self._editor = Editor(records[reading])
        self._matches: dict[int, Match] = {}
        self.here: list[Change] = []
        self.again: list[Skipped] = []

    def take(self, change: Change) -> None:
        """Bring one change over, or put it with those to be reviewed again."""
        try:
            moved = self._moved(change)
            if moved is not None:
                self._editor.apply(moved)
                self.here.append(moved)
        except (Lost, InputError, NotFound) as error:
            self.again.append(Skipped.told(change, error))
        except (AttributeError, KeyError, TypeError) as error:  # a row that the desk never wrote
            strange = Lost(
                "it is told of in a form that nobody knows ({why})", "carry/strange", why=type(error).__name__
            )
            self.again.append(Skipped.told(change, strange))

    def _moved(self, change: Change) -> Change | None:
        """The change in the new version's names; None where the new version has it in itself. Raises `Lost`."""
        if change.reading is None or change.reading == self._reading or change.reading not in self._records:
            return change
        match = self._match(change.reading)
        home = change.target.partition("/")[0]
        if change.action == "add":
            return self._added(change, match, home)
        if change.action == "reject" and self._is_gone(match, change.target):
            return None
        target = match.target(change.target)
        if change.action == "merge":
            into = match.target(str(change.after))
            if into == target:
                return None
            return self._renamed(change, target, after=into)
        if change.action in ("accept", "reject"):
            self._same(change, match, home, target)
            return self._renamed(change, target)
        after = match.value(change.after, home, change.field)
        now = says(self._editor.value(target, change.field))
        if now not in (says(_or_none(match, change.before, home, change.field)), says(after)):
            raise Lost("it says something else of {field} than what was changed", "carry/field", field=change.field)
        return self._renamed(change, target, after=after)

    def _renamed(self, change: Change, target: str, after: Any = None) -> Change:
        return change.model_copy(update={"target": target, "after": after, "reading": self._reading})

    def _match(self, reading: int) -> Match:
        if reading not in self._matches:
            self._matches[reading] = Match(self._records[reading], self._records[self._reading])
        return self._matches[reading]

    def _is_gone(self, match: Match, target: str) -> bool:
        try:
            match.target(target)
        except Lost:
            return True
        return False

    def _same(self, change: Change, match: Match, home: str, target: str) -> None:
        """Raise `Lost` where what was accepted has changed since, or what was rejected is of another kind by now."""
        now = self._editor.value(target, None)
        if not isinstance(change.before, dict):
            raise Lost("what was seen then was not written down", "carry/unknown")
        if change.action == "accept":
            before = match.value(change.before, home, None) | {"id": now["id"]}
            if says(before) != says(now):
                raise Lost("it is read otherwise than when it was accepted", "carry/accepted")
        elif kind_of(home, change.before) != kind_of(home, now):
            raise Lost("it is read as something else than what was rejected", "carry/rejected")

    def _added(self, change: Change, match: Match, home: str) -> Change | None:
        collection = collection_of(home)
        after = match.value(change.after, home, None)
        known = self._editor.record().to_dict()[collection]
        anchor, kind = anchor_of(home, after), kind_of(home, after)
        for found in known:
            if anchor is not None and (anchor_of(home, found), kind_of(home, found)) == (anchor, kind):
                self._remember(collection, after["id"], found["id"])
                return None
        self._remember(collection, after["id"], after["id"])
        return self._renamed(change, change.target, after=after)

    def _remember(self, collection: Collection, old: str, new: str) -> None:
        for reading in self._records:
            if reading != self._reading:
                self._match(reading).remember(collection, old, new)


def _or_none(match: Match, value: Any, home: str, field: str | None) -> Any:
    """What stood there before, in the new names; something that equals nothing where it cannot be named there."""
    try:
        return match.value(value, home, field)
    except Lost:
        return object()
