"""What an integration that holds an Amazon account lets us do with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from homeassistant.config_entries import ConfigEntry

CORE: Final = "alexa_devices"
AMP: Final = "alexa_media"


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What an integration knows of a device of its account; no flags are unknown."""

    type: str = ""
    family: str = ""
    flags: frozenset[str] | None = None
    online: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """Whom a command is for, as Amazon calls it."""

    serial: str
    type: str


class Backend(Protocol):
    """One integration's hold on one account.

    Everything raises whatever the library raises, and Changed when something is not
    where it was.
    """

    @property
    def entry(self) -> ConfigEntry[Any]:
        """Return the config entry of the account."""

    @property
    def account(self) -> str:
        """Return what tells one account from another; it is never shown."""

    def told(self) -> Mapping[str, Told] | None:
        """Return the devices of the account by serial number; None is unknown."""

    async def bluetooth(self) -> object:
        """Read the Bluetooth of all Echos."""

    async def connect(self, target: Target, address: str) -> None:
        """Connect an Echo to a speaker it is paired with."""

    async def disconnect(self, target: Target) -> None:
        """Disconnect an Echo from whatever it has."""

    async def jack(self, target: Target) -> object:
        """Read which way the jack of an Echo goes."""

    async def turn_jack(self, target: Target, port: str, direction: str) -> None:
        """Set which way the jack of an Echo goes."""

    async def nudge(self) -> None:
        """Let the integration see for itself whether it is still signed in."""


def flags_of(capabilities: object) -> frozenset[str] | None:
    """Return the capability flags of a device, if they can be read."""
    if not isinstance(capabilities, list | tuple | set | frozenset):
        return None
    return frozenset(flag for flag in capabilities if isinstance(flag, str))


def online_of(value: object) -> bool | None:
    """Return whether a device is online, if that can be read."""
    return value if isinstance(value, bool) else None
