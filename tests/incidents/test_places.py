"""Places as comparing sees them: areas, capitals, sites, and villages that are placed by their area only."""

from __future__ import annotations

from typing import Any

import pytest

from khabar.incidents.places import distance_km, far_by_latitude, place_fact
from khabar.incidents.types import PlaceFact


def fact(name: str, kind: str = "place", **place: Any) -> PlaceFact:
    """The fact of an entity with this place."""
    found = place_fact({"name": name, "aliases": [], "kind": kind, "place": place})
    assert found is not None
    return found


def test_no_entity_is_no_place() -> None:
    """Unknown stays unknown."""
    assert place_fact(None) is None


def test_a_village_placed_by_its_area_has_a_name_and_no_position() -> None:
    """The middle of a governorate is where no village of it was struck, but the village's name still is its name."""
    known: dict[str, Any] = {"lat": 36.0, "lon": 38.0, "admin1": "حلب"}
    village = fact("الدوارة", precision="admin1", feature="village", **known)
    area = fact("ريف حلب", precision="admin1", feature="countryside", **known)
    itself = fact("حلب", precision="admin1", feature=None, **known)
    assert (village.coarse, village.lat) == (False, None)
    assert area.coarse and itself.coarse and area.lat == itself.lat == 36.0


def test_sites_and_capitals_are_told() -> None:
    """A facility and a camp are sites; a town named like its governorate may be either, unless it is called a town."""
    assert fact("مشفى البلدة", "facility").site and fact("مخيم السهل", feature="camp").site
    assert not fact("السهل", feature="village").site
    assert fact("حمص", admin1="حمص", precision="exact", feature="locality").capital
    assert not fact("حمص", admin1="حمص", precision="exact", feature="city").capital


@pytest.mark.parametrize("apart", [0.1, 0.35, 0.37, 1.0, 5.0])
def test_latitude_alone_calls_nothing_near_far(apart: float) -> None:
    """What is called far by latitude is farther than that on the sphere."""
    a, b = fact("السهل", lat=33.0, lon=36.0), fact("التل", lat=33.0 + apart, lon=36.0)
    km = distance_km(a, b)
    assert km is not None and (not far_by_latitude(a, b, 40.0) or km > 40.0)
    assert far_by_latitude(a, b, 40.0) == (apart >= 0.37)
    assert not far_by_latitude(a, fact("الغور"), 40.0)
