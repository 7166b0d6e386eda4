"""Places in a deed's clause that are not its own: of another deed (مساعدتها في الحرب على X), or farther off."""

from __future__ import annotations

from khabar.events.chains import Deed
from khabar.events.clauses import clause_at
from khabar.events.scene import WHO, Player
from khabar.events.stage import Stage
from khabar.events.triggers import Trigger

VIOLENT = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", None})  # types; None where only figures are told
_ABOUT = frozenset({"PROTEST", "MOBILIZE"})  # violent by code, told of what others did elsewhere
_AMID = frozenset({*VIOLENT, "AID", "RETREAT"})  # who is hurt may be so while carried, or while others withdraw
_THERE = frozenset({*VIOLENT, "AID"})  # done where others are told; help goes where the harm was
TALKS = frozenset({"CONSULT", "AGREE"})
_NOUNS = ("noun", "phrase")
_TOPIC = 4  # tokens from what is told of to its place: التطورات الميدانية الأخيرة في X
_OPENING = 5  # tokens of words that only say where, before a deed
_FAR = 14  # tokens from a deed to a place that may still be its own


def aside(stage: Stage, deed: Deed, place: Player) -> bool:
    """True for a place in a deed's clause that is of something else.

    A noun of another deed or a topic governs it; or the deed is a calm one, and a verb or another deed stands between,
    or more words than a phrase has. Before a calm deed only what its clause opens with is its place.
    """
    if _governed(stage, deed, place):
        return True
    return deed.main.kind.type not in _THERE and _apart(stage, deed, place)


def _governed(stage: Stage, deed: Deed, place: Player) -> bool:
    """True right after a noun of another deed, or of what is talked of, and words of place (الحرب على X)."""
    scene, kind = stage.scene, deed.main.kind.type
    nouns = {t.first: t.kind.type for t in stage.scan.triggers if t not in deed.triggers and t.form in _NOUNS}
    topics = scene.words.lists["topic"] if kind not in VIOLENT or kind in _ABOUT else frozenset()
    named = {at for p in stage.players if p is not place for at in range(p.first, p.last)}
    behind = deed.main.last if deed.main.first < place.first else stage.sentence.first
    for at in range(place.first - 1, max(behind, place.first - _TOPIC) - 1, -1):
        token = scene.text.tokens[at]
        if token.kind == "punct" and token.text not in '"”“»«#_':
            return False
        if at in named:
            continue
        other = nouns.get(at, kind)
        if other != kind and kind != "AID" and (kind not in VIOLENT or kind in _ABOUT or other not in _AMID):
            return True
        if any(s in topics for _, s in token.stems):
            return True
    return False


def _apart(stage: Stage, deed: Deed, place: Player) -> bool:
    """True for a place before a deed that does not open its clause, and for one behind another verb or deed."""
    carrier = deed.main.carrier.token if deed.main.carrier is not None else deed.main.first
    start = min(carrier, deed.triggers[0].first)
    if place.first < start:
        clause = stage.clauses[clause_at(stage.clauses, place.first)]
        return place.first - clause.first > _OPENING or _verb_between(stage, deed, clause.first, place.first)
    others = {t.first for t in stage.scan.triggers if t not in deed.triggers and not _same(deed, t)}
    between = range(deed.main.last, place.first)
    return (
        len(between) > _FAR or not others.isdisjoint(between) or _verb_between(stage, deed, deed.main.last, place.first)
    )


def _same(deed: Deed, trigger: Trigger) -> bool:
    """True for people told of, and for talks in which others are held (ناقشا خلال لقاء في X)."""
    return trigger.form == "people" or {trigger.kind.type, deed.main.kind.type} <= TALKS


def _verb_between(stage: Stage, deed: Deed, first: int, last: int) -> bool:
    """True where a finite verb stands between that tells something else.

    Not what only says that the deed is done (اجتماع سيعقد في X), a relative clause (القمة التي تستضيفها X), nor a word
    with a pronoun, which may as well be a noun (حملتها).
    """
    scene, tokens = stage.scene, stage.scene.text.tokens
    own = {t.first for t in deed.triggers} | {c.token for c in stage.scan.carriers}
    named = {at for p in stage.players for at in range(p.first, p.last)}
    lists = scene.words.lists
    for at in range(first, last):
        token = tokens[at]
        if at in own or at in named or at in scene.timed or token.kind != "word":
            continue
        said = {stem for _, stem in token.stems}
        where = not (said.isdisjoint(scene.words.places) and said.isdisjoint(lists["beside"] | lists["preposition"]))
        tells = any(f.person > 0 and not f.object for f in scene.forms(at)) and not token.fold.startswith("ال")
        if tells and not where and tokens[at - 1].fold.removeprefix("و") not in WHO:
            return True
    return False
