"""A record as a sheet for the terminal (rich), or as plain text where the output is none.

Terminals differ: some reorder right-to-left text line by line, some not at all. What helps both is that a line holds
one script wherever it can, that names in a mixed line are isolated (U+2067 … U+2069), and that a wrapped line is
isolated by itself. Piped output carries no such marks. Control characters of a page never reach the terminal.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import IO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from khabar.lexicon import Lexicon
from khabar.objects import Event, Record, Statement
from khabar.sheets.view import Labels, View

_ARABIC = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb]+")
_PLAIN_WIDTH = 100
_MOST_ITEMS = 8


class TerminalWriter:
    """One sheet after another on `stream`; colour and isolates only where it is a terminal."""

    def __init__(self, stream: IO[str], lexicon: Lexicon, console: Console | None = None) -> None:
        """Write to `stream`, or to the console of a test."""
        terminal = stream.isatty()
        self._console = console or Console(
            file=stream, width=None if terminal else _PLAIN_WIDTH, highlight=False, markup=False, emoji=False,
            force_terminal=terminal, soft_wrap=False,
        )  # fmt: skip
        self._labels = Labels(lexicon, "en")
        self._isolate = self._console.is_terminal and os.environ.get("TERM") not in ("dumb", "linux")

    def write(self, record: Record) -> None:
        """Print the sheet of one record."""
        _Sheet(View(record, self._labels), self._console, self._isolate).show()

    def finish(self) -> None:
        """Nothing closes the sheets."""


class _Sheet:
    """One record being printed."""

    def __init__(self, view: View, console: Console, isolate: bool) -> None:
        self.view = view
        self.labels = view.labels
        self.console = console
        self.isolate = isolate

    def show(self) -> None:
        """Headline, statements, events, what stayed unknown, what was left out."""
        self._head()
        self._section("says", len(self.view.record.statements), "no_statements")
        self._statements()
        self._section("happened", len(self.view.record.events), "no_events")
        for event in self.view.record.events:
            self._event(event)
        self._section("unknown")
        self._unknown()
        self._furniture()
        self.console.print()

    # ----------------------------------------------------------------------------------------------- pieces

    def _head(self) -> None:
        report = self.view.record.report
        self.console.rule(Text(self._name(report.source_id), style="dim"), align="left", style="dim")
        self._lines(report.title or self.labels("sheet", "no_title"), "bold", 0)
        day = report.published
        weekday = self.labels("weekday", day.weekday) if day.weekday else ""
        date = f"{day.date} {weekday}".strip() + f" ({self.labels('basis', day.basis)})" if day.date else ""
        if not day.date:
            date = self.labels("sheet", "undated") + (f" ({weekday})" if weekday else "")
        publisher = self._name(report.publisher) if report.publisher else self.labels("sheet", "unpublished")
        self._row([publisher, date, self._name(report.byline) if report.byline else ""], "cyan", 0)
        if report.url:
            self._row([self._safe(report.url)], "dim", 0)
        for warning in report.warnings:
            self._row([f"! {self._safe(warning)}"], "yellow", 0)

    def _section(self, label: str, number: int | None = None, none: str = "") -> None:
        self.console.print()
        title = self.labels("sheet", label)
        self.console.print(Text(title[:1].upper() + title[1:], style="bold underline"))
        if number == 0:
            self._row([self.labels("sheet", none)], "dim", 2)

    def _statements(self) -> None:
        children = self.view.nested()
        waiting = [(s, 0) for s in reversed(children.get(None, []))]
        while waiting:
            statement, depth = waiting.pop()
            self._statement(statement, 2 + 4 * min(depth, 4))
            waiting += [(s, depth + 1) for s in reversed(children.pop(statement.id, []))]

    def _statement(self, statement: Statement, indent: int) -> None:
        chain = " ‹ ".join(self._name(n) for n in self.view.chain(statement))
        time = self.view.time(statement.time)
        about = [
            f"{statement.id:<4}{chain}",
            self.labels("act", statement.act),
            self.labels("quotation", statement.quotation),
            f"{self.labels('sheet', 'venue')} {self._name(statement.venue.text)}" if statement.venue else "",
            self._name(time.text) + self._value(self.view.when(time)) if time else "",
        ]
        self._row(about, "green", indent)
        self._lines(statement.content.text, "", indent + 4)

    def _event(self, event: Event) -> None:
        place = self.view.entity(event.place)
        time = self.view.time(event.time)
        code = self.labels("type", event.type or "none")
        head = [f"{event.id:<4}{code}" + (f": {event.mode}" if event.mode else ""), event.acled or ""]
        self._row([*head, self.labels("status", event.status)], "magenta", 2)
        where = ""
        if place:
            spot = place.place
            known = spot is not None and spot.lat is not None and spot.lon is not None
            where = self._name(place.name) + (f" ({spot.lat:.3f}, {spot.lon:.3f})" if known and spot else "")
        self._fact("named", [self._name(event.name)] if event.name else [])
        actors = [self._name(n) for n in self.view.names(event.actors)]
        self._fact("by", [*actors, self.labels("sheet", "alleged")] if actors and event.alleged else actors)
        self._fact("to", [self._name(n) for n in self.view.names(event.recipients)])
        self._fact("at", [where] if where else [])
        self._fact("when", [self._name(time.text) + self._value(self.view.when(time))] if time else [])
        self._fact("counts", list(self.view.counts(event)))
        self._fact("victims", [self._name(n) for n in self.view.names(event.victims)])
        about = self.view.event(event.about)
        self._fact("about", [f"{about.id} {self._name(about.trigger.text)}"] if about else [])
        voice = " ‹ ".join(self._name(n) for n in self.view.voice(event))
        self._fact("words_of", [voice or self.labels("sheet", "narration")])
        self._lines(event.evidence.text, "dim", 6)

    def _unknown(self) -> None:
        unknowns = self.view.unknowns()
        for unknown in unknowns:
            items = [self._name(i) for i in unknown.items[:_MOST_ITEMS]]
            more = len(unknown.items) - len(items)
            items += [f"and {more} more"] if more > 0 else []
            label = self.labels("unknown", unknown.what)
            self._row([f"{label}: {items[0]}", *items[1:]] if items else [label], "yellow", 2, ", ")
        if not unknowns:
            self._row([self.labels("sheet", "nothing_unknown")], "dim", 2)

    def _furniture(self) -> None:
        pieces = self.view.furniture()
        if pieces:
            self.console.print()
            listed = [f"{label} {len(texts)}" for label, texts in pieces]
            self._row([f"{self.labels('sheet', 'furniture')}: {listed[0]}", *listed[1:]], "dim", 0, ", ")

    # ------------------------------------------------------------------------------------------- writing lines

    def _fact(self, label: str, values: list[str]) -> None:
        if values:
            values[0] = f"{self.labels('sheet', label)}: {values[0]}"
            self._row(values, "", 6, ", ")

    def _row(self, pieces: Iterable[str], style: str, indent: int, between: str = " · ") -> None:
        """Short pieces beside one another; a line is broken only between two of them."""
        lines: list[str] = []
        for piece in filter(None, pieces):
            if lines and cell_len(lines[-1] + between + piece) <= self.console.width - indent:
                lines[-1] += between + piece
            else:
                lines.append(piece)
        for number, line in enumerate(lines):
            self._line(line, style, indent + 4 * bool(number))

    def _lines(self, content: str, style: str, indent: int) -> None:
        """A passage of the report, wrapped here so that each of its lines can be isolated by itself."""
        for line in _wrapped(self._safe(content), max(20, self.console.width - indent)):
            self._line(self._isolated(line), style, indent)

    def _line(self, line: str, style: str, indent: int) -> None:
        self.console.print(Text(" " * indent + line, style=style), no_wrap=True, crop=False, overflow="ignore")

    def _name(self, text: str) -> str:
        return self._isolated(self._safe(text))

    def _value(self, value: str) -> str:
        return f" = {value}" if value else ""

    def _isolated(self, text: str) -> str:
        return f"\u2067{text}\u2069" if self.isolate and _ARABIC.search(text) else text

    def _safe(self, text: str) -> str:
        return " ".join(_UNSAFE.sub(" ", text).split())


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of whole words, at most `width` cells wide; a word longer than a line stands alone on it."""
    lines: list[str] = []
    line, used = "", 0
    for word in text.split(" "):
        size = cell_len(word)
        if line and used + 1 + size > width:
            lines.append(line)
            line, used = word, size
        else:
            line, used = (f"{line} {word}", used + 1 + size) if line else (word, size)
    return [*lines, line] if line else lines
