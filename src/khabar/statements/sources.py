"""Source phrases: وفق، بحسب، حسب ما أعلن، نقلا عن — before, inside or after what they attribute."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from khabar.objects import Act
from khabar.statements.cues import MAX_CUES
from khabar.statements.grammar import without_pronoun
from khabar.statements.regions import is_comma, phrase, skip
from khabar.statements.relays import outlets
from khabar.statements.subject import Subject, head_word, is_thing, make_subject, speaks, without_preposition
from khabar.statements.view import View
from khabar.text.fold import without_article
from khabar.text.nounphrases import NounPhrase
from khabar.text.verbs import VerbForm

MAX_SOURCE = 30
_DOCUMENT_ACTS: dict[str, Act] = {
    "تحذير": "warn",
    "اعلان": "announce",
    "تهديد": "threaten",
    "تاكيد": "confirm",
    "نفي": "deny",
}

# Gender and number of whom a pronoun goes back to (وفقا لها، بحسب قولهم).
_GENDERS = {"ها": ("f", "s"), "هم": ("m", "p"), "ه": ("m", "s")}


@dataclass(frozen=True, slots=True)
class Source:
    """A source phrase from token `at` to `last` (exclusive).

    `echo` sends back to the speaker already named and makes no statement. `relays` are outlets that hand it on,
    outermost first. `embedded` is true for وفق ما plus a verb; `form` is that verb's where it names no subject.
    """

    at: int
    last: int
    start: int
    end: int
    act: Act
    subject: Subject | None
    relays: tuple[Subject, ...]
    echo: bool
    embedded: bool
    form: VerbForm | None = None


def find_sources(view: View) -> dict[int, Source]:
    """All source phrases by the token of their preposition; none inside quotation marks."""
    found: dict[int, Source] = {}
    at = 0
    while at < len(view.tokens):
        token = view.tokens[at]
        if token.kind == "word" and view.quoted[at] < 0:
            source = _source_at(view, at)
            if source:
                found[at] = source
                at = max(source.last, at + 1)
                continue
        at += 1
    found = _handed_on(view, found)
    crowded = Counter(view.sentence[at] for at in found)
    return {at: source for at, source in found.items() if crowded[view.sentence[at]] <= MAX_CUES}


def _handed_on(view: View, found: dict[int, Source]) -> dict[int, Source]:
    """Each once: بحسب الوكالة، نقلا عن تقرير is one source phrase, whose words the agency hands on."""
    joined: dict[int, Source] = {}
    before: Source | None = None
    for at, source in found.items():
        quoting = view.tokens[at].fold == "نقلا" and before is not None and before.subject is not None
        if before is not None and before.subject is not None and quoting and before.last >= at - is_comma(view, at - 1):
            relays = (*before.relays, before.subject, *source.relays)
            source = replace(before, last=source.last, subject=source.subject, relays=relays, form=source.form)
        joined[source.at] = before = source
    return joined


def _source_at(view: View, at: int) -> Source | None:
    token = view.tokens[at]
    if view.grammar.has(token, "source"):
        return _source(view, at)
    if token.fold == "كما" and at > view.first_of(at):
        return _as_said(view, at)
    if token.fold == "علي" and at + 2 < view.last_of(at) and view.tokens[at + 1].fold == "ما":
        return _embedded(view, at, token.start, at + 2, view.last_of(at))
    if token.fold == "علي" and at + 3 < view.last_of(at) and view.tokens[at + 1].fold == "حد":
        return _in_words_of(view, at)
    return None


def _in_words_of(view: View, at: int) -> Source | None:
    """على حد قول فلان، على حد تعبير الوزارة: as that one has it; على حد قوله only sends back."""
    if view.tokens[at + 2].fold not in view.grammar.words["words-of"]:
        return None
    found = phrase(view, at + 3, min(view.last_of(at), at + MAX_SOURCE))
    if found is None:
        return None
    subject = make_subject(view, found, "after", found.last)
    return Source(at, found.last, view.tokens[at].start, view.tokens[at + 2].end, "assert", subject, (), False, True)


def _source(view: View, at: int) -> Source | None:
    tokens = view.tokens
    token = tokens[at]
    last = view.last_of(at)
    word = token.fold.lstrip("وف") if token.fold not in view.grammar.words["source"] else token.fold
    start = token.end - len(token.text) + (1 if word != token.fold else 0)
    inner = at + 1
    if inner >= last:
        return None
    following = tokens[inner].fold
    if word == "نقلا":
        if following != "عن":
            return None
        inner += 1
    elif word == "استنادا":
        return None
    if word in ("حسبما", "وفقما") or tokens[inner].fold in ("ما", "لما"):
        verb = inner if word in ("حسبما", "وفقما") else inner + 1
        return _embedded(view, at, start, verb, last)
    led = view.grammar.words["words-of"] | {"ذات", "نفس"}
    if following in led and inner + 1 < last and tokens[inner + 1].kind == "word":
        inner += 1
        following = tokens[inner].fold
    bare = without_article(
        following
        if not following.startswith("ل")
        else following[1:]
        if not following.startswith("لل")
        else following[2:]
    )
    if (
        at == view.first_of(at)
        and following.endswith(tuple(_GENDERS))
        and (following in view.grammar.words["echo"] or following in ("له", "لها", "لهم"))
    ):
        gender, number = next(_GENDERS[p] for p in _GENDERS if following.endswith(p))
        form = VerbForm("", "past", "active", 3, gender, number)
        return Source(at, inner + 1, start, token.end, "assert", None, (), False, False, form)
    if following in view.grammar.words["echo"] and following not in ("بيان", "بيانه", "بيانها"):
        return Source(at, inner + 1, start, token.end, "assert", None, (), True, False)
    if any(w in view.grammar.words["lawful"] for w in (bare, following, *without_pronoun(bare))):
        return None
    subject = _named(view, inner, last, min(last, at + MAX_SOURCE))
    if subject is None:
        return None
    act = _DOCUMENT_ACTS.get(bare, "relay" if word == "نقلا" else "assert")
    subject, relays, end = _put_out(view, subject, min(last, at + MAX_SOURCE))
    return Source(at, end, start, token.end, act, subject, relays, False, False)


def _named(view: View, at: int, last: int, limit: int) -> Subject | None:
    """Who is named as the source at `at`, or None where what stands there says nothing."""
    found = _without_clause(view, phrase(view, at, limit))
    if found is None:
        return None
    subject = without_preposition(view, make_subject(view, found, "after", found.last))
    if _no_source(view, subject):
        return None
    same = subject.last < last and view.tokens[subject.last].fold in view.grammar.words["same"]
    return replace(subject, last=subject.last + 1) if same else subject


def _without_clause(view: View, found: NounPhrase | None) -> NounPhrase | None:
    """The phrase without what a comma parts from it, unless that names or describes one who speaks.

    وفقا للبيان، بلغ العدد …: the clause that the source covers begins there, no second name of it.
    """
    if found is None or found.apposition is None or found.apposition[0] <= found.core or found.core in view.quotes:
        return found
    first = found.apposition[0]
    described = first in view.units or view.grammar.phrases.is_a(view.tokens[first], "title")
    if described or view.grammar.head_class(view.tokens[first].fold) in ("person", "body", "media"):
        return found
    return NounPhrase(found.first, found.core, found.core, None, found.name)


def _no_source(view: View, subject: Subject) -> bool:
    """True for what one goes by, no one's words: وفق الآتي، حسب معايير الجودة. Figures are sources."""
    head = head_word(view, subject)
    words = view.grammar.words
    listed = any(t.fold in words["listed"] for t in view.tokens[subject.head : subject.last])
    return listed or (is_thing(view, subject) and without_article(head) not in words["evidence"])


