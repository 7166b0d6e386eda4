"""The reader and the library's face: promises about every record, and about the example in particular."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import pytest

import khabar
from conftest import ROOT
from khabar.errors import InputError
from khabar.lexicon import Lexicon
from khabar.objects import Entity, Page, Record
from khabar.reader import Reader
from spent import within

HTML = (ROOT / "examples" / "hudna.html").read_bytes()
TEXT = (ROOT / "examples" / "hudna.txt").read_bytes()


@pytest.fixture(scope="module")
def dump(lexicon: Lexicon) -> Record:
    """The example's plain dump, read on its day."""
    return Reader(lexicon).read(Page(TEXT, "hudna.txt", published="2018-08-16"))


@pytest.fixture(scope="module")
def page(lexicon: Lexicon) -> Record:
    """The example's page, read with nothing given."""
    return Reader(lexicon).read(Page(HTML, "hudna.html"))


def named(record: Record, name: str) -> Entity:
    """The entity that answers to a name, alone or within a longer one."""
    for entity in record.entities:
        if any(name in known for known in (entity.name, *entity.aliases, *(m.text for m in entity.mentions))):
            return entity
    raise AssertionError(f"nobody is named {name}: {[e.name for e in record.entities]}")


def test_ids_are_unique_and_the_report_is_named_by_its_text(page: Record) -> None:
    """The same text has the same id, and every id in a record names one thing."""
    assert page.report.id == hashlib.sha256(page.report.text.encode()).hexdigest()
    for things in (page.entities, page.times, page.statements, page.events):
        ids = [t.id for t in things]
        assert len(ids) == len(set(ids))


def test_everything_made_by_a_rule_names_it(dump: Record) -> None:
    """Times, statements and events say which rule found them."""
    assert all(t.rule for t in (*dump.times, *dump.statements, *dump.events))


def test_parts_cover_the_text_in_order(page: Record, dump: Record) -> None:
    """The reading text is its parts and the blank lines between them."""
    for report in (page.report, dump.report):
        at = 0
        for part in report.parts:
            assert at <= part.start < part.end
            assert not report.text[at : part.start].strip()
            at = part.end
        assert not report.text[at:].strip()


def test_page_and_dump_hold_the_same_report(page: Record, dump: Record) -> None:
    """Furniture differs, the report does not: both give the same headline and the same eight paragraphs."""
    bodies = [
        [r.text[p.start : p.end] for p in r.parts if p.kind in ("headline", "lead", "body")]
        for r in (page.report, dump.report)
    ]
    assert bodies[0] == bodies[1]
    assert len(bodies[0]) == 9


def test_furniture_is_kept_apart(page: Record, dump: Record) -> None:
    """Appeals, buttons and lists of other articles are in `furniture`, not in the text."""
    for report in (page.report, dump.report):
        for words in ("للتبرع", "×", "ذات صلة", "camera icon"):
            assert words not in report.text
        assert any("للتبرع" in f.text and f.kind == "donation" for f in report.furniture)


def test_the_day_comes_from_the_page_or_stays_unknown(page: Record, lexicon: Lexicon) -> None:
    """Metadata dates the page; the dump has no date, so that it has none and nothing relative is resolved."""
    assert (page.report.published.date, page.report.published.basis) == ("2018-08-16", "metadata")
    bare = Reader(lexicon).read(Page(TEXT, "hudna.txt"))
    assert bare.report.published.date is None
    assert not any(t.resolved for t in bare.times if "أمس" in t.text or "اليوم" in t.text)


def test_the_publisher_is_known_from_metadata_and_from_its_own_appeal(page: Record, dump: Record) -> None:
    """Who publishes is read off the page, each time."""
    assert page.report.publisher == dump.report.publisher == "نافذة تهامة"


def test_yesterday_is_the_day_before(dump: Record) -> None:
    """Relative times are resolved on the day of publication, with their part of the day."""
    (dawn,) = [t for t in dump.times if t.text.startswith("فجر أمس")]
    assert dawn.interval and dawn.interval.begin == "2018-08-15" and dawn.part == "dawn"


def test_a_chain_is_followed_to_the_one_who_spoke(dump: Record) -> None:
    """The agency is a relay, the spokesman the speaker, the publisher the outermost."""
    first = next(s for s in dump.statements if "تدرس" in s.content.text)
    assert first.speaker == named(dump, "ياسر المطري").id
    agency = named(dump, "سهيل برس").id
    assert agency in first.via and first.chain.index(agency) < first.chain.index(first.speaker)


