"""What is held to be so of a device, who says it, and whom to believe.

The user is believed first, then what a device says of itself, then what
happened in this house, then the tables. What nobody knows is tried, with a
warning.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .about import PLUGS, SUBJECTS, WORDS, About, Value


class Origin(StrEnum):
    """Who says it; who is believed first stands first."""

    OVERRIDE = "override"
    PROBE = "probe"
    HISTORY = "history"
    TABLE = "table"
    UNKNOWN = "unknown"


class Confidence(StrEnum):
    """How well it is known, the best first."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NONE = "none"


ORIGINS: Final = tuple(Origin)
CONFIDENCES: Final = tuple(Confidence)

# What this sure says no is not even tried.
_SURE: Final = frozenset({Confidence.HIGH, Confidence.MEDIUM})

_WHO: Final = {
    Origin.OVERRIDE: "You said so.",
    Origin.PROBE: "It says so itself.",
    Origin.HISTORY: "It was so in this house before.",
    Origin.UNKNOWN: "It can be tried.",
}
_HOW_SURE: Final = {
    Confidence.HIGH: "That is well known of its model.",
    Confidence.MEDIUM: "That is likely for its model.",
    Confidence.LOW: "That is a guess about its model.",
    Confidence.NONE: "Nobody could say so of its model.",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """One statement, with its origin and how sure it is."""

    about: About
    value: Value
    origin: Origin
    confidence: Confidence = Confidence.HIGH
    sources: tuple[str, ...] = ()
    note: str = ""

    @property
    def hides(self) -> bool:
        """Tell whether what needs it is out of the question."""
        return self.value is False and self.confidence in _SURE

    @property
    def doubtful(self) -> bool:
        """Tell whether what needs it may be tried, but with a warning."""
        return self.value is None or (self.value is False and not self.hides)

    @property
    def answer(self) -> str:
        """Say the value in plain words."""
        match self.value:
            case None:
                return "not known"
            case True:
                return "yes"
            case False:
                return "no"
            case tuple():
                return _say_several(self.value)
            case _:
                word = str(self.value)
                return WORDS.get(self.about, {}).get(word, word)

    @property
    def said_by(self) -> str:
        """Say who says so, in a sentence."""
        if self.value is None:
            return _WHO[Origin.UNKNOWN]
        if self.origin is Origin.TABLE:
            return _HOW_SURE[self.confidence]
        return _WHO[self.origin]

    def say(self, name: str) -> str:
        """Say what a plan stood on, of a device by its name."""
        return f"{name}, {SUBJECTS[self.about]}: {self.answer}. {self.said_by}"


def resolve(about: About, candidates: Iterable[Fact]) -> Fact:
    """Return what to believe of all that was said; of equals the first."""
    nothing = Fact(
        about=about,
        value=None,
        origin=Origin.UNKNOWN,
        confidence=Confidence.NONE,
    )
    said = (fact for fact in candidates if fact.about is about)
    return min(said, key=_rank, default=nothing)


def _rank(fact: Fact) -> tuple[bool, int, int]:
    """Place a fact; who does not know comes after all who do."""
    return (
        fact.value is None,
        ORIGINS.index(fact.origin),
        CONFIDENCES.index(fact.confidence),
    )


def _say_several(values: tuple[str, ...] | tuple[float, ...]) -> str:
    """Say names one after the other, and numbers as a span."""
    match values:
        case (int() | float() as least,):
            return f"{least} or more"
        case (int() | float() as least, int() | float() as most):
            return f"{least}" if least == most else f"{least} to {most}"
        case _:
            return (
                ", ".join(PLUGS.get(str(name), str(name)) for name in values) or "none"
            )
