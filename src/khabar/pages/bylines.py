"""Who a page says wrote it: author, agency and place in the lines around a report."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from khabar.lexicon import Lexicon
from khabar.pages.furniture import line_key
from khabar.pages.outlets import compile_agencies, compile_outlets

# A tatweel between blanks stands for a dash.
_SPLIT = re.compile(r"\s*[-–—|/()\[\]،,:]+\s*|\s{2,}|\s\u0640\s")
_DOMAIN = re.compile(r"[\w-]+\.(?:com|net|org|info|news|tv|sy|iq|ye|ly|lb|ps|eg|sd)$", re.IGNORECASE)
_LONGEST = 12  # words of a byline
_LONGEST_CHARS = 300
_NAME_WORDS = 5
# A dateline that opens the first paragraph: "دمشق – سانا:", "عمان (بترا) -", "دمشق، سوريا (CNN) --", "(أ ف ب) -".
_OPENING = re.compile(
    r"^(?P<before>[^.:؛()\n]{0,40}?)\s*(?:\((?P<bracket>[^()\n]{2,30})\)|[-–—]\s*(?P<dash>[^.:()\n–—-]{2,25}?)\s*(?=[:–—-]))"
)
_CLOSING = re.compile(r"\((?P<inner>[^()\n]{2,40})\)\s*[.]?\s*$")
_SOURCE = re.compile(r"^\s*(?:المصدر|المصادر|مصدر الخبر|نقلا عن|Source)\s*[:：]\s*(?P<names>.{2,80})$")


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says. `agency` is the agency it credits, `outlet` the site it names as its own."""

    authors: tuple[str, ...] = ()
    agency: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class BylineIndex:
    """Markers, desks, agencies, places and given names, folded."""

    marker: re.Pattern[str]
    exclusive: frozenset[str]
    nobody: frozenset[str]
    agencies: frozenset[str]
    places: frozenset[str]
    given: frozenset[str]
    outlets: Mapping[str, str]

    def read(self, line: str, marked: bool = False) -> Byline | None:
        """The byline that the whole line is, or None for any other line. `marked`: only with a marker (إعداد: …)."""
        words = line.split()
        if not words or len(words) > _LONGEST + 6 or len(line) > _LONGEST_CHARS:
            return None
        found = self._marked(line)
        if found is not None or marked:
            return found
        if len(words) > _LONGEST or line.rstrip()[-1:] in ".؟!":
            return None
        return self._by_parts([p.strip() for p in _SPLIT.split(line) if p.strip()])

    def _marked(self, line: str) -> Byline | None:
        """Every name after a marker (إعداد: فلان – تحرير: فلانة); None where the line holds more than that."""
        found = list(self.marker.finditer(line))
        if not found or (found[0].start() > 0 and self._by_parts(_parts(line[: found[0].start()])) is None):
            return None
        authors: list[str] = []
        for at, match in enumerate(found):
            until = found[at + 1].start() if at + 1 < len(found) else len(line)
            parts = _parts(line[match.end() : until])
            if not parts or len(parts[0].split()) > _NAME_WORDS:
                return None
            needs_name = not match["colon"]
            if line_key(parts[0]) in self.nobody or self._known(line_key(parts[0])):
                continue
            if needs_name and not self.is_name(parts[0]):
                return None
            authors.append(parts[0])
        agencies = [a for a in map(self.agency, _parts(line)) if a]
        return Byline(tuple(dict.fromkeys(authors)), agencies[0] if agencies else None)

    def _by_parts(self, parts: list[str]) -> Byline | None:
        if not parts or len(parts) > 5 or any(len(p.split()) > _NAME_WORDS for p in parts):
            return None
        authors, unknown, agency, outlet, known = [], [], None, None, 0
        for part in parts:
            key = line_key(part)
            if not key:
                continue
            if self.agency(part) is not None:
                agency, known = agency or part, known + 1
            elif self._known(key) or _DOMAIN.match(part):
                outlet, known = outlet or self.outlets.get(key), known + 1
            elif self.is_name(part):
                authors.append(part)
            else:
                unknown.append(part)
        if unknown and (not known or len(unknown) > 1 or not _may_be_name(unknown[0])):
            return None
        if unknown == parts[:1] and not any(self.is_place(line_key(part)) for part in parts):
            # An unknown word before an agency is a place that we do not know (… – نورث برس).
            unknown = []
        # A known place and two or three unknown words: the words are the author (عدن - فلان الفلاني).
        authors = authors or unknown
        if not authors and agency is None and outlet is None and len(parts) < 2:
            return None
        return Byline(tuple(authors), agency, outlet)

    def _known(self, key: str) -> bool:
        return key in self.exclusive or key in self.outlets or self.is_place(key) or key in self.nobody

    def is_place(self, key: str) -> bool:
        """True for the key of a known town, or of a stretch named by its noun (ريف حلب الشمالي)."""
        first = key.split()[0] if key else ""
        return key in self.places or (first in self.places and len(key.split()) <= 4)

    def is_name(self, text: str) -> bool:
        """True for two to four words that begin with a known given name."""
        words = line_key(text).split()
        if not 2 <= len(words) <= 4 or _digits(text):
            return False
        return words[0] in self.given or (words[0] in ("عبد", "ابو", "ام") and len(words) > 2)

    def agency(self, text: str) -> str | None:
        """The agency that the text names and nothing else, as it is written there; or None."""
        key = line_key(text)
        bare = re.sub(r"^(?:وكاله )?(?:انباء )?", "", key)
        return text.strip() if key in self.agencies or bare in self.agencies else None

    def dateline(self, paragraph: str) -> str | None:
        """The agency in the dateline that opens a paragraph or in the brackets that close it, or None."""
        found = _OPENING.match(paragraph[:120])
        for inner in (found["bracket"], found["dash"]) if found else ():
            if inner and (agency := self.agency(inner)):
                return agency
        found = _CLOSING.search(paragraph[-60:])
        return self.agency(found["inner"]) if found else None

    def source(self, line: str) -> str | None:
        """The names after "المصدر:", as they are written, or None where the line is no such line."""
        found = _SOURCE.match(line[:_LONGEST_CHARS])
        return found["names"].strip(" .") if found and len(line.split()) <= _LONGEST else None


