"""How far behind a verb of saying its words may begin, and when a quotation in between is none of them."""

from __future__ import annotations

from khabar.statements.cues import Cue
from khabar.statements.markers import Kind
from khabar.statements.regions import is_comma
from khabar.statements.subject import Subject
from khabar.statements.taken import governed
from khabar.statements.view import View
from khabar.text.fold import fold

# Words that may stand between what is recognised of a subject and the complementiser; a third of it before a quotation.
MAX_GAP = 24
MAX_ELIDED = 5
# From so many words on a quotation behind something else is not the words of a verb that must not have any.
MAX_LOOSE = 4


def loose(view: View, cue: Cue, at: int, marker: tuple[int, int, Kind]) -> bool:
    """True where words stand between `at` and a quotation that no comma or colon sets off (أعلن نجاح «العملية»)."""
    first = marker[0]
    if marker[2] != "quote" or first <= at or is_comma(view, first - 1):
        return False
    before = view.tokens[first - 1]
    pointing = view.grammar.phrases.is_a(before, "demonstrative") and first == at + 1  # معتبرا ذلك «خطأ»
    return not (pointing or before.text == ":" or governed(view, first - 1, cue.verb.takes) == first)


def speaks_freely(view: View, cue: Cue) -> bool:
    """True for verbs that always have words, however far behind who says them (قال، سأل، كتب)."""
    return fold(cue.verb.lemma) in view.grammar.words["worded"]


def within_reach(view: View, cue: Cue, subject: Subject | None, at: int, marker: tuple[int, int, Kind]) -> bool:
    """True where the marker is near enough to token `at`, and a bare colon not behind a clause of something else."""
    spoken = marker[1] in view.quotes
    if marker[2] == "colon" and not spoken and any(view.grammar.phrases.finite(t) for t in view.tokens[at : marker[0]]):
        return False
    plain_speech = marker[2] == "colon" and spoken and not cue.verb.plain
    return marker[0] - at <= (MAX_GAP if plain_speech else _reach(cue, subject, marker[2]))


def _reach(cue: Cue, subject: Subject | None, kind: Kind) -> int:
    """How many words may stand between subject and marker that are neither adverbs nor venues; -1 forbids it."""
    if subject is None and cue.kind == "finite":
        if cue.form.person == 1:
            return 2
        if cue.verb.explicit:
            return 0 if cue.form.cut and cue.form.tense == "past" else -1
        return MAX_ELIDED
    if cue.verb.plain:
        return 8 if subject is not None and subject.mode == "after" and kind == "clause" else 2
    return MAX_GAP if kind == "clause" or subject is not None else MAX_GAP // 3
