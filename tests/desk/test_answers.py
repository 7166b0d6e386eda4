"""What is filled into a form: what is not touched is not changed, what is typed is found in the text or refused."""

from __future__ import annotations

from typing import Any

import pytest

from deskreports import a_change, long_line, strike
from khabar.desk.answers import opened, read_form, read_new
from khabar.desk.forms import empty, filled
from khabar.errors import InputError
from khabar.objects import Record
from khabar.store.review import COLLECTIONS, Collection, corrected
from records import made


def items(record: Record) -> list[tuple[Collection, Any]]:
    """Every object of a record."""
    return [(c, item) for c in COLLECTIONS for item in getattr(record, c)]


@pytest.mark.parametrize("record", [made(), strike(0), strike(3)], ids=["everything", "strike", "another"])
def test_untouched_form_changes_nothing(record: Record) -> None:
    """A form sent as it was shown gives no change, for every object there is."""
    for collection, item in items(record):
        data = item.model_dump(mode="json")
        form = filled(collection, data, item.id)
        assert read_form(collection, form.values, record, data) == {}, item.id


def sent(record: Record, collection: Collection, identity: str, **values: list[str]) -> dict[str, Any]:
    """What a form gives after some inputs were filled otherwise."""
    item = next(i for c, i in items(record) if c == collection and i.id == identity)
    data = item.model_dump(mode="json")
    return read_form(collection, filled(collection, data).values | values, record, data)


def test_only_what_was_changed() -> None:
    """One field filled otherwise is one change."""
    record = strike(0)
    assert sent(record, "events", "v1", status=["denied"]) == {"status": "denied"}
    assert sent(record, "events", "v1", mode=[""]) == {"mode": None}
    assert sent(record, "events", "v1", actors=["e5", "", "e5"]) == {"actors": ["e5"]}
    assert sent(record, "events", "v1", alleged=["on"]) == {"alleged": True}


def test_words_are_found_nearest_to_where_they_stood() -> None:
    """Words typed into a span are looked for in the text, the nearest of several is meant."""
    record = strike(0)
    text = record.report.text
    town = record.entities[3].name
    changed = sent(record, "events", "v1", evidence=[town])["evidence"]
    assert text[changed["start"] : changed["end"]] == town
    assert changed["start"] == text.index(town, text.index("\n"))
    with pytest.raises(InputError, match="evidence: these words do not stand so in the text"):
        sent(record, "events", "v1", evidence=["كلمات ليست فيه"])


def test_figures() -> None:
    """Figures are changed, added and dropped; one that was part of a dropped one is part of nothing."""
    record = strike(0)
    two = filled("events", record.events[0].model_dump(mode="json")).values
    more = sent(record, "events", "v1", **{"count.min": ["4", "2"], "count.max": ["", "2"]})["counts"]
    assert [(c["min"], c["max"], c["subset_of"]) for c in more] == [(4, None, None), (2, 2, 0)]
    fewer = sent(record, "events", "v1", **{"count.min": ["", "2"]})["counts"]
    assert [(c["min"], c["subset_of"], c["text"]) for c in fewer] == [(2, None, "طفلان")]
    added = {name: [*two[name], value] for name, value in {
        "count.min": "9", "count.max": "9", "count.what": "injured", "count.who": "civilian", "count.exact": "about",
        "count.within": "", "count.words": "فرق الإنقاذ", "count.words.start": "", "count.words.end": "",
    }.items()}  # fmt: skip
    last = sent(record, "events", "v1", **added)["counts"][2]
    assert (last["what"], last["min"], last["exact"], last["text"]) == ("injured", 9, False, "فرق الإنقاذ")
    with pytest.raises(InputError, match="counts"):
        sent(record, "events", "v1", **{"count.min": ["many", "2"]})


def test_speaker_and_relays_make_the_chain() -> None:
    """The chain follows who speaks and through whom, the page's publisher first."""
    record = strike(0)
    changed = sent(record, "statements", "s1", speaker=["e5"], via=[])
    assert changed == {"speaker": "e5", "via": [], "chain": ["e1", "e5"]}


