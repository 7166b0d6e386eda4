"""How much of something one may do in a minute."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

_MOST_KEYS = 10_000  # remembered at once; the one asked for longest ago is forgotten first


class Limiter:
    """A bucket for each key that fills evenly, and holds a minute's worth."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        """`per_minute` at once, and then as many a minute."""
        self._most = float(per_minute)
        self._clock = clock
        self._lock = threading.Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, key: str) -> int:
        """0 and one less is left, or in how many seconds there is one again."""
        with self._lock:
            moment = self._clock()
            left, since = self._left.pop(key, (self._most, moment))
            left = min(self._most, left + (moment - since) * self._most / 60)
            may = left >= 1
            self._left[key] = (left - 1 if may else left, moment)
            while len(self._left) > _MOST_KEYS:
                self._left.popitem(last=False)
        return 0 if may else max(1, math.ceil((1 - left) * 60 / self._most))
