"""Statements as the record gives them: who says what, through whom, in which words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayings import bare, read, said


def test_a_relayed_source_speaks_through_the_agency() -> None:
    """نقلت وكالة عن مصدر قوله إن: one statement, the source speaks, the agency is its relay, each with its span."""
    (one,) = said("ونقلت وكالة الساحل عن مصدر طبي قوله إن ثلاثة جرحى غادروا المشفى.")
    assert (one.act, one.speaker, one.via) == ("relay", "مصدر طبي", ("الساحل",))
    assert one.content == "ثلاثة جرحى غادروا المشفى"
    assert [h.span.text for h in one.statement.hops if h.span] == ["وكالة الساحل", "مصدر طبي"]


def test_a_chain_of_relays_keeps_its_order() -> None:
    """A page that quotes an agency that quotes an agency that quotes a source gives four hops, outermost first."""
    text = "نقلت وكالة الساحل عن إذاعة الجبل عن مصدر عسكري أن الهدنة انهارت."
    record = read("صحيفة الأفق\n\n" + text, publisher="صحيفة الأفق")
    (one,) = record.statements
    names = {e.id: bare(e.name) for e in record.entities}
    assert [names[e] for e in one.chain][-3:] == ["الساحل", "الجبل", "مصدر عسكري"]
    assert [h.entity for h in one.hops] == list(one.chain)
    assert one.via == one.chain[-3:-1]


def test_gender_decides_who_goes_on() -> None:
    """وأضافت is the network's, وأضاف the spokesman's."""
    text = "قالت شبكة الوادي إن الجسر انهار. وقال الناطق باسم البلدية إن الطريق آمن. "
    assert said(text + "وأضافت أن السكان غادروا.")[-1].speaker == "شبكة الوادي"
    assert said(text + "وأضاف أن السكان غادروا.")[-1].speaker == "الناطق باسم البلدية"


def test_a_follow_up_inherits_the_relay() -> None:
    """وأضاف المصدر, after a relayed source, came through the same agency."""
    two = said("نقلت وكالة الساحل عن مصدر أمني أن الطريق قطع. وأضاف المصدر أن الدوريات انتشرت.")[1]
    assert (two.speaker, two.via) == ("مصدر أمني", ("الساحل",))


def test_nested_speech_is_part_of_what_holds_it() -> None:
    """Speech inside indirect speech is a statement of its own, part of the outer one, through the outer speaker."""
    outer, inner = said("قال مراسلنا إن الأهالي يؤكدون أن الطحين نفد.")
    assert inner.statement.part_of == outer.statement.id
    assert (inner.speaker, inner.via, inner.content) == ("الأهالي", ("مراسلنا",), "الطحين نفد")


def test_speech_inside_quotation_marks_stays_whole() -> None:
    """A verb of saying inside direct speech is part of the quoted words, not a statement."""
    (one,) = said("قال القائد: «العدو يعلن كل يوم أنه انتصر، ونحن نقول إنه خسر».")
    assert one.statement.quotation == "direct"
    assert one.content == "العدو يعلن كل يوم أنه انتصر، ونحن نقول إنه خسر"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("بحسب المجلس المحلي، فإن المياه عادت إلى البلدة.", "المياه عادت إلى البلدة"),
        ("بحسب قول المجلس المحلي، عادت المياه إلى البلدة.", "عادت المياه إلى البلدة"),
        ("عادت المياه إلى البلدة، بحسب المجلس المحلي.", "عادت المياه إلى البلدة"),
        ("«لن نرحل عن أرضنا أبدا»، بحسب ما قال المجلس المحلي.", "لن نرحل عن أرضنا أبدا"),
    ],
)
def test_source_phrases_before_and_after(text: str, content: str) -> None:
    """A source preposition covers the clause after it, the clause before it, or the quotation before it."""
    (one,) = said(text)
    assert (one.speaker, one.content) == ("المجلس المحلي", content)


def test_double_attribution_is_one_statement() -> None:
    """أكد الوزير …، بحسب القناة: the minister speaks, the channel relays, and there is no second statement."""
    (one,) = said("أكد وزير النقل أن المطار سيفتح غدا، بحسب قناة البحر.")
    assert (one.speaker, one.via) == ("وزير النقل", ("البحر",))
    (two,) = said("ذكرت قناة البحر أن المطار سيفتح غدا، بحسب مصادر ملاحية.")
    assert (two.speaker, two.via) == ("مصادر ملاحية", ("البحر",))


def test_mouthpiece_and_principal() -> None:
    """على لسان: the principal speaks, the mouth is the relay."""
    (one,) = said("أدانت كينيا، على لسان وزير خارجيتها، موسى نجوغو، تفجير السوق.")
    assert one.speaker == "كينيا" and one.content == "تفجير السوق"
    assert "موسى نجوغو" in one.via[0]


def test_headline_colon_needs_a_speaker() -> None:
    """Words after a colon are somebody's only where the words before it can speak."""
    (one,) = said("الدفاع المدني: إخماد حريق المستودع")
    assert (one.statement.cue.text if one.statement.cue else "", one.content) == (":", "إخماد حريق المستودع")
    assert said("حادث على الطريق الدولي: خمسة قتلى") == []


