"""What a caller states of a page, checked before anything rests on it."""

from __future__ import annotations

import re
from datetime import date

from khabar.errors import InputError

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
