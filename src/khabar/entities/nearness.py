"""How far two places of the gazetteer are apart, on which side, and whether one lies in or by the other."""

from __future__ import annotations

import math

from khabar.mentions.gazetteer import Gazetteer
from khabar.mentions.index_file import PlaceRow

FAR = 120  # kilometres from a town beyond which nothing is said to be on a side of it
_SPOT = 4  # kilometres within which sides say nothing: towns are wide, and positions no better


def within(row: PlaceRow, other: PlaceRow, reach: float) -> bool:
    """True inside a governorate or district, or not farther than `reach` kilometres from a town."""
    if other.kind == "region":
        return row.country == other.country and row.admin1 == other.name
    inside = other.kind == "county" and row.country == other.country and row.admin2 == other.name
    return inside or kilometres(row, other) < reach


def kilometres(one: PlaceRow, other: PlaceRow) -> float:
    """The distance of two places, flat-earth, good to a percent within a country; 9,999 where one has no position."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return 9_999.0
    east = (one.lon - other.lon) * math.cos(math.radians((one.lat + other.lat) / 2))
    return math.hypot(one.lat - other.lat, east) * 111.2


def side(row: PlaceRow, other: PlaceRow, bearing: int) -> float:
    """How well a row lies on the stated side of another: 1 within 45 degrees of it, -1 on the other side."""
    if kilometres(row, other) < _SPOT or row.lat is None or row.lon is None or other.lat is None or other.lon is None:
        return 0.0
    east = (row.lon - other.lon) * math.cos(math.radians((row.lat + other.lat) / 2))
    off = abs((math.degrees(math.atan2(east, row.lat - other.lat)) - bearing + 180) % 360 - 180)
    return 1.0 if off <= 45 else -1.0 if off >= 135 else (90 - off) / 45


def names_area(row: PlaceRow, gazetteer: Gazetteer) -> bool:
    """True for a name that a governorate or district bears too: قرية X في حلب may lie far from the city."""
    return any(r.kind in ("region", "county") and r.country == row.country for r in gazetteer.places(row.name))


def seat(row: PlaceRow, gazetteer: Gazetteer) -> PlaceRow:
    """The town of a governorate's or district's name, its greatest; what is no area is its own."""
    if row.kind not in ("region", "county"):
        return row
    area = row.name if row.kind == "region" else row.admin1
    named = (r for r in gazetteer.places(row.name) if r.kind == "locality" and r.country == row.country)
    towns = [r for r in named if r.admin1 == area and kilometres(r, row) < 3 * FAR]
    return max(towns, key=lambda r: r.population, default=row)
