"""What a caller states of a page, checked before anything rests on it."""

from __future__ import annotations

import re
from datetime import date

from khabar.errors import InputError
from khabar.lexicon import Lexicon
from khabar.times import find_dates

_DAY = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T ][\d:.,+\-Z ]*)?", re.ASCII)


def iso_day(text: str) -> str:
    """The calendar day of an ISO 8601 date or date-time, as `YYYY-MM-DD`; a clock time after it is dropped.

    Raises `InputError` for anything else: a day is never guessed from another order of its numbers.
    """
    found = _DAY.fullmatch(text.strip())
    try:
        return date.fromisoformat(found["day"] if found else "").isoformat()
    except ValueError:
        raise InputError(f"publication date {text[:40]!r} is no ISO date; write it as YYYY-MM-DD") from None


def stated_day(text: str | None, lexicon: Lexicon, warnings: list[str]) -> str | None:
    """The day that a row of a caller's list states for a page, as `YYYY-MM-DD`.

    Lists are kept by people, so besides ISO the spellings of Arabic news are read (28 نوفمبر 2025), by our own time
    grammar. What is no whole date is no date: it becomes None, and `warnings` says so.
    """
    stated = (text or "").strip()
    if not stated:
        return None
    found = _DAY.match(stated)
    days = [found["day"]] if found else []
    times = (t for t in find_dates(stated, lexicon) if t.grain == "day")
    days += [t.interval.begin for t in times if t.interval and t.interval.begin]
    for day in days:
        try:
            return date.fromisoformat(day).isoformat()
        except ValueError:
            continue
    warnings.append(f"the publication date given, {stated[:40]!r}, is not understood; write it as YYYY-MM-DD")
    return None
