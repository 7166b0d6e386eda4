"""What a source phrase covers: the clause before it, the one after, a quotation, or a statement that stands already."""

from __future__ import annotations

from unicodedata import category

from khabar.statements.content import Extent, extent_from
from khabar.statements.cues import Cue
from khabar.statements.draft import Draft
from khabar.statements.quoted import quotation_of
from khabar.statements.regions import is_comma, skip
from khabar.statements.sources import MAX_SOURCE, Source
from khabar.statements.subject import head_word
from khabar.statements.view import View


def with_sources(
    view: View,
    drafts: list[Draft],
    sources: dict[int, Source],
    valid: dict[int, tuple[Cue, ...]],
    breaks: frozenset[int],
) -> list[Draft]:
    """Source phrases: a second attribution of a statement that stands, or a statement of their own."""
    near: dict[int, list[Draft]] = {}
    for draft in drafts:
        near.setdefault(view.sentence[draft.at], []).append(draft)
    for at, source in sources.items():
        beside = near.get(view.sentence[at], [])
        around = [d for d in beside if d.region[0] <= at < d.region[1] and d.at < at]
        if any(d.rule == "statements.headline" and d.region[0] <= at < d.region[1] for d in beside):
            continue
        if source.echo or (source.subject is None and source.form is None):
            continue
        if around:
            _double(view, around[-1:], source)
            continue
        if view.tokens[at].fold == "كما" and at + 1 in valid:
            continue
        first, last = view.first_of(at), view.last_of(at)
        if _leads(view, at, first):
            told = _told_next(view, source, beside)
            if told is not None:
                _double(view, [told], source)
                continue
            extent = _following(view, source, valid, breaks)
        else:
            here = [d for d in beside if d.at < at]
            extent = _preceding(view, source, here, first, last, valid, breaks)
        if extent is not None:
            draft = Draft(
                at, source.start, source.end, source.act, "statements.source", extent, source.subject, source.form
            )
            draft.relays = list(source.relays)
            draft.region = (at, source.last)
            drafts.append(draft)
    return drafts


def _leads(view: View, at: int, first: int) -> bool:
    """True where the source phrase opens the sentence, a conjunction or adverb before it at most."""
    return (
        at == first
        or skip(view, first, at) == at
        or _opens_next(view, at)
        or all(view.tokens[i].kind == "punct" or view.grammar.phrases.closed(view.tokens[i]) for i in range(first, at))
    )


def _opens_next(view: View, at: int) -> bool:
    """True for ، ووفقا لـ… with a comma behind: the clause after it is what the source says."""
    word = view.tokens[at].fold
    if view.tokens[at - 1].fold == "و":
        return True
    if not is_comma(view, at - 1) or word[:1] != "و" or word in view.grammar.words["source"]:
        return False
    rest = range(at + 1, min(view.last_of(at), at + MAX_SOURCE))
    return any(is_comma(view, i) or view.tokens[i].fold in ("فقد", "فان") for i in rest)


def _told_next(view: View, source: Source, beside: list[Draft]) -> Draft | None:
    """The statement whose verb opens the clause behind a leading source: بحسب الوكالة، فقد ذكرت الشركة أن."""
    at = skip(view, _past_description(view, source.last), view.last_of(source.at))
    if at < len(view.tokens) and view.tokens[at].fold in ("فان", "ان"):
        at += 1
    opening = (d for d in beside if d.subject is not None and d.form is not None and not d.participle)
    return next((d for d in opening if at in (d.at, d.subject.first if d.subject else d.at)), None)


def _past_description(view: View, at: int) -> int:
    """Past what a source is described by up to a near comma: وفقا لشهود تحدثوا للصحيفة، كانت …"""
    if at >= len(view.tokens) or view.tokens[at].text == ":":
        return at
    phrases = view.grammar.phrases
    relative = view.tokens[at].kind == "word" and phrases.finite(view.tokens[at])
    for i in range(at, min(len(view.tokens), at + 9)):
        if is_comma(view, i):
            return i
        if (
            not relative
            and view.tokens[i].kind == "word"
            and (phrases.finite(view.tokens[i]) or phrases.complementiser(view.tokens[i]))
        ):
            return at
    return at


