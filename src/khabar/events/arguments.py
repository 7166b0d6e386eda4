"""Who did it and to whom: subjects, genitives, adjectives of origin, من قبل, نفذتها; objects, على, ضد."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khabar.events.chains import Deed
from khabar.events.clauses import clause_at
from khabar.events.figures import Harm
from khabar.events.governed import governed
from khabar.events.scene import Player
from khabar.events.sides import JOINING, named_after, of_trigger
from khabar.events.stage import Stage
from khabar.events.subjects import limit_of
from khabar.events.triggers import Marked, Trigger
from khabar.events.voices import with_and
from khabar.mentions.counts_words import read_noun
from khabar.text.fold import without_article

_STRIKING = ("ASSAULT", "COERCE", "SANCTION", "ACCUSE", "THREATEN")  # what may befall a medium, which else only tells
_VIOLENT = ("ASSAULT", "COERCE", "MOBILIZE", "PROTEST", None)
_OF_PEOPLE = ("CONSULT", "AID", "REQUEST", "COOPERATE")
_SOMEBODY = ("group", "state", "person", "people")
_WORDS = 9  # between a deed and the word that brings in whom it is done to, without names and times
_OF_ORIGIN = 7  # tokens from a deed's noun to its adjective of origin


@dataclass(frozen=True, slots=True)
class Parts:
    """The takers of part of one deed, in order of finding, without repeats.

    `killed` and `injured` are named persons; `single` are nameless ones who stand alone as the object of a verb (قتلوا
    شابا), each with what befell them. `alleged`: who did it is only an accuser's word.
    """

    agents: tuple[Player, ...] = ()
    recipients: tuple[Player, ...] = ()
    place: Player | None = None
    killed: tuple[Player, ...] = ()
    injured: tuple[Player, ...] = ()
    single: tuple[tuple[Harm, Player], ...] = ()
    alleged: bool = False


def find_parts(stage: Stage, deed: Deed) -> Parts:
    """The agents, recipients and, where the patient is a place (تعرضت البلدة لقصف), the place of a deed."""
    agents: list[Player] = []
    recipients: list[Player] = []
    harmed: dict[Harm, list[Player]] = {"killed": [], "injured": []}
    single: list[tuple[Harm, Player]] = []
    for trigger in deed.triggers:
        found_agents, found_recipients = of_trigger(stage, trigger)
        agents += found_agents if not agents or _goes_on(agents, found_agents) else []
        recipients += found_recipients
        for what, persons in harmed.items():
            if trigger.kind.counts[:1] == (what,):
                persons += _persons(stage, found_recipients)
                single += [(what, p) for p in found_recipients[:1] if _single(stage, trigger, p)]
    marked_agents, marked_recipients = _by_marks(stage, deed)
    agents += marked_agents
    recipients += marked_recipients
    agents = [q for p in agents for q in _and_others(stage, named_after(stage, p))]
    if all(p.entity is None for p in agents):
        agents = [*_of_origin(stage, deed), *agents]
    places = [p for p in recipients if p.sort == "place"]
    calm = deed.main.kind.type not in _VIOLENT
    origin = deed.main.kind.type in _OF_PEOPLE  # زار معرضا فرنسيا does not call on the state
    recipients = [p for p in recipients if not (origin and p.adjective and p.participant is None)]
    recipients = [q for p in recipients for q in _and_others(stage, p) if _party(stage, q, calm) and q not in agents]
    struck = deed.main.kind.type in _STRIKING
    recipients = [p for p in recipients if not _others(p) and (struck or p.kind not in ("media", "facility"))]
    alleged = False
    agents = [p for p in agents if _acting(p)]
    if not agents:
        by_verb, alleged = governed(stage, deed)
        agents = [q for p in by_verb if _acting(p) for q in _and_others(stage, p)]
        recipients = [p for p in recipients if p not in agents]
    killed, injured = (tuple(dict.fromkeys(harmed[what])) for what in ("killed", "injured"))
    place = places[0] if places else None
    agents, recipients = list(dict.fromkeys(agents)), list(dict.fromkeys(recipients))
    return Parts(tuple(agents), tuple(recipients), place, killed, injured, tuple(single), alleged)


def _goes_on(agents: Sequence[Player], more: Sequence[Player]) -> bool:
    """True where a later telling names whom the first left nameless; else the first says who did it."""
    return all(p.entity is None for p in agents) and any(p.entity is not None for p in more)


def _party(stage: Stage, player: Player, calm: bool) -> bool:
    """True for all but places; a site is struck (قصف المشفى) as well as being where it was, a country is helped."""
    if player.sort != "place" or player.kind == "facility":
        return True
    return calm and stage.scene.entities[player.entity or ""].actor_code is not None


def _acting(player: Player) -> bool:
    """True for all who can do a deed: no place, no medium, nobody told as more of others."""
    return player.sort != "place" and player.kind != "media" and not _others(player)


def _others(player: Player) -> bool:
    """True for آخرون, who are more of those told before them."""
    return player.participant is not None and player.participant.id == "others" and player.entity is None


def _and_others(stage: Stage, player: Player) -> list[Player]:
    """One with those that و alone joins to it (قصف مصدره قوات النظام وقوات الوادي)."""
    found = [player]
    if player.sort not in _SOMEBODY:
        return found
    tokens = stage.scene.text.tokens
    for other in stage.players:
        last = found[-1].last
        bare = other.adjective and not _described(stage, player, other)
        if other.first < last or other.sort not in _SOMEBODY or bare:
            continue
        between = tokens[last : other.first]
        if not (with_and(stage, other) or (between and between[-1].fold == "و")):
            break
        if len(between) > 1 or any(t.kind == "word" and t.fold != "و" for t in between):
            break
        verb = any(f.person > 0 and f.tense == "present" for f in stage.scene.forms(min(other.last, len(tokens) - 1)))
        if verb:
            break  # … وقوات الوادي تعلن: another clause
        found.append(other)
    return found


def _described(stage: Stage, player: Player, other: Player) -> bool:
    """True where و joins one adjective of origin to another of the same noun (القوات الروسية والسورية)."""
    tokens = stage.scene.text.tokens
    alike = tokens[player.last - 1].fold.endswith(("ي", "يه")) and tokens[other.first].fold.startswith("وال")
    return other.first == player.last and other.sort == "state" and alike and player.last - player.first > 1


def _persons(stage: Stage, recipients: Sequence[Player]) -> list[Player]:
    """The named persons among those harmed, with those joined to the first by و."""
    found = [p for p in recipients if p.sort == "person"]
    if not found:
        return []
    players = stage.players
    at = players.index(found[0])
    while at + 1 < len(players) and players[at + 1].sort == "person" and _joined(stage, players[at], players[at + 1]):
        at += 1
        found.append(players[at])
    return list(dict.fromkeys(found))


def _single(stage: Stage, trigger: Trigger, player: Player) -> bool:
    """True for one indefinite person as the object of an active verb, whom no figure counts."""
    if trigger.form != "verb" or player.entity is not None or player.preposition or player.first in stage.scene.counted:
        return False
    noun = read_noun(stage.scene.words.counting, stage.scene.text.tokens[player.first])
    return noun is not None and noun[0].shape == "singular" and not noun[1] and not noun[0].kin


def _joined(stage: Stage, one: Player, other: Player) -> bool:
    """True where و or a comma alone joins two names."""
    tokens = stage.scene.text.tokens
    between = tokens[one.last : other.first]
    return len(between) <= 2 and (tokens[other.first].fold[:1] == "و" or any(t.text in "،,و" for t in between))


def _by_marks(stage: Stage, deed: Deed) -> tuple[list[Player], list[Player]]:
    """Players brought in by words of agency inside the deed's clauses (على يد، من قبل، نفذتها، ضد)."""
    agents: list[Player] = []
    recipients: list[Player] = []
    spans = [stage.clauses[c] for c in deed.clauses]
    for mark in stage.scan.marks:
        if mark.mark.book != "agency" or not any(c.first <= mark.first < c.last for c in spans):
            continue
        if mark.mark.value == "recipient" and not (_aimed(stage, deed, mark) and _within_reach(stage, deed, mark)):
            continue
        if not (_governs(stage, deed, mark.first) or (mark.mark.value == "agent" and _before(stage, deed, mark.first))):
            continue
        limit = limit_of(stage, mark.first)
        player = next((p for p in stage.players if mark.last <= p.first < min(limit, mark.last + 6)), None)
        if player is None or any(t.first < player.first and t.first >= mark.last for t in stage.scan.triggers):
            continue
        if mark.mark.id == "fire-of" and player.side == "victim":
            continue  # بقذيفة مضادة للأفراد
        if any(mark.last <= m.first < player.first and m.mark.value == "recipient" for m in stage.scan.marks):
            continue  # ترتكبها | بحق المدنيين
        (agents if mark.mark.value == "agent" else recipients).append(player)
    return agents, recipients


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
    own = {m.first for m in stage.scan.marks if m.mark.id == "by"}
    return [t for t in stage.scan.triggers if t.first not in own]


