"""Reports that tell of the same things, built by hand: what is compared, explored and shown side by side."""

from __future__ import annotations

from dataclasses import dataclass

from archives import keep
from khabar.objects import Count, Entity, Event, Part, Place, Published, Record, Report, Span, Statement, Time
from khabar.objects import Interval as Days
from khabar.store import Archive
from pieces import a_mention, a_span, digest

SPOTS = {"السهل": (36.0, 38.0), "التل": (36.02, 38.01), "النبع": (34.5, 36.7)}
HOSTILE = '"><script>alert(1)</script>\u202e'


@dataclass(frozen=True)
class Telling:
    """A report of one strike: who publishes it, whose words it is, where and when, and how many were killed."""

    source: str
    publisher: str
    text: str
    place: str = "السهل"
    day: str | None = "2024-03-05"
    speaker: str | None = None
    via: str | None = None
    killed: int | None = None
    status: str = "occurred"

    def record(self) -> Record:
        """Its record; the evidence of the event is the whole text."""
        text, names = self.text, dict.fromkeys(n for n in (self.publisher, self.via, self.speaker) if n)
        ids = {name: f"e{at}" for at, name in enumerate(names, 1)}
        lat, lon = SPOTS.get(self.place, (None, None))
        named = (a_mention(text, self.place),) if self.place in text else ()
        place = Entity(
            id="e9", kind="place", name=self.place, mentions=named, rule="test",
            place=Place(lat=lat, lon=lon, precision="exact", country="SYR") if lat is not None else None,
        )  # fmt: skip
        whole = Span(start=0, end=len(text), text=text)
        said = self.speaker is not None
        statement = Statement(
            id="s1", act="deny" if self.status == "denied" else "assert", cue=None, speaker_text=None,
            speaker=ids.get(self.speaker or ""),
            chain=tuple(ids[n] for n in names), via=(ids[self.via],) if self.via else (), content=whole,
            quotation="indirect", rule="test",
        )  # fmt: skip
        when = Time(id="t1", **whole.model_dump(), kind="date", interval=Days(begin=self.day, end=self.day),
                    grain="day", resolved=True, rule="test") if self.day else None  # fmt: skip
        event = Event(
            id="v1", type="ASSAULT", mode="airstrike", acled="Explosions/Remote violence: Air/drone strike",
            trigger=a_span(text, text.split()[0]), place="e9",
            time="t1" if when else None, counts=tuple(self._counts()), status=self.status,
            statement="s1" if said else None, evidence=whole, rule="test",
        )  # fmt: skip
        entities = [Entity(id=i, kind="media" if n == self.publisher else "organization", name=n, rule="test")
                    for n, i in ids.items()]  # fmt: skip
        return Record(
            report=Report(
                id=digest(text), source_id=self.source, publisher=self.publisher,
                title=f"خبر {self.source}", text=text, parts=(Part(kind="body", start=0, end=len(text)),),
                published=Published(date="2024-03-06", basis="given"), language="ar",
            ),
            entities=(*entities, place), times=(when,) if when else (), statements=(statement,) if said else (),
            events=(event,),
        )  # fmt: skip

    def _counts(self) -> list[Count]:
        if self.killed is None:
            return []
        figure = a_span(self.text, str(self.killed)).model_dump() | {"min": self.killed, "max": self.killed}
        return [Count(what="killed", who="civilian", exact=True, rule="test", **figure)]


SEEN = "قصفت طائرة حربية سوق بلدة السهل ظهر الثلاثاء وقتلت 4 مدنيين بحسب ما ذكر الدفاع المدني في بيان مقتضب"
STRIKE = (
    Telling("a.txt", "صحيفة الوادي", SEEN, speaker="الدفاع المدني", killed=4),
    Telling("b.txt", "راديو السهل", SEEN.replace("ظهر", "عند ظهر"), speaker="الدفاع المدني", killed=4),
    Telling("c.txt", "موقع المرفأ", "قُتل 9 مدنيين في غارة على السهل يوم الثلاثاء كما قالت لجنة الأهالي لوكالة النور",
            speaker="لجنة الأهالي", via="وكالة النور", killed=9),
)  # fmt: skip
NEXT = Telling("d.txt", "شبكة التل", "استهدفت غارة أطراف التل يوم الأربعاء ولم يعرف عدد الضحايا بعد", "التل",
               "2024-03-06")  # fmt: skip
FAR = Telling("e.txt", "صحيفة الوادي", "سقطت قذائف على النبع وقالت البلدية إن 2 من السكان قتلا", "النبع", "2023-11-20",
              "البلدية", None, 2)  # fmt: skip
ODD = Telling("f.txt", HOSTILE, f"وقع قصف على مكان قال {HOSTILE} إنه بعيد", "مكان", None, HOSTILE)
ALL = (*STRIKE, NEXT, FAR, ODD)


def tell(archive: Archive, tellings: tuple[Telling, ...] = ALL) -> dict[str, int]:
    """Archive them; the ids of their pages by source."""
    return {telling.source: keep(archive, telling.record()) for telling in tellings}
