"""Events of a text: the steps of this room in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from khabar.events.arguments import find_parts
from khabar.events.by_town import by_town
from khabar.events.bystanders import without_bystanders
from khabar.events.chains import Deed, gather
from khabar.events.charged import with_charged
from khabar.events.circumstances import CARRIED, find_name, find_time, is_carried, is_summed, time_of_figures
from khabar.events.clauses import Clause, find_clauses
from khabar.events.codes import codes
from khabar.events.doers import without_doers
from khabar.events.earlier import is_of_before
from khabar.events.groups import united
from khabar.events.head import Head, Seen, load_head
from khabar.events.mishaps import after_mishaps
from khabar.events.named import name_victims, without_tellers
from khabar.events.owned import Speeches, with_owners
from khabar.events.pairs import Telling
from khabar.events.participants import Cast
from khabar.events.parting import by_subject
from khabar.events.phrases import players_of
from khabar.events.repeats import merge_repeats
from khabar.events.rolls import find_rolls, with_rolls
from khabar.events.scene import Scene
from khabar.events.spoken import with_cues, with_speakers
from khabar.events.spread import other_places, spread, with_lost
from khabar.events.stage import Stage
from khabar.events.stands import about
from khabar.events.status import Told as Status_
from khabar.events.status import is_alleged, is_refuted, is_wont, told_as
from khabar.events.tallies import Placed, assign, reindexed
from khabar.events.telling import telling_of
from khabar.events.told import Told, framed, only_told
from khabar.events.triggers import scan_sentence
from khabar.events.turns import is_heading, turns
from khabar.events.victims import harmed
from khabar.events.vocabulary import GRAMMAR, Vocabulary
from khabar.events.where import answers, find_place, names_a_place, only_place, place_of_figures
from khabar.events.wordings import unspoken
from khabar.lexicon import Lexicon
from khabar.objects import Count, Entity, Event, Report, Sentence, Span, Statement, Text, Time
from khabar.text.fold import fold

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_OPENING = 3  # tokens at a sentence's head, a hash or a label among them
_CAUSE = 8  # tokens from the dead to the word that says of what
_BECAUSE = frozenset({"جراء", "اثر", "نتيجه", "بسبب"})


def find_events(
    text: Text,
    report: Report,
    times: tuple[Time, ...],
    counts: tuple[Count, ...],
    entities: tuple[Entity, ...],
    statements: tuple[Statement, ...],
    lexicon: Lexicon,
    states: Sequence[npt.NDArray[np.float16]] | None = None,
) -> tuple[tuple[Event, ...], tuple[Entity, ...]]:
    """The events in order, and the entities with those participants added that no mention had found.

    Every count of the report is in exactly one event; one that no deed fits makes an event of type null. `states` are
    the encoder's, by sentence (words, hidden), where it read the report.
    """
    return read_events(text, times, counts, entities, statements, lexicon, load_head(), states)


def read_events(
    text: Text,
    times: tuple[Time, ...],
    counts: tuple[Count, ...],
    entities: tuple[Entity, ...],
    statements: tuple[Statement, ...],
    lexicon: Lexicon,
    head: Head | None,
    states: Sequence[npt.NDArray[np.float16]] | None = None,
) -> tuple[tuple[Event, ...], tuple[Entity, ...]]:
    """As `find_events`, with the sentence head given; without one, grammar alone decides what is told."""
    words = lexicon.build(Vocabulary)
    naming = lexicon.build(compile_naming)
    scene = Scene(text, entities, times, counts, words)
    cast = Cast(text, entities, words.lists["backed"])
    speeches = Speeches(statements)
    told: list[Told] = []
    chances: list[dict[str, float]] = []
    for at, sentence in enumerate(text.sentences):
        weigh = None if head is None else partial(head.chances, states=None if states is None else states[at])
        of_sentence, chance = _of_sentence(scene, cast, speeches, sentence, counts, times, words, naming, weigh)
        told += of_sentence
        chances.append(chance)
    if head is not None:
        told = _weighed(told, text.sentences, head.doubted(chances, states is not None))
    told = after_mishaps(told, words.kinds)
    countries = frozenset(e.id for e in entities if e.place is not None and e.place.precision == "country")
    told = framed(told, times, only_place(scene), countries)
    events = with_rolls(text, find_rolls(text, words), [t.event for t in told], entities)
    told, events = with_cues(scene, told, events, statements, cast.entities)
    events = without_tellers(_in_statements(events, speeches), {s.id: s for s in statements})
    events = without_bystanders(text.raw, events, statements, cast.entities, words)
    events = with_speakers(events, statements, cast.entities, unspoken(scene, events))
    events = _with_stands(told, events)
    told, events = only_told(told, events)
    tellings, events = with_charged(scene, [t.telling for t in told], events, statements, cast.entities)
    same, events = merge_repeats(events, tellings, _spans(times), cast.entities)
    elsewhere = with_lost(events, same, [t.elsewhere for t in told], cast.entities)
    return united(by_town(scene, _numbered(events, same, elsewhere), cast.entities), cast.entities)


def compile_naming(lexicon: Lexicon) -> frozenset[str]:
    """Folded words before the quoted name of an operation; use as `lexicon.build(compile_naming)`."""
    return frozenset(fold(w) for e in lexicon.entries(GRAMMAR + "naming") for w in e["words"])


def _of_sentence(
    scene: Scene,
    cast: Cast,
    speeches: Speeches,
    sentence: Sentence,
    counts: Sequence[Count],
    times: Sequence[Time],
    words: Vocabulary,
    naming: frozenset[str],
    weigh: Callable[[Text, Sentence, Sequence[Seen], Sequence[Clause]], dict[str, float]] | None,
) -> tuple[list[Told], dict[str, float]]:
    """The deeds of a sentence, and by kind the probability that it tells one, as `weigh` has it."""
    text = scene.text
    placed = _placed(scene, sentence, counts)
    name = find_name(text, sentence, naming)
    scan = scan_sentence(text, sentence, words, _closed(scene, sentence, name), scene.of_bodies(sentence))
    if not scan.triggers and not placed:
        return [], {}
    clauses = find_clauses(text, sentence, words, scene.inside_names(sentence))
    players = with_owners(scene, sentence, players_of(scene, sentence), speeches) if scan.triggers else ()
    stage = Stage(scene, sentence, players, clauses, scan, counts)
    all_deeds = [part for deed in gather(text, scan, clauses) for part in by_subject(stage, deed)]
    seen = [_seen(scene, d, told_as(text, d, scan, clauses, words), clauses) for d in all_deeds]
    chances = weigh(text, sentence, seen, clauses) if weigh is not None else {}
    deeds = [s.deed for s in seen if s.status != "excluded"]
    homes = assign(placed, deeds, clauses)
    told: list[Told] = []
    for index, deed in enumerate(deeds):
        mine = [i for i, home in homes.items() if home == index]
        if not _stands_alone(stage, deed, mine):
            continue
        item = _told(stage, cast, deed, reindexed(counts, mine), times, name)
        if not mine and not _of_somebody(scene, deed, item.event, cast):
            continue
        where = item.event.place is not None and item.event.type in ("ASSAULT", "COERCE")
        earlier = is_of_before(text, item.event.trigger.start)
        somewhere, why = names_a_place(stage), answers(stage)
        told.append(replace(item, placed=where, somewhere=somewhere, answers=why, earlier=earlier))
    used = {i for i, home in homes.items() if _stands_alone(stage, deeds[home], [home])}
    rest = [p.index for p in placed if p.index not in used]
    if rest:
        told.append(_bare(scene, sentence, reindexed(counts, rest), times))
    return told, chances


def _seen(scene: Scene, deed: Deed, status: Status_, clauses: Sequence[Clause]) -> Seen:
    """What the head looks at of one deed."""
    spans = [clauses[c] for c in deed.clauses]
    counted = any(at in scene.counted for c in spans for at in range(c.first, c.last))
    timed = any(at in scene.timed for c in spans for at in range(c.first, c.last))
    return Seen(deed, status, counted, timed)


def _weighed(told: Sequence[Told], sentences: Sequence[Sentence], doubted: Sequence[frozenset[str]]) -> list[Told]:
    """The deeds, those marked that their sentence is not taken to tell."""
    kinds = {s.index: kinds for s, kinds in zip(sentences, doubted, strict=True)}
    return [replace(t, doubtful=t.event.type in kinds[t.telling.sentence]) for t in told]


def _closed(scene: Scene, sentence: Sentence, name: tuple[int, int] | None) -> frozenset[int]:
    """The tokens of a sentence that tell no deed: of times, of persons' names and of an operation's name."""
    named = range(scene.token_at(name[0]), scene.token_at(name[1])) if name is not None else range(0)
    timed = frozenset(at for at in range(sentence.first, sentence.last) if at in scene.timed or at in named)
    return timed | scene.in_names(sentence)


def _placed(scene: Scene, sentence: Sentence, counts: Sequence[Count]) -> list[Placed]:
    return [
        Placed(i, scene.token_at(c.start), c) for i, c in enumerate(counts) if sentence.start <= c.start < sentence.end
    ]


def _stands_alone(stage: Stage, deed: Deed, counts: Sequence[int]) -> bool:
    """A deed told by weak words only needs a carrier or figures; people must act (رفع المتظاهرون لافتات)."""
    if any(not t.kind.weak for t in deed.triggers):
        return True
    owners = [p for t in deed.triggers if t.form == "people" for p in stage.players if p.first <= t.first < p.last]
    if any(not p.preposition for p in owners):
        return True
    return deed.main.carrier is not None or bool(counts) or deed.main.form == "verb" or _of_dead(stage, deed)


def _of_dead(stage: Stage, deed: Deed) -> bool:
    """True for dead and wounded without a figure that open a sentence, or by a cause (شهداء البلدة جراء التوغل)."""
    main, tokens = deed.main, stage.scene.text.tokens
    if main.kind.id != "casualties" or main.form == "people":
        return False
    after = tokens[main.last : min(main.last + _CAUSE, stage.sentence.last)]
    if main.form == "phrase":
        return main.first - stage.sentence.first < _OPENING
    return not main.definite and any(t.fold in _BECAUSE for t in after)


def _of_somebody(scene: Scene, deed: Deed, event: Event, cast: Cast) -> bool:
    """False for a verb that tells its deed of persons only, where it has none for its object (أوقفت الدولة الصرف)."""
    if deed.main.form != "verb" or not scene.words.valency(deed.main.kind.id).somebody:
        return True
    told = (cast.entities[i] for i in event.recipients)
    return any(e.kind == "person" or (e.kind == "people" and e.actor_code is not None) for e in told)


def _told(
    stage: Stage, cast: Cast, deed: Deed, counts: tuple[Count, ...], times: Sequence[Time], name: tuple[int, int] | None
) -> Told:
    text = stage.scene.text
    parts = find_parts(stage, deed)
    counts = without_doers(stage, parts, counts)
    agents = tuple(dict.fromkeys(cast.id_of(p) for p in parts.agents))
    status = told_as(text, deed, stage.scan, stage.clauses, stage.scene.words)
    wont = is_wont(deed, stage.scan, stage.clauses)
    done = status in ("occurred", "ongoing") and not wont
    victims = name_victims(stage, deed, parts, counts) if done else ()
    recipients = tuple(i for i in dict.fromkeys(cast.id_of(p) for p in parts.recipients) if i not in agents)
    struck = [cast.entities[r] for r in recipients]
    mode, acled = codes(stage, deed, parts, counts, [cast.entities[a] for a in agents], struck)
    kind = deed.main.kind
    event = Event(
        id="",
        type=kind.type,
        mode=mode,
        acled=acled,
        trigger=text.span(deed.main.start, deed.main.end),
        actors=agents,
        alleged=parts.alleged or is_alleged(deed, stage.scan, stage.clauses),
        recipients=recipients,
        place=find_place(stage, deed, parts.place, parts.recipients),
        time=find_time(stage, deed, times),
        counts=tuple(harmed(stage, deed, parts, counts, done)),
        victims=tuple(dict.fromkeys(cast.id_of(p) for p in victims)),
        name=_called(text, name) if name is not None and kind.type == "ASSAULT" and name[0] > deed.main.start else None,
        status="occurred" if status == "excluded" else status,
        evidence=_evidence(stage, deed),
        rule=f"events.{kind.id}.{deed.main.form}{CARRIED if is_carried(deed.main) else ''}",
    )
    backward = deed.main.verb is not None and bool(deed.main.verb.object)
    telling = telling_of(stage, deed, counts, agents, wont or is_summed(event))
    tells = status == "denied" and deed.main.form != "people"  # who is named is not what is denied
    refuted = tells and is_refuted(text, deed, stage.scan, stage.clauses, stage.scene.words)
    others = other_places(stage, deed, event)
    topic = kind.topic and deed.main.form == "noun" and deed.main.carrier is None
    return Told(
        event, deed.main.first, telling, kind.role == "stand", backward, refuted=refuted, topic=topic, elsewhere=others,
        claim=kind.role == "claim",
    )  # fmt: skip


def _called(text: Text, name: tuple[int, int]) -> str:
    return text.raw[name[0] : name[1]].strip()


def _evidence(stage: Stage, deed: Deed) -> Span:
    """The clauses that tell the deed, from the first to the last, without the marks at their edges."""
    tokens = stage.scene.text.tokens
    first, last = stage.clauses[deed.clauses[0]].first, stage.clauses[deed.clauses[-1]].last
    while last - 1 > first and tokens[last - 1].kind == "punct" and tokens[last - 1].text in "،,؛:.-–":
        last -= 1
    while first < last - 1 and tokens[first].kind == "punct" and tokens[first].text in "،,؛:.-–":
        first += 1
    return stage.scene.text.words(first, last)


def _bare(scene: Scene, sentence: Sentence, counts: tuple[Count, ...], times: Sequence[Time]) -> Told:
    """Figures without a deed of their own, where and when their sentence says."""
    first, text = counts[0], scene.text
    at = scene.token_at(first.start)
    event = Event(
        id="",
        type=None,
        trigger=text.span(first.start, first.end),
        place=place_of_figures(scene, sentence, at),
        time=time_of_figures(scene, sentence, at, times),
        counts=counts,
        status="occurred",
        evidence=text.span(sentence.start, sentence.end),
        rule="events.figures",
    )
    harm = any(c.what in ("killed", "injured") for c in counts)
    sort, anew = "ASSAULT" if harm else None, turns(scene, sentence)
    heading, summed = is_heading(scene.text, sentence), is_summed(event)
    telling = Telling(sentence.index, sentence.part, "figures", False, sort, harm, anew, summed, heading=heading)
    return Told(event, sentence.first, telling)


def _in_statements(events: Sequence[Event], speeches: Speeches) -> list[Event]:
    """Each event with the innermost statement whose content holds its trigger."""
    found: list[Event] = []
    for event in events:
        inner = speeches.at(event.trigger.start)
        found.append(event.model_copy(update={"statement": inner.id}) if inner is not None else event)
    return found


def _with_stands(told: Sequence[Told], events: Sequence[Event]) -> list[Event]:
    """Stands linked to what they are about, by a placeholder of the deed's place in the list."""
    stands = [(i, t.backward) for i, t in enumerate(told) if t.stand]
    links = about(stands, [t.token for t in told], [t.telling.sentence for t in told], events)
    found = list(events)
    for index, target in links.items():
        recipients = found[index].recipients or _proposers(index, target, told, found)
        found[index] = found[index].model_copy(update={"about": f"#{target}", "recipients": recipients})
    return found


