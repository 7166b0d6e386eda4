"""What people type finds what they mean, at exact places."""

from __future__ import annotations

import itertools
import sys
from contextlib import suppress

import pytest

from archives import keep, record_of
from khabar.errors import InputError
from khabar.store import Archive, search
from khabar.store.query import Aliases, parse_query
from khabar.store.search import find_readings
from records import TEXT, made

REPORTS = {
    "daesh": "أعلن تنظيم الدولة الإسلامية انسحابه من القرية.",
    "clitics": "وبحلب قالت المديريات إن المدرستين أُغلِقتا.",
    "hamza": "زار رئيس الوزراء مدينة الإسكندرية أمس.",
    "other": "افتتحت البلدية حديقة جديدة.",
}


@pytest.fixture(scope="module")
def filled(lasting: Archive) -> Archive:
    """An archive of a few reports and of the record that has something of everything."""
    archive = lasting
    for day, (source, text) in enumerate(REPORTS.items(), 1):
        keep(archive, record_of(text, source, published=f"2016-05-0{day}"))
    keep(archive, made())
    return archive


def sources(archive: Archive, typed: str, aliases: Aliases) -> list[str]:
    """What a search finds, best first."""
    return [hit.source for hit in search(archive, parse_query(typed, aliases)).hits]


@pytest.mark.parametrize(
    ("typed", "source"),
    [
        ("داعش", "daesh"), ("لداعش", "daesh"), ("حلب", "clitics"), ("مديرية", "clitics"), ("أغلقتا", "clitics"),
        ("الاسكندريه", "hamza"), ("اسكندرية", "hamza"), ("بالإسكندرية", "hamza"), ('"رئيس الوزراء"', "hamza"),
        ("الطائرة", "made.html"), ("٧ قتلى", "made.html"),
    ],
)  # fmt: skip
def test_spelling_inflection_and_other_names_do_not_hide_a_report(
    filled: Archive, aliases: Aliases, typed: str, source: str
) -> None:
    """Hamza, marks, article, attached prepositions, number, digits and an actor's other names are all one."""
    assert sources(filled, typed, aliases) == [source]


@pytest.mark.parametrize(
    "typed",
    [
        "type:ASSAULT", "type:assault", "mode:airstrike", "acled:air", "status:occurred", "status:denied",
        "place:الوادي", 'place:"سوق الوادي"', "speaker:سامر", "through:المرفأ", "publisher:الوادي", "victim:سامر",
        "near:15.5,43.25,1km", "near:15.6,43.3,20", "killed:>3", "killed:7", "killed:2..8", "killed:<=2",
        "type:assault place:الوادي killed:>=7 status:occurred", "الطائرات type:assault",
    ],
)  # fmt: skip
def test_fields_find_what_the_record_says(filled: Archive, aliases: Aliases, typed: str) -> None:
    """Every field finds the one report whose record says so."""
    assert sources(filled, typed, aliases) == ["made.html"]


@pytest.mark.parametrize(
    "typed",
    [
        "type:PROTEST", "killed:>7", "near:15.5,44.5,20km", "type:assault status:denied", "speaker:الوادي",
        "place:سامر", "الطائرات -السوق", '"السوق الطائرات"', "الطائرات حديقة",
    ],
)  # fmt: skip
def test_what_nobody_says_is_not_found(filled: Archive, aliases: Aliases, typed: str) -> None:
    """Conditions on events must hold of one event, and all words must be there."""
    assert sources(filled, typed, aliases) == []


def test_days_are_those_of_the_event_or_else_of_the_report(filled: Archive, aliases: Aliases) -> None:
    """`from:` and `to:` take days, months and years; newest come first; a report without a day is not guessed in."""
    assert sources(filled, "from:2016-05-03", aliases) == ["other", "hamza"]
    assert sources(filled, "from:2016-05-02 to:2016-05-03", aliases) == ["hamza", "clitics"]
    assert len(sources(filled, "from:2016 to:2016-05", aliases)) == 4


def test_marks_are_exact(filled: Archive, aliases: Aliases) -> None:
    """A mark covers the words that were found and nothing else, the evidence of events is the record's."""
    (hit,) = search(filled, parse_query("الطائره سوق type:assault", aliases)).hits
    assert hit.text == TEXT
    assert [hit.text[a:b] for a, b in hit.marks] == ["سوق", "الطائرات", "السوق"]
    assert [hit.text[e.start : e.end] for e in hit.events] == ["الطائرات قصفت السوق مساء أمس"]
    begin, end = hit.snippet
    assert all(begin <= a and b <= end for a, b in hit.marks)


