"""Who did it and to whom: subjects, genitives, adjectives of origin, من قبل, نفذتها; objects, على, ضد."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from khabar.events.agency import by_marks
from khabar.events.chains import Deed
from khabar.events.clauses import clause_at
from khabar.events.figures import Harm
from khabar.events.governed import governed
from khabar.events.scene import Player
from khabar.events.sides import JOINING, named_after, of_trigger
from khabar.events.stage import Stage
from khabar.events.triggers import Trigger
from khabar.events.voices import WHEN, with_and
from khabar.mentions.counts_words import read_noun
from khabar.text.fold import without_article

_STRIKING = ("ASSAULT", "COERCE", "SANCTION", "ACCUSE", "THREATEN")  # what may befall a medium, which else only tells
_VIOLENT = ("ASSAULT", "COERCE", "MOBILIZE", "PROTEST", None)
_OF_PEOPLE = ("CONSULT", "AID", "REQUEST", "COOPERATE")
_CALM = ("CONSULT", "AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN")  # done by words, with no arms
_SOMEBODY = ("group", "state", "person", "people")
_SINCE_FAR = 7  # the same to a word of time, with whoever tells of the deed between
_AFTER = ("بعد", "اثر", "عقب", "خلال", "وسط", "في")  # before clashes in which who is told of fought
_HEADS = 3  # tokens from a word that sets a deed apart (رد على سلسلة هجمات) to its noun
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
    deed = replace(deed, triggers=tuple(t for t in deed.triggers if not _aside(stage, deed, t)))
    for trigger in deed.triggers:
        found_agents, found_recipients = of_trigger(stage, trigger)
        agents += found_agents if not agents or _goes_on(agents, found_agents) else []
        recipients += found_recipients
        for what, persons in harmed.items():
            if found_recipients and trigger.kind.counts[:1] == (what,) and stage.done(trigger):
                persons += _persons(stage, found_recipients)
                single += [(what, p) for p in found_recipients[:1] if _single(stage, trigger, p)]
    marked_agents, marked_recipients = by_marks(stage, deed, agents, recipients)
    recipients += marked_recipients
    agents = _named(stage, deed, [*agents, *marked_agents])
    places = [p for p in recipients if p.sort == "place"]
    calm = deed.main.kind.type not in _VIOLENT
    origin = deed.main.kind.type in _OF_PEOPLE  # زار معرضا فرنسيا does not call on the state
    recipients = [p for p in recipients if not (origin and p.adjective and p.participant is None)]
    recipients = [
        q for p in recipients for q in _and_others(stage, p) if _party(stage, q, calm) and not _among(q, agents)
    ]
    struck = deed.main.kind.type in _STRIKING
    recipients = [p for p in recipients if not _others(p) and (struck or p.kind not in ("media", "facility"))]
    alleged = False
    agents = _doing(stage, deed, agents)
    if not agents:
        by_verb, alleged = governed(stage, deed)
        by_verb = by_verb or _opposed(stage, deed, recipients)
        agents = [q for p in by_verb if _acting(p) for q in _and_others(stage, p)]
        recipients = [p for p in recipients if not _among(p, agents)]
    killed, injured = (tuple(dict.fromkeys(harmed[what])) for what in ("killed", "injured"))
    place = places[0] if places else None
    agents, recipients = list(dict.fromkeys(agents)), list(dict.fromkeys((*recipients, *killed, *injured)))
    return Parts(tuple(agents), tuple(recipients), place, killed, injured, tuple(single), alleged)


def _named(stage: Stage, deed: Deed, agents: Sequence[Player]) -> list[Player]:
    """Those who act by name and with those joined to them; before the nameless the state that an adjective tells."""
    found = [q for p in agents for q in _and_others(stage, named_after(stage, p))]
    return [*_of_origin(stage, deed), *found] if all(p.entity is None for p in found) else found


def _doing(stage: Stage, deed: Deed, agents: Sequence[Player]) -> list[Player]:
    """Those who can do a deed; in a protest no state does it, but its people may."""
    protest = deed.main.kind.type == "PROTEST"
    able = [p for p in agents if _acting(p) and not (protest and _cause(stage, p))]
    return [_countrymen(stage, p, protest) for p in able]


def _aside(stage: Stage, deed: Deed, trigger: Trigger) -> bool:
    """True for a further noun that tells of another deed: to which this is the answer (ردا على مجزرة)."""
    if trigger.form == "verb" or trigger is deed.triggers[0]:
        return False
    tokens, lists = stage.scene.text.tokens, stage.scene.words.lists
    caused = trigger.kind.role != "harm" and deed.main.kind.role != "harm" and deed.main.first < trigger.first
    named = {at for p in stage.players if caused for at in range(p.first, p.last)}
    reach = _SINCE_FAR if caused else _HEADS
    for at in range(trigger.first - 1, max(deed.triggers[0].last, trigger.first - reach) - 1, -1):
        if tokens[at].fold.removeprefix("و") in lists["aside"]:
            return True
        if caused and tokens[at].fold in WHEN:
            return True  # غارة على الحي | بعد استهداف القاعدة
        if at in named:
            continue
        if tokens[at].kind != "word" or (tokens[at].fold not in lists["preposition"] and stage.scene.definite(at)):
            return False
    return False


def _opposed(stage: Stage, deed: Deed, others: Sequence[Player]) -> list[Player]:
    """Who fought with those behind مع: the subject of the verb before (سيطر الجيش على البلدة بعد معارك مع الفصيل)."""
    main = deed.main
    if not main.kind.symmetric or main.form == "verb" or not any(p.preposition == "مع" for p in others):
        return []
    before = stage.scene.text.tokens[main.first - 1].fold if main.first > stage.sentence.first else ""
    verbs = [t for t in stage.scan.triggers if t.last <= main.first and t.form == "verb" and t not in deed.triggers]
    if before not in _AFTER or not verbs:
        return []
    return [p for p in of_trigger(stage, verbs[-1])[0] if p.sort in ("group", "state", "people")]


def _goes_on(agents: Sequence[Player], more: Sequence[Player]) -> bool:
    """True where a later telling names whom the first left nameless; else the first says who did it."""
    return all(p.entity is None for p in agents) and any(p.entity is not None for p in more)


def _among(player: Player, others: Sequence[Player]) -> bool:
    """True for one of several, or the head of the phrase that names one (مسلحون | من الفصيل)."""
    return any(other.first <= player.first < other.last for other in others)


def _party(stage: Stage, player: Player, calm: bool) -> bool:
    """True for all but places; a site is struck (قصف المشفى) as well as being where it was, a country is helped."""
    if player.sort != "place" or player.kind == "facility":
        return True
    return calm and stage.scene.entities[player.entity or ""].actor_code is not None


def _acting(player: Player) -> bool:
    """True for all who can do a deed: no place, no medium, nobody told as more of others."""
    return player.sort != "place" and player.kind != "media" and not _others(player)


def _countrymen(stage: Stage, player: Player, protest: bool) -> Player:
    """A state's people, where a plural names them (أغلق أوروبيون المحطة); with the article it may be the state."""
    if not _of_nation(stage, player) or (stage.scene.definite(player.first) and not protest):
        return player
    return replace(player, sort="people", entity=None, kind="people", adjective=False)


