"""Words handed on: outlets that relay a source, mouths that speak for a principal, papers, banners."""

from __future__ import annotations

from dataclasses import dataclass, replace

from khabar.statements.complements import Complement
from khabar.statements.cues import Cue
from khabar.statements.occasions import occasion, occasion_end
from khabar.statements.regions import is_comma, phrase, skip, spoken_to
from khabar.statements.speakers import subject_of
from khabar.statements.subject import Subject, head_word, is_thing, make_subject
from khabar.statements.view import View
from khabar.text.fold import fold, without_article
from khabar.text.nounphrases import NounPhrase
from khabar.text.quotes import is_quote

# How far behind a paper's name its words may begin, what describes it between.
MAX_DESCRIPTION = 24
_FROM = frozenset({"عن"})


@dataclass(frozen=True, slots=True)
class Relayed:
    """A complement whose speaker came through `relays`, outermost first.

    `pronoun` is the gender of the speaker where only a pronoun names it (ونقلت عنه الوكالة), else empty.
    """

    complement: Complement
    relays: tuple[Subject, ...]
    pronoun: str = ""


def relay_of(view: View, cue: Cue, stop: int) -> Relayed | None:
    """نقلت وكالة عن مصدر قوله إن: the outlet relays, the innermost source speaks. None without عن and a source.

    نسب إلى مسؤول قوله names its source with إلى.
    """
    tokens = view.tokens
    if cue.last < stop and tokens[cue.last].fold in ("عنه", "عنها"):
        return _from_pronoun(view, cue, stop)
    named = next((i for i in range(cue.last + 1, min(stop, cue.last + 8)) if tokens[i].fold in ("عنه", "عنها")), None)
    if named is not None and "ascribe" not in cue.verb.takes:
        outlet = subject_of(view, cue.at, cue.form, named, _FROM)
        if outlet is not None and outlet.last == named and named + 1 < stop and _opens(view, named + 1):
            return _of_pronoun(view, cue, outlet, named, named + 1)
    joint = "الي" if "ascribe" in cue.verb.takes else "عن"
    limit = next((i for i in range(cue.last, stop) if tokens[i].fold == joint), stop)
    if limit >= stop:
        return None
    outlet = subject_of(view, cue.at, cue.form, limit, _FROM)
    relays: list[Subject] = [outlet] if outlet else []
    at = limit
    speaker: Subject | None = None
    while at + 1 < stop and tokens[at].fold == joint and tokens[at + 1].fold != "طريق":
        found = phrase(view, at + 1, stop, _FROM)
        if found is None:
            return None
        if (
            tokens[found.last - 1].fold in ("صادر", "صادره", "الصادر", "الصادره")
            and found.last < stop
            and tokens[found.last].fold == "عن"
        ):
            found = phrase(view, at + 1, stop) or found
        if speaker is not None:
            relays.append(speaker)
        speaker = make_subject(view, found, "after", found.last)
        at = skip(view, found.last, stop)
    if speaker is None or is_thing(view, speaker):
        return None
    return _after_source(view, cue, speaker, tuple(relays), at, stop)


def _from_pronoun(view: View, cue: Cue, stop: int) -> Relayed | None:
    """ونقلت عنه وكالة الأنباء قوله: the speaker is one named before."""
    found = phrase(view, cue.last + 1, stop, _FROM)
    if found is None:
        return None
    outlet = make_subject(view, found, "after", found.last)
    for marker in range(found.last, min(stop, found.last + 6)):
        if _opens(view, marker):
            return _of_pronoun(view, cue, outlet, cue.last, marker)
    return None


def _of_pronoun(view: View, cue: Cue, outlet: Subject, pronoun: int, marker: int) -> Relayed:
    """What an outlet relays from whom the word at `pronoun` goes back to (عنه، عنها)."""
    word = is_quote(view.tokens[marker].text)
    complement = Complement(
        cue, None, marker if word else marker + 1, max(pronoun, outlet.last), "quote" if word else "clause"
    )
    return Relayed(complement, (outlet,), "f" if view.tokens[pronoun].fold == "عنها" else "m")


def opens_after_subject(view: View, cue: Cue, stop: int) -> bool:
    """True for نقلت وسائل الإعلام أن: a relay that names no source further back, its words marked all the same."""
    for at in range(cue.last, min(stop, cue.last + 12)):
        token = view.tokens[at]
        if token.fold == "عن":
            return False
        if token.kind == "word" and view.grammar.phrases.complementiser(token):
            return True
    return False


