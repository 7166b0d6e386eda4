"""One deed told of several places."""

from __future__ import annotations

import pytest
from tests.events.helpers import entity, read

from khabar.lexicon import Lexicon
from khabar.objects import Place
from spent import within

TOWN = Place(lat=35.9, lon=36.7, precision="exact", country="SYR", feature="town")
REGION = Place(lat=35.9, lon=36.6, precision="admin1", country="SYR", feature="governorate")


def struck(text: str, lexicon: Lexicon, towns: str, regions: str = "") -> list[str | None]:
    """The names of the places of the events of a text, the towns and regions being named in it."""
    given = tuple(
        entity(f"e{n}", "place", text, name, place=place)
        for n, (name, place) in enumerate(
            [(t, TOWN) for t in towns.split()] + [(r, REGION) for r in regions.split()], start=1
        )
    )
    events, entities = read(text, lexicon, given)
    return [entities[e.place].name if e.place else None for e in events]


@pytest.mark.parametrize(
    ("text", "towns", "regions"),
    [
        ("قصفت الطائرات بلدات الوادي والرابية والنخيل", "الوادي الرابية النخيل", ""),
        ("قصفت الطائرات محيط بلدة الوادي، وقرية الرابية، ومخيم النخيل", "الوادي الرابية النخيل", ""),
        ("قصفت الطائرات بلدة الوادي في ريف الشمال وقرية الرابية بريف الجنوب", "الوادي الرابية", "الشمال الجنوب"),
        ("اعتقلت الشرطة طلابا في الوادي والرابية", "الوادي الرابية", ""),
        ("استهدفت الطائرات سيارة في الوادي وأخرى بالقرب من الرابية", "الوادي الرابية", ""),
        ("قصفت الطائرات ثلاثة منازل في الوادي ومنزلين في الرابية", "الوادي الرابية", ""),
    ],
)
def test_a_deed_told_of_places_in_a_row_is_told_of_each(text: str, towns: str, regions: str, lexicon: Lexicon) -> None:
    """Every place of the row has its event, in the order of the text."""
    assert struck(text, lexicon, towns, regions) == towns.split()


@pytest.mark.parametrize(
    ("text", "towns", "regions"),
    [
        ("قصفت الطائرات الطريق الواصل بين الوادي والرابية", "الوادي الرابية", ""),
        ("قصفت الطائرات بلدة الوادي في ريفي الشمال والجنوب", "الوادي", "الشمال الجنوب"),
        ("قصفت الطائرات بلدة الوادي والرابية شهدت نزوحا", "الوادي الرابية", ""),
    ],
)
def test_other_rows_are_one_place(text: str, towns: str, regions: str, lexicon: Lexicon) -> None:
    """The ends of a road, the areas in which a town lies, and the subject of the next clause were not struck."""
    assert struck(text, lexicon, towns, regions).count("الوادي") == 1
    assert "الجنوب" not in struck(text, lexicon, towns, regions)
    assert struck(text, lexicon, towns, regions)[0] == "الوادي"


def test_figures_are_told_once(lexicon: Lexicon) -> None:
    """The dead of two villages are figures of one event; the other only says that it was struck, too."""
    text = "قصفت الطائرات قريتي الوادي والرابية ما أدى إلى مقتل خمسة مدنيين"
    given = (entity("e1", "place", text, "الوادي", place=TOWN), entity("e2", "place", text, "الرابية", place=TOWN))
    events, _ = read(text, lexicon, given)
    assert [(e.place, len(e.counts)) for e in events] == [("e1", 1), ("e2", 0)]
    assert events[1].rule == f"{events[0].rule}.each"


def test_a_town_told_of_in_a_repetition_keeps_its_event(lexicon: Lexicon) -> None:
    """Two towns told of below one headline are two events, though both tell what the headline says."""
    text = "قصف على بلدات الشمال\nقصفت الطائرات بلدة الوادي\nطال القصف بلدة الرابية"
    far = TOWN.model_copy(update={"lat": 35.8})
    given = (entity("e1", "place", text, "الوادي", place=TOWN), entity("e2", "place", text, "الرابية", place=far))
    assert {e.place for e in read(text, lexicon, given)[0]} >= {"e1", "e2"}


def test_what_is_told_of_a_place_by_itself_is_not_told_twice(lexicon: Lexicon) -> None:
    """A place of the row that has a telling of its own keeps that one only."""
    text = "قصفت الطائرات بلدتي الوادي والرابية. وقصفت المدفعية الرابية مساء."
    assert struck(text, lexicon, "الوادي الرابية").count("الرابية") == 1


def test_long_rows_take_linear_time(lexicon: Lexicon) -> None:
    """A row of two thousand places is read in about the time of its words."""
    text = "قصفت الطائرات " + " و".join(["الوادي"] * 2000)
    assert within(20.0, lambda: struck(text, lexicon, "الوادي"))
