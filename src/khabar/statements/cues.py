"""Words that may make what stands beside them somebody's words: verbs and participles of saying."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from khabar.statements.grammar import CueVerb
from khabar.statements.hanging import behind_noun, denied_with, shows
from khabar.statements.regions import governed_by_b, is_comma, skip
from khabar.statements.view import View
from khabar.text.quotes import is_quote
from khabar.text.verbs import VerbForm

# A sentence with more verbs of saying than this is no prose (a word list, a broken page), and is left alone.
MAX_CUES = 40
# How far into its sentence a verb in the first person may stand.
MAX_OURS = 40
# Nouns for what was said before, between وهي and a relative pronoun (وهي الرواية التي نفاها).
TAKEN_UP = ("الروايه", "المعلومات", "الانباء", "الاتهامات", "التهمه", "التهم", "المزاعم", "الادعاءات", "الخبر")
# Written, it tells يدّعي from يدعى: a spelling that is another word without it is believed with it.
_SHADDA = "\u0651"
_VOWELS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0652"
_DAMMA, _FATHA = "\u064f", "\u064e"


@dataclass(frozen=True, slots=True)
class Cue:
    """A possible cue: tokens `at` to `last` (exclusive), its code points, the verb and the form it stands in."""

    at: int
    last: int
    start: int
    end: int
    kind: Literal["finite", "participle"]
    verb: CueVerb
    form: VerbForm


def verb_cues(view: View) -> dict[int, tuple[Cue, ...]]:
    """Possible cues by token, the likelier reading first; none inside quotation marks or names, negated or
    hypothetical."""
    found: dict[int, tuple[Cue, ...]] = {}
    named = {at for first, last in view.units.items() for at in range(first, last)}
    for at, token in enumerate(view.tokens):
        if token.kind == "word" and view.quoted[at] < 0 and at not in named and not _in_name(view, at):
            cues = _cues_at(view, at)
            if cues:
                found[at] = cues
    crowded = Counter(view.sentence[at] for at in found)
    return {at: cues for at, cues in found.items() if crowded[view.sentence[at]] <= MAX_CUES}


def _in_name(view: View, at: int) -> bool:
    """True inside a hashtag, and behind a word that begins a name (أبو طالب، بن سالم)."""
    tokens = view.tokens
    if at and tokens[at - 1].fold in ("ابو", "ابي", "بن", "ابن", "ال") and tokens[at].text[:1] not in "وف":
        return True
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if before is not None and before.text in "#_" and before.end == tokens[at].start:
        return True
    return after is not None and after.text == "_" and after.start == tokens[at].end


def _cues_at(view: View, at: int) -> tuple[Cue, ...]:
    token = view.tokens[at]
    found: dict[str, Cue] = {}
    readings = view.grammar.verbs.readings(token)
    for form in readings:
        verb = view.grammar.cues.get(form.lemma)
        if (
            verb is None
            or form.lemma in found
            or (form.number == "d" and not _both(view, at, form, readings))
            or (form.gender == "f" and form.number == "p" and form.person)
            or (_other_word(view, at, form, verb) and not (form.tense == "participle" and _beside(view, at)))
        ):
            continue
        ours = form.person == 1 and _ours(view, at, form, readings)
        if ours or (form.person == 3 and _finite(view, at, form, verb)):
            found[form.lemma] = Cue(at, at + 1, token.start + form.cut, token.end, "finite", verb, form)
        elif form.tense == "participle" and _circumstance(view, at, form):
            found[form.lemma] = Cue(at, at + 1, token.start + form.cut, token.end, "participle", verb, form)
    return tuple(found.values())


def _both(view: View, at: int, form: VerbForm, readings: tuple[VerbForm, ...]) -> bool:
    """True for two who go on (وأضافا أن), in a spelling that is no noun in the accusative (علما أن)."""
    word = view.tokens[at].fold[form.cut :]
    noun = any(r.tense not in ("past", "present") for r in readings) or word in view.grammar.words["occasion"]
    return form.person == 3 and form.cut > 0 and not noun and opens_content(view, at + 1)


def _other_word(view: View, at: int, form: VerbForm, verb: CueVerb) -> bool:
    """True for a spelling that the book names as another word; a written šadda tells it apart, unless named with it."""
    token = view.tokens[at]
    if token.text.rstrip(_VOWELS).endswith(_SHADDA) and not form.lemma.rstrip(_VOWELS).endswith(_SHADDA):
        return True  # وعدّ is و and عدّ, not وعد
    return token.fold[form.cut :] in verb.never and (_SHADDA not in token.text or token.text in verb.never)


def _beside(view: View, at: int) -> bool:
    """True behind a comma and before what a participle governs (، معبرة عن، ، متابعة أن، ، مجددا موقفه)."""
    if not is_comma(view, at - 1) or at + 1 >= len(view.tokens):
        return False
    following, phrases = view.tokens[at + 1], view.grammar.phrases
    if following.fold in view.grammar.words["withholding"]:
        return False
    if following.fold == "عن" or opens_content(view, at + 1):
        return True
    return view.tokens[at].text.endswith(("اً", "ًا")) and following.kind == "word" and phrases.begins(following)


def _finite(view: View, at: int, form: VerbForm, verb: CueVerb) -> bool:
    """A verb in the third person that is no noun here: not passive, negated, future, wished for or withheld."""
    if form.object and view.tokens[at].text.endswith("ة"):
        return False
    if form.object in ("نا", "ني", "كم", "ك") and "told" not in verb.takes:
        return False
    following = view.tokens[at + 1].fold if at + 1 < len(view.tokens) else ""
    if {"request", "from"} & verb.takes and following in view.grammar.words["withholding"]:
        return False
    if form.future or _passive_by_marks(view, at, form) or (form.voice == "passive" and verb.id != "write"):
        return False
    if verb.impersonal and _impersonal(view, at, form):
        return False
    if at > view.first_of(at) and (_ruled_out(view, at, form) or (form.cut and _uncut(view, at))):
        return False
    if verb.plain and not _begins(view, at, form):
        return False
    if at > view.first_of(at) and form.tense == "present" and not form.cut and _described(view, at - 1):
        return False
    if {"about"} == verb.takes and not _about(view, at):
        return False
    if form.object and view.grammar.stance(token_word(view, at, form)) is not None and _repeated(view, at):
        return False
    if not _also_noun(view, at, form):
        return True
    opening = at - view.first_of(at) <= MAX_OURS and skip(view, view.first_of(at), at) == at
    return (opening or clause_initial(view, at, form)) and not _object_after_aside(view, at)


def _uncut(view: View, at: int) -> bool:
    """True where the verb itself begins with و: behind a relative (التي وردت), or of a paper (في بيان ورد للصحيفة)."""
    before = view.tokens[at - 1]
    whole = any(f.cut == 0 and f.person for f in view.grammar.verbs.readings(view.tokens[at]))
    paper = whole and before.kind == "word" and view.grammar.head_class(before.fold) == "document"
    return paper or view.grammar.phrases.is_a(before, "relative")


def _described(view: View, at: int) -> bool:
    """True for an indefinite accusative that cannot speak: the verb behind it describes it (خططا تؤكد)."""
    token = view.tokens[at]
    if not token.text.endswith(("اً", "ًا")) or token.fold.endswith("يا") or _may_speak(view, at):
        return False
    phrases = view.grammar.phrases
    return not (phrases.closed(token) or at in view.clock or token.fold in view.grammar.words["manner"])


def _object_after_aside(view: View, at: int) -> bool:
    """True where an aside between commas parts the word from a verb whose object it may be: رفض، أمس، طلب الإفراج."""
    if not is_comma(view, at - 1):
        return False
    for comma in range(at - 2, max(view.first_of(at), at - 10), -1):
        if is_comma(view, comma):
            verbs = (
                r
                for t in view.tokens[max(view.first_of(at), comma - 14) : comma]
                for r in view.grammar.verbs.readings(t)
            )
            cues = (view.grammar.cues.get(r.lemma) for r in verbs if r.person == 3)
            taken: frozenset[str] = frozenset().union(*(c.takes for c in cues if c is not None))
            aside = skip(view, comma, at) == at or _named_between(view, comma + 1, at - 1)
            return aside and not taken.isdisjoint(("object", "request", "stand"))
    return False


def _named_between(view: View, first: int, last: int) -> bool:
    """True where a person's name, its title before it, is all that stands between two commas."""
    while first < last and view.grammar.phrases.is_a(view.tokens[first], "title"):
        first += 1
    return view.people.get(first) == last


