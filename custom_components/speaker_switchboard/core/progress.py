"""What happens while a plan is carried out, and how it ended.

Everything a person sees of a route is made from these values.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from .acts import Act
from .plan import Plan
from .port import DeviceId
from .refusal import Refusal


class Verdict(StrEnum):
    """How a route ended, for one room or as a whole."""

    ACTIVE = "active"
    DEGRADED = "degraded"
    FAILED = "failed"
    UNVERIFIED = "unverified"
    UNDONE = "undone"


class Evidence(StrEnum):
    """How it was seen that a step worked; or that nobody can see it."""

    EVENT = "event"
    READ = "read"
    BEFORE = "before"
    UNSEEN = "unseen"


class Stage(StrEnum):
    """Where a running plan is."""

    ACTING = "acting"
    VERIFIED = "verified"
    FAILED = "failed"
    UNDOING = "undoing"


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """One thing that happened to a running plan."""

    stage: Stage
    act: Act
    step: int
    steps: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """What made a step fail: which device, and what it or the network said.

    `refusal` says it in words, with a remedy, where one is known.
    """

    device: DeviceId
    reason: str
    refusal: Refusal | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StepReport:
    """How one act went: seconds it took, times it was sent, by which way, the proof."""

    act: Act
    seconds: float
    tries: int
    way: str = ""
    evidence: Evidence | None = None
    trouble: Trouble | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RoomOutcome:
    """How a route ended for one room."""

    room: DeviceId
    verdict: Verdict
    evidence: Evidence | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """How a plan ended, with the proof.

    `not_restored` names the rooms that could not be put back as they were. What
    was seen to work only after it had been given up is `late`.
    """

    plan: Plan
    verdict: Verdict
    rooms: tuple[RoomOutcome, ...]
    steps: tuple[StepReport, ...] = ()
    undo: tuple[StepReport, ...] = ()
    trouble: Trouble | None = None
    not_restored: frozenset[DeviceId] = frozenset()
    seconds: float = 0.0
    late: bool = False


def verdict_of(rooms: Iterable[RoomOutcome]) -> Verdict:
    """Return the verdict that all rooms share, or degraded when they differ."""
    verdicts = {room.verdict for room in rooms}
    return verdicts.pop() if len(verdicts) == 1 else Verdict.DEGRADED
