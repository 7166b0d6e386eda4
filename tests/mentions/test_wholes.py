"""Names of which the first word is a part: sites, bodies, armed units, tribes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.lexicon import Entry, Lexicon, load_lexicon
from khabar.objects import Candidate
from naming import candidates_of

BOOK = load_lexicon().entries("roles/wholes")
WORDS = ["قوة", "حركة", "حماس", "مستشفى", "“", "”", "العام", "شؤون", "،", "سرمين", "7", "للإغاثة", "قال"]


def whole(raw: str, lexicon: Lexicon) -> dict[str, Candidate]:
    """The candidates by their words."""
    return {c.text: c for c in candidates_of(raw, lexicon)}


@pytest.mark.parametrize("entry", BOOK, ids=lambda e: e["id"])
def test_examples(entry: Entry, lexicon: Lexicon) -> None:
    """Every yes is one name of this kind from end to end; of a no nothing is."""
    for example in entry["examples"]["yes"]:
        seen = whole(f"زار {example} أمس", lexicon)[example]
        assert seen.kind == entry.get("kind", seen.kind), example
    for example in entry["examples"]["no"]:
        assert example not in whole(f"زار {example} أمس", lexicon), example


def test_a_noun_and_the_known_name_after_it_are_one(lexicon: Lexicon) -> None:
    """جماعة and the name of the group that the books know are that group, in one mention."""
    assert whole("هاجمت جماعة الحوثي الميناء", lexicon)["جماعة الحوثي"].actor == "houthis"


def test_nouns_inside_go_on_to_a_definite_end(lexicon: Lexicon) -> None:
    """Construct nouns, joined by و too, belong to the name; the word that makes them definite ends it."""
    seen = whole("دعت رابطة أهالي وأطباء المخيمات إلى وقفة", lexicon)
    assert seen["رابطة أهالي وأطباء المخيمات"].form == "nominal"


def test_what_a_body_is_for_belongs_to_it(lexicon: Lexicon) -> None:
    """للإغاثة after a complete name is part of it; words for whom somebody speaks are none after an open noun."""
    assert "هيئة السنابل للإغاثة" in whole("وزعت هيئة السنابل للإغاثة سلالا", lexicon)


def test_a_body_with_the_article(lexicon: Lexicon) -> None:
    """Two adjectives or a purpose make a body with the article a name of its own; one adjective does not."""
    seen = whole("طعنت المفوضية العليا المستقلة للانتخابات والهيئة المحلية لحقوق الإنسان واللجنة الأمنية", lexicon)
    assert {"المفوضية العليا المستقلة للانتخابات", "الهيئة المحلية لحقوق الإنسان"} <= set(seen)
    assert not any("الأمنية" in words for words in seen)


def test_quoted_names(lexicon: Lexicon) -> None:
    """A name in quotation marks after the first word is the name, both marks included."""
    assert "كتيبة “أسود الجبل”" in whole("أعلنت كتيبة “أسود الجبل” انسحابها", lexicon)


def test_a_tribe_is_people_wherever_it_is_named(lexicon: Lexicon) -> None:
    """What the text calls a tribe once is no place in the other sentences."""
    found = candidates_of("اجتمع شيوخ قبيلة العكيدات أمس.\n\nوأمهلت العكيدات الفصيل يوما.", lexicon)
    assert {c.kind for c in found if "العكيدات" in c.text} <= {"people"}


def test_a_known_name_is_not_cut_short(lexicon: Lexicon) -> None:
    """Where the books know the whole name, the first word changes nothing."""
    assert whole("أعلن حزب الله ذلك", lexicon)["حزب الله"].rule == "mention.actor.name"


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_names_never_overlap(words: list[str]) -> None:
    """Whatever stands in a row, the candidates have no letter in common and stand in order."""
    found = candidates_of(" ".join(words) or "خبر", load_lexicon())
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("raw", "name", "kind"),
    [
        ("افتتح الوزير مدينة الملك خالد الطبية أمس", "مدينة الملك خالد الطبية", "facility"),
        ("نقل إلى مستشفى الملك فهد في البلدة", "مستشفى الملك فهد", "facility"),
        ("تخرج في جامعة الأمير سلطان عام 1999", "جامعة الأمير سلطان", "organization"),
        ("أغلق طريق الشهيد عماد الحلواني", "طريق الشهيد عماد الحلواني", "facility"),
        ("وثقت منظمة مهندسون من أجل السلام ذلك", "منظمة مهندسون من أجل السلام", "organization"),
        ("وصل فريق منظمة صيادلة بلا حدود", None, "organization"),
        ("أوقف جهاز مكافحة التهريب غير المشروع شاحنة", "جهاز مكافحة التهريب غير المشروع", "organization"),
        ("قدرت غرفة طوارئ كسلا العدد", "غرفة طوارئ كسلا", "organization"),
        ("تضررت منظومة الصناعات الحربية", "منظومة الصناعات الحربية", "organization"),
    ],
)
def test_what_goes_on_inside(raw: str, name: str | None, kind: str, lexicon: Lexicon) -> None:
    """A titled person, a cause, غير with its word and a town after other words belong to the name that they end."""
    found = whole(raw, lexicon)
    if name is None:
        assert not any("بلا" in words for words in found)  # صيادلة is no regular plural: nothing is guessed
    else:
        assert found[name].kind == kind


def test_a_family_is_people(lexicon: Lexicon) -> None:
    """عائلة and a family's name are people; the family of a man who is named is none of that name."""
    found = whole("قالت عائلة الحلواني إن عائلة سامي الحلواني غادرت", lexicon)
    assert found["عائلة الحلواني"].kind == "people"
    assert found["سامي الحلواني"].kind == "person"


