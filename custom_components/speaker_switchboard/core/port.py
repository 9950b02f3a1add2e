"""A place where sound leaves or enters a device, and how it is named."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NewType
from urllib.parse import quote, unquote

from .facts import Fact

DeviceId = NewType("DeviceId", str)

PortId = NewType("PortId", str)


class PortKind(StrEnum):
    """The places where sound leaves or enters a device."""

    BLUETOOTH_OUT = "bluetooth_out"
    BLUETOOTH_IN = "bluetooth_in"
    LINE_OUT = "line_out"
    LINE_IN = "line_in"
    TV_IN = "tv_in"
    GROUP = "group"
    SPEAKER = "speaker"


INPUTS = frozenset({PortKind.LINE_IN, PortKind.TV_IN})


def port_id(device: DeviceId, kind: PortKind, name: str = "") -> PortId:
    """Name a port so that the name outlives a restart.

    A device with several ports of a kind (the inputs of a receiver) names each, and
    may name them as it likes: what an id is divided by is written otherwise.
    """
    if not name:
        return PortId(f"{device}/{kind}")
    return PortId(f"{device}/{kind}:{quote(name, safe=' ', errors='surrogatepass')}")


# Ports are taken apart all the time; a large house has some hundreds of them.
@lru_cache(maxsize=8192)
def owner_of(port: PortId) -> DeviceId:
    """Return the device a port belongs to."""
    return DeviceId(port.rpartition("/")[0])


@lru_cache(maxsize=8192)
def kind_of(port: PortId) -> PortKind:
    """Return the kind of a port."""
    return PortKind(port.rpartition("/")[2].partition(":")[0])


def name_of(port: PortId) -> str:
    """Return the name of a port of which its device has several, else nothing."""
    return unquote(port.rpartition("/")[2].partition(":")[2], errors="surrogatepass")


@dataclass(frozen=True, kw_only=True, slots=True)
class Port:
    """A place where sound leaves or enters a device.

    `plugged` and `sounding` are None where the device cannot tell. `enabled` is
    None for a jack that goes one way only, and False when it is set to the other.
    What is connected to a port that is not `observed` nobody can see now. `fact`
    says how it is known that the port is there.
    """

    id: PortId
    label: str
    plugged: bool | None = None
    sounding: bool | None = None
    enabled: bool | None = None
    observed: bool = True
    fact: Fact | None = None

    @property
    def kind(self) -> PortKind:
        """Return what kind of port this is."""
        return kind_of(self.id)
