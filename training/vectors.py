"""Sentences as vectors of the small encoder as it came, not fine-tuned: what the head's teacher sees beside words.

usage: python -m training.vectors --work WORK       reads WORK/texts.json, writes WORK/vectors.npy: (texts, 3 x 384)
The mean over a sentence's pieces of the states after the eighth, tenth and twelfth layer. Needs PyTorch; one thread.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer

from training.corpora import SHARED
from training.network import HIDDEN, load_pretrained

MODEL = SHARED / "models" / "e5-small-ar"
TAKEN = (7, 9, 11)  # layers whose states are kept, from 0
LONGEST = 192  # pieces of a sentence that are read
BATCH = 32
_PAD = 1


def vectors(texts: Sequence[str]) -> npt.NDArray[np.float16]:
    """(texts, 3 x 384)."""
    tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    network = load_pretrained(MODEL, 0.0).eval()
    pieces = [tokenizer.encode("query: " + text).ids[:LONGEST] for text in texts]
    order = sorted(range(len(texts)), key=lambda i: len(pieces[i]))
    found = np.zeros((len(texts), len(TAKEN) * HIDDEN), np.float16)
    with torch.no_grad():
        for first in range(0, len(order), BATCH):
            batch = order[first : first + BATCH]
            length = max(len(pieces[i]) for i in batch)
            ids = torch.tensor([pieces[i] + [_PAD] * (length - len(pieces[i])) for i in batch])
            mask = (torch.arange(length) < torch.tensor([[len(pieces[i])] for i in batch])).float()
            state = network.norm(network.words(ids) + network.positions(torch.arange(length)))
            bias = (1.0 - mask[:, None, None, :]) * -30000.0
            kept = []
            for at, layer in enumerate(network.layers):
                state = layer(state, bias)
                if at in TAKEN:
                    kept.append((state * mask[..., None]).sum(1) / mask.sum(1, keepdim=True))
            found[batch] = torch.cat(kept, 1).numpy()
    return found


def main() -> None:
    """Write the vectors of the texts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    work = parser.parse_args().work
    torch.set_num_threads(1)
    texts = json.loads((work / "texts.json").read_text(encoding="utf-8"))
    np.save(work / "vectors.npy", vectors(texts))
    print(len(texts), "vectors")


if __name__ == "__main__":
    main()
