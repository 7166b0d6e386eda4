"""Cause and casualties are one event; contrast makes two."""

from __future__ import annotations

import pytest
from tests.events.helpers import read

from khabar.lexicon import Lexicon


@pytest.mark.parametrize(
    "text",
    [
        "أدى قصف مدفعي على البلدة إلى مقتل سيدة وإصابة طفلين بجروح",
        "قتل ثلاثة مدنيين جراء غارة جوية على السوق",
        "قتل رجل وأصيب خمسة آخرون في انفجار سيارة مفخخة قرب السوق",
        "انفجرت عبوة ناسفة في المدينة ما أسفر عن مقتل جنديين",
        "قصفت الطائرات القرية فقتلت ثلاثة مدنيين",
        "شن مسلحون هجوما استهدف دورية وأسفر الهجوم عن مقتل شرطي",
    ],
)
def test_cause_and_casualties_are_one(lexicon: Lexicon, text: str) -> None:
    """One attack with its dead and wounded is told once."""
    events, _ = read(text, lexicon)
    assert [e.type for e in events] == ["ASSAULT"]


@pytest.mark.parametrize(
    "text",
    [
        "قصفت الطائرات القرية، فيما هاجم مسلحون قاعدة في الجنوب",
        "قتل رجل في انفجار في المدينة، كما قتل شرطيان في هجوم على حاجز",
    ],
)
def test_contrast_and_addition_tell_another(lexicon: Lexicon, text: str) -> None:
    """فيما and كما begin another deed."""
    events, _ = read(text, lexicon)
    assert len([e for e in events if e.type == "ASSAULT"]) == 2


def test_the_cause_names_the_event(lexicon: Lexicon) -> None:
    """The trigger is the attack, not the death that it brought."""
    events, _ = read("مقتل طفل بقصف مدفعي على البلدة", lexicon)
    assert events[0].trigger.text == "قصف"


def test_a_noun_that_strengthens_its_verb_tells_nothing_more(lexicon: Lexicon) -> None:
    """ترفض رفضا قاطعا is one refusal."""
    assert [e.type for e in read("ترفض الجمعية القرار رفضا قاطعا", lexicon)[0]] == ["REJECT"]


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("قتل ثلاثة عمال وأصيب اثنان في حريق بمخزن الأقمشة", None),
        ("لقي سائق مصرعه جراء حادث سير قرب الجسر", None),
        ("قتل ثلاثة عمال جراء قصف أشعل حرائق في الحقول", "ASSAULT"),
        ("أحرق مسلحون متجرا وامتد حريق إلى منزل", "ASSAULT"),
        ("استشهد ثلاثة أشخاص في حريق أشعلته قذيفة", "ASSAULT"),
    ],
)
def test_a_mishap_is_no_assault(lexicon: Lexicon, text: str, deed: str | None) -> None:
    """Who dies in a fire or a crash is killed by nobody; fire that an attack sets is still the attack's."""
    assert [e.type for e in read(text, lexicon)[0]] == [deed]


def test_an_agreement_and_its_truce_are_one(lexicon: Lexicon) -> None:
    """اتفاق لوقف إطلاق النار is one deed; a truce that is called for is one of its own."""
    assert [e.type for e in read("وقع الطرفان اتفاقا لوقف إطلاق النار", lexicon)[0]] == ["AGREE"]
    assert [e.type for e in read("دعا المجلس إلى وقف إطلاق النار", lexicon)[0]] == ["REQUEST", "RETREAT"]


def test_who_takes_a_stand_is_not_what_it_is_about(lexicon: Lexicon) -> None:
    """A conference that calls on others is no meeting; one that others are called to is."""
    assert [e.type for e in read("دعا المؤتمر القوى السياسية إلى ضبط النفس", lexicon)[0]] == ["REQUEST"]
    assert [e.type for e in read("دعا الوزير النقابة إلى الحوار", lexicon)[0]] == ["REQUEST", "CONSULT"]


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("قتل فتى برصاص الجنود خلال مواجهات في المخيم", "ASSAULT"),
        ("بعد تجمع في الساحات سار المتظاهرون إلى السفارة", "PROTEST"),
    ],
)
def test_a_noun_that_lacks_its_verb_silences_no_other(lexicon: Lexicon, text: str, deed: str) -> None:
    """A deed that only a light verb would tell is not told; what stands beside it is."""
    assert deed in [e.type for e in read(text, lexicon)[0]]


def test_who_considers_by_consulting_considers(lexicon: Lexicon) -> None:
    """The verb is the deed where what it is done by stands behind it (ستبحثه القيادة بالتشاور مع الحليف)."""
    events, _ = read("قدمت الدولة اقتراحا بعمليات مشتركة، والاقتراح ستبحثه القيادة بالتشاور مع الحليف.", lexicon)
    assert "ستبحثه" in [e.trigger.text for e in events]
    assert "التشاور" not in [e.trigger.text for e in events]


@pytest.mark.parametrize(
    ("text", "triggers"),
    [
        ("قتل مسلحون ضابطا في الزيتونة وقتل الجيش مسلحا في الحجارية", 2),
        ("أعدم التنظيم رجلا وقتل مجهولون امرأة في البلدة", 2),
        ("قُتل رجل برصاص مجهولين وقُتل آخر بانفجار لغم في القرية", 2),
        ("قصفت الطائرات القرية وقتلت ثلاثة مدنيين", 1),
        ("قتلت سيدة وأصيب طفلان بقصف مدفعي", 1),
    ],
)
def test_others_who_kill_in_the_same_sentence_do_another_deed(lexicon: Lexicon, text: str, triggers: int) -> None:
    """A second verb of harm with a subject of its own, or by other arms, is no part of the first deed."""
    assert len([e for e in read(text, lexicon)[0] if e.type == "ASSAULT"]) == triggers
