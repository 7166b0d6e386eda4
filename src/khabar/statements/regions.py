"""Stretches between a verb of saying and what is said: adverbs, times, venues, relays, and where they end."""

from __future__ import annotations

from khabar.statements.occasions import occasion, occasion_end
from khabar.statements.view import View
from khabar.text.fold import without_article
from khabar.text.nounphrases import NounPhrase
from khabar.text.quotes import is_quote

COMMAS = ("،", ",")
MAX_PHRASE = 40
# Verbs with which a source hides its name, behind it.
_HIDING = ("طلب", "رفض", "فضل", "اشترط", "طلبت", "رفضت", "فضلت", "اشترطت", "طلبوا", "رفضوا", "فضلوا")


def is_comma(view: View, at: int) -> bool:
    """True for an Arabic or Latin comma."""
    return 0 <= at < len(view.tokens) and view.tokens[at].text in COMMAS


def phrase(
    view: View, at: int, limit: int, barred: frozenset[str] = frozenset(), objects: bool = False
) -> NounPhrase | None:
    """The noun phrase at `at`, with the prepositional phrases that describe its head, before `limit`.

    Prepositional phrases of occasion (في بيان، خلال، عبر) and expressions of time are left to the verb. With `objects`
    the verb takes a second noun phrase, and a definite noun after a definite one begins it (حذر الوزير السكان).
    """
    limit = min(limit, at + MAX_PHRASE)
    if at >= limit:
        return None
    stop = at + 1
    paper = view.grammar.head_class(view.tokens[at].fold) == "document"
    word = view.tokens[at].fold
    people = view.grammar.head_class(word) == "sources" or (word.startswith("ال") and word.endswith("ون"))
    if stop in view.quotes and people:
        limit = stop  # هتف المشاركون «...»: people bear no name in quotation marks
    while stop < limit and not _left_to_verb(view, stop, limit, barred, paper, objects):
        stop = min(limit, max(stop + 1, view.people.get(stop, 0)))
    phrases = view.grammar.phrases
    attach = at not in view.people and not is_quote(view.tokens[at].text)
    found = phrases.at(view.text, at, stop, view.units, view.people, attach, attach, barred)
    if found and found.apposition and found.apposition[1] == stop and stop < limit and spoken_to(view, stop, limit):
        return NounPhrase(found.first, found.apposition[0] - 1, found.core, None, found.name)
    if found and found.last < limit and view.grammar.has(view.tokens[found.last - 1], "counting"):
        of_them = view.tokens[found.last].fold in ("منهم", "منهن", "منها")
        return NounPhrase(found.first, found.last + of_them, found.last) if of_them else found
    found = _named_at_last(view, found, stop)
    return _held(view, found, stop) if found is not None and attach and not objects else found


def _held(view: View, found: NounPhrase, stop: int) -> NounPhrase:
    """With the body that ل names behind an office, and with the name of who holds it.

    المدير العام لمنظمة الصحة, قيادي في الحركة الأسير فلان. Behind one word alone, ل leads to who is spoken to.
    """
    grammar, tokens, at = view.grammar, view.tokens, found.last
    named = found.name or found.apposition or any(i in view.people for i in range(found.first, at))
    if named or at >= stop or grammar.head_class(tokens[found.first].fold) != "person":
        return found
    served = tokens[at].fold[:1] == "ل" and grammar.head_class(tokens[at].fold[1:]) == "body"
    if served and found.core - found.first > 1:
        inner = phrase(view, at, stop) if spoken_to(view, at, stop) is None else None
        if inner is None:
            return found
        found = NounPhrase(found.first, inner.core, found.core)
        at = inner.core
    office = at < stop and grammar.head_class(tokens[at].fold) == "person"
    if office and tokens[at].fold.startswith("ال") and at + 1 not in view.people:
        inner = phrase(view, at, stop)
        name = inner.name if inner is not None else None
        return NounPhrase(found.first, name[1], found.core, None, name) if name and name[0] in view.people else found
    titled = at < stop and (office or grammar.phrases.is_a(tokens[at], "title"))
    first = at + 1 if titled and at + 1 < stop else at
    if first >= stop or first not in view.people or tokens[first].fold[:1] == "و":
        return found
    return NounPhrase(found.first, view.people[first], found.core, None, (first, view.people[first]))


