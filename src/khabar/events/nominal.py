"""To whom a deed told as a noun is done, beside whoever its genitive names (دعوات للحكومة, زيارة الوزير إلى الأردن).

Behind some nouns ل brings in whose they are (اجتماع للحكومة), behind others whom they are for (اتهامات للحكومة); the
visit of a person is theirs, of a state or a building it goes there; and a noun behind ل of purpose has its object in
the genitive (وصل لزيارة الأردن). The book of valencies says which.
"""

from __future__ import annotations

from collections.abc import Sequence

from khabar.events.scene import Player
from khabar.events.stage import Stage
from khabar.events.triggers import Trigger
from khabar.events.valency import Valency
from khabar.text.fold import fold, without_article
from khabar.text.tokens import has_preposition

_FAR = 6  # tokens from whoever acts to whom it is done to
_TO_VERB = 4  # tokens from a meeting to the verb that says whom it brought together
_SEATS = ("state", "place")
_HYPHENS = ("-", "–", "ـ", "/")
_TOWARDS = ("", "ل", "الي")


def taken(stage: Stage, trigger: Trigger, first: Player, following: Player | None) -> bool:
    """True where the first one behind a deed's noun is whom it is done to, and not who does it."""
    valency = stage.scene.words.valency(trigger.kind.id)
    if valency.host and not first.adjective:
        seat = first.participant is None and first.sort in (*_SEATS, "group")
        visits = following is not None and following.preposition in valency.to and first.sort == "group"
        return first.preposition in (_TOWARDS if seat and not visits else ("الي",))
    if first.preposition:
        return first.preposition in valency.to and not (first.preposition == "من" and _received(trigger))
    if first.first == trigger.last and stage.scene.text.tokens[trigger.last - 1].fold[:1] == "ب":
        return trigger.form == "phrase"  # الاعتراف بدولة | فلسطين
    if _of_matter(stage, trigger, first):
        return True
    if (
        "" in valency.to
        and not (first.adjective or trigger.known)
        and (following is None or not _object_of(stage, first, following))
    ):
        return True  # حفاوة استقبال | الوفد
    return valency.purpose and _of_purpose(stage, trigger) and not first.adjective


def _of_matter(stage: Stage, trigger: Trigger, first: Player) -> bool:
    """True for the owner of what is condemned or praised (إدانة جرائم | الدولة), who does not do it."""
    matter = stage.scene.text.tokens[first.first - 1].fold if first.first == trigger.last + 1 else ""
    return trigger.kind.role == "stand" and not first.adjective and matter in stage.scene.words.lists["matter"]


def _object_of(stage: Stage, first: Player, following: Player) -> bool:
    """True where the object stands right behind who does it (استقبال الوزير | الوفد)."""
    tokens = stage.scene.text.tokens[first.last : following.first]
    return following.preposition in ("", "ل") and not following.adjective and len(tokens) <= 1


def suffered(stage: Stage, trigger: Trigger, first: Player | None) -> bool:
    """True where the pronoun on a noun is whom it is done to: اتهامه بالقتل, إدانته بما نسب إليه, جاء لزيارته."""
    valency, tokens = stage.scene.words.valency(trigger.kind.id), stage.scene.text.tokens
    if first is not None and first.first == trigger.last and not first.adjective and not first.preposition:
        return False  # اتهامه | الوزارة
    after = tokens[trigger.last] if trigger.last < stage.sentence.last else None
    charged = after is not None and has_preposition(after, "ب")
    if trigger.kind.type == "ACCUSE":
        return charged and after is not None and after.fold not in stage.scene.words.lists["strongly"]
    token = tokens[trigger.first]
    return valency.purpose and trigger.start > token.start and token.fold[:1] == "ل"


def of_states(stage: Stage, trigger: Trigger, after: Sequence[Player]) -> list[Player]:
    """All who talk or agree with each other, told by adjectives in a row (المحادثات القطرية الأميركية); or none."""
    found: list[Player] = []
    at = trigger.last
    for player in after:
        marks = stage.scene.text.tokens[at : player.first]
        if player.sort != "state" or not player.adjective or any(t.text not in _HYPHENS for t in marks):
            break
        found.append(player)
        at = player.last
    return found if trigger.kind.symmetric and len(found) > 1 else []


def held_at(stage: Stage, trigger: Trigger, first: Player) -> bool:
    """True for talks called by the capital where they are held (لقاء | العاصمة), whose state may be far from them."""
    if first.sort != "state" or first.preposition or first.adjective or first.participant is not None:
        return False
    name = stage.scene.entities[first.entity or ""].name
    said = fold(stage.scene.text.words(first.first, first.last).text).split()
    return trigger.kind.symmetric and not {*fold(name).split(), without_article(fold(name))}.intersection(said)


def gathered(stage: Stage, trigger: Trigger, after: Sequence[Player]) -> list[Player]:
    """Both sides of a meeting that is told to bring them together (لقاء سري جمع الوزير بنظيره); or none."""
    tokens, gathers = stage.scene.text.tokens, stage.scene.words.lists["gathers"]
    near = range(trigger.last, min(trigger.last + _TO_VERB, stage.sentence.last))
    verb = next((at for at in near if tokens[at].fold in gathers), None)
    sides = [p for p in after if verb is not None and p.first > verb and p.sort != "place"]
    if verb is None or trigger.kind.type != "CONSULT" or len(sides) < 2 or sides[0].first > verb + 1:
        return []
    one, other = sides[:2]
    joined = other.preposition in ("ب", "مع") or tokens[other.first].fold[:1] == "و"
    return [one, other] if joined and _open(stage, one.last, other.first) else []


def behind(stage: Stage, trigger: Trigger, first: Player, following: Player | None) -> list[Player]:
    """Whom a deed is done to, told right behind whoever does it (اجتماع الوزير مع السفير)."""
    valency = stage.scene.words.valency(trigger.kind.id)
    if following is None or following.first - first.last > _FAR or not _open(stage, first.last, following.first):
        return []
    return [following] if following.preposition in ("ل", *_marked(valency)) else []


def governs(stage: Stage, trigger: Trigger, first: Player) -> bool:
    """True where a noun with the pronoun of who acts has someone for its object (مطالبته الوزارة, دعوته للجيران)."""
    valency = stage.scene.words.valency(trigger.kind.id)
    if first.preposition:
        return first.preposition in ("ل", *_marked(valency))
    return "" in valency.objects and first.first == trigger.last and not first.adjective


def _marked(valency: Valency) -> list[str]:
    return sorted(p for p in valency.to if p)


def _received(trigger: Trigger) -> bool:
    """True where the subject is told as who received it: من then brings in who did it (تلقى اتصالا من)."""
    return trigger.carrier is not None and trigger.carrier.light.subject == "patient"


def _of_purpose(stage: Stage, trigger: Trigger) -> bool:
    """True for a noun with ل written onto it and without the article (لزيارة, not للزيارة)."""
    token = stage.scene.text.tokens[trigger.first]
    return trigger.start > token.start and token.fold[:1] == "ل" and not trigger.definite


def _open(stage: Stage, first: int, last: int) -> bool:
    """True where no other deed is told and no mark stands between two tokens."""
    told = any(first <= t.first < last for t in stage.scan.triggers)
    return not told and all(t.kind != "punct" or t.text in '"”“»«()#' for t in stage.scene.text.tokens[first:last])
