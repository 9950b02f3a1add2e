"""What the core asks of those who touch the world."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from .acts import Act
from .house import House
from .port import DeviceId


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """How an act was sent: by which way, where there are several.

    Of an act that is not `seen` nobody can tell whether it worked.
    """

    way: str = ""
    seen: bool = True


class Hands(Protocol):
    """Do one Act."""

    async def do(self, act: Act) -> Receipt | None:
        """Send the act; raise a FamilyError when it was not taken."""


class Eyes(Protocol):
    """See the House."""

    @property
    def house(self) -> House:
        """Return what is known now."""

    async def changed(self) -> None:
        """Return when the House has been replaced by the next one."""

    async def refresh(self, devices: Iterable[DeviceId]) -> None:
        """Read these devices anew; what cannot be read is shown as away."""


class FamilyAdapter(Hands, Protocol):
    """Everything one family of speakers offers."""

    async def start(self, changed: Callable[[], None]) -> None:
        """Find the devices and follow them; call `changed` at each change."""

    async def stop(self) -> None:
        """Let go of everything that was taken at the start."""

    def look(self) -> House:
        """Return what is seen of this family."""

    async def refresh(self, devices: Iterable[DeviceId]) -> None:
        """Read those of the devices that are of this family anew."""