def test_events_stand_in_the_words_of_their_source(dump: Record) -> None:
    """Studying a proposal is consultation, in the headline's words, with what the spokesman tells as its evidence."""
    speakers = {s.id: s.speaker for s in dump.statements}
    (found,) = [e for e in dump.events if e.type == "CONSULT" and any("تدرس" in span.text for span in e.also)]
    assert found.trigger.text == "ندرس" and speakers[found.statement or ""] == named(dump, "المقاومة التهامية").id


def test_what_is_denied_is_kept_as_denied(dump: Record) -> None:
    """A shelling that someone denies is an event of that status, not a shelling and not nothing."""
    (shelling,) = [e for e in dump.events if e.trigger.text == "قصفت"]
    assert shelling.status == "denied" and shelling.type in ("ASSAULT", None)


def test_a_name_of_an_operation_is_no_quotation(dump: Record) -> None:
    """Marks around a name do not make someone say it."""
    assert not any(s.content.text.strip("“”") == "سيل تهامة" for s in dump.statements)


def test_counts_are_read_with_their_subsets(dump: Record) -> None:
    """Seven killed, of them two children; more than thirty strikes."""
    counts = [(c.what, c.min, c.subset_of is not None) for e in dump.events for c in e.counts]
    assert ("killed", 7, False) in counts
    assert ("killed", 2, True) in counts
    assert any(what == "strikes" and low in (30, 31) for what, low, _ in counts)


def test_a_village_in_no_gazetteer_is_a_place_without_invented_coordinates(dump: Record) -> None:
    """An unknown place keeps its name; one put beside a neighbour is never exact."""
    village = named(dump, "الصفصافة")
    assert village.kind == "place"
    assert village.place is None or village.place.lat is None or village.place.precision != "exact"


def test_read_is_the_reader_in_one_call(lexicon: Lexicon) -> None:
    """`khabar.read` gives what `Reader.read` gives."""
    given = Page(TEXT, "hudna.txt", published="2018-08-16", publisher="صحيفة")
    record = khabar.read(TEXT, source_id="hudna.txt", published="2018-08-16", publisher="صحيفة", model=False)
    assert record == Reader(lexicon).read(given)


def test_read_refuses_a_date_that_is_none() -> None:
    """The library guesses no more than the command does."""
    with pytest.raises(InputError, match="YYYY-MM-DD"):
        khabar.read(TEXT, published="16/8/2018")


def test_all_public_names_are_there() -> None:
    """What `__all__` promises can be imported, and a name that is none is an AttributeError."""
    assert all(getattr(khabar, name) is not None for name in khabar.__all__)
    with pytest.raises(AttributeError):
        khabar.no_such_name  # noqa: B018


def test_a_reader_keeps_nothing_between_pages(lexicon: Lexicon, page: Record) -> None:
    """Reading another page in between changes nothing."""
    reader = Reader(lexicon)
    reader.read(Page("قال المختار إن الطريق مغلق منذ أمس.", "other", "text", published="2020-01-01"))
    assert reader.read(Page(HTML, "hudna.html")) == page


def test_reading_is_quick(lexicon: Lexicon) -> None:
    """A report takes some tens of milliseconds once the vocabulary is compiled; the test allows ten times that."""
    reader = Reader(lexicon)
    reader.read(Page(TEXT, "warm"))
    assert within(0.5, lambda: reader.read(Page(TEXT, "hudna.txt")))


RUN = "import sys; from khabar.cli import main; sys.argv = ['khabar', {}]; main()"


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import khabar", "pydantic yaml rich typer trafilatura lxml httpx onnxruntime"),
        (RUN.format("'--help'"), "rich trafilatura lxml httpx onnxruntime"),
        (RUN.format("'read', 'examples/hudna.txt', '--no-model'"), "rich trafilatura httpx onnxruntime tokenizers"),
    ],
)
def test_nothing_is_imported_that_is_not_used(code: str, absent: str) -> None:
    """Starting up costs what the command uses, no more."""
    script = f"""
import atexit, sys
atexit.register(lambda: print('LOADED', *[m for m in {absent.split()!r} if m in sys.modules], file=sys.stderr))
{code}
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.stderr.split("LOADED", 1)[1].split() == [], done.stderr


def test_a_day_that_the_text_gives_its_own_today_dates_what_leans_on_it() -> None:
    """أمس further down is resolved on the day that the text itself calls today, as if the page had stated it."""
    raw = "قصفت الطائرات المزارع اليوم الأحد 9 تموز 2023، وقتل رجل.\nوكانت قد قصفت القرية أمس."
    record = Reader().read(Page(raw, "post", "text"))
    assert record.report.published.date == "2023-07-09"
    assert [t.interval and t.interval.begin for t in record.times] == ["2023-07-09", "2023-07-08"]
