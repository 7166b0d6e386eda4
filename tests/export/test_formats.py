"""Each format is what its consumer takes, and every row leads back to the words."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from hypothesis import given as given_any
from hypothesis import strategies as st

from khabar.export import FORMATS, make_exporter
from khabar.export.acled import COLUMNS as ACLED
from khabar.export.families import compile_families
from khabar.export.names import HIDDEN, without_names
from khabar.export.rows import guarded
from khabar.export.ucdp import COLUMNS as UCDP
from khabar.lexicon import Lexicon
from khabar.objects import Entity, Event, Interval, Mention, Record, Span, Time
from records import TEXT, empty, made, span

TRACE = ("khabar_record", "khabar_event", "span_start", "span_end", "evidence", "chain", "status")


def dated() -> Record:
    """The record with a resolved day."""
    record = made()
    time = Time(
        **record.times[0].model_dump(exclude={"interval", "grain", "resolved", "timex3"}),
        interval=Interval(begin="2018-08-15", end="2018-08-15"), grain="part", resolved=True, timex3="2018-08-15TEV",
    )  # fmt: skip
    return record.model_copy(update={"times": (time,)})


def exported(format_: Any, *records: Record) -> bytes:
    """What a format makes of records."""
    data = io.BytesIO()
    text = io.TextIOWrapper(data, encoding="utf-8", newline="\n", write_through=True)
    exporter = make_exporter(format_, text, data)
    for record in records:
        exporter.write(record)
    exporter.finish()
    text.flush()
    return data.getvalue()


def table(format_: str, *records: Record) -> list[dict[str, str]]:
    """The rows of a CSV."""
    return list(csv.DictReader(io.StringIO(exported(format_, *records).decode(), newline="")))


def check_trace(row: dict[str, Any], record: Record) -> None:
    """A row's span is exact."""
    assert row["khabar_record"] == record.report.id
    start, end = int(row["span_start"]), int(row["span_end"])
    assert record.report.text[start:end] == row["evidence"]
    assert row["chain"] == "صحيفة الوادي < وكالة المرفأ < سامر" or row["khabar_event"] == "v2"


@pytest.mark.parametrize("format_", FORMATS)
def test_nothing_is_a_whole_output(format_: str) -> None:
    """No record, and a record of an empty page, give an output that can be read."""
    assert exported(format_) is not None and exported(format_, empty()) is not None


def test_acled_has_its_columns_and_codes() -> None:
    """ACLED's columns in its order; only what is told of as happened; unknown cells are empty."""
    (row,) = table("acled", dated())
    assert tuple(row) == ACLED + TRACE
    assert (row["event_type"], row["sub_event_type"]) == ("Explosions/Remote violence", "Air/drone strike")
    assert (row["event_date"], row["time_precision"], row["geo_precision"], row["fatalities"]) == (
        "2018-08-15",
        "1",
        "1",
        "7",
    )
    assert row["disorder_type"] == "Political violence" and "example.org" in row["notes"]
    check_trace(row, dated())
    (row,) = table("acled", made())
    assert row["event_date"] == row["year"] == row["time_precision"] == ""


def test_ucdp_has_best_low_and_high() -> None:
    """UCDP's columns; children among the dead are not counted twice; the original source is who said it."""
    (row,) = table("ucdp", dated())
    assert tuple(row) == UCDP + TRACE
    assert (row["best"], row["low"], row["high"], row["date_prec"], row["where_prec"]) == ("7", "7", "7", "1", "1")
    assert row["source_original"] == "سامر" and row["source_office"] == "صحيفة الوادي"
    assert row["geom_wkt"] == "POINT (43.25 15.5)"
    check_trace(row, dated())


def test_bayanat_names_actors_once() -> None:
    """One row an actor, under the field names of Bayanat, traced to its words."""
    (row,) = table("bayanat", made())
    assert (row["name"], row["dtype"], row["occupation"]) == ("سامر", "Person", "المتحدث باسم البلدية")
    assert "denied" in row["description"] and row["known_dead_opts"] == "Unknown"


