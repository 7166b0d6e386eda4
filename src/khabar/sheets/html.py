"""Records as one self-contained page, right to left: no script, nothing loaded from elsewhere, everything escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO

from khabar.lexicon import Lexicon
from khabar.objects import Event, Record, Statement
from khabar.sheets.marks import Mark, clean, draw
from khabar.sheets.spans import coordinates, record_marks
from khabar.sheets.view import Labels, View

_CSS = Path(__file__).with_name("sheet.css")
_HEAD = """<!doctype html>
<html lang="ar" dir="rtl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
"""
_FOOT = "<footer><p>{made}</p></footer>\n</main>\n</body>\n</html>\n"
_COLUMNS = ("event", "status", "by", "to", "at", "when", "counts", "source")
_LEGEND = ("said", "cue", "speaker", "trigger", "time", "place")


class HtmlWriter:
    """One page with an article a record, written as the records come."""

    def __init__(self, stream: IO[str], lexicon: Lexicon) -> None:
        """Write to `stream`, with the Arabic labels of `lexicon`."""
        self._stream = stream
        self._labels = Labels(lexicon, "ar")
        self._number = 0

    def write(self, record: Record) -> None:
        """Add the article of one record; the first one's headline names the page."""
        if self._number == 0:
            self._begin(record.report.title or record.report.source_id)
        self._number += 1
        self._stream.write(_Article(View(record, self._labels), f"r{self._number}-").html())

    def finish(self) -> None:
        """Close the page."""
        if self._number == 0:
            self._begin("خبر")
        self._stream.write(page_foot(self._labels))

    def _begin(self, title: str) -> None:
        self._stream.write(page_head(title))


def page_head(title: str, style: str | None = None) -> str:
    """The beginning of a page of Khabar's, up to its first article; `style` stands instead of the sheets' own."""
    return _HEAD.format(title=clean(title), style=style or _CSS.read_text(encoding="utf-8"))


def page_foot(labels: Labels) -> str:
    """The end of a page."""
    return _FOOT.format(made=clean(labels("sheet", "made")))


