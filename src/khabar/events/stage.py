"""What argument finding looks at in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khabar.events.clauses import Clause
from khabar.events.scene import Player, Scene
from khabar.events.status import is_done
from khabar.events.triggers import Scan, Trigger
from khabar.objects import Count, Sentence


@dataclass(frozen=True, slots=True)
class Stage:
    """What argument finding looks at in one sentence; `counts` are the report's."""

    scene: Scene
    sentence: Sentence
    players: tuple[Player, ...]
    clauses: tuple[Clause, ...]
    scan: Scan
    counts: Sequence[Count] = ()

    def done(self, trigger: Trigger) -> bool:
        """True for a trigger that grammar tells as done or going on."""
        return is_done(self.scene.text, trigger, self.scan, self.clauses, self.scene.words)


def idle(stage: Stage, first: int, last: int) -> int | None:
    """The number of words between two tokens when they are only times, adverbs, honours, figures, marks; else None.

    A preposition with its pronoun is an adverb, too (أطلق عليه | مجهولون).
    """
    words, lists = 0, stage.scene.words.lists
    for at in range(first, last):
        token = stage.scene.text.tokens[at]
        if token.kind != "word" or at in stage.scene.timed or at in stage.scene.counted:
            continue
        if not any(token.fold in lists[name] for name in ("adverb", "honours", "with-pronoun")):
            return None
        words += 1
    return words
