"""Incidents as one self-contained page, right to left: no script, nothing loaded from elsewhere, everything escaped.

An incident shows its reports in time, the graph from origins to outlets, the ledger of figures, where it lies, what
the reports disagree on, and the passages side by side with the differing words marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import IO

from khabar.incidents.types import CountRange, Incident, ReportRef
from khabar.sheets.html import page_foot, page_head
from khabar.sheets.incidents_text import kind_of
from khabar.sheets.marks import clean
from khabar.sheets.view import Labels
from khabar.text.fold import fold

_WORD = re.compile(r"\S+|\s+")
_MOST_PASSAGES = 12
_ROW = 34  # pixels between the names of the graph
_LONGEST_NAME = 36  # characters of a name in the graph


def write_html(incidents: Iterable[Incident], texts: Mapping[str, str], stream: IO[str], labels: Labels) -> None:
    """The page; `texts` are the reports' texts by source id. Incidents of one report alone are listed, not drawn."""
    alone: list[Incident] = []
    stream.write(page_head(labels("incident", "page")))
    for incident in incidents:
        if len(_ids(incident)) > 1:
            stream.write(_article(incident, texts, labels))
        else:
            alone.append(incident)
    if alone:
        rows = "".join(f"<tr>{_summary_cells(i, labels)}</tr>\n" for i in alone)
        summary = clean(f"{labels('incident', 'alone')} ({len(alone)})")
        stream.write(f"<details><summary>{summary}</summary><div class=wide><table>{rows}</table></div></details>\n")
    stream.write(page_foot(labels))


def _ids(incident: Incident) -> list[str]:
    return list(dict.fromkeys(r.source_id for r in incident.reports))


def _heading(incident: Incident, labels: Labels) -> str:
    kind = labels(*kind_of(incident))
    mode = labels("mode", incident.mode) if incident.mode else ""
    place = incident.place.name if incident.place else labels("incident", "no place")
    return " · ".join(f"<bdi>{clean(x)}</bdi>" for x in (kind, mode, place) if x)


def _when(incident: Incident, labels: Labels) -> str:
    if incident.time is None or incident.time.begin is None:
        return clean(labels("incident", "no day"))
    bounds = dict.fromkeys((incident.time.begin, incident.time.end or ""))
    return '<bdi dir="ltr">' + clean(" – ".join(b for b in bounds if b)) + "</bdi>"


def _summary_cells(incident: Incident, labels: Labels) -> str:
    (report,) = _ids(incident)
    return f"<td>{_when(incident, labels)}</td><td>{_heading(incident, labels)}</td><td><bdi>{clean(report)}</bdi></td>"


def _article(incident: Incident, texts: Mapping[str, str], labels: Labels) -> str:
    actors = "".join(f"<li><bdi>{clean(a)}</bdi></li>" for a in incident.actors)
    facts = f"<ul class=facts><li>{_when(incident, labels)}</li>{actors}<li>{clean(_tally(incident, labels))}</li></ul>"
    sections = (
        _section(labels("incident", "timeline"), _timeline(incident, labels)),
        _section(labels("incident", "origins"), _graph(incident, labels)),
        _section(labels("incident", "ledger"), _ledger(incident, labels)),
        _section(labels("incident", "map"), _map(incident)),
        _section(labels("incident", "disagreements"), _disagreements(incident, labels)),
        _section(labels("incident", "positions"), _positions(incident, labels)),
        _section(labels("incident", "passages"), _passages(incident, texts)),
    )
    head = f'<article id="{clean(incident.id)}">\n<h1>{_heading(incident, labels)}</h1>\n'
    return head + facts + "".join(sections) + "</article>\n"


def _tally(incident: Incident, labels: Labels) -> str:
    reports, origins = labels("incident", "reports"), labels("incident", "independent")
    return f"{reports}: {len(_ids(incident))} — {origins}: {incident.independent_origins}"


def _section(title: str, body: str) -> str:
    return f"<section><h2>{clean(title)}</h2>\n{body}</section>\n" if body else ""


def _timeline(incident: Incident, labels: Labels) -> str:
    rows: list[str] = []
    for source_id in _ids(incident):
        ref = next(r for r in incident.reports if r.source_id == source_id)
        day = clean(ref.date or labels("incident", "no day"))
        rows.append(
            f'<tr><td><bdi dir="ltr">{day}</bdi></td><td><bdi>{clean(ref.publisher or "")}</bdi></td>'
            f"<td><bdi>{clean(source_id)}</bdi></td></tr>"
        )
    return "<div class=wide><table>" + "".join(rows) + "</table></div>\n"


