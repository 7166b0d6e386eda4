"""News read by teachers: `python -m training.silver --teachers a.pt b.pt --out silver.npz`.

Whole articles are taken, so that sentences keep their neighbours. What is stored is the mean of the teachers'
probabilities; the student learns from those (distillation), not from hard labels.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import time
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from khabar.encoder import agree
from khabar.objects import Part
from khabar.text.sentences import find_sentences
from khabar.text.tokens import tokenize
from training.corpora import SHARED, Sentence
from training.labels import HEADS, WIDTH, offset
from training.network import load_pretrained
from training.roles import role_masks
from training.score import decode
from training.train import START, predict
from training.windows import Encoded, encode_words

SENTENCES = 14  # of an article, from its beginning
_ARABIC = re.compile("[\u0621-\u064a]")


def articles(folder: Path = SHARED / "news") -> Iterator[tuple[str, str]]:
    """`(source, text)` of every article: title and text."""
    for name, field in (("almayadeen_2023_2024", "full_text"), ("saudinewsnet", "content")):
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                entry = json.loads(line)
                text = f"{entry.get('title') or ''}\n{entry.get(field) or ''}"
                if 400 < len(text) < 20_000:
                    yield name, text


def sentences(count: int, seed: int, skip: int = 0) -> list[Sentence]:
    """About `count` sentences of articles drawn at random, half from each source, in the articles' order.

    `skip` passes over the articles that as many sentences of an earlier draw with the same seed came from.
    """
    chance = random.Random(seed)
    by_source: dict[str, list[str]] = {}
    for source, text in articles():
        by_source.setdefault(source, []).append(text)
    found: list[Sentence] = []
    for source, texts in sorted(by_source.items()):
        chance.shuffle(texts)
        here, passed = 0, skip / len(by_source)
        for number, text in enumerate(texts):
            if here >= count / len(by_source) + passed:
                break
            start = here
            tokens = tokenize(text)
            part = (Part(kind="body", start=0, end=len(text)),)
            for sentence in find_sentences(text, tokens, part)[:SENTENCES]:
                words = tuple(t.text for t in tokens[sentence.first : sentence.last])
                if 4 <= len(words) <= 90 and sum(bool(_ARABIC.search(w)) for w in words) * 2 > len(words):
                    here += 1
                    if start >= passed:
                        found.append(Sentence(words, {}, (), f"{source}-{number}"))
    return found


def label(teachers: list[Path], texts: list[Sentence], tokenizer: Tokenizer) -> np.ndarray:
    """Mean probabilities (all tokens, WIDTH) in half precision, drawn together within each article."""
    items = []
    for text in texts:
        pieces, first = encode_words(tokenizer, text.words)
        blank = np.zeros((len(first), 0), np.float16)
        items.append(Encoded(pieces, first, blank, blank, text.stream))
    total = np.zeros((sum(len(t.words) for t in texts), WIDTH), np.float32)
    for path in teachers:
        network = load_pretrained(START)
        network.load_state_dict(torch.load(path, weights_only=True))
        total += np.exp(np.concatenate(predict(network, items)))
    return _agreed(total / len(teachers), texts).astype(np.float16)


def _agreed(chances: np.ndarray, texts: list[Sentence]) -> np.ndarray:
    """The chances of `names` and `kinds` after each article's sentences agreed: more than one reading can know."""
    ends = np.cumsum([len(t.words) for t in texts]).tolist()
    cuts = list(zip([0, *ends], ends, strict=False))
    for _, group in groupby(range(len(texts)), key=lambda n: texts[n].stream):
        numbers = list(group)
        words = [texts[n].words for n in numbers]
        for head in ("names", "kinds"):
            part = slice(offset(head), offset(head) + len(HEADS[head]))
            scores = [np.log(chances[slice(*cuts[n]), part] + 1e-9) for n in numbers]
            for n, new in zip(numbers, agree(words, scores, HEADS[head]), strict=True):
                chances[slice(*cuts[n]), part] = np.exp(new)
    return chances


def load(path: Path, tokenizer: Tokenizer, heads: Sequence[str] = ("names", "kinds", "roles")) -> list[Encoded]:
    """Silver sentences as soft targets for `names` and `kinds`, and roles by apposition to the people found.

    Heads that are not in `heads` stay unsupervised.
    """
    with np.load(path) as file:
        chances, lengths = file["chances"], file["lengths"]
        words, streams = str(file["words"]).split("\n"), str(file["streams"]).split("\n")
    found = []
    at = 0
    for length, stream in zip(lengths.tolist(), streams, strict=True):
        target = chances[at : at + length].copy()
        weight = np.repeat(np.array([[head in heads for head in HEADS]], np.float16), length, 0)
        text = words[at : at + length]
        people = [(a, b) for a, b, k in decode(np.log(target.astype(np.float32) + 1e-6), "names") if k == "person"]
        low = offset("roles")
        for token, mask in enumerate(role_masks(text, people)):
            target[token, low : low + 3] = [mask & 1, mask >> 1 & 1, mask >> 2 & 1]
            weight[token, list(HEADS).index("roles")] *= mask > 0
        pieces, first = encode_words(tokenizer, text)
        found.append(Encoded(pieces, first, target, weight, stream, soft=True))
        at += length
    return found


def main() -> None:
    """Draw, label, store."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teachers", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--skip", type=int, default=0, help="sentences of an earlier draw that are not drawn again")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    started = time.time()
    tokenizer = Tokenizer.from_file(str(START / "tokenizer.json"))
    texts = sentences(options.count, options.seed, options.skip)
    chances = label(options.teachers, texts, tokenizer)
    np.savez(
        options.out,
        chances=chances,
        lengths=np.array([len(t.words) for t in texts]),
        words=np.array("\n".join(w for t in texts for w in t.words)),
        streams=np.array("\n".join(t.stream for t in texts)),
    )
    print(f"{len(texts)} sentences, {len(chances)} tokens, {time.time() - started:.0f} s")


if __name__ == "__main__":
    main()
