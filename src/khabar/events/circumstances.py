"""Where and when a deed was done, and what an operation is called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from khabar.events.chains import Deed
from khabar.events.clauses import Clause
from khabar.events.places import fineness, named_fineness
from khabar.events.scene import ELSEWHERE, Player, Scene
from khabar.events.spread import link
from khabar.events.stage import Stage
from khabar.objects import Entity, Event, Sentence, Text, Time
from khabar.text.fold import fold

_FROM = frozenset({"من"})
_INSIDE = ("في", "ب", "داخل")
_TALKS = frozenset({"CONSULT", "AGREE"})
_NO_PATIENT = frozenset({ELSEWHERE, "الي", "في", "ب"})  # before a place that nothing is done to
_TAKING = frozenset({"COERCE", "RETREAT"})
_VILLAGE = 4  # by `named_fineness`
SPOKEN = frozenset({"ACCUSE", "REQUEST", "REJECT", "SUPPORT", "THREATEN", "SANCTION"})  # done by words
_AREA = 1  # what is no finer than this by `named_fineness` is an area, not a town
_WIDE = 2  # the first tier that only tells the area
_AHEAD = re.compile(r"times\.relative-day\+[1-9]\d*")
# وكانت الطائرات قد قصفت, وسبق أن قصفت, سبقه قصف: what was done before that which the report tells
_EARLIER = re.compile(r"[^\w]*[وف]?(?:كان(?:ت|وا)?|سبق(?:ـ*(?:ه|ها))?)(?!\w)")
_DAYS = ("minute", "hour", "part", "day")
_MAX_NAME = 8


def find_place(stage: Stage, deed: Deed, patient: Player | None) -> str | None:
    """The finest place that the deed's clauses name as where it happened; nearest to its trigger among equals.

    A call or an accusation is made where its speaker is said to be (طالب مزارعون في X); the places of what it is about
    are not its own.
    """
    if deed.main.kind.type in SPOKEN:
        return _of_speaker(stage, deed)
    talk = deed.main.kind.type in _TALKS and deed.main.kind.mode != "visit"
    if patient is not None and patient.entity is not None and not talk:
        said = stage.scene.whereabouts(patient.first)
        if said not in _NO_PATIENT and (said not in _FROM or _takes(deed)):
            return _within(stage, patient, deed)
    wide: str | None = None
    beside = _neighbours(stage, deed)
    if any(t.kind.role == "harm" for t in deed.triggers) and stage.clauses[deed.clauses[0]].joint != "also":
        around = [[c] for c in beside]  # the casualties are of what was told just before them
    else:
        around = [beside]
    for spans in ([stage.clauses[c] for c in deed.clauses], *around):
        places = [p for p in _where(stage, spans) if not talk or _held_at(stage, deed, p)] or [
            p for p in stage.players if _country(stage.scene, p, _takes(deed)) and _in(spans, p.first)
        ]
        if places:
            tier, found = _finest(stage.scene, stage.sentence, places, deed.main.first, _takes(deed))
            if tier < _WIDE:
                return found
            wide = wide or found  # a town in the clause beside is better than an area, or than where someone is from
    return wide


def _of_speaker(stage: Stage, deed: Deed) -> str | None:
    """The place said right after one who takes part, in the clauses of a call or an accusation."""
    ends = {p.last for p in stage.players if p.sort != "place"}
    named = _where(stage, [stage.clauses[c] for c in deed.clauses])
    inside = [p for p in named if stage.scene.whereabouts(p.first) in ("في", "ب")]
    return next((p.entity for p in inside if not ends.isdisjoint(range(p.first - 2, p.first + 1))), None)


def place_of_figures(scene: Scene, sentence: Sentence, anchor: int) -> str | None:
    """The place that a sentence names for figures at token `anchor` which belong to no deed."""
    places = _here(scene, [p for p in scene.players(sentence) if p.sort == "place"])
    return _finest(scene, sentence, places, anchor, False)[1] if places else None


def only_place(scene: Scene) -> str | None:
    """The one place that a report names, if it is one: of towns and what is finer, else of the areas around."""
    places = [e for e in scene.entities.values() if e.kind == "place"]
    named = [e for e in places if e.place is not None and e.place.lat is not None]
    for some in ([e for e in named if named_fineness(e) > _AREA], named):
        if some:
            return some[0].id if len(some) == 1 else None
    return None


def _where(stage: Stage, spans: Sequence[Clause]) -> list[Player]:
    """The places named in some clauses where something may have happened; not those of its reason, behind another."""
    here = _here(stage.scene, [p for p in stage.players if p.sort == "place" and _in(spans, p.first)])
    tokens, reasons = stage.scene.text.tokens, stage.scene.words.lists["reason"]
    why = next((at for c in spans for at in range(c.first, c.last) if tokens[at].fold in reasons), None)
    return [p for p in here if why is None or p.first < why] or here


def _here(scene: Scene, places: Sequence[Player]) -> list[Player]:
    """The places without those that a force stands in or fires from, and without the towns beside which these lie."""
    found: list[Player] = []
    elsewhere: Player | None = None
    for place in places:
        said = scene.text.tokens[elsewhere.last].fold if elsewhere is not None else ""
        beside = said in scene.words.lists["beside"] and link(scene, elsewhere or place, place) == "in"
        elsewhere = place if beside or scene.whereabouts(place.first) == ELSEWHERE else None
        found += [] if elsewhere else [place]
    return found


def _held_at(stage: Stage, deed: Deed, player: Player) -> bool:
    """True for a place in which people talk, not of which (بحث تطورات X): after في or ب, or right after the talks."""
    said = stage.scene.whereabouts(player.first)
    return said in _INSIDE or said in stage.scene.words.lists["beside"] or player.first == deed.main.last


def _country(scene: Scene, player: Player, takes: bool) -> bool:
    """True for a state named as where something happened (غارات على سوريا، معسكر جنوب ليبيا), or was taken from."""
    if player.sort != "state" or player.adjective:
        return False
    said, lists = player.preposition, scene.words.lists
    beside = said in lists["beside"] and said not in lists["towards"]
    return beside or said in _INSIDE or said == "علي" or (takes and said in _FROM)


def _neighbours(stage: Stage, deed: Deed) -> list[Clause]:
    """The clause before the deed's first and the one after its last."""
    first, last = deed.clauses[0], deed.clauses[-1]
    return [stage.clauses[c] for c in (first - 1, last + 1) if 0 <= c < len(stage.clauses)]


