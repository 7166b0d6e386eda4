"""Whether a deed is told as done, going on, planned, proposed, denied or only thought of; whether it is alleged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from khabar.events.chains import Deed
from khabar.events.clauses import Clause, clause_at
from khabar.events.reach import RELATIVE, barred, governs
from khabar.events.triggers import Marked, Scan, Trigger
from khabar.events.vocabulary import Vocabulary
from khabar.objects import Status, Text, Token

Told = Status | Literal["excluded"]

_NEAR = 3
_LASTING = ("boycott", "hunger", "investigate")
_ONLY = frozenset({"المره", "الاول", "الاولي", "اول", "فقط", "مجرد", "وحده", "وحدها"})  # ليست المرة الأولى
_MERELY = frozenset({"فقط", "فحسب", "وحسب"})  # لم يناقش الأزمة فحسب, so he did
_WHOLLY = 6  # tokens behind a negated verb to one of these
_WONT = "wont"
_DATING = frozenset({"بعد", "عقب", "قبل", "منذ", "اثر", "جراء", "بسبب", "خلال", "اثناء", "هامش", "ختام", "عن", "من"})
_WITHOUT = frozenset({"دون", "بدون", "ودون", "وبدون"})
_PEACEFUL = ("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "REQUEST", "AID")
_BEFORE = ("قبل", "قبيل")
_DURING = ("خلال", "اثناء", "هامش", "ختام")  # before a deed that dates another (اتفقا خلال لقاء)


def told_as(text: Text, deed: Deed, scan: Scan, clauses: tuple[Clause, ...], words: Vocabulary) -> Told:
    """The status of a deed; `excluded` where it is only spoken of (ذكرى اغتيال)."""
    carrier = deed.main.carrier
    if _unceasing(text.tokens, deed, words):
        return "ongoing"
    readings = [_of_trigger(text, t, scan, clauses, words) for t in deed.triggers]
    strong = [r for t, r in zip(deed.triggers, readings, strict=True) if not t.kind.weak] or readings
    first = _of_trigger(text, deed.main, scan, clauses, words)
    if deed.main.form == "people" and first != "excluded":
        first = None  # those who protest are named as such, whatever is asked of them
    if first is not None and (first != "excluded" or all(r == "excluded" for r in strong)):
        done = [t for t, r in zip(deed.triggers, readings, strict=True) if r is None and _past(t)]
        if not done:
            return first
    if carrier is not None and (carrier.light.phase == "continue" or _entered(deed)):
        return "ongoing"
    verb = carrier.form if carrier is not None else deed.main.verb
    if verb is not None and verb.tense == "present" and _since(text, deed, clauses):
        return "ongoing"
    return "occurred"


def _unceasing(tokens: Sequence[Token], deed: Deed, words: Vocabulary) -> bool:
    """True where who does it is said not to stop (لم تتوقف المدفعية عن قصف القرى)."""
    carrier = deed.main.carrier
    if carrier is None or carrier.light.phase != "end" or not carrier.token:
        return False
    before, between = tokens[carrier.token - 1], tokens[carrier.token + 1 : deed.main.first]
    negated = before.fold in ("لا", "ولا", "ما") or _negates(before, words)
    return negated and any(t.fold in carrier.light.prepositions for t in between)  # not لم تتوقف لإسعاف المصاب


def _entered(deed: Deed) -> bool:
    """True for a strike or an inquiry that was begun (بدأوا إضرابا): it is not over when it is told."""
    carrier = deed.main.carrier
    begun = carrier is not None and carrier.light.phase == "begin" and carrier.form is not None
    return begun and deed.main.kind.mode in _LASTING


def is_alleged(deed: Deed, scan: Scan, clauses: tuple[Clause, ...]) -> bool:
    """True where a word of supposition stands in the deed's clauses."""
    spans = [clauses[c] for c in deed.clauses]
    return any(m.mark.value == "alleged" and any(c.first <= m.first < c.last for c in spans) for m in scan.marks)


def is_wont(deed: Deed, scan: Scan, clauses: tuple[Clause, ...]) -> bool:
    """True where a word of habit stands in the deed's clauses: what is done now and again is no single deed."""
    spans = [clauses[c] for c in deed.clauses]
    return any(m.mark.value == _WONT and any(c.first <= m.first < c.last for c in spans) for m in scan.marks)


def is_refuted(text: Text, deed: Deed, scan: Scan, clauses: tuple[Clause, ...], words: Vocabulary) -> bool:
    """True where a word of denying stands in the deed's clauses (نفى الجيش قصف المشفى), not a negation alone."""
    spans = [clauses[c] for c in deed.clauses]
    return any(
        m.mark.value == "denied"
        and not _negates(text.tokens[m.first], words)
        and any(c.first <= m.first < c.last for c in spans)
        for m in scan.marks
    )


def is_done(text: Text, trigger: Trigger, scan: Scan, clauses: tuple[Clause, ...], words: Vocabulary) -> bool:
    """True for a trigger that grammar tells as done or going on, whatever the deed is told as that it is a part of."""
    return _of_trigger(text, trigger, scan, clauses, words) in (None, "ongoing")


