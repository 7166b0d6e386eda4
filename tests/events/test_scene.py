"""Players of a sentence."""

from __future__ import annotations

from tests.events.helpers import analysed, entity

from khabar.events.scene import Scene
from khabar.events.vocabulary import Vocabulary
from khabar.lexicon import Lexicon


def test_a_head_noun_and_the_mention_after_it_are_one_player(lexicon: Lexicon) -> None:
    """طائرات | التحالف is the coalition; a person after a title is the person; pronouns are no players."""
    raw = "قصفت طائرات التحالف القرية وقتل الشاب سليم الأحمد"
    text = analysed(raw)
    entities = (entity("e1", "organization", raw, "التحالف"), entity("e2", "person", raw, "سليم الأحمد"))
    scene = Scene(text, entities, (), (), lexicon.build(Vocabulary))
    assert [(p.entity, p.first) for p in scene.players(text.sentences[0])] == [("e1", 1), ("e2", 5)]


def test_offsets_become_tokens(lexicon: Lexicon) -> None:
    """The token that holds an offset, or the next one for a blank."""
    text = analysed("قصفت الطائرات")
    scene = Scene(text, (), (), (), lexicon.build(Vocabulary))
    assert [scene.token_at(i) for i in (0, 3, 4, 5)] == [0, 0, 1, 1]
