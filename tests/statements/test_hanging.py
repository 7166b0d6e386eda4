"""Verbs that hang on a noun: what a fact shows no one says, and who spoke before is not meant."""

from __future__ import annotations

import pytest

from sayings import said

BEFORE = "قال سامر الخطيب إن الطريق مغلق. "


@pytest.mark.parametrize(
    "text",
    [
        "عاد السكان إلى بيوتهم، الأمر الذي يؤكد نجاح الهدنة.",
        "أعادت البلدية فتح الجسر، وهو ما يشير إلى أن الهدنة صامدة.",
        "ارتفع منسوب النهر، ما ينذر بفيضان جديد.",
        "لم ينف الوزير أو يؤكد ما يتداوله الأهالي.",
        "يذكر، أن الجسر افتتح قبل عام.",
    ],
)
def test_what_a_fact_shows(text: str) -> None:
    """What was told shows it, a denial goes on with أو, or nobody mentions it: no statement."""
    assert said(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "وصوت المجلس على مشروع قرار في جلسة الصباح، يدعو إلى وقف القطع.",
        "وانتشرت نداءات في المساجد تحث على الصيام.",
        "وجرى نقاش بين نازحين يطالبون بالعودة ومن بقي.",
        "وفي القرية خلاف على من ينقل الماء، ثم أعلن عن تأجيل البناء.",
    ],
)
def test_who_spoke_before_is_not_meant(text: str) -> None:
    """A verb behind the noun it tells of is not carried on from the speaker before."""
    assert all(found.speaker != "سامر الخطيب" for found in said(BEFORE + text)[1:])


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("وعاد الخلاف على الخطة التي عدتها النقابة تهديدا لعملها.", "النقابة"),
        ("وانتشر خبر عن إغلاق المدرسة القديمة، الأمر الذي نفاه المجلس أمس.", "المجلس"),
        ("ارتفعت أصوات في البلدة تدعو إلى محاسبة المقاول.", "أصوات في البلدة"),
        ("جاء البيان بعد تقارير أشارت إلى هروب السجناء.", "تقارير"),
    ],
)
def test_whose_word_it_is(text: str, speaker: str) -> None:
    """A relative's pronoun makes its noun what is said of, and its subject follows; those a verb tells of speak."""
    assert said(text)[-1].speaker == speaker


def test_a_description_behind_who_speaks() -> None:
    """Who opens the sentence says it, though what he is stands between."""
    (found,) = said("سامر الخطيب شقيق عضو المجلس السابق يصرح بأن الطريق مغلق.")
    assert found.speaker == "سامر الخطيب"


def test_one_person_takes_no_plural() -> None:
    """A plural verb is not carried on from one person."""
    second = said(BEFORE + "وخلال جولة في السوق، طالبوا بفتح الجسر.")[1]
    assert second.speaker is None


def test_whom_words_call_on() -> None:
    """What stands behind a verb that tells of writing is whom it calls on, not who speaks."""
    assert said("ورفعوا أوراقا حملت عبارات تدعو البلدية إلى إنهاء القطع.") == []
