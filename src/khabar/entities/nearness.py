"""How far two places of the gazetteer are apart, and whether one lies in or by the other."""

from __future__ import annotations

import math

from khabar.mentions.index_file import PlaceRow


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