def _past_aside(view: View, at: int) -> int:
    """Past what is told of the source between commas: وفق المرصد، ومقره لندن، فإن …; بحسب المدير، الذي تحدث إلينا، …"""
    if not is_comma(view, at) or at + 1 >= len(view.tokens):
        return at
    relative = view.tokens[at + 1].fold in ("الذي", "التي", "الذين")
    for i in range(at + 1, min(view.last_of(at), at + MAX_SOURCE // 2)):
        if is_comma(view, i) and i + 1 < len(view.tokens):
            return i if relative or view.tokens[i + 1].fold in ("فان", "فانه", "فانها", "فقد") else at
    return at


def _following(view: View, source: Source, valid: dict[int, tuple[Cue, ...]], breaks: frozenset[int]) -> Extent | None:
    at = _past_aside(view, _past_description(view, source.last))
    while at < len(view.tokens) and (is_comma(view, at) or at in view.clock):
        at += 1
    if at >= len(view.tokens) or view.sentence[at] != view.sentence[source.at]:
        return None
    token = view.tokens[at]
    if token.text == ":" or (token.kind == "word" and view.grammar.phrases.complementiser(token)):
        at += 1
    extent = extent_from(view, at, token.text == ":", False, {}, breaks - {source.at})
    return _before_participle(view, extent, valid) if extent is not None else None


def _before_participle(view: View, extent: Extent, valid: dict[int, tuple[Cue, ...]]) -> Extent:
    """Up to the participle with which the source goes on: وفقا للمراسل، فإن الجنود دخلوا القرية، مضيفا أن …"""
    for at in range(extent.first + 1, extent.last):
        if at in valid:
            goes_on = valid[at][0].kind == "participle" and is_comma(view, at - 1) and view.quoted[at] < 0
            return _cut(view, extent, at) if goes_on else extent
    return extent


def _preceding(
    view: View,
    source: Source,
    here: list[Draft],
    first: int,
    last: int,
    valid: dict[int, tuple[Cue, ...]],
    breaks: frozenset[int],
) -> Extent | None:
    """What a source phrase inside or after its clause covers; None where it only doubles a statement's attribution."""
    at = source.at
    before = at - 1 if is_comma(view, at - 1) else at
    own = _own_quotation(view, before)
    if own is not None and (here or source.embedded):
        for d in here:
            if d.extent.first < own.first <= d.extent.last:
                d.extent = _cut(view, d.extent, own.first - 1)
        return own
    split = _contrast(view, here, at)
    if split is not None:
        for d in here:
            if d.extent.first <= split < d.extent.last:
                d.extent = _cut(view, d.extent, split)
        return _clean(view, split + 1, before)
    near = [d for d in here if not d.participle and 0 <= before - d.extent.last <= 1]
    quoting = [d for d in near if d.extent.quotation == "direct"]
    main = quoting[-1:] or [d for d in here if not d.participle and _opens_clause(view, d, first)]
    if main:
        _double(view, quoting[-1:] or here, source)
        return None
    aside = _aside(view, source, first, before, last, valid)
    if aside is not None:
        return aside
    for d in here:
        if source.subject is not None:
            d.relays.insert(0, source.subject)
    signs = (i + 1 for i in range(before - 1, first, -1) if category(view.tokens[i].text[0]) == "So")
    return _clean(view, next(signs, first), before)


def _own_quotation(view: View, before: int) -> Extent | None:
    """A quotation between commas right before the source phrase is all that it covers."""
    mark = view.quoted[before - 1] if before > 0 else -1
    if mark < 0:
        return None
    quote = view.quotes[mark]
    if quote.last != before or quote.name or not (view.opens_sentence(mark) or is_comma(view, mark - 1)):
        return None
    return Extent(quote.first + 1, quote.inner, "direct")


def _contrast(view: View, here: list[Draft], at: int) -> int | None:
    """The contrasting conjunction after a statement's content that begins the clause a trailing source covers."""
    if not here:
        return None
    start = max(d.extent.first for d in here)
    for i in range(at - 1, start, -1):
        word = view.tokens[i].fold
        if word in ("فيما", "بينما") and is_comma(view, i - 1) and view.quoted[i] < 0:
            return i if not any(d.at > i for d in here) else None
    return None


def _cut(view: View, extent: Extent, at: int) -> Extent:
    last = at
    while last > extent.first + 1 and view.tokens[last - 1].kind == "punct" and view.quoted[last - 1] < 0:
        last -= 1
    return Extent(extent.first, last, quotation_of(view, extent.first, last))


def _opens_clause(view: View, draft: Draft, first: int) -> bool:
    """True where the sentence's own main verb is the cue, not a verb inside its narration."""
    if draft.subject is not None and draft.subject.mode == "before" and draft.subject.first <= first + 2:
        return True
    for i in range(first, draft.at):
        token = view.tokens[i]
        if token.kind == "word" and view.grammar.phrases.finite(token) and i not in range(*draft.region):
            return False
        if token.kind == "word" and view.grammar.phrases.finite(token):
            return False
    return draft.parent is None


def _double(view: View, here: list[Draft], source: Source) -> None:
    """أكد الوزير …، بحسب القناة: the channel relays the minister. ذكرت القناة …، بحسب مصادر: the sources speak."""
    subject = source.subject
    if subject is None:
        return
    role = view.grammar.head_class(head_word(view, subject))
    if role == "document":
        return
    for d in here:
        speaker = d.subject
        outlet = speaker is not None and view.grammar.head_class(view.tokens[speaker.head].fold) == "media"
        if outlet and role in ("source", "sources", "person") and speaker is not None:
            d.relays.append(speaker)
            d.subject = subject
        elif speaker is None or (speaker.first, speaker.last) != (subject.first, subject.last):
            d.relays.insert(0, subject)


def _aside(
    view: View, source: Source, first: int, before: int, last: int, valid: dict[int, tuple[Cue, ...]]
) -> Extent | None:
    """A source phrase inside its clause covers a figure (وهم مئة، حسب المنظمين) or the longer part of the clause."""
    after = source.last
    if after >= last or not (is_comma(view, after) or view.tokens[after].text in "-–—"):
        return None
    tokens = view.tokens
    for i in range(before - 1, max(first, before - 6) - 1, -1):
        if tokens[i].fold in ("وهم", "وهو", "وهي", "وعددهم", "وعددها"):
            return _clean(view, i, before)
    follows = after + 1
    if follows + 1 < last and tokens[follows].fold == "في" and tokens[follows + 1].fold in ("حين", "الوقت"):
        return None
    if (
        follows >= last
        or tokens[follows].fold[:1] == "و"
        or follows in valid
        or (
            view.grammar.phrases.is_a(tokens[follows], "conjunction")
            or view.grammar.phrases.is_a(tokens[follows], "relative")
        )
    ):
        return None
    rest = extent_from(view, follows, False, False, valid, frozenset())
    if rest is None or rest.last - rest.first <= before - first:
        return None
    return rest


def _clean(view: View, first: int, last: int) -> Extent | None:
    while (
        last > first
        and view.tokens[last - 1].kind == "punct"
        and view.quoted[last - 1] < 0
        and view.tokens[last - 1].text not in ")]"
    ):
        last -= 1
    while first < last and view.tokens[first].kind == "punct" and view.quoted[first] < 0:
        first += 1
    return Extent(first, last, quotation_of(view, first, last)) if last > first else None
