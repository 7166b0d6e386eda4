"""A record with people's changes applied: still valid, still anchored in the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from copy import deepcopy
from datetime import datetime
from typing import Any, cast

from pydantic import ValidationError

from khabar.errors import InputError, NotFound
from khabar.objects import Entity, Event, Frozen, Record, Report, Statement, Time
from khabar.store.review_types import COLLECTIONS, Action, Change, Collection, Corrected, Mark, MarkState, Skipped

TYPES: dict[Collection, type[Frozen]] = {
    "entities": Entity, "times": Time, "statements": Statement, "events": Event
}  # fmt: skip
# What of a report people may change: the text and what is anchored in it stay as they were read.
REPORT_FIELDS = ("title", "publisher", "byline", "agency", "language", "published")
RULE = "review"  # stands where the machine's rule would: a person said so
_FIXED = ("id", "rule")
_MOST = 10**12  # people, houses or shells that a figure may speak of
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T|$)")
# What a person who adds something need not say.
_DEFAULTS: dict[Collection, dict[str, Any]] = {
    "entities": {},
    "times": {"kind": "date", "interval": None, "grain": None, "resolved": False},
    "statements": {"cue": None, "speaker": None, "speaker_text": None, "chain": [], "via": []},
    "events": {"type": None},
}
_STATES: dict[Action, MarkState] = {
    "accept": "accepted", "reject": "rejected", "edit": "edited", "move": "edited", "add": "added", "merge": "merged"
}  # fmt: skip

Data = dict[str, Any]


def undone_changes(changes: Sequence[Change]) -> tuple[int, ...]:
    """Ids of the changes that were undone and not redone."""
    undone: dict[int, bool] = {}
    for change in changes:
        if change.action in ("undo", "redo"):
            undone[int(change.target.partition("/")[2])] = change.action == "undo"
    return tuple(sorted(identity for identity, is_undone in undone.items() if is_undone))


def corrected(record: Record, changes: Sequence[Change]) -> Corrected:
    """The record with the changes applied in order, undone ones left out; pure, and total for any list of changes.

    Every change must have been made on this version (`carried` brings those of other versions over). What an entity,
    time or statement that was rejected is named in forgets it; a merged entity's places are taken by the other one. A
    change whose target is gone, or after which the record would not be valid or a span not lie on the text, is skipped
    and told.
    """
    undone = frozenset(undone_changes(changes))
    editor = Editor(record)
    skipped: list[Skipped] = []
    for change in changes:
        if change.action not in _STATES or change.id in undone:
            continue
        try:
            editor.apply(change)
        except (InputError, NotFound) as error:
            skipped.append(Skipped.told(change, error))
    return Corrected(record=editor.record(), marks=editor.marks, skipped=tuple(skipped))


class Editor:
    """A record under change, as plain data; what is refused leaves it as it was."""

    def __init__(self, record: Record) -> None:
        """Begin with the record as it is."""
        self._data: Data = record.to_dict()
        self._text: str = record.report.text
        self.marks: dict[str, Mark] = {}

    def record(self) -> Record:
        """The record as it is now."""
        return Record.model_validate(self._data)

    def value(self, target: str, field: str | None) -> Any:
        """What stands at a target now: one field, or the whole object. Raises `NotFound`, or `InputError`."""
        found = self._data["report"] if target == "report" else self._find(target)
        if field is None:
            return None if target == "report" else deepcopy(found)
        if field not in found:
            raise InputError("{field} is no field of {target}", "review/no_field", field=field, target=target)
        return deepcopy(found[field])

    def apply(self, change: Change) -> None:
        """One change of the record. Raises `InputError` or `NotFound`, and then nothing is different."""
        deeds: dict[str, Callable[[Change], None]] = {
            "accept": self._accept, "reject": self._reject, "edit": self._edit, "add": self._add,
            "merge": self._merge, "move": self._move,
        }  # fmt: skip
        if change.action not in deeds:
            raise InputError("{action} is nothing that is done to a record", "review/no_action", action=change.action)
        deeds[change.action](change)
        self._mark(change)

    def _mark(self, change: Change) -> None:
        target = f"{change.target}/{change.after['id']}" if change.action == "add" else change.target
        known = self.marks.get(target)
        fields = known.fields if known else ()
        field = "place" if change.action == "move" else change.field
        if field and field not in fields:
            fields = (*fields, field)
        state = _STATES[change.action]
        if known and known.state == "added" and state in ("edited", "accepted"):
            state = "added"  # what a person brought in stays theirs, whatever is edited in it
        self.marks[target] = Mark(state=state, who=change.who, at=change.at, fields=fields)

    def _find(self, target: str) -> Data:
        collection, _, identity = target.partition("/")
        if collection not in COLLECTIONS:
            raise InputError(
                "{target} names nothing; write report, or one of {known} with an id", "review/names_nothing",
                target=target, known=COLLECTIONS,
            )  # fmt: skip
        for found in self._data[collection]:
            if found["id"] == identity:
                return cast(Data, found)
        raise NotFound("{target} is not in this version of the record", "review/gone", target=target)

    def _accept(self, change: Change) -> None:
        self._find(change.target)

    def _edit(self, change: Change) -> None:
        field = change.field or ""
        if change.target == "report":
            if field not in REPORT_FIELDS:
                raise InputError(
                    "{field} of a report is not edited; {known} are", "review/not_edited",
                    field=field or "nothing", known=REPORT_FIELDS,
                )  # fmt: skip
            report = self._data["report"]
            edited = _validated(Report, report | {field: change.after}, "report")
            _days(edited["published"]["date"])
            report.update(edited)
            return
        found = self._find(change.target)
        if field in _FIXED or field not in found:
            raise InputError(
                "{field} is no field of {target} that can be edited", "review/no_field",
                field=field or "nothing", target=change.target,
            )  # fmt: skip
        edited = {field: change.after}
        if change.target.startswith("times/") and field == "interval":
            # What the machine wrote of the old days in other notations must not outlive them.
            edited |= {"resolved": change.after is not None, "edtf": None, "timex3": None}
        found.update(self._checked(_home(change.target), found | edited))

    def _move(self, change: Change) -> None:
        found = self._find(change.target)
        if not change.target.startswith("entities/") or not isinstance(change.after, dict):
            raise InputError("only an entity is moved, to {lat, lon}", "review/moved")
        lat, lon = change.after.get("lat"), change.after.get("lon")
        if not (_within(lat, 90) and _within(lon, 180)):
            raise InputError("a place needs lat from -90 to 90 and lon from -180 to 180", "review/bounds")
        kept = {"country": (found["place"] or {}).get("country"), "precision": "exact"}
        links = found["links"] | {"geonames": None}  # the gazetteer's point was another one
        found.update(self._checked("entities", found | {"place": kept | change.after, "links": links}))

    def _add(self, change: Change) -> None:
        collection = change.target
        if collection not in COLLECTIONS or not isinstance(change.after, dict) or not change.after.get("id"):
            raise InputError(
                "{target}: something is added to one of {known}, as an object", "review/added",
                target=change.target, known=COLLECTIONS,
            )  # fmt: skip
        if any(found["id"] == change.after["id"] for found in self._data[collection]):
            raise InputError("{target} is there already", "review/there", target=f"{collection}/{change.after['id']}")
        made = self._checked(collection, _DEFAULTS[collection] | change.after | {"rule": RULE})
        self._data[collection].append(made)

    def _merge(self, change: Change) -> None:
        found = self._find(change.target)
        into = self._find(str(change.after))
        if not (change.target.startswith("entities/") and str(change.after).startswith("entities/")) or found is into:
            raise InputError("an entity is merged into another entity", "review/merged")
        names = dict.fromkeys([*into["aliases"], found["name"], *found["aliases"]])
        mentions = {(m["start"], m["end"]): m for m in [*found["mentions"], *into["mentions"]]}
        into["aliases"] = [name for name in names if name != into["name"]]
        into["mentions"] = [mentions[at] for at in sorted(mentions)]
        into |= {name: found[name] for name in ("role", "actor_code", "actor", "place") if into[name] is None}
        self._data["entities"].remove(found)
        self._rename("entities", found["id"], into["id"])

    def _reject(self, change: Change) -> None:
        found = self._find(change.target)
        collection = _home(change.target)
        # Whoever spoke within a statement that was none spoke in what that one stood in.
        self._rename(collection, found["id"], found["part_of"] if collection == "statements" else None)
        self._data[collection].remove(found)

    def _rename(self, collection: Collection, old: str, new: str | None) -> None:
        """Let every reference to an object name another one, or none."""
        for home in COLLECTIONS:
            for found in self._data[home]:
                for field, refers in references(home).items():
                    if refers == collection and field in found:
                        found[field] = _renamed(found[field], old, new)
                if home == "statements" and collection == "entities":
                    hops = [hop | {"entity": _renamed(hop["entity"], old, new)} for hop in found["hops"]]
                    found["hops"] = [hop for hop in hops if hop["entity"] is not None]
                if home == "statements" and found["part_of"] == found["id"]:
                    found["part_of"] = None

    def _checked(self, collection: Collection, data: Data) -> Data:
        """The data of an object, validated: its spans on the text, its references on what is there."""
        made = _validated(TYPES[collection], _anchored(data, self._text, collection), collection)
        self._refers(collection, made)
        if made.get("counts"):
            _figures(made["counts"])
        if made.get("interval"):
            _days(made["interval"]["begin"], made["interval"]["end"])
        return made

    def _refers(self, collection: Collection, made: Data) -> None:
        """Raise `InputError` where a reference leads nowhere, or to the object itself."""
        known = {home: {found["id"] for found in self._data[home]} for home in COLLECTIONS}
        for field, refers in references(collection).items():
            value = made.get(field)
            for identity in value if isinstance(value, list) else [value]:
                if identity is not None and identity not in known[refers]:
                    raise InputError(
                        "{field}: {home} has no {identity}", "review/no_reference",
                        field=field, home=refers, identity=identity,
                    )  # fmt: skip
                if identity is not None and refers == collection and identity == made["id"]:
                    raise InputError(
                        "{field}: {identity} cannot be its own", "review/own", field=field, identity=identity
                    )
        for hop in made.get("hops", ()):
            if hop["entity"] not in known["entities"]:
                raise InputError(
                    "{field}: {home} has no {identity}", "review/no_reference",
                    field="hops", home="entities", identity=hop["entity"],
                )  # fmt: skip
        parents = {found["id"]: found["part_of"] for found in self._data["statements"]}
        at = made.get("part_of")
        while at is not None:
            if at == made["id"]:
                raise InputError("part_of: a statement cannot stand within one that stands within it", "review/circle")
            at = parents.pop(at, None)


def _figures(counts: list[Data]) -> None:
    """Raise `InputError` for figures that cannot be: below zero, upside down, or part of themselves."""
    for count in counts:
        if not 0 <= count["min"] <= _MOST or (count["max"] is not None and not count["min"] <= count["max"] <= _MOST):
            raise InputError(
                "counts: a figure lies between a smaller and a larger number, none below zero", "review/figure"
            )
        at, steps = count["subset_of"], 0
        while at is not None:
            if not 0 <= at < len(counts) or counts[at] is count or steps > len(counts):
                raise InputError(
                    "counts: {at} is no other figure of this event that this one could be part of",
                    "review/subset",
                    at=at,
                )
            at, steps = counts[at]["subset_of"], steps + 1


def _days(begin: str | None, end: str | None = None) -> None:
    """Raise `InputError` for what is no day (with or without a clock), or a beginning after the end."""
    for day in (begin, end):
        try:
            if day is not None and not (_DAY.match(day) and datetime.fromisoformat(day)):
                raise ValueError
        except ValueError:
            raise InputError("{day} is no day; write YYYY-MM-DD", "review/no_day", day=f"{day!r:.40}") from None
    if begin and end and begin[:10] > end[:10]:
        raise InputError("{begin} is after {end}", "review/after", begin=begin, end=end)


def _validated(type_: type[Frozen], data: Data, where: str) -> Data:
    try:
        return type_.model_validate(data).model_dump(mode="json")
    except ValidationError as error:
        first = error.errors()[0]
        raise InputError(
            "{where}: {why}",
            "review/invalid",
            where=".".join(map(str, first["loc"])) or where,
            why=first["msg"],
            field=(*first["loc"], where)[0],
        ) from error


def _home(target: str) -> Collection:
    return cast(Collection, target.partition("/")[0])


def references(collection: Collection) -> dict[str, Collection]:
    """Which fields of a collection's objects hold ids of which collection (`hops` apart)."""
    entities: Collection = "entities"
    if collection == "statements":
        return {"speaker": entities, "chain": entities, "via": entities, "time": "times", "part_of": "statements"}
    if collection == "events":
        return {
            "actors": entities, "recipients": entities, "victims": entities, "place": entities, "time": "times",
            "statement": "statements", "about": "events",
        }  # fmt: skip
    return {}


def _renamed(value: Any, old: str, new: str | None) -> Any:
    if isinstance(value, list):
        named = (new if v == old else v for v in value)
        return list(dict.fromkeys(v for v in named if v is not None))
    return new if value == old else value


def _within(value: Any, most: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and -most <= value <= most


def _anchored(value: Any, text: str, where: str) -> Any:
    """The value with the text of every span in it filled in. Raises `InputError` where one is not on the text."""
    if isinstance(value, list):
        return [_anchored(v, text, where) for v in value]
    if not isinstance(value, dict):
        return value
    within = {name: _anchored(v, text, name) for name, v in value.items()}
    if "start" not in value or "end" not in value:
        return within
    start, end = value["start"], value["end"]
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
        raise InputError(
            "{field}: from {start} to {end} is no stretch of the text", "review/no_stretch",
            field=where, start=f"{start!r:.20}", end=f"{end!r:.20}",
        )  # fmt: skip
    if value.get("text") not in (None, text[start:end]):
        raise InputError(
            "{field}: other words than those stand from {start} to {end}", "review/other_words",
            field=where, start=start, end=end,
        )  # fmt: skip
    return within | {"text": text[start:end]}
