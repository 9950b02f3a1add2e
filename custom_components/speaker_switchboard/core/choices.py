"""What can be chosen for a device, and what is so now: of its sources, its outputs."""

from .house import Family, House, Link
from .port import DeviceId, PortId, PortKind, owner_of, port_id


def sources_for(house: House, room: DeviceId) -> list[PortId | None]:
    """Return what a room may be switched to, and what it hears now.

    None is the room's own music.
    """
    if house.has_groups(room):
        return _of_a_household(house, room)
    senders: list[PortId | None] = [
        port_id(owner_of(way.source), PortKind.SPEAKER) for way in _into(house, room)
    ]
    bluetooth_only = house.devices[room].family is Family.BLUETOOTH
    return [None, *senders] if bluetooth_only else senders


def heard_in(house: House, room: DeviceId) -> PortId | None:
    """Return the source a room hears, else the group it is in, else nothing."""
    if not house.has_groups(room):
        return next(
            (port for port in sources_for(house, room) if port in house.trail(room)),
            None,
        )
    if (source := house.fed_by(room)) is not None:
        return source
    leader = house.leader_of(room)
    return None if leader == room else port_id(leader, PortKind.GROUP)


def outputs_of(house: House, sender: DeviceId) -> list[PortId]:
    """Return where the sound of a sender can come out, its own speaker first.

    Speakers are meant by their Bluetooth input, cables by what they are plugged
    into.
    """
    ways = [
        way
        for kind in (PortKind.BLUETOOTH_OUT, PortKind.LINE_OUT)
        for way in house.ways_from(port_id(sender, kind))
        if owner_of(way.sink) in house.devices
    ]
    ways.sort(key=lambda way: house.name(owner_of(way.sink)))
    return [port_id(sender, PortKind.SPEAKER), *(way.sink for way in ways)]


def output_now(house: House, sender: DeviceId) -> PortId | None:
    """Return where the sound of a sender comes out; None when nobody can see it.

    Bluetooth silences the jack, a cable in the jack the speaker.
    """
    output = port_id(sender, PortKind.BLUETOOTH_OUT)
    if not house.observed(output):
        return None
    for sink in sorted(house.plays_to(output)):
        return sink
    for way in house.open_cables(sender):
        return way.sink
    return port_id(sender, PortKind.SPEAKER)


def listeners(house: House, port: PortId) -> tuple[DeviceId, ...]:
    """Return the rooms that hear what comes in at a port."""
    return tuple(room.id for room in house.rooms if house.hears(room.id, port))


def is_connected(house: House, speaker: DeviceId) -> bool | None:
    """Tell whether a Bluetooth speaker is connected; None when it may be, unseen."""
    sink = port_id(speaker, PortKind.BLUETOOTH_IN)
    if house.source_of(sink) is not None:
        return True
    return None if house.hidden_senders(speaker) else False


def _of_a_household(house: House, room: DeviceId) -> list[PortId | None]:
    """Return the inputs and groups a player of a household can be switched to."""
    heard = heard_in(house, room)
    household = house.devices[room].household
    inputs = [
        port.id
        for port in house.inputs
        if port.id == heard
        or (_plays_in(house, port.id, household) and _usable(house, port.id, room))
    ]
    groups = [
        port_id(other.id, PortKind.GROUP)
        for other in house.rooms
        if other.id != room and other.away is None and house.has_groups(other.id)
    ]
    return [None, *inputs, *groups]


def _plays_in(house: House, source: PortId, household: str) -> bool:
    """Tell whether an input is on a player of a household."""
    owner = house.room_of(owner_of(source))
    return house.has_groups(owner) and house.devices[owner].household == household


def _usable(house: House, source: PortId, room: DeviceId) -> bool:
    """Tell whether an input can be heard in a room now."""
    owner = house.devices[owner_of(source)]
    port = house.port(source)
    if owner.away or owner.serves_surround or port is None or port.plugged is False:
        return False
    return port.kind is not PortKind.TV_IN or owner.id == room


def _into(house: House, room: DeviceId) -> list[Link]:
    """Return the ways into the ports of a device, by the name of who sends."""
    ports = {port.id for port in house.devices[room].ports}
    ways = (way for way in house.ways if way.sink in ports)
    known = [way for way in ways if owner_of(way.source) in house.devices]
    return sorted(known, key=lambda way: (house.name(owner_of(way.source)), way))
