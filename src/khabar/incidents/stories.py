"""What a report is about as a whole, for where its events say too little: the words, names and days of its lead.

Two reports of one incident may share no event that was read alike (a post that names the place in a hashtag and no
day, a raid that one calls an arrest); what they lead with still shows it.
"""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any
from zlib import crc32

from khabar.errors import DataError
from khabar.incidents.places import is_wide
from khabar.incidents.types import StoryFact
from khabar.lexicon import Lexicon
from khabar.text.fold import fold, without_article

Row = Mapping[str, Any]

LEAD = 600  # characters in which a report says what it is about
RAREST = 6.0  # a word in one report of four hundred; what the table does not hold is as rare
_MAX_WORDS = 80
_SHORTEST_WORD = 3
_TITLE = 150  # characters of a title; a longer one repeats itself
_RAREST_WORDS = 6
_ENOUGH = 4  # words
_RARE = 5.5  # from here on a word in both leads is a reason of its own
_MAX_PEOPLE = 16  # the rarest names of a report
_MAX_PLACES = 16  # the rarest names of a report
TOLL = 1000  # beyond it a figure is a war's, not a deed's
_NEAR = 3  # days
_DAYS_APART = (
    ("same day", 0), ("next day", 1), ("days near", _NEAR), ("same week", 7), ("same month", 30),
    ("months apart", date.max.toordinal()),
)  # fmt: skip
_FIGURES = ("killed", "injured", "detained", "strikes")

_WORD = re.compile("[\u0621-\u06ff]+")  # of the folded text; what a platform prints in English tells nothing
# Letters kept apart so that a platform's filter does not see the word: قـ.ـصف, قصـ ـف, قص.ف
_APART = re.compile(r"ـ[\s.*/]{0,3}ـ?|(?<=[^\W\d_])[.*$](?=[^\W\d_])")
_SERVANT, _KUNYA = re.compile(r"\bعبد (?=ال)"), re.compile(r"\b(?:ابو|ابي|ام) ")  # of the folded name
_RARITY = "incidents/rarity.tsv"


def compile_rarity(lexicon: Lexicon) -> dict[str, float]:
    """Folded word without article → how rare it is, from 0 (in every report) to `RAREST`."""
    path = lexicon.folder / _RARITY
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise DataError(f"{path} cannot be read ({error.strerror}); reinstall Khabar") from error
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {word: float(rare) for word, rare in pairs}


def lead_words(title: str | None, text: str) -> list[str]:
    """The folded words of a report's title and lead, in order, without article and conjunction."""
    raw = _APART.sub("", f"{(title or '')[:_TITLE]} {text[:LEAD]}")
    words = (without_article(w.removeprefix("و") if len(w) > 4 else w) for w in _WORD.findall(fold(raw)))
    return [w for w in words if len(w) >= _SHORTEST_WORD]


def story_of(
    record: Row, rarity: Mapping[str, float], days: Iterable[str], month_days: Iterable[str], weekdays: Iterable[int]
) -> StoryFact:
    """The story of a record. The days (ISO), days of a year (MM-DD) and weekdays are those its lead may speak of."""
    report = record["report"]
    counted = Counter(lead_words(report["title"], report["text"]))
    weights = {w: rarity.get(w, RAREST) for w in list(counted)[:_MAX_WORDS]}
    length = math.sqrt(sum(x * x for x in weights.values())) or 1.0
    hashed = sorted((crc32(w.encode()), x / length) for w, x in weights.items())
    rarest = sorted(weights, key=lambda w: (-weights[w], w))[:_RAREST_WORDS]
    return StoryFact(
        words=array("I", [h for h, _ in hashed]).tobytes(),
        weights=array("f", [x for _, x in hashed]).tobytes(),
        rarest=tuple(rarest),
        people=_people(record, rarity),
        rare=array("I", sorted({crc32(w.encode()) for w in weights if weights[w] >= _RARE})).tobytes(),
        places=_places(record["entities"], rarity),
        figures=tuple(sorted({(c["what"], c["min"]) for e in record["events"] for c in e["counts"] if _figure(c)})),
        days=tuple(sorted({date.fromisoformat(d).toordinal() for d in days})),
        month_days=tuple(sorted(set(month_days))),
        weekdays=tuple(sorted(set(weekdays))),
    )


def _places(entities: Iterable[Row], rarity: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """The rarest names of places that are no areas → how rare the rarest of their words is."""
    local = [e for e in entities if e["kind"] in ("place", "facility") and not is_wide(e)]
    names = {fold(n) for e in local for n in (e["name"], *e["aliases"])}
    found = {name: _rareness(name, rarity) for name in names if len(name) >= _SHORTEST_WORD}
    return tuple(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:_MAX_PLACES])