def _proposers(index: int, target: int, told: Sequence[Told], events: Sequence[Event]) -> tuple[str, ...]:
    """Who proposed the deed that another takes a stand on: the actors of a stand told between the two."""
    for other in range(index + 1, target):
        if told[other].stand and events[other].actors:
            return tuple(a for a in events[other].actors if a not in events[index].actors)
    return ()


def _spans(times: Sequence[Time]) -> dict[str, tuple[str, str]]:
    """Time id → its first and last day, "" where open; of those that name days."""
    return {
        t.id: ((t.interval.begin or "")[:10], (t.interval.end or "")[:10])
        for t in times
        if t.interval is not None and t.kind not in ("duration", "set")
    }


def _numbered(events: Sequence[Event], same: dict[int, int], elsewhere: Sequence[Sequence[str]]) -> tuple[Event, ...]:
    """Final ids in order; references to merged events go to the event that took them in.

    A deed told of several places (`elsewhere`) comes once more for each of the others.
    """
    ids: dict[int, str] = {}
    final: list[Event] = []
    told: set[tuple[str | None, str | None]] = {(e.type, e.place) for i, e in enumerate(events) if i not in same}
    for index, event in enumerate(events):
        home = same.get(index, index)
        if index == home:
            ids[index] = f"v{len(final) + 1}"
            final.append(event)
        final += spread(events[home], elsewhere[index], told)

    def resolved(about_: str | None) -> str | None:
        if about_ is None:
            return None
        target = int(about_[1:])
        return ids[same.get(target, target)]

    return tuple(e.model_copy(update={"id": f"v{n}", "about": resolved(e.about)}) for n, e in enumerate(final, 1))