def _named_at_last(view: View, found: NounPhrase | None, stop: int) -> NounPhrase | None:
    """With the name behind a second office: وكيل الوزارة، رئيس الشركة، الدكتور فلان."""
    if found is None or found.apposition is None or not is_comma(view, found.last) or found.last + 1 >= stop:
        return found
    first, phrases = found.last + 1, view.grammar.phrases
    if (
        any(at in view.people for at in range(found.first, found.last))
        or view.grammar.head_class(view.tokens[found.apposition[0]].fold) != "person"
    ):
        return found
    if first not in view.people and not phrases.is_a(view.tokens[first], "title"):
        return found
    name = phrases.at(view.text, first, stop, view.units, view.people)
    if name is None or not any(at in view.people for at in range(first, name.core)):
        return found
    return NounPhrase(found.first, name.core, found.core, (first, name.core), found.name)


def _left_to_verb(view: View, at: int, limit: int, barred: frozenset[str], paper: bool, objects: bool) -> bool:
    """True where something begins at `at` that belongs to the verb and not to its subject."""
    if view.tokens[at].fold == "علي" and at + 1 < limit and view.tokens[at + 1].fold == "لسان":
        return True
    if view.tokens[at].fold.startswith("لل") and view.tokens[at].fold[2:] in view.grammar.words["listeners"]:
        return True
    hides = view.tokens[at].fold in _HIDING and at + 1 < limit
    if _accusative(view, at) or (hides and view.tokens[at + 1].fold in view.grammar.words["withholding"]):
        return True
    if (at in view.clock and at - 1 not in view.clock and view.quoted[at] < 0) or occasion(view, at):
        return True
    if not paper and spoken_to(view, at, limit) is not None:
        return True
    return ("ب" in barred and governed_by_b(view, at)) or (objects and _second_noun(view, at))


def _accusative(view: View, at: int) -> bool:
    """True for a plural in ين right behind one definite person: no adjective of him (ذكر البطريرك السياسيين بأن)."""
    word, before = view.tokens[at].fold, view.tokens[at - 1].fold
    if not (word.startswith("ال") and word.endswith("ين") and before.startswith("ال")) or at - 1 in view.people:
        return False
    return view.grammar.head_class(before) == "person" and view.grammar.number(before) == "s"


def _owners(view: View, at: int) -> set[int]:
    """Whom the token names; nobody where it is an office that goes on (وزير | الداخلية)."""
    word = view.tokens[at].fold
    office = not word.startswith("ال") and view.grammar.head_class(word) == "person" and not view.in_person(at)
    return set() if office else set(view.owner.get(at, ()))


def _second_noun(view: View, at: int) -> bool:
    """True for a definite noun, no adjective, after a definite phrase: the object after the subject."""
    token, before, grammar = view.tokens[at], view.tokens[at - 1], view.grammar
    if at in view.quotes:
        named = before.fold in grammar.words["named"] or grammar.head_class(before.fold) in ("body", "media")
        return not named and _deed_or_thing(view, at + 1)
    if (
        before.fold.endswith(("ي", "يه"))
        and token.fold.endswith(("ي", "يه"))
        and grammar.head_class(token.fold) == "thing"
    ):
        return False  # الكوري الشمالي
    if view.quoted[at] >= 0:
        return False
    owners, others = _owners(view, at - 1), set(view.owner.get(at, ()))
    if owners and at in view.units and not owners & others and token.fold[:1] != "و":
        # A person after a person is the rest of one name (المبعوث فلان الفلاني).
        return "person" in _kinds(view, owners) and (not others or "person" not in _kinds(view, others))
    if owners and grammar.phrases.deed(token) and at not in view.owner:
        return True
    if before.fold.startswith("ال") and token.text.endswith(("ته", "تها", "تهم")):
        return True
    role = grammar.head_class(token.fold)
    if not token.fold.startswith("ال"):
        second = token.fold in grammar.words["request"] or role in ("thing", "document", "body", "sources")
        return second and before.fold.startswith("ال")
    if before.kind == "punct":
        return role == "sources" or token.fold.endswith("ين") or _deed_or_thing(view, at)
    if role == "person" and grammar.head_class(before.fold) == "body" and _office(token.fold):
        return True
    if not (before.fold.startswith("ال") or owners or before.fold.endswith(("ها", "نا", "هم", "ون"))):
        return False  # behind ون no construct stands, whose ن would fall (أخبر ناجون المنظمة)
    if owners & others:
        return False
    return role in ("sources", "body", "media") or token.fold in grammar.words["request"] or _deed_or_thing(view, at)


