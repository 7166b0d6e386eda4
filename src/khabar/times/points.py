"""A point of time as it is written, before anything is reckoned: which parts of a date, a day and a clock it names."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.objects import DayPart


@dataclass(slots=True)
class Point:
    """The parts a point names; what it does not name is None.

    `rel` counts days from publication; `unit` is a calendar unit referred to by `shift` (العام الماضي: year, -1) or by
    `same`; `quarter` is (first month, months); `clock` is (hour, minute or None) as written.
    """

    first: int
    last: int
    start: int
    end: int
    weekday: int | None = None
    weekday2: int | None = None
    rel: int | None = None
    rel_id: str = ""
    day: int | None = None
    month: int | None = None
    month2: int | None = None
    year: int | None = None
    hijri_day: int | None = None
    hijri_month: int | None = None
    hijri_year: int | None = None
    part: DayPart | None = None
    clock: tuple[int, int | None] | None = None
    edge: str | None = None
    unit: str | None = None
    shift: int | None = None
    unit_shifts: dict[str, int] | None = None
    same: bool = False
    following: bool = False
    this: bool = False
    season: int | None = None
    quarter: tuple[int, int] | None = None
    decade: int | None = None
    century: int | None = None
    mod: int | None = None
    approx: bool = False
    adverb: bool = False
    prefixed: bool = False
    weak: bool = False
    named: bool = False

    @property
    def dated(self) -> bool:
        """True where the point names a day by itself or relative to publication."""
        return (
            self.weekday is not None
            or self.rel is not None
            or self.day is not None
            or self.hijri_day is not None
            or ((self.same or self.following) and self.unit == "day")
        )

    @property
    def spans_unit(self) -> bool:
        """True where it names a unit longer than a day."""
        return (
            self.month is not None
            or self.hijri_month is not None
            or self.year is not None
            or self.hijri_year is not None
            or self.season is not None
            or self.quarter is not None
            or self.decade is not None
            or self.century is not None
            or (self.unit is not None and self.unit != "day" and (self.shift is not None or self.same))
        )

    def unit_shift(self, unit: str) -> int | None:
        """How far from publication the named unit lies (العام الماضي: -1 for year), None where it is not named so."""
        return (self.unit_shifts or {}).get(unit)

    def set_shift(self, unit: str, count: int) -> None:
        """Note a unit named by its distance from publication."""
        self.unit_shifts = {**(self.unit_shifts or {}), unit: count}
        self.unit, self.shift = unit, count
