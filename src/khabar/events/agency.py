"""Who does a deed, and to whom, by words of agency (على يد، من قبل، برصاص، نفذتها، ضد، برفقة)."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.events.chains import Deed
from khabar.events.clauses import clause_at
from khabar.events.scene import Player
from khabar.events.stage import Stage
from khabar.events.subjects import TANWIN, limit_of
from khabar.events.triggers import Marked, Trigger
from khabar.events.voices import WHEN

_CALM = ("REQUEST", "REJECT", "ACCUSE", "SUPPORT", "THREATEN", "CONSULT")
_WORDS = 9  # between a deed and the word that brings in whom it is done to, without names and times


def by_marks(
    stage: Stage, deed: Deed, doing: Sequence[Player], suffering: Sequence[Player]
) -> tuple[list[Player], list[Player]]:
    """Players brought in by words of agency inside the deed's clauses (على يد، من قبل، نفذتها، ضد).

    `doing` and `suffering` are those that the triggers tell.
    """
    agents: list[Player] = []
    recipients: list[Player] = []
    spans = [stage.clauses[c] for c in deed.clauses]
    for mark in stage.scan.marks:
        if mark.mark.book != "agency" or not any(c.first <= mark.first < c.last for c in spans):
            continue
        if mark.mark.value == "recipient" and not (_aimed(stage, deed, mark) and _within_reach(stage, deed, mark)):
            continue
        if mark.mark.id == "by" and _told_actively(deed):
            continue  # يدعو إلى رفع القيود المفروضة | من قبل الجيش
        if not (_governs(stage, deed, mark.first) or (mark.mark.value == "agent" and _before(stage, deed, mark.first))):
            continue
        limit = limit_of(stage, mark.first)
        player = next((p for p in stage.players if mark.last <= p.first < min(limit, mark.last + 6)), None)
        if player is None or any(t.first < player.first and t.first >= mark.last for t in stage.scan.triggers):
            continue
        if _of_others(stage, mark, player, doing) or _only_where(stage, mark, player):
            continue
        if any(mark.last <= m.first < player.first and m.mark.book == "agency" for m in stage.scan.marks):
            continue  # ترتكبها | بحق المدنيين, بقصف | مصدره القوات
        beside = max((p.first for p in (*doing, *suffering) if p.last <= mark.first), default=-1)
        with_victim = mark.mark.id == "company" and any(p.first == beside for p in suffering)
        (agents if mark.mark.value == "agent" and not with_victim else recipients).append(player)
    return agents, recipients


def _of_others(stage: Stage, mark: Marked, player: Player, doing: Sequence[Player]) -> bool:
    """True where a word of agency brings in no doer: whose fire it is not, who leads a body, whence it came."""
    if mark.mark.id == "source":
        return player.sort == "state" and not player.adjective  # صواريخ مصدرها لبنان: from there, whoever fired
    if mark.mark.id == "led":
        before = _last_before(stage, mark.first)
        return before is not None and mark.first - before.last <= 1  # قوات التحالف الذي تقوده | الدولة
    if mark.mark.id == "from-area":
        return mark.first - 1 in stage.scene.counted  # عددا من مواقع | الجيش
    if mark.mark.id != "fire-of":
        return False
    area = player.sort == "state" and player.preposition == "من"  # بصواريخ من لبنان
    return area or player.side == "victim" or bool(doing) or _past_target(stage, mark.last, player.first)


def _only_where(stage: Stage, mark: Marked, player: Player) -> bool:
    """True where a word of agency brings in a place or border (بغارة في | الإقليم, على حدود | الدولة), or none of it.

    What follows بعد is of another deed (هجوم على البلدة بعد انسحاب | الفصائل).
    """
    tokens, lists = stage.scene.text.tokens, stage.scene.words.lists
    if mark.mark.value == "agent":
        return player.first > mark.last and tokens[player.first - 1].fold in lists["where"]
    between = tokens[mark.last : player.first]
    return bool(between) and (between[0].fold in lists["border"] or any(t.fold in WHEN for t in between))


def _told_actively(deed: Deed) -> bool:
    """True for a calm deed told by an active verb, which has its subject and needs no word for who acts."""
    main = deed.main
    return main.kind.type in _CALM and main.form == "verb" and not main.passive and not main.either


def _last_before(stage: Stage, at: int) -> Player | None:
    """The last of those told before a token."""
    return next((p for p in reversed(stage.players) if p.last <= at), None)


def _past_target(stage: Stage, first: int, last: int) -> bool:
    """True where what is struck stands between two tokens (بقذائف المدفعية | مواقع الفصيل, بقذائف | تجمعًا للفصيل)."""
    words, between = stage.scene.words, stage.scene.text.tokens[first:last]
    struck = (stem in words.targets or stem in words.places for token in between for _, stem in token.stems)
    return any(struck) or any(TANWIN in token.text[-2:] for token in between)


def _aimed(stage: Stage, deed: Deed, mark: Marked) -> bool:
    """False for a word that is no sign of this type of deed, or says where: a border, or where words were published."""
    kind = deed.main.kind
    if mark.mark.types and kind.type not in mark.mark.types:
        return False
    if mark.mark.id == "with" and kind.type == "ASSAULT" and not kind.symmetric:
        return False  # قتل مع رفاقه
    lists = stage.scene.words.lists
    for back in range(mark.first - 1, max(-1, mark.first - 3), -1):
        token = stage.scene.text.tokens[back]
        if any(s in lists["border"] or s in lists["published"] for _, s in token.stems):
            return False
        if not token.fold.endswith(("ي", "يه")):
            break  # of الحدود الشمالية مع الجارة the noun says it
    return True


def _within_reach(stage: Stage, deed: Deed, mark: Marked) -> bool:
    """False where more words stand between a deed and the sign than may tell how, by whom and when it was done."""
    before = max((t.last for t in deed.triggers if t.last <= mark.first), default=mark.first)
    named = {at for p in stage.players for at in range(p.first, p.last)}
    words = [
        at
        for at in range(before, mark.first)
        if at not in named and at not in stage.scene.timed and stage.scene.text.tokens[at].kind == "word"
    ]
    return len(words) <= _WORDS


def _governs(stage: Stage, deed: Deed, at: int) -> bool:
    """True where the last trigger before a token, or the verb that carries the next one, is the deed's."""
    if any(t.carrier is not None and t.carrier.token < at < t.first for t in deed.triggers):
        return True
    before = [t for t in _deeds(stage) if t.first <= at]
    return bool(before) and before[-1] in deed.triggers


def _deeds(stage: Stage) -> list[Trigger]:
    """The triggers of a sentence but for those that bring in who acts (بدعم من)."""
    own = {m.first for m in stage.scan.marks if m.mark.id in ("by", "source")}
    return [t for t in stage.scan.triggers if t.first not in own]


def _before(stage: Stage, deed: Deed, at: int) -> bool:
    """True where the sentence's first deed follows in the clause of a token (الفصائل بمشاركة الجيش تقصف)."""
    first = next(iter(_deeds(stage)), stage.scan.triggers[0])
    same = clause_at(stage.clauses, at) == clause_at(stage.clauses, first.first)
    return at < first.first and same and first in deed.triggers
