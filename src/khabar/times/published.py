"""What a text's own times say of its day of publication."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from khabar.objects import Published, Text, Time, Weekday

_WEEKDAYS: tuple[Weekday, ...] = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_RELATIVE = re.compile(r"times\.relative-day(?P<shift>[+-]\d+)")
_WEEKDAY = re.compile(r"XXXX-WXX-(?P<weekday>[1-7])")


def imply_published(text: Text, times: tuple[Time, ...], published: Published) -> Published:
    """`published` with what the text implies: the weekday (أمس الثلاثاء → Wednesday) and an upper bound.

    The date itself is never replaced. The weekday is the one most of the text's own words agree on, none on a tie; an
    absolute date told in the future (سيجتمع في 5 أيار 2016) cannot have passed, so publication is not after it.
    """
    changes: dict[str, object] = {}
    if published.date is not None:
        if published.weekday is None:
            changes["weekday"] = _WEEKDAYS[date.fromisoformat(published.date[:10]).weekday()]
        return published.model_copy(update=changes) if changes else published
    weekday = _weekday(times)
    if weekday is not None and published.weekday is None:
        changes["weekday"] = weekday
    bound = _upper_bound(times)
    if bound is not None and published.not_after is None:
        changes["not_after"] = bound
    return published.model_copy(update=changes) if changes else published


def _weekday(times: tuple[Time, ...]) -> Weekday | None:
    votes: Counter[Weekday] = Counter()
    for time in times:
        relative, weekday = _RELATIVE.match(time.rule), _WEEKDAY.match(time.timex3 or "")
        if relative is not None and weekday is not None and not time.reported:
            votes[_WEEKDAYS[(int(weekday["weekday"]) - 1 - int(relative["shift"])) % 7]] += 1
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _upper_bound(times: tuple[Time, ...]) -> str | None:
    """The earliest day that the text speaks of as still to come."""
    ahead = [t.interval.end for t in times if t.resolved and t.future and t.interval is not None]
    return min((end[:10] for end in ahead if end is not None), default=None)
