"""Who is made to say it: the subject of a verb of saying, before it, after it, by a relative, or left out."""

from __future__ import annotations

from dataclasses import replace
from unicodedata import category

from khabar.objects import Token
from khabar.statements.hanging import tells_of_words, told_of
from khabar.statements.offices import late_name, past_office, with_principal
from khabar.statements.regions import governed_by_b, is_comma, phrase, skip
from khabar.statements.subject import Subject, head_word, is_thing, make_subject, speaks, without_preposition
from khabar.statements.view import View
from khabar.text.fold import without_article
from khabar.text.nounphrases import NounPhrase
from khabar.text.quotes import is_quote
from khabar.text.verbs import VerbForm

MAX_BEFORE = 45
# How far back those a verb tells of may stand, their description between.
MAX_DESCRIBED = 6
_PLURAL = 8  # letters of a sound plural of participles (المقيمين, not المتين)
_TOPIC = ("اما", "واما")
_RELATIVES = ("الذي", "التي", "الذين", "اللذان", "اللذين", "اللواتي", "اللاتي")


def subject_of(
    view: View, at: int, form: VerbForm | None, limit: int, barred: frozenset[str], objects: bool = False
) -> Subject | None:
    """The explicit subject of the finite verb at token `at`, or None where it is left out.

    `limit` is the token at which the complement's marker stands, or the end of the verb's region; `objects` tells
    that the verb may take another noun phrase beside its subject.
    """
    owner = _whose_deed(view, at - 1)
    if owner is not None or (at > 0 and resumed(view, at - 1)):
        return owner
    relative = at > 0 and view.tokens[at - 1].fold.lstrip("و") in _RELATIVES
    if relative and told_of(view, at, form):
        return _after(view, at, form, limit, barred, objects) or _told_of(view, at, form)
    plural = form is not None and form.number != "s"
    found = _who(view, at, form) if relative and objects else _topic(view, at, form)
    if found is not None:
        return found
    if not relative and not (form is not None and form.cut):
        found = _before(view, at, form)
    if _takes_up_noun(view, form, limit):
        owner = _after(view, at, form, limit, barred, objects)
        if owner is not None and speaks(view, owner) and owner.last == limit:
            return owner
    if found and not is_comma(view, at - 1):
        return found
    told = _described(view, at, form) if form is not None and not form.cut else None
    named = told or (None if relative else _behind_place(view, at, form))
    if named and not found:
        return named
    if not plural and not (form is not None and tells_of_words(view, at, form)):
        after = _after(view, at, form, limit, barred, objects)
        addressed = found is not None and after is not None and _of_him(view, after)
        if after and not (found and (addressed or not speaks(view, after))):
            return after
    if found:
        return found
    return _antecedent(view, at, form) if relative else None


def _whose_deed(view: View, that: int) -> Subject | None:
    """Whom ل names between سبق and أن: وسبق للوزير أن حذر."""
    if that < 2 or view.tokens[that].fold != "ان":
        return None
    first = max(view.first_of(that), that - 10)
    start = next((i + 1 for i in range(first, that - 1) if view.tokens[i].fold.lstrip("و") == "سبق"), None)
    if start is None or view.tokens[start].fold[:1] != "ل":
        return None
    found = phrase(view, start, that)
    if found is None or found.last != that:
        return None
    return without_preposition(view, make_subject(view, found, "before", that))


def _takes_up_noun(view: View, form: VerbForm | None, limit: int) -> bool:
    """True for a verb whose أنها goes back to the noun before it: معلومات ترى الوزارة أنها مضللة."""
    return form is not None and not form.cut and limit < len(view.tokens) and resumed(view, limit)


def resumed(view: View, at: int) -> bool:
    """True for أنه، إنها: the subject of what follows is the pronoun, not a noun."""
    token = view.tokens[at]
    return (
        token.kind == "word"
        and token.fold.endswith(("نه", "نها", "نهم", "نهما"))
        and (view.grammar.phrases.complementiser(token))
    )


def _of_him(view: View, subject: Subject) -> bool:
    """True for whom ل, a pronoun or هذه marks as another than the one named before the verb (وعد نظيره)."""
    if view.grammar.phrases.is_a(view.tokens[subject.first], "demonstrative"):
        return True
    return view.tokens[subject.first].fold[:1] == "ل" or view.tokens[subject.head].text.endswith(("ه", "ها", "هم"))