def _kinds(view: View, owners: set[int]) -> set[str]:
    return {view.entities[i].kind for i in owners}


def _office(word: str) -> bool:
    """True for an office that is no adjective of the body before it (المدعي, not الإعلامي)."""
    return word == "المدعي" or not word.endswith(("ي", "يه"))


def _deed_or_thing(view: View, at: int) -> bool:
    token = view.tokens[at]
    return view.grammar.head_class(token.fold) == "thing" or view.grammar.phrases.verbal_noun(token)


def governed_by_b(view: View, at: int) -> bool:
    """True where the word at `at` begins with the preposition ب and may be what the verb governs."""
    if at >= len(view.tokens):
        return False
    token = view.tokens[at]
    if token.kind != "word" or token.fold[:1] != "ب" or at in view.units or token.fold in view.grammar.words["manner"]:
        return False
    if token.fold in view.grammar.heads:
        return False  # باحثة is a woman who studies
    phrases = view.grammar.phrases
    return (
        token.fold == "ب"
        or token.fold == "بان"
        or (len(token.fold) > 2 and not phrases.closed(token) and not phrases.is_a(token, "noun-in-b"))
    )


def skip(view: View, at: int, limit: int) -> int:
    """The first token from `at` on that is no adverb, time, venue, relay, aside or comma."""
    tokens = view.tokens
    while at < limit:
        token = tokens[at]
        if is_comma(view, at):
            at += 1
        elif at in view.clock:
            at = max(at + 1, view.clock[at])
        elif token.kind != "word":
            after = _parenthesis(view, at, limit)
            if after is None:
                return at
            at = after
        elif token.fold in view.grammar.words["resuming"]:
            at += 1
        elif _adverb_end(view, at, limit) > at:
            at = _adverb_end(view, at, limit)
        elif token.fold.lstrip("و") == "من" and at + 1 < limit and tokens[at + 1].fold in view.grammar.words["aside"]:
            at += 3 if at + 2 < limit and tokens[at + 2].fold in ("ثانيه", "اخري") else 2
        elif occasion(view, at):
            at = occasion_end(view, at, limit)
        else:
            after = _relay_end(view, at, limit)
            if after is None:
                return at
            at = after
    return at


def _place(view: View, at: int) -> bool:
    """True where the name of a place begins (في بروكسل)."""
    return at in view.units and any(view.entities[i].kind == "place" for i in view.owner.get(at, ()))


def _adverb_end(view: View, at: int, limit: int) -> int:
    """The token after an adverb, a place named with في or أكثر من مرة at `at`; `at` where none of these begins."""
    token, grammar = view.tokens[at], view.grammar
    if token.fold == "سرعان" and at + 1 < limit and view.tokens[at + 1].fold == "ما":
        return at + 2
    if token.fold == "اكثر" and [t.fold for t in view.tokens[at + 1 : at + 3]] == ["من", "مره"]:
        return min(limit, at + 3)
    if token.fold == "علي" and [t.fold for t in view.tokens[at + 1 : at + 3]] == ["سبيل", "المثال"]:
        return min(limit, at + 3)
    if token.fold == "في" and at + 1 < limit and _place(view, at + 1):
        return view.units[at + 1]
    closed = grammar.phrases.is_a(token, "particle") or grammar.phrases.is_a(token, "day")
    if closed or token.fold in grammar.words["manner"]:
        return at + 1 if token.fold != "باشد" else min(limit, at + 2)
    return at


def _parenthesis(view: View, at: int, limit: int) -> int | None:
    closing = {"(": ")", "-": "-", "–": "–", "—": "—", "ـ": "ـ"}.get(view.tokens[at].text)
    if closing is None:
        return None
    for end in range(at + 1, min(limit, at + 14)):
        if view.tokens[end].text == closing:
            return end + 1
    return None


