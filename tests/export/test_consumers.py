"""What the programs and codebooks that take an export ask of it, written down from their sources and held against it.

Where a consumer asks for what a report does not say, the cell is empty: these exceptions are listed here, by name.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from khabar.export import make_exporter
from khabar.export.rows import deaths
from khabar.lexicon import Lexicon
from khabar.objects import Count, Interval, Record, Time
from records import TEXT, made, span

STATUSES = ("occurred", "ongoing", "planned", "proposed", "denied", "hypothetical")


def records() -> Iterator[Record]:
    """Records with days, figures and statuses of many kinds, some known and some not."""
    intervals = (("2018-08-15", "2018-08-15"), ("2018-08-12", "2018-08-15"), ("2018-08-01", "2018-08-31"), None)
    figures = ((7, 7), (50, None), (0, 0))
    base = made()
    words = span("7 قتلى").model_dump()
    old = base.times[0].model_dump(exclude={"interval", "kind", "resolved", "timex3"})
    report = base.report.model_copy(update={"publisher": "وكالة, أنباء", "url": "https://example.org/" + "x" * 300})
    for days, (low, high), status in itertools.product(intervals, figures, STATUSES):
        bounds = Interval(begin=days[0], end=days[1]) if days else None
        kind = "range" if days and days[0] != days[1] else "date"
        time = Time(**old, kind=kind, interval=bounds, resolved=days is not None, timex3=days[0] if days else None)
        told = Count(what="killed", who="unspecified", min=low, max=high, exact=low == high, **words)
        changes = {"status": status, "counts": (told,), "actors": ("e1",), "victims": ("e3",)}
        events = (base.events[0].model_copy(update=changes), base.events[1])
        yield base.model_copy(update={"times": (time,), "events": events, "report": report})


def output(format_: Any) -> str:
    """One export of all of them."""
    data = io.BytesIO()
    text = io.TextIOWrapper(data, encoding="utf-8", newline="\n", write_through=True)
    exporter = make_exporter(format_, text, data)
    assert sum(exporter.write(record) for record in records()) > 0
    exporter.finish()
    text.flush()
    return data.getvalue().decode()


def rows(format_: str) -> list[dict[str, str]]:
    """The rows of a CSV."""
    return list(csv.DictReader(io.StringIO(output(format_), newline="")))


# --- ACLED: codebook of 2023, and the table `acled_codebook` of acledR, ACLED's own R package -----------------------

ACLED_TYPES = {
    "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
    "Explosions/Remote violence": {
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Protests": {"Peaceful protest", "Protest with intervention", "Excessive force against protesters"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Strategic developments": {
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use",
        "Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory",
        "Other",
    },
}  # fmt: skip
ACLED_DISORDER = (
    "Political violence", "Demonstrations", "Political violence; Demonstrations", "Strategic developments",
)  # fmt: skip
# What ACLED's coders decide, or ACLED's server does, and no report says.
ACLED_EMPTY = (
    "inter1", "inter2", "interaction", "civilian_targeting", "iso", "region", "admin3", "source_scale", "tags",
    "timestamp",
)  # fmt: skip


def test_acled_columns_hold_what_the_codebook_allows() -> None:
    """Types and subtypes that belong together, codes of precision 1 to 3, whole figures, days as days."""
    for row in rows("acled"):
        assert row["sub_event_type"] in ACLED_TYPES[row["event_type"]] and row["disorder_type"] in ACLED_DISORDER
        assert row["time_precision"] in ("1", "2", "3", "") and row["geo_precision"] in ("1", "2", "3", "")
        assert row["year"] == row["event_date"][:4]
        assert not row["event_date"] or date.fromisoformat(row["event_date"])
        assert row["fatalities"] == "" or int(row["fatalities"]) >= 0
        assert -90 <= float(row["latitude"]) <= 90 and -180 <= float(row["longitude"]) <= 180
        assert all(row[name] == "" for name in ACLED_EMPTY)


def test_every_acled_type_of_the_books_is_one_of_acleds(lexicon: Lexicon) -> None:
    """No book of vocabulary names a type that ACLED does not have."""
    values = [e.get("acled") for book in lexicon.names("events/") for e in lexicon.entries(book)]
    named = {value for value in values if isinstance(value, str) and ": " in value}
    assert named
    for kind, sub in (value.split(": ", 1) for value in named):
        assert sub in ACLED_TYPES[kind]


# --- UCDP GED: codebook 24.1 and the columns of its data set --------------------------------------------------------

# Judgements that UCDP's coders make over many reports.
UCDP_EMPTY = (
    "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id", "conflict_name",
    "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_b_dset_id", "side_b_new_id",
    "priogrid_gid", "country_id", "region", "event_clarity", "deaths_a", "deaths_b", "gwnoa", "gwnob",
)  # fmt: skip


def test_ucdp_columns_hold_what_the_codebook_allows() -> None:
    """49 columns; at least one death; best is the sum of the deaths and lies between low and high; codes in range."""
    found = rows("ucdp")
    assert list(found[0]).index("khabar_record") == 49
    for row in found:
        low, best = int(row["low"]), int(row["best"])
        assert 1 <= low <= best and (row["high"] == "" or best <= int(row["high"]))
        assert best == int(row["deaths_civilians"]) + int(row["deaths_unknown"])
        assert row["where_prec"] in ("1", "2", "3", "4", "5", "6", "7", "")
        if row["date_start"]:
            days = (date.fromisoformat(row["date_end"]) - date.fromisoformat(row["date_start"])).days + 1
            assert int(row["date_prec"]) == (1 if days == 1 else 2 if days < 7 else 3 if days == 7 else 4)
            assert row["year"] == row["date_start"][:4]
        else:
            assert row["date_prec"] == row["year"] == ""
        assert all(row[name] == "" for name in UCDP_EMPTY)


@pytest.mark.parametrize(
    ("told", "low", "high", "civilians"),
    [
        ([("civilian", 7, 7), ("combatant", 3, 3)], 10, 10, 7),
        ([("unspecified", 7, 7), ("unspecified", 9, 9)], 7, 9, 0),
        ([("unspecified", 10, None), ("civilian", 4, 5)], 10, None, 4),
        ([("child", 2, 2), ("woman", 3, None)], 5, None, 5),
        ([("civilian", 5, 5), ("unspecified", 3, 3)], 5, 5, 5),
    ],
)
def test_the_dead_are_counted_once(told: list[Any], low: int, high: int | None, civilians: int) -> None:
    """Different people are added; two figures of the same people are its bounds; the whole holds its parts."""
    words = span("7 قتلى").model_dump()
    counts = tuple(Count(what="killed", who=w, min=a, max=b, exact=a == b, **words) for w, a, b in told)
    found = deaths(made().events[0].model_copy(update={"counts": counts}))
    assert found is not None and (found.low, found.high, found.civilians) == (low, high, civilians)
    assert found.civilians <= found.low
    assert deaths(made().events[1]) is None


# --- Bayanat: enferno/data_import/utils/sheet_import.py and the models of its actors --------------------------------

BAYANAT_LENGTHS = {"name": 255, "nickname": 255, "occupation": 255, "source_link": 255}


def bayanat_list(cell: str) -> list[str]:
    """A cell of several values as Bayanat cuts it: at commas and blanks where it has a comma, quotes apart."""
    if "," not in cell:
        return [cell.strip('"“” ')]
    return [part.strip('"“” ') for part in re.findall(r'"[^"]+"+|[^ , ]+', cell)]


def test_bayanat_takes_every_cell_as_it_is_meant() -> None:
    """No cell is longer than its column, options are known, days are days, one source stays one."""
    for row in rows("bayanat"):
        assert all(len(row[name]) <= most for name, most in BAYANAT_LENGTHS.items()) and row["name"]
        assert row["dtype"] in ("Person", "Entity")
        assert {row[name].lower() for name in ("known_dead_opts", "injured_opts")} <= {"yes", "no", "unknown"}
        assert not row["publish_date"] or date.fromisoformat(row["publish_date"])
        assert bayanat_list(row["sources"]) == ["وكالة, أنباء"] and bayanat_list(row["tags"]) == ["khabar"]
        assert "https://example.org/" in row["description"]  # too long for the column, and not lost


# --- PLOVER: PLOVER_MANUAL.tex of openeventdata/PLOVER (2021), with the modes that POLECAT's codebook adds -----------

PLOVER_MODES: dict[str, set[str]] = {
    "AGREE": set(), "SUPPORT": set(), "CONCEDE": set(), "COOPERATE": set(),
    "CONSULT": {"visit", "third-party", "multilateral", "phone"},
    "AID": {"economic", "military", "humanitarian", "asylum"},
    "RETREAT": {"withdraw", "release", "return", "disarm", "ceasefire", "access", "resign"},
    "REQUEST": {"assist", "change", "yield", "meet"}, "REJECT": {"assist", "change", "yield", "meet"},
    "ACCUSE": {"disapprove", "investigate", "allege"},
    "THREATEN": {"restrict", "ban", "arrest", "relations", "expel", "territory", "violence"},
    "PROTEST": {"demo", "riot", "strike", "hunger", "boycott", "obstruct"},
    "SANCTION": {"convict", "cancel", "expel", "withdraw", "sever", "discontinue"},
    "MOBILIZE": {"troops", "weapons", "police", "militia"},
    "COERCE": {"confiscate", "restrict", "ban", "censor", "curfew", "martial-law", "arrest", "deport", "withhold"},
    "ASSAULT": {
        "abduct", "beat", "torture", "execute", "sexual", "assassinate", "destroy", "primitive", "firearms",
        "explosives", "suicide-attack", "heavy-weapons",
    },
}  # fmt: skip
PLOVER_CONTEXTS = {"historical", "future", "hypothetical", "negation"}


def test_plover_events_have_its_types_modes_and_contexts() -> None:
    """Each mode belongs to its type, and what did not happen is told by the context, as the manual asks."""
    for line in output("plover").splitlines():
        event = json.loads(line)
        assert event["event_mode"] in PLOVER_MODES[event["event_type"]] | {None}
        assert set(event["context"]) <= PLOVER_CONTEXTS
        assert bool(event["context"]) == (event["provenance"]["status"] not in ("occurred", "ongoing"))
        for party in event["actor"] + event["recipient"]:
            assert party["country"] is None or re.fullmatch("[A-Z]{3}", party["country"])


def test_every_mode_of_the_books_is_one_of_plovers(lexicon: Lexicon) -> None:
    """But the one of ours, which the export writes as PLOVER's."""
    for book in lexicon.names("events/triggers/"):
        for entry in lexicon.entries(book):
            kind, mode = entry.get("type"), entry.get("mode")
            if kind and mode:
                assert mode in PLOVER_MODES[kind] | {"airstrike"}, (book, kind, mode)


