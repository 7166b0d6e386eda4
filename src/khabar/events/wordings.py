"""Words that say something themselves: a statement, a banner or a call is the subject of its verb, and nobody else.

رفعوا لافتات تدعو الحكومة إلى الاستقالة: whom the verb is followed by is called upon, and does not call.
"""

from __future__ import annotations

from collections.abc import Sequence

from khabar.events.scene import Scene
from khabar.objects import Event

_REACH = 4  # tokens from a verb back to the wording that it describes


def worded(scene: Scene, verb: int) -> bool:
    """True for a verb in the present that describes an indefinite noun of wording right before it or near."""
    forms = [f for f in scene.forms(verb) if f.person]
    if not forms or not all(f.tense == "present" and f.person == 3 and not f.cut for f in forms):
        return False
    lists, tokens = scene.words.lists, scene.text.tokens
    for at in range(verb - 1, max(0, verb - _REACH) - 1, -1):
        token = tokens[at]
        if token.kind != "word" or token.fold in lists["before-verb"]:
            return False
        if any(stem in lists["wordings"] for _, stem in token.stems):
            return True
        particle = token.fold in lists["preposition"] or scene.definite(at)
        if not particle and any(f.person for f in scene.forms(at)):
            return False
    return False


def unspoken(scene: Scene, events: Sequence[Event]) -> frozenset[int]:
    """The offsets of those events' triggers that a wording is the subject of."""
    starts = (e.trigger.start for e in events if e.rule.endswith(".verb"))
    return frozenset(start for start in starts if worded(scene, scene.token_at(start)))
