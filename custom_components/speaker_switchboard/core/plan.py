"""The Plan: ordered steps, or the reason why nothing has to be done."""

from dataclasses import dataclass
from enum import StrEnum

from .acts import Act
from .house import DeviceId, House
from .refusal import Refusal
from .route import Request, Route


class Already(StrEnum):
    """Why there is nothing to do."""

    HEARD = "already_playing"
    TOGETHER = "already_together"
    ON_OWN = "already_on_own"


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One act, and the acts that take it back, in the order they are done.

    A step that silences a phone is not `undoable` in full: only the phone can
    start its sound again.
    """

    act: Act
    undo: tuple[Act, ...] = ()
    undoable: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """How a request is fulfilled.

    `rooms` are the rooms that will play, with their routes; rooms that sleep
    are `left_out`, with the reason, when others can play without them.
    """

    request: Request
    rooms: tuple[DeviceId, ...]
    routes: tuple[Route, ...]
    steps: tuple[Step, ...] = ()
    already: Already | None = None
    left_out: tuple[tuple[DeviceId, Refusal], ...] = ()
    cautions: tuple[str, ...] = ()

    def say(self, house: House) -> tuple[str, ...]:
        """Say each step as a sentence."""
        return tuple(step.act.say(house) for step in self.steps)
