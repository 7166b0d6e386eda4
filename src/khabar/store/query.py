"""What people type into the search, understood: words, "phrases", -without, and fields such as `place:حلب`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from khabar.errors import InputError
from khabar.lexicon import Lexicon
from khabar.store.review_types import STATUSES
from khabar.store.stems import spellings, stems
from khabar.text.fold import fold

Phrase = tuple[str, ...]

_PIECE = re.compile(
    r'(?P<minus>-)?(?:(?P<field>[A-Za-z_]+):)?(?:(?P<op>>=|<=|>|<|=)\s*)?(?:"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]+)|(?<=:))'
)
_FIGURES = frozenset(
    ["killed", "injured", "detained", "abducted", "missing", "displaced", "strikes", "shells", "houses", "vehicles",
     "villages", "other"]
)  # fmt: skip
_NAMED = frozenset(["place", "actor", "recipient", "victim", "speaker", "through", "publisher"])
_CODED = frozenset(["type", "mode", "acled", "status"])
_REVIEWED = ("review", "assigned", "unchecked", "since")
FIELDS = (*sorted(_CODED), *sorted(_NAMED), "near", "from", "to", *sorted(_FIGURES), *_REVIEWED)
_DAY = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")
_NEAR = re.compile(r"(?P<lat>-?\d+(?:\.\d+)?),(?P<lon>-?\d+(?:\.\d+)?)(?:,(?P<km>\d+(?:\.\d+)?)(?:km)?)?")
_RANGE = re.compile(r"(?P<low>\d+)(?:\.\.(?P<high>\d+))?")
_MOST_ACTORS = 3  # who share a name; a name of more is a word like others
_MOST_WORDS = 8  # of a name
_MOST_PIECES = 64


@dataclass(frozen=True, slots=True)
class Group:
    """Phrases of stems, one of which must stand in the text, or with `without` none of them."""

    phrases: tuple[Phrase, ...]
    without: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """One of these phrases in the name of who stands in that role."""

    role: str
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Coded:
    """A code of the event: `field` is type, mode, acled or status; `value` is folded to lower case."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Near:
    """The event's place lies within `km` kilometres of that point."""

    lat: float
    lon: float
    km: float


@dataclass(frozen=True, slots=True)
class Days:
    """The report's day is one of these. Beside conditions on events the event's days count, where it has any.

    A bound may be open.
    """

    begin: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the event is surely at least `low` and surely at most `high`; one of them may be open."""

    what: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Where the report stands at the desk: `field` is review, assigned, unchecked or since.

    `value` is a status, a person's name, `figures`, or a moment (UTC, ISO 8601) since which something is new.
    """

    field: str
    value: str


Condition = Named | Coded | Near | Days | Figure | Reviewed


@dataclass(frozen=True, slots=True)
class Query:
    """Every group and every condition must hold; conditions on events must hold of one and the same event."""

    groups: tuple[Group, ...]
    conditions: tuple[Condition, ...]


class Aliases:
    """What actors and outlets of the lexicon are called, by the stems of each name."""

    def __init__(self, names: Mapping[str, tuple[Phrase, ...]]) -> None:
        """`names`: the phrases of each actor's id."""
        self._names = names
        self._bearers: dict[Phrase, list[str]] = {}
        for identity, phrases in names.items():
            for phrase in phrases:
                bearers = self._bearers.setdefault(phrase, [])
                if identity not in bearers:
                    bearers.append(identity)

    def of(self, phrase: Phrase) -> tuple[Phrase, ...]:
        """Every name of whoever bears this one, itself first; nothing where nobody or everybody does."""
        bearers = self._bearers.get(phrase, [])
        if not 0 < len(bearers) <= _MOST_ACTORS:
            return ()
        others = (other for identity in bearers for other in self._names[identity])
        return tuple(dict.fromkeys((phrase, *others)))


def compile_aliases(lexicon: Lexicon) -> Aliases:
    """The names of the books under `actors/` and `outlets/`; use as `lexicon.build(compile_aliases)`.

    Names marked `ambiguous` need more than the name to be told apart, and are left out.
    """
    names: dict[str, tuple[Phrase, ...]] = {}
    for book in ("actors/", "outlets/"):
        for entry in lexicon.entries(book):
            unsure = frozenset(entry.get("ambiguous", ()))
            listed = (entry["name"], *entry.get("aliases", ()), *entry.get("acronyms", ()), *entry.get("latin", ()))
            phrases = (tuple(stems(str(name))) for name in listed if name not in unsure)
            identity = f"{book}{entry['id']}" if entry.get("id") else f"{book}{entry['name']}"
            names[identity] = tuple(dict.fromkeys(p for p in phrases if 0 < len(p) <= _MOST_WORDS))
    return Aliases(names)


def parse_query(typed: str, aliases: Aliases) -> Query:
    """Understand what was typed. Raises `InputError`, naming the piece, for what is no query."""
    groups: list[Group] = []
    conditions: list[Condition] = []
    words: list[str] = []
    pieces = list(_PIECE.finditer(typed.replace("\0", " ")))
    if len(pieces) > _MOST_PIECES:
        raise InputError(
            "a search of more than {most} words; search for the rarer ones", "query/long", most=_MOST_PIECES
        )
    for found in pieces:
        field, value = found["field"], found["quoted"] if found["quoted"] is not None else found["bare"]
        if field:
            if found["minus"]:
                raise InputError(
                    "-{field}: fields cannot be excluded; leave the minus away", "query/minus", field=field
                )
            conditions.append(_condition(field.lower(), found["op"] or "", value or "", aliases))
        elif found["quoted"] is not None or found["minus"]:
            _flush(words, groups, aliases)
            phrase = tuple(stems(value or ""))
            if phrase:
                groups.append(Group(_openings((phrase,)), bool(found["minus"])))
        else:
            words += stems(value or "")
    _flush(words, groups, aliases)
    if not groups and not conditions:
        raise InputError("nothing to search for; type a word, or a field such as place:حلب", "query/empty")
    if groups and all(g.without for g in groups):
        raise InputError("a search needs a word that is there besides the ones that are not", "query/only_without")
    return Query(tuple(groups), tuple(conditions))


