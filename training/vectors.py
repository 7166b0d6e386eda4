"""Rows as the encoder sees them: each text's states, brought to one vector by `khabar.events.sight`."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from khabar.encoder import Encoder, load_encoder
from khabar.events.sight import VIEWS, pooled
from training.sentences import SEED, Row


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """The encoder that ships, loaded once."""
    return load_encoder()


def vectors(rows: Sequence[Row], together: int = 1) -> npt.NDArray[np.float32]:
    """(rows, VIEWS x hidden); zeros for a text without a deed. `together`: how many texts are read as one report."""
    found = np.zeros((len(rows), VIEWS * int(encoder().config["hidden"])), np.float32)
    order = [at for at, row in enumerate(rows) if row.held]
    if together > 1:
        random.Random(SEED).shuffle(order)
    for first in range(0, len(order), together):
        report = order[first : first + together]
        states = encoder().read([words for at in report for words in rows[at].sentences]).states or []
        for at in report:
            mine, states = states[: len(rows[at].sentences)], states[len(rows[at].sentences) :]
            found[at] = pooled(np.concatenate(mine), rows[at].marked)
    return found
