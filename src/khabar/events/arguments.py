"""Who did it and to whom: subjects, genitives, adjectives of origin, من قبل, نفذتها; objects, على, ضد."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khabar.events.chains import Deed
from khabar.events.clauses import Clause, clause_at
from khabar.events.scene import Player, Scene
from khabar.events.triggers import Scan, Trigger
from khabar.objects import Sentence

_OF_ORIGIN = 7  # tokens from a deed's noun to its adjective of origin


@dataclass(frozen=True, slots=True)
class Parts:
    """The takers of part of one deed, in order of finding, without repeats; `killed`, `injured` are named persons."""

    agents: tuple[Player, ...] = ()
    recipients: tuple[Player, ...] = ()
    place: Player | None = None
    killed: tuple[Player, ...] = ()
    injured: tuple[Player, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """What argument finding looks at in one sentence."""

    scene: Scene
    sentence: Sentence
    players: tuple[Player, ...]
    clauses: tuple[Clause, ...]
    scan: Scan


def find_parts(stage: Stage, deed: Deed) -> Parts:
    """The agents, recipients and, where the patient is a place (تعرضت البلدة لقصف), the place of a deed."""
    agents: list[Player] = []
    recipients: list[Player] = []
    harmed: dict[str, list[Player]] = {"killed": [], "injured": []}
    for trigger in deed.triggers:
        found_agents, found_recipients = _of_trigger(stage, trigger)
        agents += found_agents
        recipients += found_recipients
        for what, persons in harmed.items():
            if trigger.kind.counts[:1] == (what,):
                persons += _persons(stage, found_recipients)
    marked_agents, marked_recipients = _by_marks(stage, deed)
    agents += marked_agents
    recipients += marked_recipients
    if all(p.entity is None for p in agents):
        agents = [*_of_origin(stage, deed), *agents]
    places = [p for p in recipients if p.sort == "place"]
    recipients = [p for p in recipients if p.sort != "place" and p not in agents]
    agents = [p for p in agents if p.sort != "place" and not _only_victim(p, deed)]
    killed, injured = (tuple(dict.fromkeys(harmed[what])) for what in ("killed", "injured"))
    place = places[0] if places else None
    return Parts(tuple(dict.fromkeys(agents)), tuple(dict.fromkeys(recipients)), place, killed, injured)


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


def _joined(stage: Stage, one: Player, other: Player) -> bool:
    """True where و or a comma alone joins two names."""
    tokens = stage.scene.text.tokens
    between = tokens[one.last : other.first]
    return len(between) <= 2 and (tokens[other.first].fold[:1] == "و" or any(t.text in "،,و" for t in between))


def _only_victim(player: Player, deed: Deed) -> bool:
    side = player.participant.side if player.participant is not None and player.entity is None else ""
    return side == "victim" and deed.main.kind.type == "ASSAULT"


def _of_trigger(stage: Stage, trigger: Trigger) -> tuple[list[Player], list[Player]]:
    if trigger.kind.weak and trigger.form == "people":
        own = [p for p in stage.players if p.first <= trigger.first < p.last]
        return own, []
    carrier = trigger.carrier
    if carrier is not None and carrier.form is not None and trigger.form != "verb":
        subject, _ = _subject(stage, carrier.token, trigger.first)
        after = _after_noun(stage, trigger)
        if carrier.light.subject == "agent" or trigger.kind.type == "AGREE":
            return [*subject, *after[0]], after[1]
        if carrier.light.subject in ("patient", "place"):
            return after[0], [*subject, *after[1]]
        return after
    if trigger.form == "verb" or trigger.verb is not None:
        return _of_verb(stage, trigger)
    return _after_noun(stage, trigger)


def _of_verb(stage: Stage, trigger: Trigger) -> tuple[list[Player], list[Player]]:
    verb = trigger.first
    limit = _limit(stage, verb)
    subject, rest = _subject(stage, verb, limit)
    kind = trigger.kind
    if kind.genitive == "theme" and trigger.form == "verb":
        return [], []
    if trigger.passive and subject and not _only(subject[0], "victim") and not trigger.suffix:
        after = verb + 1 if subject[-1].last <= verb else subject[-1].last
        if _object_at(stage, after, limit):
            return subject, [p for p in rest[:1] if not p.preposition]
    if trigger.passive and _then(stage, verb) and trigger.kind.passive and (after_ := _unsaid(stage, verb, True)):
        return after_, subject
    if trigger.passive or (kind.intransitive and kind.genitive == "patient"):
        return [], subject
    if not subject and trigger.verb is not None:
        subject = _unsaid(stage, trigger.first, trigger.verb.gender == "f")
    objects = [p for p in rest[:1] if p.preposition in ("", "علي", "ل", "عن", "مع")]
    if kind.symmetric and objects:
        return [*subject, *objects], objects
    return subject, objects


def _then(stage: Stage, verb: int) -> bool:
    """True for a verb after ف, which goes on with the subject before it (قصفوا القرية فقتلوا رجلا)."""
    return stage.scene.text.tokens[verb].fold[:1] == "ف" and any(f.cut for f in stage.scene.forms(verb))


def _object_at(stage: Stage, at: int, limit: int) -> bool:
    """True where a figure or someone stands next, without preposition: the verb has an object and is active."""
    while at < limit and (
        at in stage.scene.timed or stage.scene.text.tokens[at].fold in stage.scene.words.lists["adverb"]
    ):
        at += 1
    if at >= limit:
        return False
    return at in stage.scene.counted or any(p.first == at and not p.preposition for p in stage.players)


def _acts(player: Player) -> bool:
    """True for one who is likelier to do violence than to suffer it when the voice is open."""
    if player.entity is not None:
        return player.kind in ("armed_group", "state", "organization")
    return player.participant is not None and player.participant.side == "agent"


def _limit(stage: Stage, at: int) -> int:
    return stage.clauses[clause_at(stage.clauses, at)].last


def _subject(stage: Stage, verb: int, limit: int) -> tuple[list[Player], list[Player]]:
    """The subject of a verb and the players after it, nearest first.

    Before the verb when a player stands right before it in the clause without preposition; else the first after it.
    """
    clause = stage.clauses[clause_at(stage.clauses, verb)]
    after = [p for p in stage.players if verb < p.first < max(limit, verb + 1)]
    before = [p for p in stage.players if clause.first <= p.first and p.last <= verb and p.sort != "place"]
    while before and not _agrees(stage, verb, before[-1]):
        before = before[:-1]
    near = before[-1] if before else None
    gap = _idle(stage, near.last, verb) if near is not None else None
    if near is not None and not near.preposition and gap is not None and gap <= 1 and not near.adjective:
        group = _coordinated(stage, before)
        return group, after
    first = after[0] if after else None
    if first is not None and not first.preposition and _idle(stage, verb + 1, first.first) is not None:
        return [first], after[1:]
    if first is not None and first.sort == "people" and first.preposition == "" and first.first - verb <= 4:
        return [first], after[1:]
    free = next((p for p in reversed(before) if not p.preposition and not p.adjective), None)
    if free is not None and verb - free.last <= 8 and not _verb_between(stage, free.last, verb):
        return [free], after
    return [], after


def _agrees(stage: Stage, verb: int, player: Player) -> bool:
    """False where a singular verb follows a plural of people: they are not its subject."""
    if (
        player.entity is not None
        or player.participant is None
        or player.participant.side not in ("victim", "protester")
    ):
        return True
    forms = [f for f in stage.scene.forms(verb) if f.person == 3]
    return not forms or any(f.number != "s" for f in forms) or player.last - player.first == 0


def _coordinated(stage: Stage, before: Sequence[Player]) -> list[Player]:
    """The last player and one joined to it by و."""
    last = before[-1]
    if len(before) > 1 and stage.scene.text.tokens[last.first].fold[:1] == "و" and last.first - before[-2].last <= 1:
        return [before[-2], last]
    return [last]


def _idle(stage: Stage, first: int, last: int) -> int | None:
    """The number of words between two tokens when they are only time, adverbs, figures and marks; else None."""
    words = 0
    for at in range(first, last):
        token = stage.scene.text.tokens[at]
        if token.kind == "word" and not (
            at in stage.scene.timed or at in stage.scene.counted or token.fold in stage.scene.words.lists["adverb"]
        ):
            return None
        words += token.kind == "word" and at not in stage.scene.timed and at not in stage.scene.counted
    return words


def _verb_between(stage: Stage, first: int, last: int) -> bool:
    tokens = stage.scene.text.tokens
    return (
        any(t.form == "verb" and first <= t.first < last for t in stage.scan.triggers)
        or any(first <= c.token < last for c in stage.scan.carriers)
        or any(tokens[i].kind == "punct" and tokens[i].text in "،؛.:" for i in range(first, last))
    )


def _after_noun(stage: Stage, trigger: Trigger) -> tuple[list[Player], list[Player]]:
    """Agent and patient in the genitive or with ل after a noun that tells a deed."""
    limit = _limit(stage, trigger.first)
    after = [p for p in stage.players if trigger.last <= p.first < limit]
    if trigger.suffix and trigger.form == "noun":
        owner = antecedent(stage, trigger)
        own = [owner] if owner is not None else []
        return ([], own) if trigger.kind.genitive == "patient" else (own, [])
    first = after[0] if after else None
    if first is None or not _adjoins(stage, trigger, first):
        return [], []
    following = after[1] if len(after) > 1 else None
    if trigger.kind.genitive == "agent":
        if first.preposition in ("", "ل", "من") and first.sort != "place" and not _only(first, "victim"):
            return [first], [following] if following is not None and following.preposition in ("ل", "علي", "ضد") else []
        return [], [first] if first.preposition in ("", "ل", "علي", "ضد") else []
    if trigger.kind.genitive == "patient":
        if _acts(first) and not first.preposition and _aims(stage, first, following, limit):
            return [first], [following] if following is not None and following.preposition in ("", "ل") else []
        return [], [first] if first.preposition in ("", "علي", "ل", "عن", "في") else []
    return [], []


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


def _only(player: Player, side: str) -> bool:
    return player.entity is None and player.participant is not None and player.participant.side == side


def _adjoins(stage: Stage, trigger: Trigger, player: Player) -> bool:
    """True where only adjectives, figures or a preposition lie between a noun and a player."""
    tokens = stage.scene.text.tokens
    words = 0
    for at in range(trigger.last, player.first):
        token = tokens[at]
        if token.kind == "punct" and token.text not in '"”“»«(':
            return False
        if token.kind == "word" and at not in stage.scene.counted and at not in stage.scene.timed:
            words += 1
        if any(t.first == at for t in stage.scan.triggers):
            return False
    return words <= 3


def _by_marks(stage: Stage, deed: Deed) -> tuple[list[Player], list[Player]]:
    """Players brought in by words of agency inside the deed's clauses (على يد، من قبل، نفذتها، ضد)."""
    agents: list[Player] = []
    recipients: list[Player] = []
    spans = [stage.clauses[c] for c in deed.clauses]
    for mark in stage.scan.marks:
        if mark.mark.book != "agency" or not any(c.first <= mark.first < c.last for c in spans):
            continue
        if not _governs(stage, deed, mark.first):
            continue
        limit = _limit(stage, mark.first)
        player = next((p for p in stage.players if mark.last <= p.first < min(limit, mark.last + 6)), None)
        if player is None or any(t.first < player.first and t.first >= mark.last for t in stage.scan.triggers):
            continue
        (agents if mark.mark.value == "agent" else recipients).append(player)
    return agents, recipients


