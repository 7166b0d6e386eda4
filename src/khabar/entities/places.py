"""Which place of that name: by head noun, stated relation, governorates named, neighbours, country, population."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from khabar.entities.nearness import FAR, kilometres, names_area, seat, side, within
from khabar.entities.place_rules import HeadRule, PlaceRules, compile_place_rules
from khabar.entities.positions import place_beside, place_of_row
from khabar.entities.relations import Relation, find_relations, find_states, is_placed
from khabar.lexicon import Lexicon
from khabar.mentions.actors import compile_actors
from khabar.mentions.gazetteer import Gazetteer, compile_gazetteer, place_key
from khabar.mentions.index_file import PlaceRow
from khabar.mentions.place_words import compile_place_words
from khabar.objects import Candidate, Place, Text
from khabar.text.fold import fold, without_article
from khabar.text.phrases import phrase_words

_MAX_ROWS = 40
_MAX_RELATIONS = 4
_CLOSE, _WITHIN = 0.5, 1.2  # `_neighbour_score` of a place 55 km off, and 20
_BY, _NEAR, _ONE = 25, 40, 5  # kilometres: beside a town named before it, near one as the text says, one place
_BESIDE = 3  # places before and after a name that are beside it
_IN_TOWN = 20  # kilometres from a town's middle beyond which no quarter is of it
_TOWNLAND = 50  # kilometres from a town or mountain beyond which nothing is said to be in it or by it
_AROUND = 25  # places before and after one that count as its neighbours in the report
_TOWN = 20_000  # people of a town that a report may name without its country
_CITY = 50_000  # people that no village has
_GREAT = 150_000  # people of a city that the world knows: جنيف is not the town in Illinois
_SPELLED = 0.6  # confidence of a place found under another spelling
_HOME = 0.5  # what speaks for a country of Arabic readers where a report names none
_BY_HAND = 2.0  # what speaks for a place of the books written by hand: they hold what news name
_UNKNOWN = 6.0  # what speaks against a far town of a quarter's name
_STATED = 3.0  # what the state said right after a name speaks for a place there
_SITES = ("site", "airport", "road")
_ACTING = 0.5  # of what a country's adjectives say for its places: غارات إسرائيلية fall abroad
_ALONE = 0.4  # what a name known in one country only says for that country
# The people of a district count no more than this for it: who says a town's name means the town.
_AREA = 20_000


@dataclass(frozen=True, slots=True)
class Resolved:
    """A candidate's place: the gazetteer's row, or only what the text says. `others` are names of rows it beat."""

    row: PlaceRow | None
    place: Place
    key: str
    confidence: float
    others: tuple[str, ...] = ()


class PlaceResolver:
    """Resolves the place candidates of one report together."""

    def __init__(
        self, text: Text, candidates: Sequence[Candidate], lexicon: Lexicon, publisher_country: str | None
    ) -> None:
        self._text = text
        self._lexicon = lexicon
        self._rules: PlaceRules = lexicon.build(compile_place_rules)
        self._gazetteer: Gazetteer = lexicon.build(compile_gazetteer)
        self._lists = lexicon.build(compile_place_words).lists
        self._places = [n for n, c in enumerate(candidates) if is_placed(c)]
        self._order = {n: at for at, n in enumerate(self._places)}
        self._candidates = candidates
        self._rows = {n: self._row_list(n) for n in self._places}
        self._relations = self._everywhere({r.of: r for r in find_relations(text, candidates, lexicon)})
        self._states = self._in_states()
        self._alone: dict[tuple[int, ...], str] = {}
        self._placed: set[str] = set()
        self._said: set[str | None] = {publisher_country} - {None}  # countries said by name, not by who strikes
        self._countries = self._country_evidence(publisher_country)
        self._chosen: dict[int, tuple[PlaceRow, float, tuple[str, ...]]] = {}
        self._spelled: dict[int, PlaceRow] = {}

    def resolve(self) -> dict[int, Resolved]:
        """The place of every place candidate, by the candidate's number."""
        ordered = sorted(self._places, key=lambda n: (not self._certain(n), n))
        for number in ordered:
            self._choose(number)
        for number in ordered:
            self._choose(number)
        self._spelled = {n: row for n in self._places if (row := self._other_spelling(n)) is not None}
        return {n: self._resolved(n) for n in self._places}

    # ------------------------------------------------------------------------------------------------- evidence

    def _everywhere(self, relations: dict[int, Relation]) -> dict[int, Relation]:
        """The relations, and that of a village's or town's name wherever else the name stands without one."""
        heads = (None, *self._rules.towns)
        said: dict[str, Relation] = {}
        for number in self._places:
            if number in relations and self._candidates[number].head in self._rules.towns:
                said.setdefault(fold(self._candidates[number].text), relations[number])
        again = {
            n: replace(stated, of=n)
            for n in self._places
            if n not in relations
            and self._candidates[n].head in heads
            and (stated := said.get(fold(self._candidates[n].text))) is not None
        }
        return relations | again

    def _in_states(self) -> dict[int, str]:
        """The state that the text says a place lies in, wherever the place is named again."""
        stated = find_states(self._text, self._candidates, self._lexicon)
        said: dict[str, str] = {}
        for number in sorted(stated):
            said.setdefault(fold(self._candidates[number].text), stated[number])
        names = {n: fold(self._candidates[n].text) for n in self._places}
        return {n: said[name] for n, name in names.items() if name in said} | stated

    def _row_list(self, number: int) -> list[PlaceRow]:
        candidate = self._candidates[number]
        rows = [self._gazetteer.row(r) for r in candidate.places[:_MAX_ROWS]]
        rule = self._rules.heads.get(candidate.head or "")
        if rule is not None and rule.feature == "village" and candidate.head not in self._lists:
            rows = [r for r in rows if r.population < _CITY]  # no village is a city
        return rows or (self._named_after(candidate) if candidate.kind == "facility" else [])

    def _named_after(self, candidate: Candidate) -> list[PlaceRow]:
        """The towns that the words of a site after its noun name, epithets left out: مرفأ بيروت، مستشفى شبوة العام."""
        words = phrase_words(candidate.text)
        for last in range(len(words), 1, -1):
            known = self._gazetteer.lookup("".join(words[1:last]))
            rows = [self._gazetteer.row(r) for r in known.rows[:_MAX_ROWS]]
            towns = [r for r in rows if r.population > _TOWN or r.kind == "region" or self._gazetteer.by_hand(r)]
            if towns and not known.common:
                return towns
        return []

    def _certain(self, number: int) -> bool:
        """True where fame or uniqueness decides before anything else is known."""
        rows = self._rows[number]
        if not rows:
            return False
        best = max(r.population for r in rows)
        return any(r.kind in ("region", "country") for r in rows) or best > 50_000

    def _country_evidence(self, publisher: str | None) -> dict[str, float]:
        """How much in the report speaks for each country (ISO3); a name of one country only counts once."""
        book = self._lexicon.build(compile_actors)
        weights: dict[str, float] = {publisher: 0.8} if publisher else {}
        for candidate in self._candidates:
            actor = book.by_id.get(candidate.actor.split("/")[0]) if candidate.actor else None
            country = book.country_of(actor)
            if country and candidate.kind != "media":
                weights[country] = weights.get(country, 0) + (0.5 if candidate.form == "nominal" else 0.7)
                self._said |= {country} if candidate.form != "nominal" else set()
        for number in self._places:
            rows = self._rows[number]
            if rows and self._certain(number):
                top = max(rows, key=lambda r: (r.kind in ("region", "country"), r.population))
                rival = max((r.population for r in rows if r.country != top.country), default=0)
                if top.country and rival * 10 < max(top.population, 1):
                    self._placed.add(top.country)
                    weights[top.country] = weights.get(top.country, 0) + 1.5
            elif rows and len({r.country for r in rows}) == 1 and (only := rows[0].country):
                spelling = self._candidates[number].places
                weights[only] = weights.get(only, 0) + (_ALONE if spelling not in self._alone else 0)
                self._alone[spelling] = only
        return weights

    def _country(self, number: int, row: PlaceRow) -> float:
        """How strongly the report speaks for the row's country, 0 to 1.

        A name known in one country only speaks for it, but not for itself against a great place of another country.
        """
        own = self._alone.get(self._candidates[number].places)
        doubted = bool(self._placed or self._said - {own}) or self._quarter(number)
        less = _ALONE if own is not None and own not in self._placed and doubted else 0.0
        most = max(self._countries.values(), default=0)
        weight = self._countries.get(row.country or "", 0.0) - (less if row.country == own else 0.0)
        return weight / most if most else 0.0

    def _quarter(self, number: int) -> bool:
        """True for a quarter: many a town has one of its name, and quarters are named after towns."""
        rule = self._rules.heads.get(self._candidates[number].head or "")
        return rule is not None and rule.feature == "neighbourhood"

    # --------------------------------------------------------------------------------------------------- choice

    def _choose(self, number: int) -> None:
        rows = self._rows[number]
        if not rows:
            return
        scored = sorted(
            ((self._score(number, row), -n, row) for n, row in enumerate(rows)),
            key=lambda s: (s[0], s[1]),
            reverse=True,
        )
        best, _, row = scored[0]
        if best < 0 or self._after_another(number, row):
            self._chosen.pop(number, None)
            return
        second = scored[1][0] if len(scored) > 1 else best - 3
        others = tuple(
            dict.fromkeys(
                ", ".join(filter(None, (r.name, r.admin1, r.country))) for s, _, r in scored[1:4] if best - s < 1
            )
        )
        self._chosen[number] = (row, min(0.95, 0.55 + 0.2 * min(2.0, best - second)), others)

    def _after_another(self, number: int, row: PlaceRow) -> bool:
        """True for a street, mosque or school that bears the name of a place it is not by (شارع حلب in a far town)."""
        rule = self._rules.heads.get(self._candidates[number].head or "")
        own = row.kind in _SITES or self._gazetteer.by_hand(row)
        return rule is not None and rule.after and not own and self._neighbour_score(number, row) < _CLOSE

    def _score(self, number: int, row: PlaceRow) -> float:
        """Log-odds in spirit: what each kind of evidence adds was set by reading reports of the project's own set."""
        candidate = self._candidates[number]
        rule = self._rules.heads.get(candidate.head or "")
        score = self._kind_score(row, rule)
        score += 0.35 * math.log10(1 + self._population(number, row))
        score += _BY_HAND if self._gazetteer.by_hand(row) else 0.0
        near = self._neighbour_score(number, row)
        country = 0.0 if self._namesake(number, row, near) else self._country(number, row)
        score += 2.5 * country * (1.0 if row.country in self._said | self._placed else _ACTING)
        if not self._countries and row.country in self._rules.home:
            score += _HOME
        # Who strikes says little of where: غارات إسرائيلية may fall on any country around.
        told = self._placed or self._said or row.country not in self._rules.home or row.population < _TOWN
        foreign = row.country is not None and country < 0.1
        if self._countries and told and foreign and near < _CLOSE:  # a border town's report is of both countries
            small = row.kind == "county" or (row.population < 50_000 and row.kind not in ("country", "region"))
            great = row.kind != "region" and row.population >= (500_000 if row.country in self._rules.home else _GREAT)
            score -= 4.0 if small or self._quarter(number) else 0.0 if great or row.kind == "country" else 2.0
        relation = self._relations.get(number)
        if relation is not None and relation.to in self._chosen:
            fit = self._relation_score(row, self._chosen[relation.to][0], relation)
            great = row.population > _GREAT and not self._quarter(number)  # a road to a city may begin anywhere
            score += max(fit, -2.0) if great else fit
        elif self._quarter(number) and row.kind != "neighbourhood" and near < _WITHIN:
            score -= _UNKNOWN  # a quarter is of a town, and none is told of
        if row.country is not None and row.country == self._states.get(number):
            score += _STATED
        return score + near

    def _namesake(self, number: int, row: PlaceRow, near: float) -> bool:
        """True for a small place that bears the name of a great city: one far off in a country not told of as a place.

        So for a village of the region beside no place told of (غزة in the Bekaa).
        """
        village = row.kind == "locality" and row.population == 0 and not self._gazetteer.by_hand(row)
        village = village and near < _CLOSE and number not in self._relations
        village = village and self._candidates[number].head not in self._rules.towns
        if not village and (row.country in self._rules.home or row.country in self._placed):
            return False
        top = max((r.population for r in self._rows[number] if r.country != row.country), default=0)
        return top >= _GREAT and top >= 8 * max(row.population, 1)

    def _population(self, number: int, row: PlaceRow) -> int:
        """A row's population; of a town without figure, a part of its own district's, whose seat it is."""
        rule = self._rules.heads.get(self._candidates[number].head or "")
        if rule is not None and rule.area:
            return min(row.population, _AREA)
        if row.population or row.kind != "locality":
            return row.population if row.kind not in ("region", "county") else min(row.population, _AREA)
        alike = [r for r in self._rows[number] if r.country == row.country and kilometres(r, row) < 70]
        if any(r.kind == "locality" and r.population for r in alike):
            return 0  # the district's seat is the town whose people are known
        around = (r for r in alike if r.kind in ("region", "county"))
        return max((r.population // 2 for r in around), default=0)

    def _kind_score(self, row: PlaceRow, rule: HeadRule | None) -> float:
        if rule is None or not rule.rows:
            return {"locality": 0.8, "country": 1.0, "region": 0.3, "county": 0.2, "water": 2.5}.get(row.kind, 0.5)
        if row.kind in rule.rows:
            return 1.6 - 0.6 * rule.rows.index(row.kind)
        return -1.0

    def _relation_score(self, row: PlaceRow, other: PlaceRow, stated: Relation) -> float:
        """In or near the place that the text states, and on the side that it states: same governorate, or not far."""
        rule = self._rules.heads.get(self._candidates[stated.to].head or "")
        inside = other.name in (row.admin1, row.admin2) and row.country == other.country
        distance = kilometres(row, other)
        reach = FAR if stated.bearing is not None or names_area(other, self._gazetteer) else _TOWNLAND
        beside = 0.0
        if stated.bearing is not None:
            beside = side(seat(row, self._gazetteer), seat(other, self._gazetteer), stated.bearing)
        if other.kind == "region" or (rule is not None and rule.area):
            return beside + (2.5 if inside else 1.5 if distance < 90 else -2.0)
        if distance > (_IN_TOWN if self._quarter(stated.of) else reach) and (self._quarter(stated.of) or not inside):
            return -6.0
        return beside + (3.0 if distance < 30 else 2.0 if distance < 60 or inside else -2.0)

    def _neighbour_score(self, number: int, row: PlaceRow) -> float:
        """Nearness to what is already resolved in the report, the nearest counting."""
        best = 0.0
        at = self._order[number]
        for other in self._places[max(0, at - _AROUND) : at + _AROUND]:
            if other == number or other not in self._chosen:
                continue
            place = self._chosen[other][0]
            if place.kind == "country" or place.name == row.name:
                continue
            if place.kind == "region":
                best = max(best, 1.2 if place.name == row.admin1 and place.country == row.country else 0.0)
            else:
                best = max(best, 2.0 * math.exp(-kilometres(row, place) / 40))
        return best

    def _other_spelling(self, number: int) -> PlaceRow | None:
        """For a name that no row fits: the only place of nearly that name close to one that the text says it lies by.

        Without such a statement, close to a place named beside it.
        """
        candidate = self._candidates[number]
        if number in self._chosen or candidate.kind != "place" or self._quarter(number):
            return None
        at, stated = self._order[number], self._neighbour(number)
        beside = [stated] if stated is not None else self._places[max(0, at - _BESIDE) : at + _BESIDE + 1]
        around = [self._chosen[n][0] for n in beside if n in self._chosen and n != number]
        around = [row for row in around if row.kind != "country"]
        if not around:
            return None
        reach = _BY if stated is None else _NEAR
        fitting = [
            row
            for row in self._gazetteer.variants(candidate.text)
            if row.kind in ("locality", "neighbourhood") and any(within(row, other, reach) for other in around)
        ]
        return fitting[0] if fitting and all(kilometres(fitting[0], row) < _ONE for row in fitting) else None

    # -------------------------------------------------------------------------------------------------- results

    def _resolved(self, number: int) -> Resolved:
        candidate = self._candidates[number]
        rule = self._rules.heads.get(candidate.head or "")
        feature = rule.feature if rule else None
        relation = self._relations.get(number)
        words = relation.words if relation else None
        if number in self._spelled:
            row = self._spelled[number]
            place = place_of_row(row, self._gazetteer, rule, feature, words)
            return Resolved(row, place, f"row {row.row}", _SPELLED)
        if number in self._chosen:
            row, confidence, others = self._chosen[number]
            if self._site(candidate, row):
                return self._beside(candidate, row, feature, words)
            place = place_of_row(row, self._gazetteer, rule, feature, words)
            return Resolved(row, place, f"row {row.row}", round(confidence, 2), others)
        key = f"name {fold(candidate.text)}"
        neighbour = self._neighbour(number)
        if neighbour is None and candidate.head is not None and without_article(candidate.head) in self._rules.urban:
            neighbour = self._town_of(number)
        if neighbour is not None:
            return self._beside(candidate, self._chosen[neighbour][0], feature, words)
        return Resolved(None, Place(feature=feature, relation=words), key, 0.4)

    def _site(self, candidate: Candidate, row: PlaceRow) -> bool:
        """True for a site named after the place that the row is (مستشفى حيس), which is not that place."""
        head = candidate.head or ""
        sited = candidate.kind == "facility" or f"{fold(candidate.text)} ".startswith(f"{head} ")
        return bool(head) and sited and row.row not in self._gazetteer.lookup(place_key(candidate.text)).rows

    def _beside(self, candidate: Candidate, row: PlaceRow, feature: str | None, relation: str | None) -> Resolved:
        place = place_beside(row, self._gazetteer, feature, relation)
        return Resolved(None, place, f"name {fold(candidate.text)}", 0.5)

    def _town_of(self, number: int) -> int | None:
        """The one town that the paragraph names before or after a quarter, hospital or street without its town.

        Where the paragraph names none, the one town of the report.
        """
        towns = [n for n in self._chosen if self._chosen[n][0].kind == "locality" and n not in self._spelled]
        start = self._candidates[number].start
        first = self._text.raw.rfind("\n", 0, start) + 1
        last = self._text.raw.find("\n", start)
        here = [n for n in towns if first <= self._candidates[n].start < (last if last >= 0 else len(self._text.raw))]
        found = here or towns
        return found[0] if len({self._chosen[n][0].row for n in found}) == 1 else None

    def _neighbour(self, number: int) -> int | None:
        """The first known place that a stated relation leads to: قرية X في ناحية Y بريف Z, where Y is unknown, too."""
        relation = self._relations.get(number)
        for _ in range(_MAX_RELATIONS):
            if relation is None or relation.to in self._chosen:
                break
            relation = self._relations.get(relation.to)
        return relation.to if relation is not None and relation.to in self._chosen else None

    def state(self, iso3: str | None) -> Place | None:
        """The place of a state: its centre, to the precision of a country."""
        if iso3 is None:
            return None
        lat, lon = self._rules.centres.get(iso3, (None, None))
        return Place(
            lat=lat, lon=lon, precision="country" if lat is not None else None, country=iso3, feature="country"
        )
