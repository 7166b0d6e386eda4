"""Processor time as tests may hold it: the least of a few runs, so that a machine at work fails nothing that is right.

A collection of garbage walks over all that the test run keeps, a second of it late in a run: it is off while a run is
timed. Bounds are set so wide that only another order of growth passes them; how fast Khabar is stands in `bench/`.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

RUNS = 3


def spent(work: Callable[[], object]) -> float:
    """Processor seconds of one run, the collector off."""
    gc.disable()
    try:
        begin = time.process_time()
        work()
        return time.process_time() - begin
    finally:
        gc.enable()


def within(seconds: float, work: Callable[[], object]) -> bool:
    """Whether one of a few runs takes no longer than that; most often the first does."""
    return any(spent(work) < seconds for _ in range(RUNS))


def grows_with_length(work: Callable[[int], object], length: int, times: int) -> bool:
    """Whether so many times the length takes at most twice that many times as long, with half a second to spare."""
    short = min(spent(lambda: work(length)) for _ in range(RUNS))
    return within(2 * times * short + 0.5, lambda: work(times * length))