def _past(trigger: Trigger) -> bool:
    return trigger.verb is not None and trigger.verb.tense == "past"


def _of_trigger(
    text: Text, trigger: Trigger, scan: Scan, clauses: tuple[Clause, ...], words: Vocabulary
) -> Told | None:
    """The status that grammar gives one trigger, or None where it is plainly told."""
    tokens = text.tokens
    verb = trigger.carrier.form if trigger.carrier is not None else trigger.verb
    at = trigger.carrier.token if trigger.carrier is not None else trigger.first
    before = tokens[trigger.first - 1].fold if at < trigger.first else ""
    apart = before in words.lists["background"] or before in _BEFORE
    if apart or any(tokens[i].fold in words.lists["involved"] for i in range(at, trigger.first)):
        verb, at = None, trigger.first  # لم تعلن جهة مسؤوليتها عن الهجوم، لن يتم السفر بسبب الإضراب
    if verb is not None and verb.tense == "present" and (verb.future or _subjunctive(tokens, at)):
        return "planned" if verb.future else _marked(scan, clauses, tokens, trigger, at, words) or "hypothetical"
    if verb is not None and verb.tense == "present" and at and tokens[at - 1].fold in ("لا", "ولا"):
        return "denied"
    return _marked(scan, clauses, tokens, trigger, at, words) or _to_come(tokens, trigger, at, words)


def _to_come(tokens: Sequence[Token], trigger: Trigger, at: int, words: Vocabulary) -> Told | None:
    """Planned, for a noun that a verb of the future governs over its subject at most (سيعود الوفد إلى الاجتماع)."""
    if trigger.form not in ("noun", "phrase") or trigger.carrier is not None or tokens[at - 1].fold in _DATING:
        return None
    for before in range(at - 1, max(-1, at - 2 - _NEAR), -1):
        forms = words.forms.readings(tokens[before])
        if tokens[before].kind == "punct":
            return None
        if any(f.person for f in forms):
            return "planned" if all(f.future and f.person == 3 for f in forms) else None
    return None


def _subjunctive(tokens: Sequence[Token], at: int) -> bool:
    """أن, كي, قد or ل before a present verb; not after قبل or بعد, which date it."""
    before = tokens[at - 1].fold if at else ""
    if before == "ان":
        return at < 2 or tokens[at - 2].fold not in ("قبل", "بعد", "منذ", "الي")
    return before in ("قد", "وقد", "كي", "لكي", "سوف", "لن", "ربما")


def _marked(
    scan: Scan, clauses: tuple[Clause, ...], tokens: Sequence[Token], trigger: Trigger, at: int, words: Vocabulary
) -> Told | None:
    """The nearest word of status before the trigger that reaches it, or the adjective behind it (هجوم محتمل)."""
    clause = clauses[clause_at(clauses, at)]
    start = _begins(tokens, clauses, trigger, at)
    finite_past = trigger.verb is not None and trigger.verb.tense == "past" and trigger.form == "verb"
    finite_past = finite_past or _done(trigger, tokens, words)
    for mark in _nearest_first(scan.marks, tokens, trigger, at):
        if mark.first < start:
            break
        value, point = mark.mark.value, at if mark.first < at else trigger.first
        if value == "alleged" or mark.last > point or mark.mark.behind or _beyond(tokens, mark, trigger, point, words):
            continue
        known = trigger.form == "noun" and trigger.known
        if barred(tokens, mark, trigger, point, words):
            continue
        if _reaches(tokens, mark, point, finite_past and point == at, known, words):
            return _turned(tokens, mark, value, words, trigger)  # type: ignore[return-value]
    described = _described(scan.marks, trigger) if trigger.form == "noun" else None
    if described is not None:
        return described  # type: ignore[return-value]
    return "hypothetical" if trigger.form != "verb" and _perhaps(tokens, clause.first, trigger, at, words) else None


