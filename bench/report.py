"""Results as people read them, and as programs do."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from bench.results import Aim, Figures, Result

_HEAD: Final = f"{'':<14}{'median':>10}{'p10 .. p90':>18}{'orders':>8}{'questions':>11}"


def as_table(results: Iterable[Result]) -> str:
    """Write results as a table each, with the aims below."""
    return "\n\n".join("\n".join(_table(result)) for result in results)


def as_json(results: Iterable[Result]) -> str:
    """Write results as JSON; times are in milliseconds."""
    return json.dumps([_shape(result) for result in results], indent=2)


def _table(result: Result) -> Iterator[str]:
    """Yield the lines of one table."""
    yield f"{result.title}, {len(_any_of(result).runs)} repetitions"
    yield _HEAD
    for way, figures in result.ways.items():
        low, high = (_milliseconds(seconds) for seconds in figures.spread)
        middle = f"{_milliseconds(figures.median):.1f} ms"
        spread = f"{low:.1f} .. {high:.1f}"
        counts = f"{figures.orders:>8g}{figures.questions:>11g}"
        yield f"{way:<14}{middle:>10}{spread:>18}{counts}"
    for aim in result.aims:
        yield f"{_aimed(aim)}: {result.ratio(aim):.2f}, {_judged(result, aim)}"


def _shape(result: Result) -> dict[str, Any]:
    """Shape one result."""
    return {
        "title": result.title,
        "ways": {way: _numbers(figures) for way, figures in result.ways.items()},
        "aims": [
            {
                "aim": _aimed(aim),
                "most": aim.most,
                "ratio": round(result.ratio(aim), 3),
                "met": result.met(aim),
            }
            for aim in result.aims
        ],
    }


def _numbers(figures: Figures) -> dict[str, Any]:
    """Shape the figures of one way."""
    low, high = figures.spread
    return {
        "median": _milliseconds(figures.median),
        "p10": _milliseconds(low),
        "p90": _milliseconds(high),
        "orders": figures.orders,
        "questions": figures.questions,
        "runs": [_milliseconds(run.seconds) for run in figures.runs],
    }


def _any_of(result: Result) -> Figures:
    """Return the figures of one way; all were repeated as often."""
    return next(iter(result.ways.values()))


def _aimed(aim: Aim) -> str:
    """Say what was hoped for."""
    return f"{aim.way} at most {aim.most:g} x {aim.other}"


def _judged(result: Result, aim: Aim) -> str:
    """Say what came of it."""
    return "met" if result.met(aim) else "missed"


def _milliseconds(seconds: float) -> float:
    """Return a time as people read it."""
    return round(seconds * 1000, 1)
