"""The country that a report is at home in: whose ministry, army or governor it means where it does not say."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from khabar.entities.places import Resolved
from khabar.mentions.actors import ActorBook
from khabar.objects import Candidate, Text
from khabar.text.fold import fold

# What a name, a relative adjective or description, and the country of the publisher speak for a country; set by reading
# the project's own composed reports. A name said again says half as much, and no more.
_NAME, _NOMINAL, _PUBLISHER, _AGAIN = 1.0, 0.6, 0.8, 0.5
_ABROAD = 0.5  # of which an army counts, which is named in full where it is not at home
_LEAST = 1.0  # weight of the first below which nothing is known
_SHARE, _OWN_SHARE = 0.7, 0.5  # of all weight that it must have, and that the publisher's own country must
# What strikes or is struck may stand before whoever does it too (قصف روسيا), so only these speak for a place.
_IN = frozenset(map(fold, ("في", "إلى", "داخل", "خارج", "عبر", "باتجاه")))
_BY_NAME = frozenset({"mention.actor.name", "mention.actor.alias"})


def country_weights(
    candidates: Sequence[Candidate], places: Mapping[int, Resolved], publisher: str | None, book: ActorBook
) -> dict[str, float]:
    """How much of what a report names lies in or belongs to each country, by ISO3 code. Outlets say nothing.

    `places` are the resolved candidates by number, `publisher` the publisher's country.
    """
    weights: dict[str, float] = {publisher: _PUBLISHER} if publisher else {}
    seen: dict[str, int] = {}
    for number, candidate in enumerate(candidates):
        country = _country(number, candidate, places, book)
        if country is None:
            continue
        key = candidate.actor or candidate.text
        seen[key] = seen.get(key, 0) + 1
        weight = (_NAME if candidate.form == "name" else _NOMINAL) * (1.0, _AGAIN, 0.0)[min(seen[key], 3) - 1]
        weight *= _ABROAD if _is_army(candidate, book) else 1.0
        weights[country] = weights.get(country, 0.0) + weight
    return weights


def home_country(weights: Mapping[str, float], publisher: str | None) -> str | None:
    """The ISO3 code of the country that nearly everything named in a report lies in or belongs to, else None.

    Half of everything is enough for the publisher's own country.
    """
    if not weights:
        return None
    best = max(sorted(weights), key=lambda country: weights[country])
    share = _OWN_SHARE if best == publisher else _SHARE
    return best if weights[best] >= _LEAST and weights[best] >= share * sum(weights.values()) else None


def only_where(text: Text, members: Sequence[Candidate]) -> bool:
    """True for a state that is named only as where something is (في السودان), not by its people or capital."""
    named = [m for m in members if m.rule != "mention.demonym.adjective"]
    rules = {m.rule for m in named}
    return bool(named) and rules <= _BY_NAME and all(_is_where(text, m) for m in named)


def _is_where(text: Text, member: Candidate) -> bool:
    at = bisect_right(text.tokens, member.start, key=lambda t: t.start) - 1
    token = text.tokens[at]
    if token.start < member.start:
        return text.raw[token.start : member.start].endswith("ب")
    before = text.tokens[at - 1] if at else None
    return before is not None and any(stem in _IN for _, stem in before.stems)


def _is_army(candidate: Candidate, book: ActorBook) -> bool:
    state, _, sector = (candidate.actor or "").partition("/")
    entry = book.by_id.get(state)
    return sector == "MIL" or (not sector and entry is not None and (entry.code or "").endswith(" MIL"))


def _country(number: int, candidate: Candidate, places: Mapping[int, Resolved], book: ActorBook) -> str | None:
    if candidate.kind == "media":
        return None
    if candidate.actor:
        return book.country_of(book.by_id.get(candidate.actor.split("/")[0]))
    resolved = places.get(number)
    return resolved.place.country if resolved is not None else None
