"""What befell those who are counted is read from the word that governs them, and never from another's."""

from __future__ import annotations

import pytest

from anchored import text_of, times_of
from khabar.lexicon import Lexicon
from khabar.mentions import find_counts

Wanted = tuple[str, int, int | None]

# sentence → (what, min, max) of each count, in order
TOLD: list[tuple[str, list[Wanted]]] = [
    ("قتل جيش الاحتلال في المخيم ما لا يقل عن 30 مدنيا", [("killed", 30, None)]),
    ("اعتقلت قوات الاحتلال فجرا سبعة شبان من البلدة", [("detained", 7, 7)]),
    ("احتلال خمس قرى حدودية", [("villages", 5, 5)]),
    ("لقي ضابط مصرعه وأصيب 9 آخرون في الكمين", [("killed", 1, 1), ("injured", 9, 9)]),
    ("استشهاد (7) وإصابة (19) من أفراد الشرطة", [("killed", 7, 7), ("injured", 19, 19)]),
    ("أدى إلى مقتل (5) أشخاص وجرح (11)", [("killed", 5, 5), ("injured", 11, 11)]),
    ("وأوضح عامل إغاثة أن «تسعة أطفال قتلوا»", [("killed", 9, 9)]),
    ("خمسة رجال تم اعتقالهم في المداهمة", [("detained", 5, 5)]),
    ("40 مدنيا قتل في القصف منذ مطلع الشهر", [("killed", 40, 40)]),
    ("تشييع أربعة مقاتلين قتلوا في الكمين", [("killed", 4, 4)]),
    ("وصول 14 جنديا مصابا إلى المشفى", [("injured", 14, 14)]),
    ("ارتفاع الحصيلة إلى 6 قتلى و14 من الجرحى", [("killed", 6, 6), ("injured", 14, 14)]),
    ("فقد طفل رضيع يدعى سالم ناصر (عامان) حياته في القصف", [("killed", 1, 1)]),
    ("فقد سبعة بحارة أثناء العاصفة", [("missing", 7, 7)]),
    ("حصد الحادث أرواح سبعة عمال", [("killed", 7, 7)]),
    ("لم تسفر عنها أي إصابات", [("injured", 0, 0)]),
    ("لم يقتل أو يجرح أي مدني في الغارة", [("killed", 0, 0)]),
    ("مقتل عدد من قوات الأمن في الهجوم", [("killed", 3, None)]),
    ("قرر القاضي إخلاء سبيل ستة موقوفين", [("other", 6, 6)]),
    ("صحة المحافظة : ٤٠ حالة وفاة و ١٨ مصابا", [("killed", 40, 40), ("injured", 18, 18)]),
    ("عدد القتلى بين السجناء بلغ (320) شخصا", [("killed", 320, 320)]),
    ("نقل نحو 200 مقاتل ومدني", [("other", 200, 200)]),
    ("مقتل 12 جنديا ومدني", [("killed", 12, 12), ("killed", 1, 1)]),
    ("قتل سائق شاحنة صغيرة وزوجته", [("killed", 2, 2), ("killed", 1, 1)]),
    ("وقتل على إثرها رجل في البلدة", [("killed", 1, 1)]),
    ("قتلت الجماعة التي تنشط في الجبال نائبا وحارسه وموظفا", [("killed", 3, 3)]),
    ("توفي مصاب متأثرا بجراحه", [("killed", 1, 1)]),
    ("ارتفع عدد الشهداء بعد وفاة جريحين", [("killed", 2, 2)]),
    ("تلات شهداء وخمس جرحى بالغارة", [("killed", 3, 3), ("injured", 5, 5)]),
    ("هجوم بطائرتين مسيرتين على المطار", [("other", 2, 2)]),
    ("تم القضاء على ثمانية مسلحين", [("killed", 8, 8)]),
    ("أسفر الحادث عن حالتي وفاة", [("killed", 2, 2)]),
    ("بلغ عدد القتلى منذ بدء الحملة 158", [("killed", 158, 158)]),
    ("ارتقى 4 شهداء خلال محاولة اقتحام المخيم، من بينهم طفل", [("killed", 4, 4), ("killed", 1, 1)]),
    ("إصابة مستوطنَين اثنين", [("injured", 2, 2)]),
    ("أفرجت السلطات عن دفعة تضم 60 معتقلا", [("other", 60, 60)]),
    ("مقتل 21 ضابطاً وجندياً في الكمين", [("killed", 21, 21)]),
    ("نتج عنه «استشهاد» 10 من منسوبي القوات", [("killed", 10, 10)]),
    ("أنباء أولية عن شهيد وجريحين", [("killed", 1, 1), ("injured", 2, 2)]),
    ("مقتل ثلاثة جنود في الجسر وخمسة في السوق", [("killed", 3, 3), ("killed", 5, 5)]),
]

