"""When a deed was done, and what an operation is called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from khabar.events.chains import Deed
from khabar.events.clauses import Clause
from khabar.events.reach import RELATIVE
from khabar.events.scene import Scene
from khabar.events.stage import Stage
from khabar.events.triggers import Trigger
from khabar.objects import Event, Sentence, Text, Time
from khabar.text.fold import fold

CARRIED = ".carried"  # at the end of the rule of a deed that `is_carried`
SPOKEN = frozenset({"ACCUSE", "REQUEST", "REJECT", "SUPPORT", "THREATEN", "SANCTION"})  # done by words
OF_COURTS = frozenset({"jail", "trial", "death-sentence", "judgment"})  # kinds of deeds
_AHEAD = re.compile(r"times\.relative-day\+[1-9]\d*")
# وكانت الطائرات قد قصفت, وسبق أن قصفت, سبقه قصف: what was done before that which the report tells
_EARLIER = re.compile(r"[^\w]*[وف]?(?:كان(?:ت|وا)?|سبق(?:ـ*(?:ه|ها))?)(?!\w)")
# منذ بدء الحرب, خلال العام الماضي; not منذ صباح اليوم, which is of the day that is told
_LONG = re.compile(
    r"(?<!\w)و?(?:"
    r"(?:خلال|طوال|طيلة|على مد[ىا]ر?)\s+(?:ال)?(?:[أا]?عوام|عام|سن[ةو]|[أا]?شه[رو]|[أا]سبوعين|[أا]سابيع)"
    r"|منذ(?!\w)(?!\s+(?:الـ?\s*)?(?:صباح|فجر|مساء|ليل|ظهر|عصر|ضحى|ساع|دقائق|لحظات|قليل|اليوم|يوم\s|[أا]مس)))"
)
_AFTER = frozenset({"بعد", "عقب", "قبل", "قبيل", "رغم"})
_DAYS = ("minute", "hour", "part", "day")
_MAX_NAME = 8
_FIRST = frozenset({"الاول", "الاولي", "اول", "الاكبر", "اكبر", "الاعنف", "اعنف", "الاسوا", "اسوا", "الاعلي", "اعلي"})
_FIRST_MOST = 4  # tokens from these to منذ: the first visit for ten years
_THAT = frozenset({"ان", "انه", "انها", "انهم"})
_CLAUSE = 15  # tokens of a relative clause up to its time
_DESCRIBED = 6  # tokens from a deed's noun to the clause that describes it (القصف المدفعي على القرية الذي)
_SINCE = 7  # tokens from منذ to the day of what it names


def find_time(stage: Stage, deed: Deed, times: Sequence[Time]) -> str | None:
    """The time of the deed's clauses, the nearest to its trigger; else of a clause beside them, else of its sentence.

    From a clause beside it no time to come reaches a deed (who was killed, and will be buried tomorrow, was not killed
    tomorrow), and to a stand only a day does (ترفض الإجراء وتعده خرقا لاتفاق عام 2015); from farther off only a day.
    """
    anchor, until = deed.main.first, foregone(stage, deed)
    own = [at for at in _tokens([stage.clauses[c] for c in deed.clauses]) if at < until]
    near = _nearest(stage.scene, anchor, own, times, deed)
    if deed.main.kind.type in SPOKEN:
        return near.id if near is not None and not _of_content(stage, deed, near) else None
    if near is not None:
        return (_told_after(stage, deed, near, times) or near).id
    near = _nearest(stage.scene, anchor, (at for at in _tokens(neighbours(stage, deed)) if at < until), times, deed)
    coarse = near is not None and deed.main.kind.role != "stand" and near.grain != "decade"
    if near is None:
        near = _nearest(stage.scene, anchor, range(stage.sentence.first, min(until, stage.sentence.last)), times, deed)
    return near.id if near is not None and not is_ahead(near) and (coarse or near.grain in _DAYS) else None


def neighbours(stage: Stage, deed: Deed) -> list[Clause]:
    """The clause before the deed's first and the one after its last."""
    first, last = deed.clauses[0], deed.clauses[-1]
    return [stage.clauses[c] for c in (first - 1, last + 1) if 0 <= c < len(stage.clauses)]


