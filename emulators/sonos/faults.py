"""What can go wrong with a call, and for how many more calls it will."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from emulators.sonos.player import Player

# Stands for every action of a player, and for its pages and subscriptions.
ANY: Final = "*"


class Kind(StrEnum):
    """A way in which a call goes wrong."""

    REFUSE = "refuse"
    DELAY = "delay"
    HANG = "hang"
    HTTP = "http"
    FAIL = "fail"
    IGNORE = "ignore"
    LATE = "late"
    LOSE_ANSWER = "lose_answer"


@dataclass(slots=True)
class Fault:
    """One fault; without a number of times it stays until it is cleared."""

    amount: float = 0.0
    times: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Trigger:
    """A player that is to vanish when another has been called so often."""

    victim: Player
    player: Player
    action: str
    reason: str


class Faults:
    """All faults that are set, and the players that are about to vanish."""

    def __init__(self) -> None:
        """Begin with a household in which everything works."""
        self._set: dict[tuple[Player, str], dict[Kind, Fault]] = {}
        self._triggers: dict[Trigger, int] = {}

    def set(self, player: Player, action: str, kind: Kind, fault: Fault) -> None:
        """Let calls of an action go wrong; different faults add up."""
        self._set.setdefault((player, action), {})[kind] = fault

    def strike(self, player: Player, action: str) -> dict[Kind, float]:
        """Return what goes wrong with this call, and count it."""
        struck: dict[Kind, float] = {}
        for name in (ANY, action):
            faults = self._set.get((player, name), {})
            for kind, fault in tuple(faults.items()):
                struck[kind] = fault.amount
                if fault.times is None:
                    continue

                fault.times -= 1
                if fault.times <= 0:
                    del faults[kind]
        return struck

    def vanish_when(self, trigger: Trigger, count: int) -> None:
        """Let a player vanish once another has been called so often."""
        self._triggers[trigger] = count

    def victims_of(self, player: Player, action: str) -> list[Trigger]:
        """Count a call that is over, and return who vanishes because of it."""
        struck = []
        for trigger in tuple(self._triggers):
            if (trigger.player, trigger.action) != (player, action):
                continue

            self._triggers[trigger] -= 1
            if self._triggers[trigger] <= 0:
                del self._triggers[trigger]
                struck.append(trigger)
        return struck

    def clear(self) -> None:
        """Let everything work again."""
        self._set.clear()
        self._triggers.clear()
