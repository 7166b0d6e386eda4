"""Who the victims of a deed are by name: those whom its words name, lists behind هم: and وهما, فلان شهيدا.

A name that is wrong here calls a living person dead. So nobody is a victim of what did not happen, nor one who tells
of another's death, and no list has more names than the figure before it counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from khabar.events.arguments import Parts
from khabar.events.chains import Deed
from khabar.events.figures import HARM, is_written
from khabar.events.scene import Player
from khabar.events.stage import Stage
from khabar.events.victims import MURDER, behind, harm_of, read_roll
from khabar.mentions.counts_words import read_noun
from khabar.objects import Count, Event, Statement

_ONE = ("هو", "وهو", "هي", "وهي")
_REACH = 30  # tokens from a figure to the names of those it counts


def name_victims(stage: Stage, deed: Deed, parts: Parts, counts: Sequence[Count]) -> tuple[Player, ...]:
    """The named persons whom a deed that was done killed or injured, in order of finding; `counts` are its figures."""
    found = [p for p in (*parts.killed, *parts.injured) if not _tells(stage, deed, p)]
    for trigger in deed.triggers:
        if harm_of(stage, trigger) is not None:
            roll = read_roll(stage, behind(trigger, () if trigger.kind.intransitive else parts.agents))
            found += roll.players if roll is not None and stage.done(trigger) else ()
    if deed.main.kind.mode == MURDER and harm_of(stage, deed.main) is not None and stage.done(deed.main):
        found += [p for p in parts.recipients if p.sort == "person"]
    figures = [c for c in counts if c.what in HARM and c.min and is_written(c)]
    for count in figures:
        found += _listed(stage, count, figures)
        found += _so_called(stage, count)
    return tuple(dict.fromkeys(p for p in found if p not in parts.agents and not _common(stage, p)))


def _tells(stage: Stage, deed: Deed, player: Player) -> bool:
    """True for the subject right before what it tells, whose pronoun is another's (كشف المتحدث سامر الأحمد، مقتله)."""
    tokens = stage.scene.text.tokens
    after = next((at for at in range(player.last, stage.sentence.last) if tokens[at].kind == "word"), None)
    return any(t.first == after and t.form == "noun" and t.suffix for t in deed.triggers)


def _listed(stage: Stage, count: Count, figures: Sequence[Count]) -> Sequence[Player]:
    """Those named behind a figure and a pronoun that takes it up (مقتل شابين، وهما: سامر الأحمد ووائل العلي)."""
    tokens, scene = stage.scene.text.tokens, stage.scene
    first = scene.token_at(count.end)
    taking = scene.words.counting.words["identity"] | (set(_ONE) if count.max == 1 else set())
    for at in range(first, min(first + _REACH, stage.sentence.last - 1)):
        if any(c.start > count.start and scene.token_at(c.start) == at for c in figures):
            return ()
        if tokens[at].fold in taking and _takes_up(stage, at):
            roll = read_roll(stage, at + 1)
            fits = roll is not None and (count.max is None or roll.named <= count.max)
            return roll.players if roll is not None and fits else ()
    return ()


def _takes_up(stage: Stage, at: int) -> bool:
    """True for a pronoun behind a mark or a noun of casualties, or before a colon: not for المنفذون هم."""
    tokens = stage.scene.text.tokens
    before = tokens[at - 1]
    noun = read_noun(stage.scene.words.counting, before, cut=True)
    if noun is not None and noun[0].noun.kind == "person":
        return noun[0].noun.what in HARM
    parted = before.kind == "punct" or at - 1 in stage.scene.counted
    return parted or tokens[at].fold[0] == "و" or tokens[at + 1].text == ":"


def _so_called(stage: Stage, count: Count) -> Iterator[Player]:
    """The person whose name stands right before شهيدا, جريحا: one of the dead or wounded."""
    at = stage.scene.token_at(count.start)
    token = stage.scene.text.tokens[at]
    noun = read_noun(stage.scene.words.counting, token)
    if noun is None or noun[1] or noun[0].shape != "singular" or noun[0].noun.what not in HARM:
        return
    if token.fold.endswith("ا") or token.text.endswith("ةً"):
        yield from (p for p in stage.players if p.last == at and p.sort == "person" and p.entity is not None)


def _common(stage: Stage, player: Player) -> bool:
    """True for one word that is a noun of people, taken for a name (قيادي | وعنصر); not for الشاب of one named."""
    token = stage.scene.text.tokens[player.first]
    own = stage.scene.entities[player.entity].name if player.entity is not None else token.text
    return own == token.text and read_noun(stage.scene.words.counting, token, cut=True) is not None


def without_tellers(events: Sequence[Event], statements: Mapping[str, Statement]) -> list[Event]:
    """The events without the victims of a killing who tell it."""
    found: list[Event] = []
    for event in events:
        told = statements.get(event.statement or "")
        dead = any(c.what == "killed" and c.min for c in event.counts)
        if dead and told is not None and told.speaker in event.victims:
            victims, recipients = (
                tuple(i for i in side if i != told.speaker) for side in (event.victims, event.recipients)
            )
            event = event.model_copy(update={"victims": victims, "recipients": recipients})
        found.append(event)
    return found
