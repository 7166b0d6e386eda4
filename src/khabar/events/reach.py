"""How far a word of status reaches: what stands between it and a deed and keeps it from the deed."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.events.triggers import Marked, Trigger
from khabar.events.vocabulary import Vocabulary
from khabar.objects import Token

RELATIVE = frozenset({"التي", "الذي", "الذين", "اللذين", "اللتين", "اللواتي", "والتي", "والذي", "والذين"})
_OPENERS = frozenset({"اذ", "لكن", "ولكن", "لكنه", "لكنها", "وهو", "وهي", "وهم", "علما", "ازاء"})
_PAIRS = frozenset({("في", "وقت"), ("في", "الوقت"), ("في", "ظل"), ("غير", "ان"), ("الا", "ان")})
_CONTENT = ("planned", "proposed")  # what a plan or a proposal holds may be told of it (المقترح الذي يتضمن هدنة)
_OF_ANOTHER = frozenset({"في", "عن"})  # before a known deed, which another noun is about (ضرورة التحقيق في الهجوم)
_ABOUT = frozenset({"علي", "من", "ضد", "بشان", "حول", "تجاه", "ازاء"})  # the same, before violence
_FROM = "من"
_WARNING, _OF_WHAT = "warning", frozenset({_FROM, "ان", "بان", "انه", "انها"})
_NAMED = 8  # tokens from a warning to what it is of
_VIOLENT = ("ASSAULT", "COERCE")
_AGAINST = frozenset({"ضد", "امام", "رغم"})  # before a deed that is there, known or not (شعارات ضد زيارته)
_AIMS = frozenset((*words.split(),) for words in (
    "بهدف", "بغيه", "بغرض", "من اجل", "خشيه", "خوفا", "تحسبا", "منعا", "لمنع", "تجنب", "لتجنب", "تفادي", "لتفادي",
))  # fmt: skip
_SOME = frozenset({"المزيد", "مزيد", "مزيدا", "العديد", "عدد", "الكثير"})  # of which the deed is (المزيد من القصف)
_WITHOUT = frozenset({"دون", "بدون"})  # their noun stands between them and ل (دون سابق إنذار لقصف)
_UNMANNED = "طيار"  # طائرة من دون طيار
_ANY = frozenset({"اي", "لاي", "باي"})
_OF_NOUNS = ("planned", "proposed", "hypothetical")
_GOVERNED = 2  # tokens from a noun of status, or أي, to the deed that it governs
_JOINED = 12  # the same, where و joins it to another
_MOST = 40  # tokens that any word of status reaches over
_NOUNS = ("wish", "chance")
_WISHED = 5  # tokens over which these reach
_HEAD = 2  # tokens from a plan to the pronoun of the clause that tells what it holds, from a verb to one of its subject


def barred(tokens: Sequence[Token], mark: Marked, trigger: Trigger, at: int, words: Vocabulary) -> bool:
    """True where a mark does not reach the deed of `trigger`, which begins (or whose light verb stands) at token `at`.

    Looks at forty tokens at most.
    """
    gap = at - mark.last
    if gap > _most(tokens, mark, trigger) or _another_word(tokens, mark, at) or _aimed(tokens, mark, trigger, at):
        return True
    if _apart(tokens, mark, trigger, at, words):
        return True
    if trigger.form == "verb":
        return _consequence(tokens, mark, trigger, at, words)
    if _circumstance(tokens, trigger, at) or (trigger.kind.id == "casualties" and trigger.known):
        return True
    led = tokens[at].fold[:1] == "ل" and trigger.start > tokens[at].start
    if gap > 1 and led and tokens[mark.first].fold in _WITHOUT:
        return True
    if gap > 1 and tokens[at - 1].fold in _AGAINST:
        return True
    some = at > 1 and tokens[at - 2].fold in _SOME
    return trigger.known and gap > 1 and not some and _of_another(tokens[at - 1].fold, mark, trigger)


def _aimed(tokens: Sequence[Token], mark: Marked, trigger: Trigger, at: int) -> bool:
    """True for an aim or a fear before a comma and a verb: it governs nouns (بهدف خفض الكلفة، يعقد الوفد لقاء)."""
    carried = trigger.carrier is not None and trigger.carrier.token == at
    verb = trigger.carrier.form if trigger.carrier is not None and carried else trigger.verb
    finite = verb is not None and verb.person > 0 and any(t.kind == "punct" for t in tokens[mark.last : at])
    return finite and tuple(t.fold for t in tokens[mark.first : mark.last]) in _AIMS


def _of_another(before: str, mark: Marked, trigger: Trigger) -> bool:
    """True where the word before a known deed makes it what another noun is about (الرد على القصف).

    What somebody still suffers from goes on, what he still has a view of need not (موقفها من الانسحاب).
    """
    violent = trigger.kind.type in _VIOLENT or trigger.kind.role == "harm"
    if mark.mark.value == "ongoing":
        return not violent and before in _OF_ANOTHER | _ABOUT
    feared = before == _FROM and mark.mark.value == "hypothetical"  # يتخوف الأهالي من الاقتحام
    return before in _OF_ANOTHER or (violent and before in _ABOUT and not feared)


def governs(tokens: Sequence[Token], mark: Marked, trigger: Trigger, at: int) -> bool:
    """True for a noun of status between a light verb at token `at` and its deed (أعلن استعداد بلاده لشن هجوم).

    Not for one with the article, nor before an indefinite object of the verb: (عقد وزير التخطيط اجتماعا).
    """
    joined = tokens[trigger.first].fold[:1] == "و"  # أعلن استعداده للتفاوض مع الجارة ووقف القتال
    if not at < mark.first or not 0 <= trigger.first - mark.last <= (_JOINED if joined else _GOVERNED):
        return False
    noun = (mark.form is None or mark.form.tense == "noun") and tokens[mark.first].fold not in _ANY
    article, accusative = tokens[mark.first].fold.startswith("ال"), tokens[trigger.first].fold.endswith("ا")
    return noun and mark.mark.value in _OF_NOUNS and not article and (trigger.definite or not accusative)


def _most(tokens: Sequence[Token], mark: Marked, trigger: Trigger) -> int:
    """Over how many tokens a mark reaches: أي and nouns of wish and chance over few, unless و or أو joins the deed."""
    if mark.mark.id not in _NOUNS and tokens[mark.first].fold not in _ANY:
        return _MOST
    joined = tokens[trigger.first].fold[:1] == "و" or tokens[trigger.first - 1].fold == "او"
    return _JOINED if joined else _GOVERNED if tokens[mark.first].fold in _ANY else _WISHED


def _another_word(tokens: Sequence[Token], mark: Marked, at: int) -> bool:
    """True for the دون of an unmanned plane, for كما لو, which sets no condition, and for أن, which is not إن.

    So is a warning without من or أن before the deed (حذر السكان قبل القصف).
    """
    first = tokens[mark.first]
    named = tokens[mark.last : min(at, mark.last + _NAMED)]
    if mark.mark.id == _WARNING and all(t.fold not in _OF_WHAT for t in named):
        return True
    if mark.last < len(tokens) and tokens[mark.last].fold == _UNMANNED:
        return True
    if first.fold == "لو" and mark.first and tokens[mark.first - 1].fold == "كما":
        return True
    return first.fold == "ان" and first.text.startswith("أ") and mark.last - mark.first > 1


def _apart(tokens: Sequence[Token], mark: Marked, trigger: Trigger, at: int, words: Vocabulary) -> bool:
    """True where another clause begins between a mark and the deed, but one that says what a plan holds.

    Nor does one about a verb's subject keep the verb from its noun (ينص القرار الذي صدر أمس على سحب القوات). A
    condition goes on behind a relative clause, unless that tells the deed (إذا كانت الأدلة التي جمعت تبرر اعتقاله).
    """
    condition = trigger.form != "verb" and any(tokens[i].fold in words.lists["condition"] for i in _span(mark))
    for i in range(mark.last, at):
        fold = tokens[i].fold
        if fold in RELATIVE:
            verb = mark.form is not None and mark.form.person > 0
            told = trigger.form != "verb" if verb else mark.mark.value in _CONTENT
            if condition or (told and i - mark.last <= _HEAD):
                continue
            return True
        if fold in _OPENERS or (fold, tokens[i + 1].fold if i + 1 < len(tokens) else "") in _PAIRS:
            return True
    return False


def _consequence(tokens: Sequence[Token], mark: Marked, trigger: Trigger, at: int, words: Vocabulary) -> bool:
    """True for who speaks in the past behind a condition and a comma (في حال فوزه، تعهد بخفض الضريبة): he spoke."""
    spoke = trigger.kind.role == "stand" and trigger.verb is not None and trigger.verb.tense == "past"
    condition = any(tokens[i].fold in words.lists["condition"] for i in _span(mark))
    return spoke and condition and tokens[at - 1].kind == "punct"


def _span(mark: Marked) -> range:
    return range(mark.first, mark.last)


def _circumstance(tokens: Sequence[Token], trigger: Trigger, at: int) -> bool:
    """True for a stand as a circumstance behind a comma (…، مطالبة بتنفيذه): it is taken, whatever is told before."""
    bare = at == trigger.first and trigger.start == tokens[at].start and not trigger.definite
    return trigger.kind.role == "stand" and bare and at > 0 and tokens[at - 1].kind == "punct"
