"""Tests of khabar.events.befallen: who is no subject that a later verb goes on with."""

from __future__ import annotations

import pytest
from tests.events.helpers import entity, read

from khabar.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("القوات تعتقل عناصر فرق الإسعاف وتقصف القرية", ["القوات"]),
        ("تقوم القوات باعتقال عناصر فرق الإسعاف وتقصف القرية", ["القوات"]),
        ("قصفت الفصائل القرية وردت القوات وقصفت البلدة", ["القوات"]),
        ("القوات تقتحم القرية، ومسلحون يتصدون لها ويهاجمون الدورية", ["مسلحون"]),
        ("استهدفت القوات سيارة، وأكد شاهد أنها لا تزال تهاجم الطواقم ليلا", ["القوات"]),
    ],
)
def test_a_verb_goes_on_with_the_subject_before_it(lexicon: Lexicon, text: str, actors: list[str]) -> None:
    """Whom the verb before has for its object does not do what follows; the subject of another verb between does."""
    last = text.split()[-2] if "تهاجم" not in text else "تهاجم"
    events, entities = read(text, lexicon)
    event = [e for e in events if last.endswith(e.trigger.text)][-1]
    assert [entities[a].name for a in event.actors] == actors


def test_tanween_shows_an_object(lexicon: Lexicon) -> None:
    """A plural that ends in kasra tanween is no subject (أوقعت فيه قواتٍ خاصة)."""
    text = "نصبت كتائب الوادي كمينا أوقعت فيه قواتٍ خاصة، واشتبكت مع حراس في البلدة"
    side = entity("e1", "armed_group", text, "كتائب الوادي")
    events, _ = read(text, lexicon, (side,))
    assert [e.actors for e in events if e.trigger.text == "اشتبكت"] == [("e1",)]
