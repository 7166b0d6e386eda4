"""The compiled gazetteer: what is written is what is found."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.errors import DataError
from khabar.mentions.gazetteer_build import compile_index
from khabar.mentions.index_file import COMMON, EXTENDS, IndexFile, RawPlace

LETTERS = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=2, max_size=8)


def place(*names: str, lat: float = 35.0, lon: float = 38.0, population: int = 0, kind: str = "locality") -> RawPlace:
    """A place of Syria."""
    return RawPlace(names=list(names), kind=kind, lat=lat, lon=lon, country="SYR", population=population)


def test_a_place_comes_back_as_it_was_written(tmp_path: Path) -> None:
    """Names, position, kind, country, parents and ids survive the file."""
    area = place("الساحل الأعلى", kind="region")
    town = RawPlace(
        ["عين الورد"], "locality", 35.12345, -38.5, "SYR", 1200, geonames=7, whosonfirst=9, wikidata=42, admin1=area
    )
    compile_index([area, town], tmp_path / "x.khg", frozenset(), ["test"])
    index = IndexFile(tmp_path / "x.khg")
    row = index.row(index.rows(index.find("عينالورد"))[0])
    assert (row.name, row.kind, row.country, row.admin1) == ("عين الورد", "locality", "SYR", "الساحل الأعلى")
    assert (row.lat, row.lon, row.population) == (35.12345, -38.5, 1200)
    assert (row.geonames, row.whosonfirst, row.wikidata) == (7, 9, "Q42")


def test_beginnings_of_longer_names_are_marked(tmp_path: Path) -> None:
    """The first words of a name say that it goes on, and name nothing by themselves."""
    compile_index([place("عين الورد الكبرى")], tmp_path / "x.khg", frozenset(), [])
    index = IndexFile(tmp_path / "x.khg")
    for beginning in ("عين", "عينالورد"):
        name = index.find(beginning)
        assert index.flags(name) & EXTENDS
        assert index.rows(name) == ()


def test_ordinary_words_are_marked(tmp_path: Path) -> None:
    """A spelling given as an ordinary word carries the mark."""
    compile_index([place("الورد"), place("سلمون")], tmp_path / "x.khg", frozenset({"الورد"}), [])
    index = IndexFile(tmp_path / "x.khg")
    assert index.flags(index.find("الورد")) & COMMON
    assert not index.flags(index.find("سلمون")) & COMMON


def test_the_more_populous_comes_first(tmp_path: Path) -> None:
    """Of places of one name the larger stands first."""
    compile_index([place("الورد", lat=1), place("الورد", lat=2, population=50)], tmp_path / "x.khg", frozenset(), [])
    index = IndexFile(tmp_path / "x.khg")
    assert [index.row(r).lat for r in index.rows(index.find("الورد"))] == [2.0, 1.0]


def test_another_file_is_refused_with_a_remedy(tmp_path: Path) -> None:
    """A file of another format, and an empty one, are errors that say what to do."""
    for content in (b"PK\x03\x04 something else entirely", b""):
        (tmp_path / "x.khg").write_bytes(content)
        with pytest.raises(DataError, match=r"gazetteer build|reinstall"):
            IndexFile(tmp_path / "x.khg")


@given(st.lists(LETTERS, min_size=1, max_size=60, unique=True), st.lists(LETTERS, max_size=30))
def test_every_name_is_found_and_no_other(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], others: list[str]
) -> None:
    """Law: the table finds exactly the spellings it was made of."""
    path = tmp_path_factory.mktemp("index") / "x.khg"
    compile_index([place(n) for n in names], path, frozenset(), [])
    index = IndexFile(path)
    assert all(index.find(n) >= 0 for n in names)
    assert all(index.find(n) < 0 for n in others if n not in names)
