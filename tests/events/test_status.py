"""What grammar says of a deed: done, going on, to come, proposed, denied, thought of."""

from __future__ import annotations

import pytest
from tests.events.helpers import analysed, read, statuses

from khabar.events.chains import gather
from khabar.events.clauses import find_clauses
from khabar.events.status import is_alleged
from khabar.events.triggers import scan_sentence
from khabar.events.vocabulary import Vocabulary
from khabar.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("قصفت الطائرات القرية", "shelling", "occurred"),
        ("تقصف الطائرات القرية منذ الصباح", "shelling", "ongoing"),
        ("يستمر نزوح العائلات من البلدة", "displacement", "ongoing"),
        ("لا تزال الاشتباكات دائرة في الحي", "clash", "ongoing"),
        ("سيقصف الجيش القرية", "shelling", "planned"),
        ("يعتزم الجيش شن هجوم على البلدة", "attack", "planned"),
        ("مقترح بشن هجوم على البلدة", "attack", "proposed"),
        ("نفى الجيش قصف المشفى", "shelling", "denied"),
        ("لم يقصف الجيش المشفى", "shelling", "denied"),
        ("حذر من احتمال قصف المشفى", "shelling", "hypothetical"),
        ("يمكن أن يقصف الجيش المشفى", "shelling", "hypothetical"),
        ("أحيت البلدة ذكرى اغتيال القاضي", "assassination", "excluded"),
        ("نشر الصور دون موافقة مسبقة", "accept", "excluded"),
        ("كانت التدريبات تحاكي هجوما على القاعدة", "attack", "excluded"),
        ("تستعد المدينة كلما اقترب موعد الإضراب", "labour-strike", "planned"),
        ("دعت المنظمة إلى وقف القصف", "shelling", "excluded"),
        ("غادر الأهالي قبل أن تقصف الطائرات القرية", "shelling", "occurred"),
        ("تدرس القيادة قصف المعسكر", "shelling", "proposed"),
        ("تدرس القيادة القصف الأخير", "shelling", "occurred"),
        ("دعا الأهالي إلى التظاهر احتجاجا على قصف المشفى", "shelling", "occurred"),
        ("توعد الفصيل بالرد على قصف مقره", "shelling", "occurred"),
        ("حذر المجلس من قصف محتمل على المعسكر", "shelling", "hypothetical"),
        ("قد تلجأ القيادة إلى قصف المعسكر", "shelling", "hypothetical"),
        ("قد يعود القصف على المعسكر", "shelling", "occurred"),
        ("إذا لم يقصف الجيش المعسكر", "shelling", "hypothetical"),
        ("لا تعتزم القيادة قصف المعسكر", "shelling", "denied"),
        ("لم يسفر القصف عن إصابات", "shelling", "occurred"),
        ("في حال قصفت الطائرات المعسكر", "shelling", "hypothetical"),
        ("تشن الطائرات منذ الصباح غارات على المعسكر", "airstrike", "ongoing"),
        ("نظموا وقفة للمطالبة بوقف إطلاق النار", "ceasefire", "proposed"),
        ("طالبت العائلات بالهدنة وتبادل الأسرى", "cooperate", "proposed"),
        ("شدد الوزير على ضرورة الإفراج عن الأسرى", "release", "proposed"),
        ("أكد الوزير ضرورة التحقيق في القصف", "shelling", "occurred"),
        ("ليست المرة الأولى التي تقصف فيها الطائرات القرية", "shelling", "occurred"),
        ("لم تعلن أي جهة مسؤوليتها عن الهجوم", "attack", "occurred"),
        ("دعت النقابة المتظاهرين إلى الهدوء", "protester", "occurred"),
        ("بدأ عشرون أسيرا إضرابا عن الطعام", "hunger-strike", "ongoing"),
        ("يشارك الوفد في الاجتماع المقرر غدا", "meeting", "planned"),
        ("سيعود الوفد إلى الاجتماع غدا", "meeting", "planned"),
        ("سيعود الوفد بعد الاجتماع", "meeting", "occurred"),
        ("طالب الأهالي مجموعة قامت بخطف المعلم", "abduction", "occurred"),
        ("دعا إلى محاسبة الطيارين الذين يقصفون القرى", "shelling", "occurred"),
        ("لم تتوقف المدفعية عن قصف القرى", "shelling", "ongoing"),
        ("لا تكف المدفعية عن قصف القرى", "shelling", "ongoing"),
        ("توقفت المدفعية عن قصف القرى", "shelling", "occurred"),
        ("لم تتوقف السيارة لإسعاف الجرحى", "rescue", "denied"),
        ("لم يقصف الجيش المشفى فحسب بل هدمه", "shelling", "occurred"),
        ("لا صحة لقصف المشفى", "shelling", "denied"),
        ("أكد المتحدث أن لا صحة لقصف المشفى", "shelling", "denied"),
        ("لن يتم تشغيل المحطة غدا بسبب القصف", "shelling", "occurred"),
        ("أعلن القائد نيته قصف المعسكر", "shelling", "planned"),
        ("أعلن الوزير استعداد بلاده للتفاوض مع الجارة ووقف الحرب", "ceasefire", "planned"),
        ("عقد وزير التخطيط اجتماعا مع نظيره", "meeting", "occurred"),
        ("تعثرت مفاوضات تبادل الأسرى", "cooperate", "hypothetical"),
    ],
)
def test_status_from_grammar(lexicon: Lexicon, text: str, kind: str, status: str) -> None:
    """Tense, particles, governing verbs and nouns set the status; a deed only spoken of is excluded."""
    assert statuses(text, lexicon)[kind] == status


