"""How much one may do in a minute."""

from __future__ import annotations

from khabar.desk.limits import Limiter


def test_a_bucket_fills_evenly() -> None:
    """As many as it holds at once, then one at a time."""
    moment = [0.0]
    limiter = Limiter(6, clock=lambda: moment[0])
    assert [limiter.wait("a") for _ in range(7)] == [0] * 6 + [10]
    assert limiter.wait("b") == 0
    moment[0] = 10.0
    assert [limiter.wait("a"), limiter.wait("a")] == [0, 10]


def test_a_crowd_of_keys_takes_no_more_memory() -> None:
    """The one asked for longest ago is forgotten."""
    limiter = Limiter(1, clock=lambda: 0.0)
    for number in range(20_000):
        limiter.wait(str(number))
    assert len(limiter._left) == 10_000
