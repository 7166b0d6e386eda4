"""The same event told twice in one report becomes one event with two evidences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khabar.events import places
from khabar.events.figures import is_written
from khabar.objects import Count, Entity, Event, Span

_MEMORY = 8  # how many events of its sort back a repetition is looked for
_ANAPHORA = 4  # how many events of its sort back a definite noun may point (القصف المذكور)
_TOLL = 2  # sentences after an attack in which its dead and wounded may stand
_LEAD = 2  # the last paragraph that may be the one under the headline: a line of who writes may stand between
_DONE = ("occurred", "ongoing")
_NAMELESS = ("events.participant", "statements.speaker")  # rules of those whom no name tells apart
_AIMS = ("assassinate", "execute", "destroy")  # modes that say to what end, beside which another may say with what
_PROTESTER = "protester"  # the kind of المتظاهرون, who take up any protest told before
_MUTUAL = ("CONSULT", "AGREE", "COOPERATE")
_HARM = ("killed", "injured")
_VIOLENT = ("ASSAULT", "COERCE")
_FROM_ABOVE = {"airstrike", "shelling"}  # غارات may be taken up as القصف, and قصف as الغارة
_ARTILLERY = ("المدفعي", "الصاروخي", "البري")
_AREA = 1  # what is no finer than this by `places.fineness` is an area
_VAGUE = "counts.vague"  # the rule of عدد من and عشرات, set by the room of mentions
_GENERIC = frozenset({"attack", "targeting", "explosion", "strike", "aggression", "massacre", "military-operation"})


@dataclass(frozen=True, slots=True)
class Telling:
    """What of a telling decides whether it repeats: its sentence and part, its kind, whether it points back (القصف).

    `sort` is the type of its kind, whatever the event became. `toll`: only the dead and wounded are told, not what
    harmed them. `anew`: its sentence goes on to something else (كما قتل رجل) or back to what had been before.
    `summed`: many deeds are told in one, of a time or by habit (قتل مئات منذ بدء الحرب).
    """

    sentence: int
    part: int
    kind: str
    definite: bool
    sort: str | None = None
    toll: bool = False
    anew: bool = False
    summed: bool = False


def merge_repeats(
    events: Sequence[Event],
    tellings: Sequence[Telling],
    spans: Mapping[str, tuple[str, str]],
    entities: Mapping[str, Entity],
) -> tuple[dict[int, int], list[Event]]:
    """(index → index of the event it repeats, the events with what their repetitions add).

    Told twice: same type, nothing that contradicts (mode, place, day, actors, figures) and a reason to think so: an
    equal figure, an equal place with an equal day or actor, a definite noun that points back, or a headline above.
    The dead and wounded by themselves go to the attack told just before. `spans` are the first and last day of times by
    id, "" where open. Two deeds of one sentence are never one.
    """
    lead = min((t.part for t in tellings if 0 < t.part <= _LEAD), default=1)
    kept: dict[str, list[int]] = {}
    same: dict[int, int] = {}
    merged = list(events)
    for index, (event, telling) in enumerate(zip(events, tellings, strict=True)):
        before = kept.setdefault(telling.sort or telling.kind, [])
        for back, earlier in enumerate(reversed(before[-_MEMORY:])):
            first = tellings[earlier]
            if first.sentence == telling.sentence or (_untold(event) and _untold(merged[earlier])):
                continue
            against = _Pair(merged[earlier], event, first, telling, spans, entities, lead)
            if against.same(back) or (back == 0 and against.toll()):
                same[index] = earlier
                merged[earlier] = _joined(merged[earlier], event, entities)
                break
        else:
            before.append(index)
    return same, merged


def _untold(event: Event) -> bool:
    """True for figures without a deed."""
    return event.rule == "events.figures"


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two tellings held against each other."""

    one: Event
    other: Event
    first: Telling
    second: Telling
    spans: Mapping[str, tuple[str, str]]
    entities: Mapping[str, Entity]
    lead: int

    def same(self, back: int) -> bool:
        """True where the second tells the first again."""
        done = self.one.status in _DONE and self.other.status in _DONE
        if not (done or self.one.status == self.other.status) or self._apart():
            return False
        place, actors, figures = self._place(), self._acting(), _figures(self.one.counts, self.other.counts)
        if self.first.summed != self.second.summed and figures < 1:
            return False
        day = self._time() == 1 and not (self._wide() and _harms(self.other))
        there = place == 1 and (actors == 1 or day) and self._violent() and not self._one_clash()
        there = there and (self.one.status == self.other.status or self.other.status == "occurred")
        if figures == 1 or there:
            return True
        if self.second.definite and self._kin() and back < _ANAPHORA:
            return True
        above = self.first.part == 0 and self.second.part > 0 and self._kin() and not self.second.anew
        return above and (place == 1 or actors == 1 or self.second.part == self.lead or not self._violent())

    def toll(self) -> bool:
        """True where the second gives only the dead and wounded of the attack told just before it."""
        if not self.second.toll or self.second.anew or self.first.toll or self.one.status not in _DONE:
            return False
        if self.second.summed or self.other.actors or self._elsewhere():
            return False
        near = self.second.sentence - self.first.sentence <= _TOLL and self.other.status in _DONE
        whats = [{c.what for c in e.counts if c.what in _HARM} for e in (self.one, self.other)]
        return near and self._violent() and whats[0].isdisjoint(whats[1]) and bool(whats[1]) and not self._apart()

    def _wide(self) -> bool:
        """True where the place of both is an area, in which many deeds are done on one day."""
        return places.fineness(self.entities.get(self.other.place or "")) <= _AREA

    def _elsewhere(self) -> bool:
        """True where the second names a place of its own that neither is that of the first nor lies in or around it."""
        one, other = (self.entities.get(e.place or "") for e in (self.one, self.other))
        if one is None or other is None or places.agree(one, other) == 1:
            return False
        return not (places.holds(one, other) or places.holds(other, one))

    def _violent(self) -> bool:
        return self.first.sort in ("ASSAULT", "PROTEST", "COERCE")

    def _kin(self) -> bool:
        kinds = self.first.kind, self.second.kind
        if kinds[0] == kinds[1] or (_PROTESTER in kinds and self.first.sort == "PROTEST"):
            return True
        if self.second.kind == "casualties" and self._violent():
            return True  # ومن بين القتلى: those just told of
        if self._violent() and not _GENERIC.isdisjoint(kinds) and not self._one_clash():
            return True
        if set(kinds) == _FROM_ABOVE and self.second.definite and not _of_artillery(self.other):
            return True
        # a calm deed is told in the lead in other words than above it (يلتقي … استقبل)
        calm = self.first.sort == "PROTEST" or not self._violent()
        return calm and self._above() and self.first.sort == self.second.sort is not None

    def _one_clash(self) -> bool:
        """True for a clash and an attack, which name other sides though they are told of one place and day."""
        clashes = [t.kind == "clash" for t in (self.first, self.second)]
        return clashes[0] != clashes[1] and not (self.first.toll or self.second.toll)

    def _above(self) -> bool:
        """True for a headline and the paragraph under it."""
        return self.first.part == 0 and self.second.part == self.lead

    def _apart(self) -> bool:
        """True where anything contradicts."""
        if self.one.type is not None and self.other.type is not None and self.one.type != self.other.type:
            return True
        modes = {self.one.mode, self.other.mode} - {None}
        if len(modes) > 1 and modes.isdisjoint(_AIMS) and not self._kin():
            return True
        if self._turned():
            return True
        return -1 in (self._time(), self._place(), self._acting(), _figures(self.one.counts, self.other.counts))

    def _turned(self) -> bool:
        """True where who acts in one telling is acted on in the other; in a clash or a meeting each side is."""
        if "clash" in (self.first.kind, self.second.kind) or self.first.sort in _MUTUAL:
            return False
        pairs = ((self.one, self.other), (self.other, self.one))
        return any(_key(self.entities.get(a)) for one, other in pairs for a in one.actors if a in other.recipients)

    def _time(self) -> int:
        """1 the same day, -1 where one is over before the other, 0 else."""
        one, other = (self.spans.get(e.time or "") for e in (self.one, self.other))
        if one is None or other is None:
            return 0
        if (one[1] and one[1] < other[0]) or (other[1] and other[1] < one[0]):
            return -1
        return 1 if one == other and one[0] == one[1] else 0

    def _place(self) -> int:
        one, other = (self.entities.get(e.place or "") for e in (self.one, self.other))
        verdict = places.agree(one, other)
        return 0 if verdict < 0 and self.first.part == 0 and places.holds(one, other) else verdict

    def _acting(self) -> int:
        verdict = _actors(self.one.actors, self.other.actors, self.entities)
        return 0 if verdict < 0 and self._above() and self._mixed() else verdict

    def _mixed(self) -> bool:
        """True where one names who acts and the other whom he speaks or acts for: a person, and people or a body."""
        sides = ([self.entities.get(i) for i in e.actors] for e in (self.one, self.other))
        one, other = (any(e is not None and e.kind == "person" for e in side) for side in sides)
        return one != other