def _after_source(
    view: View, cue: Cue, speaker: Subject, relays: tuple[Subject, ...], at: int, stop: int
) -> Relayed | None:
    """The content after the source, past قوله and the complementiser, colon or comma."""
    tokens, grammar = view.tokens, view.grammar
    marker = at
    if at < stop and tokens[at].fold in grammar.words["saying"]:
        at = skip(view, at + 1, stop)
    elif not relays and not (at < stop and _opens(view, at)):
        return None
    if at < stop and tokens[at].kind == "word" and grammar.phrases.complementiser(tokens[at]):
        return Relayed(Complement(cue, speaker, at + 1, marker, "clause"), relays)
    if at < stop and tokens[at].text == ":":
        return Relayed(Complement(cue, speaker, at + 1, marker, "colon"), relays)
    for i in range(at, min(stop, at + 24)):
        if _opens(view, i) and view.quoted[i] in (-1, i):
            first = i if is_quote(tokens[i].text) else i + 1
            return Relayed(Complement(cue, speaker, first, marker, "quote" if first == i else "clause"), relays)
    if at >= stop or at >= len(tokens) or (tokens[at].kind == "word" and grammar.phrases.closed(tokens[at])):
        return None
    return Relayed(Complement(cue, speaker, at, marker, "quote" if is_quote(tokens[at].text) else "object"), relays)


def _opens(view: View, at: int) -> bool:
    token = view.tokens[at]
    return (
        token.text == ":"
        or is_quote(token.text)
        or (token.kind == "word" and view.grammar.phrases.complementiser(token))
    )


def paper_of(view: View, cue: Cue, stop: int) -> Complement | None:
    """وجاء في البيان: the paper speaks for its issuer. None unless a paper follows and its words are marked."""
    tokens = view.tokens
    at = cue.last
    while at < stop and tokens[at].fold in ("في", "ضمن", "علي"):
        at += 1
    if at == cue.last or at >= stop:
        return None
    found = view.grammar.phrases.at(view.text, at, stop, view.units, view.people, True)
    if found is None or view.grammar.head_class(tokens[at].fold) not in ("document", "media"):
        return None
    subject = make_subject(view, found, "after", found.last)
    for marker in range(found.last, min(stop, found.last + MAX_DESCRIPTION)):
        quote = view.quotes.get(marker)
        if (quote is not None and not quote.name) or (
            quote is None and view.quoted[marker] < 0 and _opens(view, marker)
        ):
            first = marker if quote else marker + 1
            return Complement(cue, subject, first, marker, "quote" if quote else "colon")
    return None


def banner_of(view: View, cue: Cue, stop: int) -> Complement | None:
    """كتب عليها «...»: words on a banner are an expression of those who carry it."""
    tokens = view.tokens
    at = cue.last
    if at >= stop or tokens[at].fold not in ("عليها", "عليه", "فيها", "عليهم"):
        return None
    if not any(view.grammar.has(t, "banner") for t in tokens[max(view.first_of(cue.at), cue.at - 4) : cue.at]):
        return None
    at = skip(view, at + 1, stop)
    if at < stop and tokens[at].text == ":":
        at += 1
    if at >= len(tokens) or not is_quote(tokens[at].text):
        return None
    subject = None
    for i in range(cue.at - 1, max(view.first_of(cue.at), cue.at - 20) - 1, -1):
        token = tokens[i]
        if token.kind == "word" and (
            view.grammar.phrases.finite(token) or token.fold.lstrip("و") in ("رفع", "حمل", "رفعوا")
        ):
            found = phrase(view, i + 1, cue.at)
            subject = make_subject(view, found, "after", found.last) if found else None
            break
    return Complement(cue, subject, at, at, "banner")


def mouthpiece(view: View, first: int, last: int) -> tuple[int, Subject] | None:
    """(token of على, the person) of على لسان فلان between two tokens."""
    for at in range(first, min(last, len(view.tokens)) - 2):
        if view.tokens[at].fold.lstrip("و") == "علي" and view.tokens[at + 1].fold == "لسان":
            found = phrase(view, at + 2, view.last_of(at))
            if found:
                return at, make_subject(view, found, "after", found.last)
    return None