def _put_out(view: View, subject: Subject, limit: int) -> tuple[Subject, tuple[Subject, ...], int]:
    """Who put out the paper or figure, and who saw it: وفق حصيلة نشرتها الوزارة، بحسب مذكرة اطلعت عليها الصحيفة."""
    at, tokens = subject.last, view.tokens
    if at + 2 < limit and tokens[at].fold == "غير":
        at += 2
    role = view.grammar.head_class(head_word(view, subject))
    if at + 1 >= limit or role not in ("document", "thing", None) or subject.head in view.owner:
        return subject, (), at
    if tokens[at].fold in ("اطلع", "اطلعت") and tokens[at + 1].fold in ("عليه", "عليها", "عليهم"):
        found = phrase(view, at + 2, limit)
        if found is None:
            return subject, (), at + 2
        return subject, (make_subject(view, found, "after", found.last),), found.last
    if any(r.person == 3 and r.tense == "past" and r.object for r in view.grammar.verbs.readings(tokens[at])):
        found = phrase(view, at + 1, limit)
        issuer = make_subject(view, found, "after", found.last) if found else None
        if issuer is not None and speaks(view, issuer):
            return issuer, (), issuer.last
    return subject, (), at


def _as_said(view: View, at: int) -> Source | None:
    """كما أفادت مصادر, said in passing: a verb of saying and who says it, with nothing of its own to say."""
    tokens, grammar, last = view.tokens, view.grammar, view.last_of(at)
    if at + 2 >= last:
        return None
    verb = tokens[at + 1]
    forms = [
        r
        for r in grammar.verbs.readings(verb)
        if r.lemma in grammar.cues and r.person == 3 and r.number == "s" and not r.cut
    ]
    if not forms or verb.text[1:2] == "\u064f":
        return None
    found = phrase(view, at + 2, min(last, at + MAX_SOURCE))
    if found is None:
        return None
    after = tokens[found.last] if found.last < last else None
    if after is not None and (after.text not in "،,.؛" or _goes_on(view, found.last + 1, last)):
        return None
    subject = make_subject(view, found, "after", found.last)
    if _no_source(view, subject):
        return None
    act = grammar.cues[forms[0].lemma].act
    return Source(at, found.last, verb.start, verb.end, act, subject, (), False, True)