def _flush(words: list[str], groups: list[Group], aliases: Aliases) -> None:
    """Turn loose words into groups: the longest run that names an actor into all its names, others alone."""
    at = 0
    while at < len(words):
        for length in range(min(_MOST_WORDS, len(words) - at), 0, -1):
            for run in _readings(tuple(words[at : at + length])):
                if names := aliases.of(run):
                    groups.append(Group(_openings(_shortest(names))))
                    break
            else:
                continue
            break
        else:
            length = 1
            groups.append(Group(_openings(tuple(r for r in _readings((words[at],))))))
        at += length
    words.clear()


def _readings(run: Phrase) -> tuple[Phrase, ...]:
    """A run of words as typed, and without the preposition that its first word may open with (بحلب → حلب)."""
    first = run[0]
    cut = first[1:] if first[:1] in "بلكف" and len(first) > 3 else ""
    return (run, (cut, *run[1:])) if cut else (run,)


def _shortest(names: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """Names without those that hold another one: whoever finds تنظيم الدولة finds تنظيم الدولة الإسلامية."""
    joined = {name: f" {' '.join(name)} " for name in names}
    return tuple(n for n in names if not any(o != n and joined[o] in joined[n] for o in names))


def _openings(phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """Each phrase with its first word in every spelling a preposition gives it."""
    return tuple(dict.fromkeys((spelled, *p[1:]) for p in phrases for spelled in spellings(p[0])))


def _condition(field: str, op: str, value: str, aliases: Aliases) -> Condition:
    if op and field not in _FIGURES:
        raise InputError("{field}: takes no {op}; only figures such as killed: do", "query/no_op", field=field, op=op)
    if field in _NAMED:
        phrase = tuple(stems(value))
        if not phrase:
            raise InputError("{field}: needs a name, such as {field}:حلب", "query/no_name", field=field)
        return Named(field, _shortest(aliases.of(phrase)) or (phrase,))
    if field in _CODED:
        return Coded(field, fold(value.strip()))
    if field in _FIGURES:
        return _figure(field, op, value)
    if field == "near":
        return _near(value)
    if field in _REVIEWED:
        return _reviewed(field, value.strip())
    if field in ("from", "to"):
        day = _day(value, last=field == "to")
        return Days(day, None) if field == "from" else Days(None, day)
    raise InputError(
        "{field}: is no field; fields are {known}; put words with a colon in quotation marks", "query/no_field",
        field=field, known=tuple(FIELDS),
    )  # fmt: skip


def _reviewed(field: str, value: str) -> Reviewed:
    from datetime import datetime

    if field == "since":
        try:
            if not value.isascii() or len(value) > 20:
                raise ValueError
            datetime.fromisoformat(value)
        except ValueError:
            raise InputError(
                "since:{value} is no moment; write 2026-11-20 or 2026-11-20T08:00:00Z", "query/no_moment",
                value=value[:40],
            ) from None  # fmt: skip
        return Reviewed(field, value)
    known = {"review": STATUSES, "unchecked": ("figures",)}.get(field)
    if known is not None and value.lower() not in known:
        raise InputError(
            "{field}:{value} is none of {known}", "query/unknown_value", field=field, value=value[:40], known=known
        )
    if not value:
        raise InputError("assigned: needs a name, such as assigned:سلمى", "query/no_assignee")
    return Reviewed(field, value.lower() if known else value)


def _figure(what: str, op: str, value: str) -> Figure:
    found = _RANGE.fullmatch(fold(value))
    if found is None or len(value) > 18 or (op and found["high"]):
        raise InputError(
            "{what}:{value} is no figure; write {what}:>3, {what}:5 or {what}:3..10", "query/no_figure",
            what=what, value=f"{op}{value}",
        )  # fmt: skip
    low = int(found["low"])
    high = int(found["high"]) if found["high"] else low
    bounds = {">": (low + 1, None), ">=": (low, None), "<": (None, low - 1), "<=": (None, low)}
    return Figure(what, *bounds.get(op, (low, high)))


def _near(value: str) -> Near:
    found = _NEAR.fullmatch(fold(value))
    lat, lon = (float(found["lat"]), float(found["lon"])) if found else (99.0, 0.0)
    if found is None or abs(lat) > 90 or abs(lon) > 180:
        raise InputError(
            "near:{value} is no point; write near:36.38,38.86,20km (latitude, longitude, kilometres)", "query/no_point",
            value=value,
        )  # fmt: skip
    return Near(lat, lon, float(found["km"] or 10))


def _day(value: str, *, last: bool) -> str:
    """A day, or the first or last one of a month or year."""
    from calendar import monthrange
    from datetime import date

    found = _DAY.fullmatch(fold(value))
    try:
        if found is None:
            raise ValueError
        year = int(found["year"])
        month = int(found["month"] or (12 if last else 1))
        day = int(found["day"] or (monthrange(year, month)[1] if last else 1))
        return date(year, month, day).isoformat()
    except ValueError:
        raise InputError(
            "{value!r} is no day; write YYYY-MM-DD, YYYY-MM or YYYY", "query/no_day", value=value[:40]
        ) from None
