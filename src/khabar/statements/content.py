"""How far the content of a statement reaches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from khabar.objects import QuotationKind
from khabar.statements.complements import Complement
from khabar.statements.cues import Cue
from khabar.statements.ends import contrast_before, leaves_phrase, stops
from khabar.statements.markers import beside
from khabar.statements.quoted import quotation_of
from khabar.statements.regions import is_comma
from khabar.statements.view import Quote, View

_RESUMED = ("انه", "انها", "انهم", "بانه", "بانها", "بانهم")
_TRAILING = "،,.:؛؟!…-–—ـ"


@dataclass(frozen=True, slots=True)
class Extent:
    """Tokens `first` to `last` (exclusive) of what is said, and how much of it stands in quotation marks."""

    first: int
    last: int
    quotation: QuotationKind


def extent_of(
    view: View, complement: Complement, cues: Mapping[int, tuple[Cue, ...]], breaks: frozenset[int]
) -> Extent | None:
    """The content of a complement. `breaks` are tokens at which a source phrase begins (بحسب، على لسان)."""
    if complement.first >= len(view.tokens):
        return None
    if _resumed(view, complement):
        breaks = breaks | {_first_comma(view, complement.first)}
    elif complement.subject is not None and complement.subject.mode == "relative":
        breaks = breaks | {_main_verb(view, complement.first)}
    return extent_from(
        view,
        complement.first,
        complement.kind == "colon",
        complement.kind in ("object", "target", "governed"),
        cues,
        breaks,
    )


def _resumed(view: View, complement: Complement) -> bool:
    """True for a clause of saying inside a relative one: سيارة قالت المصادر إنها …، where a comma ends it."""
    at = complement.cue.at
    if complement.kind != "clause" or not at or at == view.first_of(at) or complement.first < 1:
        return False
    word = view.tokens[complement.first - 1].fold
    before = view.tokens[at - 1]
    relative = before.fold in ("التي", "الذي", "الذين")
    if before.fold == "ما":
        return word in _RESUMED and not complement.cue.form.cut
    return (
        word in _RESUMED
        and before.kind == "word"
        and not complement.cue.form.cut
        and (
            relative
            or not (view.grammar.phrases.closed(before) or before.fold.startswith("ال") or at - 1 in view.clock)
        )
        and complement.subject is not None
        and complement.subject.mode == "after"
    )


def _first_comma(view: View, first: int) -> int:
    for at in range(first, view.last_of(first)):
        if is_comma(view, at) and view.quoted[at] < 0:
            return at
    return len(view.tokens)


def _main_verb(view: View, first: int) -> int:
    """The comma before قد or a bare verb, with which the main clause goes on after a relative one."""
    for at in range(first, view.last_of(first) - 1):
        if (
            is_comma(view, at)
            and view.quoted[at] < 0
            and (view.tokens[at + 1].fold in ("قد", "فقد") or view.grammar.phrases.finite(view.tokens[at + 1]))
            and view.tokens[at + 1].fold[:1] != "و"
        ):
            return at
    return len(view.tokens)


def extent_from(
    view: View, first: int, colon: bool, phrase: bool, cues: Mapping[int, tuple[Cue, ...]], breaks: frozenset[int]
) -> Extent | None:
    """The content that begins with token `first`. Linear in its length."""
    tokens = view.tokens
    if first >= len(tokens):
        return None
    quote = view.quotes.get(first)
    if quote and _whole(view, quote, phrase, cues, breaks):
        return _inner(view, quote)
    last = _end(view, first, cues, breaks, phrase)
    last = _trim(view, first, last)
    while first < last and tokens[first].text in "،,:":
        first += 1
    if first >= last:
        return None
    return Extent(first, last, quotation_of(view, first, last))


def _inner(view: View, quote: Quote) -> Extent | None:
    first, last = quote.first + 1, quote.inner
    while (
        first < last
        and view.tokens[first].kind == "word"
        and view.grammar.phrases.complementiser(view.tokens[first])
        and (first == quote.first + 1)
    ):
        first += 1
    while last > first and view.tokens[last - 1].text in ".،,؛":
        last -= 1
    return Extent(first, last, "direct") if first < last else None


def _whole(view: View, quote: Quote, phrase: bool, cues: Mapping[int, tuple[Cue, ...]], breaks: frozenset[int]) -> bool:
    """Whether the quotation that opens the content is all of it."""
    at = quote.last
    if at >= len(view.tokens) or view.opens_sentence(at) or view.tokens[at].text in ".؛!؟":
        return True
    if at in breaks or beside(view, at, cues):
        return True
    token = view.tokens[at]
    if token.fold[:1] == "و" and any(r.cut and r.person == 3 for r in view.grammar.verbs.readings(token)):
        return True
    if not is_comma(view, at):
        return False
    following = at + 1
    if following >= len(view.tokens) or view.opens_sentence(following):
        return True
    if following in breaks or following in cues or _leads_to_cue(view, following, cues):
        return True
    if quote.name and not phrase:
        return False
    return not _quoted_on(view, following, cues)


def _leads_to_cue(view: View, at: int, cues: Mapping[int, tuple[Cue, ...]]) -> bool:
    for i in range(at, min(at + 4, len(view.tokens))):
        if i in cues:
            return True
        if view.tokens[i].fold not in view.grammar.words["leading"]:
            return False
    return False


def _quoted_on(view: View, at: int, cues: Mapping[int, tuple[Cue, ...]]) -> bool:
    """True where the same sentence goes on to another quotation with no new cue between."""
    last = view.last_of(at)
    for i in range(at, last):
        if i in cues:
            return False
        if i in view.quotes:
            return not view.quotes[i].name
    return False


def _end(view: View, first: int, cues: Mapping[int, tuple[Cue, ...]], breaks: frozenset[int], phrase: bool) -> int:
    """The token at which the content that begins with `first` ends, before trimming."""
    tokens = view.tokens
    at = first
    while at < len(tokens):
        quote = view.quotes.get(at)
        if at > first and view.opens_sentence(at) and not (quote is None and view.quoted[at] >= 0):
            return at
        if at > first and (stops(view, at, first, cues, breaks) or (phrase and leaves_phrase(view, at, first))):
            return contrast_before(view, at, first) or at if at in cues else at
        if quote:
            at = max(quote.last, at + 1)
            if (
                not quote.name
                and quote.last - quote.first > 6
                and is_comma(view, at)
                and at + 1 < len(tokens)
                and not (_continues(view, at + 1, cues))
            ):
                return at
            continue
        at += 1
    return at


def _continues(view: View, at: int, cues: Mapping[int, tuple[Cue, ...]]) -> bool:
    """Whether the sentence after a closed quotation and a comma still belongs to the content."""
    return view.tokens[at].fold in ("ما", "مما", "وان", "وانه", "وانها") or _quoted_on(view, at, cues)


def _trim(view: View, first: int, last: int) -> int:
    """Final punctuation and the conjunctions of the next clause are no content."""
    tokens = view.tokens
    cut = last
    while (
        cut > first
        and not _yet(view, cut - 1)
        and (not tokens[cut - 1].text.strip(_TRAILING) or tokens[cut - 1].fold in view.grammar.words["leading"])
    ):
        if is_comma(view, cut - 1) or tokens[cut - 1].kind == "punct":
            last = cut - 1
        cut -= 1
    if cut < last and tokens[last - 1].kind == "word":
        last = cut if _strips(view, cut, last) else last
    while last > first and not tokens[last - 1].text.strip(_TRAILING):
        last -= 1
    return last


def _yet(view: View, at: int) -> bool:
    """True for بعد at the end of its sentence, where it leads to nothing (لم يصل بعد)."""
    follows = view.tokens[at + 1 : view.last_of(at)]
    return view.tokens[at].fold == "بعد" and all(t.kind == "punct" for t in follows)


def _strips(view: View, cut: int, last: int) -> bool:
    words = [t.fold for t in view.tokens[cut:last]]
    return words[0].lstrip("و") in (
        "كما",
        "بينما",
        "فيما",
        "حيث",
        "اذ",
        "ثم",
        "حين",
        "في",
        "بعد",
        "قبل",
        "بعدما",
        "عندما",
        "غير",
        "الا",
        "بيد",
        "قد",
        "كان",
        "كانت",
        "هو",
        "من",
        "لكن",
        "لكنه",
        "لكنها",
        "لكنهم",
        "الذي",
        "التي",
        "الذين",
        "",
    )