def _behind_place(view: View, at: int, form: VerbForm | None) -> Subject | None:
    """One who is named right before a verb in the present, right behind a place, a time or #: في البلدة فلان يحذر."""
    if form is None or form.tense != "present" or form.cut:
        return None
    start = next((i for i in range(at - 1, max(view.first_of(at), at - 6), -1) if view.units.get(i) == at), None)
    if start is None or not _agrees(form, subject := _mention(view, start, at), True):
        return None
    if form.number == "p" and all(view.entities[i].kind == "place" for i in view.owner.get(start, ())):
        return None  # أهالي القرية بالوادي يطالبون
    kinds = [view.entities[i].kind for i in view.owner.get(start - 1, ())]
    return subject if "place" in kinds or start - 1 in view.clock or view.tokens[start - 1].text == "#" else None


def _mention(view: View, first: int, last: int) -> Subject:
    return make_subject(view, NounPhrase(first, last, last), "before", last + 1)


def _agrees(form: VerbForm | None, subject: Subject, before: bool) -> bool:
    """Whether verb and subject may go together; a verb before its subject is singular whatever follows."""
    if form is None or form.person != 3:
        return True
    if before and form.number == "p":
        return subject.number == "p" or subject.gender is None
    if before and subject.number == "p" and form.number == "s" and subject.gender == "m":
        return False
    return subject.gender is None or form.number != "s" or subject.gender == form.gender or subject.number == "p"


def _who(view: View, at: int, form: VerbForm | None) -> Subject | None:
    """Who is told of by a relative before a verb that takes an object, too: المتحدث الذي ناشد السكان."""
    found = _antecedent(view, at, form) if form is not None and form.tense == "past" else None
    return found if found is not None and speaks(view, found) else None


def _topic(view: View, at: int, form: VerbForm | None) -> Subject | None:
    """Whom أما sets before a verb with ف: أما الوكالة الرسمية فذكرت أن."""
    if form is None or not form.cut or view.tokens[at].fold[:1] != "ف":
        return None
    first = max(view.first_of(at), at - MAX_BEFORE)
    start = next((i + 1 for i in range(at - 1, first - 1, -1) if view.tokens[i].fold in _TOPIC), at)
    found = phrase(view, start, at) if start < at else None
    if found is None or found.last > at:
        return None
    subject = make_subject(view, found, "before", at + 1)
    return subject if _bridge(view, past_office(view, subject, at), at) and _agrees(form, subject, True) else None


def _before(view: View, at: int, form: VerbForm | None) -> Subject | None:
    """The noun phrase that fills the clause from its beginning to the verb; one that is known to speak comes first."""
    unknown: Subject | None = None
    for start in _clause_starts(view, at):
        led = start > 0 and view.grammar.has(view.tokens[start - 1], "source")
        if led or (start == view.first_of(at) and _opens_with_verb(view, start)):
            continue
        word = view.tokens[start].fold.lstrip("و")
        occasion = word.endswith("ا") and word[:-1] in view.grammar.words["venue"]
        if occasion or word in view.grammar.words["never-subject"] or word in view.grammar.words["occasion"]:
            continue  # عقد مؤتمرا أعلن خلاله: the occasion does not speak
        if start < at and form is not None and form.tense == "present" and _bare_verb(view, start):
            start += 1
        found = phrase(view, start, at)
        if found is None or found.last > at or _is_time(view, found):
            continue
        subject = make_subject(view, found, "before", at + 1)
        if form is not None and form.number == "p" and _several(view, found):
            subject = replace(subject, number="p")
        if _bridge(view, past_office(view, subject, at), at) and _agrees(form, subject, True):
            if speaks(view, subject):
                return _last_state(view, at, form) or subject
            unknown = unknown or subject
    return unknown


def _several(view: View, found: NounPhrase) -> bool:
    """True for two bodies or people joined by و, who take a plural verb (النقابة والبلدية يعلنون)."""
    for at in range(found.first + 1, found.last):
        word = view.tokens[at].fold
        if word[:1] == "و" and view.grammar.head_class(word) is None:
            role = view.grammar.head_class(word[1:])
            if at in view.units or role in ("body", "person", "media"):
                return True
    return False