def compile_bylines(lexicon: Lexicon) -> BylineIndex:
    """The byline vocabulary of a lexicon; use as `lexicon.build(compile_bylines)`."""
    lists: dict[str, list[str]] = {}
    for entry in lexicon.entries("pages/bylines"):
        for key in ("markers", "exclusive", "nobody", "agencies", "places"):
            lists.setdefault(key, []).extend(entry.get(key, ()))
    given = {w for e in lexicon.entries("pages/given_names") for w in e["words"]}
    names = "|".join(sorted((re.escape(m) for m in lists["markers"]), key=lambda m: (-len(m), m)))
    marker = re.compile(
        rf"(?:^|(?<=[\s|\-–—/،(]))(?:{names})(?:(?P<colon>\s*[:：/]\s*)|\s+[-–—]\s+|\s+)", re.IGNORECASE
    )
    keys = {k: frozenset(map(line_key, v)) for k, v in lists.items()}
    return BylineIndex(
        marker, keys["exclusive"], keys["nobody"], keys["agencies"] | lexicon.build(compile_agencies), keys["places"],
        frozenset(given), lexicon.build(compile_outlets),
    )  # fmt: skip


def _parts(text: str) -> list[str]:
    return [p.strip() for p in _SPLIT.split(text.strip()) if p.strip()]


def _may_be_name(text: str) -> bool:
    """Two or three words, the first without article, none with our own suffix: what an unknown name looks like."""
    words = line_key(text).split()
    if not 2 <= len(words) <= 3 or words[0].startswith("ال") or text.isascii() or _digits(text):
        return False
    return not any(word.endswith("نا") and len(word) > 4 for word in words)


def _digits(text: str) -> bool:
    return any(c.isdigit() for c in text)
