"""Names of the actor and outlet books in a text."""

from __future__ import annotations

import pytest

from khabar.lexicon import Lexicon
from khabar.mentions.known import find_actors
from naming import candidates_of, text_of


def found(raw: str, lexicon: Lexicon) -> dict[str, str | None]:
    """The actors found, by the words that name them."""
    return {c.text: c.actor for c in find_actors(text_of(raw), lexicon)}


def test_quotation_marks_inside_a_name_are_passed_over(lexicon: Lexicon) -> None:
    """A head noun and a quoted name are one mention, closing mark included."""
    assert found("استعاد الجيش تلالا من تنظيم “الدولة الإسلامية” أمس", lexicon)["تنظيم “الدولة الإسلامية”"] == "isis"


def test_proclitics_are_no_part_of_a_name(lexicon: Lexicon) -> None:
    """و and ب and ل stay outside the span."""
    assert found("اتفقوا وروسيا على مهلة لإيران", lexicon) == {"روسيا": "rus", "إيران": "irn"}


def test_an_ordinary_word_needs_an_introduction(lexicon: Lexicon) -> None:
    """الجزيرة is the channel after قناة, and not by itself."""
    assert "jazeera" in found("ذكرت قناة الجزيرة أن اللقاء تأجل", lexicon).values()
    assert "jazeera" not in found("عاد سكان الجزيرة إلى حقولهم", lexicon).values()


@pytest.mark.parametrize(
    ("raw", "state"),
    [
        ("نددت موسكو بالقرار", True),
        ("موسكو مستعدة للحوار", True),
        ("وصل الوزير إلى موسكو ليلا", False),
        ("اعتقال رجلين في العاصمة #موسكو", False),
        ("التقيا في العاصمة موسكو", False),
        ("موسكو - وكالات", False),
    ],
)
def test_a_capital_acts_or_lies_somewhere(raw: str, state: bool, lexicon: Lexicon) -> None:
    """A capital is its state's where it acts, and left to the gazetteer where it is a place."""
    assert ("rus" in found(raw, lexicon).values()) is state


def test_the_accusative_of_an_adjective_is_no_country(lexicon: Lexicon) -> None:
    """روسيًا is Russian, not Russia."""
    assert "روسيًا" not in found("رفضت الحكومة اقتراحًا روسيًا جديدًا", lexicon)


def test_a_body_is_described_and_a_group_is_named(lexicon: Lexicon) -> None:
    """The army of a state is a nominal, an armed group's name a name, initials an acronym."""
    forms = {c.text: c.form for c in find_actors(text_of("اتهم الجيش العراقي تنظيم القاعدة و(قسد)"), lexicon)}
    assert forms == {"الجيش العراقي": "nominal", "تنظيم القاعدة": "name", "قسد": "acronym"}


def test_a_shared_name_is_the_one_of_the_country_at_hand(lexicon: Lexicon) -> None:
    """A party's name that two countries have means the party of the country that the report speaks of."""
    assert "tur_akp" in found("قال حزب العدالة والتنمية في أنقرة إن تركيا ماضية", lexicon).values()
    assert "mar_pjd" in found("خسر حزب العدالة والتنمية مقاعد في المغرب", lexicon).values()


@pytest.mark.parametrize(
    "raw",
    [
        "غادرت طائرة باتجاه صنعاء أمس. وتقول الحكومة في اليمن إن الرحلة تأخرت",
        "هبطت طائرة قادمة من صنعاء. واليمن يرحب",
        "رحلات بين المخا وصنعاء غداً. واليمن يرحب",
        "زيارة إلى عدن والمخا وصنعاء غداً. واليمن يرحب",
    ],
)
def test_a_capital_on_the_way_is_a_town(raw: str, lexicon: Lexicon) -> None:
    """Where somebody goes to, comes from or travels between is the town, even where its country is named."""
    assert [c.kind for c in candidates_of(raw, lexicon, None) if c.text == "صنعاء"] == ["place"]


def test_support_from_a_capital_is_the_state_s(lexicon: Lexicon) -> None:
    """من before a capital that gives or wants something leaves it the state."""
    found = candidates_of("تلقت الجماعة دعماً من طهران. وإيران تنفي", lexicon, None)
    assert [c.kind for c in found if c.text == "طهران"] == ["state"]


