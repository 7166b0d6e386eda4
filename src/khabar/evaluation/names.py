"""Which entity of a record is which marked one; scoring of names, kinds, merging, codes and places."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from khabar.evaluation.gold_types import GoldEntity, Marks
from khabar.evaluation.quotes import Spot
from khabar.evaluation.reading import ReadEntity, Reading, folded, shared
from khabar.evaluation.tally import Sheet

# Positions that are not the place's own: a neighbour's, or of the region around it.
_WIDE = ("near", "admin2", "admin1", "country", None)
_KM_A_DEGREE = 111.2
_LETTER = re.compile(r"[\w\u064b-\u0652\u0670\u0640]")


class Naming:
    """Which gold entities an entity of the record may be."""

    def __init__(self, marks: Marks, reading: Reading) -> None:
        """Compare every entity with every marked one once."""
        self._same = {
            (e.id, g.key) for e in reading.entities.values() for g in marks.entities if is_same(e, g, reading.text)
        }
        self._marks = {g.key: g for g in marks.entities}
        self._text = reading.text

    def same(self, read: str | None, gold: str | None) -> bool:
        """True where both are no one, or the record's entity is the marked one."""
        return (read is None and gold is None) or (read, gold) in self._same

    def is_at(self, spot: Spot | None, gold: str | None) -> bool:
        """True where words at the spot are words for the marked entity."""
        if spot is None or gold is None:
            return False
        entity = self._marks[gold]
        return any(_close(spot, s, self._text) for s in (*entity.names, *entity.called))


def is_same(read: ReadEntity, gold: GoldEntity, text: str) -> bool:
    """True where a mention of the one stands where a name of the other does, or one name is the other's."""
    spots = (*gold.names, *gold.called)
    if any(_close(s, m, text) for m, _ in read.mentions for s in spots):
        return True
    return bool(read.names & {folded(text[s.start : s.end]) for s in gold.names})


def _close(one: Spot, other: Spot, text: str) -> bool:
    return shared(one, other, text) > 0.5


def score_entities(marks: Marks, reading: Reading, naming: Naming, sheet: Sheet) -> None:
    """Names by exact words and kind; which mentions are one; actors' codes; places on the map."""
    text = reading.text
    gold = {_trimmed(s, text): e for e in marks.entities for s in e.names}
    left_open = [s for e in marks.entities for s in e.called]
    # Whether such words are a name or a description is no matter of these marks: what stands at a marked name counts.
    mentions = [(_trimmed(s, text), form, e) for e in reading.entities.values() for s, form in e.mentions]
    said = {
        s: e
        for s, form, e in mentions
        if s in gold or (form in ("name", "acronym") and not any(_close(s, o, text) for o in left_open))
    }
    exact = [s for s in gold if s in said]
    right = [s for s in exact if said[s].kind == gold[s].kind]
    near = [s for s in gold if s in said or any(_close(s, o, text) for o in said)]
    sheet.add("entities.names and kinds", len(right), len(said), len(gold))
    sheet.add("entities.names", len(exact), len(said), len(gold))
    found = [o for o in said if o in gold or any(_close(s, o, text) for s in gold)]
    sheet.add("entities.names, roughly", min(len(near), len(found)), len(said), len(gold))
    for s, entity in gold.items():
        if s not in exact:
            sheet.fault("entities", "missed", s, f"{entity.kind} {text[s.start : s.end]}")
        elif said[s].kind != entity.kind:
            sheet.fault("entities", "wrong", s, f"{text[s.start : s.end]}: {entity.kind}, read as {said[s].kind}")
    for s, read in said.items():
        if s not in gold:
            sheet.fault("entities", "extra", s, f"{read.kind} {text[s.start : s.end]}")
    _merging(gold, said, sheet, text)
    _links(marks, reading, naming, sheet)


def _trimmed(spot: Spot, text: str) -> Spot:
    """The spot without quotation marks and other punctuation at its edges."""
    start, end = spot.start, spot.end
    while start < end and not _LETTER.match(text[start]):
        start += 1
    while end > start and not _LETTER.match(text[end - 1]):
        end -= 1
    return Spot(start, end)


def _merging(gold: Mapping[Spot, GoldEntity], said: Mapping[Spot, ReadEntity], sheet: Sheet, text: str) -> None:
    """B-cubed over the names found: of each, how many of its entity's names are one entity in the record."""
    both = [s for s in gold if s in said]
    for s in both:
        mine = {t for t in both if gold[t].key == gold[s].key}
        read = {t for t in both if said[t].id == said[s].id}
        hit = len(mine & read)
        # F1 of the mean precision and recall is what Tally gives when each is weighed by the other's size.
        sheet.add("entities.merged", 2 * hit / (len(mine) + len(read)), 1.0, 1.0)
        if mine - read:
            sheet.fault("entities", "wrong", s, f"{text[s.start : s.end]}: split from {gold[s].key}")


def _links(marks: Marks, reading: Reading, naming: Naming, sheet: Sheet) -> None:
    for entity in marks.entities:
        mine = [e for e in reading.entities.values() if naming.same(e.id, entity.key)]
        spot = next(iter((*entity.names, *entity.called)), None)
        if entity.code and entity.names:
            right = any(e.code == entity.code for e in mine)
            sheet.share("links.actors", right)
            if not right:
                codes = ", ".join(str(e.code) for e in mine)
                sheet.fault("links", "wrong", spot, f"code {entity.code}, read as {codes or 'nothing'}")
        if entity.placed and entity.names:
            none = bool(mine) and not any(_own(e) for e in mine)
            right = any(_is_placed(e, entity) for e in mine) if entity.at else none
            sheet.share("links.places", right)
            sheet.share("links.places and actors", right)
            if not right:
                at = ", ".join(f"{e.lat}, {e.lon} ({e.precision})" for e in mine)
                sheet.fault("links", "wrong", spot, f"place at {entity.at or 'none'}, read as {at or 'nothing'}")
        if entity.code and entity.names:
            sheet.share("links.places and actors", any(e.code == entity.code for e in mine))


def _own(entity: ReadEntity) -> bool:
    return entity.lat is not None and entity.precision not in _WIDE


def _is_placed(entity: ReadEntity, gold: GoldEntity) -> bool:
    if entity.lat is None or entity.lon is None or gold.at is None:
        return False
    east = (entity.lon - gold.at[1]) * math.cos(math.radians(gold.at[0]))
    return math.hypot(entity.lat - gold.at[0], east) * _KM_A_DEGREE <= gold.km
