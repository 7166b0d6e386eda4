"""Which mentions are one and the same: a sieve, the surest tests first, that leaves out what it cannot place."""

from __future__ import annotations

from dataclasses import replace

from khabar.entities.aliases import other_names, whole_by_name
from khabar.entities.clusters import Cluster, Scene, first_word, make_entity, plain, said
from khabar.entities.country import country_weights, home_country
from khabar.entities.offices import Holders
from khabar.entities.places import PlaceResolver, Resolved
from khabar.lexicon import Lexicon
from khabar.mentions.actors import ActorBook, compile_actors
from khabar.mentions.bodies import bare_body, compile_bare_bodies
from khabar.mentions.offices import OFFICE
from khabar.mentions.outlets import compile_outlet_words
from khabar.objects import Candidate, Entity, EntityKind, Report, Text
from khabar.text.fold import fold, without_article
from khabar.text.tokens import tokenize

_NAMED = 6  # words of a body's name by whose first ones it may be named again
_ABOUT = 1.0  # weight of a country from which on a report is about it
_NEXT = 30  # characters after a noun in which في and a state's name may stand
_FAR = 120  # candidates between a definite noun and the farthest that it may stand for
_BARE = "mention.body.bare"
_MARKS = '،,.؛;:!؟?)”»"'
_PUBLISHING = ("organization", "armed_group")
_SETTLED = frozenset({"locality", "neighbourhood", "county", "region"})  # rows in which a site lies


def resolve_entities(
    text: Text, report: Report, candidates: tuple[Candidate, ...], lexicon: Lexicon
) -> tuple[Entity, ...]:
    """The entities of the report by first mention; the first is its publisher, when known.

    Ids are e1, e2 … in that order. Definite nouns without antecedent become no entity.
    """
    book: ActorBook = lexicon.build(compile_actors)
    publisher = _publisher(report, book)
    country = book.country_of(book.by_id.get(publisher.actor)) if publisher and publisher.actor else None
    resolver = PlaceResolver(text, candidates, lexicon, country)
    places = resolver.resolve()
    weights = country_weights(candidates, places, country, book)
    home = home_country(weights, country)
    scene = Scene(text, candidates, places, resolver, lexicon, weights, home)
    clusters = _Sieve(scene, publisher).run()
    if publisher is not None:
        same = next((c for c in clusters if c.key == publisher.key), None)
        clusters = [same or publisher, *(c for c in clusters if c is not same)]
    made = [make_entity(n, c, scene) for n, c in enumerate(clusters, 1)]
    if publisher is not None and report.publisher and made[0].actor is None:
        made[0] = made[0].model_copy(update={"name": report.publisher, "rule": "entity.publisher"})
    return tuple(made)


def _publisher(report: Report, book: ActorBook) -> Cluster | None:
    """The outlet, or the body whose own page it is (a ministry, a monitor), where its whole name is in the books."""
    if not report.publisher:
        return None
    tokens = tokenize(report.publisher)
    for match in book.names.scan(tokens):
        if match.last - match.first >= len(tokens) - 1:
            outlet = next((n.actor for n in match.values if book.by_id[n.actor].kind == "media"), None)
            if outlet:
                return Cluster(f"actor {outlet}", "media", actor=outlet)
    namings = book.named(report.publisher)
    body = next((a for n in namings if (a := book.by_id[n.actor]).kind in _PUBLISHING), None)
    if body is not None:
        return Cluster(f"actor {body.id}", body.kind, actor=body.id)
    return Cluster(f"media {plain(report.publisher)}", "media")


def _short_name(publisher: Cluster | None, book: ActorBook, lexicon: Lexicon) -> str | None:
    """What an outlet calls itself, folded: its name without the noun before and its country's adjective after it."""
    entry = book.by_id.get(publisher.actor or "") if publisher is not None else None
    words = plain(entry.name).split() if entry is not None else []
    nouns = lexicon.build(compile_outlet_words)["noun"]
    if words and words[0] in nouns:
        words = words[1:]
    if len(words) > 1 and book.demonym(words[-1]) is not None:
        words = words[:-1]
    return " ".join(words) or None


