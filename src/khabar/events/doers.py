"""Who does a deed is counted, too (اغتال مسلحان المختار), and is none of its victims.

The room of counts reads a figure by the nearest word that tells what befell people; whether the figure is subject or
object of an active verb shows only when the takers of part are known. Getting it wrong turns gunmen into the dead.
"""

from __future__ import annotations

from collections.abc import Sequence

from khabar.events.arguments import Parts
from khabar.events.scene import Player
from khabar.events.stage import Stage
from khabar.events.tallies import reindexed
from khabar.mentions.counts_words import read_noun
from khabar.objects import Count

_SUFFERED = ("killed", "injured", "detained", "abducted")  # those who flee or go missing are subjects, too
_ONE = "counts.singular"
_TITLE = 3  # words of rank or place that may stand between two who suffer together


def without_doers(stage: Stage, parts: Parts, counts: Sequence[Count]) -> tuple[Count, ...]:
    """The counts, those of a deed's own agents as figures of people whom nothing befell.

    One alone is counted only as a victim (مقتل شاب), and so not at all where he did it (قتل شاب شقيقه). Where nobody
    else is told to suffer, those counted do (اختطف مسلحون أربعة من العمال), and so do parts of those who do.
    """
    doing = tokens_of(parts.agents)
    did = [
        c.what in _SUFFERED and c.subset_of is None and not doing.isdisjoint(_tokens(stage, c)) and not _dead(stage, c)
        for c in counts
    ]
    did = [it and not _joined(stage, c, counts, did) for c, it in zip(counts, did, strict=True)]
    suffer = {c.what for c, it in zip(counts, did, strict=True) if not it and c.subset_of is None}
    met = any(p not in parts.agents for p in (*parts.recipients, *parts.killed, *parts.injured))
    did = [it and (met or c.what in suffer) for c, it in zip(counts, did, strict=True)]
    kept = [i for i, count in enumerate(counts) if not (did[i] and count.rule == _ONE)]
    moved = reindexed(counts, kept)
    return tuple(c.model_copy(update={"what": "other"}) if did[i] else c for i, c in zip(kept, moved, strict=True))


def _dead(stage: Stage, count: Count) -> bool:
    """True for a figure of dead or wounded by its own noun, and right after its harm (مقتل 7 من عناصر, أصيب طفلان)."""
    span = _tokens(stage, count)
    nouns = (read_noun(stage.scene.words.counting, stage.scene.text.tokens[at], cut=True) for at in span)
    if any(n is not None and n[0].noun.what in ("killed", "injured") for n in nouns):
        return True
    if stage.scene.text.tokens[max(0, span.start - 1)].fold.endswith("وا"):
        return True  # قتلوا خمسة: the verb has its subject
    return any(
        t.kind.role == "harm"
        and t.last == span.start
        and (t.passive or (t.form == "noun" and t.kind.genitive == "patient"))
        for t in stage.scan.triggers
    )


def _joined(stage: Stage, count: Count, counts: Sequence[Count], did: Sequence[bool]) -> bool:
    """True where و joins a figure to people who suffer the same (قتل ضابط وثلاثة من جنوده)."""
    first, tokens = _tokens(stage, count).start, stage.scene.text.tokens
    if tokens[first].fold[:1] != "و":
        return False
    near = (
        first - _tokens(stage, c).stop for c, it in zip(counts, did, strict=True) if not it and c.what == count.what
    )
    return any(0 <= gap <= _TITLE for gap in near)


def tokens_of(players: Sequence[Player]) -> frozenset[int]:
    """The tokens of players told by a noun; a people inside a figure (28 فلسطينيا) is not who did it."""
    told = [p for p in players if p.entity is None or p.participant is not None]
    return frozenset(at for p in told for at in range(p.first, p.last))


def _tokens(stage: Stage, count: Count) -> range:
    return range(stage.scene.token_at(count.start), stage.scene.token_at(count.end))