@pytest.mark.parametrize(
    "text",
    [
        "لم يتبن أحد تفجير المرفأ بعد.",
        "لم يصدر تعليق من السلطات حتى الآن.",
        "غادر الوفد دون أن يكشف عن وجهته.",
        "يذكر أن البلدة شهدت حوادث مشابهة.",
        "ويعتقد أن المهاجمين فروا نحو الجبل.",
        "نُقل المصابون إلى المشفى القريب.",
        "وتعتبر القلعة من أقدم المباني في المدينة.",
        "تؤكد هذه العملية هشاشة الوضع.",
        "رفض السائق مغادرة الشاحنة.",
        "تعمل اللجنة وفقا للقانون.",
        "جاء ذلك بعد الإعلان عن الهدنة والتصريحات المتضاربة.",
    ],
)
def test_no_statement(text: str) -> None:
    """Negated, withheld, impersonal and nominal speech is no statement; nor are verbs that only look like cues."""
    assert said(text) == []


def test_refusal_by_word_and_by_deed() -> None:
    """رفض with a request is a statement, رفض with a noun of movement is a deed."""
    assert [s.act for s in said("رفض رئيس الوفد مقترح الهدنة.")] == ["refuse"]
    assert said("رفض الجندي العودة إلى موقعه.") == []


def test_venue_and_time_of_saying() -> None:
    """Where and when it was said are the statement's, not the content's."""
    (one,) = said("وقال الوزير أمس، خلال مؤتمر صحفي، إن المعبر سيفتح.")
    assert one.statement.venue and one.statement.venue.text.startswith("خلال مؤتمر")
    assert one.statement.time is not None and one.content == "المعبر سيفتح"


def test_anaphoric_content() -> None:
    """وهو ما نفته القيادة denies what was said before."""
    claim, denial = said("زعم الفصيل أن مقاتليه دخلوا البلدة، وهو ما نفته قيادة المنطقة.")
    assert denial.act == "deny" and denial.content == claim.content == "مقاتليه دخلوا البلدة"


def test_unclosed_quotation_ends_before_the_next_speaker() -> None:
    """A quotation that is never closed does not swallow the next sentence of another speaker."""
    first, second = said("قال العمدة: «الوضع تحت السيطرة. وأضافت الشرطة أن الحاجز رفع.")
    assert first.content == "الوضع تحت السيطرة" and second.content == "الحاجز رفع"


def test_a_clause_that_never_comes() -> None:
    """A text that breaks off behind its complementiser is read, and says nothing."""
    assert said("قال أعلنت قال 12 أنه") == []


def test_an_unknown_publisher_heads_the_chain() -> None:
    """A publisher that no list knows and the text does not name is the outermost hop all the same."""
    record = read("قال العمدة إن الجسر انهار.", "كركدن نيوز")
    names = {e.id: (e.name, e.kind) for e in record.entities}
    (one,) = record.statements
    assert names[one.chain[0]] == ("كركدن نيوز", "media") and len(one.chain) == 2 and one.via == ()


def test_the_publisher_by_its_bare_name() -> None:
    """The outlet in the text is the publisher, with its class word or without, and no relay."""
    (one,) = said("قال العمدة لوكالة الساحل إن الجسر انهار.", "الساحل")
    assert one.via == ()


def test_we_without_a_heading() -> None:
    """Where nothing in the text names who writes we, the publisher does."""
    (one,) = said("نطالب الجهات المعنية بفتح الطريق.", "لجنة الوادي")
    assert one.speaker == "لجنة الوادي"


def test_an_interview_before_the_verb() -> None:
    """The outlet spoken to in a phrase before the verb ends at its comma."""
    (one,) = said("وفي تصريح خاص لموقع الوادي، قال رئيس البلدية إن الطريق مفتوح.")
    assert (one.speaker, one.via) == ("رئيس البلدية", ("الوادي",))


@pytest.mark.parametrize(
    ("first", "second"),
    [("في بيان نشرته الصحف", "وأضاف البيان"), ("في تقريرها", "وأشار التقرير إلى"), ("في مذكرة", "وأكدت المذكرة")],
)
def test_whose_paper_it_is(first: str, second: str) -> None:
    """A paper named as the occasion of a statement is that speaker's, and speaks for them when it goes on."""
    two = said(f"قالت لجنة النهر {first} إن الطريق قطع. {second} أن السكان رحلوا.")
    assert [s.speaker for s in two] == ["لجنة النهر", "لجنة النهر"]


def test_a_paper_of_nobody() -> None:
    """A paper that is nobody's occasion is its own speaker."""
    assert said("قال مدير المشفى إن الطريق قطع. وأضاف البيان أن السكان رحلوا.")[1].speaker == "البيان"


def test_a_paper_described_before_its_words() -> None:
    """What describes a paper, names in quotation marks too, is none of its words."""
    text = "وجاء في التحقيق الذي نشره تجمع “المنارة” بالتعاون مع عدة صحف، أن “الشركات دفعت أموالا كثيرة”."
    assert [s.content for s in said(text)] == ["الشركات دفعت أموالا كثيرة"]