class _Sieve:
    """Puts candidates into clusters: actors by id, persons by name, places by row, nouns by antecedent."""

    def __init__(self, scene: Scene, publisher: Cluster | None) -> None:
        lexicon, candidates = scene.lexicon, scene.candidates
        self._text = scene.text
        self._candidates = candidates
        self._places = scene.places
        self._book: ActorBook = lexicon.build(compile_actors)
        self._bodies = lexicon.build(compile_bare_bodies)
        self._weights = scene.weights
        self._home = self._book.by_iso3.get(scene.home or "")
        self._publisher = publisher
        self._own = _short_name(publisher, self._book, lexicon)
        self._same_persons = list(other_names(scene.text, candidates, lexicon))
        self._wholes = whole_by_name(candidates)
        self._longer: dict[str, set[str]] | None = None
        self._clusters: dict[str, Cluster] = {}
        self._of: dict[int, Cluster] = {}
        self._by_unit: dict[str, list[Cluster]] = {}
        self._actors = frozenset(c.actor for c in candidates if c.actor)
        self._holders = Holders(scene.text, candidates, lexicon)

    def run(self) -> list[Cluster]:
        """The clusters by first mention."""
        numbers = range(len(self._candidates))
        persons = [n for n in numbers if self._candidates[n].kind == "person" and self._candidates[n].form == "name"]
        for number in sorted(persons, key=lambda n: (-len(self._units(n)), n)):
            self._person(number)
        self._unite_persons()
        for number in persons:
            self._holders.add(number, self._of[number])
        for number in numbers:
            candidate = self._candidates[number]
            if number in self._of:
                continue
            if candidate.rule in ("mention.head", _BARE, OFFICE):
                self._stand_for(number)
            else:
                self._join(number, self._named(number))
        for cluster in self._clusters.values():
            cluster.members.sort(key=lambda c: c.start)
        return sorted((c for c in self._clusters.values() if c.members), key=lambda c: c.members[0].start)

    def _named(self, number: int) -> Cluster:
        candidate = self._candidates[number]
        resolved = self._places.get(number)
        if self._publisher is not None and candidate.kind == "media" and plain(candidate.text) == self._own:
            return self._cluster(self._publisher.key, "media", self._publisher.actor)
        if candidate.actor:
            return self._cluster(f"actor {candidate.actor}", candidate.kind, candidate.actor)
        if resolved is not None:
            cluster = self._cluster(_place_key(candidate, resolved), candidate.kind)
            if cluster.resolved is None or (resolved.place.relation and not cluster.resolved.place.relation):
                cluster.resolved = resolved
            return cluster
        name = plain(said(candidate, self._text.raw))
        return self._cluster(f"{candidate.kind} {self._wholes.get(name, name)}", candidate.kind)

    def _unite_persons(self) -> None:
        """Put what the text says is one person into one cluster, unless the books know both and apart."""
        moved: dict[str, Cluster] = {}
        for one, other in self._same_persons:
            into, gone = self._of[one], self._of[other]
            into, gone = moved.get(into.key, into), moved.get(gone.key, gone)
            if into is gone or (into.actor and gone.actor):
                continue
            into.members += gone.members
            into.heads |= gone.heads
            into.actor = into.actor or gone.actor
            gone.members = []
            moved[gone.key] = into
        if moved:
            self._of = {number: moved.get(cluster.key, cluster) for number, cluster in self._of.items()}

    def _cluster(self, key: str, kind: EntityKind, actor: str | None = None) -> Cluster:
        return self._clusters.setdefault(key, Cluster(key, kind, actor=actor))

    def _join(self, number: int, cluster: Cluster, noun: Candidate | None = None) -> None:
        """Put a candidate into a cluster, and note the nouns by which the cluster may be taken up again."""
        candidate = noun or self._candidates[number]
        cluster.members.append(candidate)
        if cluster.kind == "person":
            if candidate.role is not None:
                cluster.heads.add(first_word(self._text.raw[candidate.role[0] : candidate.role[1]]))
        else:
            cluster.heads |= {candidate.head} if candidate.head and candidate.rule != "mention.head" else set()
            if candidate.form == "name" and cluster.kind not in ("place", "facility"):
                cluster.heads.add(first_word(candidate.text))
        self._of[number] = cluster

    # ------------------------------------------------------------------------------------------------- persons

    def _units(self, number: int) -> tuple[str, ...]:
        """The units of a person's name, عبد and the word after it one: of the books' own where they know him."""
        candidate = self._candidates[number]
        entry = self._book.by_id.get(candidate.actor or "")
        name = plain(entry.name if entry else said(candidate, self._text.raw)).replace("عبد ال", "عبدال")
        return tuple("بن" if unit == "ابن" else unit for unit in name.split())

    def _person(self, number: int) -> None:
        """A person under the fullest name: a last name, or part of a name in order, joins the name it is part of."""
        units = self._units(number)
        start = self._candidates[number].start
        near = {c.key: c for unit in (units[0], units[-1]) for c in self._by_unit.get(without_article(unit), ())}
        fitting = [c for c in near.values() if _is_part(units, tuple(c.key.split()[1:]))]
        if not fitting:
            cluster = self._cluster(f"person {' '.join(units)}", "person", self._candidates[number].actor)
            for unit in dict.fromkeys((without_article(units[0]), without_article(units[-1]))):
                self._by_unit.setdefault(unit, []).append(cluster)
            self._join(number, cluster)
            return
        before = [c for c in fitting if c.members[0].start <= start]
        best = max(before, key=lambda c: c.members[0].start) if before else fitting[0]
        self._join(number, best)

    # --------------------------------------------------------------------------------------------- definite nouns

    def _stand_for(self, number: int) -> None:
        """Put a noun without a name of its own to the entity that it means, if it means one."""
        noun = self._candidates[number]
        named = self._person_after(number)
        holder = self._holders.of(number, named) if noun.rule == OFFICE else None
        if holder is None and noun.rule == OFFICE and noun.head is not None:
            # الوزير القسم in افتتح الوزير القسم: the noun alone goes back to somebody
            alone = noun.start + len(noun.text.split()[0])
            noun = replace(noun, end=alone, text=self._text.raw[noun.start : alone], rule="mention.head", role=None)
            holder = self._antecedent(noun, number)
        elif holder is None and noun.rule != OFFICE:
            beside = named is not None and self._text.raw[noun.end : self._candidates[named].start] == " "
            own = beside and noun.kind == "person" and not self._holders.inside(number)
            next_to = self._of.get(named) if named is not None and own else None
            holder = next_to or self._antecedent(noun, number) or self._body(number)
        if holder is not None:
            self._join(number, holder, noun)

    def _person_after(self, number: int) -> int | None:
        """The number of the person whose name is the first candidate behind an office or noun."""
        noun = self._candidates[number]
        end = noun.role[1] if noun.role is not None else noun.end
        after = next((n for n in range(number + 1, len(self._candidates)) if self._candidates[n].start >= end), None)
        person = after is not None and self._candidates[after].kind == "person"
        return after if person and after is not None and self._candidates[after].form == "name" else None

    def _antecedent(self, noun: Candidate, number: int) -> Cluster | None:
        """The last entity before a definite noun that the noun can stand for; None where it is qualified otherwise."""
        head = noun.head or ""
        if self._qualified(noun):
            return None
        actors = frozenset(self._book.heads.get(head, ()))
        before = [c for n in range(number - 1, max(-1, number - _FAR), -1) if (c := self._of.get(n)) is not None]
        known = [c for c in before if c.actor in actors]
        if known:
            return next((c for c in known if self._goes_by(c, head)), known[0])
        for cluster in before:
            if {head, without_article(head)} & cluster.heads:
                return cluster
        return self._ahead(actors) or self._at_home(noun)

    def _body(self, number: int) -> Cluster | None:
        """The state's body that words without adjective mean: the one named in full, else that of the report's country.

        A ministry of no known state is one by itself; another body of none stays out.
        """
        noun = self._candidates[number]
        words = noun.head or ""
        body = self._bodies.get(words) or self._bodies.get(first_word(words))
        if body is None or self._qualified(noun):
            return None
        actor = self._in_full(words)
        if actor is None and self._home is not None:
            actor = bare_body(self._home, words, body, self._book)
        if actor is not None:
            return self._cluster(f"actor {actor}", noun.kind, actor)
        return self._named(number) if body.apart else None

    def _in_full(self, words: str) -> str | None:
        """The only actor that the report names by the words and more: وزارة الداخلية المغربية; None of several."""
        if self._longer is None:
            self._longer = {}
            for candidate in self._candidates:
                units = plain(candidate.text).split()[:_NAMED] if candidate.actor else []
                for count in range(1, len(units)):
                    self._longer.setdefault(" ".join(units[:count]), set()).add(candidate.actor or "")
        found = self._longer.get(words, set())
        return next(iter(found)) if len(found) == 1 else None

    def _goes_by(self, cluster: Cluster, head: str) -> bool:
        """True where the noun is the first word of the name: القوات is قوات سوريا الديمقراطية before any other."""
        entry = self._book.by_id.get(cluster.actor or "")
        return entry is not None and without_article(first_word(entry.name)) == without_article(head)

    def _ahead(self, actors: frozenset[str]) -> Cluster | None:
        """For a headline: the only actor of the whole report that the noun is known to stand for."""
        named = sorted(self._actors & actors)
        actor = named[0] if len(named) == 1 else None
        return self._cluster(f"actor {actor}", self._book.by_id[actor].kind, actor) if actor else None

    def _at_home(self, noun: Candidate) -> Cluster | None:
        """The actor that reports on the country which this one is most about mean by the noun; None of two even.

        Where the noun itself says in which state (المقاومة في لبنان), only that one's.
        """
        where = self._state_after(noun)
        of_country = self._book.at_home.get(noun.head or "", ())
        claims = sorted(((self._weights.get(c, 0.0), a) for c, a in of_country if where in (None, c)), reverse=True)
        if not claims or claims[0][0] < _ABOUT or (len(claims) > 1 and claims[1][0] == claims[0][0]):
            return None
        actor = claims[0][1]
        return self._cluster(f"actor {actor}", self._book.by_id[actor].kind, actor)

    def _state_after(self, noun: Candidate) -> str | None:
        """The ISO3 code of the state that في and its name right after a noun say."""
        before, _, rest = self._text.raw[noun.end : noun.end + _NEXT].partition(" في ")
        match = self._book.names.at(tokenize(rest), 0) if rest and not before else None
        actor = self._book.by_id[match.values[0].actor] if match is not None else None
        return self._book.country_of(actor) if actor is not None and actor.kind == "state" else None

    def _qualified(self, noun: Candidate) -> bool:
        """True where an adjective or complement after the noun says that it is another one (القوات الخاصة)."""
        rest = self._text.raw[noun.end : noun.end + 24].partition("\n")[0].lstrip(" ")
        following = fold(rest).split()[:1]
        if not following or rest[:1] in '“«"':
            return bool(following)
        word = following[0].rstrip(_MARKS)
        if not word.startswith("ال"):
            return word.startswith("لل")
        feminine = (noun.head or "").endswith(("ه", "ات"))
        return word.endswith(("يه", "ه") if feminine else ("ي", "ين", "ون")) or word in self._book.qualifiers


def _is_part(units: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """True where the units are the whole name, its last name, or some of its units in order, the last included."""
    if units == whole:
        return True
    if len(units) >= len(whole):
        return False
    if len(units) == 1:
        return units[0] == whole[-1] or without_article(units[0]) == without_article(whole[-1])
    rest = iter(whole)
    return all(unit in rest for unit in units) and (units[-1] == whole[-1] or units[0] == whole[0])


def _place_key(candidate: Candidate, resolved: Resolved) -> str:
    """What makes places one: the gazetteer's row; a site described by its town is not the town."""
    row = resolved.row
    in_town = candidate.kind == "facility" and row is not None and row.kind in _SETTLED
    return f"site {plain(candidate.text)}" if in_town else f"place {resolved.key}"