def _of_means(stage: Stage, player: Player) -> bool:
    """True for an owner told with what he strikes with (بمدفعية القوات، بطائرات النظام)."""
    if player.entity is None:
        return False
    if player.participant is not None:
        return player.participant.side == "means"
    return _is_means(stage, player.first)


def _of_origin(stage: Stage, deed: Deed) -> list[Player]:
    """A state told by an adjective near a cause's noun, or the owner of a weapon (مسيرة تركية، مدفعية النظام)."""
    found: list[Player] = []
    for trigger in deed.triggers:
        active = trigger.form == "verb" and not trigger.passive and trigger.kind.role != "harm"
        for player in stage.players:
            near = (
                trigger.last <= player.first <= trigger.last + _OF_ORIGIN
                or trigger.first <= player.first < trigger.last
            )
            if not near or clause_at(stage.clauses, player.first) not in deed.clauses:
                continue
            by = ("ب",) if active else ("", "ل", "ب")
            origin = (
                player.adjective and player.participant is None and not active and _describing(stage, trigger, player)
            )
            if origin or (_of_means(stage, player) and player.preposition in by):
                found.append(player)
                break
        if found and trigger.kind.role != "harm":
            break
    return found


def _describing(stage: Stage, trigger: Trigger, adjective: Player) -> bool:
    """True for an adjective of origin of the deed's noun or of a weapon, not of what is struck (قصف نقطة تركية)."""
    tokens, words = stage.scene.text.tokens, stage.scene.words
    for at in range(adjective.first - 1, trigger.last - 1, -1):
        token = tokens[at]
        if words.weapons.at(tokens, at) is not None or _is_means(stage, at):
            return True
        if token.text in JOINING:
            continue
        relative = token.fold.endswith(("ي", "يه", "يا", "يات", "تان", "تين"))
        if relative and token.fold.startswith("بال"):
            return True  # بالحربي الروسي
        if not (relative or token.fold in words.lists["quality"] or at in stage.scene.counted):
            return False
    return not trigger.suffix


def _before(stage: Stage, deed: Deed, at: int) -> bool:
    """True where the sentence's first deed follows in the clause of a token (الفصائل بمشاركة الجيش تقصف)."""
    first = next(iter(_deeds(stage)), stage.scan.triggers[0])
    same = clause_at(stage.clauses, at) == clause_at(stage.clauses, first.first)
    return at < first.first and same and first in deed.triggers


def _is_means(stage: Stage, at: int) -> bool:
    heads = (stage.scene.words.participants.get(without_article(s)) for _, s in stage.scene.text.tokens[at].stems)
    return any(head is not None and head.side == "means" for head in heads)