def told_outlet(view: View, subject: Subject, marker: int) -> tuple[Subject, Subject | None] | None:
    """أبلغ مصدر «النهار» أن: who tells, and the outlet named behind, which hands it on (None: the page's)."""
    if subject.mode != "after":
        return None
    for at in range(subject.last, marker):
        if _is_outlet(view, at) and is_comma(view, at - 1) and skip(view, subject.last, at) == at:
            outlet = phrase(view, at, marker)
            if outlet is not None and outlet.last == marker:
                return subject, _handing(view, outlet)
    for at in range(subject.head + 1, min(subject.last, subject.head + 3)):
        outlet = phrase(view, at, subject.last) if _is_outlet(view, at) and _tells(view, subject, at) else None
        if outlet is not None and outlet.last == subject.last:
            teller = replace(subject, last=at, core=min(subject.core, at), name=None)
            return teller, _handing(view, outlet)
    return None


def _tells(view: View, subject: Subject, at: int) -> bool:
    """True where the outlet at `at` does not hang on who tells (مراسل القناة، وسائل إعلام)."""
    role = view.grammar.head_class(head_word(view, subject))
    if role not in ("person", "source", "sources") or without_article(view.tokens[at].fold) == "اعلام":
        return False
    before = view.tokens[at - 1]
    if set(view.owner.get(at, ())) & set(view.owner.get(at - 1, ())):
        return False
    if view.grammar.phrases.closed(before) or view.grammar.head_class(before.fold) in ("media", "body"):
        return False
    return view.tokens[subject.head].fold.startswith("ال") or role == "source" or at > subject.head + 1


def _handing(view: View, outlet: NounPhrase) -> Subject | None:
    """Who hands on what it is told; None where that is the page itself."""
    words = [t.fold for t in view.tokens[outlet.first : outlet.last] if t.kind == "word"]
    return None if _is_page(view, " ".join(words)) else make_subject(view, outlet, "after", outlet.last)


def _is_page(view: View, name: str) -> bool:
    """True for the page's own name, or its first words (النهر, of النهر اليوم)."""
    if not view.report.publisher:
        return False
    return f"{outlet_title(view, fold(view.report.publisher))} ".startswith(f"{outlet_title(view, name)} ")


def handed_on(view: View, outlet: Subject, colon: int) -> tuple[Subject, Subject] | None:
    """القناة عن مصدر: …, with نقلا or without: the source, whose words stand behind the colon, and the outlet."""
    at = next((i for i in range(outlet.first + 1, colon - 1) if view.tokens[i].fold == "عن"), None)
    if at is None or not (_is_outlet(view, outlet.head) or view.tokens[at - 1].fold == "نقلا"):
        return None
    source = phrase(view, at + 1, colon)
    if source is None or source.last != colon:
        return None
    last = at - (view.tokens[at - 1].fold == "نقلا")
    while last > outlet.first + 1 and is_comma(view, last - 1):
        last -= 1
    cut = replace(outlet, last=min(outlet.last, last), core=min(outlet.core, last))
    return make_subject(view, source, "after", source.last), cut


def _is_outlet(view: View, at: int) -> bool:
    """True where the name of an outlet begins: its kind, its mention, or a name in quotation marks."""
    if at in view.quotes:
        return view.quotes[at].name
    return _is_media(view, at) or view.grammar.head_class(view.tokens[at].fold) == "media"


def outlets(view: View, first: int, last: int) -> list[Subject]:
    """Outlets spoken to between two tokens: لوكالة رويترز، في اتصال مع قناة الجزيرة، نقلا عن القناة."""
    tokens = view.tokens
    found: list[Subject] = []
    at = first
    while at < last:
        outlet = spoken_to(view, at, last) if tokens[at].kind == "word" else None
        if outlet and not _own(view, at, outlet):
            core = _carrier(view, outlet[0], last)
            if core:
                found.append(_bare(view, core, outlet[0] == at))
            at = outlet[1]
        elif at + 1 < last and (tokens[at].fold == "عبر" or _puts_out(view, at)) and _carries(view, at + 1):
            core = _carrier(view, at + 1, last)
            if core:
                found.append(core)
            at += 1
        elif (
            tokens[at].fold == "مع"
            and at > first
            and any(t.fold in view.grammar.words["spoken-to"] for t in tokens[max(first, at - 2) : at])
            and at + 1 < last
        ):
            core = _carrier(view, at + 1, last)
            media = core is not None and any(_is_media(view, i) for i in range(core.first, core.last))
            if core and (media or view.grammar.head_class(tokens[at + 1].fold) == "media"):
                found.append(core)
            at += 1
        else:
            at += 1
    return found