def test_a_phrase_is_marked_as_one(filled: Archive, aliases: Aliases) -> None:
    """An alias of several words is one mark."""
    (hit,) = search(filled, parse_query("داعش", aliases)).hits
    assert [hit.text[a:b] for a, b in hit.marks] == ["تنظيم الدولة"]


def test_the_title_weighs_more(archive: Archive, aliases: Aliases) -> None:
    """Of two reports with the word, the one that has it in its title comes first."""
    keep(archive, record_of("كلام طويل عن الميناء وعن غيره من الأمور", "body", title="أخبار اليوم"))
    keep(archive, record_of("الميناء يفتح\n\nكلام طويل عن غيره من الأمور", "title", title="الميناء يفتح"))
    assert sources(archive, "الميناء", aliases) == ["title", "body"]


def test_pages_of_results_follow_each_other(filled: Archive, aliases: Aliases) -> None:
    """`limit` and `offset` cut one and the same order; the total counts all."""
    query = parse_query("from:2016", aliases)
    everything = [h.source for h in search(filled, query).hits]
    parts = [search(filled, query, limit=2, offset=at) for at in (0, 2)]
    assert [h.source for part in parts for h in part.hits] == everything
    assert {part.total for part in parts} == {4}


def test_the_order_of_fields_does_not_matter(filled: Archive, aliases: Aliases) -> None:
    """Whichever condition leads in the database, the same event is found, and its words are shown."""
    fields = ["place:الوادي", "near:15.5,43.25,1km", "killed:>3", "type:assault", "status:occurred", "acled:air"]
    for first, second in itertools.permutations(fields, 2):
        (hit,) = search(filled, parse_query(f"{first} {second}", aliases)).hits
        assert [hit.text[e.start : e.end] for e in hit.events] == ["الطائرات قصفت السوق مساء أمس"], (first, second)
    for fields in (["speaker:سامر", "type:assault"], ["publisher:الوادي", "through:المرفأ"], ["mode:airstrike", "سوق"]):
        assert sources(filled, " ".join(fields), aliases) == ["made.html"]


def test_of_many_the_titles_come_first(archive: Archive, aliases: Aliases, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a word is everywhere: by title first, then what came last; pages follow each other in that one order."""
    for number in range(9):
        title = f"الجسر {number}" if number % 3 == 0 else None
        keep(archive, record_of(f"خبر عن الجسر رقم {number}", f"{number}", title=title, published="2016-05-01"))
    module = sys.modules["khabar.store.search"]
    monkeypatch.setattr(module, "_MANY", dict.fromkeys(module._MANY, 4))
    ranked = {2: ["3", "6", "8", "7", "5", "4", "2", "1", "0"], 5_000: ["0", "3", "6", "8", "7", "5", "4", "2", "1"]}
    for many, typed in itertools.product(ranked, ("الجسر", "الجسر from:2016")):
        monkeypatch.setattr(module, "_WEIGHED", many)
        query = parse_query(typed, aliases)
        everything = [hit.reading for hit in search(archive, query).hits]
        assert everything == find_readings(archive, query)
        assert sources(archive, typed, aliases) == ranked[many]
        for size in (1, 2, 4):
            pages = [search(archive, query, limit=size, offset=at) for at in range(0, 12, size)]
            assert [hit.reading for page in pages for hit in page.hits] == everything
            assert {page.total for page in pages} == {9}


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "plase:حلب",
        "near:here",
        "near:95,0",
        "killed:many",
        "from:أمس",
        "from:2016-13",
        "-سوق",
        "place:",
        "type:>3",
    ],
)
def test_a_query_that_is_none_says_why(aliases: Aliases, typed: str) -> None:
    """One line that names the piece, and never an error of the database."""
    with pytest.raises(InputError):
        parse_query(typed, aliases)


@pytest.mark.parametrize(
    "typed", ["' OR 1=1 --", '"', '"سوق" OR NEAR(', "سوق*", "a' | b", "(سوق", "title : x", "% _", "killed:1;DROP"]
)
def test_no_query_breaks_out(filled: Archive, aliases: Aliases, typed: str) -> None:
    """Whatever is typed is words or a told mistake; the archive answers and stays."""
    with suppress(InputError):
        search(filled, parse_query(typed, aliases))
    assert search(filled, parse_query("سوق", aliases)).total == 1
