"""Where the sound of a source can get in: through cables, bonds and boxes.

A source leads over hops to entries. An entry is a port through which rooms hear:
the line-in of a Sonos player is one for its whole household, the Bluetooth of a
portable speaker for that speaker alone.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .house import Device, Family, House, Link
from .port import DeviceId, PortId, PortKind, kind_of, owner_of, port_id

_OUTPUTS: Final = (PortKind.LINE_OUT, PortKind.BLUETOOTH_OUT)
_ENTRIES: Final = frozenset({PortKind.LINE_IN, PortKind.TV_IN, PortKind.BLUETOOTH_IN})
# Heard by others only in the group that the device with the input leads.
AT_HOME: Final = frozenset({PortKind.TV_IN, PortKind.BLUETOOTH_IN})


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A port through which rooms hear a source, and the ways that lead there."""

    port: PortId
    ways: tuple[Link, ...] = ()

    @property
    def owner(self) -> DeviceId:
        """Return the device with the port."""
        return owner_of(self.port)

    @property
    def origin(self) -> DeviceId:
        """Return the device the sound comes from."""
        return owner_of(self.ways[0].source if self.ways else self.port)

    @property
    def bluetooth(self) -> tuple[Link, ...]:
        """Return the ways that go over Bluetooth."""
        return tuple(
            way for way in self.ways if kind_of(way.source) is PortKind.BLUETOOTH_OUT
        )

    @property
    def cables(self) -> tuple[Link, ...]:
        """Return the ways that are cables."""
        return tuple(
            way for way in self.ways if kind_of(way.source) is PortKind.LINE_OUT
        )

    def goes_through(self, kind: PortKind | None) -> bool:
        """Tell whether an output of a kind is on the way, if one was asked for."""
        return kind is None or any(kind_of(way.source) is kind for way in self.ways)


def entries(house: House, source: PortId) -> tuple[Entry, ...]:
    """Return every entry of a source, those with the fewest hops first.

    One that is reached in several ways is several; a box is passed one way only.
    """
    found: list[Entry] = []
    seen = {source}
    ahead: deque[Entry] = deque([Entry(port=source)])
    while ahead:
        here = ahead.popleft()
        if _is_entry(house, here):
            found.append(here)
        for way in _onward(house, here.port):
            if way.sink in seen:
                continue
            if house.devices[owner_of(way.sink)].family is Family.BRIDGE:
                seen.add(way.sink)
            ahead.append(Entry(port=way.sink, ways=(*here.ways, way)))
    return tuple(found)


def serves(house: House, entry: Entry, room: Device) -> bool:
    """Tell whether a room can hear what gets in at an entry."""
    owner = house.devices[house.room_of(entry.owner)]
    if owner.id == room.id:
        return True
    grouped = PortKind.GROUP
    return (
        kind_of(entry.port) is not PortKind.SPEAKER
        and owner.household == room.household
        and owner.port(grouped) is not None
        and room.port(grouped) is not None
    )


def _is_entry(house: House, here: Entry) -> bool:
    """Tell whether rooms hear what gets to a port."""
    if house.devices[here.owner].family is Family.BRIDGE:
        return False
    if kind_of(here.port) in {PortKind.SPEAKER, PortKind.GROUP}:
        return not here.ways
    return kind_of(here.port) in _ENTRIES


def _onward(house: House, port: PortId) -> Iterator[Link]:
    """Yield the ways that lead on from a port, through the device it is on."""
    device = house.devices[owner_of(port)]
    if kind_of(port) is PortKind.SPEAKER or device.family is Family.BRIDGE:
        for kind in _OUTPUTS:
            if _has(device, kind):
                for way in house.ways_from(port_id(device.id, kind)):
                    sink = house.devices.get(owner_of(way.sink))
                    if sink is not None and _has(sink, kind_of(way.sink)):
                        yield way


def _has(device: Device, kind: PortKind) -> bool:
    """Tell whether a device has a port, as far as anybody knows.

    What is not known, or denied without being sure, can be tried.
    """
    port = device.port(kind)
    return port is not None and (port.fact is None or not port.fact.hides)