def _puts_out(view: View, at: int) -> bool:
    """True for the verb behind a paper that tells who put it out (بيان نشرته وكالة)."""
    if view.grammar.head_class(view.tokens[at - 1].fold) != "document":
        return False
    return any(r.person == 3 and r.tense == "past" and r.object for r in view.grammar.verbs.readings(view.tokens[at]))


def _carrier(view: View, first: int, last: int) -> Subject | None:
    """The outlet named at `first`, without what stands behind a comma."""
    found = view.grammar.phrases.at(view.text, first, last, view.units, view.people)
    if found is None:
        return None
    return make_subject(view, replace(found, last=found.core, apposition=None), "after", found.core)


def outlet_title(view: View, name: str) -> str:
    """The name of an outlet without its kind and article (وكالة، صحيفة، قناة), folded."""
    words = name.split()
    kind = len(words) > 1 and any(view.grammar.head_class(w) == "media" for w in (words[0], words[0][1:]))
    return without_article(" ".join(words[1:] if kind else words))


def _carries(view: View, at: int) -> bool:
    """True for an agency or channel after عبر; networks of messages carry everyone's words and are no relays."""
    word = view.tokens[at].fold
    if word in view.grammar.words["own-network"] or word.endswith(("ات", "ع")):
        return False
    own = word.endswith(("ها", "هم")) or (word.endswith("ه") and without_article(word) not in view.grammar.heads)
    return not own and (view.grammar.head_class(word) == "media" or _is_media(view, at))


def _own(view: View, at: int, outlet: tuple[int, int]) -> bool:
    """An outlet named bare after لـ is most often the page's own, unless it is an agency that serves others."""
    token = view.tokens[at]
    if token.fold[1:] in ("ذات", "نفس") or any(t.fold.endswith("مراسلنا") for t in view.tokens[at : outlet[1]]):
        return False
    if view.report.publisher:
        words = [t.fold for t in view.tokens[outlet[0] : outlet[1]] if t.kind == "word"]
        name = " ".join(words).removeprefix("ل") if words else ""
        return _is_page(view, "ا" + name if name.startswith("ل") and words[0][:2] == "لل" else name)
    if token.fold.startswith("لل") and outlet[1] - outlet[0] == 1:
        return "ال" + token.fold[2:] not in view.grammar.words["agency"]
    inner = outlet[0] if token.fold != "ل" else outlet[0] + (1 if is_quote(view.tokens[outlet[0]].text) else 0)
    word = view.tokens[inner].fold
    stems = (word,) if token.fold == "ل" else (word[1:], "ال" + word[2:], word[2:])
    return not any(view.grammar.head_class(s) == "media" or s in view.grammar.words["agency"] for s in stems)


def _is_media(view: View, at: int) -> bool:
    return any(view.entities[i].kind == "media" for i in view.owner.get(at, ()))


def _bare(view: View, subject: Subject, attached: bool) -> Subject:
    """The outlet without the ل written onto its first word."""
    if not attached or view.tokens[subject.first].fold[:1] != "ل":
        return subject
    cut = 2 if view.tokens[subject.first].fold.startswith("لل") else 1
    return replace(subject, last=subject.core, cut=cut, mode="after", number="s")


def venue_of(view: View, first: int, last: int) -> tuple[int, int] | None:
    """Tokens of the phrase that tells where or in what it was said (في مؤتمر صحفي، عبر تويتر، في اتصال مع قناة)."""
    at = first
    while at < last:
        if at not in view.clock and occasion(view, at) and _names_venue(view, at, last):
            end = occasion_end(view, at, last)
            while end > at + 1 and (is_comma(view, end - 1) or view.tokens[end - 1].text == ":"):
                end -= 1
            return at, end
        at += 1
    return None


def _names_venue(view: View, at: int, last: int) -> bool:
    word = view.tokens[at].fold
    if word == "عبر":
        return True
    words = view.grammar.words["venue"]
    near = view.tokens[at + 1 : min(at + 2, last)]
    return any(t.fold in words or without_article(t.fold) in words for t in near) or word[1:] in words
