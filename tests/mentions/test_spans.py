"""Single spans of the encoder, as a stub gives them: their bounds and what names nothing."""

from __future__ import annotations

import pytest

from khabar.encoder import SpanKind, TaggedSpan
from khabar.lexicon import Lexicon
from khabar.mentions.spans import SpanReader, proclitic
from khabar.mentions.words import compile_names
from naming import text_of


def read(raw: str, words: str, kind: SpanKind, lexicon: Lexicon) -> str | None:
    """The words of the candidate that the span of `words` in `raw` becomes."""
    text = text_of(raw)
    tokens = [t.text for t in text.tokens]
    wanted = words.split()
    first = next(n for n in range(len(tokens)) if tokens[n : n + len(wanted)] == wanted)
    last = first + len(wanted)
    found = SpanReader(text, lexicon).candidate(first, last, TaggedSpan(first, last, kind, 0.9))
    return found.text if found else None


@pytest.mark.parametrize(
    ("raw", "words", "kind", "name"),
    [
        ("وعمر الحلواني نجا", "وعمر الحلواني", "person", "عمر الحلواني"),
        ("زار زرتاك البلدة وزرتاك طبيب", "وزرتاك", "person", "زرتاك"),
        ("التقى بسمير الحلواني في صيدا", "بسمير الحلواني في صيدا", "person", "سمير الحلواني"),
        ("قال القيادي بحماس سمير الحلواني", "بحماس سمير الحلواني", "person", "سمير الحلواني"),
        ("وقتل الحاج أبو زرناك", "الحاج أبو زرناك", "person", "أبو زرناك"),
        ("قالت أم زرناك إنها بخير", "زرناك", "person", "أم زرناك"),
        ("سأل أهو سامي أم زرناك", "زرناك", "person", "زرناك"),
        ("قالت أم سامي إنها بخير", "أم", "person", None),
        ("التقى سمير الحلواني بكربلاء زملاءه", "سمير الحلواني بكربلاء", "person", "سمير الحلواني"),
        ("وصل سمير الحلواني والحوراني معا", "سمير الحلواني والحوراني", "person", "سمير الحلواني"),
        ("وموسكو تشكك في ذلك", "وموسكو تشكك", "person", None),
        ("نقل بمستشفى زرناك", "بمستشفى زرناك", "facility", "مستشفى زرناك"),
        ("قاتل وفوج زرناك هناك", "وفوج زرناك", "organization", "فوج زرناك"),
        ("مما يفيد الناس", "يفيد", "person", None),
        ("وصل الملك سالم أمس", "الملك", "person", None),
        ("قالت رح تجي", "رح", "person", None),
        ("كتب عن المولويين كتابا", "المولويين", "person", None),
        ("أدلت الهيئة ببيان أمس", "ببيان", "place", None),
        ("عاد إلى بابل أمس", "بابل", "place", "بابل"),
        ("قتل سامي زرناك، وكرزوف زرتاك", "وكرزوف زرتاك", "person", "كرزوف زرتاك"),
        ("قال وكرزوف زرتاك إنه بخير", "وكرزوف زرتاك", "person", "وكرزوف زرتاك"),
        ("جاء سامي وجهز بن زرتاك", "سامي وجهز بن زرتاك", "person", "سامي"),
        ("وجه خادم الحرمين الشريفين أمس", "خادم الحرمين", "organization", None),
        ("سيتوجه خادم الحرمين الشريفين غدا", "الحرمين الشريفين", "organization", None),
        ("قصفت كيبوتس أمس", "كيبوتس", "organization", None),
        ("تحدث كاشفاً الحقيقة", "كاشفاً", "person", None),
        ("قال المحامي العيد زرتاك", "العيد", "person", None),
    ],
)
def test_bounds(raw: str, words: str, kind: SpanKind, name: str | None, lexicon: Lexicon) -> None:
    """Letters and words that belong to the sentence stay outside; what names nobody is left out."""
    assert read(raw, words, kind, lexicon) == name


def test_a_letter_joins_two_names(lexicon: Lexicon) -> None:
    """و right behind another name of the encoder's is no part of the one that it joins."""
    text = text_of("نجا زرناك وكرزوف أمس")
    reader = SpanReader(text, lexicon)
    found = [reader.candidate(n, n + 1, TaggedSpan(n, n + 1, "person", 0.9)) for n in (1, 2)]
    assert [c.text for c in found if c is not None] == ["زرناك", "كرزوف"]


def test_a_city_is_nobody(lexicon: Lexicon) -> None:
    """A capital or great city that the encoder takes for a person is a place, which grammar may know as the state."""
    for name in ("كييف", "خاركيف"):
        text = text_of(f"صمدت {name} أمس")
        found = SpanReader(text, lexicon).candidate(1, 2, TaggedSpan(1, 2, "person", 0.9))
        assert found is not None and found.kind == "place"


def test_a_kunya_in_no_gazetteer_is_a_person(lexicon: Lexicon) -> None:
    """أبو فلان that the encoder takes for a place, and no gazetteer has, is somebody."""
    text = text_of("قتل أبو زرناك ليلا")
    found = SpanReader(text, lexicon).candidate(1, 3, TaggedSpan(1, 3, "place", 0.9))
    assert found is not None and found.kind == "person"


@pytest.mark.parametrize(("word", "cut"), [("وليد", 0), ("ووليد", 1), ("وزارة", 0), ("لجان", 0), ("والحلواني", 1)])
def test_proclitics(word: str, cut: int, lexicon: Lexicon) -> None:
    """A letter is cut where a known name or an article remains, not from a name or an ordinary word."""
    token = text_of(word).tokens[0]
    assert proclitic(token, lexicon.build(compile_names)) == cut
