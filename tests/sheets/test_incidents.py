"""The page of incidents: what stands where a record is silent or says too much."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest

from khabar.incidents import Incident
from khabar.incidents.types import CountRange, LedgerEntry, Origin, ReportRef
from khabar.lexicon import Lexicon
from khabar.sheets.incidents import write_html
from khabar.sheets.incidents_text import kind_of
from khabar.sheets.view import Labels


def incident(**known: Any) -> Incident:
    """An incident of two reports of which nothing is known but what is given."""
    empty: dict[str, Any] = dict.fromkeys(("type", "mode", "place", "time"))
    empty |= dict.fromkeys(
        ("actors", "origins", "counts", "ledger", "disagreements", "positions", "reprints", "links"), ()
    )
    reports = tuple(ReportRef(source_id=name, event="v1") for name in ("a", "b"))
    return Incident(**{"id": "i1", "reports": reports, "independent_origins": 1, **empty, **known})


def killed(number: int) -> dict[str, Any]:
    """A figure of dead as counts and ledger have it."""
    bounds = {"what": "killed", "who": "unspecified", "min": number, "max": number}
    entry = LedgerEntry(
        report="a", event="v1", speaker=None, date=None, start=0, end=3, text="مقتل", part=False, superseded=False,
        **bounds,
    )  # fmt: skip
    total = CountRange(by_report={}, conservative=number, low=number, best=number, high=number, **bounds)
    return {"counts": (total,), "ledger": (entry,)}


def page(lexicon: Lexicon, shown: Incident) -> str:
    """The page in Arabic."""
    stream = StringIO()
    write_html([shown], {}, stream, Labels(lexicon, "ar"))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("known", "called"),
    [
        ({"type": "PROTEST", **killed(2)}, ("type", "PROTEST")),
        (killed(2), ("what", "killed")),
        ({}, ("incident", "event")),
    ],
)
def test_an_incident_is_called_by_its_type_else_by_what_it_did(known: dict[str, Any], called: tuple[str, str]) -> None:
    """Deaths of which nobody says how are deaths, not an event."""
    assert kind_of(incident(**known)) == called


def test_a_figure_of_nobody_in_particular_has_no_empty_name(lexicon: Lexicon) -> None:
    """The dead without a word on who they were stand without a comma after them."""
    assert "<li>قتلى: " in page(lexicon, incident(**killed(2)))


def test_a_long_name_is_cut_in_the_graph_and_whole_beside_it(lexicon: Lexicon) -> None:
    """Names run into nothing; the whole one is there for whoever asks."""
    name = "شبكة " + "الأخبار المحلية " * 6
    drawn = page(lexicon, incident(origins=(Origin(source=name.strip(), reports=("a", "b"), party=True),)))
    assert f"<title>{name.strip()}</title>" in drawn
    assert f'text-anchor="end">{name[:36].rstrip()}… (' in drawn
