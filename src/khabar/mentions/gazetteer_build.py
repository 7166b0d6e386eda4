"""Tables of places → a compiled index: GeoNames dumps, OCHA COD tables and CSV files of the user's own."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from khabar.errors import InputError
from khabar.mentions.index_file import RawPlace, write_index
from khabar.text.fold import CONTROLS, MARKS
from khabar.text.phrases import phrase_words

_ARABIC = re.compile(r"[\u0621-\u064a]")
# Letters of Persian, Urdu, Kurdish and Uyghur: a name written with them is no Arabic one.
_FOREIGN = re.compile(r"[\u0671-\u06d3\u06d5a-zA-Z]|\u0640{2}")
_STRAY = re.compile(f"[{MARKS}{CONTROLS}\u0640]")
_HEAD = re.compile(r"^(?:محافظة|مُحافظة|مديرية|قضاء|منطقة|ناحية|ولاية|مركز|إمارة)\s+(?=\S)")
_GEONAMES_KINDS = {
    "A/ADM1": "region",
    "A/ADM2": "county",
    "A/ADM3": "county",
    "A/PCLI": "country",
    "P/PPLX": "neighbourhood",
    "T/MT": "mountain",
    "T/MTS": "mountain",
    "H/STM": "river",
    "S/DAM": "dam",
    "S/AIRP": "airport",
    "S/CMP": "camp",
    "S/CMPRF": "camp",
    "S/AIRB": "airport",
    "H/LK": "lake",
    "H/RSV": "lake",
    "T/VAL": "valley",
    "T/ISL": "island",
}
_GEONAMES_CLASSES = {
    "P": "locality",
    "A": "county",
    "S": "site",
    "T": "terrain",
    "H": "water",
    "L": "area",
    "R": "road",
}
_SEPARATORS = re.compile(r"[|;,]")


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: the file, how many places and spellings it holds, how many rows had no Arabic name."""

    path: Path
    places: int
    spellings: int
    without_arabic: int


def build_gazetteer(tables: Sequence[Path], out: Path, country: str | None = None) -> Built:
    """Compile tables into the index `out`, to be named in `KHABAR_GAZETTEER`.

    A table is a GeoNames country dump (tab-separated, no header), an OCHA COD table saved as CSV (columns such as
    `admin3Name_ar`, with latitude and longitude), or a CSV with the columns `name`, `lat`, `lon` and, where known,
    `aliases` (separated by |), `kind`, `country` (ISO3), `population`. `country` stands in where a table names none.
    Raises `InputError` for a table of none of these forms.
    """
    places: list[RawPlace] = []
    missing = 0
    for table in tables:
        for place in read_table(table, country):
            if place.names:
                places.append(place)
            else:
                missing += 1
    if not places:
        raise InputError(f"no row with an Arabic name and a position in {', '.join(map(str, tables)) or 'no table'}")
    keys = compile_index(places, out, frozenset(), [t.name for t in tables])
    return Built(out, len(places), keys, missing)


def compile_index(places: Sequence[RawPlace], out: Path, common: frozenset[str], sources: Sequence[str]) -> int:
    """Write an index of places; gives the number of spellings. Places of one name stand by kind, then population."""
    keys: dict[str, list[int]] = {}
    prefixes: set[str] = set()
    for number, place in enumerate(places):
        for name in place.names:
            words = phrase_words(name)
            rows = keys.setdefault("".join(words), [])
            if number not in rows:
                rows.append(number)
            prefixes.update("".join(words[:cut]) for cut in range(1, len(words)))
    keys.pop("", None)
    prefixes.discard("")
    for rows in keys.values():
        rows.sort(key=lambda r: (-places[r].population, places[r].kind not in ("locality", "country"), r))
    write_index(out, places, keys, prefixes, common, sources)
    return len(keys)


def arabic_names(names: Sequence[str]) -> list[str]:
    """The Arabic spellings among names, as written, administrative heads cut, without repetition."""
    found: dict[str, None] = {}
    for name in names:
        plain = _STRAY.sub("", re.split(r"[،,(]", name)[0]).strip()
        if _ARABIC.search(plain) and not _FOREIGN.search(plain) and len(plain) > 1:
            found.setdefault(_HEAD.sub("", plain))
    return list(found)


