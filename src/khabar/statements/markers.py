"""Where a verb of saying hands over to what is said: the first complementiser, colon or quotation within its reach."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from khabar.statements.cues import Cue
from khabar.statements.quoted import is_name
from khabar.statements.regions import is_comma
from khabar.statements.view import View

Kind = Literal["clause", "quote", "colon", "governed", "object", "target", "question", "antecedent", "banner"]
MAX_REACH = 60
# Letters of outlets' names, beside which إن is one more (سي إن إن).
_LETTERS = ("سي", "بي", "تي")
QUESTIONS = ("هل", "لماذا", "كيف", "اين", "متي", "عما")


def region_end(view: View, cue: Cue, cues: Mapping[int, tuple[Cue, ...]]) -> int:
    """The token at which the search for subject and complement ends: sentence, semicolon, or the next cue beside it."""
    last = min(view.last_of(cue.at), cue.last + MAX_REACH)
    at = cue.last
    while at < last:
        quote = view.quotes.get(at)
        if quote:
            at = max(quote.last, at + 1)
            if at > last:
                return at
            continue
        if view.tokens[at].text == "؛" or beside(view, at, cues):
            return at
        at += 1
    return last


def beside(view: View, at: int, cues: Mapping[int, tuple[Cue, ...]]) -> bool:
    """True where another cue stands beside the one before, not inside what it governs."""
    found = cues.get(at)
    if not found:
        return False
    if found[0].kind == "participle":
        return is_comma(view, at - 1) or bool(found[0].form.cut) or found[0].form.gender == "m"
    if at + 1 < len(view.tokens) and view.tokens[at + 1].fold in ("فيه", "فيها", "خلاله", "خلالها"):
        return True
    return bool(found[0].form.cut) or (is_comma(view, at - 1) and not found[0].form.object)


def marker_of(view: View, cue: Cue, stop: int) -> tuple[int, int, Kind] | None:
    """(token, first token of the content, kind) of the first complementiser, colon or quotation of words."""
    tokens, phrases = view.tokens, view.grammar.phrases
    at = cue.last
    while at < min(stop, len(tokens)):
        quote = view.quotes.get(at)
        token = tokens[at]
        if quote:
            if not quote.name or _said(view, cue, quote.first, quote.last, stop):
                return at, at, "quote"
            at = quote.last
        elif token.kind == "word" and phrases.complementiser(token) and _governs(view, cue, at):
            return _prepositioned(view, cue, at), at + 1, "clause"
        elif token.text == ":" and _announces(view, at):
            binds = at + 1 < len(tokens) and tokens[at + 1].kind == "word" and phrases.complementiser(tokens[at + 1])
            return (at, at + 2, "clause") if binds else (at, at + 1, "colon")
        elif "question" in cue.verb.takes and token.fold in QUESTIONS and at + 1 < stop:
            return at, at, "question"
        elif token.text == "(":
            at = _closing(view, at, stop)
        else:
            at += 1
    return None


def _announces(view: View, at: int) -> bool:
    """True for a colon before words, not inside a clock time or an address."""
    tokens = view.tokens
    if tokens[at - 1].kind == "number" and tokens[at - 1].end == tokens[at].start:
        return False
    return at + 1 >= len(tokens) or tokens[at + 1].text not in ("/", ":") or tokens[at + 1].start > tokens[at].end


def _closing(view: View, at: int, stop: int) -> int:
    for end in range(at + 1, min(stop, at + 16)):
        if view.tokens[end].text == ")":
            return end + 1
    return at + 1


def _governs(view: View, cue: Cue, at: int) -> bool:
    """True where أن at token `at` belongs to the verb, and not to بعد أن، رغم أن، ما إن."""
    before = view.tokens[at - 1]
    if at - 1 < cue.last:
        return True
    if view.tokens[at].fold.startswith("فان") and is_comma(view, at - 1):
        return False
    if view.tokens[at].fold == "ان" and (before.fold in _LETTERS or view.tokens[at - 2].fold in _LETTERS):
        return False
    if view.tokens[at].fold[:1] == "و" and len(view.tokens[at].fold) > 2:
        return False
    if before.fold == "علي" and at - 1 > cue.last and "on" not in cue.verb.takes and _to_come(view, at + 1):
        return False  # أقر المجلس مرسوما على أن ترسله: provided that
    led = at - 2 > cue.last and view.tokens[at - 2].fold in ("الي", "علي") and not view.in_person(at - 2)
    if led and {"to", "on"} & cue.verb.takes:
        return False  # أشار … إلى ضرورة أن: the noun behind the preposition is what is said
    if _verb(view, at - 1):
        return before.fold.startswith("ال")
    return not view.grammar.has(before, "not-complement") and before.fold != "ما"


def _to_come(view: View, at: int) -> bool:
    """True for a verb in the present, of what is to be done."""
    token = view.tokens[at] if at < len(view.tokens) else None
    return token is not None and any(r.person == 3 and r.tense == "present" for r in view.grammar.verbs.readings(token))


def _verb(view: View, at: int) -> bool:
    """True for a finite verb, by the table or, outside names, by its shape: أن after it is its own (ويُنتظر أن)."""
    token, grammar = view.tokens[at], view.grammar
    if token.text.endswith("ة") or grammar.phrases.deed(token):
        return False
    if any(r.person == 3 for r in grammar.verbs.readings(token)):
        return True
    return at not in view.owner and grammar.head_class(token.fold) is None and grammar.phrases.finite(token)


def _prepositioned(view: View, cue: Cue, at: int) -> int:
    """The token of the preposition before أن (إلى أن، على أن), or `at`."""
    return at - 1 if at - 1 >= cue.last and view.tokens[at - 1].fold in ("الي", "علي", "عن", "من", "في") else at


def _said(view: View, cue: Cue, first: int, last: int, stop: int) -> bool:
    """Whether a short quotation without a verb is what is said, not a name: nothing of the clause follows it."""
    if view.tokens[first - 1].text == ":":
        return True
    if is_name(view, view.quotes[first]):
        return False
    follows = view.tokens[last] if last < len(view.tokens) and last < stop else None
    ends = follows is None or follows.text in ".؟!؛" or (is_comma(view, last) and last + 1 >= stop)
    if not ends or {"object", "target", "with", "about", "claimable"} & cue.verb.takes:
        return False
    return first > cue.last or cue.kind == "participle" or cue.form.number == "p"
