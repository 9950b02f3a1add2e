"""What only a person can know: a speaker nobody listed, a cable nobody can see."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from .about import About
from .facts import Fact, Origin
from .house import Device, Family, House, Link
from .names import clean_name
from .port import DeviceId, Port, PortId, PortKind, kind_of, name_of, owner_of

_PLAYER: Final = f"{Family.PLAYER}:"
_LABELS: Final = {PortKind.LINE_OUT: "Line-out", PortKind.LINE_IN: "Line-in"}


@dataclass(frozen=True, kw_only=True, slots=True)
class DeclaredSpeaker:
    """A Bluetooth speaker by the name its senders know, and its address if known.

    `senders` are those it is paired with.
    """

    name: str
    address: str | None = None
    senders: frozenset[DeviceId] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Cable:
    """A cable from an output to an input."""

    source: PortId
    sink: PortId

    @property
    def way(self) -> Link:
        """Return the way it makes through the House."""
        return Link(source=self.source, sink=self.sink)


def player_id(registry_id: str) -> DeviceId:
    """Name a player of another integration by the id its entity keeps for good."""
    return DeviceId(f"{_PLAYER}{registry_id}")


def registry_id(device: DeviceId) -> str | None:
    """Return the id of the entity of a player, where it is one of those."""
    return device.removeprefix(_PLAYER) if device.startswith(_PLAYER) else None


def inputs_by_player(cables: Iterable[Cable]) -> dict[str, list[str]]:
    """Return the inputs of players that cables lead into, by the id of the entity."""
    inputs: dict[str, list[str]] = {}
    for cable in cables:
        if player := registry_id(owner_of(cable.sink)):
            inputs.setdefault(player, []).append(name_of(cable.sink))
    return inputs


def with_cables(house: House, cables: Iterable[Cable]) -> House:
    """Return a House with cables, as far as both of their devices are there.

    Who plugged a cable in knows of both jacks better than anybody else.
    """
    devices = dict(house.devices)
    ways = set(house.ways)
    for cable in cables:
        ends = (cable.source, cable.sink)
        if all(owner_of(end) in devices for end in ends):
            ways.add(cable.way)
            for end in ends:
                devices[owner_of(end)] = _with_jack(devices[owner_of(end)], end)
    return replace(house, devices=devices, ways=frozenset(ways))


def _with_jack(device: Device, end: PortId) -> Device:
    """Return a device that surely has the jack at the end of a cable."""
    kind = kind_of(end)
    said = Fact(about=About(kind), value=True, origin=Origin.OVERRIDE)
    if any(port.id == end for port in device.ports):
        ports = tuple(
            replace(port, fact=said) if port.id == end and _in_doubt(port) else port
            for port in device.ports
        )
        return replace(device, ports=ports)
    label = clean_name(name_of(end), otherwise=_LABELS[kind])
    jack = Port(id=end, label=label, fact=said)
    return replace(device, ports=(*device.ports, jack))


def _in_doubt(port: Port) -> bool:
    """Tell whether anybody denied a port, or could not say that it is there."""
    return port.fact is not None and (port.fact.hides or port.fact.doubtful)