def _relay_end(view: View, at: int, limit: int) -> int | None:
    """After على لسان فلان، نقلا عن، لوكالة، لم تسمه، دون ذكر اسمه; None where none of these begins."""
    tokens, grammar = view.tokens, view.grammar
    token = tokens[at]
    following = tokens[at + 1].fold if at + 1 < limit else ""
    if token.fold == "علي" and following == "لسان":
        found = grammar.phrases.at(view.text, at + 2, limit, view.units, view.people, True)
        return found.last if found else at + 2
    if token.fold == "نقلا" and following == "عن":
        found = grammar.phrases.at(view.text, at + 2, limit, view.units, view.people, True)
        return found.last if found else at + 2
    if token.fold in ("لم", "دون", "بدون", *_HIDING):
        if token.fold in ("لم", "دون", "بدون") or following in grammar.words["withholding"]:
            return _aside_end(view, at, limit)
        return None
    outlet = spoken_to(view, at, limit)
    return outlet[1] if outlet else None


def _sides_with(view: View, at: int) -> bool:
    """True for موالية لـ، التابع لـ: what follows names a side, not an outlet that is spoken to."""
    word = without_article(view.tokens[at].fold)
    return any(word.startswith(side) for side in view.grammar.words["side"])


def _aside_end(view: View, at: int, limit: int) -> int:
    """To the comma, complementiser or quotation that ends a remark about the source's namelessness."""
    for end in range(at + 1, min(limit, at + 9)):
        token = view.tokens[end]
        if (
            is_comma(view, end)
            or token.text == ":"
            or is_quote(token.text)
            or token.fold in ("قوله", "قولها", "قولهم")
            or (view.grammar.phrases.complementiser(token))
        ):
            return end
    return min(limit, at + 2)


def own_letter(view: View, at: int) -> bool:
    """True where the ل is the name's own (صحيفة لوموند), so that no one is spoken to."""
    start = view.tokens[at].start
    return any(m.start == start for i in view.owner.get(at, ()) for m in view.entities[i].mentions if m.form == "name")


def _spoken(view: View, at: int) -> bool:
    """True for ل behind a noun of speaking, before no person or body: في حديث خاص للمنار، في تصريح لصدى النهر."""
    grammar, tokens = view.grammar, view.tokens
    behind = range(at - 1, max(at - 3, view.first_of(at) - 1), -1)
    if not any(tokens[i].fold in grammar.words["spoken-to"] and tokens[i - 1].fold in ("في", "خلال") for i in behind):
        return False
    word = tokens[at].fold
    stems = ("ال" + word[2:],) if word.startswith("لل") else (word[1:],)
    return len(word) > 3 and not any(grammar.head_class(s) not in (None, "media") for s in stems)


def spoken_to(view: View, at: int, limit: int) -> tuple[int, int] | None:
    """Tokens (first, last) of an outlet that is spoken to: لوكالة رويترز، لـ«القدس العربي»، لذات الصحيفة.

    The first token may still carry its ل.
    """
    tokens, grammar = view.tokens, view.grammar
    token = tokens[at]
    if token.kind != "word" or token.fold[:1] != "ل" or (at and _sides_with(view, at - 1)) or own_letter(view, at):
        return None
    if token.fold == "ل" and at + 1 < limit:
        start = at + 1
        inner = start + 1 if is_quote(tokens[start].text) else start
    elif token.fold[1:] in ("ذات", "نفس"):
        start = at
        inner = at + 1
    else:
        start, inner = at, at
    named = (start != at and (is_quote(tokens[start].text) or start in view.units)) or _spoken(view, at)
    stem = tokens[inner].fold
    stems = (stem[1:], "ال" + stem[2:], stem[2:]) if inner == at else (stem,)
    media = any(grammar.head_class(s) == "media" or s.startswith("مراسل") for s in stems)
    media = media or (token.fold.startswith("لل") and any(s in grammar.words["agency"] for s in stems))
    mention = any(view.entities[i].kind == "media" for i in view.owner.get(inner, ()))
    ending = inner + 1 < limit and tokens[inner + 1].fold in grammar.words["outlet-end"]
    kinds = [view.entities[i].kind for i in view.owner.get(inner + is_quote(tokens[inner].text), ())]
    if not (named or media or mention or ending) or (
        not (media or mention) and any(k in ("armed_group", "state", "person") for k in kinds)
    ):
        return None
    found = grammar.phrases.at(view.text, start, limit, view.units, view.people, False)
    if found is None:
        return None
    return start, max(found.core, inner + 2) if ending else found.core
