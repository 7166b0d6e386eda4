"""PLOVER modes and ACLED types."""

from __future__ import annotations

import pytest
from tests.events.helpers import entity, read

from khabar.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "type_", "mode"),
    [
        ("شن الطيران غارة على القرية", "ASSAULT", "airstrike"),
        ("قصف مدفعي على القرية", "ASSAULT", "heavy-weapons"),
        ("هجوم بسيارة مفخخة على الحاجز", "ASSAULT", "explosives"),
        ("هجوم انتحاري على الحاجز قتل فيه ضابط", "ASSAULT", "suicide-attack"),
        ("خطف مسلحون مهندسا", "ASSAULT", "abduct"),
        ("تظاهر المئات أمام السفارة", "PROTEST", "demo"),
        ("بدأ السجناء إضرابا عن الطعام", "PROTEST", "hunger"),
        ("اعتقلت الشرطة صحفيا", "COERCE", "arrest"),
        ("انسحبت القوات من القرية", "RETREAT", "withdraw"),
        ("زار الوزير العاصمة", "CONSULT", "visit"),
        ("ألقت طائرة حربية صباح أمس أربعة صواريخ على مخبز البلدة", "ASSAULT", "airstrike"),
        ("أطلقت قوات الأمن في الساحة الرصاص على المارة", "ASSAULT", "firearms"),
        ("قصف بصواريخ تحمل قنابل على المخيم", "ASSAULT", "heavy-weapons"),
        ("تم تدمير 23 دبابة وثلاث شاحنات", "ASSAULT", "destroy"),
        ("دمر المسلحون دبابة قرب الجسر", "ASSAULT", "destroy"),
        ("دمرت طائرات الجيش منزلين", "ASSAULT", "airstrike"),
        ("ارتكبت الطائرات الحربية مجزرة في السوق", "ASSAULT", "airstrike"),
        ("طائرة مسيرة أسفرت عن مقتل رجل", "ASSAULT", "airstrike"),
        ("إصابة طفل إثر استهداف سيارة بالرشاشات", "ASSAULT", "firearms"),
        ("أقلت الطائرة شهداء الواجب إلى العاصمة بعد مقتل ضابط", "ASSAULT", None),
        ("أطلقت الدولة أمس صاروخين بالستيين قصيري المدى باتجاه البحر الشرقي", "MOBILIZE", "weapons"),
        ("خاض الأسرى إضرابا مفتوحا عن الطعام", "PROTEST", "hunger"),
    ],
)
def test_type_and_mode(lexicon: Lexicon, text: str, type_: str, mode: str) -> None:
    """The kind of deed gives the mode; where it leaves it open, the weapon named does."""
    event = read(text, lexicon)[0][0]
    assert (event.type, event.mode) == (type_, mode)


def test_who_takes_a_place_decides_its_code(lexicon: Lexicon) -> None:
    """ACLED tells a government that regains from others who overtake."""
    text = "سيطرت داعش على بلدة الزيتونة"
    group = (entity("e1", "armed_group", text, "داعش", code="SYR REB"),)
    assert read(text, lexicon, group)[0][0].acled == "Battles: Non-state actor overtakes territory"
    text = "سيطر الجيش على بلدة الزيتونة"
    army = (entity("e1", "organization", text, "الجيش", code="SYR MIL"),)
    assert read(text, lexicon, army)[0][0].acled == "Battles: Government regains territory"


@pytest.mark.parametrize(
    ("text", "acled"),
    [
        ("مقتل شاب برصاص مجهولين في البلدة", "Violence against civilians: Attack"),
        ("أطلق مسلحون النار على دورية للشرطة", "Battles: Armed clash"),
        ("قتل جنديان برصاص مسلحين على الطريق", "Battles: Armed clash"),
        ("أطلقت الشرطة الرصاص على متظاهرين في الساحة", "Protests: Excessive force against protesters"),
        ("إطلاق نار كثيف في الحي", None),
        ("اشتباكات بين فصيلين في الحي أصيب فيها طفل", "Battles: Armed clash"),
    ],
)
def test_who_is_shot_at_decides_the_code(lexicon: Lexicon, text: str, acled: str | None) -> None:
    """ACLED has a battle between two armed sides only; where nothing says who was shot at, the code is unknown."""
    assert read(text, lexicon)[0][0].acled == acled
