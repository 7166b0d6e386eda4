"""The whole room: laws that every reading keeps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.events.helpers import entity, read, report

from khabar.events import find_events
from khabar.lexicon import Lexicon, load_lexicon
from khabar.mentions import find_counts
from khabar.objects import Span, Statement
from khabar.text.analysis import analyse
from khabar.times import find_times
from spent import within

WORDS = [
    "قصفت",
    "الطائرات",
    "القرية",
    "وقتل",
    "ثلاثة",
    "مدنيين",
    "بينهم",
    "طفل",
    "،",
    "فيما",
    "اعتقلت",
    "الشرطة",
    "صحفيا",
    ".",
    "كما",
    "تظاهر",
    "المئات",
    "أمس",
    "ما",
    "أدى",
    "إلى",
    "إصابة",
    "خمسة",
    "جنود",
    "\n",
    "رفضت",
    "الحكومة",
    "مقترحا",
    "بشن",
    "هجوم",
    "على",
    "البلدة",
    "اليوم",
    "سيقصف",
    "لم",
    "“",
    "”",
    ":",
    "نزوح",
    "عشرات",
    "العائلات",
    "الهجوم",
]


@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_laws_of_every_reading(words: list[str]) -> None:
    """Spans are exact, ids run on, references exist, every count is in exactly one event, and twice gives the same."""
    lexicon = load_lexicon()
    raw = " ".join(words)
    given_ = report(raw)
    text = analyse(given_)
    times = find_times(text, given_.published, lexicon)
    counts = find_counts(text, times, lexicon)
    events, entities = find_events(text, given_, times, counts, (), (), lexicon)
    assert [e.id for e in events] == [f"v{i}" for i in range(1, len(events) + 1)]
    known = {e.id for e in entities}
    for event in events:
        for span in (event.trigger, event.evidence, *event.also):
            assert raw[span.start : span.end] == span.text
        assert {*event.actors, *event.recipients, *event.victims} <= known
        assert event.about in {None, *(e.id for e in events)}
        assert all(c.subset_of is None or c.subset_of < len(event.counts) for c in event.counts)
    held = [c for e in events for c in e.counts if not c.rule.startswith("events.")]
    told_twice = any(e.also for e in events)
    whats = {(c.start, c.end): (c.what, "other") for c in counts}  # who does a deed is none of its victims
    assert all(c.what in whats[c.start, c.end] for c in held)
    missing = {(c.start, c.end) for c in counts} - {(c.start, c.end) for c in held}
    assert told_twice or all(c.rule == "counts.singular" for c in counts if (c.start, c.end) in missing)
    assert told_twice or len(held) + len(missing) == len(counts)
    assert find_events(text, given_, times, counts, (), (), lexicon) == (events, entities)


def test_an_event_stands_in_the_words_of_who_says_it(lexicon: Lexicon) -> None:
    """The innermost statement that holds the trigger; outside of all, the publisher's own narration."""
    raw = "قال الناطق إن الطائرات قصفت القرية. وقصفت المدفعية البلدة."
    content = raw[9:34]
    statement = Statement(
        id="s1", act="assert", cue=None, speaker=None, speaker_text=None, chain=(), via=(), rule="t",
        content=Span(start=9, end=34, text=content), quotation="indirect",
    )  # fmt: skip
    events, _ = read(raw, lexicon, (), (statement,))
    assert [e.statement for e in events] == ["s1", None]


@pytest.mark.parametrize("piece", ["قصف ", "وقتل ", "قصف، ", "بينهم ثلاثة ", "“قصف” ", "قتل رجل في انفجار. "])
def test_a_long_line_takes_linear_time(lexicon: Lexicon, piece: str) -> None:
    """Forty thousand characters of one kind are read in seconds."""
    assert within(20, lambda: read(piece * (40_000 // len(piece)), lexicon))


def test_the_name_of_a_person_tells_no_deed(lexicon: Lexicon) -> None:
    """A surname spelled like a verb of condemning condemns nobody."""
    raw = "وصل الوزير سليم فيدان إلى العاصمة"
    assert any(e.type == "ACCUSE" for e in read(raw, lexicon)[0])
    assert not any(e.type == "ACCUSE" for e in read(raw, lexicon, (entity("e1", "person", raw, "سليم فيدان"),))[0])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("شهداء وجرحى في الزيتونة", 1),
        ("شهداء الزيتونة نتيجة توغل القوات", 1),
        ("سيارات تقل شهداء إلى المقبرة", 0),
    ],
)
def test_dead_and_wounded_that_open_a_report_are_told(lexicon: Lexicon, text: str, told: int) -> None:
    """Without figure or deed they stand for what harmed them where a headline says so or a cause follows."""
    assert len([e for e in read(text, lexicon)[0] if e.type == "ASSAULT"]) == told


def test_a_drone_of_a_state_is_no_march(lexicon: Lexicon) -> None:
    """مسيرة is what flies where it strikes, and then acts."""
    text = "قامت مسيرة تركية باستهداف سيارة"
    (event,), _ = read(text, lexicon, (entity("e1", "organization", text, "مسيرة تركية", code="TUR MIL"),))
    assert (event.type, event.actors) == ("ASSAULT", ("e1",))