def _graph(incident: Incident, labels: Labels) -> str:
    """Origins on the right, reports on the left, a line from each origin to every report that rests on it."""
    reports = _ids(incident)
    names = {r.source_id: r.publisher or r.source_id for r in incident.reports}
    height = _ROW * max(len(reports), len(incident.origins)) + 10
    at_origin = {o.source: 20 + _ROW * i for i, o in enumerate(incident.origins)}
    at_report = {r: 20 + _ROW * i for i, r in enumerate(reports)}
    lines = "".join(
        f'<path d="M560 {at_origin[o.source]} C 460 {at_origin[o.source]}, 420 {at_report[r]}, 320 {at_report[r]}"/>'
        for o in incident.origins
        for r in o.reports
    )
    party = f" ({labels('incident', 'party')})"
    words = [(570, at_origin[o.source], "end", _name(o.source, party if o.party else "")) for o in incident.origins]
    words += [(310, at_report[r], "start", _name(names[r])) for r in reports]
    drawn = "".join(f'<text x="{x}" y="{y + 5}" text-anchor="{anchor}">{t}</text>' for x, y, anchor, t in words)
    title = clean(labels("incident", "origins"))
    svg = f'<svg class=graph viewBox="0 0 880 {height}" role="img" aria-label="{title}">{lines}{drawn}</svg>'
    return f"<div class=wide>{svg}</div>\n"


def _name(name: str, note: str = "") -> str:
    """A name in the graph; of a long one the beginning, the whole where the pointer rests on it."""
    if len(name) <= _LONGEST_NAME:
        return clean(name + note)
    return f"{clean(name[:_LONGEST_NAME].rstrip())}…{clean(note)}<title>{clean(name)}</title>"


def _ledger(incident: Incident, labels: Labels) -> str:
    if not incident.ledger:
        return ""
    summary = "".join(f"<li>{_range(c, labels)}</li>" for c in incident.counts)
    rows = "".join(
        f"<tr{' class=superseded' if e.superseded else ''}><td>{clean(labels('what', e.what))}</td>"
        f"<td>{clean(labels('who', e.who))}</td><td><bdi dir=ltr>{_bounds(e.min, e.max)}</bdi></td>"
        f"<td><bdi>{clean(e.speaker or labels('incident', 'unattributed'))}</bdi></td>"
        f"<td><bdi>{clean(e.text)}</bdi></td>"
        f"<td><bdi>{clean(e.report)}</bdi></td></tr>"
        for e in incident.ledger
    )
    return f"<ul class=facts>{summary}</ul><div class=wide><table>{rows}</table></div>\n"


def _range(count: CountRange, labels: Labels) -> str:
    figure = f'<bdi dir="ltr">{_bounds(count.min, count.max)}</bdi>'
    named = (labels("what", count.what), labels("who", count.who) if count.who != "unspecified" else "")
    return f"{clean('، '.join(n for n in named if n))}: {figure}"


def _bounds(low: int, high: int | None) -> str:
    return f"{low}+" if high is None else str(low) if low == high else f"{low}–{high}"


def _map(incident: Incident) -> str:
    place = incident.place
    if place is None or place.lat is None or place.lon is None:
        return ""
    position = f"{place.lat:.4f}, {place.lon:.4f}"
    link = f'<a href="geo:{place.lat:.5f},{place.lon:.5f}">{position}</a>'
    return f'<p><bdi>{clean(place.name)}</bdi> <bdi dir="ltr">{link}</bdi></p>\n'


def _disagreements(incident: Incident, labels: Labels) -> str:
    rows = "".join(
        f"<tr><td>{clean(labels('field', d.field))}</td><td><bdi>{clean(v.value)}</bdi></td>"
        f"<td>{'، '.join(f'<bdi>{clean(r)}</bdi>' for r in v.reports)}</td></tr>"
        for d in incident.disagreements
        for v in d.values
    )
    return f"<div class=wide><table>{rows}</table></div>\n" if rows else ""


def _positions(incident: Incident, labels: Labels) -> str:
    held = [f"<li><bdi>{clean(p.actor)}</bdi> {clean(labels('stand', p.stand))}</li>" for p in incident.positions]
    return f"<ul>{''.join(held)}</ul>\n" if held else ""


def _passages(incident: Incident, texts: Mapping[str, str]) -> str:
    """The first report's evidence, and each other's beside it with the words that the first lacks marked."""
    first: ReportRef | None = None
    cells: list[str] = []
    for source_id in _ids(incident)[:_MOST_PASSAGES]:
        ref = next(r for r in incident.reports if r.source_id == source_id)
        passage = texts.get(source_id, "")[ref.start : ref.end]
        if not passage:
            continue
        base = texts[first.source_id][first.start : first.end] if first else passage
        first = first or ref
        caption = f"<figcaption><bdi>{clean(ref.publisher or source_id)}</bdi></figcaption>"
        cells.append(f"<figure>{caption}<p>{differing(base, passage)}</p></figure>")
    return f"<div class=beside>{''.join(cells)}</div>\n" if len(cells) > 1 else ""


def differing(base: str, passage: str) -> str:
    """`passage` as HTML, its words that do not stand in the same order in `base` in `<mark>`; spelling variants and
    punctuation at a word's edge do not count as a difference."""
    mine, theirs = _WORD.findall(base), _WORD.findall(passage)
    matcher = SequenceMatcher(None, [_bare(w) for w in mine], [_bare(w) for w in theirs], autojunk=False)
    out: list[str] = []
    for kind, _, _, start, end in matcher.get_opcodes():
        words = clean("".join(theirs[start:end]))
        out.append(words if kind == "equal" or not words.strip() else f"<mark>{words}</mark>")
    return "".join(out)


def _bare(word: str) -> str:
    return re.sub(r"^\W+|\W+$", "", fold(word)) or word[:1].strip()
