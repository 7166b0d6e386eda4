"""Times of a saying, which date who speaks and not what is spoken of, unless that is told as news.

Who announces today that he will go, might go or is asked to go does not go today; and a deed with the article and no
figures (العدوان، الهجوم) is one that the hearer knows, of whatever day. What is told as done, and not as known, is
dated by the saying where it names no day itself: monitors code أعلن اليوم مقتل ثلاثة on that day.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Mapping

from khabar.events.circumstances import is_ahead
from khabar.objects import Event, Statement, Text, Time

_DONE = ("occurred", "ongoing")
_ARTICLE = "ال"
_THAT = frozenset({"ان", "بان", "وان", "وبان"})


def is_announced(text: Text, event: Event, starts: Container[int]) -> bool:
    """True for a deed that is itself what is said (أعلن استعادة القرية), not spoken of (أكد أن الزيارة مثمرة).

    `starts` are the offsets at which the contents of statements begin.
    """
    at = bisect_right(text.tokens, event.trigger.start, key=lambda t: t.start) - 1
    return event.trigger.start in starts and _THAT.isdisjoint(t.fold for t in text.tokens[max(0, at - 2) : at])


def without_sayings(
    text: Text, times: tuple[Time, ...], events: tuple[Event, ...], statements: tuple[Statement, ...]
) -> tuple[Event, ...]:
    """The events, without times of a saying for what is no news, nor of another clause for what is not done."""
    said = {s.id: s for s in statements}
    named = {t.id: t for t in times}
    return tuple(
        e.model_copy(update={"time": None}) if e.time is not None and _of_another(text, e, named[e.time], said) else e
        for e in events
    )


def _of_another(text: Text, event: Event, time: Time, said: Mapping[str, Statement]) -> bool:
    """True for a time that is not the event's: of who speaks of it, or carried to what is not done."""
    done, own = event.status in _DONE, event.evidence.start <= time.start < event.evidence.end
    if not (done or own or event.status == "denied" or is_ahead(time)):
        return True
    statement = said.get(event.statement or "")
    if statement is None or statement.content.start <= time.start < statement.content.end:
        return False
    return not done or (_is_known(event) and not is_announced(text, event, (statement.content.start,)))


def _is_known(event: Event) -> bool:
    """True for a noun with the article and no figures: a deed that the hearer is taken to know."""
    return ".noun" in event.rule and event.trigger.text.startswith(_ARTICLE) and not event.counts
