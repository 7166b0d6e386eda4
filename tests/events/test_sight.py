"""What is made of a sentence's states."""

from __future__ import annotations

from array import array

import numpy as np
import pytest

from khabar.events.sight import VIEWS, Sight, pooled


def test_the_views_of_a_sentence() -> None:
    """Mean, spread and opening of the words; the first of the marked, their mean, their largest."""
    states = np.array([[0, 2], [2, 2], [4, 2], [6, 2], [0, 2], [0, 2], [2, 10], [2, 10]], np.float16)
    mean, spread, opening, first, marked, largest = pooled(states, (1, 3)).reshape(VIEWS, 2).tolist()
    assert mean == [2.0, 4.0]
    assert spread == pytest.approx([2.0, 12**0.5])
    assert opening == [2.0, 2.0]
    assert (first, marked, largest) == ([2.0, 2.0], [4.0, 2.0], [6.0, 2.0])


def test_a_score_is_weights_times_views_and_a_bias() -> None:
    """The stored whole numbers are scaled, the bias is not."""
    sight = Sight(array("h", [4] + [0] * (VIEWS * 2 - 1)), 0.5, 1.0, 0.5, 0.3, 0.1)
    assert sight.score(np.array([[3, 0], [5, 0]], np.float16), (0,)) == pytest.approx(4 * 0.5 * 4 + 1)
