"""Where a deed was done: of the places that its sentence names, the finest that its prepositions say it of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from khabar.events.aside import TALKS, VIOLENT, aside
from khabar.events.chains import Deed
from khabar.events.circumstances import OF_COURTS, SPOKEN, foregone, neighbours
from khabar.events.clauses import Clause
from khabar.events.places import fineness, named_fineness
from khabar.events.scene import ELSEWHERE, Player, Scene
from khabar.events.spread import link
from khabar.events.stage import Stage
from khabar.objects import Entity, Sentence

_COMMAS = frozenset("،,")
_FROM = frozenset({"من"})
_INSIDE = ("في", "ب", "داخل")
_AT = ("في", "ب", "داخل", "قرب", "عند", "علي")
_AT_A_POST = frozenset({"علي", "عند", "اثناء", "لدي", "خلال"})
_ABOUT = frozenset({"عن", "ضد", "مع"})  # المسؤول عن قاطع X
_THAT = frozenset({"ان", "بان"})
_TO = frozenset({"الي"})
_TOWARDS = frozenset({"باتجاه", "صوب", "نحو"})
_NO_PATIENT = frozenset({ELSEWHERE, "الي", "في", "ب"})  # before a place that nothing is done to
_TAKING = frozenset({"COERCE", "RETREAT"})
_OUTSIDE = frozenset({"landform", "mountain", "site", "area"})  # lie in no town
_SHORT = 1200  # characters of a report that tells of one matter
_VILLAGE = 4  # by `named_fineness`
_AREA = 1  # what is no finer than this by `named_fineness` is an area, not a town
_WIDE = 2  # the first tier that only tells the area
_STANDING = 3  # tokens from those who stand somewhere to the place: القوات | المتمركزة في | X
_TO_CARE = 5  # tokens from a hospital to the name of its town
_BEGINNING = 5  # tokens of words that only say where: وفي العاصمة النمساوية فيينا،
_TOPIC = 4  # tokens from what is talked of to its place: التطورات الميدانية الأخيرة في X


def find_place(stage: Stage, deed: Deed, patient: Player | None, struck: Sequence[Player] = ()) -> str | None:
    """The finest place that the deed's clauses name as where it happened; nearest to its trigger among equals.

    A call or an accusation is made where its speaker is said to be (طالب مزارعون في X); the places of what it is about
    are not its own. `struck` are those whom the deed is done to: where they stand it is done.
    """
    if deed.main.kind.type in SPOKEN:
        return _of_speaker(stage, deed)
    talk = deed.main.kind.type in TALKS and deed.main.kind.mode != "visit"
    calm = deed.main.kind.type not in VIOLENT
    if talk and _afar(stage, deed):
        return None
    if patient is not None and patient.entity is not None and not talk:
        said = stage.scene.whereabouts(patient.first)
        answered = _reason(stage.scene, range(deed.main.first, patient.first)) is not None
        if not answered and said not in _NO_PATIENT and (said not in _FROM or _takes(deed)):
            return _within(stage, patient, deed)
    wide: str | None = None
    until = foregone(stage, deed)
    beside = neighbours(stage, deed)
    if _behind(stage.scene, [stage.clauses[c] for c in deed.clauses], deed.main.first) is not None:
        beside = [c for c in beside if c.last <= deed.main.first]  # what follows may be of the reason, too
    if any(t.kind.role == "harm" for t in deed.triggers) and stage.clauses[deed.clauses[0]].joint != "also":
        around = [[c] for c in beside]  # the casualties are of what was told just before them
    else:
        around = [[c for c in beside if not calm or _begins(c, deed)]]
    for spans in ([stage.clauses[c] for c in deed.clauses], *around):
        named = (
            _where(stage, spans, struck, deed.main.first),
            [p for p in stage.players if _country(stage.scene, p, _takes(deed)) and _in(spans, p.first)],
        )
        own = [[p for p in some if not aside(stage, deed, p)] for some in named]
        here, states = ([p for p in some if not talk or _held_at(stage, deed, p)] for some in own)
        places = here or states
        if places:
            places = _aimed_at(stage, deed, [p for p in places if p.first < until] or places)
            tier, found = _finest(stage.scene, stage.sentence, places, deed.main.first, _takes(deed))
            if tier < _WIDE:
                return found
            wide = wide or found  # a town in the clause beside is better than an area, or than where someone is from
    return wide or (_visited(stage, deed) if deed.main.kind.mode == "visit" else None)


def _begins(clause: Clause, deed: Deed) -> bool:
    """True for words before a deed that only say where (وفي فيينا، …)."""
    return clause.last <= deed.main.first and clause.last - clause.first <= _BEGINNING


def _visited(stage: Stage, deed: Deed) -> str | None:
    """The state or capital that is visited: named last in the deed's first clause, after إلى or nothing."""
    clause = stage.clauses[deed.clauses[0]]
    states = [p for p in stage.players if p.sort == "state" and not p.adjective and p.preposition in ("", "الي", "ل")]
    return next(
        (p.entity for p in reversed(states) if deed.main.last < p.first < clause.last),
        None,
    )