# --- TimeML 1.2.1: timeml.github.io/site/publications/timeMLdocs/timeml_1.2.1.html ----------------------------------

NEEDED = {
    "TIMEX3": {"tid": r"t\d+", "type": "DATE|TIME|DURATION|SET", "value": ".+"},
    "EVENT": {"eid": r"e\d+", "class": "REPORTING|PERCEPTION|ASPECTUAL|I_ACTION|I_STATE|STATE|OCCURRENCE"},
    "MAKEINSTANCE": {
        "eiid": r"ei\d+", "eventID": r"e\d+", "pos": "ADJECTIVE|NOUN|VERB|PREPOSITION|OTHER",
        "tense": "FUTURE|PAST|PRESENT|INFINITIVE|PASTPART|PRESPART|NONE", "polarity": "NEG|POS",
        "aspect": "PROGRESSIVE|PERFECTIVE|PERFECTIVE_PROGRESSIVE|NONE",
    },
    "TLINK": {"lid": r"l\d+", "eventInstanceID": r"ei\d+", "relatedToTime": r"t\d+", "relType": "IS_INCLUDED"},
    "SLINK": {
        "lid": r"l\d+", "eventInstanceID": r"ei\d+", "subordinatedEventInstance": r"ei\d+",
        "relType": "MODAL|EVIDENTIAL|NEG_EVIDENTIAL|FACTIVE|COUNTER_FACTIVE|CONDITIONAL",
    },
}  # fmt: skip
FURTHER = {"TIMEX3": {"functionInDocument"}, "MAKEINSTANCE": {"modality"}}
IDS = ("tid", "eid", "eiid", "lid")


def test_timeml_has_the_attributes_of_its_specification() -> None:
    """Every attribute that is asked for, in its form, none that is unknown; ids are unique; durations are lengths."""
    seen: set[str] = set()
    for document in ET.fromstring(output("timeml")):  # noqa: S314
        text = document.find("TEXT")
        assert document.tag == "TimeML" and text is not None and "".join(text.itertext()) == TEXT
        ids: list[str] = []
        for element in document.iter():
            if element.tag not in NEEDED:
                assert element.tag in ("TimeML", "DOCID", "DCT", "TEXT")
                continue
            seen.add(element.tag)
            needed = NEEDED[element.tag]
            own = {k: v for k, v in element.attrib.items() if not k.startswith("{urn:khabar:}")}
            assert needed.keys() <= own.keys() <= needed.keys() | FURTHER.get(element.tag, set())
            assert all(re.fullmatch(form, own[name]) for name, form in needed.items()), own
            ids += [own[name] for name in IDS if name in own]
            if own.get("type") == "DURATION":
                assert re.fullmatch(r"P[\dX]+[DWMY]", own["value"])
        assert len(ids) == len(set(ids))
    assert seen == set(NEEDED)
