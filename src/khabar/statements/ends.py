"""Where what is said breaks off inside its sentence: the next cue, a source phrase, a clause of the report's own."""

from __future__ import annotations

from collections.abc import Mapping

from khabar.statements.cues import TAKEN_UP, Cue, opens_content
from khabar.statements.markers import MAX_REACH
from khabar.statements.regions import is_comma, phrase
from khabar.statements.view import View
from khabar.text.fold import fold
from khabar.text.quotes import is_quote
from khabar.text.verbs import VerbForm

_LEAVING = ("ثم", "بينما", "فيما", "لكن", "لكنه", "لكنها", "لكنهم", "حيث", "اذ", "كما", "علما", "الامر",
            "فان", "فانه", "فانها", "فانهم")  # fmt: skip
_SUBORDINATE = ("بينما", "حين", "رغم")


def leaves_phrase(view: View, at: int, first: int) -> bool:
    """True where a noun phrase that is the content is left: by a new clause or, after a comma, a circumstance."""
    token = view.tokens[at]
    if token.kind == "word" and token.fold[:1] == "و" and (_someone_does(view, at) or _acts_on(view, at, first)):
        return True
    if not is_comma(view, at - 1) or token.kind != "word":
        return False
    word = token.fold[1:] if token.fold[:1] == "و" else token.fold
    if word in _LEAVING or (token.fold[:1] == "و" and word in ("هو", "هي", "ينتظر", "يتوقع", "ياتي", "جاء", "جاءت")):
        return True
    if word == "من" and at + 1 < len(view.tokens) and view.tokens[at + 1].fold.startswith("الم"):
        return view.tokens[at + 1].fold in ("المقرر", "المتوقع", "المنتظر", "المرتقب")
    if word[:1] != "م" or not word.endswith("ا"):
        return False
    return token.text.endswith(("اً", "ًا")) or any(r.tense == "participle" for r in view.grammar.verbs.readings(token))


def _acts_on(view: View, at: int, first: int) -> bool:
    """True for و with a verb behind a noun phrase that holds no verb of its own: it goes on with who speaks."""
    grammar = view.grammar
    joined = [r for r in grammar.verbs.readings(view.tokens[at]) if r.cut and r.person == 3]
    if not joined or at in view.owner or at - first > MAX_REACH or not grammar.phrases.finite(view.tokens[at]):
        return False
    verbal = (
        grammar.phrases.finite(t) or grammar.phrases.complementiser(t) or grammar.phrases.is_a(t, "relative")
        for t in view.tokens[first:at]
        if t.kind == "word"
    )
    return not any(verbal)


def _someone_does(view: View, at: int) -> bool:
    """True for و, one who speaks, and a verb in the present right behind: the next clause of a headline."""
    word = view.tokens[at].fold
    role = view.grammar.head_class(word[1:]) if view.grammar.head_class(word) is None else None
    known = role in ("person", "body", "sources", "media") or at in view.units
    following = view.tokens[at + 1] if at + 1 < len(view.tokens) else None
    if not known or following is None or view.opens_sentence(at + 1):
        return False
    return any(r.tense == "present" and r.person == 3 and not r.cut for r in view.grammar.verbs.readings(following))


def stops(view: View, at: int, first: int, cues: Mapping[int, tuple[Cue, ...]], breaks: frozenset[int]) -> bool:
    """True where the content that begins with token `first` ends before `at`; `breaks` begin source phrases."""
    tokens = view.tokens
    token = tokens[at]
    if at in breaks or token.text == "؛":
        return True
    if at in cues:
        return _breaks_off(view, at, first, cues)
    if token.kind != "word":
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.fold in ("دون", "بدون", "ودون") and following is not None and is_comma(view, at - 1):
        return following.fold in view.grammar.words["withheld"] and _runs_out(view, at, cues)
    if token.fold in ("دون", "بدون") and following is not None:
        return (
            following.fold in ("ذكر", "ان")
            and following.fold in view.grammar.words["withheld"]
            and _runs_out(view, at, cues)
        )
    if token.fold == "في" and following is not None and following.fold == "اشاره":
        return True
    if token.fold == "علي" and following is not None and following.fold == "حد":
        return True
    if token.fold in ("وهو", "وهي", "وهذا") and following is not None:
        taken_up = following.fold == "ما" or following.fold in TAKEN_UP
        if taken_up and at + 2 + (following.fold != "ما") in cues:
            return True
    if token.fold in ("من", "ومن") and following is not None and following.fold in view.grammar.words["aside"]:
        return following.fold != "جديد"
    return is_comma(view, at - 1) and (
        _silence(view, at) or _main_clause(view, at) or (_new_clause(view, at) and not _foretold(view, at, first))
    )