def _of_speaker(stage: Stage, deed: Deed) -> str | None:
    """The place said right after one who takes part, in the clauses of a call or an accusation; not of another deed."""
    ends = {p.last for p in stage.players if p.sort != "place"}
    told = [t.first for t in stage.scan.triggers if t not in deed.triggers]
    for place in _where(stage, [stage.clauses[c] for c in deed.clauses]):
        near = not ends.isdisjoint(range(place.first - 2, place.first + 1))
        between = sorted((deed.main.first, place.first))
        apart = any(between[0] < at < between[1] for at in told)
        if near and not apart and stage.scene.whereabouts(place.first) in ("في", "ب"):
            return place.entity
    return None


def place_of_figures(scene: Scene, sentence: Sentence, anchor: int) -> str | None:
    """The place that a sentence names for figures at token `anchor` which belong to no deed."""
    places = _here(scene, [p for p in scene.players(sentence) if p.sort == "place"])
    return _finest(scene, sentence, places, anchor, False)[1] if places else None


def names_a_place(stage: Stage) -> bool:
    """True for a sentence that names a place, or a state as where something is."""
    scene = stage.scene
    places = [p for p in stage.players if p.sort == "place"]
    return any(scene.whereabouts(p.first) not in _FROM for p in _here(scene, places)) or any(
        _country(scene, p, False) for p in stage.players
    )


def answers(stage: Stage) -> bool:
    """True for a sentence that gives the reason of a deed, whose place is another."""
    return _reason(stage.scene, range(stage.sentence.first, stage.sentence.last)) is not None


def only_place(scene: Scene) -> str | None:
    """The one place that a short report names, if it is one: of towns and what is finer, else of the areas around.

    A long one goes into what was done anywhere.
    """
    if len(scene.text.raw) > _SHORT:
        return None
    places = [e for e in scene.entities.values() if e.kind == "place"]
    named = [e for e in places if e.place is not None and e.place.lat is not None]
    for some in ([e for e in named if named_fineness(e) > _AREA], named):
        if some:
            return some[0].id if len(some) == 1 else None
    return None


def _where(
    stage: Stage,
    spans: Sequence[Clause],
    struck: Sequence[Player] = (),
    anchor: int = 0,
) -> list[Player]:
    """The places named in some clauses where something may have happened; not those of its reason.

    A reason before the deed at `anchor` goes on as far as that, one behind it as far as a comma.
    """
    named = [p for p in stage.players if p.sort == "place" and _in(spans, p.first)]
    here = _here(
        stage.scene,
        [p for p in named if stage.scene.whereabouts(p.first) not in _ABOUT],
        struck,
    )
    before = next(
        (at for c in spans if (at := _reason(stage.scene, range(c.first, min(anchor, c.last)))) is not None), anchor
    )
    behind = _behind(stage.scene, spans, anchor)
    return [p for p in here if p.first < before or (anchor <= p.first and not (behind and p.first in behind))]


def _behind(scene: Scene, spans: Sequence[Clause], anchor: int) -> range | None:
    """The tokens of the reason that is given behind a deed, as far as a comma."""
    why = next((at for c in spans if (at := _reason(scene, range(max(c.first, anchor), c.last))) is not None), None)
    if why is None:
        return None
    last = next(c.last for c in spans if why < c.last)
    return range(why, next((at for at in range(why, last) if scene.text.tokens[at].text in _COMMAS), last))


def _here(scene: Scene, places: Sequence[Player], struck: Sequence[Player] = ()) -> list[Player]:
    """The places without those that a force stands in or fires from, or that the hurt are taken to.

    Nor are the towns beside which these lie, or in which a hospital does. Where the `struck` stand they are struck.
    """
    found: list[Player] = []
    elsewhere: Player | None = None
    cared = False
    for place in places:
        said = scene.text.tokens[elsewhere.last].fold if elsewhere is not None else ""
        beside = (cared or said in scene.words.lists["beside"]) and link(scene, elsewhere or place, place) == "in"
        away = scene.whereabouts(place.first) == ELSEWHERE and not _stand(scene, struck, place)
        cared = _for_care(scene, place)
        elsewhere = place if beside or away or cared else None
        found += [] if elsewhere else [place]
    return found


