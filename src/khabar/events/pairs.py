"""Whether two tellings of a report tell one deed: what contradicts, and what speaks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from khabar.events import places
from khabar.events.figures import HARM, compared, many
from khabar.objects import Entity, Event
from khabar.text.fold import fold

_ANAPHORA = 4  # how many events of its sort, and how many sentences back a definite noun may point (القصف المذكور)
_NEAR = 1  # sentences back that a definite noun of another kind, of other doers or of another place may point
_BESIDE = 2  # sentences behind a telling in which another one may say where it was
_TOLL = 2  # sentences after an attack in which its dead and wounded may stand
_DONE = ("occurred", "ongoing")
_NAMELESS = ("events.participant", "statements.speaker")  # rules of those whom no name tells apart
_AIMS = ("assassinate", "execute", "destroy")  # modes that say to what end, beside which another may say with what
_PROTESTER = "protester"  # the kind of المتظاهرون, who take up any protest told before
_MUTUAL = ("CONSULT", "AGREE", "COOPERATE")
_VIOLENT = ("ASSAULT", "COERCE", "PROTEST")
_FROM_ABOVE = {"airstrike", "shelling"}  # غارات may be taken up as القصف, and قصف as الغارة
_ARTILLERY = ("المدفعي", "الصاروخي", "البري")
_AREA = 1  # what is no finer than this by `places.fineness` is an area
_CITY = 2  # what is no finer than this is a city or wider
_GENERIC = frozenset({"attack", "targeting", "explosion", "strike", "aggression", "massacre", "military-operation"})
_CAMPAIGN = frozenset({"aggression", "military-operation"})  # kinds that also tell a whole war
_HARMING = frozenset(
    {"killing", "martyrdom", "life-lost", "passing", "death", "corpse", "injury", "casualties", "damage"}
)
_ARMS = frozenset({"shelling", "airstrike", "strike", "targeting", "bombing", "explosion"})  # words for one another
_FIRE = _GENERIC | {"shelling", "airstrike", "bombing", "launch-munition", "falling-munition", "fire-munition"}
_COPIED = 0.75  # part of the words of the shorter of two tellings that make the other its copy; calibrated on no data
_WORDS = 5  # words that a copy has at the least

Number = Literal["one", "many"]


@dataclass(frozen=True, slots=True)
class Telling:
    """What of a telling decides whether it repeats: its sentence and part, its kind, whether it points back (القصف).

    `sort` is the type of its kind, whatever the event became. `toll`: only the dead and wounded are told, not what
    harmed them. `anew`: its sentence goes on to something else (كما قتل رجل) or back to what had been before.
    `summed`: many deeds are told in one, of a time or by habit (قتل مئات منذ بدء الحرب). `led`: it points back and
    names its doers (القصف التركي), `shown`: by a demonstrative. `number` is that of a noun of single deeds (غارة،
    غارات), None for another (قصف). `heading`: it stands in a line of its own between paragraphs. `new` are the persons
    and things told of without the article, `known` those with it (سيارة، السيارة), folded. `lent_place`, `lent_day`: no
    words of its own say where or when, it goes on with what was told before.
    """

    sentence: int
    part: int
    kind: str
    definite: bool
    sort: str | None = None
    toll: bool = False
    anew: bool = False
    summed: bool = False
    led: bool = False
    shown: bool = False
    number: Number | None = None
    heading: bool = False
    new: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    lent_place: bool = False
    lent_day: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tellings held against each other: `one` as all told of it so far has it, `latest` the last of these.

    `lead` is the paragraph under the headline; `alone`: all violence of the report is told of one place.
    """

    one: Event
    other: Event
    first: Telling
    latest: Telling
    second: Telling
    spans: Mapping[str, tuple[str, str]]
    entities: Mapping[str, Entity]
    lead: int
    alone: bool

    def same(self, back: int) -> bool:
        """True where the second tells the first again; `back` events of its sort were told between."""
        done = self.one.status in _DONE and self.other.status in _DONE
        if not (done or self.one.status == self.other.status) or self._apart():
            return False
        if self._in_one_sentence():
            return self._violent() and not self.second.led and not self._elsewhere() and self._taken_up(back)
        figures = compared(self.one.counts, self.other.counts)
        if self.first.summed != self.second.summed and figures < 1:
            return False
        if figures == 1 and (self._telling_figure() or self._near_by()):
            return True
        return self._there() or self._taken_up(back) or self._same_thing() or self._headed() or self._copied()

    def _telling_figure(self) -> bool:
        """True where more than one person is told of by both: two deeds seldom harm as many, but often one each."""
        return compared(many(self.one.counts), many(self.other.counts)) == 1

    def _near_by(self) -> bool:
        """True where the same single victim may be told of: below a headline, or at one place that both name."""
        if self.second.anew or (self.second.number == "many" and self.first.number != "many"):
            return False
        lent = self.first.lent_place or self.second.lent_place
        return self.first.part == 0 or (self._place() == 1 and not lent)

    def toll(self) -> bool:
        """True where the second gives only the dead and wounded of the attack told just before it."""
        if not self.second.toll or self.second.anew or self.first.toll or self.one.status not in _DONE:
            return False
        if self._in_one_sentence() or self.second.heading or self.first.heading or self.first.kind in _CAMPAIGN:
            return False
        if self.second.summed or self.other.actors or self._elsewhere() or self._names_doers():
            return False
        near = self.second.sentence - self.latest.sentence <= _TOLL and self.other.status in _DONE
        whats = [{c.what for c in e.counts if c.what in HARM} for e in (self.one, self.other)]
        return near and self._violent() and whats[0].isdisjoint(whats[1]) and bool(whats[1]) and not self._apart()

    def _names_doers(self) -> bool:
        """True where the second tells of those who did the first: the dead are theirs (قتلى الجيش)."""
        words = self.other.evidence
        doers = (self.entities.get(i) for i in self.one.actors)
        return any(words.start <= m.start < words.end for e in doers if e is not None for m in e.mentions)

    def _in_one_sentence(self) -> bool:
        """True for two deeds of one sentence; what is told of the dead stands beside what harmed them."""
        harm = not _HARMING.isdisjoint({self.latest.kind, self.second.kind})
        return self.second.sentence == (self.first if harm else self.latest).sentence

    def _there(self) -> bool:
        """True for two deeds of one sort at one place by one doer, or on one day, each by its own words."""
        if not self._violent() or self.second.anew or self._place() != 1 or not self._of_one_kind():
            return False
        spot = self.alone and not self._wide()  # where all is told of one spot, what goes on with it is there, too
        if (self.first.lent_place or self.second.lent_place) and not spot:
            return False
        lent = (self.first.lent_day or self.second.lent_day) and not spot
        day = self._time() == 1 and not lent and not (self._wide() and _harms(self.other))
        if not (self.one.status == self.other.status or self.other.status == "occurred"):
            return False
        doers = self._acting() == 1
        headline = self.first.part == self.latest.part == 0 < self.second.part
        if self._large() and not headline:
            return doers and day  # in a city the same army strikes more than once
        return doers or day

    def _of_one_kind(self) -> bool:
        """True for kinds that may tell one deed without a word that points back: two arms or two measures are two."""
        kinds = self.first.kind, self.second.kind
        if kinds[0] == kinds[1]:
            return True
        if self.first.sort == "COERCE" or self._one_clash():
            return False
        return self.first.sort == "PROTEST" or not _HARMING.isdisjoint(kinds) or _FIRE.issuperset(kinds)

    def _taken_up(self, back: int) -> bool:
        """True for a definite noun that takes up a deed told a little before it."""
        if not self.second.definite or back >= _ANAPHORA or not (self._kin() or self._kin(self.latest)):
            return False
        if not self._as_many():
            return False
        if not self._violent():
            return True
        kinds = {self.first.kind, self.latest.kind}
        loose = self.second.kind not in _GENERIC | kinds and not (self.second.kind in _ARMS and kinds & _ARMS)
        if loose and self.second.kind in _HARMING and self.second.kind != "casualties":
            return False
        far = self.second.sentence - self.latest.sentence
        caused = self.first.kind in _HARMING and self.second.kind in _FIRE  # مقتل … الغارة
        if far > _ANAPHORA or (far > (_TOLL if caused else _NEAR) and (loose or self._elsewhere())):
            return False
        if caused and self._elsewhere():
            return False
        if self.second.led and not self._led(far):
            return False
        return self.one.status == self.other.status or self.other.status == "occurred"

    def _as_many(self) -> bool:
        """False for one raid after raids and raids after one; الهجمات is no other word for a deed told as one."""
        numbers = {self.first.number, self.second.number}
        several = "many" in (self.first.number, self.latest.number) or any(
            c.what == "strikes" and c.min > 1 for c in self.one.counts
        )
        if self.second.number == "many" and self.first.kind != self.second.kind and not several:
            return False
        return numbers != {"one", "many"} or self.latest.number == self.second.number

    def _led(self, far: int) -> bool:
        """True where القصف التركي may take up what was told `far` sentences before: the next, or what هذا points to."""
        if self.second.shown:
            return self._acting() == 1
        near = far <= _NEAR and self.second.kind not in _CAMPAIGN
        return near and (self._acting() == 1 or not self._elsewhere())

    def _same_thing(self) -> bool:
        """True for what befell somebody or something just told of: قصفت سيارة … كانت السيارة."""
        if not self._violent() or self.second.anew or self._elsewhere() or not (self._of_one_kind() or self._kin()):
            return False
        near = self.second.sentence - self.latest.sentence <= _TOLL and self.second.kind not in _CAMPAIGN
        return near and not self.second.known.isdisjoint(self.first.new | self.latest.new)

    def _headed(self) -> bool:
        """True for a headline and what tells it below: the lead, or the first that has its place or its doer.

        What its doer did is told once: after that, more by the same doer is another deed.
        """
        if self.first.part > 0 or self.second.part == 0 or self.second.anew or not self._kin():
            return False
        if self.second.part == self.lead or not self._violent():
            return True
        if self.latest.part > 0 and not self._nearer():
            return False
        if self._place() == 1 and not self.second.lent_place:
            return True
        alike = self.first.kind == self.second.kind and not self._elsewhere()
        return self._acting() == 1 and (alike or self._nearer())

    def _nearer(self) -> bool:
        """True where the sentence after the lead says where in the area that it names the same doers did it."""
        one, other = (self.entities.get(e.place or "") for e in (self.one, self.other))
        near = self.second.sentence - self.latest.sentence <= _NEAR and self._of_one_kind()
        return near and self._acting() == 1 and places.holds(one, other) and not self.second.lent_place

    def _copied(self) -> bool:
        """True for a sentence that stands twice above the text (standfirst and lead), with hardly a word changed."""
        if self.second.part > self.lead + 1 or self.first.part == self.second.part:
            return False
        one, other = _content(self.one), _content(self.other)
        least = min(len(one), len(other))
        return least >= _WORDS and len(one & other) >= _COPIED * least

    def tells_where(self) -> bool:
        """True where the second says where the first was done: of its figures, right behind it or under its headline.

        A headline sums up what is told of many places farther down; a noun that points back far may mean any of them.
        """
        near = self.second.sentence - self.first.sentence <= _BESIDE
        return near or self._above() or compared(self.one.counts, self.other.counts) == 1

    def _wide(self) -> bool:
        """True where the place of both is an area, in which many deeds are done on one day."""
        return places.fineness(self.entities.get(self.other.place or "")) <= _AREA

    def _large(self) -> bool:
        """True where either place is a city or wider, in a report that tells of more places than one."""
        spots = (self.entities.get(e.place or "") for e in (self.one, self.other))
        return not self.alone and min(map(places.fineness, spots)) <= _CITY

    def _elsewhere(self) -> bool:
        """True where the second names a place of its own that neither is that of the first nor lies in or around it."""
        one, other = (self.entities.get(e.place or "") for e in (self.one, self.other))
        if one is None or other is None or places.agree(one, other) == 1 or self.second.lent_place:
            return False
        return not (places.holds(one, other) or places.holds(other, one))

    def _violent(self) -> bool:
        return self.first.sort in _VIOLENT

    def _kin(self, first: Telling | None = None) -> bool:
        """True for kinds that may tell one deed; of the first telling, or of another one of the same deed."""
        kinds = (first or self.first).kind, self.second.kind
        if kinds[0] == kinds[1] or (_PROTESTER in kinds and self.first.sort == "PROTEST"):
            return True
        if self.second.kind == "casualties" and self._violent():
            return True  # ومن بين القتلى: those just told of
        if self._violent() and not _GENERIC.isdisjoint(kinds) and not self._one_clash():
            return True
        if set(kinds) == _FROM_ABOVE and self.second.definite and not _of_artillery(self.other):
            return True
        told = self.second.definite or (self._above() and not self.first.definite)
        if told and kinds[0] in _HARMING and kinds[1] in _FIRE:
            return True  # who is dead is told first, and then what killed him: in the lead, or as known (الغارة)
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
        if self._turned() or self._befell_others():
            return True
        return -1 in (self._time(), self._place(), self._acting(), compared(self.one.counts, self.other.counts))

    def _befell_others(self) -> bool:
        """True where each telling names persons to whom it was done, and none of them is the same."""
        if not self._violent():
            return False
        one, other = ([self.entities[i] for i in (*e.recipients, *e.victims)] for e in (self.one, self.other))
        named = [[e for e in side if e.kind == "person" and e.rule not in _NAMELESS] for side in (one, other)]
        return bool(named[0] and named[1]) and not _alike(*named)

    def _turned(self) -> bool:
        """True where who acts in one telling is acted on in the other; in a clash or a meeting each side is."""
        if "clash" in (self.first.kind, self.second.kind) or self.first.sort in _MUTUAL:
            return False
        pairs = ((self.one, self.other), (self.other, self.one))
        return any(key(self.entities.get(a)) for one, other in pairs for a in one.actors if a in other.recipients)

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