def _in(spans: Sequence[Clause], token: int) -> bool:
    return any(c.first <= token < c.last for c in spans)


def _takes(deed: Deed) -> bool:
    """True for deeds that happen where someone comes from: who is taken from a town was taken in it."""
    return deed.main.kind.type in _TAKING or "abducted" in deed.main.kind.counts


def _finest(
    scene: Scene, sentence: Sentence, places: Sequence[Player], anchor: int, takes: bool
) -> tuple[int, str | None]:
    """The best of some places, after its tier (see `_tier`)."""
    lists = scene.words.lists
    around = {q for p, q in pairwise(places) if link(scene, p, q) == "in"}

    def rank(player: Player) -> tuple[int, int, int, int]:
        entity = scene.entities.get(player.entity or "")
        fine = named_fineness(entity) if entity is not None and _known(entity) else _AREA
        if entity is not None and entity.place is not None and entity.place.feature == "town" and player not in around:
            fine = _VILLAGE  # of a village and a town the one told of first, unless the village lies in the town
        said = scene.whereabouts(player.first)
        distance = player.first - anchor if player.first > anchor else 2 * (anchor - player.first) + 4
        tier = _WIDE if _heads(scene, sentence, player, anchor) else _tier(said, fine, takes, lists)
        return tier, -fine, 0 if said in lists["where"] or not said else 1, distance

    best = min(places, key=rank)
    return rank(best)[0], best.entity


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
    places = _where(stage, [stage.clauses[c] for c in deed.clauses])
    if not places:
        return patient.entity
    return _finest(stage.scene, stage.sentence, places, deed.main.first, _takes(deed))[1]