def test_geojson_is_valid() -> None:
    """RFC 7946: longitude first, a null geometry where nothing is known, ids on every feature."""
    found = json.loads(exported("geojson", dated(), made(entities=())))
    assert found["type"] == "FeatureCollection" and len(found["features"]) == 4
    for feature in found["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"} and feature["type"] == "Feature"
    first, second, *_ = found["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [43.25, 15.5]}
    assert second["geometry"] is None and second["properties"]["status"] == "denied"
    check_trace(first["properties"], dated())


def test_plover_keeps_status_and_codes() -> None:
    """Events with a type of PLOVER's, whatever their status."""
    (line,) = exported("plover", dated()).decode().splitlines()
    event = json.loads(line)
    assert (event["event_type"], event["event_mode"], event["magnitude"]["killed"]["min"]) == (
        "ASSAULT",
        "heavy-weapons",
        7,
    )
    assert (event["provenance"]["khabar_mode"], event["context"]) == ("airstrike", [])
    assert event["date"] == {"start": "2018-08-15", "end": "2018-08-15", "text": "مساء أمس"}
    check_trace(event["provenance"], dated())


def test_parquet_is_read_back() -> None:
    """By pyarrow and by DuckDB, the figures as lists of structures."""
    duckdb = pytest.importorskip("duckdb", reason="pip install duckdb")
    parquet = pytest.importorskip("pyarrow.parquet", reason="pip install pyarrow")
    data = exported("parquet", dated(), made())
    rows = parquet.read_table(io.BytesIO(data)).to_pylist()
    assert len(rows) == 4 and [c["min"] for c in rows[0]["counts"]] == [7, 2]
    check_trace(rows[0], dated())
    found = duckdb.from_arrow(parquet.read_table(io.BytesIO(data)))
    assert found.filter("type = 'ASSAULT'").aggregate("sum(counts[1].min)").fetchall() == [(14,)]


def test_parquet_without_pyarrow_says_what_to_install() -> None:
    """The extra is named; nothing else needs it."""
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from khabar.export import make_exporter; from khabar.errors import ExtraMissing\n"
        "try: make_exporter('parquet', None, None)\n"
        "except ExtraMissing as error: assert 'khabar[parquet]' in str(error)\n"
        "else: raise SystemExit(1)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_annotations_quote_and_point_at_the_same_words() -> None:
    """Both selectors of every annotation select its words, and prefix and suffix are what stands around them."""
    found = json.loads(exported("annotations", made()))
    assert found["@context"][0] == "http://www.w3.org/ns/anno.jsonld" and found["type"] == "AnnotationPage"
    assert len(found["items"]) == 5
    for item in found["items"]:
        quote, position = item["target"]["selector"]
        start, end = position["start"], position["end"]
        assert TEXT[start:end] == quote["exact"] and item["target"]["scope"] == "https://example.org/1"
        assert TEXT[:start].endswith(quote["prefix"]) and TEXT[end:].startswith(quote["suffix"])
        assert item["type"] == "Annotation" and "khabar:chain" in item["body"]


def test_followthemoney_takes_every_entity() -> None:
    """The library knows the schemata, accepts every value unchanged, and every reference leads to an entity."""
    remedy = "apt-get install libicu-dev pkg-config g++, then uv sync --group interop"
    ftm = pytest.importorskip("followthemoney", reason=f"no followthemoney: {remedy}")
    lines = [json.loads(line) for line in exported("followthemoney", dated()).decode().splitlines()]
    ids = {line["id"] for line in lines}
    for line in lines:
        ftm.model.get(line["schema"]).validate(line)
        proxy = ftm.model.get_proxy(line, cleaned=False)
        assert {k: sorted(v) for k, v in proxy.properties.items()} == {
            k: sorted(v) for k, v in line["properties"].items()
        }
        for name in ("proof", "involved"):
            assert set(line["properties"].get(name, ())) <= ids
    assert [line["schema"] for line in lines] == ["Article", "Event", "Person", "Event"]
    assert any("chain: صحيفة الوادي" in note for note in lines[1]["properties"]["notes"])


def test_timeml_keeps_the_text_and_its_links() -> None:
    """Well-formed; without its tags the text is the report's; every link leads to an instance or a time."""
    root = ET.fromstring(exported("timeml", dated(), made(report=made().report.model_copy(update={"title": "&<"}))))  # noqa: S314
    assert len(root) == 2
    for document in root:
        text = document.find("TEXT")
        assert text is not None and "".join(text.itertext()) == TEXT
        instances = {i.get("eiid") for i in document.iter("MAKEINSTANCE")}
        events = {e.get("eid") for e in document.iter("EVENT")}
        assert {i.get("eventID") for i in document.iter("MAKEINSTANCE")} == events
        times = {t.get("tid") for t in document.iter("TIMEX3")}
        for link in document.iter("TLINK"):
            assert link.get("eventInstanceID") in instances and link.get("relatedToTime") in times
        for link in document.iter("SLINK"):
            assert {link.get("eventInstanceID"), link.get("subordinatedEventInstance")} <= instances


@given_any(st.text(max_size=20))
def test_no_cell_is_a_formula(text: str) -> None:
    """Whatever a page says, no cell opens like a formula, and nothing of the text is lost but NULs."""
    cell = guarded(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell.removeprefix("'") == text.replace("\0", "") or cell == text.replace("\0", "")


def test_a_page_cannot_put_a_formula_into_a_spreadsheet() -> None:
    """A title that opens like a formula is quoted; negative coordinates stay numbers."""
    report = made().report.model_copy(update={"title": '=HYPERLINK("http://a.test")'})
    (row,) = table("ucdp", made(report=report))
    assert row["source_headline"].startswith("'=")
    assert guarded(-33.5) == -33.5


@pytest.mark.parametrize("format_", [f for f in FORMATS if f != "parquet"])
def test_without_names_no_victim_is_named(format_: str, lexicon: Lexicon) -> None:
    """In no format, not in quotations, not in the text; offsets stay, and who is no victim stays."""
    record = without_names(made(), lexicon)
    assert len(record.report.text) == len(TEXT) and HIDDEN * 4 in record.report.text
    out = exported(format_, record).decode()
    assert "سامر" not in out
    if format_ in ("records", "annotations"):
        assert "المرفأ" in out


def victim(name: str, text: str, **changes: Any) -> Record:
    """A record of this text whose one event has this victim, mentioned once."""
    at = text.index(name)
    mention = Mention(start=at, end=at + len(name), text=name, form="name")
    entity = Entity(id="e1", kind=changes.pop("kind", "person"), name=name, mentions=(mention,))
    other = Entity(id="e2", kind="person", name="كريم الحلبي")
    whole = Span(start=0, end=len(text), text=text)
    event = Event(id="v1", type=None, trigger=whole, status="occurred", evidence=whole, victims=("e1",), rule="test")
    report = made().report.model_copy(update={"text": text, "parts": (), **changes})
    return Record(report=report, entities=(entity, other), events=(event,))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("قتل سليم الحمصي. ونعى الأهالي الحمصي", "قتل ████ ██████. ونعى الأهالي ██████"),
        ("قتل سَليم الحِمصي ولسليم طفلان", "قتل █████ ███████ ول████ طفلان"),
        ("قتل سليم الحمصي في سليمية", "قتل ████ ██████ في سليمية"),
    ],
)
def test_a_name_is_hidden_in_every_spelling_and_by_its_parts(text: str, left: str, lexicon: Lexicon) -> None:
    """With or without marks, behind a preposition, by first or last name; not within another word."""
    name = "سَليم الحِمصي" if "سَليم" in text else "سليم الحمصي"
    assert without_names(victim(name, text), lexicon).report.text == left