def _done(trigger: Trigger, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """True where a past verb that is no noun, too, carries the deed (قامت باختطاف, not يعتزم شن هجوم)."""
    carrier = trigger.carrier
    if carrier is None or carrier.form is None or carrier.form.tense != "past":
        return False
    return all(f.tense == "past" for f in words.forms.readings(tokens[carrier.token]))


def _begins(tokens: Sequence[Token], clauses: tuple[Clause, ...], trigger: Trigger, at: int) -> int:
    """The token from which a mark reaches a trigger: its clause's first, as a rule.

    For a noun that و joins to what stands in the clause before (طالبوا بالهدنة وتبادل الأسرى), that one's. What a
    relative clause tells is told of a thing, whatever is asked of it (دعا إلى وقف الحرب التي تهدد البلاد).
    """
    index = clause_at(clauses, at)
    if trigger.form == "verb" and at and tokens[at - 1].fold in RELATIVE:
        return at - 1
    joined = index and clauses[index].joint == "and" and clauses[index].first == at == trigger.first
    return clauses[index - 1 if joined and trigger.verb is None else index].first


def _beyond(tokens: Sequence[Token], mark: Marked, trigger: Trigger, at: int, words: Vocabulary) -> bool:
    """True where a reason stands between (دعا إلى إضراب احتجاجا على مقتل), or the deed is one that is known already.

    So is a proposal that is weighed: it was made. A topic with the article is not (يبحث التعاون).
    """
    if mark.mark.bare and (trigger.kind.role == "stand" or (trigger.known and not trigger.kind.topic)):
        return True
    between = range(mark.last, at)
    if mark.mark.adjacent or trigger.form == "verb":
        return False
    if tokens[at - 1].fold in _DURING and mark.last < at:
        return True
    return any(
        tokens[i].fold in words.lists["background"]
        or (tokens[i].fold.endswith("رد") and i + 1 < len(tokens) and tokens[i + 1].fold == "علي")
        for i in between
    )


def _turned(tokens: Sequence[Token], mark: Marked, value: str, words: Vocabulary, trigger: Trigger) -> str:
    """The value of a mark after what stands right before it: إذا لم تنسحب is a condition, لا تنوي الإغلاق a denial.

    What is done without a noun of peace (دون موافقة مسبقة) denies none: nobody said that there was one.
    """
    before = tokens[mark.first - 1].fold if mark.first else ""
    if tokens[mark.first].fold in _WITHOUT and trigger.form != "verb" and trigger.kind.type in _PEACEFUL:
        return "excluded"
    if value == "denied" and before in words.lists["condition"] and _condition(tokens, mark.first):
        return "hypothetical"
    negated = before in ("لا", "ولا") or before in words.lists["negation"]
    return "denied" if value in ("planned", "proposed") and negated else value


def _condition(tokens: Sequence[Token], negation: int) -> bool:
    """True where the word before a negation sets a condition: of إن and أن, alike when folded, إن before لم only."""
    before = tokens[negation - 1]
    return not before.fold.endswith("ان") or (tokens[negation].fold == "لم" and "أ" not in before.text)


def _described(marks: Sequence[Marked], trigger: Trigger) -> str | None:
    """What an adjective behind a deed's noun makes of it, another adjective between or not.

    What goes on is a noun with the article (الإضراب مستمر); قصف متواصل says how it was.
    """
    behind = (m.mark.value for m in marks if m.mark.behind and trigger.last <= m.first <= trigger.last + 1)
    return next((value for value in behind if value != "ongoing" or trigger.known), None)


def _perhaps(tokens: Sequence[Token], first: int, trigger: Trigger, at: int, words: Vocabulary) -> bool:
    """True where the verb before a deed's noun is in the present after قد (قد تلجأ الدولة إلى فرض عقوبات)."""
    for i in range(first, at - 1):
        if tokens[i].fold in ("قد", "وقد") and _present(tokens[i + 1], words):
            return not trigger.known and not any(tokens[k].fold in words.lists["background"] for k in range(i, at))
    return False


def _nearest_first(marks: Sequence[Marked], tokens: Sequence[Token], trigger: Trigger, at: int) -> list[Marked]:
    status = (m for m in reversed(marks) if m.mark.book == "status" and m.mark.value != _WONT)
    return [m for m in status if m.first < at or governs(tokens, m, trigger, at)][:4]


def _negates(token: Token, words: Vocabulary) -> bool:
    """True for a word of negation, with و or ف before it or not."""
    return any(stem in words.lists["negation"] for _, stem in token.stems)


def _reaches(tokens: Sequence[Token], mark: Marked, at: int, finite_past: bool, known: bool, words: Vocabulary) -> bool:
    """True where a mark reaches the deed at `at`; what a verb negated is said of a `known` deed was done."""
    gap = at - mark.last
    if mark.mark.adjacent:
        return gap == 0 or (gap == 1 and tokens[mark.last].fold in words.lists["linking"])
    if mark.form is None and _negates(tokens[mark.first], words):
        if tokens[mark.last].fold in _ONLY or any(t.fold in _MERELY for t in tokens[at + 1 : at + 1 + _WHOLLY]):
            return False
        return gap <= _NEAR and (not finite_past or gap == 0) and not (known and gap)
    if mark.mark.value == "denied" or tokens[mark.last - 1].fold in words.lists["condition"]:
        return True
    if mark.mark.value == "ongoing":
        return gap <= 6
    return not finite_past and gap <= 12


def _present(token: Token, words: Vocabulary) -> bool:
    """True for a verb in the present; for one that no book holds, by its first and last letter."""
    known = words.forms.readings(token)
    if known:
        return any(f.tense == "present" for f in known)
    return token.fold[:1] in ("ي", "ت") and not token.fold.endswith(("ت", "وا"))


def _since(text: Text, deed: Deed, clauses: tuple[Clause, ...]) -> bool:
    clause = clauses[deed.clauses[0]]
    return any(text.tokens[i].fold == "منذ" for i in range(clause.first, clause.last))
