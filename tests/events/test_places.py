"""Comparing places."""

from __future__ import annotations

from khabar.events.places import agree, apart, distance, fineness, finer
from khabar.objects import Entity, Place


def place(id_: str, lat: float | None, lon: float | None, feature: str, precision: str = "exact") -> Entity:
    """A place entity."""
    return Entity(id=id_, kind="place", name=id_, place=Place(lat=lat, lon=lon, feature=feature, precision=precision))  # type: ignore[arg-type]


def test_finer_is_smaller_and_never_finer_than_its_position() -> None:
    """A village is finer than a city, and a 'village' known only by its governorate is not."""
    village, city, vague = place("a", 1, 1, "village"), place("b", 1, 1, "city"), place("c", 1, 1, "village", "admin1")
    assert fineness(village) > fineness(city) > fineness(vague)


def test_agreement_needs_nearness() -> None:
    """Within three kilometres one spot, within twenty-five perhaps, beyond that not; nothing is against the unknown."""
    here, there, near = place("a", 36.0, 36.0, "town"), place("b", 37.0, 36.0, "town"), place("c", 36.1, 36.0, "site")
    assert agree(here, here) == 1 and agree(here, near) == 0 and agree(here, there) == -1
    assert agree(here, None) == 0 and agree(here, place("d", None, None, "site")) == 0
    assert 110 < (distance(here, there) or 0) < 112


def test_two_villages_are_not_one() -> None:
    """Villages of different names are different: farther apart than one spot, or one of them in no gazetteer."""
    one, near = place("a", 36.0, 36.0, "village"), place("b", 36.02, 36.0, "village")
    assert agree(one, near) == 1
    assert agree(one, place("c", 36.1, 36.0, "village")) == -1
    assert agree(one, place("d", None, None, "village")) == -1
    assert agree(one, place("e", 36.1, 36.0, "village", "near")) == 0


def test_the_finer_of_two_places() -> None:
    """A village that the text locates by a town is finer than the town, which it shares its position with."""
    town, village = place("e1", 35.3, 40.1, "town"), place("e2", 35.3, 40.1, "town", "near")
    assert village.place is not None
    village = village.model_copy(update={"place": village.place.model_copy(update={"relation": "شمال الوادي"})})
    assert finer(town, village)
    assert not finer(village, town)
    assert not apart(town, village)


def test_towns_apart_are_two() -> None:
    """Two towns some way off each other are two; an area is no town, and nothing is known of what is missing."""
    town, other = place("e1", 35.3, 40.1, "town"), place("e2", 35.4, 40.1, "village")
    assert apart(town, other)
    assert not apart(town, place("e3", 35.8, 40.1, "governorate", "admin1"))
    assert not apart(town, None)


def test_a_valley_is_no_wider_than_a_town_elsewhere() -> None:
    """What happened in a valley is not in a town of another region; a village in the valley is finer."""
    valley = place("e1", 35.3, 44.3, "landform", "near")
    assert not finer(valley, place("e2", 35.9, 44.9, "town"))
    assert finer(valley, place("e3", 35.31, 44.3, "village"))


def test_a_district_is_finer_than_the_town_its_governorate_is_called_after() -> None:
    """مديرية X is finer than Y, which means the governorate; but not finer than the city of Y."""
    district = place("X", 16.9, 43.7, "district", "admin2")
    assert district.place is not None
    district = district.model_copy(update={"place": district.place.model_copy(update={"admin1": "Y"})})
    assert finer(place("Y", 16.9, 43.8, "locality"), district)
    assert not finer(district, place("Y", 16.9, 43.8, "locality"))
    assert not finer(place("Y", 16.9, 43.8, "city"), district)
