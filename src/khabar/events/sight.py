"""A sentence as the encoder sees it: its words' states brought to one row, and a regression over that row.

A word's state in the middle of the model holds what the word is about where it stands: whether قصف is what the
sentence tells or what it recalls. What the views were chosen by stands in `docs/decisions/0018-sentence-head.md`. numpy
comes with the encoder and is imported where there are states, not before.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

VIEWS = 6
_OPENING = 6  # words that a sentence opens with


def pooled(states: npt.NDArray[np.float16], marked: Sequence[int]) -> npt.NDArray[np.float32]:
    """(VIEWS x hidden) of a sentence: `states` is (words, hidden), `marked` the words that tell a deed, by index in it.

    The mean of the words, their spread, the mean of the opening; of the marked words the first, the mean, the largest.
    """
    import numpy as np

    words = states.astype(np.float32)
    deed = words[list(marked)]
    views = (words.mean(0), words.std(0), words[:_OPENING].mean(0), deed[0], deed.mean(0), deed.max(0))
    return np.concatenate(views)


@dataclass(frozen=True, slots=True)
class Sight:
    """The regression for one kind: 16-bit weights (VIEWS x hidden) with their scale, and the bias.

    `share` is its part in the head's log-odds, `threshold` and `context` are those of the head that also sees.
    """

    weights: array[int]
    scale: float
    bias: float
    share: float
    threshold: float
    context: float

    def score(self, states: npt.NDArray[np.float16], marked: Sequence[int]) -> float:
        """The log-odds that the sentence tells of such a deed; arguments as in `pooled`."""
        import numpy as np

        weights = np.frombuffer(self.weights, np.int16).astype(np.float32)
        return float(pooled(states, marked) @ weights) * self.scale + self.bias