def foregone(stage: Stage, deed: Deed) -> int:
    """The token at which a deed of another sort begins, told as before or after this one (بعد اعتقاله قبل عام)."""
    tokens = stage.scene.text.tokens
    return min(
        (
            t.first
            for t in stage.scan.triggers
            if t.first > deed.main.last and t not in deed.triggers and t.kind.type != deed.main.kind.type
            and tokens[t.first - 1].fold in _AFTER
        ),
        default=len(tokens),
    )  # fmt: skip


def _of_content(stage: Stage, deed: Deed, time: Time) -> bool:
    """True for a time to come, or with a deed between it and the word of the call: what is called for has it."""
    at = stage.scene.token_at(time.start)
    between = any(deed.main.last <= t.first < at for t in stage.scan.triggers if t not in deed.triggers)
    return is_ahead(time) or between


def is_ahead(time: Time) -> bool:
    """True for a time to come, by the day of publication or by an event."""
    return time.future or time.timex3 == "FUTURE_REF" or _AHEAD.fullmatch(time.rule) is not None


def time_of_figures(scene: Scene, sentence: Sentence, anchor: int, times: Sequence[Time]) -> str | None:
    """The time that a sentence names, the nearest to figures at token `anchor` which belong to no deed."""
    near = _nearest(scene, anchor, range(sentence.first, sentence.last), times)
    return near.id if near is not None else None


def _tokens(spans: Sequence[Clause]) -> Iterator[int]:
    for clause in spans:
        yield from range(clause.first, clause.last)


def _told_after(stage: Stage, deed: Deed, near: Time, times: Sequence[Time]) -> Time | None:
    """The time behind a noun where the one before it is of the verb that tells of it (أعلن أمس هجوما وقع الأحد)."""
    scene, anchor, first = stage.scene, deed.main.last, stage.scene.token_at(near.start)
    if deed.main.form != "noun" or deed.main.carrier is not None or first > anchor:
        return None
    clause = stage.clauses[deed.clauses[0]]
    told = [t.first for t in stage.scan.triggers if t not in deed.triggers and t.first > anchor]
    until = min([clause.last, *told])
    own = {t.first for t in deed.triggers}
    if not any(at not in own and any(f.person > 0 for f in scene.forms(at)) for at in range(clause.first, first)):
        return None
    return _nearest(scene, anchor, range(anchor, until), times, deed)


def _of_another(scene: Scene, deed: Deed, time: Time) -> bool:
    """True for a time of a thing (اتفاق عام 2015، الأراضي المحتلة عام 1948) or since which something went on.

    What happened since something else (منذ اندلاع الحرب في 15 نيسان) did not happen on its day, nor what was the first
    of its kind since then (أول زيارة منذ عام 2015).
    """
    first, lists = scene.token_at(time.start), scene.words.lists
    own = {at for t in deed.triggers for at in range(t.first, t.last)}
    before = scene.text.tokens[max(0, first - _SINCE) : first]
    for token in before[-2:]:
        stems = {token.fold, *(s for _, s in token.stems)}
        thing = time.grain == "year" and not stems.isdisjoint(lists["dated-thing"])
        if token.index not in own and (thing or not stems.isdisjoint(lists["dated"])):
            return True
    near = (*before, scene.text.tokens[first])
    since = next((t.index for t in reversed(near) if t.fold in ("منذ", "ومنذ")), None)
    if since is not None:
        ranked = scene.text.tokens[max(0, since - _FIRST_MOST) : since]
        if not _FIRST.isdisjoint(t.fold for t in ranked):
            return True
        if deed.main.first < since < first and own.isdisjoint(range(since, first)):
            return True
    return _of_relative(scene, deed, first)


