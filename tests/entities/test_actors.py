"""Codes and identifiers of actors."""

from __future__ import annotations

import pytest

from khabar.entities.actors import country_named, unknown_code
from khabar.lexicon import Lexicon
from naming import entities_of, named


@pytest.mark.parametrize(
    ("raw", "name", "code"),
    [
        ("قصفت طائرات حربية روسية التل", "طائرات حربية روسية", "RUS MIL"),
        ("أعلنت قوات سوريا الديمقراطية ذلك", "قوات سوريا الديمقراطية", "SYR REB"),
        ("قال وزير الطاقة النرويجي يوناس ستورهاوغ ذلك", "يوناس ستورهاوغ", "NOR GOV"),
        ("وصل وفد من فرنسا", "فرنسا", "FRA"),
    ],
)
def test_codes(raw: str, name: str, code: str, lexicon: Lexicon) -> None:
    """Bodies, groups, office holders and states carry country and sector."""
    assert named(entities_of(raw, lexicon), name).actor_code == code


def test_a_phrase_names_one_state_or_none(lexicon: Lexicon) -> None:
    """By name or adjective; two states are none."""
    assert country_named("اتحاد المزارعين الأردنيين", lexicon) == "JOR"
    assert country_named("اللجنة الروسية التركية", lexicon) is None
    assert country_named("اتحاد المزارعين", lexicon) is None
    assert country_named("المقاومة الشعبية", lexicon) is None


def test_an_unknown_actor_is_as_much_as_its_name_tells(lexicon: Lexicon) -> None:
    """The state in its name and the sector of its kind; nothing where the name names none."""
    assert unknown_code("media", "صحيفة السنديان الأردنية", lexicon) == "JOR JRN"
    assert unknown_code("armed_group", "لواء السنديان", lexicon) is None


@pytest.mark.parametrize(
    ("kind", "name", "code"),
    [
        ("organization", "محكمة جنايات السنديان", "SYR JUD"),
        ("organization", "بلدية السنديان", "SYR GOV"),
        ("organization", "محكمة السنديان الأردنية", "JOR JUD"),
        ("organization", "رابطة أهالي السنديان", "NGO"),
        ("organization", "رابطة الأطباء الأردنيين", "NGO"),
        ("organization", "السنديان", None),
        ("armed_group", "لواء السنديان", "SYR REB"),
        ("media", "السنديان", None),
    ],
)
def test_an_unknown_body_of_a_known_home(kind: str, name: str, code: str | None, lexicon: Lexicon) -> None:
    """The first word tells a state's body, which is the report's country's; associations and outlets are nobody's."""
    assert unknown_code(kind, name, lexicon, "SYR") == code


def test_a_body_of_a_town_abroad(lexicon: Lexicon) -> None:
    """بلدية الخرطوم is of Sudan wherever the report is at home; a town of many countries is home's where it may be."""
    assert unknown_code("organization", "بلدية الخرطوم", lexicon, "SYR") == "SDN GOV"
    assert unknown_code("organization", "بلدية حلب", lexicon, "SYR") == "SYR GOV"