def test_place_is_moved() -> None:
    """Latitude and longitude are one move; what is no number is refused."""
    record = strike(0)
    assert sent(record, "entities", "e4", lat=["35.5"])["place"] == {"lat": 35.5, "lon": 38.9, "precision": "exact"}
    with pytest.raises(InputError, match="latitude and longitude"):
        sent(record, "entities", "e4", lat=["north"])


def test_required_field_cannot_be_emptied() -> None:
    """What an object cannot be without must be filled in."""
    with pytest.raises(InputError, match="trigger cannot be empty"):
        sent(strike(0), "events", "v1", trigger=[" "])


def test_new_objects_are_valid() -> None:
    """What the forms for adding give, filled with a selection and nothing more, is taken into the record."""
    record = strike(0)
    text = record.report.text
    start = text.index("فرق الإنقاذ")
    words = {"start": start, "end": start + 11, "text": "فرق الإنقاذ"}
    sentence = {"start": start, "end": start + 30, "text": text[start : start + 30]}
    for number, collection in enumerate(COLLECTIONS):
        new = read_new(collection, empty(collection, words, sentence).values, record)
        done = corrected(record, [a_change(1, "add", collection, None, new | {"id": f"x{number}"})])
        assert done.skipped == (), collection
        assert getattr(done.record, collection)[-1].id == f"x{number}"


def test_new_object_without_words_is_refused() -> None:
    """Nothing is added that no words of the text carry."""
    for collection in ("events", "statements", "times"):
        with pytest.raises(InputError):
            read_new(collection, empty(collection).values, strike(0))  # type: ignore[arg-type]


def test_opening_cuts_particles() -> None:
    """The chosen beginning of the first word holds, in both directions; words that were typed stay as they are."""
    text = "قصف بالرقة أمس"
    taken = {"words": ["بالرقة"], "words.start": ["4"], "words.end": ["10"], "opening": ["5"]}
    assert opened(taken, "words", text)["words"] == ["الرقة"]
    back = {"words": ["الرقة"], "words.start": ["5"], "words.end": ["10"], "opening": ["4"]}
    assert opened(back, "words", text)["words"] == ["بالرقة"]
    typed = taken | {"words": ["أمس"]}
    assert opened(typed, "words", text) == typed
    far = taken | {"opening": ["0"]}
    assert opened(far, "words", text)["words.start"] == ["4"]


def test_mentions_can_be_dropped_and_added() -> None:
    """A place that is not meant is taken out of a name's mentions, one that was missed is put in."""
    record = strike(0)
    entity = record.entities[2]
    first = entity.mentions[0]
    kept = sent(record, "entities", "e3", keep=["", f"{first.start}-{first.end}"])["mentions"]
    assert [m["text"] for m in kept] == [first.text]
    assert sent(record, "entities", "e3", keep=[""])["mentions"] == []
    more = sent(record, "entities", "e3", mentions=["الإنقاذ"])["mentions"]
    assert [m["text"] for m in more] == ["كمال الأزرق", "الأزرق أن", "الإنقاذ"]


def test_what_is_known_of_the_report() -> None:
    """Headline, publisher and day of publication are edited too; a day brings its weekday, none takes it away."""
    record = strike(0)
    data = record.report.model_dump(mode="json")
    form = filled("report", data, "report")
    assert read_form("report", form.values, record, data) == {}
    new = read_form("report", form.values | {"day": ["2026-11-20"], "publisher": [""]}, record, data)
    assert (new["publisher"], new["published"]["date"], new["published"]["weekday"]) == (None, "2026-11-20", "Friday")
    assert read_form("report", form.values | {"day": [""]}, record, data)["published"]["basis"] == "unknown"
    with pytest.raises(InputError, match="YYYY-MM-DD"):
        read_form("report", form.values | {"day": ["yesterday"]}, record, data)


def test_very_long_span_stays_whole() -> None:
    """A statement longer than a form shows is shown in part, and an untouched form leaves it as it is."""
    record = long_line(60_000)
    text = record.report.text
    data = {"act": "assert", "quotation": "indirect", "speaker": None, "via": [], "chain": [], "cue": None,
            "speaker_text": None, "venue": None, "time": None, "part_of": None,
            "content": {"start": 10, "end": 50_000, "text": text[10:50_000]}}  # fmt: skip
    form = filled("statements", data, "s1")
    assert len(form.value("content")) < 5_000
    assert read_form("statements", form.values, record, data) == {}
