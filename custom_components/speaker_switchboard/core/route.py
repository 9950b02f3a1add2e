"""What somebody wants, and the way the sound takes to get there."""

from dataclasses import dataclass

from .house import DeviceId, House, Link, PortId, PortKind, kind_of, owner_of, port_id


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """A wish: this source in these rooms.

    `source` is an input (a line-in, a TV), the group port of a room to play
    together with, or None for the rooms' own music again. `together` asks for
    one group; without it each room plays the source by itself.
    """

    source: PortId | None
    rooms: tuple[DeviceId, ...]
    together: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """The chain of links that brings a source to one room."""

    room: DeviceId
    links: tuple[Link, ...]


def route_to(house: House, room: DeviceId) -> Route:
    """Return the way the sound of a room takes in a House."""
    leader = house.leader_of(room)
    source = house.fed_by(room)
    links: list[Link] = []
    if source is not None:
        links.append(Link(source=source, sink=port_id(leader, PortKind.SPEAKER)))
    if leader != room:
        links.append(
            Link(
                source=port_id(leader, PortKind.GROUP),
                sink=port_id(room, PortKind.GROUP),
            )
        )
    return Route(room=room, links=tuple(links))


def arrived(house: House, source: PortId | None, room: DeviceId) -> bool:
    """Tell whether a room hears what was asked for it."""
    if source is None:
        return house.leader_of(room) == room and house.fed_by(room) is None
    if kind_of(source) is PortKind.GROUP:
        host = house.room_of(owner_of(source))
        return house.leader_of(room) == house.leader_of(host)
    return house.hears(room, source)


def say_source(house: House, source: PortId | None) -> str:
    """Name a source the way people do."""
    if source is None:
        return "its own music"
    owner = house.name(owner_of(source))
    port = house.port(source)
    if port is None or port.kind is PortKind.GROUP:
        return f"what {owner} plays"
    if port.kind is PortKind.TV_IN:
        return f"the TV of {owner}"
    return f"{port.label} ({owner})"