def _aimed_at(stage: Stage, deed: Deed, places: list[Player]) -> list[Player]:
    """The places, of violence only those towards which it goes where some are: fired from one town باتجاه another."""
    if deed.main.kind.type != "ASSAULT":
        return places
    scene, first = stage.scene, deed.main.first
    return [p for p in places if p.first > first and scene.whereabouts(p.first) in _TOWARDS] or places


def _stand(scene: Scene, struck: Sequence[Player], place: Player) -> bool:
    """True for a place in which those stand whom a deed is done to (قصف القوات المتمركزة في X)."""
    tokens, stands = scene.text.tokens, scene.words.lists["elsewhere"]
    near = [p for p in struck if p.first < place.first <= p.last + _STANDING]
    return any(s in stands for p in near for token in tokens[p.first : place.first] for _, s in token.stems)


def _for_care(scene: Scene, place: Player) -> bool:
    """True for a hospital to which someone is taken (نقلوا إلى مشفى X), and for the town of one (إلى مشفى في X)."""
    tokens, care = scene.text.tokens, scene.words.lists["hospital"]
    for at in range(place.first, max(0, place.first - _TO_CARE), -1):
        if any(s in care for _, s in tokens[at].stems):
            return tokens[at - 1].fold in _TO or tokens[at].fold.startswith("لل")
    return False


def _held_at(stage: Stage, deed: Deed, player: Player) -> bool:
    """True for a place in which people talk, not of which: after في or ب, or right after the talks.

    What they talk of is a state or development of a place (تطورات X، الأوضاع في X).
    """
    scene = stage.scene
    said = scene.whereabouts(player.first)
    if player.first == deed.main.last:
        return True
    if not (said in _INSIDE or said in scene.words.lists["beside"] or _attached(scene, player)):
        return False
    named = {at for p in stage.players for at in range(p.first, p.last)}  # لجنة التهدئة is no topic
    before = set(range(max(deed.main.last, player.first - _TOPIC), player.first)) - named
    return not any(s in scene.words.lists["topic"] for at in before for _, s in scene.text.tokens[at].stems)


def _whence(scene: Scene, player: Player) -> bool:
    """True for a place on a side of which something comes (من جنوبي X، من اتجاه شرق X)."""
    tokens, sides, at = scene.text.tokens, scene.words.lists["side"], player.first - 1
    while at > 0 and any(s in sides for _, s in tokens[at].stems):
        at -= 1
    off = at > 0 and any(s in scene.words.lists["off"] for _, s in tokens[at - 1].stems)
    return at < player.first - 1 and tokens[at].fold in _FROM and not off


def _attached(scene: Scene, player: Player) -> bool:
    """True for a name that ب is written onto (ببغداد)."""
    token, entity = (
        scene.text.tokens[player.first],
        scene.entities.get(player.entity or ""),
    )
    return token.fold[:1] == "ب" and entity is not None and any(m.start == token.start + 1 for m in entity.mentions)


def _afar(stage: Stage, deed: Deed) -> bool:
    """True for talks that are held by telephone: they have no place."""
    tokens, lists = stage.scene.text.tokens, stage.scene.words.lists
    spans = [stage.clauses[c] for c in deed.clauses]
    return any(t.fold in lists["by-telephone"] for c in spans for t in tokens[c.first : c.last])


def _country(scene: Scene, player: Player, takes: bool) -> bool:
    """True for a state named as where something happened (غارات على سوريا، معسكر جنوب ليبيا), or was taken from."""
    if player.sort != "state" or player.adjective:
        return False
    said, lists = player.preposition, scene.words.lists
    beside = said in lists["beside"] and said not in lists["towards"]
    return beside or said in _INSIDE or said == "علي" or (takes and said in _FROM)


def _reason(scene: Scene, tokens: range) -> int | None:
    """The first of some tokens that begins the reason of a deed (رداً على), be it with و."""
    reasons, text = scene.words.lists["reason"], scene.text.tokens
    for at in tokens:
        fold = text[at].fold
        if fold in reasons or (fold[:1] == "و" and fold[1:] in reasons):
            return at
    return None


def _in(spans: Sequence[Clause], token: int) -> bool:
    return any(c.first <= token < c.last for c in spans)