def _governs(stage: Stage, deed: Deed, at: int) -> bool:
    """True where the last trigger before a token, or the verb that carries the next one, is the deed's."""
    if any(t.carrier is not None and t.carrier.token < at < t.first for t in deed.triggers):
        return True
    before = [t for t in stage.scan.triggers if t.first <= at]
    return bool(before) and before[-1] in deed.triggers


def _of_origin(stage: Stage, deed: Deed) -> list[Player]:
    """A state told by an adjective near a cause's noun, or the owner of a weapon (مسيرة تركية، مدفعية النظام)."""
    found: list[Player] = []
    for trigger in deed.triggers:
        if trigger.form == "verb" and not trigger.passive and trigger.kind.role != "harm":
            continue
        for player in stage.players:
            near = (
                trigger.last <= player.first <= trigger.last + _OF_ORIGIN
                or trigger.first <= player.first < trigger.last
            )
            if not near or clause_at(stage.clauses, player.first) not in deed.clauses:
                continue
            owner = player.participant is not None and player.participant.side == "means" and player.entity is not None
            if (player.adjective and player.participant is None) or (owner and player.preposition in ("", "ل", "ب")):
                found.append(player)
                break
        if found and trigger.kind.role != "harm":
            break
    return found


def _unsaid(stage: Stage, verb: int, feminine: bool) -> list[Player]:
    """The subject that a verb without one goes on with: the nearest group (f) or person or group (m) before it."""
    for player in reversed([p for p in stage.players if p.last <= verb and not p.adjective]):
        nameless = player.entity is None
        if player.preposition or player.sort == "place" or (player.sort == "people" and not nameless):
            continue
        if nameless and (player.participant is None or player.participant.side not in ("agent", "either")):
            continue
        if player.sort != "person" or not feminine:
            return [player]
    return []


def antecedent(stage: Stage, trigger: Trigger) -> Player | None:
    """Whom the pronoun of a noun stands for: the nearest fitting player before it in the sentence."""
    feminine = trigger.suffix == "ها"
    for player in reversed([p for p in stage.players if p.last <= trigger.first and not p.adjective]):
        if player.sort == "place":
            continue
        person = player.sort == "person" or (player.sort == "people" and player.entity is None)
        if feminine != person or trigger.suffix in ("هم", "هما"):
            return player
    return None