def _of_artillery(event: Event) -> bool:
    """True where the word after the deed's own says that it was no air raid (القصف المدفعي)."""
    after = event.evidence.text[event.trigger.end - event.evidence.start :].split()
    return bool(after) and after[0].strip("،.") in _ARTILLERY


def _actors(one: Sequence[str], other: Sequence[str], entities: Mapping[str, Entity]) -> int:
    """Compared by state where it is known: روسيا and سلاح الجو الروسي act as one; nameless ones decide nothing."""
    a, b = ({k for i in ids if (k := _key(entities.get(i)))} for ids in (one, other))
    persons = [[e for i in ids if (e := entities.get(i)) and e.kind == "person"] for ids in (one, other)]
    alike = any(_surname(e) in f.name.split() or _surname(f) in e.name.split() for e in persons[0] for f in persons[1])
    return 0 if not a or not b else 1 if a & b or alike else -1


def _surname(entity: Entity) -> str:
    return (entity.name.split() or [""])[-1]


def _key(entity: Entity | None) -> str | None:
    if entity is None or entity.rule in _NAMELESS:
        return None
    code = entity.actor_code or ""
    return code[:3] if code.endswith(("MIL", "GOV")) or len(code) == 3 else entity.id


def _figures(one: Sequence[Count], other: Sequence[Count]) -> int:
    """1 where wholes of the same sort have the same value, -1 where only different exact ones face each other."""
    verdict = 0
    for what in ("killed", "injured"):
        a, b = ({(c.min, c.max) for c in counts if c.what == what and c.subset_of is None} for counts in (one, other))
        if a & b & {(c.min, c.max) for c in one if c.what == what and _is_figure(c)}:
            return 1
        if a and b and not _within(a, b):
            verdict = -1
    return verdict


