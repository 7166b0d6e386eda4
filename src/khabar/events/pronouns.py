"""The dead told by a pronoun alone: أدى إلى مقتله is one, مقتلهما two, مقتلهم two or more.

The number of a pronoun is grammatical number as much as that of a noun; so is that of الذي before a verb that can only
be suffered (الشاب الذي استشهد). A figure of its own in the same deed says more and is kept alone. Of wounds nothing is
read: إصابته may be the hit on a target, or the wound of one who died of it; and قتلها may be her killing of others.
"""

from __future__ import annotations

from collections.abc import Sequence

from khabar.events.chains import Deed
from khabar.events.figures import figure
from khabar.events.stage import Stage
from khabar.events.triggers import Trigger
from khabar.objects import Count

PRONOUN = "events.by-pronoun"
_OPEN = 2  # the least of a plural
# Folded pronoun → how many; plurals are open.
_NUMBERS = {"ه": 1, "ها": 1, "هما": 2, "هم": _OPEN, "هن": _OPEN}
_RELATIVES = {"الذي": 1, "والذي": 1, "اللذين": 2, "اللذان": 2, "الذين": _OPEN, "والذين": _OPEN}
_PLURAL = ("هم", "هن", "الذين", "والذين")


def with_pronouns(stage: Stage, deed: Deed, counts: Sequence[Count]) -> list[Count]:
    """The deed's counts, and what a pronoun says of the dead where no figure does."""
    found = list(counts)
    for trigger in deed.triggers:
        dead = trigger.kind.counts[:1] == ("killed",) and trigger.kind.role == "harm" and not trigger.kind.weak
        said = _pronoun(stage, trigger) if dead else None
        if said is not None and not any(c.what == "killed" for c in found):
            found.append(_count(stage, trigger, said))
    return found


def _pronoun(stage: Stage, trigger: Trigger) -> str | None:
    """The pronoun that stands for the victims of a trigger, folded."""
    word = stage.scene.text.tokens[trigger.last - 1]
    if trigger.form == "noun" and trigger.kind.intransitive and trigger.suffix in _NUMBERS:
        return trigger.suffix
    if trigger.form in ("noun", "phrase"):
        return _of_phrase(next((stem for _, stem in reversed(word.stems)), "")) or _of_phrase(word.fold)
    before = stage.scene.text.tokens[trigger.first - 1].fold if trigger.first > stage.sentence.first else ""
    return before if before in _RELATIVES and trigger.kind.intransitive else None


def _of_phrase(word: str) -> str | None:
    """The pronoun at the end of مقتله, لقي مصرعه, فقدوا حياتهم."""
    return next((p for p in ("هما", "هم", "هن", "ها", "ه") if word.endswith(p) and word[: -len(p)] in _LOST), None)


# What is only suffered, met or lost: مقتل، مصرع، حتف، حياة, as they stand before a pronoun.
_LOST = frozenset({"مقتل", "مصرع", "حتف", "حيات", "نحب"})


def _count(stage: Stage, trigger: Trigger, said: str) -> Count:
    number = _NUMBERS.get(said) or _RELATIVES[said]
    text = stage.scene.text
    end = text.tokens[trigger.last - 1].end
    return figure(text, (trigger.start, end), "killed", (number, None if said in _PLURAL else number), PRONOUN)
