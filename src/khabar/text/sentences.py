"""Sentences: stretches of tokens between full stops, inside one part of the report."""

from __future__ import annotations

from khabar.objects import Part, Sentence, Token

_ENDS = frozenset({".", "!", "?", "؟", "…", "۔"})
_TRAILING = frozenset('"”“»«)]›')
_MAX_TOKENS = 400


def find_sentences(raw: str, tokens: tuple[Token, ...], parts: tuple[Part, ...]) -> tuple[Sentence, ...]:
    """The sentences of every part, in order. A mark that closes a quotation after the full stop stays with it.

    A line break ends a sentence, a dot inside a number or an abbreviation of single letters (أ.ف.ب) does not. A run
    of more than 400 tokens without a stop is cut there, so that later steps stay linear.
    """
    sentences: list[Sentence] = []
    at = 0
    for part_index, part in enumerate(parts):
        while at < len(tokens) and tokens[at].start < part.start:
            at += 1
        first = at
        while at < len(tokens) and tokens[at].start < part.end:
            at += 1
            if _ends_after(raw, tokens, at, part) or at - first >= _MAX_TOKENS:
                while at < len(tokens) and tokens[at].start < part.end and tokens[at].text in _TRAILING and (
                    tokens[at].start == tokens[at - 1].end
                ):  # fmt: skip
                    at += 1
                sentences.append(_sentence(len(sentences), tokens, first, at, part_index))
                first = at
        if first < at:
            sentences.append(_sentence(len(sentences), tokens, first, at, part_index))
    return tuple(sentences)


def _sentence(index: int, tokens: tuple[Token, ...], first: int, last: int, part: int) -> Sentence:
    return Sentence(index, first, last, tokens[first].start, tokens[last - 1].end, part)


def _ends_after(raw: str, tokens: tuple[Token, ...], at: int, part: Part) -> bool:
    """True where the sentence ends between token `at - 1` and token `at`."""
    token = tokens[at - 1]
    following = tokens[at] if at < len(tokens) and tokens[at].start < part.end else None
    if following is None:
        return True
    if "\n" in raw[token.end : following.start]:
        return True
    if token.text not in _ENDS and not (token.text.startswith("..") and following.start > token.end):
        return False
    if token.text == "." and at >= 2:
        previous = tokens[at - 2]
        letter = previous.kind == "word" and len(previous.fold) == 1 and previous.end == token.start
        if letter and following.kind == "word" and len(following.fold) == 1:
            return False
        if following.fold in ("نت", "كوم") and previous.end == token.start and following.start == token.end:
            return False  # السورية.نت
        if previous.kind == "number" and following.kind == "number" and following.start == token.end:
            return False
    return True
