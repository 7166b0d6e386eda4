"""The furniture lexicon: every rule does what its examples say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.lexicon import Entry, Lexicon, load_lexicon
from khabar.pages.furniture import compile_furniture, line_key

ENTRIES = load_lexicon().entries("furniture/")


@pytest.mark.parametrize("entry", ENTRIES, ids=[e["id"] for e in ENTRIES])
def test_a_rule_takes_its_examples_and_leaves_the_others(lexicon: Lexicon, entry: Entry) -> None:
    """`yes` lines are furniture by this rule, `no` lines are no furniture at all, even above a report."""
    index = lexicon.build(compile_furniture)
    for line in entry["examples"]["yes"]:
        rule = index.classify(line, head=True)
        assert rule is not None and (rule.id, rule.kind) == (entry["id"], entry["kind"]), line
    for line in entry["examples"]["no"]:
        assert index.classify(line, head=True) is None, line


def test_the_lexicon_covers_the_templates_of_many_sites() -> None:
    """At least twenty-five Arabic news sites' lines are in it."""
    sites = {site for entry in ENTRIES for site in entry.get("sites", ())}
    assert len(sites - {"wordpress", "joomla", "drupal", "twitter"}) >= 25


def test_section_names_are_furniture_only_above_a_report(lexicon: Lexicon) -> None:
    """ "Economy" alone between paragraphs may be a subheading; above the headline it is the menu."""
    index = lexicon.build(compile_furniture)
    assert index.classify("اقتصاد", head=True) and index.classify("اقتصاد") is None


def test_several_labels_in_one_line_are_furniture_and_open_nothing(lexicon: Lexicon) -> None:
    """Buttons and counts side by side; a line with one other word is text."""
    index = lexicon.build(compile_furniture)
    row = index.classify("طباعة مشاركة تعليقات 12 مشاهدة")
    assert row is not None and row.kind == "share" and not (row.opens or row.opens_short or row.to_end)
    assert index.classify("طباعة المناهج ومشاركة المعلمين") is None


def test_a_line_of_symbols_is_a_mark(lexicon: Lexicon) -> None:
    """× closes a window; a row of dashes parts; neither is text."""
    index = lexicon.build(compile_furniture)
    assert [r.kind for r in map(index.classify, ("×", "✕", "-----", "• •")) if r] == [
        "close",
        "close",
        "other",
        "other",
    ]


def test_a_pictogram_is_cut_off_the_words_it_is_glued_to(lexicon: Lexicon) -> None:
    """`camera icon` and what follows it are two things, with or without a blank between."""
    index = lexicon.build(compile_furniture)
    assert index.cut_icon("camera iconالسوق بعد القصف") == ("camera icon", "السوق بعد القصف")
    assert index.cut_icon("clock-icon 12:30") == ("clock-icon", "12:30")
    assert index.cut_icon("iconic building") is None and index.cut_icon("السوق camera icon") is None


def test_an_appeal_names_its_site_but_no_common_noun(lexicon: Lexicon) -> None:
    """ادعم صوت الضفة names a site; ادعم الصحافة المستقلة names nobody."""
    index = lexicon.build(compile_furniture)
    assert index.appeals_for("ادعم صوت الضفة") == "صوت الضفة"
    assert index.appeals_for("ادعم الصحافة المستقلة") is None and index.appeals_for("ادعمنا") is None


@given(st.text(max_size=60))
def test_a_key_is_stable_and_holds_only_words(line: str) -> None:
    """The key by which lines are compared does not change when taken again, and holds no punctuation."""
    key = line_key(line)
    assert line_key(key) == key
    assert all(c.isalnum() or c == " " for c in key)
