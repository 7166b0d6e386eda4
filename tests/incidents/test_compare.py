"""Comparing records: laws that hold for any set of them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from build import record
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.errors import InputError
from khabar.incidents import Incident, compare
from khabar.lexicon import Lexicon, load_lexicon

STRIKE = "شنت طائرات حربية غارة على أطراف قرية السهل وأدت إلى مقتل ثلاثة مدنيين من عائلة واحدة مساء الثلاثاء"
OTHER = "قصفت مدفعية مجهولة المصدر محيط قرية السهل بعدد من القذائف ما أسفر عن سقوط ثلاثة قتلى بينهم رجل مسن"
FAR = "أعلنت السلطات في بلدة المرج خروج مظاهرة احتجاجا على انقطاع الكهرباء وغلاء الأسعار في الأسواق منذ أيام"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The vocabulary that comes with Khabar."""
    return load_lexicon()


def one(incidents: tuple[Incident, ...], source_id: str) -> Incident:
    """The incident that holds the report."""
    (found,) = [i for i in incidents if any(r.source_id == source_id for r in i.reports)]
    return found


def test_same_place_day_and_figure_are_one_incident(lexicon: Lexicon) -> None:
    """Two reports of one strike in different words make one incident with two independent origins."""
    a = record("a", STRIKE, publisher="موقع أول", speaker="المرصد", killed=3)
    b = record("b", OTHER, publisher="موقع ثان", speaker="الدفاع المدني", killed=3, mode="artillery")
    (incident,) = compare([a, b], lexicon)
    assert {r.source_id for r in incident.reports} == {"a", "b"}
    assert incident.independent_origins == 2
    assert incident.counts[0].min == incident.counts[0].max == 3


def test_other_day_and_far_place_stay_apart(lexicon: Lexicon) -> None:
    """The same words of another day, or of a place far away, are another incident."""
    a = record("a", STRIKE, killed=3)
    later = record("b", OTHER, day="2024-03-12", published="2024-03-12", killed=3)
    elsewhere = record("c", OTHER + " أيضا", place="المرج", killed=3)
    assert len(compare([a, later, elsewhere], lexicon)) == 3


def test_outlets_that_repeat_one_source_add_no_origin(lexicon: Lexicon) -> None:
    """Ten outlets that cite one observatory are one origin."""
    rows = [
        record(f"r{i}", f"{STRIKE} بحسب ما نشره الموقع رقم {i}", publisher=f"موقع {i}", speaker="المرصد", killed=3)
        for i in range(10)
    ]
    (incident,) = compare(rows, lexicon)
    assert incident.independent_origins == 1
    assert incident.origins[0].source == "المرصد"
    assert len(incident.origins[0].reports) == 10


def test_unnamed_sources_of_two_outlets_are_two(lexicon: Lexicon) -> None:
    """«Local sources» of two outlets are not known to be the same people."""
    a = record("a", STRIKE, publisher="موقع أول", speaker="مصادر محلية", killed=3)
    b = record("b", OTHER, publisher="موقع ثان", speaker="مصادر محلية", killed=3)
    (incident,) = compare([a, b], lexicon)
    assert incident.independent_origins == 2


def test_outlet_whose_report_rests_on_another_is_followed(lexicon: Lexicon) -> None:
    """C cites outlet A, whose own report in the set cites the observatory: one origin, the observatory."""
    a = record("a", STRIKE, publisher="موقع أول", speaker="المرصد", killed=3)
    c = record("c", OTHER, publisher="موقع ثالث", speaker="موقع أول", killed=3)
    (incident,) = compare([a, c], lexicon)
    assert [o.source for o in incident.origins] == ["المرصد"]


def test_disagreement_names_who_holds_what(lexicon: Lexicon) -> None:
    """Two figures for the dead stand side by side with their reports, and none is dropped."""
    a = record("a", STRIKE, speaker="المرصد", killed=3)
    b = record("b", STRIKE.replace("ثلاثة", "خمسة"), speaker="الدفاع المدني", killed=5)
    (incident,) = compare([a, b], lexicon)
    (killed,) = [d for d in incident.disagreements if d.field == "killed"]
    assert [(v.value, v.reports) for v in killed.values] == [("3", ("a",)), ("5", ("b",))]
    assert (incident.counts[0].conservative, incident.counts[0].high) == (3, 5)


def test_denial_is_a_position_and_a_disagreement(lexicon: Lexicon) -> None:
    """A party that denies the deed is on record as denying, not as another witness of it."""
    a = record("a", STRIKE, speaker="المرصد", actor="الجيش", killed=3)
    b = record("b", OTHER, speaker="الجيش", actor="الجيش", act="deny", status="denied", killed=3)
    (incident,) = compare([a, b], lexicon)
    assert ("الجيش", "denies") in {(p.actor, p.stand) for p in incident.positions}
    assert "status" in {d.field for d in incident.disagreements}
    assert {o.source: o.party for o in incident.origins} == {"المرصد": False, "الجيش": True}


def test_a_report_without_a_deed_stands_beside_the_report_of_it(lexicon: Lexicon) -> None:
    """A list of the dead of which no event was read joins the strike by its words, place and day; alone it is none."""
    names = "أسماء ضحايا غارة أطراف قرية السهل ثلاثة مدنيين من عائلة واحدة مساء الثلاثاء"
    a, b = record("a", STRIKE, killed=3), record("b", names)
    b["events"] = []
    (incident,) = compare([a, b], lexicon)
    assert [(r.source_id, r.event) for r in incident.reports] == [("a", "v1"), ("b", "lead")]
    assert incident.counts[0].by_report.keys() == {"a"}
    assert compare([b], lexicon) == ()


