"""What was measured, and how it compares with what was hoped for."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """One repetition: how long it took, and what the players were sent meanwhile."""

    seconds: float
    orders: int
    questions: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """All repetitions of one way to do something."""

    runs: tuple[Run, ...]

    @property
    def median(self) -> float:
        """Return how long it usually takes, in seconds."""
        return median(self._seconds)

    @property
    def spread(self) -> tuple[float, float]:
        """Return what a tenth of the repetitions stay below, and a tenth exceed."""
        if len(self.runs) == 1:
            return self.median, self.median
        tenths = quantiles(self._seconds, n=10, method="inclusive")
        return tenths[0], tenths[-1]

    @property
    def orders(self) -> float:
        """Return how many times players are usually told to do something."""
        return median(run.orders for run in self.runs)

    @property
    def questions(self) -> float:
        """Return how many times players are usually asked something, by anybody."""
        return median(run.questions for run in self.runs)

    @property
    def _seconds(self) -> list[float]:
        return [run.seconds for run in self.runs]


@dataclass(frozen=True, kw_only=True, slots=True)
class Aim:
    """How many times as long as another way one way may take at most."""

    way: str
    other: str
    most: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """The ways to do one thing, side by side."""

    title: str
    ways: Mapping[str, Figures]
    aims: tuple[Aim, ...]

    def ratio(self, aim: Aim) -> float:
        """Return how many times as long it took."""
        return self.ways[aim.way].median / self.ways[aim.other].median

    def met(self, aim: Aim) -> bool:
        """Tell whether it was fast enough."""
        return self.ratio(aim) <= aim.most