def _rareness(name: str, rarity: Mapping[str, float]) -> float:
    known = [rarity.get(without_article(w), RAREST) for w in name.split() if len(w) >= _SHORTEST_WORD]
    return max(known, default=RAREST)


def _figure(count: Row) -> bool:
    return count["what"] in _FIGURES and count["min"] == count["max"] and 0 < count["min"] <= TOLL


def _people(record: Row, rarity: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """The full names of those that no list of actors knows and that say nothing → how rare their words are together;
    the rarest. Who speaks or rules is named in many reports, who was killed or taken in those of one incident."""
    told = {i for s in record["statements"] for i in (s["speaker"], *s["chain"])}
    private = [e for e in record["entities"] if e["kind"] == "person" and not e["actor"] and e["id"] not in told]
    names = {_name_words(n) for e in private for n in (e["name"], *e["aliases"])}
    found = {" ".join(n): round(sum(rarity.get(w, RAREST) for w in n), 1) for n in names if len(n) > 1}
    return tuple(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:_MAX_PEOPLE])


def _name_words(name: str) -> tuple[str, ...]:
    """The words of a name without articles and أبو or أم, عبد الرحمن as one."""
    words = (without_article(w) for w in _SERVANT.sub("عبد", _KUNYA.sub("", fold(name))).split())
    return tuple(w for w in words if len(w) > 1)


def shared_name(a: StoryFact, b: StoryFact) -> float:
    """How rare the rarest name is that both reports give a person, 0 where none is. Of a chain of names (his own, his
    father's, his grandfather's, the family's) one report may leave out what is not the first."""
    known = {name.split(" ")[0] for name, _ in b.people}
    mine = [(name.split(" "), rare) for name, rare in a.people if name.split(" ")[0] in known]
    theirs = [(name.split(" "), rare) for name, rare in b.people] if mine else []
    alike = (min((x, y), key=lambda n: len(n[0])) for x in mine for y in theirs if _one_person(x[0], y[0]))
    return max((rare for _, rare in alike), default=0.0)


def _one_person(one: Sequence[str], other: Sequence[str]) -> bool:
    if one[0] != other[0]:
        return False
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return all(word in rest for word in short)


def likeness(a: StoryFact, b: StoryFact) -> float:
    """Cosine of the two leads' words, each weighed by its rarity: 0 nothing shared, 1 the same words.

    Fewer than `_ENOUGH` words in common prove less: two short posts share a word or two by chance.
    """
    theirs = _unpacked(b.words, b.weights)
    shared = [x * theirs[h] for h, x in _unpacked(a.words, a.weights).items() if h in theirs]
    return sum(shared) * min(1.0, len(shared) / _ENOUGH)


def shared_hashes(one: bytes, other: bytes) -> int:
    """How many of two packed sets of hashes are common."""
    return len(hashes(one) & hashes(other))


@lru_cache(maxsize=4096)
def hashes(packed: bytes) -> frozenset[int]:
    """A packed set of hashes; those of the reports that are compared just now are kept."""
    return frozenset(array("I", packed))


@lru_cache(maxsize=2048)
def _unpacked(words: bytes, weights: bytes) -> dict[int, float]:
    return dict(zip(array("I", words), array("f", weights), strict=True))


def nearest(one: Sequence[int], other: Sequence[int], round_: int | None = None) -> int:
    """The least distance between two numbers of either side, on a circle of `round_` where one is given."""
    apart = [abs(x - y) for x in one for y in other]
    return min(min(d, round_ - d) if round_ else d for d in apart)


def days_tell(a: StoryFact, b: StoryFact) -> str | None:
    """What the two leads' days tell by the best both know: whole days, else days of a year, else weekdays."""
    if a.days and b.days:
        apart = nearest(a.days, b.days)
        return next(name for name, most in _DAYS_APART if apart <= most)
    if a.month_days and b.month_days:
        apart = nearest([_of_year(d) for d in a.month_days], [_of_year(d) for d in b.month_days], 366)
        return "same day of year" if apart == 0 else "near day of year" if apart <= _NEAR else "other day of year"
    if a.weekdays and b.weekdays:
        apart = nearest(a.weekdays, b.weekdays, 7)
        return "same weekday" if apart == 0 else "next weekday" if apart == 1 else "other weekday"
    return None


def _of_year(month_day: str) -> int:
    return date(2000, int(month_day[:2]), int(month_day[3:])).toordinal()
