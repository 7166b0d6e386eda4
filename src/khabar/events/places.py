"""Comparing places: which of two is the finer, and whether two may be one."""

from __future__ import annotations

import math

from khabar.objects import Entity
from khabar.text.fold import fold

_BY_FEATURE = {
    "site": 5, "neighbourhood": 5, "camp": 5, "village": 4, "town": 3, "locality": 3, "city": 2, "mountain": 2,
    "landform": 1, "river": 1, "district": 1, "county": 1, "countryside": 1, "area": 1, "governorate": 0, "region": 0,
    "water": 0, "country": -1,
}  # fmt: skip
_BY_PRECISION = {"country": -1, "admin1": 0, "admin2": 1, "near": 3, "exact": 3}
_SETTLEMENTS = frozenset({"village", "town", "city", "locality"})
_TOWNS = _SETTLEMENTS | {"camp", "neighbourhood", "district"}
_NAMESAKES = frozenset({"city", "town", "locality", "district", "governorate", "countryside", "county"})
_NATURAL = frozenset({"landform", "mountain"})
_COARSE = 1
_ONE_SPOT = 3.0  # kilometres within which two places are one
_AROUND = 150.0  # kilometres from the middle of a governorate within which its villages lie
_NEARBY = 25.0  # kilometres within which one may be named for the other


def fineness(entity: Entity | None) -> int:
    """How small a place is, 5 a building to -1 a country; never finer than its position is known."""
    if entity is None or entity.place is None:
        return 3
    by_feature = _BY_FEATURE.get(entity.place.feature or "", 3)
    if entity.place.precision in ("country", "admin1"):
        return min(by_feature, _BY_PRECISION[entity.place.precision])
    return by_feature


def named_fineness(entity: Entity | None) -> int:
    """How small a place is by what it is called, its position known or not; towns and cities are alike."""
    place = entity.place if entity is not None else None
    feature = place.feature or "" if place is not None else ""
    whole = place is not None and place.relation is None and place.precision in ("admin1", "admin2")
    if feature == "city" or (feature == "district" and not whole):
        return 3  # منطقة X is mostly the town of that name and what lies about it
    return _BY_FEATURE.get(feature, 3)


def agree(one: Entity | None, other: Entity | None) -> int:
    """1 the same place, 0 possibly the same (one around the other, close by, one unknown and no settlement), -1 not."""
    if one is None or other is None:
        return 0
    if one.id == other.id or one.name == other.name:
        return 1
    apart = distance(one, other)
    exact = all(e.place is not None and e.place.precision == "exact" for e in (one, other))
    if apart is not None and apart <= _ONE_SPOT and exact and min(fineness(one), fineness(other)) > _COARSE:
        return 1
    settled = all(e.place is not None and e.place.feature in _SETTLEMENTS for e in (one, other))
    if settled and (apart is None or (exact and apart > _ONE_SPOT)):
        return -1  # two villages of different names, be it that no gazetteer knows one of them
    if min(fineness(one), fineness(other)) <= _COARSE or apart is None:
        return 0
    return 0 if apart <= _NEARBY else -1


def apart(one: Entity | None, other: Entity | None) -> bool:
    """True for two towns, villages, camps or districts, none of which is told of as lying by the other."""
    if one is None or other is None or agree(one, other) == 1:
        return False
    small = all(named_fineness(e) > _COARSE and e.place is not None and e.place.feature in _TOWNS for e in (one, other))
    if not small:
        return False
    between = distance(one, other)
    return between is None or between > _ONE_SPOT


def holds(one: Entity | None, other: Entity | None) -> bool:
    """True where the first names the governorate or district that the other lies in, or is what it is told to lie by.

    A headline says إدلب of what the text tells of a village in the governorate of that name, or in its countryside.
    """
    if one is None or other is None or one.place is None or other.place is None or one.id == other.id:
        return False
    if one.place.feature not in _NAMESAKES or other.place.precision in ("country", "admin1"):
        return False
    units = {fold(unit) for unit in (other.place.admin1, other.place.admin2) if unit}
    lies = f" {fold(other.place.relation or '')} "
    names = [fold(name) for name in (one.name, *one.aliases)]
    return any(name in units or f" {name} " in lies for name in names)


def finer(one: Entity | None, other: Entity | None) -> bool:
    """True where the other place is the finer, or is one that the text locates by the first (X شمال Y)."""
    if _district_of(one, other) or _district_of(other, one):
        return _district_of(other, one)
    fine, coarse = named_fineness(other), named_fineness(one)
    if one is not None and other is not None and one.place is not None and one.place.feature in _NATURAL:
        between = distance(one, other)
        if between is None or between > _NEARBY:  # a town told of later is not in the valley
            return False
    if fine != coarse or one is None or other is None or one.place is None or other.place is None:
        return fine > coarse
    by = other.place.relation is not None and other.place.precision == "near" and one.place.precision == "exact"
    return by and distance(one, other) == 0


def within(one: Entity | None, other: Entity | None) -> bool:
    """True where the other place is the finer (`finer`) and may lie in the first."""
    if not finer(one, other) or one is None or other is None or one.place is None or other.place is None:
        return finer(one, other)
    states = {one.place.country, other.place.country} - {None}
    between = distance(one, other)
    return len(states) < 2 and (one.place.precision == "country" or between is None or between <= _AROUND)


def _district_of(one: Entity | None, other: Entity | None) -> bool:
    """True for a district in the governorate that the other may be: مديرية X of صعدة, which is a town as well."""
    if one is None or other is None or one.place is None or other.place is None:
        return False
    inside = one.place.admin1 is not None and one.place.admin1 == other.name
    return inside and one.place.precision == "admin2" and other.place.feature == "locality"


def distance(one: Entity, other: Entity) -> float | None:
    """Kilometres between two places, None where a position is unknown."""
    a, b = one.place, other.place
    if a is None or b is None or a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    north = a.lat - b.lat
    east = (a.lon - b.lon) * math.cos(math.radians(a.lat))
    return math.hypot(north, east) * 111.0
