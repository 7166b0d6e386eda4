"""The gazetteer that comes with Khabar, and its hand-made books."""

from __future__ import annotations

import pytest

from khabar.lexicon import Lexicon
from khabar.mentions.gazetteer import INDEX, compile_gazetteer, other_spellings, place_key
from spent import spent


def test_spellings_are_folded_and_blanks_do_not_count(lexicon: Lexicon) -> None:
    """كفر نوران and كفرنوران, الرقة and الرقه are one key each."""
    assert place_key("كفر نوران") == place_key("كفرنوران")
    assert place_key("الرقّة") == place_key("الرقه")


@pytest.mark.parametrize("entry", ["كوباني", "سري كانيه", "قامشلو", "هولير", "شنكال"])
def test_other_names_lead_to_the_index_row(entry: str, lexicon: Lexicon) -> None:
    """A hand-made alias gives the gazetteer's own row, with its ids."""
    place = next(iter(lexicon.build(compile_gazetteer).places(entry)))
    assert place.geonames is not None or place.whosonfirst is not None


def test_every_alias_book_entry_finds_its_row(lexicon: Lexicon) -> None:
    """No entry with `of` is left without the row it names."""
    gazetteer = lexicon.build(compile_gazetteer)
    for entry in lexicon.entries("places/gazetteer/aliases"):
        place = next(iter(gazetteer.places(entry["name"])), None)
        assert place is not None, entry["name"]
        assert place.geonames or place.whosonfirst, entry["name"]


def test_places_of_the_books_are_placed_or_say_that_they_are_not(lexicon: Lexicon) -> None:
    """Every hand-made place has both coordinates, in range, or neither."""
    for entry in lexicon.entries("places/gazetteer/"):
        if "of" not in entry:
            assert ("lat" in entry) == ("lon" in entry), entry
            assert -60 < entry.get("lat", 0) < 72, entry
            assert -180 < entry.get("lon", 0) < 180, entry


def test_the_index_is_small_and_quick(lexicon: Lexicon) -> None:
    """Under ten megabytes; a report's worth of lookups, none asked before, stays far from slow."""
    assert (lexicon.folder / INDEX).stat().st_size < 10_000_000
    gazetteer = compile_gazetteer(lexicon)
    words = [place_key(w) + str(n) for n in range(60) for w in ("الرقة", "عين عيسى", "حلب", "قرية", "مساء")]
    assert spent(lambda: [gazetteer.lookup(word) for word in words]) < 0.02


def test_other_spellings_are_one_step_away() -> None:
    """With and without article, a long vowel more or less, letters that sound alike; short names have none."""
    found = set(other_spellings("قورقانيا"))
    assert "قورقنيا" in found and "القورقانيا" in found and "قورقانيا" not in found
    assert "الضهور" in set(other_spellings("الظهور"))
    assert not list(other_spellings("الزر"))


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("باخموت", "UKR"),
        ("خاركيف", "UKR"),
        ("بورنو", "NGA"),
        ("هاتاي", "TUR"),
        ("ميشيغان", "USA"),
        ("كيسمايو", "SOM"),
        ("قرقارش", "LBY"),
        ("الكلاكلة", "SDN"),
        ("بوزنيقة", "MAR"),
        ("مسافر يطا", "PSE"),
        ("فج عطان", "YEM"),
    ],
)
def test_places_that_the_index_lacks(name: str, country: str, lexicon: Lexicon) -> None:
    """Towns, provinces and quarters that news name are known in the spelling of news."""
    assert next(iter(lexicon.build(compile_gazetteer).places(name))).country == country


def test_books_of_the_world_find_the_rows_they_name(lexicon: Lexicon) -> None:
    """Another spelling of a far town is the index's own row, with its id."""
    gazetteer = lexicon.build(compile_gazetteer)
    for entry in lexicon.entries("places/gazetteer/world_cities"):
        if "of" in entry:
            rows = list(gazetteer.places(entry["name"]))
            assert any(row.geonames or row.whosonfirst or gazetteer.by_hand(row) for row in rows), entry


def test_an_entry_tells_whether_its_name_is_an_ordinary_word(lexicon: Lexicon) -> None:
    """A hand-made place that says so needs a noun before it, as one of the index does; others do not."""
    gazetteer = lexicon.build(compile_gazetteer)
    assert gazetteer.lookup(place_key("الصحافة")).common
    assert not gazetteer.lookup(place_key("الكلاكلة")).common
