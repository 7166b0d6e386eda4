"""Which mentions are one entity."""

from __future__ import annotations

import pytest

from khabar.lexicon import Lexicon
from naming import entities_of, named
from spent import grows_with_length


def test_the_publisher_comes_first(lexicon: Lexicon) -> None:
    """A publisher that the books know is their outlet; another is a medium under its own name."""
    known = entities_of("نزل المطر على حلب.", lexicon, publisher="عنب بلدي")[0]
    assert (known.id, known.kind, known.actor) == ("e1", "media", "enab_baladi")
    other = entities_of("نزل المطر على حلب.", lexicon, publisher="صدى السنديان")[0]
    assert (other.kind, other.name, other.actor, other.mentions) == ("media", "صدى السنديان", None, ())


def test_a_body_that_publishes_is_that_body(lexicon: Lexicon) -> None:
    """A page of a monitor or ministry of the books is theirs: one source with whoever cites it."""
    own = entities_of("نزل المطر على حلب.", lexicon, publisher="الشبكة السورية لحقوق الإنسان")[0]
    assert (own.kind, own.actor, own.rule) == ("organization", "snhr", "entity.publisher")


def test_no_publisher_no_entity(lexicon: Lexicon) -> None:
    """Without a known publisher the first entity is the first mention's."""
    assert entities_of("نزل المطر على حلب.", lexicon)[0].name == "حلب"


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("أعلن تنظيم الدولة الإسلامية هجوما، وقال داعش إنه ناجح", ["تنظيم الدولة الإسلامية", "داعش"]),
        ("نفت وزارة الدفاع الأمريكية ذلك، وأكد البنتاغون نفيه", ["وزارة الدفاع الأمريكية", "البنتاغون"]),
        ("قالت روسيا إنها وافقت. وأضافت موسكو أن الروس لن ينسحبوا", ["روسيا", "موسكو", "الروس"]),
        ("قال المحامي سليم الحوراني ذلك، ثم غادر الحوراني", ["سليم الحوراني", "الحوراني"]),
        ("هاجمت قوات سوريا الديمقراطية القرية، وانسحبت القوات ليلا", ["قوات سوريا الديمقراطية", "القوات"]),
        ("وصل وزير الصحة المصري خالد الحوراني، وافتتح الوزير القسم", ["خالد الحوراني", "الوزير"]),
        ("قال الأمير فهد بن سالم ذلك، وأضاف الأمير ابن سالم أنه باق", ["فهد بن سالم", "ابن سالم"]),
        ("دخلوا بلدة سرمين، ثم غادروا البلدة", ["سرمين", "البلدة"]),
    ],
)
def test_one_entity(raw: str, names: list[str], lexicon: Lexicon) -> None:
    """Aliases, capitals, last names and definite nouns join the entity they stand for."""
    entity = named(entities_of(raw, lexicon), names[0])
    assert {*names} <= {entity.name, *entity.aliases, *(m.text for m in entity.mentions)}


@pytest.mark.parametrize(
    "raw",
    [
        "هاجمت قوات سوريا الديمقراطية القرية، وراقبت القوات الخاصة الطريق",
        "انسحبت القوات من الطريق",
    ],
)
def test_a_noun_that_is_qualified_or_first_stays_out(raw: str, lexicon: Lexicon) -> None:
    """A definite noun with an adjective of its own, or without antecedent, joins nothing and is no entity."""
    assert not any(m.text == "القوات" for e in entities_of(raw, lexicon) for m in e.mentions)


def test_two_groups_of_one_past_stay_two(lexicon: Lexicon) -> None:
    """A group and its successor are two actors."""
    entities = entities_of("انسحبت جبهة النصرة، ورفضت هيئة تحرير الشام الاتفاق", lexicon)
    assert {e.actor for e in entities} == {"nusra", "hts"}


def test_the_article_swallowed_by_a_preposition_comes_back(lexicon: Lexicon) -> None:
    """The name in للأمم المتحدة is الأمم المتحدة; the span stays exact."""
    raw = "قدم تقريرا للأمم المتحدة"
    entity = named(entities_of(raw, lexicon), "الأمم المتحدة")
    assert [raw[m.start : m.end] for m in entity.mentions] == ["لأمم المتحدة"]
    assert named(entities_of("دورية تابعة للواء 45 بالجيش العراقي", lexicon), "اللواء 45")


def test_ids_follow_the_text(lexicon: Lexicon) -> None:
    """Entities are numbered by first mention, without gaps."""
    entities = entities_of("من حلب إلى حماة عبر إدلب مع روسيا", lexicon)
    assert [e.id for e in entities] == [f"e{n}" for n in range(1, len(entities) + 1)]
    starts = [e.mentions[0].start for e in entities]
    assert starts == sorted(starts)


def test_a_long_report_is_read_in_time_that_grows_with_it(lexicon: Lexicon) -> None:
    """Twenty times the text takes nothing like four hundred times as long."""
    piece = "قال وزير الصحة المصري خالد الحوراني إن القوات دخلت بلدة سرمين بريف إدلب. وأضاف الوزير أن البلدة آمنة.\n"
    entities_of(piece, lexicon)
    assert grows_with_length(lambda times: entities_of(piece * times, lexicon), 30, 20)


def test_a_name_with_and_without_its_blank_is_one(lexicon: Lexicon) -> None:
    """عبد اللطيف and عبداللطيف are one way of writing one man."""
    person = named(entities_of("تبرع عبد اللطيف الحلواني، ثم عاد عبداللطيف الحلواني", lexicon), "عبد اللطيف الحلواني")
    assert len(person.mentions) == 2


def test_an_outlet_means_itself_by_its_short_name(lexicon: Lexicon) -> None:
    """الوطن in a report of the Saudi paper is that paper, not the Syrian one."""
    outlets = entities_of("قال المدير لـ“الوطن” إن العمل مستمر", lexicon, publisher="الوطن السعودية")
    assert [e.id for e in outlets if e.kind == "media"] == ["e1"]


def test_a_swallowed_article_makes_nobody_else(lexicon: Lexicon) -> None:
    """للبيطار is البيطار behind ل, and so the man who is named in full."""
    raw = "استأنف القاضي سامي البيطار عمله، ثم أعلنت اللجنة دعمها للبيطار"
    names = [m.text for m in named(entities_of(raw, lexicon), "سامي البيطار").mentions if m.form == "name"]
    assert names == ["سامي البيطار", "لبيطار"]