def _harms(event: Event) -> bool:
    return any(c.what in _HARM for c in event.counts)


def _is_figure(count: Count) -> bool:
    """True for a figure that two tellings share only by telling of one thing; عدد من الجرحى and شهداء are none."""
    return is_written(count) and count.rule != _VAGUE


def _within(one: set[tuple[int, int | None]], other: set[tuple[int, int | None]]) -> bool:
    """True where an open figure (أكثر من 10) allows the other."""
    return any(
        (high is None and m >= low) or (other_high is None and low >= m) for low, high in one for m, other_high in other
    )


def _joined(one: Event, other: Event, entities: Mapping[str, Entity]) -> Event:
    """The first telling with what the second one adds, and its words as further evidence.

    A figure told again has its own words and stays beside the first; of one that no numeral writes there is only one.
    """
    known = {(c.what, c.who, c.min, c.max) for c in one.counts}
    new = [i for i, c in enumerate(other.counts) if is_written(c) or (c.what, c.who, c.min, c.max) not in known]
    position = {i: len(one.counts) + at for at, i in enumerate(new)}
    moved = tuple(
        other.counts[i].model_copy(
            update={"subset_of": position.get(whole) if (whole := other.counts[i].subset_of) is not None else None}
        )
        for i in new
    )
    also: tuple[Span, ...] = (*one.also, other.evidence, *other.also)
    return one.model_copy(
        update={
            "type": one.type or other.type,
            "actors": (_acted if one.type in _VIOLENT else _together)(one.actors, other.actors, entities),
            "recipients": _together(one.recipients, other.recipients, entities),
            "victims": tuple(dict.fromkeys((*one.victims, *other.victims))),
            "place": _finer(one.place, other.place, entities),
            # since when it goes on (تتواصل الهجمات منذ) is not when the deed told first was done
            "time": one.time or (other.time if other.status in (one.status, "occurred") else None),
            **_codes(one, other),
            "name": one.name or other.name,
            "alleged": all(e.alleged for e in (one, other) if e.actors or not (one.actors or other.actors)),
            "counts": (*one.counts, *moved),
            "also": also,
        }
    )


def _codes(one: Event, other: Event) -> dict[str, str | None]:
    """Mode and ACLED type of two tellings: of one telling as a rule, since they go together.

    A raid from the air that one of them tells says more than the shelling in the other (قصف … بغارتين).
    """
    raid = one.mode == "heavy-weapons" and other.mode == "airstrike"
    first, second = (other, one) if raid or (one.mode is None and other.mode is not None) else (one, other)
    return {"mode": first.mode, "acled": first.acled or (second.acled if not raid else None)}


def _acted(one: Sequence[str], other: Sequence[str], entities: Mapping[str, Entity]) -> tuple[str, ...]:
    """Who did violence by two tellings; where one names someone, a nameless one (مسلحون, مسيرة) is no other party."""
    named = [i for i in (*one, *other) if _key(entities.get(i))]
    return _together(named or (*one, *other), (), entities)


def _together(one: Sequence[str], other: Sequence[str], entities: Mapping[str, Entity]) -> tuple[str, ...]:
    """The parties of two tellings; a state that one of them names for its own army or ministry is not another party."""
    parties = dict.fromkeys((*one, *other))
    codes = {i: e.actor_code or "" for i in parties if (e := entities.get(i)) is not None}
    bodies = {code[:3] for code in codes.values() if " " in code}
    return tuple(i for i in parties if codes.get(i, "") not in bodies)


def _finer(one: str | None, other: str | None, entities: Mapping[str, Entity]) -> str | None:
    if one is None or other is None:
        return one or other
    pair = entities.get(one), entities.get(other)
    return other if places.finer(*pair) or (places.agree(*pair) < 0 and places.holds(*pair)) else one
