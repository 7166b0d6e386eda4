"""Which quotation marks hold somebody's words and which hold a name."""

from __future__ import annotations

from khabar.objects import QuotationKind, Token
from khabar.statements.view import Quote, View


def quotation_of(view: View, first: int, last: int) -> QuotationKind:
    """`direct` when quotation marks enclose all of it, `mixed` when they enclose words that are no name."""
    around = view.quoted[first]
    if around >= 0 and around < first and view.quotes[around].inner >= last:
        return "direct"
    at = first
    while at < last:
        quote_at = view.quotes.get(at)
        if quote_at:
            if not is_name(view, quote_at):
                return "mixed"
            at = quote_at.last
        at += 1
    return "indirect"


def is_name(view: View, quote: Quote) -> bool:
    """True for marks around a name (an organisation, a place, an operation), not around words taken from somebody."""
    if not quote.name:
        return False
    inner = range(quote.first + 1, quote.inner)
    if all(at in view.owner for at in inner):
        return True
    tokens = view.tokens
    before = tokens[quote.first - 1] if quote.first else None
    after = tokens[quote.last] if quote.last < len(tokens) else None
    if before is not None and before.kind == "word" and _type_noun(view, before.fold):
        return not _predicate(view, quote, before)
    return len(inner) == 1 and after is not None and after.text in "()"


def _predicate(view: View, quote: Quote, before: Token) -> bool:
    """True for an indefinite word in quotation marks behind a definite noun, of which it says something.

    الجيش «منهك»، حكومته «ملتزمة»; a name without the article stands behind a noun without it (تنظيم «داعش»).
    """
    definite = before.fold.startswith(("ال", "وال")) or before.fold.endswith(("ته", "تها", "تهم"))
    word = view.tokens[quote.first + 1]
    known = quote.first + 1 in view.owner or word.fold.startswith("ال")
    return definite and not known and word.fold in view.grammar.ordinary


def _type_noun(view: View, word: str) -> bool:
    bare = word.lstrip("وبلف") if word[:1] in "وبلف" else word
    for form in (word, bare):
        if view.grammar.head_class(form) in ("media", "body") or form in view.grammar.words["named"]:
            return True
    return False
