"""Where a deed was done, as far as comparing needs it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from khabar.incidents.types import PlaceFact
from khabar.text.fold import fold

Row = Mapping[str, Any]

_AREAS = ("admin1", "admin2", "country")  # precisions
_WIDE = ("country", "governorate", "region", "county", "countryside")  # features
_KM_A_DEGREE = 111.0  # a little less than it is, so that nothing near is called far
_SITES = ("camp", "neighbourhood", "site")  # besides facilities: what lies in a town or beside it


def place_fact(entity: Row | None) -> PlaceFact | None:
    """The fact of a place's entity. A village with no position but that of the area it is said to lie in has a name and
    no position."""
    if entity is None:
        return None
    place = entity["place"] or {}
    wide = is_wide(entity)
    known = wide or place.get("precision") not in _AREAS
    return PlaceFact(
        name=entity["name"],
        names=tuple(dict.fromkeys(fold(n) for n in (entity["name"], *entity["aliases"]))),
        lat=place.get("lat") if known else None,
        lon=place.get("lon") if known else None,
        capital=_is_capital(entity, place),
        coarse=wide,
        site=entity["kind"] == "facility" or place.get("feature") in _SITES,
        within=tuple(fold(n) for n in (place.get("admin2"), place.get("admin1")) if n),
        country=place.get("country"),
    )


def is_wide(entity: Row) -> bool:
    """True for a country, governorate, district or countryside, not for a village whose position is only its area's."""
    place = entity["place"] or {}
    if place.get("feature") in _WIDE:
        return True
    units = {_unit(place.get(level)) for level in ("admin1", "admin2")}
    return place.get("precision") in _AREAS and bool(_names(entity) & units)


def _is_capital(entity: Row, place: Row) -> bool:
    governorate = _unit(place.get("admin1"))
    said_to_be_town = place.get("feature") in ("city", "town")
    return bool(governorate) and not said_to_be_town and governorate in _names(entity)


def _names(entity: Row) -> set[str]:
    return {fold(n) for n in (entity["name"], *entity["aliases"])}


def _unit(name: str | None) -> str:
    return fold(name or "").removeprefix("محافظه ")


def distance_km(a: PlaceFact, b: PlaceFact) -> float | None:
    """Kilometres between two places on the sphere, None where one of them has no position."""
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return None
    one, other = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((other - one) / 2) ** 2
    half += math.cos(one) * math.cos(other) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 12742.0 * math.asin(math.sqrt(min(1.0, half)))


def far_by_latitude(a: PlaceFact, b: PlaceFact, km: float) -> bool:
    """True where the latitudes alone put more than `km` kilometres between the two."""
    return (
        a.lat is not None
        and b.lat is not None
        and a.lon is not None
        and b.lon is not None
        and abs(a.lat - b.lat) * _KM_A_DEGREE > km
    )
