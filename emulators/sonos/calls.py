"""A record of what players were asked."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One action a player was asked for; the time is that of the monotonic clock."""

    at: float
    player: str
    service: str
    action: str
    arguments: Mapping[str, str]

    def __str__(self) -> str:
        """Write it as one line."""
        asked = ", ".join(f"{n}={value!r}" for n, value in self.arguments.items())
        return f"{self.player}: {self.service}.{self.action}({asked})"
