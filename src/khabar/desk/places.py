"""Names on the base map: countries, governorates and towns of the gazetteer, as many as a zoom bears."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse

from khabar.desk.page import desk_of
from khabar.lexicon import Lexicon
from khabar.mentions.gazetteer import compile_gazetteer
from khabar.mentions.index_file import PlaceRow

router = APIRouter(include_in_schema=False)
Rank = Literal["country", "region", "town"]
# The least population of a town that is named at a zoom; closer than the last every place is.
_LEAST = {4: 1_500_000, 5: 500_000, 6: 150_000, 7: 40_000, 8: 10_000, 9: 2_000}
_COUNTRIES, _REGIONS = range(3, 7), range(7, 9)  # the zooms at which they are named
_CLOSE = 12  # zoom from which parts of towns are named too
_BY_HAND = 5_000  # what a hand-made entry counts as: camps and crossings are in the news more than towns of their size
_MOST = 160


@dataclass(frozen=True, slots=True)
class MapName:
    """A name on the map: where, and how much it matters (people, 0 where nobody counted them)."""

    name: str
    lat: float
    lon: float
    rank: Rank
    people: int
    part: bool = False


class MapNames:
    """All names, those of the most people first."""

    def __init__(self, names: list[MapName]) -> None:
        """In the order in which they are to be drawn; of equal ones the first given."""
        self._ranks: dict[Rank, list[MapName]] = {
            rank: sorted((n for n in names if n.rank == rank), key=lambda n: -n.people)
            for rank in ("country", "region", "town")
        }

    def within(self, zoom: int, south: float, west: float, north: float, east: float) -> tuple[MapName, ...]:
        """Those that a map of that zoom shows within these bounds, the most important first."""
        found = (
            n for n in self._shown(zoom)
            if south <= n.lat <= north and any(west <= n.lon + turn <= east for turn in (0, 360, -360))
        )  # fmt: skip
        return tuple(islice(found, _MOST))

    def _shown(self, zoom: int) -> Iterator[MapName]:
        if zoom in _COUNTRIES:
            yield from self._ranks["country"]
        least = _LEAST.get(zoom, 0)
        for town in self._ranks["town"] if zoom >= min(_LEAST) else ():
            if town.people < least:
                break
            if zoom >= _CLOSE or not town.part:
                yield town
        if zoom in _REGIONS:
            yield from self._ranks["region"]


def compile_names(lexicon: Lexicon) -> MapNames:
    """The names of a lexicon's gazetteer; use as `lexicon.build(compile_names)`."""
    states = {e["iso3"]: e["name"] for e in lexicon.entries("actors/states") if e.get("iso3")}
    points = {e["id"]: (e["lat"], e["lon"]) for e in lexicon.entries("places/countries")}
    names = [MapName(name, *points[code], "country", 0) for code, name in states.items() if code in points]
    names += [n for row in lexicon.build(compile_gazetteer).every() if (n := _named(row)) is not None]
    return MapNames(names)


def _named(row: PlaceRow) -> MapName | None:
    """A place as it is named on the map; None for countries, which have points of their own, districts and waters."""
    if row.lat is None or row.lon is None or row.kind in ("country", "county", "water", "river", "area"):
        return None
    by_hand = row.geonames is None and row.whosonfirst is None
    people = row.population or (_BY_HAND if by_hand else 0)
    rank: Rank = "region" if row.kind == "region" else "town"
    return MapName(row.name, row.lat, row.lon, rank, people, row.kind == "neighbourhood")


@router.get("/map/names")
def names(
    request: Request, zoom: int, south: float, west: float, north: float, east: float,
    version: Annotated[str, Query(max_length=40)] = "",
) -> JSONResponse:  # fmt: skip
    """`[[name, latitude, longitude, rank], …]` within these bounds, the most important first.

    `version` is that of the program, so that a browser may keep the answer for a day.
    """
    found = desk_of(request).lexicon.build(compile_names).within(zoom, south, west, north, east)
    kept = {"Cache-Control": "private, max-age=86400" if version else "no-store"}
    return JSONResponse([[n.name, n.lat, n.lon, n.rank] for n in found], headers=kept)