def _takes(deed: Deed) -> bool:
    """True for deeds that happen where someone comes from: who is taken from a town was taken in it, not tried."""
    kind = deed.main.kind
    return (kind.type in _TAKING and kind.id not in OF_COURTS) or "abducted" in kind.counts


def _finest(
    scene: Scene, sentence: Sentence, places: Sequence[Player], anchor: int, takes: bool
) -> tuple[int, str | None]:
    """The best of some places, after its tier (see `_tier`)."""
    lists = scene.words.lists
    around = {q for p, q in pairwise(places) if link(scene, p, q) == "in"}
    only_tell = {q for p, q in pairwise(places) if q in around and _locates(scene, p, q)}
    places = [p for p in places if p not in only_tell]
    takes = takes and not _only_from(scene, places, around)
    said_that = next(
        (at for at in range(anchor - 1, sentence.first, -1) if scene.text.tokens[at].fold in _THAT),
        -1,
    )

    def rank(player: Player) -> tuple[int, int, int, int]:
        entity = scene.entities.get(player.entity or "")
        fine = named_fineness(entity) if entity is not None and _known(entity) else _AREA
        if entity is not None and entity.place is not None and entity.place.feature == "town" and player not in around:
            fine = _VILLAGE  # of a village and a town the one told of first, unless the village lies in the town
        said = "من" if _whence(scene, player) else scene.whereabouts(player.first)
        distance = player.first - anchor if player.first > anchor else 2 * (anchor - player.first) + 4
        tier = _tier(said, fine, takes, lists)
        if player.last <= said_that or _heads(scene, sentence, player, anchor):
            tier = max(tier, _WIDE)  # قالت الشرطة في X إن
        return tier, -fine, 0 if said in lists["where"] or not said else 1, distance

    best = min(places, key=rank)
    return rank(best)[0], best.entity


def _only_from(scene: Scene, places: Sequence[Player], around: Collection[Player]) -> bool:
    """True where another place is said than where the taken come from (شابا من X على حاجز قرب Y)."""
    before = 0
    for place in places:
        apart = place not in around or any(t.fold in _AT_A_POST for t in scene.text.tokens[before : place.first])
        fine = fineness(scene.entities.get(place.entity or "")) > _AREA
        if apart and fine and scene.whereabouts(place.first) in _AT:
            return True
        before = place.last
    return False


def _locates(scene: Scene, place: Player, town: Player) -> bool:
    """True for a town that only tells where a valley or a district lies (وادي X جنوب Y، مديرية X في Y)."""
    entity = scene.entities.get(place.entity or "")
    if entity is None or entity.place is None or not _known(entity):
        return False
    if entity.place.feature in _OUTSIDE:
        return scene.whereabouts(town.first) in scene.words.lists["beside"]
    return entity.place.feature == "district" and entity.place.precision == "admin2"


def _known(entity: Entity) -> bool:
    """True for what lies somewhere, and for what a noun of place names; other names may be of anything."""
    place = entity.place
    return place is not None and (place.lat is not None or (entity.kind == "place" and place.feature is not None))


def _heads(scene: Scene, sentence: Sentence, player: Player, anchor: int) -> bool:
    """True for a hashtag that a post begins with (#عاجل #حلب قصف الطيران بلدة X): the deed lies in it or about it."""
    at, tokens, raw = player.first, scene.text.tokens, scene.text.raw
    if at >= anchor or tokens[at - 1].text != "#":
        return False
    while at > sentence.first and (tokens[at - 1].text == "#" or raw[tokens[at - 1].start - 1] in "#_"):
        at -= 1
    return at <= sentence.first + 1


def _tier(said: str, fine: int, takes: bool, lists: Mapping[str, frozenset[str]]) -> int:
    """0 where a deed happened by its preposition, 1 beside it, 2 an area around it, 3 where someone comes from."""
    if said in _FROM:
        return 0 if takes else 3
    if fine <= _AREA:
        return _WIDE
    return 1 if said in lists["beside"] or said in lists["towards"] else 0


def _within(stage: Stage, patient: Player, deed: Deed) -> str | None:
    """The patient itself, unless it is wider than a place named right after it, or may be no place."""
    entity = stage.scene.entities.get(patient.entity or "")
    if fineness(entity) > _AREA and (entity is None or _known(entity)):
        return patient.entity
    places = _where(stage, [stage.clauses[c] for c in deed.clauses], (), deed.main.first)
    if not places:
        return patient.entity
    return _finest(
        stage.scene,
        stage.sentence,
        _aimed_at(stage, deed, places),
        deed.main.first,
        _takes(deed),
    )[1]
