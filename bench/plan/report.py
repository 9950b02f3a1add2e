"""Timings as people read them, and as programs do."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Final

from bench.plan.clock import Timing, Timings

# The aims, in milliseconds, for a house of a hundred devices.
PLAN_AIM: Final = 2.0
MATRIX_AIM: Final = 100.0
_AIMED_AT: Final = 100
# How much worse than the number of cells a matrix may grow before it is said.
_GROWTH_AIM: Final = 1.25


def as_table(timings: Timings) -> str:
    """Write the timings as two tables, with the aims below."""
    return "\n".join(_lines(timings))


def as_json(timings: Timings) -> str:
    """Write the timings as JSON."""
    return json.dumps(asdict(timings), indent=2)


def _lines(timings: Timings) -> Iterator[str]:
    """Yield the lines."""
    yield "One plan for six rooms"
    yield f"{'devices':>8}{'median':>12}{'steps':>8}"
    for each in timings.plans:
        yield f"{each.size:>8}{each.milliseconds:>9.2f} ms{each.made:>8}"
    yield _judged("a plan", timings.plans, PLAN_AIM)
    yield ""
    yield "The full matrix"
    yield f"{'devices':>8}{'median':>12}{'cells':>8}{'a cell':>12}"
    for each in timings.matrices:
        cell = f"{_per_cell(each):.2f} us"
        yield f"{each.size:>8}{each.milliseconds:>9.2f} ms{each.made:>8}{cell:>12}"
    yield _judged("the matrix", timings.matrices, MATRIX_AIM)
    small, large = timings.matrices[1], timings.matrices[-1]
    growth = _per_cell(large) / _per_cell(small)
    met = "met" if growth <= _GROWTH_AIM else "missed"
    yield f"growth no worse than the size of the matrix: {growth:.2f} per cell, {met}"


def _per_cell(timing: Timing) -> float:
    """Return the time of one cell, in microseconds."""
    return timing.milliseconds * 1000 / timing.made


def _judged(what: str, timings: tuple[Timing, ...], aim: float) -> str:
    """Say whether an aim was met."""
    found = next(each for each in timings if each.size == _AIMED_AT)
    met = "met" if found.milliseconds < aim else "missed"
    return (
        f"{what} at {_AIMED_AT} devices under {aim:g} ms: "
        f"{found.milliseconds:.2f} ms, {met}"
    )