def _last_state(view: View, at: int, form: VerbForm | None) -> Subject | None:
    """The state joined by و right before a singular verb, others before it: مساعدات للأردن ولبنان وبكين تدعو."""
    start = next((i for i in range(at - 1, max(at - 4, 0), -1) if view.units.get(i) == at), None)
    if start is None or form is None or form.number != "s" or view.tokens[start].fold[:1] != "و":
        return None
    if not any(view.entities[i].kind == "state" for i in view.owner.get(start, ())):
        return None
    return _mention(view, start, at) if start - 1 in view.owner else None


def _opens_with_verb(view: View, at: int) -> bool:
    """True for و with a verb at the beginning of a sentence (وتداول ناشطون)."""
    token = view.tokens[at]
    return (
        token.fold[:1] == "و"
        and not view.grammar.phrases.is_a(token, "noun-in-w")
        and at not in view.units
        and any(r.cut and r.person == 3 for r in view.grammar.verbs.readings(token))
    )


def _bare_verb(view: View, at: int) -> bool:
    """True for a verb at the beginning of a clause, that can be no noun (إذ بدأ الموردون يطالبون)."""
    token = view.tokens[at]
    if at in view.units or view.grammar.head_class(token.fold) is not None or view.grammar.phrases.deed(token):
        return False
    readings = view.grammar.verbs.readings(token)
    return bool(readings) and all(r.person > 0 and r.cut == 0 for r in readings)


def _bridge(view: View, start: int, at: int) -> bool:
    """True where nothing but adverbs, times, commas and قد stands between a subject and its verb."""
    return start == at or skip(view, start, at) == at


def _is_time(view: View, found: NounPhrase) -> bool:
    return found.first in view.clock


def _clause_starts(view: View, at: int) -> list[int]:
    """Tokens before `at` at which its clause may begin, the farthest first: there a phrase is fullest."""
    first = max(view.first_of(at), at - MAX_BEFORE)
    starts: list[int] = []
    tokens, phrases = view.tokens, view.grammar.phrases
    for i in range(at - 1, first - 1, -1):
        token = tokens[i]
        if phrases.complementiser(token) or token.text in ":؛|":
            starts.append(i + 1)
            return starts
        opening = token.fold.lstrip("وف") in view.grammar.words["clause-opening"]
        if opening or (token.fold == "و" and i + 1 in view.quotes):
            starts.append(i + 1)
        elif _joins(view, i, at):
            starts.append(i)
    while first < at and category(tokens[first].text[0]) == "So":
        first += 1
    starts.append(first)
    bare = skip(view, first, at)
    if first < bare < at and (
        is_comma(view, bare - 1) or bare - 1 in view.clock or phrases.is_a(tokens[bare - 1], "particle")
    ):
        starts.append(bare)
    return sorted(dict.fromkeys(starts))


def _joins(view: View, i: int, at: int) -> bool:
    """True where و or a comma joins one who speaks, and so perhaps a clause (وصول القافلة والوزير يعلن).

    Joined by و right before the verb at `at`, any definite noun may be one.
    """
    word = view.tokens[i].fold
    if word[:1] != "و" and not is_comma(view, i - 1):
        return False
    cut = 1 if word[:1] == "و" and view.grammar.head_class(word) is None else 0
    role = view.grammar.head_class(word[cut:])
    return (
        i in view.units
        or role in ("person", "body", "media", "source", "sources")
        or (i == at - 1 and word.startswith("وال"))
    )


def _after(
    view: View, at: int, form: VerbForm | None, limit: int, barred: frozenset[str], objects: bool
) -> Subject | None:
    """The noun phrase that follows the verb, adverbs and venues passed over."""
    start = skip(view, at + 1, limit)
    if start >= limit:
        return None
    token = view.tokens[start]
    if ("ب" in barred and governed_by_b(view, start)) or view.grammar.phrases.prefixed(token) or _oblique(view, token):
        return None
    counted = token.fold in view.grammar.words["counting"]
    if (
        view.grammar.phrases.deed(token)
        and not counted
        and start not in view.units
        and view.grammar.head_class(token.fold) is None
    ):
        return None
    found = phrase(view, start, limit, barred, objects)
    if found is None or _is_time(view, found):
        return None
    if is_quote(token.text) and found.core == found.first:
        return None
    found = late_name(view, with_principal(view, found, limit), limit)
    subject = make_subject(view, found, "after", found.last)
    if is_quote(token.text):
        return subject
    if start - 1 in view.clock and token.fold.startswith("ال") and not speaks(view, subject):
        return None
    if (
        form is not None
        and form.gender == "f"
        and form.number == "s"
        and subject.gender == "m"
        and (view.grammar.head_class(head_word(view, subject)) != "person" or subject.number == "p")
    ):
        return None
    word = head_word(view, subject)
    marked = word.endswith("ه") or (objects and (word.endswith("ات") or without_article(word) in view.grammar.feminine))
    if form is not None and form.gender == "m" and subject.gender == "f" and subject.number == "s" and marked:
        return None
    return subject