def test_a_town_stays_a_town(lexicon: Lexicon) -> None:
    """مدينة begins a name only before a person with a title."""
    assert "مدينة حلب" not in whole("وصلوا إلى مدينة حلب القديمة", lexicon)


def test_a_house_is_people_unless_it_ends_a_name(lexicon: Lexicon) -> None:
    """آل and a family's name are people; after a man's own name they belong to it."""
    assert whole("زار آل الحلواني البلدة", lexicon)["آل الحلواني"].kind == "people"
    assert "خالد آل الحلواني" in whole("زار الشيخ خالد آل الحلواني البلدة", lexicon)


def test_a_municipality_acts(lexicon: Lexicon) -> None:
    """بلدية and a town are a body beside a verb or a colon, and a place elsewhere."""
    assert whole("نفت بلدية صيدا الخبر", lexicon)["بلدية صيدا"].kind == "organization"
    assert whole("صحة بابل: لا إصابات", lexicon)["صحة بابل"].kind == "organization"
    assert "بلدية صيدا" not in whole("وقع انفجار في بلدية صيدا أمس", lexicon)


@pytest.mark.parametrize(
    ("raw", "name"),
    [("قصف الطيران المستشفى الوطني أمس", "المستشفى الوطني"), ("وصل إلى السفارة اليونانية أمس", "السفارة اليونانية")],
)
def test_a_site_and_its_adjective(raw: str, name: str, lexicon: Lexicon) -> None:
    """A site with the article and one adjective that names is a site; one that only describes makes none."""
    assert whole(raw, lexicon)[name].kind == "facility"
    assert "المستشفى القريب" not in whole("قصف الطيران المستشفى القريب أمس", lexicon)


def test_a_state_s_police_is_not_a_town_s(lexicon: Lexicon) -> None:
    """In شرطة اليونان the state stays a mention of its own."""
    assert "اليونان" in whole("اعتقلت شرطة اليونان رجلا", lexicon)


def test_an_article_by_itself_is_no_house(lexicon: Lexicon) -> None:
    """الـ before a foreign name is the article, not آل; آل before a name is a family."""
    assert not [c for c in candidates_of("دعت الـ زركان إلى وقف القتال", lexicon) if c.kind == "people"]
    assert "people" in {c.kind for c in candidates_of("دعا آل الحلواني إلى الصلح", lexicon)}