def _silence(view: View, at: int) -> bool:
    """True where the report goes on to what was not said: ، فيما لم تصدر الوزارة تعليقا، ولم يعلق الطرف الآخر."""
    tokens = view.tokens
    word = tokens[at].fold
    if word in ("فيما", "بينما", "لكن", "ولكن", "لكنه", "لكنها", "لكنهم"):
        at += 1
    elif word not in ("ولم", "لم"):
        return False
    if at + 1 >= len(tokens) or tokens[at].fold.lstrip("و") != "لم":
        return False
    verb = tokens[at + 1]
    if any(r.lemma in view.grammar.cues and r.person == 3 for r in view.grammar.verbs.readings(verb)):
        return True
    return any(t.fold in ("تعليق", "تعليقا") for t in tokens[at + 2 : at + 7])


def _runs_out(view: View, at: int, cues: Mapping[int, tuple[Cue, ...]]) -> bool:
    """True where no comma follows before the sentence ends: the remark is the report's own last word."""
    for i in range(at + 1, view.last_of(at)):
        if is_comma(view, i) or i in cues:
            return i in cues or i + 1 in cues or i - at > 8
    return True


def _of_one_inside(view: View, at: int, first: int, outer: VerbForm) -> bool:
    """True where the verb joined by و at `at` agrees with who acts in the content, not with who speaks.

    قال البيان إن السفارة تابعت الحادث وطلبت معرفة أسبابه.
    """
    readings = view.grammar.verbs.readings(view.tokens[at])
    forms = [r for r in readings if r.cut and r.person == 3 and r.number == "s" and r.tense == outer.tense]
    if not forms or outer.number != "s" or any(r.gender == outer.gender for r in forms) or is_comma(view, at - 1):
        return False
    return any(
        r.person == 3 and r.gender == forms[0].gender and r.number == "s"
        for token in view.tokens[max(first, at - 12) : at]
        for r in view.grammar.verbs.readings(token)
    )


def _breaks_off(view: View, at: int, first: int, cues: Mapping[int, tuple[Cue, ...]]) -> bool:
    """Whether the cue at `at` stands beside the one whose content this is, so that the content ends before it."""
    cue = cues[at][0]
    outer = next(
        (cues[i][0] for i in range(first - 1, max(view.first_of(at), first - MAX_REACH) - 1, -1) if i in cues), None
    )
    if outer is not None and outer.kind == "finite" and _of_one_inside(view, at, first, outer.form):
        return False
    if _nested_on(view, at, first, cues):
        return False
    if cue.kind == "participle":
        return True
    before = view.tokens[at - 1]
    if cue.form.cut or is_comma(view, at - 1):
        return True
    if is_quote(before.text) and not (view.quoted[at - 1] >= 0 and view.quotes[view.quoted[at - 1]].name):
        return True
    if view.grammar.phrases.complementiser(before) and view.tokens[at - 2].fold.lstrip("و") in ("غير", "الا", "بيد"):
        return True
    word = before.fold.lstrip("وف")
    if word in ("لكنه", "لكنها", "لكنهم"):
        return True
    if before.fold in ("الذي", "التي", "الذين") and is_comma(view, at - 2) and cue.form.tense == "past":
        return True  # the report's own clause on whoever was named last (الهيئة، التي نفت صلتها)
    if word in ("كما", "بينما", "فيما", "حين", "حيث", "اذ", "ثم", "بعدما", "عندما", "قد", "كان", "كانت", "ما"):
        return True
    if word == "ان" and view.tokens[at - 2].fold.lstrip("و") in ("بعد", "قبل", "منذ"):
        return True
    return contrast_before(view, at, first) is not None