def _of_nation(stage: Stage, player: Player) -> bool:
    """True for the plural of a word of origin, which names people and describes no deed."""
    word = stage.scene.text.tokens[player.last - 1].fold
    return player.sort == "state" and player.adjective and word.endswith(("ون", "ين")) and not word.endswith("تين")


def _cause(stage: Stage, player: Player) -> bool:
    """True for a state that only describes a protest or is its cause (التظاهرات الفرنسية، المؤيدة لفلسطين)."""
    origin = player.adjective and not _of_nation(stage, player)
    return player.sort == "state" and (origin or player.preposition == "ل")


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
        verb = any(f.person == 3 and f.tense == "present" for f in stage.scene.forms(min(other.last, len(tokens) - 1)))
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
    first = found[0].first  # a recipient may reach further than the player it was
    at = next((i for i, p in enumerate(players) if p.first == first), len(players))
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
    joined = tokens[other.first].fold[:1] == "و" or bool(between)
    return len(between) <= 2 and joined and all(t.text in "،,و" for t in between)


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
            others = any(
                trigger.first < t.first <= player.first and t not in deed.triggers for t in stage.scan.triggers
            )
            if not near or others or clause_at(stage.clauses, player.first) not in deed.clauses:
                continue
            by = ("ب",) if active else ("", "ل", "ب")
            origin = (
                player.adjective
                and player.participant is None
                and not active
                and not _of_nation(stage, player)
                and _describing(stage, trigger, player)
            )
            struck = player.first == trigger.last or "vehicles" in trigger.kind.counts  # أعطب المقاتلون مدرعة تركية
            target = trigger.kind.genitive == "patient" and struck and not player.preposition
            calm = trigger.kind.type in _CALM
            if origin or (not calm and not target and _of_means(stage, player) and player.preposition in by):
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
            return trigger.kind.type not in _CALM  # اتهامات بشأن طائرات تركية
        if token.text in JOINING:
            continue
        relative = token.fold.endswith(("ي", "يه", "يا", "يات", "تان", "تين"))
        if relative and token.fold.startswith("بال"):
            return True  # بالحربي الروسي
        if not (relative or token.fold in words.lists["quality"] or at in stage.scene.counted):
            return False
    return not trigger.suffix and trigger.kind.role != "harm"  # مقتل سوري: he is the dead


def _is_means(stage: Stage, at: int) -> bool:
    heads = (stage.scene.words.participants.get(without_article(s)) for _, s in stage.scene.text.tokens[at].stems)
    return any(head is not None and head.side == "means" for head in heads)
