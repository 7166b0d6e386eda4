"""What argument finding looks at in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khabar.events.clauses import Clause
from khabar.events.scene import Player, Scene
from khabar.events.triggers import Scan
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
