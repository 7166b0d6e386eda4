"""Clauses of a sentence: the stretches inside which a verb finds its subject, its place and its time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from khabar.events.vocabulary import Vocabulary
from khabar.objects import Sentence, Text, Token
from khabar.text.fold import fold

Joint = Literal["start", "and", "then", "result", "while", "also", "cause", "stop"]

# How a clause hangs on the one before it. Function words only.
_WORDS: tuple[tuple[Joint, str], ...] = (
    ("while", "فيما بينما حيث حين"),
    ("also", "كما كذلك أيضا"),
    ("result", "مما ما"),
    ("cause", "عندما حينما بعدما"),
)
_JOINTS: dict[str, Joint] = {fold(word): joint for joint, words in _WORDS for word in words.split()}
_STOPS = frozenset(";؛:.!?؟…")
_COMMAS = frozenset("،,-–")


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens `first` to `last` (exclusive); `joint` says how it hangs on the clause before it."""

    first: int
    last: int
    joint: Joint


def find_clauses(
    text: Text, sentence: Sentence, words: Vocabulary, names: frozenset[int] = frozenset()
) -> tuple[Clause, ...]:
    """The clauses of one sentence, in order, covering it. Linear in its tokens.

    `names` are tokens that names begin with or hold: no clause begins there (في | وادي السرو, هاكان | فيدان).
    """
    tokens = text.tokens
    cuts: list[tuple[int, Joint]] = [(sentence.first, "start")]
    for at in range(sentence.first + 1, sentence.last):
        joint = None if at in names else _joint(tokens, at, sentence, words)
        if joint is None:
            continue
        if cuts[-1][0] >= at - 1 and joint != "stop":
            cuts[-1] = (cuts[-1][0], joint if cuts[-1][1] == "stop" else cuts[-1][1])
            continue
        cuts.append((at, joint))
    ends = [first for first, _ in cuts[1:]] + [sentence.last]
    return tuple(Clause(first, last, joint) for (first, joint), last in zip(cuts, ends, strict=True))


def _joint(tokens: tuple[Token, ...], at: int, sentence: Sentence, words: Vocabulary) -> Joint | None:
    """The joint of a clause that begins with token `at`, or None where none begins."""
    token = tokens[at]
    before = tokens[at - 1]
    if token.kind == "punct":
        return None
    bare = token.fold[1:] if token.fold[:1] == "و" and len(token.fold) > 3 and token.fold != "وسط" else token.fold
    named = _JOINTS.get(bare)
    if named == "result" and not _causes(tokens, at, sentence, words):
        named = None
    if named:
        return named
    if before.kind == "punct" and before.text in _STOPS:
        return "stop"
    if token.fold[:1] in "وف" and _verb(token, words):
        return "then" if token.fold[:1] == "ف" else "and"
    if before.text in _COMMAS and bare == "وسط":
        return "while"
    if before.text in _COMMAS and token.fold[:1] == "و" and len(token.fold) > 3:
        return "and" if token.fold not in words.participants else None  # …، وزير الزراعة
    return None


def _causes(tokens: tuple[Token, ...], at: int, sentence: Sentence, words: Vocabulary) -> bool:
    """True where مما or ما is followed by a verb of causing."""
    if tokens[at].fold in ("مما", "ومما"):
        return True
    if at + 1 >= sentence.last:
        return False
    return any(getattr(m, "book", "") == "links" for m, _ in words.read(tokens[at + 1]).verbs)


def _verb(token: Token, words: Vocabulary) -> bool:
    """True where a word with an attached و or ف is a known verb in past or present and no plain noun."""
    if token.text.endswith("ة") or token.fold in words.participants:
        return False
    forms = words.forms.readings(token)
    return any(f.cut == 1 and f.person > 0 for f in forms) and not any(f.cut == 0 and f.person > 0 for f in forms)


def clause_at(clauses: tuple[Clause, ...], token: int) -> int:
    """The index of the clause that holds the token."""
    low, high = 0, len(clauses) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if clauses[middle].first <= token:
            low = middle
        else:
            high = middle - 1
    return low
