"""Which words of a deed point back to one told before."""

from __future__ import annotations

import pytest
from tests.events.helpers import entity, read

from khabar.lexicon import Lexicon
from khabar.objects import Place

HILL = Place(lat=36.1, lon=36.8, precision="exact", country="SYR", feature="village")
PLAIN = Place(lat=35.2, lon=36.9, precision="exact", country="SYR", feature="village")


@pytest.mark.parametrize(
    ("later", "again"),
    [
        ("وأدى القصف إلى إصابة رجل", True),
        ("القصف استهدف السوق وأصاب رجلا", True),
        ("أصيب رجل في الزيتونة بالقصف المدفعي", False),
        ("سقط رجل بين قتيل وجريح في الزيتونة", False),
    ],
)
def test_a_cause_points_back_and_a_means_does_not(lexicon: Lexicon, later: str, again: bool) -> None:
    """القصف that harmed is the one told before; with what somebody was harmed (بالقصف) is not."""
    text = f"قصفت المدفعية الحجارية. {later}."
    given = (entity("e1", "place", text, "الحجارية", place=HILL), entity("e2", "place", text, "الزيتونة", place=PLAIN))
    events, _ = read(text, lexicon, given)
    assert (len(events) == 1) is again


@pytest.mark.parametrize(
    ("text", "deeds"),
    [
        ("استهدفت طائرة سيارة على الطريق. وقال الأهالي إن السيارة تعرضت لقصف", 1),
        ("قتل مدني برصاص قناص. ثم قصفت طائرة مركز الدفاع المدني", 2),
    ],
)
def test_what_is_hit_comes_again_with_the_article(lexicon: Lexicon, text: str, deeds: int) -> None:
    """A car told of, and then the car, is one deed; المدني of the rescuers is an adjective, and nobody told of."""
    assert len(read(text, lexicon)[0]) == deeds