def test_a_part_that_others_bear_is_left_to_them(lexicon: Lexicon) -> None:
    """A victim's last name that somebody else has too is hidden only in the whole name."""
    text = "قتل سليم الحلبي، وقال كريم الحلبي إنه صديقه"
    left = without_names(victim("سليم الحلبي", text), lexicon).report.text
    assert left == "قتل ████ ██████، وقال كريم الحلبي إنه صديقه"


def test_addresses_and_files_do_not_tell_the_name(lexicon: Lexicon) -> None:
    """An address that spells it is cut to its host, a file's name to the id, the title and the byline are blotted."""
    given = {"url": "https://a.test/news/%D9%85%D9%82%D8%AA%D9%84-%D8%B3%D9%84%D9%8A%D9%85-2016", "byline": "عن سليم"}
    record = without_names(victim("سليم", "قتل سليم", source_id="ملفات/سليم.html", title="مقتل سليم", **given), lexicon)
    report = record.report
    assert (report.url, report.source_id) == ("https://a.test/", f"report {report.id[:12]}")
    assert "سليم" not in record.to_json() and HIDDEN * 4 in (report.title or "")
    plain = without_names(victim("سليم", "قتل سليم", source_id="a/1.html", url="https://a.test/1"), lexicon).report
    assert (plain.url, plain.source_id) == ("https://a.test/1", "a/1.html")


def test_a_word_for_people_is_no_name(lexicon: Lexicon) -> None:
    """Civilians are nobody by name; a family is."""
    record = victim("مدنيين", "قتل مدنيين", kind="people")
    nominal = record.entities[0].mentions[0].model_copy(update={"form": "nominal"})
    entity = record.entities[0].model_copy(update={"mentions": (nominal,)})
    assert without_names(record.model_copy(update={"entities": (entity,)}), lexicon).report.text == "قتل مدنيين"
    assert "الحمصي" not in without_names(victim("آل الحمصي", "قتل آل الحمصي", kind="people"), lexicon).to_json()