def _goes_on(view: View, at: int, last: int) -> bool:
    """True where an object, a quotation or a clause follows after all."""
    if at >= last:
        return False
    token = view.tokens[at]
    return at in view.quotes or view.grammar.phrases.deed(token) or view.grammar.phrases.complementiser(token)


def _embedded(view: View, at: int, start: int, verb: int, last: int) -> Source | None:
    """وفق ما أعلنت الوزارة، بحسب ما نقلت قناة عن مصدر، حسب ما جاء في بيان."""
    tokens, grammar = view.tokens, view.grammar
    if verb >= last:
        return None
    while verb < last and grammar.phrases.is_a(tokens[verb], "particle"):
        verb += 1
    end = tokens[at].end
    readings = [r for r in grammar.verbs.readings(tokens[verb]) if r.lemma in grammar.cues and r.person == 3]
    came = tokens[verb].fold in ("جاء", "ورد", "نشر")
    if tokens[at].fold == "علي":
        readings = [r for r in readings if not r.object and not r.future]  # على ما سيقوله is no one's word
    if not readings and not came:
        return None
    limit = min(last, at + MAX_SOURCE)
    inner = verb + 1
    while inner < limit and tokens[inner].fold in ("به", "عنه", "اليه", "فيه", "عليه", "في", "علي", "لسان"):
        if tokens[inner].fold == "في" and readings and not came and _his(readings[0]):
            said = grammar.cues[readings[0].lemma].act
            return Source(at, inner, start, end, said, None, (), False, True, readings[0])
        inner += 1
    if came or readings[0].lemma not in grammar.cues:
        act: Act = "assert"
    else:
        act = grammar.cues[readings[0].lemma].act
    relay = act == "relay"
    found = phrase(view, skip(view, inner, limit), limit, frozenset({"عن"}))
    if found is None or is_comma(view, found.first - 1):
        elided = readings[0] if readings and not came else None
        return Source(at, inner, start, end, act, None, (), False, True, elided) if elided else None
    subject = make_subject(view, found, "after", found.last)
    if came:
        return _paper(view, at, start, end, subject, limit)
    relays = outlets(view, inner, found.first) + outlets(view, found.last, min(limit, found.last + 6))
    while relay and subject.last < limit and tokens[subject.last].fold == "عن":
        deeper = phrase(view, subject.last + 1, limit, frozenset({"عن"}))
        if deeper is None:
            break
        relays.append(subject)
        subject = make_subject(view, deeper, "after", deeper.last)
    return Source(at, subject.last, start, end, act, subject, tuple(relays), False, True)


def _his(form: VerbForm) -> bool:
    """True where the verb cannot be passive (ما قاله في، ما قالت في): whoever is left out says it, not the paper."""
    return bool(form.object) or form.gender == "f" or form.number != "s"


def _paper(view: View, at: int, start: int, end: int, subject: Subject, limit: int) -> Source:
    """What stands in a paper is said by whoever issued it: في إنذار أصدره قائد المنطقة."""
    bare = without_article(view.tokens[subject.head].fold)
    act = _DOCUMENT_ACTS.get(bare, "assert")
    last = subject.last
    if last < limit and view.tokens[last].fold in ("اصدره", "اصدرته", "نشره", "نشرته", "اصدرها", "وجهه", "وجهته"):
        issuer = phrase(view, last + 1, limit)
        if issuer:
            subject = make_subject(view, issuer, "after", issuer.last)
    return Source(at, subject.last, start, end, act, subject, (), False, True)
