"""Line breaks that a saved post has lost, found again in the preview that the page prints above it."""

from __future__ import annotations

import unicodedata

# Categories of pictures, marks and space: a preview may have them where the post has not, and the other way round.
_UNSEEN = frozenset({"So", "Sk", "Mn", "Cf", "Zs", "Cc"})


def lost_breaks(raw: str, head: int, start: int, stop: int, author: str) -> tuple[int, ...]:
    """Offsets into `raw`, in order, where a line of the post at `start`-`stop` begins with nothing before it to say so.

    `raw[:head]` holds the preview: the author's name, a dash and the first words of the post, or the words and then
    the name. Its lines are followed in the post sign by sign until they part. Linear in the shorter of the two.
    """
    for first in _beginnings(raw[:head], author):
        cuts = _follow(raw, first, head, start, stop)
        if cuts:
            return cuts
    return ()


def _beginnings(top: str, author: str) -> tuple[int, ...]:
    """Where the preview may begin: after the author's name and a dash, else at the very top."""
    name = f"{author} - "
    after = top.find(name)
    return (after + len(name), 0) if after >= 0 else (0,)


def _follow(raw: str, first: int, last: int, start: int, stop: int) -> tuple[int, ...]:
    """The breaks of the preview from `first` on that the post does not have."""
    cuts: list[int] = []
    at, broken, spaced = start, False, True
    for seen in range(first, last):
        sign = raw[seen]
        if sign == "\n":
            broken = True
        if unicodedata.category(sign) in _UNSEEN:
            continue
        while at < stop and unicodedata.category(raw[at]) in _UNSEEN:
            spaced = spaced or raw[at].isspace()
            at += 1
        if at >= stop or raw[at] != sign:
            break
        if broken and not spaced:
            cuts.append(at)
        at, broken, spaced = at + 1, False, False
    return tuple(cuts)