def test_an_organisation_is_nobody(lexicon: Lexicon) -> None:
    """Whom a hospital or a confession is does not follow from its name; whoever is named within it is hidden still."""
    text = "قصفت طائرة جمعية النور وقتلت سليم"
    record = victim("جمعية النور", text, kind="organization")
    assert without_names(record, lexicon) is record
    people = victim("الإيزيديين", "قتل مسلحون الإيزيديين", kind="people")
    named = people.entities[0].model_copy(update={"name": "الإيزيديون"})
    people = people.model_copy(update={"entities": (named,)})
    assert without_names(people, lexicon) is people


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("قتل خمسة من عائلة السروجي ودفن الأهالي السروجي", "قتل خمسة من █████ ███████ ودفن الأهالي ███████"),
        ("قصفوا بيت آل السروجي", "قصفوا بيت ██ ███████"),
        ("أصيب طفلان لعائلة أبو عيطة", "أصيب طفلان ل█████ ███ ████"),
        ("هاجم مسلحون عشيرة المجادعة ثم المجادعة", "هاجم مسلحون █████ ████████ ثم ████████"),
        ("قتلت عائلة كاملة من القرية", "قتلت عائلة كاملة من القرية"),
        ("قتل ستة من عائلات النازحين", "قتل ستة من عائلات النازحين"),
        ("قتل أفراد أسرة من الحي", "قتل أفراد أسرة من الحي"),
    ],
)
def test_a_family_is_hidden_though_no_one_names_it_a_victim(text: str, left: str, lexicon: Lexicon) -> None:
    """In a sentence of harm the name of a family or clan tells who was struck, as a person's does."""
    assert without_names(harmed(text), lexicon).report.text == left


def harmed(text: str, *names: str) -> Record:
    """A record of this text, all of it the evidence of an assault by those of these names."""
    mentions = [Mention(start=text.index(n), end=text.index(n) + len(n), text=n, form="name") for n in names]
    actors = tuple(
        Entity(id=f"e{at}", kind="armed_group", name=n.text, mentions=(n,)) for at, n in enumerate(mentions, 1)
    )
    whole = Span(start=0, end=len(text), text=text)
    event = Event(
        id="v1", type="ASSAULT", trigger=whole, status="occurred", evidence=whole, rule="test",
        actors=tuple(e.id for e in actors),
    )  # fmt: skip
    return Record(report=made().report.model_copy(update={"text": text, "parts": ()}), entities=actors, events=(event,))


def test_a_clan_is_hidden_though_it_is_read_as_acting(lexicon: Lexicon) -> None:
    """A reading may take the struck for who strikes: in doubt the name goes; an armed group's stays."""
    text = "هاجم لواء الفجر عشيرة المجادعة"
    record = harmed(text, "لواء الفجر", "عشيرة المجادعة")
    assert without_names(record, lexicon).report.text == "هاجم لواء الفجر █████ ████████"


def test_a_preposition_is_no_name(lexicon: Lexicon) -> None:
    """على is folded as علي is, and stays."""
    left = without_names(victim("محمد علي", "قتل محمد علي في هجوم على مقر"), lexicon).report.text
    assert left == "قتل ████ ███ في هجوم على مقر"


def test_a_name_that_others_bear_is_hidden_with_its_family_alone(lexicon: Lexicon) -> None:
    """Whoever speaks and has the family's name keeps it."""
    text = "قتلوا عائلة السروجي، وقال فهد السروجي إنهم رحلوا"
    record = harmed(text)
    speaker = Entity(id="e9", kind="person", name="فهد السروجي")
    record = record.model_copy(update={"entities": (speaker,)})
    assert without_names(record, lexicon).report.text == "قتلوا █████ ███████، وقال فهد السروجي إنهم رحلوا"


def test_the_book_of_families_says_what_it_means(lexicon: Lexicon) -> None:
    """Every sentence that is to hold a family's name does, no other one."""
    known = lexicon.build(compile_families)
    for entry in lexicon.entries("export/families"):
        assert all(list(known.named(text)) for text in entry["examples"]["yes"]), entry["id"]
        assert not any(list(known.named(text)) for text in entry["examples"]["no"]), entry["id"]


def test_without_victims_nothing_changes(lexicon: Lexicon) -> None:
    """A record that names no victim is handed on as it is."""
    record = made(events=())
    assert without_names(record, lexicon) is record
    assert span("سامر").text in record.report.text