def _of_relative(scene: Scene, deed: Deed, time: int) -> bool:
    """True for the time of what a relative clause tells about someone, at token `time`, where the deed stands outside.

    It stands before the clause, and is not the noun described (زار القرية التي قصفت أمس, not الهجوم الذي وقع أمس), or
    behind the أن that follows it (أكد الرئيس الذي تنتهي ولايته عام 2027 أنه باق).
    """
    tokens = scene.text.tokens
    at = next((i for i in range(time - 1, max(0, time - _CLAUSE), -1) if tokens[i].fold in RELATIVE), None)
    if at is None or any(tokens[i].kind == "punct" for i in range(at, time)):
        return False
    near = max((t for t in deed.triggers if t.last <= at), key=lambda t: t.last, default=None)
    if near is not None:
        verb = any(any(f.person > 0 for f in scene.forms(i)) for i in range(at + 1, min(at + 3, time)))
        return verb and (near.form == "verb" or at - near.last > _DESCRIBED)
    until = min(deed.main.first, time + _CLAUSE)
    return any(tokens[i].fold in _THAT for i in range(time, until))


def _nearest(
    scene: Scene, anchor: int, tokens: Iterable[int], times: Sequence[Time], deed: Deed | None = None
) -> Time | None:
    best: tuple[int, int, str] | None = None
    found: Time | None = None
    for at in tokens:
        index = scene.timed.get(at)
        if index is None or times[index].kind in ("duration", "set") or tells_no_day(times[index]):
            continue
        if deed is not None and _of_another(scene, deed, times[index]):
            continue
        # What a day is only named after (في ذكرى هجمات 11 أيلول) dates a deed where nothing else does.
        weak = times[index].interval is None or times[index].rule == "times.named-day"
        key = (int(weak), abs(at - anchor), times[index].id)
        if best is None or key < best:
            best, found = key, times[index]
    return found


def tells_no_day(time: Time) -> bool:
    """True for a lapse after something (بعد أسبوع من، بعد ساعات): it dates nothing by itself."""
    return time.interval is None and time.rule == "times.offset" and fold(time.text).startswith("بعد")


def find_name(text: Text, sentence: Sentence, naming: frozenset[str]) -> tuple[int, int] | None:
    """The extent (offsets) of an operation's quoted name in a sentence, without the marks, or None."""
    for quotation in text.quotations:
        if quotation.start < sentence.start or quotation.end > sentence.end:
            continue
        before = text.raw[max(0, quotation.start - 30) : quotation.start].split()
        inner = text.raw[quotation.inner_start : quotation.inner_end].strip()
        if before and fold(before[-1]) in naming and 0 < len(inner.split()) <= _MAX_NAME:
            return quotation.inner_start, quotation.inner_end
    return None


def is_carried(main: Trigger) -> bool:
    """True for a calm deed's noun or phrase that a finite verb tells (عقدا اجتماعا، تسلم السلطة)."""
    if main.form not in ("noun", "phrase") or main.kind.type in ("ASSAULT", "COERCE"):
        return False
    verb = main.carrier.form if main.carrier is not None else main.verb
    return verb is not None and verb.person > 0


def is_remembered(event: Event) -> bool:
    """True for a deed told as done before those that the report tells, or over a time; it has no day but its own."""
    return _EARLIER.match(event.evidence.text) is not None or is_summed(event)


def is_summed(event: Event) -> bool:
    """True for what was done over months or from some day on (قتل مئات منذ بدء الحرب): many deeds, no single one."""
    return _LONG.search(event.evidence.text) is not None


def is_day(time: Time) -> bool:
    """True for a resolved time that names one day or less: it can frame what follows."""
    return time.interval is not None and time.kind in ("date", "time") and time.grain in _DAYS
