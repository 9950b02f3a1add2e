"""The Plan: ordered steps, or the reason why nothing has to be done."""

from dataclasses import dataclass
from enum import StrEnum

from .acts import Act
from .caution import Caution
from .facts import Fact
from .house import House
from .port import DeviceId, owner_of
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
    are `left_out`, with the reason, when others can play without them. `facts`
    are what the plan stands on.
    """

    request: Request
    rooms: tuple[DeviceId, ...]
    routes: tuple[Route, ...]
    steps: tuple[Step, ...] = ()
    already: Already | None = None
    left_out: tuple[tuple[DeviceId, Refusal], ...] = ()
    cautions: tuple[Caution, ...] = ()
    facts: tuple[tuple[DeviceId, Fact], ...] = ()

    def say(self, house: House) -> tuple[str, ...]:
        """Say each step as a sentence."""
        return tuple(step.act.say(house) for step in self.steps)

    def as_json(self, house: House) -> dict[str, object]:
        """Return the plan in values that JSON has; delays are in milliseconds."""
        return {
            "already": self.already,
            "rooms": [_route_as_json(house, route) for route in self.routes],
            "steps": [
                {
                    "step": step.act.say(house),
                    "undo": [act.say(house) for act in step.undo],
                    "undoable": step.undoable,
                }
                for step in self.steps
            ],
            "left_out": [
                {
                    "room": house.name(room),
                    "key": refusal.key,
                    "reason": refusal.reason,
                    "remedy": refusal.remedy,
                }
                for room, refusal in self.left_out
            ],
            "cautions": list(self.cautions),
            "facts": [fact.say(house.name(device)) for device, fact in self.facts],
        }


def _route_as_json(house: House, route: Route) -> dict[str, object]:
    """Return a route in values that JSON has."""
    return {
        "room": house.name(route.room),
        "through": [house.name(owner_of(link.source)) for link in route.links],
        "delay": list(route.delay),
        "voice": route.voice,
        "sync": route.sync,
    }