class _Article:
    """The HTML of one record; ids in it begin with `prefix`, so that articles of one page do not clash."""

    def __init__(self, view: View, prefix: str) -> None:
        self.view = view
        self.labels = view.labels
        self.record = view.record
        self.prefix = prefix

    def html(self) -> str:
        sections = (
            self._header(), self._text(), self._statements(), self._events(), self._unknown(), self._entities(),
            self._pictures(), self._furniture(),
        )  # fmt: skip
        return "<article>\n" + "".join(sections) + "</article>\n"

    def _header(self) -> str:
        report = self.record.report
        day = report.published
        weekday = self.labels("weekday", day.weekday) if day.weekday else ""
        if day.date:
            date = f"{_isolated(day.date, 'ltr')} {clean(weekday)} ({clean(self.labels('basis', day.basis))})"
        else:
            date = clean(self.labels("sheet", "undated")) + (f" ({clean(weekday)})" if weekday else "")
        facts = [
            _isolated(report.publisher or self.labels("sheet", "unpublished")),
            date,
            _isolated(report.byline) if report.byline else "",
            _link(report.url) if report.url else "",
            _isolated(report.source_id),
            *(_isolated(f"#{tag}") for tag in report.tags),
        ]
        warnings = "".join(f'<p class="warning">{_isolated(w, "auto")}</p>\n' for w in report.warnings)
        title = _isolated(report.title or self.labels("sheet", "no_title"))
        return f'<h1>{title}</h1>\n{_items(facts, "facts")}{warnings}'

    def _text(self) -> str:
        report = self.record.report
        if not report.text:
            return f'<p class="none">{clean(self.labels("sheet", "no_text"))}</p>\n'
        marks = record_marks(self.view)
        paragraphs: list[str] = []
        first = 0
        for part in report.parts:
            while first < len(marks) and marks[first].start < part.start and marks[first].end <= part.start:
                first += 1
            drawn = draw(report.text, part.start, part.end, _within(marks, first, part.end), self.prefix)
            paragraphs.append(f'<p class="{clean(part.kind)}" dir="auto">{drawn}</p>\n')
        legend = _items([f'<span class="{k}">{clean(self._legend(k))}</span>' for k in _LEGEND], "legend")
        heading = clean(self.labels("sheet", "text"))
        return f'<h2>{heading}</h2>\n{legend}<section class="text">\n{"".join(paragraphs)}</section>\n'

    def _legend(self, kind: str) -> str:
        return self.labels("sheet", "content" if kind == "said" else kind)

    # -------------------------------------------------------------------------------------------- statements

    def _statements(self) -> str:
        heading = f"<h2>{clean(self.labels('sheet', 'says'))}</h2>\n"
        if not self.record.statements:
            return heading + f'<p class="none">{clean(self.labels("sheet", "no_statements"))}</p>\n'
        children = self.view.nested()
        cards = "".join(self._statement(s, children) for s in children.get(None, []))
        return f'{heading}<ol class="statements">\n{cards}</ol>\n'

    def _statement(self, statement: Statement, children: dict[str | None, list[Statement]]) -> str:
        pills = "".join(
            f'<li data-from="{clean(self.labels("sheet", "from"))}">{_isolated(name)}</li>'
            for name in self.view.chain(statement)
        )
        time = self.view.time(statement.time)
        about = [
            f'<a class="ref" href="#{self.prefix}{clean(statement.id)}">{clean(statement.id)}</a>',
            f"<strong>{clean(self.labels('act', statement.act))}</strong>",
            clean(self.labels("quotation", statement.quotation)),
            _isolated(statement.venue.text) if statement.venue else "",
            f"{_isolated(time.text)} {_isolated(self.view.when(time), 'ltr')}" if time else "",
        ]
        cards = "".join(self._statement(s, children) for s in children.get(statement.id, []))
        nested = f'<ol class="inner">{cards}</ol>' if cards else ""
        return (
            f'<li class="statement" id="{self.prefix}{clean(statement.id)}"><ol class="chain">{pills}</ol>'
            f'<div class="about">{"".join(f"<span>{a}</span>" for a in about if a)}</div>'
            f'<blockquote dir="auto">{clean(statement.content.text)}</blockquote>'
            f"{nested}</li>\n"
        )

    # ------------------------------------------------------------------------------------------------ events

    def _events(self) -> str:
        heading = f"<h2>{clean(self.labels('sheet', 'happened'))}</h2>\n"
        if not self.record.events:
            return heading + f'<p class="none">{clean(self.labels("sheet", "no_events"))}</p>\n'
        head = "".join(f"<th>{clean(self.labels('sheet', c))}</th>" for c in _COLUMNS)
        rows = "".join(self._event(e) for e in self.record.events)
        table = f'<table class="events">\n<thead><tr>{head}</tr></thead>\n{rows}</table>'
        return f'{heading}<div class="wide">{table}</div>\n'

    def _event(self, event: Event) -> str:
        identity = f"{self.prefix}{clean(event.id)}"
        codes = [event.type, event.mode, event.acled]
        place, time, about = self.view.entity(event.place), self.view.time(event.time), self.view.event(event.about)
        what = [
            f'<a class="ref" href="#{identity}">{clean(event.id)}</a>',
            clean(self.labels("type", event.type or "none")),
            _isolated(f"«{event.name}»") if event.name else "",
            f"{clean(self.labels('sheet', 'about'))} {_link_to(self.prefix, about)}" if about else "",
            _code(" · ".join(c for c in codes if c), "ltr"),
        ]
        where = coordinates(place) if place else ""
        when = self.view.when(time) if time else ""
        counts = [clean(c) for c in self.view.counts(event)]
        victims = [_isolated(n) for n in self.view.names(event.victims)]
        voice = [_isolated(n) for n in self.view.voice(event)]
        alleged = [clean(self.labels("sheet", "alleged"))] if event.alleged and event.actors else []
        cells = (
            what[0] + _lines(what[1:]),
            f'<span class="status {event.status}">{clean(self.labels("status", event.status))}</span>',
            _lines([*(_isolated(n) for n in self.view.names(event.actors)), *alleged]),
            _lines(_isolated(n) for n in self.view.names(event.recipients)),
            _lines([_isolated(place.name) if place else "", _code(where, "ltr")]),
            _lines([_isolated(time.text) if time else "", _code(when)]),
            _lines([*counts, *victims]),
            " ‹ ".join(voice) or clean(self.labels("sheet", "narration")),
        )
        row = "".join(
            f'<td data-label="{clean(self.labels("sheet", column))}">{cell}</td>' if cell else "<td></td>"
            for column, cell in zip(_COLUMNS, cells, strict=True)
        )
        evidence = f'<td colspan="{len(_COLUMNS)}" dir="auto">{clean(event.evidence.text)}</td>'
        return f'<tbody><tr id="{identity}">{row}</tr><tr class="evidence">{evidence}</tr></tbody>\n'

    # -------------------------------------------------------------------------------------------- what is left

    def _unknown(self) -> str:
        unknowns = self.view.unknowns()
        lines = [
            clean(self.labels("unknown", u.what)) + (": " + "، ".join(_isolated(i) for i in u.items) if u.items else "")
            for u in unknowns
        ] or [clean(self.labels("sheet", "nothing_unknown"))]
        return f"<h2>{clean(self.labels('sheet', 'unknown'))}</h2>\n{_items(lines)}"

    def _entities(self) -> str:
        if not self.record.entities:
            return ""
        columns = ("name", "kind", "role", "aliases", "code", "place")
        head = "".join(f"<th>{clean(self.labels('sheet', c))}</th>" for c in columns)
        rows = "".join(
            f"<tr><td>{_isolated(e.name)}</td><td>{clean(self.labels('kind', e.kind))}</td>"
            f"<td>{_isolated(e.role or '')}</td><td>{'، '.join(_isolated(a) for a in e.aliases)}</td>"
            f"<td>{_code(e.actor_code or '', 'ltr')}</td><td>{_code(coordinates(e), 'ltr')}</td></tr>\n"
            for e in self.record.entities
        )
        title = f"{clean(self.labels('sheet', 'entities'))} ({len(self.record.entities)})"
        table = f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>\n{rows}</tbody></table></div>'
        return f"<details><summary>{title}</summary>{table}</details>\n"

    def _pictures(self) -> str:
        credit = clean(self.labels("sheet", "credit"))
        captions = [
            _isolated(c.text) + (f" ({credit}: {_isolated(c.credit)})" if c.credit else "")
            for c in self.record.report.captions
        ]
        return f"<h2>{clean(self.labels('sheet', 'captions'))}</h2>\n{_items(captions)}" if captions else ""

    def _furniture(self) -> str:
        kinds = self.view.furniture()
        if not kinds:
            return ""
        lines = [f"{clean(label)}: {' · '.join(_isolated(t) for t in texts)}" for label, texts in kinds]
        number = len(self.record.report.furniture)
        title = f"{clean(self.labels('sheet', 'furniture'))} ({number})"
        return f"<details><summary>{title}</summary>{_items(lines)}</details>\n"


def _within(marks: Sequence[Mark], first: int, end: int) -> list[Mark]:
    found: list[Mark] = []
    for index in range(first, len(marks)):
        if marks[index].start >= end:
            break
        found.append(marks[index])
    return found


def _isolated(text: str, direction: str = "") -> str:
    named = f' dir="{direction}"' if direction else ""
    return f"<bdi{named}>{clean(text)}</bdi>" if text else ""


def _code(text: str, direction: str = "auto") -> str:
    return f'<bdi class="code" dir="{direction}">{clean(text)}</bdi>' if text else ""


def _link(url: str) -> str:
    """A link only for what a browser fetches; anything else (javascript:, data:) stays text."""
    shown = _isolated(url, "ltr")
    if not url.startswith(("https://", "http://")):
        return shown
    return f'<a href="{clean(url)}" rel="noreferrer noopener">{shown}</a>'


def _link_to(prefix: str, event: Event) -> str:
    return f'<a href="#{prefix}{clean(event.id)}">{_isolated(event.trigger.text)}</a>'


def _items(items: Iterable[str], kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f"<ul{named}>{''.join(f'<li>{item}</li>' for item in items if item)}</ul>\n"


def _lines(items: Iterable[str]) -> str:
    return "<br>".join(item for item in items if item)
