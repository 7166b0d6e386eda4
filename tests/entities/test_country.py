"""The country that a report is at home in, and what follows from it."""

from __future__ import annotations

import pytest

from khabar.lexicon import Lexicon
from naming import entities_of, named


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("زار وزير الصحة سامي الحلواني مدينتي حلب وحماة في سوريا", "SYR GOV"),
        ("زار محافظ أربيل سامي الحلواني باريس", "IRQ GOV"),
        ("زار وزير الصحة سامي الحلواني حلب ثم بغداد ثم عمان", None),
        ("زار السفير سامي الحلواني مدينتي حلب وحماة في سوريا", None),
        ("زار المبعوث الأممي سامي الحلواني مدينتي حلب وحماة في سوريا", "IGO"),
        ("زار رئيس مجلس النواب سامي الحلواني مدينتي حلب وحماة في سوريا", "SYR LEG"),
        ("زار مدير أمن المحافظة سامي الحلواني مدينتي حلب وحماة في سوريا", "SYR COP"),
    ],
)
def test_whose_minister(raw: str, code: str | None, lexicon: Lexicon) -> None:
    """An office that names no state is the report's own or its place's; an envoy's is not, of two countries none is."""
    assert named(entities_of(raw, lexicon), "سامي الحلواني").actor_code == code


@pytest.mark.parametrize(
    ("raw", "said", "actor"),
    [
        ("أعلنت وزارة الداخلية حظر التجول في بغداد والبصرة بالعراق", "وزارة الداخلية", "irq_moi"),
        ("أغلق الجيش الطرق بين بيروت وصيدا في لبنان", "الجيش", "lbn_army"),
        ("أعلنت وزارة الداخلية المغربية ذلك. وأضافت وزارة الداخلية أن الطريق مغلق", "وزارة الداخلية", "mar_moi"),
        ("أعلنت وزارة الداخلية ذلك في بغداد ودمشق وعمان", "وزارة الداخلية", None),
    ],
)
def test_whose_body(raw: str, said: str, actor: str | None, lexicon: Lexicon) -> None:
    """A state's body without adjective is the one named in full, else that of the report's country, else of none."""
    entities = entities_of(raw, lexicon)
    assert [e.actor for e in entities if said in {m.text for m in e.mentions}] == [actor]


def test_a_guessed_body_says_so(lexicon: Lexicon) -> None:
    """Whose army it is has a confidence where only the report's country tells, and none where the report says it."""
    guessed = entities_of("أغلق الجيش الطرق بين بيروت وصيدا في لبنان", lexicon)
    said = entities_of("أغلق الجيش اللبناني الطرق بين بيروت وصيدا", lexicon)
    assert [e.confidence for e in (*guessed, *said) if e.kind == "organization"] == [0.7, None]


def test_an_army_of_no_known_country_stays_out(lexicon: Lexicon) -> None:
    """الجيش in a report on several countries is nobody."""
    entities = entities_of("أغلق الجيش الطرق بين بيروت ودمشق وعمان", lexicon)
    assert not any(m.text == "الجيش" for e in entities for m in e.mentions)


@pytest.mark.parametrize(
    ("raw", "name", "kind"),
    [
        ("انتهت المحادثات في السودان أمس", "السودان", "place"),
        ("هبطت الطائرة بالأردن أمس", "الأردن", "place"),
        ("رفضت الأردن الطلب في الأردن", "الأردن", "state"),
        ("رفضت موسكو الطلب، وبدأت المحادثات في روسيا", "روسيا", "state"),
    ],
)
def test_where_and_who(raw: str, name: str, kind: str, lexicon: Lexicon) -> None:
    """A country that is only where something is, is a place; one that acts once, by its capital too, is a state."""
    assert named(entities_of(raw, lexicon), name).kind == kind


@pytest.mark.parametrize(
    ("raw", "said", "actor"),
    [
        ("اقتحم الاحتلال نابلس وجنين، وتصدت له المقاومة في جنين", "المقاومة", "pal_resistance"),
        ("اقتحم الاحتلال نابلس وجنين، وتصدت له المقاومة في جنين", "الاحتلال", "isr"),
        ("أعلنت المقاومة في صيدا وصور وبيروت أنها قصفت الموقع", "المقاومة", "hezbollah"),
        ("قصف الاحتلال التركي القرية في سوريا، ثم انسحب الاحتلال", "الاحتلال", "tur"),
        ("شكر وفد نابلس وجنين المقاومة في اليونان", "المقاومة", None),
        ("تحدث الكاتب في باريس عن الاحتلال وعن المقاومة", "المقاومة", None),
    ],
)
def test_who_is_meant_at_home(raw: str, said: str, actor: str | None, lexicon: Lexicon) -> None:
    """المقاومة and الاحتلال are whom a country's reports mean by them; whom a report names goes before them."""
    found = [e.actor for e in entities_of(raw, lexicon) if said in {m.text for m in e.mentions}]
    assert found == ([actor] if actor else [])


def test_the_publishers_country_needs_half(lexicon: Lexicon) -> None:
    """An Iraqi outlet that names a neighbour too still means its own parliament."""
    raw = "قصفت القوات التركية قرى في دهوك وزاخو، واستنكرت تركيا ذلك، ويعقد البرلمان جلسة في بغداد"
    own = [e.actor_code for e in entities_of(raw, lexicon, publisher="السومرية نيوز") if "البرلمان" in e.aliases]
    assert own == ["IRQ LEG"]