def read_table(path: Path, country: str | None) -> Iterator[RawPlace]:
    """The places of one table; those without Arabic name come with no names."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            head = file.readline()
            file.seek(0)
            if head.count("\t") >= 17:
                yield from _geonames(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE), country)
                return
            columns = [c.strip() for c in next(csv.reader([head]))]
            lower = [c.lower() for c in columns]
            if any(re.search(r"ad(?:mi)?n?m?\d\w*_ar$", c) for c in lower):
                yield from _cod(csv.DictReader(file), country)
            elif {"name", "lat", "lon"} <= set(lower):
                yield from _own(csv.DictReader(file), country)
            else:
                raise InputError(f"{path} is neither a GeoNames dump nor a COD table nor a CSV with name, lat, lon")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read as a table in UTF-8 ({error})") from error


def _geonames(rows: Iterator[list[str]], country: str | None) -> Iterator[RawPlace]:
    for row in rows:
        if len(row) < 15:
            continue
        kind = _GEONAMES_KINDS.get(f"{row[6]}/{row[7]}") or _GEONAMES_CLASSES.get(row[6], "area")
        yield RawPlace(
            names=arabic_names([row[1], *row[3].split(",")]),
            kind=kind,
            lat=float(row[4]),
            lon=float(row[5]),
            country=country or row[8],
            population=_whole(row[14]),
            geonames=_whole(row[0]),
        )


def _cod(rows: Iterator[Mapping[str, str]], country: str | None) -> Iterator[RawPlace]:
    """The finest Arabic name of each row is the place, the coarser ones its parents."""
    parents: dict[tuple[str, ...], RawPlace] = {}
    for raw in rows:
        row = {k.strip().lower(): (v or "").strip() for k, v in raw.items() if k}
        levels = sorted((int(m[1]), k) for k in row if (m := re.search(r"ad(?:mi)?n?m?(\d)\w*_ar$", k)))
        names = [row[k] for level, k in levels if level > 0 and row[k]]
        lat, lon = _column(row, ("lat", "latitude", "y", "latitude_y")), _column(row, ("lon", "long", "longitude", "x"))
        if not names or lat is None or lon is None:
            continue
        iso3 = country or next((row[k][:3] for k in ("iso3", "admin0pcode") if len(row.get(k, "")) >= 3), "")
        kind = {1: "region", 2: "county"}.get(len(names), "locality")
        place = RawPlace(names=arabic_names([names[-1]]), kind=kind, lat=lat, lon=lon, country=iso3)
        for level, attribute in ((1, "admin1"), (2, "admin2")):
            if len(names) > level:
                setattr(place, attribute, parents.get(tuple(names[:level])))
        parents.setdefault(tuple(names), place)
        yield place


def _own(rows: Iterator[Mapping[str, str]], country: str | None) -> Iterator[RawPlace]:
    for raw in rows:
        row = {k.strip().lower(): (v or "").strip() for k, v in raw.items() if k}
        lat, lon = _column(row, ("lat",)), _column(row, ("lon",))
        if lat is None or lon is None:
            continue
        names = [row["name"], *_SEPARATORS.split(row.get("aliases", ""))]
        yield RawPlace(
            names=arabic_names(names),
            kind=row.get("kind") or "locality",
            lat=lat,
            lon=lon,
            country=row.get("country") or country or "",
            population=_whole(row.get("population", "")),
            geonames=_whole(row.get("geonames", "")),
        )


def _column(row: Mapping[str, str], names: Sequence[str]) -> float | None:
    """The first of the columns that holds a number of degrees."""
    for name in names:
        if re.fullmatch(r"-?\d{1,3}(?:\.\d+)?", row.get(name, "")):
            return float(row[name])
    return None


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def merge_duplicates(places: Sequence[RawPlace]) -> list[RawPlace]:
    """One place for those of one country and kind that share a name within about three kilometres."""
    seen: dict[tuple[str, str, str], list[RawPlace]] = {}
    kept: list[RawPlace] = []
    into: dict[int, RawPlace] = {}
    for place in sorted(places, key=lambda p: (-p.population, -bool(p.geonames), p.whosonfirst)):
        keys = [(place.country, place.kind, "".join(phrase_words(n))) for n in place.names]
        twin = next((o for k in keys for o in seen.get(k, ()) if _near(o, place)), None)
        if twin is None:
            kept.append(place)
            twin = place
        else:
            into[id(place)] = twin
            twin.names += [n for n in place.names if n not in twin.names]
            for field in ("geonames", "whosonfirst", "wikidata", "admin1", "admin2"):
                setattr(twin, field, getattr(twin, field) or getattr(place, field))
        for key in keys:
            seen.setdefault(key, []).append(twin)
    for place in kept:
        place.admin1 = into.get(id(place.admin1), place.admin1)
        place.admin2 = into.get(id(place.admin2), place.admin2)
    return kept


def fill_admin1(places: Sequence[RawPlace]) -> None:
    """Where a place lacks its governorate, that of its neighbours, when the two nearest within 10 km agree."""
    cells: dict[tuple[int, int], list[RawPlace]] = {}
    for place in places:
        if place.admin1 is not None and place.kind == "locality":
            cells.setdefault((round(place.lat * 10), round(place.lon * 10)), []).append(place)
    for place in [p for p in places if p.admin1 is None and p.kind not in ("country", "region")]:
        y, x = round(place.lat * 10), round(place.lon * 10)
        around = [o for a in (-1, 0, 1) for b in (-1, 0, 1) for o in cells.get((y + a, x + b), ())]
        nearest = sorted((o for o in around if o.country == place.country), key=lambda o: _distance(o, place))[:2]
        if len(nearest) == 2 and all(a.admin1 is b.admin1 for a, b in pairwise(nearest)):
            place.admin1 = nearest[0].admin1


def _near(one: RawPlace, other: RawPlace) -> bool:
    return _distance(one, other) < 0.03**2


def _distance(one: RawPlace, other: RawPlace) -> float:
    return (one.lat - other.lat) ** 2 + (one.lon - other.lon) ** 2