@pytest.mark.parametrize(
    ("raw", "actor"),
    [
        ("قال الدكتور عبد الله بن عبد العزيز العتيبي إن المركز فتح", None),
        ("قال بشار الأسد أمس إن الطريق فتح", "p_assad_bashar"),
    ],
)
def test_a_longer_name_is_somebody_else(raw: str, actor: str | None, lexicon: Lexicon) -> None:
    """A person of the book is not whoever bears that name with more names after it."""
    assert [c.actor for c in find_actors(text_of(raw), lexicon) if c.kind == "person"] == ([actor] if actor else [])


def test_a_channel_s_name_that_is_an_adjective_here(lexicon: Lexicon) -> None:
    """العراقية is the channel after قناة, and an adjective after a definite noun in the same report."""
    actors = find_actors(text_of("قال لقناة العراقية إن الانتخابات العراقية انتهت"), lexicon)
    assert [c.text for c in actors if c.kind == "media"] == ["قناة العراقية"]


def test_a_surname_is_no_town_of_a_list(lexicon: Lexicon) -> None:
    """موسكو after a man whose surname is a town too still speaks for its state."""
    assert found("نعى البنتاغون البغدادي وموسكو تشكك", lexicon).get("موسكو") == "rus"


@pytest.mark.parametrize(
    ("raw", "actor"),
    [
        ("تتوسط قطر وعمان في الملف", "omn"),
        ("إيران، عمان، العراق", "omn"),
        ("وصل الوفد إلى عمان وإربد", None),
        ("اجتمعوا في عمان، الأردن", None),
    ],
)
def test_a_name_in_a_row_of_states_is_a_state(raw: str, actor: str | None, lexicon: Lexicon) -> None:
    """عمان between states is the Sultanate; in a row of towns, or before its own state, it is the town."""
    assert found(raw, lexicon).get("عمان") == actor


def test_a_capital_before_a_date_or_of_people_is_a_town(lexicon: Lexicon) -> None:
    """A dateline and whose inhabitants someone is name the town, not the state that sits there."""
    assert found("أديس أبابا، 29 مايو 2024", lexicon) == {}
    assert found("شعر بها سكان الرباط", lexicon) == {}


def test_a_town_of_two_words_that_stands_for_a_state(lexicon: Lexicon) -> None:
    """رام الله acts as the authority that sits there, and lies somewhere as a town does."""
    assert found("نددت رام الله بالقرار", lexicon) == {"رام الله": "pse"}
    assert found("سكنوا شمال غرب رام الله", lexicon) == {}


def test_a_country_after_a_feminine_noun_is_the_country(lexicon: Lexicon) -> None:
    """مساعدة روسيا is help by Russia; جنديا روسيا without its tanween is a Russian soldier."""
    assert "rus" in found("رحب الوزير بأن مساعدة روسيا مستمرة", lexicon).values()
    assert "rus" not in found("أسر المقاتلون جنديا روسيا جريحا", lexicon).values()


@pytest.mark.parametrize("name", ["الملك سلمان بن عبد العزيز آل سعود", "حسين أمير عبد اللهيان"])
def test_a_full_name_with_what_looks_like_a_title(name: str, lexicon: Lexicon) -> None:
    """A name is found whole behind a title with which the book has a shorter one, and with a title inside it."""
    actors = list(find_actors(text_of(f"استقبل {name} الوفد"), lexicon))
    assert len(actors) == 1 and actors[0].actor is not None and name.endswith(actors[0].text)
    assert len(actors[0].text.split()) > 3


@pytest.mark.parametrize(
    ("raw", "known"),
    [
        ("أقر مجلس العموم القانون", True),
        ("أقر مجلس العموم البريطاني القانون", True),
        ("أقر مجلس العموم الكندي القانون", False),
    ],
)
def test_another_state_s_adjective_makes_it_another_body(raw: str, known: bool, lexicon: Lexicon) -> None:
    """A body's name with the adjective of a state that is not its own is no name of it."""
    assert any(c.actor and c.kind == "organization" for c in find_actors(text_of(raw), lexicon)) is known