def token_word(view: View, at: int, form: VerbForm) -> str:
    """The folded word without the conjunction that the reading cuts."""
    return view.tokens[at].fold[form.cut :]


def _repeated(view: View, at: int) -> bool:
    """True where a verb that takes such a noun stands before in the clause: جدد الوزير رفضه."""
    for before in range(at - 1, max(view.first_of(at), at - MAX_OURS) - 1, -1):
        for form in view.grammar.verbs.readings(view.tokens[before]):
            verb = view.grammar.cues.get(form.lemma)
            if form.person == 3 and verb is not None and {"object", "feeling", "stand"} & verb.takes:
                return True
        if view.tokens[before].fold in ("ان", "انه", "انها", "الذي", "التي"):
            return False
    return False


def _ours(view: View, at: int, form: VerbForm, readings: tuple[VerbForm, ...]) -> bool:
    """نطالب، ونؤكد: the body that writes speaks for itself, and no one else is made to say it."""
    if form.number != "p" or form.tense != "present" or form.voice != "active" or form.future or form.object:
        return False
    if any(r.person == 3 or r.tense == "noun" for r in readings):
        return False
    grammar = view.grammar
    first = view.first_of(at)
    if at - first > MAX_OURS or (at > first and _ruled_out(view, at, form)):
        return False
    for before in view.tokens[first:at]:
        told = any(r.person == 3 and r.lemma in grammar.cues for r in grammar.verbs.readings(before))
        bound = before.kind == "word" and grammar.phrases.complementiser(before) and not before.fold.endswith("نا")
        if told or bound or before.text == ":" or is_quote(before.text):
            return False
    return True


