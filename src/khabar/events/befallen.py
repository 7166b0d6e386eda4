"""Who is no subject that a later verb goes on with: whom another deed befell, or another verb has for its object."""

from __future__ import annotations

from bisect import bisect_left

from khabar.events.agreement import alike
from khabar.events.clauses import clause_at
from khabar.events.scene import Player
from khabar.events.stage import Stage, idle

_NEAR = 6  # triggers or light verbs back to the last verb
_ENDINGS = ("\u064b", "\u064d")  # tanween of whoever is no subject


def befallen(stage: Stage, player: Player) -> bool:
    """True for the genitive of a noun that tells what befell him, or of the owner of what was struck (مواقع الجيش)."""
    tokens, words = stage.scene.text.tokens, stage.scene.words
    nouns = {t.last for t in stage.scan.triggers if t.form == "noun" and t.kind.genitive == "patient"}
    joined = {t.last for t in stage.scan.triggers if t.first in nouns}  # مقتل وجرح | رجلين
    before = tokens[player.first - 1] if player.first else None
    if before is not None and before.kind == "punct" and player.first > 1:
        before = tokens[player.first - 2]
    owned = before is not None and any(s in words.targets or s in words.places for _, s in before.stems)
    return player.first in nouns or player.first in joined or owned


def last_verb(stage: Stage, verb: int) -> int:
    """The token of the last active verb before `verb` that tells or carries a deed, or -1 where none is near."""
    triggers, carriers = stage.scan.triggers, stage.scan.carriers
    told = bisect_left(triggers, verb, key=lambda t: t.first)
    carried = bisect_left(carriers, verb, key=lambda c: c.token)
    near = [t.first for t in triggers[max(0, told - _NEAR) : told] if t.form == "verb" and not t.passive]
    near += [c.token for c in carriers[max(0, carried - _NEAR) : carried] if c.form is not None]
    return max(near, default=-1)


def object_of(stage: Stage, last: int, player: Player) -> bool:
    """True for one behind the verb at token `last` who is not its subject (القوات تعتقل | المسعفين وتقصف).

    The subject stands right before that verb, or is the first behind it; nobody is one in the accusative.
    """
    tokens = stage.scene.text.tokens
    if tokens[player.first].text.endswith(_ENDINGS):
        return True
    if last < 0 or player.first <= last or _opens(stage, player, last):
        return False
    before = next((p for p in reversed(stage.players) if p.last <= last), None)
    if before is not None and not before.preposition and idle(stage, before.last, last) is not None:
        return alike(stage.scene, last, before)
    return any(last < p.first < player.first and not p.preposition for p in stage.players)


def _opens(stage: Stage, player: Player, last: int) -> bool:
    """True for the subject of a verb that tells no deed, behind the one at token `last` (… وردت | القوات)."""
    clause = stage.clauses[clause_at(stage.clauses, player.first)]
    verb = any(f.person == 3 for f in stage.scene.forms(player.first - 1))
    begins = clause.first > last and player.first - clause.first <= 1  # …، ومسلحون يتصدون
    return begins or (player.first - 1 > last and verb)
