"""The base map names what a zoom bears: lands from afar, then large towns, then every village."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from deskpages import Pages, opened
from khabar.desk.places import MapName, MapNames, compile_names
from khabar.lexicon import Lexicon

SYRIA = (32.0, 35.5, 37.5, 42.5)  # south, west, north, east


@pytest.fixture(scope="module")
def names(lexicon: Lexicon) -> MapNames:
    """The names of the bundled gazetteer."""
    return lexicon.build(compile_names)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon) -> Iterator[Pages]:
    """A desk that nobody changes."""
    with opened(tmp_path_factory.mktemp("places"), lexicon) as made:
        yield made


def named(names: MapNames, zoom: int, bounds: tuple[float, float, float, float] = SYRIA) -> dict[str, str]:
    """What a map of that zoom names, with its rank."""
    return {n.name: n.rank for n in reversed(names.within(zoom, *bounds))}


def test_lands_from_afar(names: MapNames) -> None:
    """A map of half the world names lands and no town; one of the whole world nothing."""
    seen = named(names, 3, (0, 10, 60, 80))
    assert {"سوريا", "العراق", "السعودية", "مصر"} <= set(seen)
    assert set(seen.values()) == {"country"}
    assert named(names, 2, (-80, -180, 85, 180)) == {}


def test_towns_and_governorates_come_closer(names: MapNames) -> None:
    """Large towns come first, governorates beside them, villages last."""
    assert named(names, 5)["حلب"] == "town"
    assert "منبج" not in named(names, 5)
    assert "منبج" in named(names, 7)
    assert named(names, 7)["ريف دمشق"] == "region"
    assert "ريف دمشق" not in named(names, 10)
    assert len(named(names, 12, (36.0, 36.6, 36.3, 37.0))) > 30


def test_the_largest_come_first(names: MapNames) -> None:
    """What has no room on the map is what matters less: the order is that of the people."""
    towns = [n for n in names.within(7, *SYRIA) if n.rank == "town"]
    assert [n.people for n in towns] == sorted((n.people for n in towns), reverse=True)
    assert "حلب" in [n.name for n in towns[:3]]


def test_beyond_the_edge_of_the_world(names: MapNames) -> None:
    """A map that was turned round the world once names the same places."""
    south, west, north, east = SYRIA
    assert named(names, 6, (south, west + 360, north, east + 360)) == named(names, 6)


def test_parts_of_towns_only_from_near() -> None:
    """A quarter is named where its town fills the map."""
    made = MapNames([MapName("مدينة", 1, 1, "town", 10), MapName("حي", 1, 1, "town", 20, part=True)])
    assert [n.name for n in made.within(11, 0, 0, 2, 2)] == ["مدينة"]
    assert [n.name for n in made.within(12, 0, 0, 2, 2)] == ["حي", "مدينة"]


def test_the_desk_gives_them(pages: Pages) -> None:
    """The address gives names within bounds, a browser may keep them, and no number breaks it."""
    answer = pages.get("/map/names?zoom=6&south=32&west=35.5&north=37.5&east=42.5&version=1")
    assert ("سوريا", "country") in [(name, rank) for name, _, _, rank in answer.json()]
    assert answer.headers["cache-control"] == "private, max-age=86400"
    for odd in ("zoom=-4", "zoom=99", "zoom=6&south=nan"):
        bounds = {"zoom": "6", "south": "90", "west": "0", "north": "-90", "east": "0"}
        query = bounds | dict(piece.split("=") for piece in odd.split("&"))
        assert pages.get("/map/names?" + "&".join(f"{k}={v}" for k, v in query.items())).json() == []
    assert pages.get("/map/names?zoom=near").status_code == 404
