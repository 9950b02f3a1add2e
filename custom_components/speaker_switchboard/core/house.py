"""The House: everything known now, as one frozen value.

The world is replaced, not edited: whoever learns something makes the next
House. Two Houses that show the same are equal, so that "nothing changed" is a
comparison.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NewType, Self

DeviceId = NewType("DeviceId", str)
PortId = NewType("PortId", str)


class Family(StrEnum):
    """The kinds of speakers the house may hold, one adapter each."""

    SONOS = "sonos"


class PortKind(StrEnum):
    """The places where sound leaves or enters a device."""

    LINE_IN = "line_in"
    TV_IN = "tv_in"
    GROUP = "group"
    SPEAKER = "speaker"


INPUTS = frozenset({PortKind.LINE_IN, PortKind.TV_IN})


class Away(StrEnum):
    """Why a device cannot be spoken to now."""

    ASLEEP = "asleep"
    OFF = "off"
    ON_BLUETOOTH = "on_bluetooth"
    UNREACHABLE = "unreachable"


def port_id(device: DeviceId, kind: PortKind) -> PortId:
    """Name a port so that the name outlives a restart."""
    return PortId(f"{device}/{kind}")


def owner_of(port: PortId) -> DeviceId:
    """Return the device a port belongs to."""
    return DeviceId(port.rpartition("/")[0])


def kind_of(port: PortId) -> PortKind:
    """Return the kind of a port."""
    return PortKind(port.rpartition("/")[2])


@dataclass(frozen=True, kw_only=True, slots=True)
class Port:
    """A place where sound leaves or enters a device.

    `plugged` and `sounding` are None where the device cannot tell.
    """

    id: PortId
    label: str
    plugged: bool | None = None
    sounding: bool | None = None

    @property
    def kind(self) -> PortKind:
        """Return what kind of port this is."""
        return kind_of(self.id)


@dataclass(frozen=True, kw_only=True, slots=True)
class Media:
    """What a room plays of its own: opaque here, handed back to be restored.

    `sticky` sound (a phone on Bluetooth or AirPlay) keeps a room from
    following another until it is stopped.
    """

    uri: str
    metadata: str = ""
    title: str = ""
    track: int = 0
    sticky: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Device:
    """One physical speaker or sender.

    `known_as` holds the (domain, identifier) pairs under which other
    integrations registered the same device. A device that is `part_of` another
    (the right half of a stereo pair, a surround) plays what that one plays.
    """

    id: DeviceId
    family: Family
    name: str
    model: str | None = None
    ports: tuple[Port, ...] = ()
    known_as: frozenset[tuple[str, str]] = frozenset()
    away: Away | None = None
    part_of: DeviceId | None = None
    serves_surround: bool = False
    playing: bool = False
    media: Media | None = None

    def port(self, kind: PortKind) -> Port | None:
        """Return the port of a kind, if the device has one."""
        return next((port for port in self.ports if port.kind is kind), None)


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Link:
    """Sound on its way from one port to another."""

    source: PortId
    sink: PortId


@dataclass(frozen=True, kw_only=True)
class House:
    """Every device by its id, and every link that is live."""

    devices: Mapping[DeviceId, Device] = field(default_factory=dict)
    links: frozenset[Link] = frozenset()

    @classmethod
    def of(cls, parts: Iterable[Self]) -> House:
        """Put together what each family sees."""
        devices: dict[DeviceId, Device] = {}
        links: set[Link] = set()
        for part in parts:
            devices |= part.devices
            links |= part.links
        return House(devices=devices, links=frozenset(links))

    @cached_property
    def rooms(self) -> tuple[Device, ...]:
        """Return the devices that can be asked to play, by name."""
        return tuple(
            sorted(
                (
                    device
                    for device in self.devices.values()
                    if device.part_of is None and device.port(PortKind.SPEAKER)
                ),
                key=lambda device: (device.name, device.id),
            )
        )

    @cached_property
    def inputs(self) -> tuple[Port, ...]:
        """Return every input another device can be plugged into."""
        return tuple(
            port
            for device in sorted(
                self.devices.values(), key=lambda device: (device.name, device.id)
            )
            for port in device.ports
            if port.kind in INPUTS
        )

    @cached_property
    def _source_by_sink(self) -> dict[PortId, PortId]:
        """Return where the sound of each sink comes from."""
        return {link.sink: link.source for link in self.links}

    @cached_property
    def _members(self) -> dict[DeviceId, frozenset[DeviceId]]:
        """Return each leader's group, itself included."""
        groups: dict[DeviceId, set[DeviceId]] = {}
        for device in self.devices:
            groups.setdefault(self.leader_of(device), set()).add(device)
        return {leader: frozenset(group) for leader, group in groups.items()}

    def name(self, device: DeviceId) -> str:
        """Return what people call a device."""
        known = self.devices.get(device)
        return known.name if known else device

    def port(self, port: PortId) -> Port | None:
        """Return a port, if its device is there and has it."""
        device = self.devices.get(owner_of(port))
        return device.port(kind_of(port)) if device else None

    def room_of(self, device: DeviceId) -> DeviceId:
        """Return the room a device plays in: its own, or the one it is part of."""
        known = self.devices.get(device)
        return known.part_of if known and known.part_of else device

    def leader_of(self, room: DeviceId) -> DeviceId:
        """Return who leads the group of a room; a room alone leads itself."""
        leader = self._source_by_sink.get(port_id(room, PortKind.GROUP))
        return owner_of(leader) if leader else room

    def group_of(self, room: DeviceId) -> frozenset[DeviceId]:
        """Return the rooms that play together with a room, itself included."""
        return self._members.get(self.leader_of(room), frozenset({room}))

    def fed_by(self, room: DeviceId) -> PortId | None:
        """Return the input a room's group is set to, if it is set to one."""
        leader = self.leader_of(room)
        return self._source_by_sink.get(port_id(leader, PortKind.SPEAKER))

    def sounds(self, room: DeviceId) -> bool:
        """Tell whether the group of a room plays."""
        leader = self.devices.get(self.leader_of(room))
        return leader is not None and leader.playing

    def hears(self, room: DeviceId, port: PortId) -> bool:
        """Tell whether the sound of an input comes out of a room now."""
        return self.fed_by(room) == port and self.sounds(room)

    def with_changes(self, devices: Iterable[Device], links: Iterable[Link]) -> House:
        """Return the next House: some devices replaced, and these links live."""
        changed = {device.id: device for device in devices}
        return House(devices={**self.devices, **changed}, links=frozenset(links))
