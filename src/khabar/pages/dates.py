"""The publication date of a page: every date it shows, whence, and which one counts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Literal

from khabar.lexicon import Lexicon
from khabar.objects import DateReading, Published, Time, Weekday
from khabar.pages.furniture import line_key
from khabar.pages.given import iso_day
from khabar.text.fold import fold, fold_map
from khabar.times import find_dates

Role = Literal["published", "updated", "today", "embedded", "plain"]
_DAYS: tuple[Weekday, ...] = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ENGLISH = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
]  # fmt: skip
_CLOCK = r"(?:(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::[0-5]\d)?\s*(?P<half>صباحا|مساء|ص|م|am|pm)?(?![\w:]))"
_OLDEST, _NEWEST = 1990, 2100
_LONGEST = 400  # characters of a line that are looked at
_X_POST = re.compile(r"\b(?:twitter|x)\.com/[^/]+/status(?:es)?/(?P<id>\d{17,19})(?!\d)")  # shorter ones are older
_X_EPOCH = 1_288_834_974_657  # milliseconds since 1970
_DATED = ("day", "part", "hour", "minute")


@dataclass(frozen=True, slots=True)
class PageDate:
    """A date found on a page. `source` says where, `time` is the clock with its zone where they are stated.

    `role`: the page says it of its publication, of its last change, of the day on which it is shown, of a post that it
    embeds, or stands without a word.
    `other` is the second reading of a date whose day and month may be exchanged.
    """

    date: str
    source: str
    text: str
    role: Role = "plain"
    time: str | None = None
    weekday: Weekday | None = None
    other: str | None = None


@dataclass(frozen=True, slots=True)
class _Span:
    """A date and where it stands in the folded line."""

    start: int
    end: int
    date: str
    other: str | None


@dataclass(frozen=True, slots=True)
class DateIndex:
    """Month names, weekdays, labels and zones, compiled from `times/` and `pages/dates`; and the time grammar.

    `ago` is a label with how long since (آخر تحديث منذ 3 أيام).
    """

    months: Mapping[str, int]
    pattern: re.Pattern[str]
    clock: re.Pattern[str]
    weekday: re.Pattern[str]
    weekdays: Mapping[str, int]
    label: re.Pattern[str]
    labels: Mapping[str, Role]
    ago: re.Pattern[str]
    zone: re.Pattern[str]
    zones: Mapping[str, str]
    grammar: Callable[[str], tuple[Time, ...]]

    def find(self, text: str, source: str) -> list[PageDate]:
        """Every complete date (day, month and year) of a line, in order."""
        return self.split(text, source)[0]

    def split(self, text: str, source: str) -> tuple[list[PageDate], str]:
        """The dates of a line, and what is left of it without them, their labels, weekdays and clocks."""
        folded, offsets = fold_map(text[:_LONGEST])
        found: list[PageDate] = []
        gone = bytearray(len(folded))
        spans = self._spans(text[:_LONGEST], folded, offsets)
        last = 0
        for at, span in enumerate(spans):
            until = spans[at + 1].start if at + 1 < len(spans) else len(folded)
            clock = self._clock(folded, span.start, until) or self._clock(folded, last, span.start)
            # The grammar reads "اليوم" before a weekday as part of the date; here it is the label of a page header.
            label = self.label.match(folded, span.start, span.end) or _last(self.label, folded, last, span.start)
            label = label or self._label_of_clock(folded, span.end, until)
            role: Role = self.labels[" ".join(label.group("label").split())] if label else "plain"
            weekday = _last(self.weekday, folded, last, span.end)
            day = _DAYS[self.weekdays[weekday.group()]] if weekday else None
            own = folded[span.start : span.end].strip()
            found.append(_settled(PageDate(span.date, source, own, role, clock, day, span.other)))
            last = span.end
            gone[span.start : span.end] = b"\x01" * (span.end - span.start)
            _wipe(gone, label)
        if found:
            for pattern in (self.clock, self.weekday, self.zone, self.ago):
                for match in pattern.finditer(folded):
                    _wipe(gone, match)
        rest = "".join(text[o] for o, g in zip(offsets, gone, strict=True) if not g)
        return found, " ".join(rest.split()).strip(" -–—|:،,()/·•")

    def _spans(self, text: str, folded: str, offsets: tuple[int, ...]) -> list[_Span]:
        """Dates in digits and with English months by pattern; all others by the time grammar, Hijri among them."""
        spans = [made for match in self.pattern.finditer(folded) if (made := self._numeric(match)) is not None]
        for time in self.grammar(text) if any(c.isdigit() for c in folded) else ():
            begin = (time.interval.begin or "")[:10] if time.interval and time.grain in _DATED else ""
            start, end = bisect_left(offsets, time.start), bisect_left(offsets, time.end)
            free = all(end <= known.start or known.end <= start for known in spans)
            if free and begin.count("-") == 2 and _iso(*begin.split("-")):
                spans.append(_Span(start, end, begin, None))
        return sorted(spans, key=lambda span: span.start)

    def _numeric(self, match: re.Match[str]) -> _Span | None:
        """The date of a match, with its second reading; None where it names no day of the calendar."""
        groups = match.groupdict()
        other = None
        if groups["iso_year"]:
            made = _iso(groups["iso_year"], groups["iso_month"], groups["iso_day"])
        elif groups["y2"]:
            year, first, second = groups["y2"], groups["d2"], groups["m2"]
            usual, other = _iso(year, second, first), _iso(year, first, second)
            made, other = (usual, other if other != usual else None) if usual else (other, None)
        else:
            kind = "3" if groups["y3"] else "4"
            month = self.months[" ".join(groups[f"m{kind}"].split())]
            made = _iso(groups[f"y{kind}"], str(month), groups[f"d{kind}"])
        return _Span(match.start(), match.end(), made, other) if made else None

    def _label_of_clock(self, folded: str, start: int, end: int) -> re.Match[str] | None:
        """A label between the date and its clock speaks of both (… 28 آب 2013، آخر تحديث 14:00)."""
        label = self.label.search(folded, start, end)
        return label if label and self.clock.match(folded, _after_blanks(folded, label.end()), end) else None

    def clock_of(self, text: str) -> str | None:
        """The first clock time of a line, with its zone where that is stated."""
        folded = fold(text[:400])
        return self._clock(folded, 0, len(folded))

    def _clock(self, folded: str, start: int, end: int) -> str | None:
        match = self.clock.search(folded, start, end)
        if match is None:
            return None
        hour = int(match["hour"])
        half = match["half"] or ""
        if half in ("م", "مساء", "pm") and hour < 12:
            hour += 12
        elif half in ("ص", "صباحا", "am") and hour == 12:
            hour = 0
        zone = self.zone.search(folded, match.end(), end)
        suffix = ""
        if zone is not None:
            suffix = _offset(zone["offset"]) if zone["offset"] else self.zones[" ".join(zone["name"].split())]
        return f"{hour:02d}:{match['minute']}{suffix}"


def compile_dates(lexicon: Lexicon) -> DateIndex:
    """The date vocabulary of a lexicon; use as `lexicon.build(compile_dates)`."""
    months = {name: n for n, name in enumerate(_ENGLISH, 1)} | {name[:3]: n for n, name in enumerate(_ENGLISH, 1)}
    weekdays: dict[str, int] = {}
    for name in lexicon.names("times"):
        for entry in lexicon.entries(name):
            if entry.get("kind") == "month" and isinstance(entry.get("value"), int) and name == "times/months":
                months |= {fold(f): entry["value"] for f in (*entry.get("forms", ()), *entry.get("weak", ()))}
            elif entry.get("kind") == "weekday":
                weekdays |= {fold(f): (entry["value"] - 1) % 7 for f in entry.get("forms", ())}
    labels: dict[str, Role] = {}
    zones: dict[str, str] = {}
    for entry in lexicon.entries("pages/dates"):
        for label in entry.get("labels", ()):
            labels[line_key(label)] = entry["role"]
        for zone in entry.get("zones", ()):
            zones[line_key(zone)] = entry["offset"]
    return DateIndex(
        months, _date_pattern(months), re.compile(_CLOCK),
        re.compile(rf"(?<!\w)(?:{_names(weekdays)})(?!\w)"), weekdays,
        re.compile(rf"(?<!\w)(?P<label>{_names(labels)})(?!\w)"), labels,
        re.compile(rf"(?<!\w)(?:{_names(labels)})\W{{0,3}}(?:منذ|قبل)\s+(?:\d+\s+)?\w+(?:\s+واحده?)?(?!\w)"),
        re.compile(rf"(?:توقيت|بتوقيت)?\s*\b(?P<name>{_names(zones)})(?P<offset>[+-]\d{{1,2}}(?::?\d\d)?)?(?!\w)"),
        zones, partial(find_dates, lexicon=lexicon),
    )  # fmt: skip


def choose_published(found: Iterable[PageDate], given: str | None, order: tuple[str, ...]) -> Published:
    """The publication date out of everything found, with every differing reading and the reason.

    `order` names the sources from most to least trusted. A date given by the caller outranks all, but for one that
    is the page's own day of publication in another year. A day printed on the page beats a metadata stamp in UTC that
    lies one day off: the text's own "today" is the printed day. Dates of an update bound the publication from above
    and never stand for it; a page header's "today" and the day of a post that the page embeds count for nothing. Where
    nothing else is there all these are kept as readings: the text may say which of them is its own day.
    """
    shown = list(found)
    dates = [d for d in shown if d.role not in ("today", "embedded")]
    stated = [d for d in dates if d.role != "updated"]
    if given is not None:
        return _given(given, stated)
    ranked = sorted(
        stated, key=lambda d: (order.index(d.source) if d.source in order else len(order), d.role == "plain")
    )
    updates = sorted(d.date for d in dates if d.role == "updated")
    if not ranked:
        bound = updates[0] if updates else None
        reason = "the page states only when it was updated" if bound else None
        return Published(not_after=bound, reason=reason, readings=_readings(shown))
    best, reason = _local_day(ranked)
    others = [d for d in dates if d.date != best.date or d.role == "updated"]
    if reason is None and any(d.date != best.date for d in ranked):
        reason = f"{best.source} is trusted before the others"
    if reason is None and best.other is not None:
        reason = "day and month are read in the order usual in Arabic"
    basis: Literal["metadata", "text"] = "text" if best.source.startswith("page") else "metadata"
    readings = _readings([best, *others]) if others or best.other else ()
    return Published(
        date=best.date, basis=basis, weekday=weekday_of(best.date), time=best.time, not_after=None,
        readings=readings, reason=reason,
    )  # fmt: skip


def weekday_of(day: str) -> Weekday:
    """The weekday of an ISO date."""
    return _DAYS[date.fromisoformat(day).weekday()]


def stamp(text: str, source: str, role: Role = "published") -> PageDate | None:
    """The date of a machine-readable stamp (ISO 8601 and what sites write instead), with clock and zone; or None."""
    found = re.match(
        r"\s*(\d{4})-?(\d{2})-?(\d{2})(?:[T\s]+(\d{1,2}):?(\d{2})(?::?\d{2}(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?",
        text,
    )
    if found is None:
        return None
    day = _iso(found[1], found[2], found[3])
    if day is None:
        return None
    time = None
    if found[4] and int(found[4]) < 24 and int(found[5]) < 60:
        zone = found[6] or ""
        zone = (
            "+00:00" if zone in ("Z", "UTC", "GMT") else zone if ":" in zone or not zone else f"{zone[:3]}:{zone[3:]}"
        )
        time = f"{int(found[4]):02d}:{found[5]}{zone}"
    return PageDate(day, source, text.strip()[:60], role, time)


def date_in_url(url: str | None) -> PageDate | None:
    """The day in an address (…/2016/05/25/…, …/2016/syria/5/25/…, …-20160525.html), or None where there is none.

    The number of a post on X is dated to the millisecond: its bits above the 22nd count from `_X_EPOCH` ("Snowflake").
    """
    if not url:
        return None
    path = url.split("?", 1)[0].split("#", 1)[0]
    if post := _X_POST.search(path):
        at = datetime.fromtimestamp(((int(post["id"]) >> 22) + _X_EPOCH) / 1000, UTC)
        return stamp(at.isoformat(), "post number")
    for pattern in (
        r"/((?:19|20)\d\d)/(?:[^/\d]+/)?(\d{1,2})/(\d{1,2})(?=/|$|-)",
        r"/((?:19|20)\d\d)-(\d{1,2})-(\d{1,2})(?!\d)",
        r"(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)",
    ):
        found = re.search(pattern, path)
        if found:
            day = _iso(found[1], found[2], found[3])
            if day:
                return PageDate(day, "url", found.group().strip("/"), "published")
    return None


def _given(given: str, stated: list[PageDate]) -> Published:
    day = iso_day(given)
    others = [d for d in stated if d.date != day]
    printed = (d for d in others if (d.source, d.role, d.other) == ("page", "published", None))
    slip = next((d for d in printed if d.date[4:] == day[4:]), None)
    if slip is not None:
        return Published(
            date=slip.date, basis="text", weekday=weekday_of(slip.date), time=slip.time,
            readings=(*_readings(others), DateReading(date=day, source="given", text=given)),
            reason="the date given is the one printed on the page but for the year",
        )  # fmt: skip
    readings = (DateReading(date=day, source="given", text=given), *_readings(others)) if others else ()
    clock = stamp(given, "given")
    return Published(
        date=day, basis="given", weekday=weekday_of(day), time=clock.time if clock else None, readings=readings,
        reason="given by the caller, who outranks the page" if others else None,
    )  # fmt: skip


def _local_day(ranked: list[PageDate]) -> tuple[PageDate, str | None]:
    best = ranked[0]
    if best.time is None or not best.time.endswith("+00:00"):
        return best, None
    for other in ranked[1:]:
        apart = abs(date.fromisoformat(other.date) - date.fromisoformat(best.date))
        if other.source == "page" and other.role == "published" and apart == timedelta(days=1):
            return replace(other, time=other.time), "the page prints the local day; the stamp is in UTC"
    return best, None


def _readings(dates: Iterable[PageDate]) -> tuple[DateReading, ...]:
    kept: dict[tuple[str, str], DateReading] = {}
    for d in dates:
        source = f"{d.source} ({d.role})" if d.role in ("updated", "today", "embedded") else d.source
        kept.setdefault((d.date, source), DateReading(date=d.date, source=source, text=d.text))
        if d.other:
            kept.setdefault((d.other, source), DateReading(date=d.other, source=source, text=d.text))
    return tuple(kept.values())


def _settled(found: PageDate) -> PageDate:
    """A weekday beside the date decides which of two readings is meant."""
    if found.other is None or found.weekday is None:
        return found
    if weekday_of(found.date) == found.weekday:
        return replace(found, other=None)
    if weekday_of(found.other) == found.weekday:
        return replace(found, date=found.other, other=None)
    return found


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        made = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return made.isoformat() if _OLDEST <= made.year <= _NEWEST else None


def _after_blanks(text: str, at: int) -> int:
    while at < len(text) and not text[at].isalnum():
        at += 1
    return at


def _offset(text: str) -> str:
    digits = text[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
    return f"{text[0]}{int(hours):02d}:{minutes}"


def _names(names: Mapping[str, object]) -> str:
    return (
        "|".join(sorted((re.escape(n).replace(r"\ ", r"\s+") for n in names if n), key=lambda n: (-len(n), n)))
        or "(?!)"
    )


def _date_pattern(months: Mapping[str, int]) -> re.Pattern[str]:
    names = _names(months)
    english = _names({name: n for name, n in months.items() if name.isascii()})
    return re.compile(
        r"(?<!\d)(?:(?P<iso_year>\d{4})\s?[-/.]\s?(?P<iso_month>\d{1,2})\s?[-/.]\s?(?P<iso_day>\d{1,2})(?!\d)"
        r"|(?P<d2>\d{1,2})\s?[-/.]\s?(?P<m2>\d{1,2})\s?[-/.]\s?(?P<y2>\d{4})(?!\d)"
        rf"|(?P<d3>\d{{1,2}})\s+(?P<m3>{english})\s*,?\s*(?P<y3>\d{{4}})(?!\d)"
        rf"|(?<!\w)(?P<m4>{names})\s+(?P<d4>\d{{1,2}})\s*(?:st|nd|rd|th)?\s*[،,]?\s*(?P<y4>\d{{4}})(?!\d))"
    )


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """The last label between the date before and this one, so near that it speaks of this one."""
    found = None
    for match in pattern.finditer(text, start, end):
        found = match
    return found if found is not None and end - found.end() <= 40 else None


def _wipe(gone: bytearray, match: re.Match[str] | None) -> None:
    if match is not None:
        gone[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
