"""What is counted: hits, what was said and what was wanted; and faults that a person can look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from khabar.evaluation.quotes import Spot

FaultKind = Literal["missed", "extra", "wrong"]


class Tally(NamedTuple):
    """`hit` right ones of `said` given and `wanted` marked; for a share, `said` equals `wanted`."""

    hit: float = 0.0
    said: float = 0.0
    wanted: float = 0.0

    def plus(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(self.hit + other.hit, self.said + other.said, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        """Right ones of those given."""
        return self.hit / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        """Right ones of those marked."""
        return self.hit / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two; 1.0 where nothing was wanted and nothing said."""
        both = self.said + self.wanted
        return 2 * self.hit / both if both else 1.0


@dataclass(frozen=True, slots=True)
class Fault:
    """Something missed, given too much, or wrong in a part; `spot` is where, in the gold text."""

    room: str
    kind: FaultKind
    spot: Spot | None
    what: str


@dataclass(slots=True)
class Sheet:
    """What scoring one report gives: tallies by `room.figure`, and the faults."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def add(self, figure: str, hit: float, said: float, wanted: float) -> None:
        """Count into a figure."""
        self.tallies[figure] = self.tallies.get(figure, Tally()).plus(Tally(hit, said, wanted))

    def share(self, figure: str, right: bool) -> None:
        """Count one case of a share: right or not."""
        self.add(figure, float(right), 1.0, 1.0)

    def fault(self, room: str, kind: FaultKind, spot: Spot | None, what: str) -> None:
        """Keep a fault."""
        self.faults.append(Fault(room, kind, spot, what))
