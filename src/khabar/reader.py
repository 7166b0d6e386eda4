"""Page → Record: the steps in order, written once."""

from __future__ import annotations

import traceback
from pathlib import Path

from khabar.encoder import attend
from khabar.entities import resolve_entities
from khabar.errors import KhabarError
from khabar.events import date_undated, find_events
from khabar.lexicon import Lexicon, load_lexicon
from khabar.mentions import Tagger, find_candidates, find_counts
from khabar.objects import Failure, Page, Record
from khabar.pages import read_page
from khabar.statements import find_statements
from khabar.text.analysis import analyse
from khabar.times import find_times, imply_published


class Reader:
    """Reads pages into records. Holds the vocabulary and, where there is one, the tagger; no other state."""

    def __init__(self, lexicon: Lexicon | None = None, tagger: Tagger | None = None) -> None:
        """Load the vocabulary that comes with Khabar unless another is given; without tagger, grammar alone reads."""
        self.lexicon = lexicon or load_lexicon()
        self.tagger = tagger

    def read(self, page: Page) -> Record:
        """The record of one page. A page without readable Arabic gives a record that says so in its warnings."""
        lexicon = self.lexicon
        report = read_page(page, lexicon)
        text = analyse(report)
        times = find_times(text, report.published, lexicon)
        implied = imply_published(text, times, report.published)
        if implied.date != report.published.date:
            times = find_times(text, implied, lexicon)
        report = report.model_copy(update={"published": implied})
        reading = attend(text, self.tagger)
        candidates = find_candidates(text, report, times, lexicon, reading)
        counts = find_counts(text, times, lexicon)
        entities = resolve_entities(text, report, candidates, lexicon)
        statements, entities = find_statements(text, report, times, entities, lexicon)
        events, entities = find_events(
            text, report, times, counts, entities, statements, lexicon, reading.states if reading is not None else None
        )
        times, events = date_undated(text, times, events, statements, report.published)
        return Record(report=report, entities=entities, times=times, statements=statements, events=events)

    def attempt(self, page: Page) -> Record | Failure:
        """`read`, for one page of many: what trips the reader is told and does not cost the others."""
        try:
            return self.read(page)
        except KhabarError as error:
            return Failure(page.source_id, "", str(error))
        except Exception as error:  # the archive's other reports are read all the same
            return Failure(page.source_id, "", _defect(error))


def _defect(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name}:{frame.lineno}"
    return f"Khabar itself failed on it ({type(error).__name__} at {place}: {str(error)[:120]}); please report this"
