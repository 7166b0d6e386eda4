"""Sentences that turn to something else, and headings."""

from __future__ import annotations

import pytest
from tests.events.helpers import analysed

from khabar.events.scene import Scene
from khabar.events.turns import is_heading, turns
from khabar.events.vocabulary import Vocabulary
from khabar.lexicon import Lexicon


def scene_of(text: str, lexicon: Lexicon) -> Scene:
    """A text without entities, times and counts."""
    return Scene(analysed(text), (), (), (), lexicon.build(Vocabulary))


@pytest.mark.parametrize(
    ("text", "turning"),
    [
        ("كما قتل رجل", True),
        ("وفي سياق متصل قصفت المدفعية القرية", True),
        ("وفي حادث آخر قتل رجل", True),
        ("إلى ذلك قتل رجل", True),
        ("يذكر أن الطائرات تقصف القرية", True),
        ("وفي القرية قتل رجل", False),
        ("وقتل رجل", False),
    ],
)
def test_what_turns_to_something_else(lexicon: Lexicon, text: str, turning: bool) -> None:
    """The head of a sentence says whether it goes on to another matter."""
    scene = scene_of(text, lexicon)
    assert turns(scene, scene.text.sentences[0]) is turning


def test_a_clause_may_turn(lexicon: Lexicon) -> None:
    """كما within a sentence turns its clause only."""
    scene = scene_of("قصفت المدفعية القرية، كما قصفت التل", lexicon)
    at = next(t.index for t in scene.text.tokens if t.fold == "كما")
    sentence = scene.text.sentences[0]
    assert turns(scene, sentence, at) and not turns(scene, sentence, sentence.first)


def test_a_heading_is_a_short_line_without_a_stop() -> None:
    """Between paragraphs that end with a full stop; in a post without any, no line is one."""
    text = analysed("قصفت المدفعية القرية.\nسبعة قتلى\nاجتمع المجلس في العاصمة.")
    assert [is_heading(text, s) for s in text.sentences] == [False, True, False]
    text = analysed("قصفت المدفعية القرية\nسبعة قتلى\nاجتمع المجلس في العاصمة")
    assert not any(is_heading(text, s) for s in text.sentences)