def key(entity: Entity | None) -> str | None:
    """What tells a party apart: the state of its army and government, else its id; None for the nameless."""
    if entity is None or entity.rule in _NAMELESS:
        return None
    code = entity.actor_code or ""
    return code[:3] if code.endswith(("MIL", "GOV")) or len(code) == 3 else entity.id


def _of_artillery(event: Event) -> bool:
    """True where the word after the deed's own says that it was no air raid (القصف المدفعي)."""
    after = event.evidence.text[event.trigger.end - event.evidence.start :].split()
    return bool(after) and after[0].strip("،.") in _ARTILLERY


def _content(event: Event) -> frozenset[str]:
    """The words of a telling, folded, without the short ones."""
    return frozenset(word for word in fold(event.evidence.text).split() if len(word) > 2)


def _actors(one: Sequence[str], other: Sequence[str], entities: Mapping[str, Entity]) -> int:
    """Compared by state where it is known: روسيا and سلاح الجو الروسي act as one; nameless ones decide nothing."""
    a, b = ({k for i in ids if (k := key(entities.get(i)))} for ids in (one, other))
    persons = [[e for i in ids if (e := entities.get(i)) and e.kind == "person"] for ids in (one, other)]
    return 0 if not a or not b else 1 if a & b or _alike(*persons) else -1


def _alike(one: Sequence[Entity], other: Sequence[Entity]) -> bool:
    """True where a person of the one may be one of the other: the same, or one called by the other's surname."""
    if {e.id for e in one} & {e.id for e in other}:
        return True
    return any(_surname(e) in f.name.split() or _surname(f) in e.name.split() for e in one for f in other)


def _surname(entity: Entity) -> str:
    return (entity.name.split() or [""])[-1]


def _harms(event: Event) -> bool:
    return any(c.what in HARM for c in event.counts)