def test_an_exact_copy_of_a_lead_of_two_deeds_is_in_the_same_incident(lexicon: Lexicon) -> None:
    """The repetition follows each of the deeds that are weighed together, and no deed is told twice or lost."""
    a, b = record("a", STRIKE, killed=3), record("b", OTHER, killed=3)
    a["events"].append({**a["events"][0], "id": "v2", "mode": "arrest", "type": "COERCE", "counts": []})
    copy = json.loads(json.dumps(a))
    copy["report"]["source_id"] = "c"
    for rows in ([a, b], [a, b, copy]):
        found = [(r.source_id, r.event) for i in compare(rows, lexicon) for r in i.reports]
        assert sorted(found) == sorted((row["report"]["source_id"], e["id"]) for row in rows for e in row["events"])
    assert {"a", "b", "c"} == {r.source_id for r in one(compare([a, b, copy], lexicon), "b").reports}


def test_not_a_record_is_a_named_error(lexicon: Lexicon) -> None:
    """Something else than a record is refused with the remedy, not a traceback of keys."""
    with pytest.raises(InputError, match="khabar read"):
        compare([{"id": "x"}], lexicon)


def test_one_name_for_two_texts_is_an_error(lexicon: Lexicon) -> None:
    """Two different records under one source id cannot be cited apart, so they are refused."""
    with pytest.raises(InputError, match="own id"):
        compare([record("a", STRIKE), record("a", OTHER)], lexicon)


ROWS = st.lists(
    st.builds(
        lambda place, day, text, speaker, killed, outlet: {
            "place": place, "day": day, "text": text, "speaker": speaker, "killed": killed, "publisher": outlet,
        },
        st.sampled_from(["السهل", "التل", "النبع", "المرج", None]),
        st.sampled_from(["2024-03-05", "2024-03-06", "2024-05-01", None]),
        st.sampled_from([STRIKE, OTHER, FAR]),
        st.sampled_from(["المرصد", "الدفاع المدني", "مصادر محلية", None]),
        st.sampled_from([None, 1, 3, 7]),
        st.sampled_from(["موقع أول", "موقع ثان", None]),
    ),
    min_size=1,
    max_size=7,
)  # fmt: skip


def records_of(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Records r0, r1 … each with a text of its own."""
    return [record(f"r{i}", **{**row, "text": f"{row['text']} {i}"}) for i, row in enumerate(rows)]


def dumped(incidents: tuple[Incident, ...]) -> list[str]:
    """The incidents as bytes would be written."""
    return [i.to_json() for i in incidents]


@settings(max_examples=60, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_order_of_input_changes_nothing(lexicon: Lexicon, rows: list[dict[str, Any]], random: Any) -> None:
    """Any order of the same records gives the same bytes."""
    made = records_of(rows)
    shuffled = list(made)
    random.shuffle(shuffled)
    assert dumped(compare(made, lexicon)) == dumped(compare(shuffled, lexicon))


@settings(max_examples=60, deadline=None)
@given(ROWS, st.data())
def test_an_exact_copy_never_adds_an_origin(lexicon: Lexicon, rows: list[dict[str, Any]], data: Any) -> None:
    """A report repeated under another name raises no incident's number of origins."""
    made = records_of(rows)
    chosen = data.draw(st.integers(0, len(made) - 1))
    copy = json.loads(json.dumps(made[chosen]))
    copy["report"]["source_id"] = "copy"
    before = one(compare(made, lexicon), f"r{chosen}")
    after = one(compare([*made, copy], lexicon), f"r{chosen}")
    assert {"copy"} <= {r.source_id for r in after.reports}
    assert after.independent_origins == before.independent_origins


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_an_unrelated_report_changes_no_incident(lexicon: Lexicon, rows: list[dict[str, Any]]) -> None:
    """A report of another country, time and kind leaves every incident as it was."""
    made = records_of(rows)
    unrelated = record("unrelated", "وقع رئيسا غرفتي التجارة اتفاقا لتبادل الطلاب بين الجامعتين في حفل رسمي صباحا",
                       place=None, day="2019-01-01", published="2019-01-01", type_="AGREE", mode=None)  # fmt: skip
    before = dumped(compare(made, lexicon))
    assert set(before) <= set(dumped(compare([*made, unrelated], lexicon)))


def test_a_mode_is_one_of_the_incident_s_type(lexicon: Lexicon) -> None:
    """Two shellings without a mode and an arrest told beside them are no shelling by arrest."""
    rows = [record(name, f"{STRIKE} {name}", killed=3, mode=None) for name in ("a", "b")]
    rows.append(record("c", f"{STRIKE} c", killed=3, type_="COERCE", mode="arrest"))
    (incident,) = compare(rows, lexicon)
    assert (incident.type, incident.mode) == ("ASSAULT", None)


def test_a_day_dates_an_incident_before_a_year(lexicon: Lexicon) -> None:
    """What one report tells of the whole year does not date the deed that another dates by its day."""
    a, b = record("a", STRIKE, killed=3), record("b", f"{STRIKE} أيضا", killed=3)
    b["times"][0]["interval"] = {"begin": "2024-01-01", "end": "2024-12-31"}
    (incident,) = compare([a, b], lexicon)
    assert incident.time is not None and (incident.time.begin, incident.time.end) == ("2024-03-05", "2024-03-05")