def _nested_on(view: View, at: int, first: int, cues: Mapping[int, tuple[Cue, ...]]) -> bool:
    """Whether a speaker inside the content goes on: أكد المراسل أن الوزير رفض …، وأكد أن.

    So it is where the verb inside agrees, the cue names no subject and does not take up the outer speech (وأضاف).
    """
    cue = cues[at][0]
    inside = [c for i in range(first, at) if i in cues for c in cues[i][:1] if c.kind == "finite"]
    agreeing = [c for c in inside if (c.form.gender, c.form.number) == (cue.form.gender, cue.form.number)]
    if cue.kind == "participle":
        return len(agreeing) > 1 and agreeing[-1] is inside[-1]
    if not agreeing or agreeing[-1] is not inside[-1] or fold(cue.verb.lemma) in view.grammar.words["continuing"]:
        return False
    return bool(cue.form.cut) and not inside[0].form.cut and opens_content(view, at + 1)


def contrast_before(view: View, at: int, first: int) -> int | None:
    """The contrasting conjunction whose clause holds the cue at `at`: فيما الشرطة قالت، إلا أن الشرطة قالت."""
    for i in range(at - 1, max(first, at - 9), -1):
        word = view.tokens[i].fold
        if word[:1] == "و" and (is_comma(view, i - 1) or _in_headline(view, i)) and _speaks_next(view, i, at):
            return i
        if view.grammar.phrases.complementiser(view.tokens[i]) and view.tokens[i - 1].fold in ("الا", "غير", "بيد"):
            return i - 1
        if view.grammar.phrases.complementiser(view.tokens[i]) or word in ("الذي", "التي"):
            return None
        if word in ("بينما", "فيما", "لكن", "وبينما", "وفيما", "ولكن") and is_comma(view, i - 1):
            return i
        if word == "حين" and view.tokens[i - 1].fold.lstrip("و") == "في" and is_comma(view, i - 2):
            return i - 1
    return None


def _in_headline(view: View, at: int) -> bool:
    """True in a headline, where و joins the next who speaks without a comma (الوزير: قبلنا وفلان يصفه بالخديعة)."""
    return view.text.parts[view.text.sentences[view.sentence[at]].part].kind == "headline"


def _speaks_next(view: View, i: int, at: int) -> bool:
    """True where one who speaks, joined by و at `i`, stands right before the verb at `at` (، ووكالة النهر تحذر)."""
    word = view.tokens[i].fold
    role = view.grammar.head_class(word[1:])
    if role not in ("person", "body", "sources", "media", "source") and i not in view.units:
        return False
    found = phrase(view, i, at)
    return found is not None and found.last == at


def _main_clause(view: View, at: int) -> bool:
    """A bare verb after a comma where the sentence began with في حين، بينما: the main clause comes."""
    token, phrases = view.tokens[at], view.grammar.phrases
    if token.fold[:1] == "و" or not phrases.finite(token) or at + 1 >= len(view.tokens):
        return False
    first = view.first_of(at)
    opening = any(t.fold.lstrip("وف") in _SUBORDINATE for t in view.tokens[first : first + 14])
    return opening and view.tokens[at + 1].kind == "word" and not phrases.closed(view.tokens[at + 1])


def _foretold(view: View, at: int, first: int) -> bool:
    """True for a verb in the future that goes on foretelling: ستخسر المدينة ماءها، وسينهار الاقتصاد."""
    future = ("سي", "ست")
    return view.tokens[at].fold[1:3] in future and any(
        t.fold.startswith(future) and len(t.fold) > 4 for t in view.tokens[first:at]
    )


def _new_clause(view: View, at: int) -> bool:
    """و with a finite verb and a new explicit subject after a comma: the scope of أن ends."""
    token = view.tokens[at]
    if token.fold[:1] != "و" or at + 1 >= len(view.tokens):
        return False
    phrases = view.grammar.phrases
    if token.fold in ("وقد", "ولقد"):
        return bool(view.grammar.verbs.readings(view.tokens[at + 1])) or phrases.finite(view.tokens[at + 1])
    verbs = [r for r in view.grammar.verbs.readings(token) if r.cut and r.person == 3 and not r.object]
    readings = view.grammar.verbs.readings(token)
    if not (verbs or phrases.finite(token)) or any(r.tense == "noun" or r.person == 1 for r in readings):
        return False
    following = view.tokens[at + 1]
    if following.kind != "word" or phrases.closed(following):
        return False
    return (
        at + 1 in view.units or following.fold.startswith("ال") or view.grammar.head_class(following.fold) is not None
    )