def test_supposition_is_not_assertion(lexicon: Lexicon) -> None:
    """يعتقد أنها marks a deed as alleged."""
    words = lexicon.build(Vocabulary)
    for text, alleged in (("غارة يعتقد أنها للتحالف استهدفت سيارة", True), ("غارة للتحالف استهدفت سيارة", False)):
        analysis = analysed(text)
        scan = scan_sentence(analysis, analysis.sentences[0], words)
        clauses = find_clauses(analysis, analysis.sentences[0], words)
        assert is_alleged(gather(analysis, scan, clauses)[0], scan, clauses) is alleged


def test_who_is_called_by_a_name_proposes_nothing(lexicon: Lexicon) -> None:
    """يدعى before a name is no call for anything."""
    assert [e.status for e in read("مقتل رجل يدعى سامر بقصف على البلدة", lexicon)[0]] == ["occurred"]


def test_kilometres_deny_nothing(lexicon: Lexicon) -> None:
    """كلم is no ك with لم: what happened 120 kilometres away happened."""
    events, _ = read("قتل ثلاثة مدنيين في الزيتونة (120 كلم شمال العاصمة) بتفجير انتحاري", lexicon)
    assert {e.status for e in events} == {"occurred"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("قال الوسيط إن المفاوضات مستمرة في العاصمة", "ongoing"),
        ("نفذت الطائرات غارات متواصلة على الحي", "occurred"),
        ("ينص الاتفاق على انسحاب القوات من المدينة", "planned"),
        ("اتفق الوزيران خلال اجتماع في العاصمة على خفض الرسوم", "occurred"),
        ("سلمت البلدية إخطارات بهدم ثلاثة منازل", "planned"),
    ],
)
def test_what_stands_beside_a_noun_tells_how_far_the_deed_has_come(lexicon: Lexicon, text: str, status: str) -> None:
    """What goes on is known already; what an agreement lays down and a notice announces is still to come."""
    events, _ = read(text, lexicon)
    nouns = [e for e in events if e.trigger.text in ("المفاوضات", "غارات", "انسحاب", "اجتماع", "هدم")]
    assert [e.status for e in nouns] == [status]