def _impersonal(view: View, at: int, form: VerbForm) -> bool:
    """يذكر أن, with no one who says it."""
    singular = form.tense == "present" and form.gender == "m" and form.number == "s"
    behind = at + 1 + is_comma(view, at + 1)
    if not (singular and opens_content(view, behind) and clause_initial(view, at, form)):
        return False
    before = at - 1
    return form.cut > 0 or before < view.first_of(at) or not _may_speak(view, before)


def _may_speak(view: View, at: int) -> bool:
    """True where the word at `at` may end the subject of a verb after it: a mention, a noun of those who speak."""
    token, grammar = view.tokens[at], view.grammar
    if token.kind != "word" or at in view.clock or grammar.phrases.closed(token):
        return False
    return at in view.owner or grammar.head_class(token.fold) not in (None, "thing")


def _ruled_out(view: View, at: int, form: VerbForm) -> bool:
    """Whether the word before negates the verb, makes it a wish or a condition, or binds it with أن or ما."""
    before, grammar = view.tokens[at - 1], view.grammar
    word = before.fold.lstrip("وف")
    if before.fold in ("ما", "بما", "مما") and form.object and not takes_up(view, at):
        return True
    if before.fold == "ما" and view.tokens[at - 2].fold in ("نادرا", "قليلا"):
        return True
    if shows(view, at, form) or denied_with(view, at):
        return True
    if word == "مما" and form.tense == "present":
        return True  # what happened points to it, no one says it
    near = view.tokens[max(view.first_of(at), at - 4) : at]
    if form.tense == "present" and not form.cut and any(t.fold in ("دون", "بدون") for t in near):
        return True
    if grammar.has(before, "negated") or (form.tense == "present" and grammar.has(before, "hypothetical")):
        return True
    if word in ("اذا", "لو", "متي", "كلما") or (before.fold == "ما" and view.tokens[at - 2].fold.lstrip("وف") == "اذا"):
        return True
    if form.tense == "present":
        return before.fold.lstrip("وفبل") == "ان"
    return before.fold in ("ان", "بان") and not _adverbial_that(view, at - 1)


def takes_up(view: View, at: int) -> bool:
    """True for وهو ما أكدته، وهذا ما نفاه، الأمر الذي أكده: the verb at `at` takes up what was said before."""
    before = view.tokens[at - 1].fold if at else ""
    earlier = view.tokens[at - 2].fold.lstrip("و") if at > 1 else ""
    if before in ("الذي", "التي"):
        return earlier == "الامر" or (earlier in TAKEN_UP and view.tokens[at - 3].fold in ("وهو", "وهي"))
    return before == "ما" and earlier in ("هو", "هي", "هذا", "ذلك")


def _about(view: View, at: int) -> bool:
    """True where عن follows before the next comma: عبّر عن, not the preposition عبر."""
    for token in view.tokens[at + 1 : at + 9]:
        if token.kind == "punct":
            return False
        if token.fold == "عن":
            return True
    return False


def _begins(view: View, at: int, form: VerbForm) -> bool:
    """True at the beginning of a sentence or after a comma, an attached conjunction allowed."""
    before = view.tokens[at - 1] if at > view.first_of(at) else None
    return (
        before is None
        or (before.kind == "punct" and view.quoted[at - 1] < 0)
        or bool(form.cut)
        or view.grammar.has(before, "contrast")
        or before.fold in ("مما", "ومما")
        or (form.tense == "present" or (form.gender == "f" and form.number == "s"))
    )


def _adverbial_that(view: View, at: int) -> bool:
    """True for بعد أن، منذ أن before a verb in the past."""
    earlier = view.tokens[max(view.first_of(at), at - 8) : at]
    if any(t.fold.lstrip("و") == "سبق" for t in earlier):
        return True  # سبق للوزير أن حذر
    return at > 0 and view.tokens[at - 1].fold.lstrip("و") in ("بعد", "قبل", "منذ", "الي", "حتي")


