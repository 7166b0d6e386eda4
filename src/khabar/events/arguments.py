"""Who did it and to whom: subjects, genitives, adjectives of origin, من قبل, نفذتها; objects, على, ضد."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khabar.events.chains import Deed
from khabar.events.clauses import clause_at
from khabar.events.figures import Harm
from khabar.events.referents import antecedent
from khabar.events.scene import OWNERLESS, Player
from khabar.events.stage import Stage
from khabar.events.subjects import find_subject, idle, limit_of
from khabar.events.triggers import Trigger
from khabar.events.voices import of_verb, told_as_verb, with_pronoun
from khabar.mentions.counts_words import read_noun
from khabar.text.fold import without_article

_JOINING = '#"”“»«'
_STRIKING = ("ASSAULT", "COERCE", "SANCTION", "ACCUSE", "THREATEN")  # what may befall a medium, which else only tells
_FROM_WHOM = ("ASSAULT", "CONSULT", "AGREE", "SUPPORT", "REJECT")
_SUFFERING = ("group", "state", "person", "people")
_TO_BETWEEN = 6  # tokens from a deed's noun to بين
_OF_ORIGIN = 7  # tokens from a deed's noun to its adjective of origin


@dataclass(frozen=True, slots=True)
class Parts:
    """The takers of part of one deed, in order of finding, without repeats.

    `killed` and `injured` are named persons; `single` are nameless ones who stand alone as the object of a verb (قتلوا
    شابا), each with what befell them.
    """

    agents: tuple[Player, ...] = ()
    recipients: tuple[Player, ...] = ()
    place: Player | None = None
    killed: tuple[Player, ...] = ()
    injured: tuple[Player, ...] = ()
    single: tuple[tuple[Harm, Player], ...] = ()


def find_parts(stage: Stage, deed: Deed) -> Parts:
    """The agents, recipients and, where the patient is a place (تعرضت البلدة لقصف), the place of a deed."""
    agents: list[Player] = []
    recipients: list[Player] = []
    harmed: dict[Harm, list[Player]] = {"killed": [], "injured": []}
    single: list[tuple[Harm, Player]] = []
    for trigger in deed.triggers:
        found_agents, found_recipients = _of_trigger(stage, trigger)
        agents += found_agents
        recipients += found_recipients
        for what, persons in harmed.items():
            if trigger.kind.counts[:1] == (what,):
                persons += _persons(stage, found_recipients)
                single += [(what, p) for p in found_recipients[:1] if _single(stage, trigger, p)]
    marked_agents, marked_recipients = _by_marks(stage, deed)
    agents += marked_agents
    recipients += marked_recipients
    agents = [q for p in agents for q in _and_others(stage, _named_after(stage, p))]
    if all(p.entity is None for p in agents):
        agents = [*_of_origin(stage, deed), *agents]
    places = [p for p in recipients if p.sort == "place"]
    recipients = [q for p in recipients for q in _and_others(stage, p, _SUFFERING) if _party(q) and q not in agents]
    struck = deed.main.kind.type in _STRIKING
    recipients = [p for p in recipients if not _others(p) and (struck or p.kind not in ("media", "facility"))]
    agents = [p for p in agents if p.sort != "place" and p.kind != "media" and not _others(p)]
    killed, injured = (tuple(dict.fromkeys(harmed[what])) for what in ("killed", "injured"))
    place = places[0] if places else None
    return Parts(tuple(dict.fromkeys(agents)), tuple(dict.fromkeys(recipients)), place, killed, injured, tuple(single))


def _party(player: Player) -> bool:
    """True for all but places; a site is struck (قصف المشفى) as well as being where it was."""
    return player.sort != "place" or player.kind == "facility"


def _others(player: Player) -> bool:
    """True for آخرون, who are more of those told before them."""
    return player.participant is not None and player.participant.id == "others" and player.entity is None


def _named_after(stage: Stage, player: Player) -> Player:
    """The group named right after a nameless one, which it is (ميليشيا #قسد, فصيل "الوادي")."""
    if player.side in (None, "victim"):
        return player
    if player.participant is not None and player.participant.code in OWNERLESS and stage.scene.definite(player.first):
        return player
    following = next((p for p in stage.players if p.first >= player.last), None)
    if following is None or following.preposition or following.first - player.last > 1:
        return player
    if not (following.sort == "group" or (following.sort == "state" and following.adjective)):
        return player
    between = stage.scene.text.tokens[player.last : following.first]
    return following if all(t.kind == "punct" and t.text in _JOINING for t in between) else player


def _and_others(stage: Stage, player: Player, sorts: Sequence[str] = ("group", "state")) -> list[Player]:
    """A group or state with those that و alone joins to it (قصف مصدره قوات النظام وقوات الوادي)."""
    found = [player]
    if player.sort not in sorts:
        return found
    tokens = stage.scene.text.tokens
    for other in stage.players:
        last = found[-1].last
        if other.first < last or other.sort not in sorts or other.adjective:
            continue
        between = tokens[last : other.first]
        if not (tokens[other.first].fold[:1] == "و" or (between and between[-1].fold == "و")):
            break
        if len(between) > 1 or any(t.kind == "word" and t.fold != "و" for t in between):
            break
        verb = any(f.person > 0 and f.tense == "present" for f in stage.scene.forms(min(other.last, len(tokens) - 1)))
        if verb:
            break  # … وقوات الوادي تعلن: another clause
        found.append(other)
    return found


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


def _of_trigger(stage: Stage, trigger: Trigger) -> tuple[list[Player], list[Player]]:
    if trigger.kind.weak and trigger.form == "people":
        own = [p for p in stage.players if p.first <= trigger.first < p.last]
        return own, []
    if trigger.form == "noun" and trigger.suffix and told_as_verb(stage, trigger):
        return with_pronoun(stage, trigger)
    carrier = trigger.carrier
    if carrier is not None and carrier.form is not None and trigger.form != "verb":
        subject, _ = find_subject(stage, carrier.token, trigger.first, light=True)
        after = _after_noun(stage, trigger)
        if carrier.light.near and not _right_after(stage, carrier.token, subject, trigger.first):
            return after
        if carrier.light.subject == "agent" or trigger.kind.type == "AGREE":
            return [*subject, *after[0]], after[1]
        if carrier.light.subject in ("patient", "place"):
            return after[0], [*subject, *after[1]]
        return after
    # A phrase of a verb that takes no object holds its subject: the shell of سقطت قذيفة, whose owner may follow.
    if trigger.form == "verb" or (trigger.verb is not None and not trigger.kind.intransitive):
        return of_verb(stage, trigger)
    return _after_noun(stage, trigger)


def _acts(player: Player) -> bool:
    """True for one who is likelier to do violence than to suffer it when the voice is open."""
    if player.entity is not None:
        return player.kind in ("armed_group", "state", "organization")
    return player.side == "agent"


def _right_after(stage: Stage, verb: int, subject: Sequence[Player], noun: int) -> bool:
    """True where only times and adverbs stand between a verb with its subject and a noun."""
    return idle(stage, max([verb + 1, *(p.last for p in subject)]), noun) is not None


def _after_noun(stage: Stage, trigger: Trigger) -> tuple[list[Player], list[Player]]:
    """Agent and patient in the genitive or with ل after a noun that tells a deed."""
    limit = limit_of(stage, trigger.first)
    after = [p for p in stage.players if trigger.last <= p.first < limit]
    if trigger.suffix and trigger.form == "noun":
        owner = antecedent(stage, trigger.first, trigger.suffix)
        own = [owner] if owner is not None else []
        return ([], own) if trigger.kind.genitive == "patient" else (own, [])
    first = after[0] if after else None
    mutual, joint = _between(stage, trigger, after, "mutual"), _between(stage, trigger, after, "joint")
    if mutual or joint:
        return mutual or joint, mutual if trigger.kind.type == "ASSAULT" else []
    if first is None or not _adjoins(stage, trigger, first) or _describes(stage, trigger, first):
        return [], []
    following = after[1] if len(after) > 1 else None
    if trigger.kind.genitive == "agent":
        if first.preposition in _owning(trigger, first) and first.sort != "place" and first.side != "victim":
            return [first], [following] if following is not None and following.preposition in ("ل", "علي", "ضد") else []
        return [], [first] if first.preposition in ("", "ل", "علي", "ضد") else []
    if trigger.kind.genitive == "patient":
        if _acts(first) and not first.preposition and _aims(stage, first, following, limit):
            return [first], [following] if following is not None and following.preposition in ("", "ل") else []
        return [], [first] if first.preposition in ("", "علي", "ل", "عن", "في") else []
    return [], []


def _owning(trigger: Trigger, player: Player) -> tuple[str, ...]:
    """The prepositions before whom a deed is of: من only of a force and not where it leaves; aid with ل is for one."""
    if trigger.kind.type == "AID":
        return ("",)
    force = player.sort == "group" or player.participant is not None
    return ("", "ل", "من") if trigger.kind.type in _FROM_WHOM and force else ("", "ل")


def _between(stage: Stage, trigger: Trigger, after: Sequence[Player], how: str) -> list[Player]:
    """Both sides of قصف متبادل بين and اشتباكات بين (`mutual`) or of عملية مشتركة بين (`joint`)."""
    tokens = stage.scene.text.tokens
    near = tokens[trigger.last : min(trigger.last + _TO_BETWEEN, stage.sentence.last)]
    said = any(t.fold.removeprefix("ال") in stage.scene.words.lists[how] for t in near)
    if not (said or (how == "mutual" and trigger.kind.symmetric)):
        return []
    between = next((t.index for t in near if t.fold == "بين"), None)
    named = [p for p in after if between is not None and p.first > between and p.sort != "place"]
    if not named or between != named[0].first - 1:
        return []
    sides = list(dict.fromkeys(_named_after(stage, p) for p in named))
    return sides[:2] if len(sides) > 1 and _with_and(stage, sides[1]) else []


def _with_and(stage: Stage, player: Player) -> bool:
    """True where و, alone or with بين or a noun, joins a player to what is before (وبين الجيش, وعناصر من الجيش)."""
    tokens = stage.scene.text.tokens
    return any(tokens[at].fold[:1] == "و" for at in range(player.first - 1, player.first + 1))


def _describes(stage: Stage, trigger: Trigger, player: Player) -> bool:
    """True for an adjective after the deed's noun that could name someone, too (الهجوم الإرهابي)."""
    if player.entity is not None or player.first != trigger.last:
        return False
    word = stage.scene.text.tokens[player.first].fold
    same = word.startswith("ال") == trigger.known
    told = trigger.kind.genitive == "agent" or word.startswith("ال")  # in مقتل جندي the soldier is killed
    return same and told and word.endswith(("ي", "يه"))


def _aims(stage: Stage, first: Player, following: Player | None, limit: int) -> bool:
    """True where an object after the genitive shows it to be the agent (استهداف القوات لقرية، استهداف القوات سيارة)."""
    tokens = stage.scene.text.tokens
    if (
        following is not None
        and following.first - first.last <= 6
        and (following.preposition == "ل" or (not following.preposition and following.first - first.last <= 2))
    ):
        return True
    near = tokens[first.last : min(limit, first.last + 6)]
    return any(
        any(stem in stage.scene.words.targets for _, stem in t.stems)
        and tokens[t.index - 1].fold not in stage.scene.words.lists["preposition"]
        for t in near
    )


def _adjoins(stage: Stage, trigger: Trigger, player: Player) -> bool:
    """True where only adjectives, figures, means or the player's own preposition lie between a noun and a player."""
    tokens = stage.scene.text.tokens
    told = {t.first for t in stage.scan.triggers}
    words = 0
    for at in range(trigger.last, player.first):
        token = tokens[at]
        if (token.kind == "punct" and token.text not in '"”“»«(') or at in told:
            return False
        if token.kind != "word" or at in stage.scene.counted or at in stage.scene.timed:
            continue
        own = at == player.first - 1 and token.fold.removeprefix("و") == player.preposition
        if not own and _leads_away(stage, at):
            return False  # المطالبة | بإسقاط النظام, غارات | على مواقع للفصيل
        words += 1
    return words <= 3


def _leads_away(stage: Stage, at: int) -> bool:
    """True for a preposition and for a noun with one attached that is no weapon (بالمدفعية)."""
    words, token = stage.scene.words, stage.scene.text.tokens[at]
    attached = [stem for cut, stem in token.stems if cut == 1] if token.fold[:1] in "بل" else []
    known = words.weapons.at(stage.scene.text.tokens, at) is not None or not attached
    return token.fold in words.lists["preposition"] or not known


def _by_marks(stage: Stage, deed: Deed) -> tuple[list[Player], list[Player]]:
    """Players brought in by words of agency inside the deed's clauses (على يد، من قبل، نفذتها، ضد)."""
    agents: list[Player] = []
    recipients: list[Player] = []
    spans = [stage.clauses[c] for c in deed.clauses]
    for mark in stage.scan.marks:
        if mark.mark.book != "agency" or not any(c.first <= mark.first < c.last for c in spans):
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


def _governs(stage: Stage, deed: Deed, at: int) -> bool:
    """True where the last trigger before a token, or the verb that carries the next one, is the deed's."""
    if any(t.carrier is not None and t.carrier.token < at < t.first for t in deed.triggers):
        return True
    before = [t for t in stage.scan.triggers if t.first <= at]
    return bool(before) and before[-1] in deed.triggers


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
        if token.text in _JOINING:
            continue
        relative = token.fold.endswith(("ي", "يه", "يا", "يات", "تان", "تين"))
        if relative and token.fold.startswith("بال"):
            return True  # بالحربي الروسي
        if not (relative or token.fold in words.lists["quality"] or at in stage.scene.counted):
            return False
    return not trigger.suffix


def _before(stage: Stage, deed: Deed, at: int) -> bool:
    """True where the sentence's first deed follows in the clause of a token (الفصائل بمشاركة الجيش تقصف)."""
    first = stage.scan.triggers[0]
    same = clause_at(stage.clauses, at) == clause_at(stage.clauses, first.first)
    return at < first.first and same and first in deed.triggers


def _is_means(stage: Stage, at: int) -> bool:
    heads = (stage.scene.words.participants.get(without_article(s)) for _, s in stage.scene.text.tokens[at].stems)
    return any(head is not None and head.side == "means" for head in heads)
