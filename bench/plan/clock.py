"""Time a plan and a matrix, in houses of growing size."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from statistics import median
from time import perf_counter
from typing import Final

from bench.plan.house import house_of, six_rooms
from custom_components.speaker_switchboard.core.matrix import matrix
from custom_components.speaker_switchboard.core.plan import Plan
from custom_components.speaker_switchboard.core.planner import plan

PLANNED: Final = (10, 100, 1000)
CROSSED: Final = (10, 100, 300)


@dataclass(frozen=True, kw_only=True, slots=True)
class Timing:
    """The median time for one size, in milliseconds, and how much was made."""

    size: int
    milliseconds: float
    made: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Timings:
    """All that was measured: `made` counts steps of plans, and cells of matrices."""

    plans: tuple[Timing, ...]
    matrices: tuple[Timing, ...]


def measure(repetitions: int) -> Timings:
    """Measure all sizes; a House is made anew each time, so that nothing is known."""
    return Timings(
        plans=tuple(_plan(size, repetitions) for size in PLANNED),
        matrices=tuple(_matrix(size, max(3, repetitions // 5)) for size in CROSSED),
    )


def _plan(size: int, repetitions: int) -> Timing:
    """Time one plan."""
    house = house_of(size)
    request = six_rooms(house)

    def work() -> int:
        found = plan(replace(house), request)
        return len(found.steps) if isinstance(found, Plan) else 0

    return _timed(size, repetitions, work)


def _matrix(size: int, repetitions: int) -> Timing:
    """Time one full matrix."""
    house = house_of(size)
    return _timed(size, repetitions, lambda: len(matrix(replace(house))))


def _timed(size: int, repetitions: int, work: Callable[[], int]) -> Timing:
    """Return the median time of some work, after a warm-up."""
    made = work()
    times: list[float] = []
    for _ in range(repetitions):
        began = perf_counter()
        work()
        times.append(perf_counter() - began)
    return Timing(size=size, milliseconds=median(times) * 1000, made=made)