def find_time(stage: Stage, deed: Deed, times: Sequence[Time]) -> str | None:
    """The time of the deed's clauses, the nearest to its trigger; else of a clause beside them, else of its sentence.

    From a clause beside it no time to come reaches a deed (who was killed, and will be buried tomorrow, was not killed
    tomorrow), and to a stand only a day does (ترفض الإجراء وتعده خرقا لاتفاق عام 2015); from farther off only a day.
    """
    anchor = deed.main.first
    near = _nearest(stage.scene, anchor, _tokens([stage.clauses[c] for c in deed.clauses]), times)
    if deed.main.kind.type in SPOKEN:
        return near.id if near is not None and not _of_content(stage, deed, near) else None
    if near is not None:
        return near.id
    near = _nearest(stage.scene, anchor, _tokens(_neighbours(stage, deed)), times)
    coarse = near is not None and deed.main.kind.role != "stand" and near.grain != "decade"
    if near is None:
        near = _nearest(stage.scene, anchor, range(stage.sentence.first, stage.sentence.last), times)
    return near.id if near is not None and not _ahead(near) and (coarse or near.grain in _DAYS) else None


def _of_content(stage: Stage, deed: Deed, time: Time) -> bool:
    """True for a time to come, or with a deed between it and the word of the call: what is called for has it."""
    at = stage.scene.token_at(time.start)
    between = any(deed.main.last <= t.first < at for t in stage.scan.triggers if t not in deed.triggers)
    return _ahead(time) or between


def _ahead(time: Time) -> bool:
    """True for a time to come, by the day of publication or by an event."""
    return time.future or time.timex3 == "FUTURE_REF" or _AHEAD.fullmatch(time.rule) is not None


def time_of_figures(scene: Scene, sentence: Sentence, anchor: int, times: Sequence[Time]) -> str | None:
    """The time that a sentence names, the nearest to figures at token `anchor` which belong to no deed."""
    near = _nearest(scene, anchor, range(sentence.first, sentence.last), times)
    return near.id if near is not None else None


def _tokens(spans: Sequence[Clause]) -> Iterator[int]:
    for clause in spans:
        yield from range(clause.first, clause.last)


def _nearest(scene: Scene, anchor: int, tokens: Iterable[int], times: Sequence[Time]) -> Time | None:
    best: tuple[int, int, str] | None = None
    found: Time | None = None
    for at in tokens:
        index = scene.timed.get(at)
        if index is None or times[index].kind in ("duration", "set"):
            continue
        # What a day is only named after (في ذكرى هجمات 11 أيلول) dates a deed where nothing else does.
        weak = times[index].interval is None or times[index].rule == "times.named-day"
        key = (int(weak), abs(at - anchor), times[index].id)
        if best is None or key < best:
            best, found = key, times[index]
    return found


def find_name(text: Text, sentence: Sentence, naming: frozenset[str]) -> tuple[int, int] | None:
    """The extent (offsets) of an operation's quoted name in a sentence, without the marks, or None."""
    for quotation in text.quotations:
        if quotation.start < sentence.start or quotation.end > sentence.end:
            continue
        before = text.raw[max(0, quotation.start - 30) : quotation.start].split()
        inner = text.raw[quotation.inner_start : quotation.inner_end].strip()
        if before and fold(before[-1]) in naming and 0 < len(inner.split()) <= _MAX_NAME:
            return quotation.inner_start, quotation.inner_end
    return None


def is_remembered(event: Event) -> bool:
    """True for a deed told as done before those that the report tells; it has no day but its own."""
    return _EARLIER.match(event.evidence.text) is not None


def is_day(time: Time) -> bool:
    """True for a resolved time that names one day or less: it can frame what follows."""
    return time.interval is not None and time.kind in ("date", "time") and time.grain in _DAYS
