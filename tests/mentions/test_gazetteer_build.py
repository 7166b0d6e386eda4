"""Tables of places from elsewhere become an index."""

from __future__ import annotations

from pathlib import Path

import pytest

from khabar.errors import DataError, InputError
from khabar.lexicon import Lexicon
from khabar.mentions.gazetteer import compile_gazetteer
from khabar.mentions.gazetteer_build import arabic_names, build_gazetteer, fill_admin1, merge_duplicates
from khabar.mentions.index_file import IndexFile, RawPlace


def first(path: Path, key: str) -> tuple[str, float, float, str | None]:
    """Kind, latitude, longitude and governorate of the first place of a key."""
    index = IndexFile(path)
    row = index.row(index.rows(index.find(key))[0])
    return row.kind, row.lat or 0, row.lon or 0, row.admin1


def test_a_csv_of_the_users_own(tmp_path: Path) -> None:
    """Names, aliases, kind and country are read; a row without position is passed over."""
    table = tmp_path / "mine.csv"
    table.write_text(
        "name,lat,lon,aliases,kind,country\nحي السنديان,35.5,36.5,السنديان|حارة السنديان,neighbourhood,SYR\n"
        "بلا موقع,,,,,\n",
        encoding="utf-8",
    )
    built = build_gazetteer([table], tmp_path / "mine.khg")
    assert (built.places, built.without_arabic) == (1, 0)
    assert first(tmp_path / "mine.khg", "السنديان") == ("neighbourhood", 35.5, 36.5, None)


def test_a_geonames_dump(tmp_path: Path) -> None:
    """Arabic names are taken from the alternate names, the kind from the feature code; others are counted."""
    rows = [
        ["11", "Wadi Sahl", "", "وادي سهلان,Wadi", "33.5", "36.2", "H", "STM", "XX"],
        ["12", "Nowhere", "", "Nirgendwo", "33.5", "36.2", "P", "PPL", "XX"],
    ]
    table = tmp_path / "XX.txt"
    table.write_text("".join("\t".join([*r, "", "01", "", "", "", "950", "", "", "", ""]) + "\n" for r in rows))
    built = build_gazetteer([table], tmp_path / "x.khg", country="XXX")
    assert (built.places, built.without_arabic) == (1, 1)
    assert first(tmp_path / "x.khg", "واديسهلان")[0] == "river"


def test_an_ocha_table(tmp_path: Path) -> None:
    """The finest Arabic name of a row is the place, the coarser ones are its parents."""
    table = tmp_path / "cod.csv"
    table.write_text(
        "admin1Name_ar,admin2Name_ar,admin1Pcode,Latitude,Longitude\n"
        "السهل,,XX01,30,40\nالسهل,تل الغار,XX0101,30.5,40.5\n",
        encoding="utf-8",
    )
    build_gazetteer([table], tmp_path / "x.khg")
    assert first(tmp_path / "x.khg", "تلالغار") == ("county", 30.5, 40.5, "السهل")


def test_a_table_of_another_kind_is_refused(tmp_path: Path) -> None:
    """What is none of the known forms is an error that names the file."""
    table = tmp_path / "odd.csv"
    table.write_text("a,b\n1,2\n")
    with pytest.raises(InputError, match=r"odd\.csv"):
        build_gazetteer([table], tmp_path / "x.khg")


def test_foreign_spellings_and_heads_are_left_out() -> None:
    """Persian, Urdu and Kurdish spellings are no Arabic names; محافظة is no part of one; marks are dropped."""
    assert arabic_names(["پاریس", "محافظة السهل", "السُهل", "ڕەواندوز", "Paris"]) == ["السهل"]


def test_twins_become_one() -> None:
    """Places of one name, kind and country within three kilometres are one, with all names and ids."""
    one = RawPlace(["الغار"], "locality", 35.0, 36.0, "SYR", population=5)
    two = RawPlace(["الغار", "غار"], "locality", 35.01, 36.01, "SYR", geonames=8)
    far = RawPlace(["الغار"], "locality", 36.0, 36.0, "SYR")
    kept = merge_duplicates([one, two, far])
    assert len(kept) == 2
    assert (one.names, one.geonames) == (["الغار", "غار"], 8)


def test_a_place_takes_its_neighbours_governorate() -> None:
    """Where the two nearest agree on the governorate, a place without one takes it."""
    area = RawPlace(["السهل"], "region", 35.0, 36.0, "SYR")
    around = [RawPlace([n], "locality", 35.0, x, "SYR", admin1=area) for n, x in (("ا", 36.01), ("ب", 36.02))]
    bare = RawPlace(["ج"], "locality", 35.0, 36.0, "SYR")
    fill_admin1([area, *around, bare])
    assert bare.admin1 is area


def test_an_index_of_the_users_own_is_read_along(
    tmp_path: Path, lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index named in the environment answers beside the one that comes with Khabar."""
    table = tmp_path / "mine.csv"
    table.write_text("name,lat,lon\nحارة السنديانة العتيقة,35.5,36.5\n", encoding="utf-8")
    build_gazetteer([table], tmp_path / "mine.khg")
    monkeypatch.setenv("KHABAR_GAZETTEER", str(tmp_path / "mine.khg"))
    gazetteer = compile_gazetteer(lexicon)
    assert [p.lat for p in gazetteer.places("حارة السنديانة العتيقة")] == [35.5]
    assert next(iter(gazetteer.places("تدمر"))).country == "SYR"


def test_a_gazetteer_that_is_not_there_is_an_error(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    """A setting that names no file is refused, not passed over."""
    monkeypatch.setenv("KHABAR_GAZETTEER", "/nowhere/at/all.khg")
    with pytest.raises(DataError, match="KHABAR_GAZETTEER"):
        compile_gazetteer(lexicon)