LINES = (
    "قال أعلنت وأضاف مشيرا رفض نقلت بحسب وفق عن إلى على إن أن أنه ما الذي فيما بينما كما لم دون",
    '«السلام» " “ ” : ، . ؛ ( ) الوزير وكالة الساحل مصدر عسكري المصدر القرية قصف تحرير اليوم أمس',
    "بيان لسان في مؤتمر وهو لافتات كتب عليها # | 12 و ـ",
)
WORDS = st.sampled_from([word for line in LINES for word in line.split()])


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40))
def test_spans_are_exact_and_contents_hold_no_cue_of_their_own(words: list[str]) -> None:
    """Whatever the words: spans are exact, ids resolve, no content covers its own cue, and twice is the same."""
    record = read(" ".join(words))
    text, ids = record.report.text, {e.id for e in record.entities}
    assert [e.id for e in record.entities] == [f"e{n}" for n in range(1, len(record.entities) + 1)]
    for s in record.statements:
        for span in (s.cue, s.content, s.speaker_text, s.venue, *(h.span for h in s.hops)):
            assert span is None or (text[span.start : span.end] == span.text and span.text.strip())
        assert set(s.chain) | set(s.via) <= ids and (s.speaker is None or s.chain[-1] == s.speaker)
        assert s.cue is not None and not s.content.start <= s.cue.start < s.content.end
        assert s.part_of is None or s.part_of in {o.id for o in record.statements if o.id != s.id}
    assert read(" ".join(words)).to_json() == record.to_json()


def test_who_acts_in_the_content_goes_on_there() -> None:
    """A verb joined by و that agrees with who acts in the content, not with who speaks, is theirs and stays inside."""
    outer, inner = said("قال وزير النقل إن الشركة أوقفت العمل وطالبت بتعويض كبير.")
    assert outer.content == "الشركة أوقفت العمل وطالبت بتعويض كبير"
    assert (inner.speaker, inner.via, inner.statement.part_of) == ("الشركة", ("وزير النقل",), outer.statement.id)


def test_a_source_gone_back_to_keeps_its_relay() -> None:
    """بحسب الدبلوماسي goes back to the diplomat that the agency quoted; بحسب مصدر begins anew."""
    text = "كشف دبلوماسي مطلع لوكالة الساحل أن الهدنة قريبة. "
    assert said(text + "وبحسب الدبلوماسي فإن الوفد وصل.")[1].via == ("الساحل",)
    assert said(text + "وبحسب مصدر محلي فإن الوفد وصل.")[1].via == ()


def test_an_outlet_before_its_verb() -> None:
    """«النهر» تنقل عن مسؤول: the outlet before the verb relays."""
    (found,) = said("وكالة الساحل تنقل عن مسؤول محلي قوله إن الجسر أغلق", "صحيفة الأفق")
    assert (found.speaker, found.via) == ("مسؤول محلي", ("الساحل",))


def test_a_body_behind_l_is_no_outlet() -> None:
    """المركز الإعلامي لـ«فصيل»: the group whose centre it is relays nothing."""
    (found,) = said("وقال المركز الإعلامي لـ«قسد»، في بيان، إن العملية انتهت.", "شبكة الوادي")
    assert found.via == ()


@pytest.mark.parametrize(
    ("text", "speaker", "via"),
    [
        ("قناة الساحل عن مصدر أمني: الجسر مغلق", "مصدر أمني", "قناة الساحل"),
        ("قناة الساحل نقلا عن مصدر أمني: الجسر مغلق", "مصدر أمني", "قناة الساحل"),
        ("وأبلغ مصدر أمني وكالة الساحل أن الجسر مغلق.", "مصدر أمني", "الساحل"),
        ("أغلق الجسر، وفق ما ذكره مصدر أمني لوكالة الساحل.", "مصدر أمني", "الساحل"),
    ],
)
def test_an_outlet_that_is_told(text: str, speaker: str, via: str) -> None:
    """An outlet before عن and a colon, told as the verb's object, or behind the source, hands on."""
    (found,) = said(text, "صحيفة الأفق")
    assert (found.speaker, found.via[0].removeprefix("قناة ")) == (speaker, via.removeprefix("قناة "))


def test_the_page_in_part() -> None:
    """A page spoken to under the first words of its name relays nothing."""
    assert said("قال شاهد لزمان الوادي إن الجسر أغلق.", "زمان الوادي اليوم")[0].via == ()


def test_whom_a_pronoun_names() -> None:
    """عنه behind the outlet, a paper صادر عنها and an honorific alone go back to who spoke or acted before."""
    text = "قال قائد الشرطة إن الجسر مغلق. ونقلت وكالة الساحل عنه أن الطريق خطر."
    assert said(text, "صحيفة الأفق")[1].speaker == "قائد الشرطة"
    assert said("أغلقت البلدية الجسر. وأوضح بيان صادر عنها أن المهلة شهر.")[0].speaker == "البلدية"
    assert said("قال الأمير سالم الحداد إن الجسر مفتوح. وأضاف سموه أن الطريق آمن.")[1].speaker == "سالم الحداد"
