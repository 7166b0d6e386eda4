"""The nameless become entities, once."""

from __future__ import annotations

from tests.events.helpers import entity, read

from khabar.lexicon import Lexicon


def test_ids_go_on_and_spans_are_exact(lexicon: Lexicon) -> None:
    """New entities follow the last given one; their mention is their name in the text."""
    text = "هاجم مسلحون مجهولون دورية في الزيتونة"
    events, found = read(text, lexicon, (entity("e7", "place", text, "الزيتونة"),))
    assert set(found) >= {"e7", "e8"} and events[0].actors == ("e8",)
    for each in found.values():
        for mention in each.mentions:
            assert text[mention.start : mention.end] == mention.text


def test_a_weapon_is_no_one(lexicon: Lexicon) -> None:
    """A tank without an owner acts for nobody known."""
    events, found = read("قصفت دبابة القرية", lexicon)
    assert events[0].actors == () and found == {}


def test_a_nameless_group_is_named_with_who_is_behind_it(lexicon: Lexicon) -> None:
    """الفصائل المدعومة من الجوار is the whole name."""
    events, found = read("قصفت الفصائل المدعومة من الجوار أطراف القرية", lexicon)
    assert [found[a].name for a in events[0].actors] == ["الفصائل المدعومة من الجوار"]


def test_the_article_that_li_takes_is_of_the_name(lexicon: Lexicon) -> None:
    """Whom للجنود names are الجنود, whose words in the text are the rest of it."""
    text = "الإفراج عن مئة أسير بعد هجوم للجنود على السجن"
    _, found = read(text, lexicon)
    soldiers = next(e for e in found.values() if "جنود" in e.name)
    assert soldiers.name == "الجنود"
    assert [text[m.start : m.end] for m in soldiers.mentions] == ["جنود"]
