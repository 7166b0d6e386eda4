"""Compile `data/gazetteer/places.khg` from Who's On First and GeoNames tables.

usage: build_gazetteer.py FOLDER   FOLDER holds wof_*.csv, geonames500_arabic_all.csv and countries_ar.csv.
`gazetteer_words.tsv` beside this script says how often each one-word name occurs in news (the most usual spelling is
shown) and which are ordinary words of the language before they are villages (c).
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from khabar.lexicon import DATA
from khabar.mentions.gazetteer import INDEX
from khabar.mentions.gazetteer_build import arabic_names, compile_index, fill_admin1, merge_duplicates
from khabar.mentions.index_file import RawPlace
from khabar.text.fold import fold

KINDS = {"campus": "airport", "localadmin": "locality"}
# Far from the region only towns are kept: villages of Ohio would only be mistaken for words.
_CODES = """SY IQ YE EG SD LB PS IL JO LY TR IR SA AE QA KW BH OM TN DZ MA MR SO DJ KM AF PK AM CY GE AZ ER ET TD
SS ML"""
NEAR = frozenset(_CODES.split())
WORDS = Path(__file__).parent / "gazetteer_words.tsv"
SMALLEST = 15_000


def main(folder: Path) -> None:
    """Write the index into the package."""
    rows = [r.split("\t") for r in WORDS.read_text(encoding="utf-8").splitlines() if not r.startswith("#")]
    counts, common = {r[0]: int(r[1]) for r in rows}, frozenset(r[0] for r in rows if r[2])
    iso3 = {r["iso2"]: r["iso3"] for r in csv.DictReader((folder / "countries_ar.csv").open(encoding="utf-8"))}
    places = whos_on_first(folder, iso3)
    places = merge_duplicates(places + geonames(folder, iso3, places))
    fill_admin1(places)
    for place in places:
        place.names.sort(key=lambda name: -counts.get(fold(name), 0))
    spellings = compile_index(places, DATA / INDEX, common, ["Who's On First (CC0, CC BY 4.0)", "GeoNames (CC BY 4.0)"])
    print(len(places), "places,", spellings, "spellings,", (DATA / INDEX).stat().st_size, "bytes")


def whos_on_first(folder: Path, iso3: dict[str, str]) -> list[RawPlace]:
    """All named places, their parents joined."""
    found: dict[int, RawPlace] = {}
    parents: list[tuple[RawPlace, int, int]] = []
    for path in sorted(folder.glob("wof_*.csv")):
        for row in csv.DictReader(path.open(encoding="utf-8")):
            names = arabic_names(row["name_ar"].split("|"))
            if not names:
                continue
            place = RawPlace(
                names=names,
                kind=KINDS.get(row["placetype"], row["placetype"]),
                lat=float(row["lat"]),
                lon=float(row["lon"]),
                country=iso3[row["country"]],
                population=whole(row["population"]),
                geonames=whole(row["geonames_id"]),
                whosonfirst=int(row["wof_id"]),
                wikidata=whole(row["wikidata"][1:]),
            )
            found[place.whosonfirst] = place
            parents.append((place, whole(row["region_id"]), whole(row["county_id"])))
    for place, region, county in parents:
        place.admin1 = found.get(region) if region != place.whosonfirst else None
        place.admin2 = found.get(county) if county != place.whosonfirst else None
    return list(found.values())


def geonames(folder: Path, iso3: dict[str, str], known: list[RawPlace]) -> list[RawPlace]:
    """The towns that are not yet known; what is known takes their population and names."""
    by_id = {p.geonames: p for p in known if p.geonames}
    added = []
    for row in csv.DictReader((folder / "geonames500_arabic_all.csv").open(encoding="utf-8")):
        names, population = arabic_names(row["name_ar"].split("|")), whole(row["population"])
        same = by_id.get(int(row["geonameid"]))
        if same is not None:
            same.population = max(same.population, population)
            same.names += [n for n in names if n not in same.names]
        elif names and (row["country"] in NEAR or population >= SMALLEST):
            added.append(
                RawPlace(
                    names=names,
                    kind="locality",
                    lat=float(row["lat"]),
                    lon=float(row["lon"]),
                    country=iso3[row["country"]],
                    population=population,
                    geonames=int(row["geonameid"]),
                )
            )
    return added


def whole(text: str) -> int:
    """A whole number, 0 where there is none."""
    return int(float(text)) if text.replace(".", "", 1).isdigit() else 0


if __name__ == "__main__":
    main(Path(sys.argv[1]))
