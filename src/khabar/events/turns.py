"""Sentences that go on to something else than what was told right before: كما قتل، وفي حادث آخر، and headings."""

from __future__ import annotations

from khabar.events.scene import Scene
from khabar.objects import Sentence, Text

_KNOWN = frozenset({("يذكر", "ان"), ("يشار", "الي"), ("الجدير", "بالذكر"), ("من", "الجدير"), ("جدير", "بالذكر")})
_OTHERWISE = ("كما", "فيما", "بينما", "كذلك", "كان", "كانت", "كانوا", "سبق")
_SHORT = 14  # words and marks that a heading has at the most
_STOPS = frozenset({".", "؟", "!", "…", "..", "..."})
_FROM = ("في", "علي", "من", "الي")


def turns(scene: Scene, sentence: Sentence, first: int | None = None) -> bool:
    """True for a sentence that goes on to something else (كما قتل رجل) or back to what was before (وكانت … قصفت).

    So are one that says what is known anyway (يذكر أن الطائرات تقصف), one that parts two matters (وفي سياق متصل), and
    one of whose clauses, at token `first`, begins so.
    """
    if first is not None and first > sentence.first and _bare(scene, first, sentence) in _OTHERWISE:
        return True
    one, two, three = (_bare(scene, sentence.first + n, sentence) for n in range(3))
    if one in _OTHERWISE or (one, two) in _KNOWN:
        return True
    parts, others = scene.words.lists["parting"], scene.words.lists["another"]
    return one in _FROM and (two in parts or three in others)


def is_heading(text: Text, sentence: Sentence) -> bool:
    """True for a short line of its own between paragraphs, without the full stop that these have."""
    last, here = len(text.sentences) - 1, sentence.index
    if not 0 < here < last or sentence.last - sentence.first > _SHORT or _stops(text, sentence):
        return False
    before, after = text.sentences[here - 1], text.sentences[here + 1]
    return before.part < sentence.part < after.part and (_stops(text, before) or _stops(text, after))


def _stops(text: Text, sentence: Sentence) -> bool:
    """True where a sentence ends as sentences do, be it in quotation marks."""
    return any(t.text in _STOPS for t in text.tokens[max(sentence.first, sentence.last - 2) : sentence.last])


def _bare(scene: Scene, at: int, sentence: Sentence) -> str:
    """The folded token without و, empty behind the sentence."""
    return scene.text.tokens[at].fold.removeprefix("و") if at < sentence.last else ""