# sentence → the same, where somebody else is counted beside the victims
NOT_HARMED: list[tuple[str, list[Wanted]]] = [
    ("قتل رجل على يد ثلاثة مسلحين", [("killed", 1, 1), ("other", 3, 3)]),
    ("مقتل طفل برصاص جنديين", [("killed", 1, 1), ("other", 2, 2)]),
    ("قتل مسلحان ثلاثة مدنيين", [("other", 2, 2), ("killed", 3, 3)]),
    ("اعتقل ثلاثة عناصر شابا من المقهى", [("other", 3, 3), ("detained", 1, 1)]),
    ("قتلت مجموعة من القرويين خمس نساء", [("other", 3, None), ("killed", 5, 5)]),
    ("هاجم ثلاثة مسلحين حاجزا وقتلوا شرطيا", [("other", 3, 3), ("killed", 1, 1)]),
    ("أصيب العشرات بقصف على مجموعة من المواطنين", [("injured", 20, None), ("other", 3, None)]),
    ("مقتل سائق حافلة تقل 30 راكبا", [("killed", 1, 1), ("other", 30, 30)]),
    ("قتل سبعة أشخاص بينهم زعيم القرية وتركوا شخصا مصابا", [("killed", 7, 7)]),
    ("أصيب 5 عمال أثناء محاولة مئة شخص الفرار", [("injured", 5, 5), ("other", 100, 100)]),
    ("محاولة اغتيال ثلاثة ضباط", [("other", 3, 3)]),
    ("وأفاد بأن رجلا قتل زوجته", []),
    ("وقال أحد سكان القرية إن الجنود أوقفوا ثلاثة شبان", [("detained", 3, 3)]),
    ("أصابت الغارة منزل فلان وهو أحد قادة التنظيم", []),
    ("مقتل الرقيب من كتيبة الإشارة (4021) في الكمين", []),
    ("اندلعت اشتباكات مع مقاومين في الحي", []),
    ("مقتل عشرة جنود بقصف قوات النظام وروسيا", [("killed", 10, 10)]),
    ("فاز بفارق ثلاثة أعضاء", [("other", 3, 3)]),
    ("جاءت المدينة ثانية في جرائم القتل بواقع 37 واقعة", [("other", 37, 37)]),
    ("أصيب الرجل بثلاث رصاصات", [("other", 3, 3)]),
    ("ركبت سيارتي وغادرت", []),
    ("شهداء في اليوم 173 للحرب", []),
    ("دون معلومات عن قتيل", []),
    ('مقتل جندي من الكتيبة "101" في الكمين', [("killed", 1, 1)]),
    ("إن رجلين في الطائرة التي كانت تقل خمسة أشخاص لقيا مصرعهما", [("killed", 2, 2), ("other", 5, 5)]),
    ("نقل مئة مصاب بالسرطان", [("other", 100, 100)]),
    ("نقل جنديين، وإصابة 4 آخرين إصابتهم خطيرة", [("other", 2, 2), ("injured", 4, 4)]),
]


@pytest.mark.parametrize(("raw", "wanted"), TOLD)
def test_what_befell_those_who_are_counted(raw: str, wanted: list[Wanted], lexicon: Lexicon) -> None:
    """The word that tells the deed is found before those counted, after them, or in a noun that describes them."""
    found = find_counts(text_of(raw), times_of(raw, None, lexicon), lexicon)
    assert [(c.what, c.min, c.max) for c in found] == wanted


@pytest.mark.parametrize(("raw", "wanted"), NOT_HARMED)
def test_nobody_is_harmed_by_a_neighbours_deed(raw: str, wanted: list[Wanted], lexicon: Lexicon) -> None:
    """Those who do it, whom it is aimed at, or who are only mentioned beside it are neither dead nor hurt."""
    found = find_counts(text_of(raw), times_of(raw, None, lexicon), lexicon)
    assert [(c.what, c.min, c.max) for c in found] == wanted
