"""Verbs that hang on a noun or on what was told before: what a fact shows, what others say of a thing."""

from __future__ import annotations

from khabar.statements.regions import is_comma
from khabar.statements.view import View
from khabar.text.fold import fold
from khabar.text.verbs import VerbForm

# How far behind a noun a verb in the present may tell of it, a comma between (قرار في المجلس، يدعو إلى).
MAX_TOLD = 8


def shows(view: View, at: int, form: VerbForm) -> bool:
    """True for ، ما يؤكد, وهو ما يشير, الأمر الذي يدل: what was told shows it, and no one says it.

    Where the pronoun takes it up (ما يؤكده) someone does; so does who says, whatever stands before.
    """
    if form.tense != "present" or form.object or fold(form.lemma) in view.grammar.words["voiced"]:
        return False
    before = view.tokens[at - 1].fold
    earlier = view.tokens[at - 2].fold.lstrip("و") if at > 1 else ""
    if before == "ما":
        return is_comma(view, at - 2) or earlier in ("هو", "هي", "هذا", "ذلك")
    return before == "الذي" and earlier in ("الامر", "الشيء")


def denied_with(view: View, at: int) -> bool:
    """True behind أو or ولا that go on with a negated verb (لم ينف الوزير أو يؤكد)."""
    if view.tokens[at - 1].fold not in ("او", "ولا"):
        return False
    return any(view.grammar.has(t, "negated") for t in view.tokens[max(view.first_of(at), at - 7) : at - 1])


def told_of(view: View, at: int, form: VerbForm | None) -> bool:
    """True for a relative verb with a pronoun that goes back to the noun: التي عدّتها، الذي تحدث عنه.

    The noun is what it is said of. Of a verb that tells someone the pronoun may be whom it tells.
    """
    if form is None or at == 0 or at + 1 >= len(view.tokens):
        return False
    cue = view.grammar.cues.get(form.lemma)
    attached = form.object in ("ه", "ها", "هم", "هما") and (cue is None or "told" not in cue.takes)
    return attached or view.tokens[at + 1].fold in view.grammar.words["resuming"]


def bound(view: View, at: int, form: VerbForm) -> bool:
    """True for a verb whose subject stands before it unread: a noun right before it, or one it tells of past a comma.

    Who spoke before is not meant, unless a pronoun behind the verb takes the noun up (تصريحات قال فيها، قال إنها).
    """
    if form.cut or form.person != 3 or form.object or at == view.first_of(at) or _takes_up_noun(view, at):
        return False
    if view.grammar.phrases.is_a(view.tokens[at - 1], "relative"):
        return True
    if is_comma(view, at - 1):
        return form.tense == "present" and form.number == "s" and _tells_of_thing(view, at, form)
    if not behind_noun(view, at):
        return False
    definite = view.tokens[at - 1].fold.startswith("ال") or at - 1 in view.owner
    return form.tense == "present" or not (definite or fold(form.lemma) in view.grammar.words["voiced"])


def _takes_up_noun(view: View, at: int) -> bool:
    following = view.tokens[at + 1] if at + 1 < len(view.tokens) else None
    if following is None or following.fold in view.grammar.words["resuming"]:
        return following is not None
    return following.fold.endswith(("نه", "نها", "نهم")) and view.grammar.phrases.complementiser(following)


def tells_of_words(view: View, at: int, form: VerbForm) -> bool:
    """True for a verb in the present behind a noun without article: the noun behind it is whom it calls on.

    رفعوا لافتات تدعو الحكومة إلى الحوار.
    """
    if form.tense != "present" or at == view.first_of(at) or not bound(view, at, form) or is_comma(view, at - 1):
        return False
    cue, before = view.grammar.cues.get(form.lemma), view.tokens[at - 1]
    calls = cue is not None and "target" in cue.takes
    return calls and not before.fold.startswith(("ال", "وال")) and at - 1 not in view.owner


def behind_noun(view: View, at: int) -> bool:
    """True right behind a noun, not behind an adverb or time, a verb or what begins a clause."""
    token, grammar = view.tokens[at - 1], view.grammar
    if token.kind != "word" or at - 1 in view.clock or grammar.phrases.closed(token) or grammar.phrases.finite(token):
        return False
    if grammar.phrases.complementiser(token) or grammar.has(token, "clause-initial") or grammar.has(token, "manner"):
        return False
    return not (token.text.endswith(("اً", "ًا")) or any(r.person for r in grammar.verbs.readings(token)))


def _tells_of_thing(view: View, at: int, form: VerbForm) -> bool:
    """True where the nearest thing or paper without article before the comma agrees with the verb."""
    grammar = view.grammar
    for i in range(at - 2, max(view.first_of(at), at - 2 - MAX_TOLD) - 1, -1):
        word = view.tokens[i].fold
        if grammar.head_class(word) in ("thing", "document") and not word.startswith("ال") and i not in view.owner:
            return (form.gender == "f") == (word.endswith(("ه", "ات")) or word in grammar.feminine)
    return False
