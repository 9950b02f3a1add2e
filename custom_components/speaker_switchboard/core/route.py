"""What somebody wants, and the way the sound takes to get there."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Final

from .house import Family, House, Link
from .port import DeviceId, PortId, PortKind, kind_of, owner_of, port_id


class Sync(StrEnum):
    """How a room goes together with the others of a plan."""

    ALONE = "alone"
    IN_STEP = "in_step"
    UNSYNCED = "unsynced"


class Preference(StrEnum):
    """What makes one way better than another."""

    FIDELITY = "fidelity"
    DELAY = "delay"
    VOICE = "voice"
    RELIABILITY = "reliability"


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """A wish: this source in these rooms.

    `source` is an input (a line-in, a TV), the group port of a room to play
    together with, the speaker of a sender for what it plays itself, or None for
    the rooms' own music again. `carriers` are further sources that play the
    same, so that each room can have one of its own.

    `together` asks for one group; without it each room plays the source by
    itself. `take` allows to take an output or a speaker from whoever has it.
    `partial` asks for as many rooms as can be, instead of all or none. `strict`
    keeps to the rules of the source documents, also to those that are false.
    `through` asks for ways that go over an output of this kind.
    """

    source: PortId | None
    rooms: tuple[DeviceId, ...]
    together: bool = True
    carriers: tuple[PortId, ...] = ()
    prefer: Preference = Preference.FIDELITY
    take: bool = False
    partial: bool = False
    strict: bool = False
    through: PortKind | None = None

    @property
    def sources(self) -> tuple[PortId, ...]:
        """Return every source that may carry a room, the first choice first."""
        first = () if self.source is None else (self.source,)
        return tuple(dict.fromkeys((*first, *self.carriers)))


# Least and most milliseconds that the sound takes through an input. Bluetooth:
# the claims of the source documents span 98 to 320, 500 was seen elsewhere. The
# line-in of Sonos buffers 75 ms at the least (Sonos staff, community 6856344).
# A transmitter box: claims of 30 to 90.
_OVER_BLUETOOTH: Final = (100, 500)
_DELAYS: Final[Mapping[tuple[Family, PortKind], tuple[int, int]]] = {
    (Family.BLUETOOTH, PortKind.BLUETOOTH_IN): _OVER_BLUETOOTH,
    (Family.BRIDGE, PortKind.BLUETOOTH_IN): _OVER_BLUETOOTH,
    (Family.PLAYER, PortKind.BLUETOOTH_IN): _OVER_BLUETOOTH,
    (Family.SONOS, PortKind.BLUETOOTH_IN): (175, 620),
    (Family.SONOS, PortKind.LINE_IN): (75, 120),
    (Family.BRIDGE, PortKind.LINE_IN): (30, 90),
}

# Inputs whose sound comes out of the device they are on.
_HEARD_AT_HOME: Final = frozenset(
    {PortKind.LINE_IN, PortKind.TV_IN, PortKind.BLUETOOTH_IN}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """The chain of links that brings a source to one room.

    `delay` is the range to expect, in milliseconds. `voice` tells whether the
    answers of Alexa come along, `sync` how it goes together with the other rooms.
    """

    room: DeviceId
    links: tuple[Link, ...]
    delay: tuple[int, int] = (0, 0)
    voice: bool = False
    sync: Sync = Sync.ALONE


def routes_to(house: House, rooms: Sequence[DeviceId]) -> tuple[Route, ...]:
    """Return the way to each room, and how they go together.

    Rooms of one group share one clock; all others drift apart.
    """
    sizes = Counter(house.leader_of(room) for room in rooms)
    apart = Sync.UNSYNCED if len(rooms) > 1 else Sync.ALONE
    return tuple(
        replace(
            route_to(house, room),
            sync=Sync.IN_STEP if sizes[house.leader_of(room)] > 1 else apart,
        )
        for room in rooms
    )


def route_to(house: House, room: DeviceId) -> Route:
    """Return the way the sound of a room takes in a House, source first."""
    trail = (port_id(room, PortKind.SPEAKER), *house.trail(room))
    links = [
        Link(source=source, sink=_sink(source, sink))
        for sink, source in pairwise(trail)
        if owner_of(source) != owner_of(sink) or kind_of(source) in _HEARD_AT_HOME
    ]
    return Route(
        room=room,
        links=tuple(reversed(links)),
        delay=delay_of(house, trail),
        voice=any(
            kind_of(port) is PortKind.SPEAKER and is_echo(house, owner_of(port))
            for port in trail
        ),
    )


def is_echo(house: House, device: DeviceId) -> bool:
    """Tell whether a device is an Echo; a phone may not be known at all."""
    known = house.devices.get(device)
    return known is not None and known.family is Family.ECHO


def delay_of(house: House, ports: Sequence[PortId]) -> tuple[int, int]:
    """Return the delay of a way through these ports: least and most, in ms."""
    known = (house.devices.get(owner_of(port)) for port in ports)
    parts = [
        _DELAYS.get((device.family, kind_of(port)), (0, 0))
        for port, device in zip(ports, known, strict=True)
        if device is not None
    ]
    return sum(least for least, _ in parts), sum(most for _, most in parts)


def _sink(source: PortId, sink: PortId) -> PortId:
    """Return where a link ends: a group reaches the group port of a member."""
    if kind_of(source) is PortKind.GROUP:
        return port_id(owner_of(sink), PortKind.GROUP)
    return sink


def arrived(house: House, source: PortId | None, room: DeviceId) -> bool:
    """Tell whether a room hears what was asked for it."""
    if source is None:
        alone = house.leader_of(room) == room and not house.trail(room)
        return alone and not house.hidden_senders(room)
    owner = house.room_of(owner_of(source))
    if kind_of(source) is PortKind.GROUP:
        return house.leader_of(room) == house.leader_of(owner)
    if kind_of(source) is PortKind.SPEAKER and owner == room:
        output = port_id(room, PortKind.BLUETOOTH_OUT)
        free = house.observed(output) and not house.plays_to(output)
        return free and not house.open_cables(room)
    return house.hears(room, source)


def fulfilled(house: House, request: Request, room: DeviceId) -> bool:
    """Tell whether a room hears one of the sources that were asked for."""
    if request.source is None:
        return arrived(house, None, room)
    if request.through and not any(
        kind_of(port) is request.through for port in house.trail(room)
    ):
        return False
    return any(arrived(house, source, room) for source in request.sources)


def say_source(house: House, source: PortId | None) -> str:
    """Name a source the way people do."""
    if source is None:
        return "its own music"
    owner = house.name(owner_of(source))
    port = house.port(source)
    if port is None or port.kind in {PortKind.GROUP, PortKind.SPEAKER}:
        return f"what {owner} plays"
    if port.kind is PortKind.TV_IN:
        return f"the TV of {owner}"
    return f"{port.label} ({owner})"
