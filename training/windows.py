"""Sentences packed into windows: a sentence is read together with its neighbours, as it will be in a report."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import Tensor

from khabar.encoder import BEGIN, END, PAD, clean
from training.corpora import Sentence
from training.labels import HEADS, WIDTH, offset


@dataclass(frozen=True, slots=True)
class Encoded:
    """A sentence as pieces. `first` is each token's first piece; `target` (tokens, WIDTH) holds what is wanted.

    `weight` (tokens, heads) is 1 where a head is supervised. With `soft` the targets are probabilities of a teacher,
    else permitted labels.
    """

    pieces: list[int]
    first: list[int]
    target: npt.NDArray[np.float16]
    weight: npt.NDArray[np.float16]
    stream: str
    soft: bool = False


def encode_words(tokenizer: Tokenizer, words: Sequence[str]) -> tuple[list[int], list[int]]:
    """Pieces and each word's first piece; a word that leaves no piece shares its predecessor's."""
    encoding = tokenizer.encode([clean(w) for w in words], is_pretokenized=True, add_special_tokens=False)
    first = [-1] * len(words)
    for at, word in enumerate(encoding.word_ids):
        if word is not None and first[word] < 0:
            first[word] = at
    for at, place in enumerate(first):
        if place < 0:
            first[at] = first[at - 1] if at else 0
    return list(encoding.ids) or [3], first


def encode(tokenizer: Tokenizer, sentence: Sentence) -> Encoded:
    """The sentence with its masks as permitted labels."""
    pieces, first = encode_words(tokenizer, sentence.words)
    target = np.zeros((len(first), WIDTH), np.float16)
    weight = np.zeros((len(first), len(HEADS)), np.float16)
    for number, (head, labels) in enumerate(HEADS.items()):
        for at, mask in enumerate(sentence.targets.get(head, [])):
            if mask:
                weight[at, number] = 1
                for bit in range(len(labels)):
                    target[at, offset(head) + bit] = mask >> bit & 1
    return Encoded(pieces, first, target, weight, sentence.stream)


def _cut(item: Encoded, limit: int) -> Iterator[Encoded]:
    """The sentence in runs of whole words of at most `limit` pieces (a longer word is cut off)."""
    if len(item.pieces) <= limit:
        yield item
        return
    low = 0
    while low < len(item.first):
        start, high = item.first[low], low + 1
        while high < len(item.first) and (
            (item.first[high + 1] if high + 1 < len(item.first) else len(item.pieces)) - start <= limit
        ):
            high += 1
        end = item.first[high] if high < len(item.first) else len(item.pieces)
        first = [p - start for p in item.first[low:high]]
        cut = item.pieces[start:end][:limit]
        yield Encoded(cut, first, item.target[low:high], item.weight[low:high], item.stream, item.soft)
        low = high


def pack(items: Sequence[Encoded], limit: int, chance: random.Random | None) -> list[list[Encoded]]:
    """Neighbours of one stream, in order, in windows of at most `limit` pieces.

    With `chance` three windows in ten have a smaller limit, so that each epoch cuts the text elsewhere and short
    reports are learned too.
    """

    def draw() -> int:
        return limit if chance is None or chance.random() < 0.7 else chance.randint(limit // 5, limit)

    windows: list[list[Encoded]] = []
    room, stream, bound = 0, "", limit
    for item in items:
        for piece in _cut(item, limit - 2):
            size = len(piece.pieces) + 1
            if not windows or piece.stream != stream or size > room or limit - bound > room - size:
                windows.append([])
                stream, room, bound = piece.stream, limit - 1, draw()
            windows[-1].append(piece)
            room -= size
    return windows


def batches(
    windows: list[list[Encoded]], pieces: int, chance: random.Random | None
) -> Iterator[tuple[list[list[Encoded]], int]]:
    """Windows of like length together, at most `pieces` pieces with padding a batch; and the length of the longest."""
    lengths = [2 + sum(len(i.pieces) + 1 for i in w) - 1 for w in windows]
    order = sorted(range(len(windows)), key=lambda i: (lengths[i] + (chance.random() * 12 if chance else 0), i))
    groups: list[list[int]] = []
    for at in reversed(order):
        if not groups or lengths[groups[-1][0]] * (len(groups[-1]) + 1) > pieces * 1.02:
            groups.append([])
        groups[-1].append(at)
    if chance:
        chance.shuffle(groups)
    for group in groups:
        yield [windows[i] for i in group], max(lengths[i] for i in group)


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of one step; `where` is (tokens, 2): the window and the piece that speak for each token."""

    pieces: Tensor
    mask: Tensor
    where: Tensor
    target: Tensor
    weight: Tensor
    soft: Tensor


def tensors(windows: list[list[Encoded]], length: int) -> Batch:
    """`<s> sentence </s> sentence … </s>` for each window, padded to `length`."""
    pieces = torch.full((len(windows), length), PAD)
    mask = torch.zeros((len(windows), length))
    where: list[tuple[int, int]] = []
    soft: list[bool] = []
    for row, window in enumerate(windows):
        ids = [BEGIN]
        for item in window:
            where += [(row, len(ids) + first) for first in item.first]
            soft += [item.soft] * len(item.first)
            ids += [*item.pieces, END]
        pieces[row, : len(ids)] = torch.tensor(ids)
        mask[row, : len(ids)] = 1
    target = np.concatenate([i.target for w in windows for i in w]).astype(np.float32)
    weight = np.concatenate([i.weight for w in windows for i in w]).astype(np.float32)
    wanted = (torch.from_numpy(target), torch.from_numpy(weight), torch.tensor(soft))
    return Batch(pieces, mask, torch.tensor(where), *wanted)
