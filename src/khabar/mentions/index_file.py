"""One compiled gazetteer: a memory-mapped file of places with a hash table over their folded names.

Layout, little endian: 16 bytes of magic and the length of a JSON header, the header (counts, kinds, countries,
sources), then columns of fixed width, each beginning on a multiple of eight. `slots` is an open-addressed hash table
(CRC-32 of the key, linear probing) whose entries are name numbers plus one. A key is a folded name without its blanks,
so that كفر نوران and كفرنوران are one; proper prefixes of names of several words are keys too, marked `EXTENDS`.
A lookup touches two or three cache lines and needs no parsing: a report's few hundred take about a millisecond.
"""

from __future__ import annotations

import json
import mmap
import struct
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

from khabar.errors import DataError

MAGIC = b"khabar.gaz/1"
EXTENDS, COMMON = 1, 2
_HEAD = struct.Struct("<12sI")
# Columns in the order they stand in the file, with the type codes of `array`.
_NAME_COLUMNS = (("slots", "I"), ("key_at", "I"), ("rows_at", "I"), ("flags", "B"), ("rows", "I"))
_ROW_COLUMNS = (
    ("lat", "i"),
    ("lon", "i"),
    ("kind", "B"),
    ("country", "B"),
    ("admin1", "I"),
    ("admin2", "I"),
    ("population", "I"),
    ("geonames", "I"),
    ("whosonfirst", "I"),
    ("wikidata", "I"),
    ("name_at", "I"),
)
_COLUMNS = (*_NAME_COLUMNS, *_ROW_COLUMNS)
_NONE = 0xFFFFFFFF
_DEGREE = 100_000


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place of the gazetteer. `admin1`, `admin2` are names; `kind` is a word of `data/places/kinds.yaml`.

    `lat`, `lon` are WGS 84 degrees, `country` is ISO3, `population` is 0 where unknown, `row` is the number under
    which the gazetteer gives it out.
    """

    row: int
    name: str
    kind: str
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None = None
    admin2: str | None = None
    population: int = 0
    geonames: int | None = None
    whosonfirst: int | None = None
    wikidata: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(slots=True)
class RawPlace:
    """A place on its way into an index: `names` as written, the display name first.

    `admin1` and `admin2` point at other places of the same build.
    """

    names: list[str]
    kind: str
    lat: float
    lon: float
    country: str
    population: int = 0
    geonames: int = 0
    whosonfirst: int = 0
    wikidata: int = 0
    admin1: RawPlace | None = field(default=None, repr=False)
    admin2: RawPlace | None = field(default=None, repr=False)


class IndexFile:
    """An opened index. Read-only and shared between processes by the page cache."""

    def __init__(self, path: Path) -> None:
        """Map `path`. Raises `DataError` where it is no index of this version."""
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise DataError(
                f"the gazetteer {path} cannot be read ({error}); reinstall Khabar or build it anew"
            ) from error
        magic, length = _HEAD.unpack_from(self._map, 0) if len(self._map) >= _HEAD.size else (b"", 0)
        if magic != MAGIC:
            raise DataError(f"{path} is no gazetteer of this version of Khabar; make it with `khabar gazetteer build`")
        self.header: dict[str, Any] = json.loads(self._map[_HEAD.size : _HEAD.size + length])
        self.kinds: list[str] = self.header["kinds"]
        self.countries: list[str | None] = self.header["countries"]
        self.size: int = self.header["places"]
        view = memoryview(self._map)
        at = _aligned(_HEAD.size + length)
        self._columns: dict[str, memoryview] = {}
        for name, code in _COLUMNS:
            end = at + self.header["columns"][name]
            self._columns[name] = view[at:end].cast("I" if code == "I" else "i" if code == "i" else "B")
            at = _aligned(end)
        self._keys = at
        self._names = at + self.header["key_bytes"]
        self._slots, self._key_at = self._columns["slots"], self._columns["key_at"]
        self._mask = len(self._slots) - 1

    def find(self, key: str) -> int:
        """The number of the name spelled `key` (folded, no blanks), or -1."""
        wanted = key.encode()
        slot = crc32(wanted) & self._mask
        while number := self._slots[slot]:
            start, end = self._key_at[number - 1], self._key_at[number]
            if end - start == len(wanted) and self._map[self._keys + start : self._keys + end] == wanted:
                return int(number - 1)
            slot = (slot + 1) & self._mask
        return -1

    def flags(self, name: int) -> int:
        """`EXTENDS` and `COMMON` of a name."""
        return int(self._columns["flags"][name])

    def rows(self, name: int) -> tuple[int, ...]:
        """The places that bear a name, the most populous first."""
        at = self._columns["rows_at"]
        return tuple(self._columns["rows"][at[name] : at[name + 1]])

    def row(self, row: int) -> PlaceRow:
        """One place."""
        column = self._columns
        kind, country = self.kinds[column["kind"][row]], self.countries[column["country"][row]]
        wikidata = column["wikidata"][row]
        return PlaceRow(
            row=row,
            name=self.name(row),
            kind=kind,
            lat=column["lat"][row] / _DEGREE,
            lon=column["lon"][row] / _DEGREE,
            country=country,
            admin1=self._admin("admin1", row),
            admin2=self._admin("admin2", row),
            population=column["population"][row],
            geonames=column["geonames"][row] or None,
            whosonfirst=column["whosonfirst"][row] or None,
            wikidata=f"Q{wikidata}" if wikidata else None,
        )

    def name(self, row: int) -> str:
        """The display name of a place."""
        at = self._columns["name_at"]
        return self._map[self._names + at[row] : self._names + at[row + 1]].decode()

    def _admin(self, column: str, row: int) -> str | None:
        parent = self._columns[column][row]
        return self.name(parent) if parent != _NONE else None


def write_index(
    path: Path,
    places: Sequence[RawPlace],
    keys: Mapping[str, Iterable[int]],
    prefixes: Iterable[str],
    common: frozenset[str],
    sources: Sequence[str],
) -> None:
    """Write an index of `places`. `keys` maps each key to the numbers of its places, best first.

    `prefixes` are keys that begin a longer name, `common` keys that are ordinary words too. The same input gives the
    same bytes.
    """
    columns, key_blob = _name_columns(keys, frozenset(prefixes), common)
    kinds, countries = sorted({p.kind for p in places}), sorted({p.country for p in places})
    row_columns, name_blob = _row_columns(places, kinds, countries)
    columns |= row_columns
    header = {
        "places": len(places),
        "kinds": kinds,
        "countries": countries,
        "sources": list(sources),
        "key_bytes": len(key_blob),
        "columns": {n: len(c) * c.itemsize for n, c in columns.items()},
    }
    encoded = json.dumps(header, ensure_ascii=False).encode()
    out = bytearray(_HEAD.pack(MAGIC, len(encoded)) + encoded)
    for name, _ in _COLUMNS:
        out += b"\0" * (_aligned(len(out)) - len(out)) + columns[name].tobytes()
    out += b"\0" * (_aligned(len(out)) - len(out)) + key_blob + name_blob
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(out)


def _name_columns(
    keys: Mapping[str, Iterable[int]], prefixes: frozenset[str], common: frozenset[str]
) -> tuple[dict[str, array[int]], bytes]:
    spellings = sorted(set(keys) | prefixes)
    size = 1 << max(4, (len(spellings) * 2 - 1).bit_length())
    columns = {name: array(code) for name, code in _NAME_COLUMNS}
    columns["slots"] = array("I", bytes(4 * size))
    blob = bytearray()
    for number, spelling in enumerate(spellings):
        encoded = spelling.encode()
        slot = crc32(encoded) & (size - 1)
        while columns["slots"][slot]:
            slot = (slot + 1) & (size - 1)
        columns["slots"][slot] = number + 1
        columns["key_at"].append(len(blob))
        columns["rows_at"].append(len(columns["rows"]))
        columns["flags"].append((EXTENDS if spelling in prefixes else 0) | (COMMON if spelling in common else 0))
        columns["rows"].extend(keys.get(spelling, ()))
        blob += encoded
    columns["key_at"].append(len(blob))
    columns["rows_at"].append(len(columns["rows"]))
    return columns, bytes(blob)


def _row_columns(
    places: Sequence[RawPlace], kinds: list[str], countries: list[str]
) -> tuple[dict[str, array[int]], bytes]:
    numbers = {id(p): n for n, p in enumerate(places)}
    columns = {name: array(code) for name, code in _ROW_COLUMNS}
    blob = bytearray()
    for place in places:
        columns["lat"].append(round(place.lat * _DEGREE))
        columns["lon"].append(round(place.lon * _DEGREE))
        columns["kind"].append(kinds.index(place.kind))
        columns["country"].append(countries.index(place.country))
        columns["admin1"].append(numbers.get(id(place.admin1), _NONE))
        columns["admin2"].append(numbers.get(id(place.admin2), _NONE))
        columns["population"].append(min(place.population, _NONE))
        columns["geonames"].append(place.geonames)
        columns["whosonfirst"].append(place.whosonfirst)
        columns["wikidata"].append(place.wikidata)
        columns["name_at"].append(len(blob))
        blob += place.names[0].encode()
    columns["name_at"].append(len(blob))
    return columns, bytes(blob)


def _aligned(offset: int) -> int:
    return -(-offset // 8) * 8
