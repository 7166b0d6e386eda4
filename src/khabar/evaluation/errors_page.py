"""The faults of an evaluation as one self-contained page: each report right to left, its faults marked in its text.

No script, nothing loaded from elsewhere, everything escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from khabar.evaluation.gold_set import GoldReport
from khabar.evaluation.score import HEADLINES, Result
from khabar.evaluation.tally import Fault, Sheet
from khabar.sheets.html import page_head
from khabar.sheets.marks import clean

_STYLE = """
body { font: 17px/1.75 "Noto Naskh Arabic", "Amiri", serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
h1, h2, table, nav, .legend { font-family: system-ui, sans-serif; line-height: 1.4; }
h1 { font-size: 1.4rem } h2 { font-size: 1.05rem; margin-top: 2.5rem; border-top: 1px solid #888; padding-top: 1rem }
table { border-collapse: collapse; font-size: .85rem; width: 100% } td, th { padding: .15rem .6rem; text-align: start }
tr:nth-child(even) { background: #8881 } nav { font-size: .85rem }
.missed { background: #e5484d33; border-bottom: 3px solid #e5484d }
.extra { background: #f5a62333; border-bottom: 3px dotted #d97706 }
.wrong { background: #3b82f633; border-bottom: 3px double #3b82f6 } .text { white-space: pre-wrap }
"""
_TITLE = """<h1 dir="ltr">khabar eval: {reports} reports, {faults} faults</h1>
<p class="legend" dir="ltr"><span class="missed">missed</span> <span class="extra">given too much</span>
<span class="wrong">wrong in a part</span></p>
"""


def errors_page(gold: Sequence[GoldReport], result: Result) -> Iterator[str]:
    """The page, piece by piece."""
    faults = sum(len(s.faults) for s in result.sheets.values())
    yield page_head("khabar eval", _STYLE) + _TITLE.format(reports=len(gold), faults=faults)
    yield '<table dir="ltr"><tr><th>figure<th>F1<th>95 of 100<th>precision<th>recall<th>marked</tr>\n'
    for figure in result.figures:
        tally = figure.tally
        name = f"<b>{clean(figure.name)}</b>" if figure.name in HEADLINES.values() else clean(figure.name)
        yield (
            f"<tr><td>{name}<td>{tally.f1:.3f}<td>{figure.low:.3f}–{figure.high:.3f}<td>{tally.precision:.3f}"
            f"<td>{tally.recall:.3f}<td>{tally.wanted:.0f}</tr>\n"
        )
    yield "</table>\n"
    for report in gold:
        yield from _article(report, result.sheets[report.source.id])
    yield "</main>\n</body>\n</html>\n"


def _article(report: GoldReport, sheet: Sheet) -> Iterator[str]:
    source = report.source
    facts = f"{source.id} · {source.genre} · {source.country} · {source.topic} · {source.published or 'no day'}"
    yield f'<h2 id="{clean(source.id)}"><bdi>{clean(facts)}</bdi></h2>\n<p class="text">'
    yield _drawn(source.text, sheet.faults)
    yield '</p>\n<table dir="ltr">\n'
    for fault in sorted(sheet.faults, key=lambda f: (f.room, f.spot.start if f.spot else -1)):
        words = source.text[fault.spot.start : fault.spot.end] if fault.spot else ""
        yield (
            f'<tr><td>{clean(fault.room)}<td><span class="{clean(fault.kind)}">{clean(fault.kind)}</span>'
            f'<td dir="rtl">{clean(words[:80])}<td dir="auto">{clean(fault.what)}</tr>\n'
        )
    yield "</table>\n"


def _drawn(text: str, faults: Iterable[Fault]) -> str:
    """The text cut at every fault's edges, each piece with the classes of the faults over it and their words."""
    spots = [(f.spot, f) for f in faults if f.spot]
    cuts = sorted({0, len(text)} | {p for s, _ in spots for p in (s.start, s.end)})
    pieces = []
    for start, end in pairwise(cuts):
        over = [f for s, f in spots if s.start < end and s.end > start]
        words = clean(text[start:end])
        if over:
            kinds = " ".join(sorted({f.kind for f in over}))
            title = clean("; ".join(f"{f.room} {f.kind}: {f.what}" for f in over))
            words = f'<span class="{kinds}" title="{title}">{words}</span>'
        pieces.append(words)
    return "".join(pieces)
