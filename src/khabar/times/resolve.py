"""Times of a text, anchored on the day of publication."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

from khabar.lexicon import Lexicon
from khabar.objects import Published, Text, Time
from khabar.text.tokens import tokenize
from khabar.times.calendars import Bounds
from khabar.times.cursor import Cursor
from khabar.times.evaluate import Evaluator
from khabar.times.expressions import find_expressions
from khabar.times.vocabulary import compile_vocabulary

_NEAR = 2  # sentences back to the day that في اليوم نفسه leans on


def find_times(text: Text, published: Published, lexicon: Lexicon) -> tuple[Time, ...]:
    """Every time expression of the text, in order, resolved on the day of publication where one is known.

    Without that day nothing relative is resolved; absolute dates are. Inside a direct quotation the day of publication
    anchors, too, and `reported` says so. Linear in the tokens.
    """
    vocabulary = lexicon.build(compile_vocabulary)
    quoted = tuple((q.inner_start, q.inner_end) for q in text.quotations if q.depth == 0)
    times: list[Time] = []
    earlier: Bounds | None = None
    named = -_NEAR  # the sentence that named it
    for sentence in text.sentences:
        cursor = Cursor(text.raw, text.tokens, sentence.first, sentence.last, vocabulary)
        evaluator = Evaluator(cursor, _day(published), earlier if sentence.index - named <= _NEAR else None)
        times += _sentence(evaluator, quoted, len(times))
        if (day := evaluator.last_day()) is not None:
            earlier, named = day, sentence.index
    return tuple(times)


def find_dates(raw: str, lexicon: Lexicon) -> tuple[Time, ...]:
    """The absolute dates of a short string (نشر في: الأربعاء 25 أيار/مايو 2016 - 14:05), offsets into `raw`.

    Whatever needs a day of publication to be understood is left out.
    """
    tokens = tokenize(raw)
    cursor = Cursor(raw, tokens, 0, len(tokens), lexicon.build(compile_vocabulary))
    return tuple(t for t in _sentence(Evaluator(cursor, None), (), 0) if t.resolved)


def _sentence(evaluator: Evaluator, quoted: tuple[tuple[int, int], ...], count: int) -> Iterator[Time]:
    for expression in find_expressions(evaluator.cursor):
        count += 1
        at = bisect_right(quoted, (expression.start, sys.maxsize)) - 1
        yield evaluator.time(expression, f"t{count}", at >= 0 and expression.start < quoted[at][1])


def _day(published: Published) -> date | None:
    """The day of publication; a date that is no ISO date anchors nothing."""
    try:
        return date.fromisoformat((published.date or "")[:10])
    except ValueError:
        return None