def _oblique(view: View, token: Token) -> bool:
    """True for a word that can be no subject: an indefinite accusative, or one with the preposition ل before it."""
    if token.fold.startswith("لل") or token.text.endswith(("اً", "ًا", "ةً")) or deed_as_object(view, token):
        return True
    if token.fold in view.grammar.words["never-subject"]:
        return True
    if token.fold.startswith("الم") and token.fold.endswith("ين") and len(token.fold) >= _PLURAL:
        return token.index not in view.owner  # طالب، أمس، المواطنين بالهدوء
    head_class = view.grammar.head_class
    return token.fold[:1] == "ل" and head_class(token.fold) is None and head_class(token.fold[1:]) is not None


def deed_as_object(view: View, token: Token) -> bool:
    """True for an indefinite verbal noun in the accusative, its mark written or not (رصد المرصد قصفا على القرية)."""
    if token.kind != "word" or not token.fold.endswith("ا") or len(token.fold) < 4 or token.index in view.owner:
        return False
    bare = token.text.rstrip("\u064b")[:-1].rstrip("\u064b")
    return view.grammar.phrases.deed(replace(token, text=bare, fold=token.fold[:-1]))


def _described(view: View, at: int, form: VerbForm) -> Subject | None:
    """Indefinite people or papers before a verb that tells of them: محتجون يطالبون بالماء, أصوات في المدينة تدعو."""
    for start in range(at - 1, max(view.first_of(at), at - MAX_DESCRIBED) - 1, -1):
        word, role = view.tokens[start].fold, view.grammar.head_class(view.tokens[start].fold)
        if word.startswith("ال") or role not in ("sources", "person", "source", "document"):
            continue
        if start < at - 2 and not _bounded(view, start, view.first_of(at)):
            continue
        if form.tense == "past" and (start != at - 1 or role != "sources" or _in_paper(view, start)):
            continue
        found = phrase(view, start, at)
        if found is not None and found.last == at:
            subject = make_subject(view, found, "relative", at + 1)
            return subject if _agrees(form, subject, True) else None
    return None


def _in_paper(view: View, at: int) -> bool:
    """True behind في and its like: the noun is where it was said."""
    return at > 0 and view.tokens[at - 1].fold.lstrip("و") in ("في", "خلال", "عبر", "ضمن")


def _told_of(view: View, at: int, form: VerbForm | None) -> Subject | None:
    """What a relative verb tells of, where that can speak or is a thing; else who says so was named before."""
    found = _antecedent(view, at, form)
    return found if found is not None and (speaks(view, found) or is_thing(view, found)) else None


def _antecedent(view: View, at: int, form: VerbForm | None) -> Subject | None:
    """The noun phrase before a relative pronoun: فلان، الذي قال. One whose head is known to speak comes first."""
    relative = at - 1
    end = relative - 1 if is_comma(view, relative - 1) else relative
    first = max(view.first_of(at), at - MAX_BEFORE)
    phrases = view.grammar.phrases
    fallback: Subject | None = None
    for start in range(first, end):
        word = view.tokens[start].fold
        known = start in view.units or view.grammar.head_class(word) not in (None, "thing")
        if word == "لسان" or not (_bounded(view, start, first) or (known and word.startswith("ال"))):
            continue
        found = phrases.at(view.text, start, relative, view.units, view.people, known, known)
        if found is None or found.last not in (end, relative):
            continue
        subject = make_subject(view, found, "relative", at + 1)
        if _agrees(form, subject, True):
            if known or subject.name is not None:
                return subject
            fallback = fallback or subject
    return fallback


def _bounded(view: View, start: int, first: int) -> bool:
    """True where a noun phrase may begin: after a closed word, a verb, a complementiser or a mark."""
    if start == first:
        return True
    before, phrases = view.tokens[start - 1], view.grammar.phrases
    if before.kind == "punct" or phrases.closed(before) or phrases.finite(before) or phrases.complementiser(before):
        return True
    return before.fold == "لسان" or bool(view.grammar.verbs.readings(before))
