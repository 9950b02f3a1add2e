"""The House: everything known now, as one frozen value.

The world is replaced, not edited: whoever learns something makes the next
House. Two Houses that show the same are equal, so that "nothing changed" is a
comparison.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Self

from .port import INPUTS, DeviceId, Port, PortId, PortKind, kind_of, owner_of, port_id


class Family(StrEnum):
    """The kinds of devices the house may hold."""

    SONOS = "sonos"
    ECHO = "echo"
    BLUETOOTH = "bluetooth"
    HOST = "host"
    BRIDGE = "bridge"
    PLAYER = "player"


# The families whose devices tell whether they play; of the others a connection
# is all that can be seen.
_TELLING = frozenset({Family.SONOS})


class Away(StrEnum):
    """Why a device cannot be spoken to now."""

    ASLEEP = "asleep"
    OFF = "off"
    ON_BLUETOOTH = "on_bluetooth"
    UNREACHABLE = "unreachable"
    LOGGED_OUT = "logged_out"


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
    Devices of one `household` can play together. `carries` is how many speakers
    a device can play to over Bluetooth at once; `powered` is None for what is
    always on. `volume`, from 0 to 1, and `undisturbed` are None where nobody knows.
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
    household: str = ""
    carries: int = 1
    powered: bool | None = None
    volume: float | None = None
    undisturbed: bool | None = None

    def port(self, kind: PortKind) -> Port | None:
        """Return the port of a kind, if the device has one."""
        return next((port for port in self.ports if port.kind is kind), None)


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Link:
    """Sound on its way from one port to another."""

    source: PortId
    sink: PortId


def bluetooth(sender: DeviceId, speaker: DeviceId) -> Link:
    """Return the link from a sender to a speaker over Bluetooth."""
    return Link(
        source=port_id(sender, PortKind.BLUETOOTH_OUT),
        sink=port_id(speaker, PortKind.BLUETOOTH_IN),
    )


@dataclass(frozen=True, kw_only=True)
class House:
    """Every device by its id, every link that is live, and every way there is.

    A way is a link that can be made live or always is: a bond between a sender
    and a Bluetooth speaker, a cable that somebody declared. `experience` is the
    share of tries that worked, by way, from 0 to 1.
    """

    devices: Mapping[DeviceId, Device] = field(default_factory=dict)
    links: frozenset[Link] = frozenset()
    ways: frozenset[Link] = frozenset()
    experience: Mapping[Link, float] = field(default_factory=dict)

    @classmethod
    def of(cls, parts: Iterable[Self]) -> House:
        """Put together what each family sees."""
        devices: dict[DeviceId, Device] = {}
        links: set[Link] = set()
        ways: set[Link] = set()
        experience: dict[Link, float] = {}
        for part in parts:
            devices |= part.devices
            links |= part.links
            ways |= part.ways
            experience |= part.experience
        return House(
            devices=devices,
            links=frozenset(links),
            ways=frozenset(ways),
            experience=experience,
        )

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
    def _cable_by_sink(self) -> dict[PortId, PortId]:
        """Return the output each cabled input is plugged into."""
        return {
            way.sink: way.source
            for way in self.ways
            if kind_of(way.source) is PortKind.LINE_OUT
        }

    @cached_property
    def _ways_by_source(self) -> dict[PortId, tuple[Link, ...]]:
        """Return the ways that lead on from each output, in a fixed order."""
        ways: dict[PortId, list[Link]] = {}
        for way in sorted(self.ways):
            ways.setdefault(way.source, []).append(way)
        return {source: tuple(each) for source, each in ways.items()}

    @cached_property
    def _sinks(self) -> dict[PortId, frozenset[PortId]]:
        """Return where the sound of each output or input goes now."""
        sinks: dict[PortId, set[PortId]] = {}
        for link in self.links:
            sinks.setdefault(link.source, set()).add(link.sink)
        return {source: frozenset(ends) for source, ends in sinks.items()}

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

    def has_groups(self, device: DeviceId) -> bool:
        """Tell whether a device can play together with others of its household."""
        known = self.devices.get(device)
        return known is not None and known.port(PortKind.GROUP) is not None

    def port(self, port: PortId) -> Port | None:
        """Return a port, if its device is there and has it."""
        device = self.devices.get(owner_of(port))
        ports = device.ports if device else ()
        return next((each for each in ports if each.id == port), None)

    def open_cables(self, device: DeviceId) -> tuple[Link, ...]:
        """Return the cables the sound of a device goes into, past its own speaker.

        A plug in its jack silences an Echo, unless the jack is set to in.
        """
        jack = port_id(device, PortKind.LINE_OUT)
        return () if self.shut(jack) else self.ways_from(jack)

    def shut(self, port: PortId) -> bool:
        """Tell whether a jack that goes both ways is set to the other."""
        known = self.port(port)
        return known is not None and known.enabled is False

    def observed(self, port: PortId) -> bool:
        """Tell whether anybody can see what is connected to a port."""
        known = self.port(port)
        return known is None or known.observed

    def hidden_senders(self, speaker: DeviceId) -> tuple[DeviceId, ...]:
        """Return the senders that may be connected to a speaker without being seen."""
        sink = port_id(speaker, PortKind.BLUETOOTH_IN)
        hidden = {
            owner_of(way.source)
            for way in self.ways
            if way.sink == sink and not self.observed(way.source)
        }
        return tuple(sorted(hidden))

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
        """Tell whether the group of a room plays, as far as it can be told.

        Of a leader that does not answer nobody knows.
        """
        leader = self.devices.get(self.leader_of(room))
        if leader is None or leader.away or leader.powered is False:
            return False
        return leader.playing or not self.tells(leader.id)

    def tells(self, room: DeviceId) -> bool:
        """Tell whether a device says that it plays."""
        device = self.devices.get(room)
        return device is None or device.family in _TELLING

    def hears(self, room: DeviceId, port: PortId) -> bool:
        """Tell whether the sound of a port comes out of a room now."""
        return port in self.trail(room) and self.sounds(room)

    def ways_from(self, port: PortId) -> tuple[Link, ...]:
        """Return the bonds and cables that lead on from an output."""
        return self._ways_by_source.get(port, ())

    def plays_to(self, port: PortId) -> frozenset[PortId]:
        """Return the ports that the sound of a port goes to now."""
        return self._sinks.get(port, frozenset())

    def source_of(self, port: PortId) -> PortId | None:
        """Return the port that the sound of a port comes from now."""
        return self._source_by_sink.get(port)

    def trail(self, room: DeviceId) -> tuple[PortId, ...]:
        """Return the ports the sound of a room comes through, backwards."""
        if room not in self._trails:
            self._trails[room] = self._follow(room)
        return self._trails[room]

    @cached_property
    def _trails(self) -> dict[DeviceId, tuple[PortId, ...]]:
        """Return the trails that were asked for; a House does not change."""
        return {}

    def _follow(self, room: DeviceId) -> tuple[PortId, ...]:
        """Follow the sound of a room back to where it begins."""
        passed: list[PortId] = []
        port = self._before(port_id(room, PortKind.SPEAKER))
        while port is not None and port not in passed:
            passed.append(port)
            port = self._before(port)
        return tuple(passed)

    def _before(self, port: PortId) -> PortId | None:
        """Return the port the sound of a port comes from."""
        device = owner_of(port)
        match kind_of(port):
            case PortKind.SPEAKER:
                return self._before_speaker(device)
            case PortKind.GROUP:
                return port_id(device, PortKind.SPEAKER)
            case PortKind.LINE_IN:
                return self._before_line_in(port)
            case PortKind.BLUETOOTH_OUT | PortKind.LINE_OUT:
                return self._inside(device)
            case _:
                return self._source_by_sink.get(port)

    def _before_speaker(self, device: DeviceId) -> PortId | None:
        """Return what comes out of a speaker: a leader, an input, or Bluetooth.

        A player with groups says itself that it is set to Bluetooth; it may be
        connected, and play something else.
        """
        for kind in (PortKind.GROUP, PortKind.SPEAKER):
            if source := self._source_by_sink.get(port_id(device, kind)):
                return source
        if self.has_groups(device):
            return None
        bluetooth = port_id(device, PortKind.BLUETOOTH_IN)
        return bluetooth if bluetooth in self._source_by_sink else None

    def _before_line_in(self, port: PortId) -> PortId | None:
        """Return what is plugged into a line-in, unless it plays elsewhere.

        The jack of an Echo is silent while its Bluetooth output is in use, and
        when it is set to in.
        """
        output = self._cable_by_sink.get(port)
        if output is None or self.shut(output):
            return None
        bluetooth = port_id(owner_of(output), PortKind.BLUETOOTH_OUT)
        return None if self.plays_to(bluetooth) else output

    def _inside(self, device: DeviceId) -> PortId | None:
        """Return where an output gets its sound from inside its device."""
        known = self.devices.get(device)
        if known is None or known.family is not Family.BRIDGE:
            return port_id(device, PortKind.SPEAKER)
        kinds = (PortKind.BLUETOOTH_IN, PortKind.LINE_IN)
        ports = (port.id for port in known.ports if port.kind in kinds)
        return next(ports, None)

    def with_changes(self, devices: Iterable[Device], links: Iterable[Link]) -> House:
        """Return the next House: some devices replaced, and these links live."""
        changed = {device.id: device for device in devices}
        return replace(
            self, devices={**self.devices, **changed}, links=frozenset(links)
        )
