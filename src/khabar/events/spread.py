"""One deed told of several places (قصفت قرى X وY وبلدة Z): which places stand in a row with the place of a deed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from khabar.events.chains import Deed
from khabar.events.places import apart, holds, named_fineness
from khabar.events.scene import ELSEWHERE, Player, Scene
from khabar.events.stage import Stage
from khabar.events.vocabulary import Mark
from khabar.objects import Entity, Event, Token

_TYPES = ("ASSAULT", "COERCE", "PROTEST")
_AREA = 1  # what is no finer than this by `named_fineness` is an area: a row of areas sums up what was done in them
_MOST = 40  # places of a row
_GAP = 8  # tokens from a place to the next of its row
_STRETCH = 4  # tokens before a row in which بين or طريق make one place of it
_COMMAS = frozenset("،,")
_DASHES = frozenset("-–—_/")
_MARKS = frozenset("#“”\"'«»()")
_INTO = frozenset({"في", "علي"})
_EDGES = frozenset({"اطراف", "محيط", "مشارف", "تخوم"})  # begin another place where no preposition precedes them

Link = Literal["and", "headed", "in"]


def other_places(stage: Stage, deed: Deed, event: Event) -> tuple[str, ...]:
    """The places that stand in a row with the event's place in the deed's own clauses, in their order.

    None where the row is one place (على الطريق بين X وY). Of several mentions of the event's place the one nearest to
    the trigger counts.
    """
    if event.place is None or event.type not in _TYPES or event.status not in ("occurred", "ongoing"):
        return ()
    places = [p for p in stage.players if p.sort in ("place", "state")]
    own = [stage.clauses[c] for c in deed.clauses]
    mentions = [
        n for n, p in enumerate(places) if p.entity == event.place and any(c.first <= p.first < c.last for c in own)
    ]
    if not mentions:
        return ()
    at = min(mentions, key=lambda n: abs(places[n].first - deed.main.first))
    start = at
    while start and at - start < _MOST and link(stage.scene, places[start - 1], places[start]):
        start -= 1
    for first in dict.fromkeys((start, at)):
        row = _row(stage.scene, places, first)
        if places[at] in row and not _one_place(stage.scene, row[0]):
            return tuple(i for i in dict.fromkeys(p.entity for p in row) if i and i != event.place)
    return ()


def with_lost(
    events: Sequence[Event], same: Mapping[int, int], elsewhere: Sequence[Sequence[str]], entities: Mapping[str, Entity]
) -> list[tuple[str, ...]]:
    """`elsewhere`, with the place of each event that another took in (`same`) and that is told of another town."""
    found = [tuple(places) for places in elsewhere]
    for index, home in same.items():
        event, place = events[index], events[index].place
        done = event.type in _TYPES and event.status in ("occurred", "ongoing")
        there, here = entities.get(events[home].place or ""), entities.get(place or "")
        if place is not None and done and apart(there, here) and not holds(here, there):
            found[index] = (place, *found[index])
    return found


def spread(event: Event, places: Sequence[str], told: set[tuple[str | None, str | None]]) -> list[Event]:
    """The event once more for each of the places of which no event of its type is `told`; these are added to it."""
    others = [place for place in places if (event.type, place) not in told]
    told.update((event.type, place) for place in others)
    update = {"counts": (), "victims": (), "rule": f"{event.rule}.each"}
    return [event.model_copy(update={**update, "place": place}) for place in others]


def _row(scene: Scene, places: Sequence[Player], first: int) -> list[Player]:
    """The places joined from number `first` on; what only says where one of them lies (بريف X) is passed over."""
    row = [places[first]]
    complement = False
    for before, place in zip(places[first : first + _MOST], places[first + 1 : first + 1 + _MOST], strict=False):
        step = link(scene, before, place)
        if step is None:
            break
        complement = step == "in" or (complement and step == "and")
        if not complement and place.sort == "place":
            row.append(place)
    return [p for p in row if named_fineness(scene.entities.get(p.entity or "")) > _AREA]


def link(scene: Scene, before: Player, place: Player) -> Link | None:
    """How a place follows another: joined to it, joined with a noun of place or preposition, or as where it lies."""
    tokens = scene.text.tokens
    if place.first - before.last > _GAP:
        return None
    said = [t for t in tokens[before.last : place.first] if t.text not in _MARKS and t.index not in scene.timed]
    between = [t for t in said if t.fold not in scene.words.sides and t.index not in scene.counted]
    counted = any(t.index in scene.counted for t in said)  # قتيلان في X وأربعة في Y
    if _once_more(scene, before, between):
        between, counted = between[1:], True
    comma = between[:1] and between[0].kind == "punct"
    if comma:
        if between[0].text not in _COMMAS | _DASHES:
            return None
        between = between[1:]
    joined = bool(comma) or counted or _with_and((between or [tokens[place.first]])[0], scene)
    if any(not _of_place(token, scene) for token in between) or (joined and _predicated(scene, place)):
        return None
    if not between:
        beside = bool(said) and said[-1].fold in scene.words.lists["beside"]  # X جنوب Y
        return "and" if joined else "in" if beside or tokens[place.first].fold[:1] in "بل" else None
    if not joined:
        return None if between[0].fold in _EDGES else "in"
    if comma and between[0].fold in _INTO | scene.words.lists["beside"]:
        return "in"
    return "headed"


def _once_more(scene: Scene, before: Player, said: Sequence[Token]) -> bool:
    """True where what befell one place is said again of the next: سيارة في X وسيارة في Y، وأخرى في Y."""
    token = said[0] if said else None
    if token is None or token.fold[:1] != "و":
        return False
    told = {t.fold for t in scene.text.tokens[max(0, before.first - _GAP) : before.first]}
    return token.fold[1:] in told | scene.words.lists["once-more"] and token.fold[1:] not in scene.words.places


def _with_and(token: Token, scene: Scene) -> bool:
    """True for a word that و is written onto, and for و itself."""
    return token.fold[:1] == "و" and token.fold not in scene.words.places


def _of_place(token: Token, scene: Scene) -> bool:
    """True for a noun of place, a preposition of place, or و."""
    if token.kind != "word":
        return False
    stems = {stem for _, stem in token.stems}
    lists = scene.words.lists
    if token.fold == "من" and token.index:  # بالقرب من
        return any(stem in lists["off"] for _, stem in scene.text.tokens[token.index - 1].stems)
    said = (scene.words.places, _INTO, lists["beside"], lists["off"])
    return token.fold == "و" or not all(map(stems.isdisjoint, said))


def _predicated(scene: Scene, place: Player) -> bool:
    """True where a verb follows of which the place may be the subject: قصفت X وY تشهد نزوحا, but not … أدى إلى."""
    if place.last >= len(scene.text.tokens) or not any(f.person > 0 for f in scene.forms(place.last)):
        return False
    verbs = scene.words.read(scene.text.tokens[place.last]).verbs
    return not any(isinstance(meaning, Mark) and meaning.book == "links" for meaning, _ in verbs)


def _one_place(scene: Scene, first: Player) -> bool:
    """True for a row behind بين، طريق, which is one stretch, and for one that someone only stands in."""
    tokens = scene.text.tokens[max(0, first.first - _STRETCH) : first.first]
    stretch = any(s in scene.words.lists["stretch"] for token in tokens for _, s in token.stems)
    return stretch or scene.whereabouts(first.first) == ELSEWHERE