def _passive_by_marks(view: View, at: int, form: VerbForm) -> bool:
    """A written ḍamma after the first letter makes a past verb passive (نُقل، ذُكر), and a present one (تُعدّ، يُعتبر)
    unless its active has it too (يُعلن); there a fatḥa before the last letter tells (يُلاحَظ)."""
    text = view.tokens[at].text
    if text[form.cut + 1 : form.cut + 2] != _DAMMA or form.person != 3:
        return False
    return form.tense == "past" or not _active_damma(form.lemma) or text[-2:-1] == _FATHA


def _active_damma(lemma: str) -> bool:
    """True for verbs whose active present begins with a ḍamma: of four letters, and those of three that double one."""
    letters = [c for c in lemma if not "\u064b" <= c <= "\u0652"]
    if letters[0] == "ا" or (letters[0] == "ت" and len(letters) > 3 and letters[1] != "ا"):
        return False
    if len(letters) != 3 or _SHADDA not in lemma:
        return len(letters) > 3
    return letters[0] == "أ" or 0 < lemma.index(_SHADDA) - lemma.index(letters[1], 1) < 3


def _also_noun(view: View, at: int, form: VerbForm) -> bool:
    if view.tokens[at].text.endswith("ى"):
        return False
    readings = view.grammar.verbs.readings(view.tokens[at])
    return any(r.tense == "noun" and r.cut == form.cut and r.object == form.object for r in readings)


def noun_in_place(view: View, cue: Cue) -> bool:
    """True for a spelling that is a noun, too, right behind a noun, its subject unnamed (يحق للوافد طلب نقل خدماته)."""
    return _also_noun(view, cue.at, cue.form) and behind_noun(view, cue.at)


def clause_initial(view: View, at: int, form: VerbForm) -> bool:
    """True where a clause begins at `at`, so that the word is read as a verb and not as a noun."""
    if at == view.first_of(at) or (form.cut and not _lists(view, at)):
        return True
    before = view.tokens[at - 1]
    if before.kind == "punct":
        return before.text in "،,:؛.-–—)؟!"
    if at - 1 in view.clock or view.grammar.has(before, "clause-initial"):
        return True
    if before.fold.endswith(("انه", "انها", "انهم")) and view.grammar.phrases.complementiser(before):
        return True
    if view.grammar.phrases.closed(before):
        return view.grammar.phrases.is_a(before, "particle") or view.grammar.phrases.is_a(before, "relative")
    return (
        form.gender == "f"
        or form.number != "s"
        or form.tense == "present"
        or before.fold.startswith("ال")
        or (at - 1 in view.owner or view.grammar.head_class(before.fold) is not None)
    )


def _lists(view: View, at: int) -> bool:
    """True where و joins a noun to a list of verbal nouns (القتل ونقل الجرحى) and no comma stands before."""
    before = view.tokens[at - 1] if at else None
    return before is not None and before.kind == "word" and view.grammar.phrases.deed(before)


def _circumstance(view: View, at: int, form: VerbForm) -> bool:
    """A participle that tells in what words the subject speaks: indefinite, accusative, beside the main clause."""
    token = view.tokens[at]
    before = view.tokens[at - 1] if at > view.first_of(at) else None
    if view.grammar.cues[form.lemma].act == "accuse" and governed_by_b(view, min(at + 1, len(view.tokens) - 1)):
        return False  # متهمة بـ: accused of, for whoever accuses has someone as object
    if before is not None and before.fold.lstrip("وف") in ("كان", "كانت", "كانوا", "يكون", "تكون"):
        return False
    if before is not None and before.kind == "number":
        return False  # 14 محتجا are counted
    if form.gender == "m" and form.number == "s":
        return token.fold.endswith("ا") and (before is None or not view.grammar.phrases.is_a(before, "negation"))
    if before is None:
        return opens_content(view, at + 1)
    if token.fold.endswith(("ون", "ات")):
        return False
    if is_comma(view, at - 1) or is_quote(before.text) or before.text == ")":
        return True
    if at + 1 < len(view.tokens) and view.tokens[at + 1].fold in ("اياه", "اياها", "اياهم"):
        return True
    return opens_content(view, at + 1) or (form.cut > 0 and at + 1 < len(view.tokens) and not _lists_deeds(view, at))


def _lists_deeds(view: View, at: int) -> bool:
    """True for a noun in -ة that و joins to a verbal noun near before it (اكتفت بإدانة القصف ومناشدة الدول)."""
    near = view.tokens[max(view.first_of(at), at - 6) : at]
    return any(t.fold[:1] == "ب" and t.fold.endswith("ه") and view.grammar.phrases.prefixed(t) for t in near)


def opens_content(view: View, at: int) -> bool:
    """True where a complementiser, a governed preposition, a colon or a quotation begins at `at`."""
    if at >= len(view.tokens):
        return False
    token = view.tokens[at]
    return (
        token.text == ":"
        or is_quote(token.text)
        or token.fold in ("الي", "علي")
        or (token.kind == "word" and view.grammar.phrases.complementiser(token))
    )
