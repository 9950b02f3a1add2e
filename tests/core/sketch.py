"""Draw a House in a few words, and ask it what a person would."""

from dataclasses import dataclass, replace

from custom_components.speaker_switchboard.core.house import (
    Away,
    Device,
    DeviceId,
    Family,
    House,
    Link,
    Media,
    Port,
    PortId,
    PortKind,
    kind_of,
    owner_of,
    port_id,
)
from custom_components.speaker_switchboard.core.route import Request


@dataclass(frozen=True, kw_only=True, slots=True)
class Room:
    """A room as a scenario draws it: each word is left out where it says nothing.

    It `hears` an input or `plays` music of its own, unless it `follows` another.
    """

    hears: str = ""
    plays: str = ""
    paused: bool = False
    sticky: bool = False
    follows: str = ""
    line_in: str = ""
    tv_in: str = ""
    plugged: bool | None = None
    part_of: str = ""
    surround: bool = False
    away: str = ""
    speaker: bool = True


def house(**rooms: Room) -> House:
    """Build a House from a sketch of its rooms."""
    return House(
        devices={room(name): _device(name, drawn) for name, drawn in rooms.items()},
        links=frozenset(
            link for name, drawn in rooms.items() for link in _links(name, drawn)
        ),
    )


def room(name: str) -> DeviceId:
    """Return the id of a room."""
    return DeviceId(name)


def line_in(name: str) -> PortId:
    """Return the line-in of a room."""
    return port_id(room(name), PortKind.LINE_IN)


def tv_in(name: str) -> PortId:
    """Return the TV input of a room."""
    return port_id(room(name), PortKind.TV_IN)


def group(name: str) -> PortId:
    """Return what a room plays, for others to play with it."""
    return port_id(room(name), PortKind.GROUP)


def asking(source: str, *rooms: str, together: bool = True) -> Request:
    """Ask for a source in rooms; no source is the rooms' own music."""
    return Request(
        source=PortId(source) if source else None,
        rooms=tuple(room(name) for name in rooms),
        together=together,
    )


def as_asked(house: House, request: Request, rooms: tuple[DeviceId, ...]) -> bool:
    """Tell whether rooms hear what was asked for."""
    leaders = {house.leader_of(one) for one in rooms}
    match request.source:
        case None:
            return leaders == set(rooms) and not any(map(house.fed_by, rooms))
        case source if kind_of(source) is PortKind.GROUP:
            return leaders == {house.leader_of(house.room_of(owner_of(source)))}
        case source:
            heard = all(house.hears(one, source) for one in rooms)
            return heard and (not request.together or len(leaders) == 1)


def sound_of(house: House, one: DeviceId) -> tuple[PortId | None, Media | None, bool]:
    """Return what comes out of a room."""
    leader = house.devices[house.leader_of(one)]
    return house.fed_by(one), leader.media, leader.playing


def place_of(house: House, one: DeviceId) -> tuple[object, ...]:
    """Return everything a room can be put back to."""
    whole = restorable(house)
    return whole.leader_of(one), sound_of(whole, one)


def restorable(house: House) -> House:
    """Return a House less what only a phone can bring back."""
    return replace(
        house, devices={one: _less_phone(it) for one, it in house.devices.items()}
    )


def _less_phone(device: Device) -> Device:
    sticky = device.media is not None and device.media.sticky
    return replace(device, media=None, playing=False) if sticky else device


def _device(name: str, drawn: Room) -> Device:
    leads = not drawn.follows
    return Device(
        id=room(name),
        family=Family.SONOS,
        name=name.replace("_", " ").title(),
        ports=tuple(_ports(name, drawn)),
        away=Away(drawn.away) if drawn.away else None,
        part_of=room(drawn.part_of) if drawn.part_of else None,
        serves_surround=drawn.surround,
        playing=leads and bool(drawn.hears or drawn.plays) and not drawn.paused,
        media=_media(drawn) if drawn.plays else None,
    )


def _media(drawn: Room) -> Media:
    uri = f"library:{drawn.plays}"
    return Media(uri=uri, title=drawn.plays, track=3, sticky=drawn.sticky)


def _ports(name: str, drawn: Room) -> list[Port]:
    labels = {
        PortKind.SPEAKER: "Speaker" if drawn.speaker else "",
        PortKind.GROUP: "Group",
        PortKind.LINE_IN: drawn.line_in,
        PortKind.TV_IN: drawn.tv_in,
    }
    return [
        Port(id=port_id(room(name), kind), label=label, plugged=drawn.plugged)
        for kind, label in labels.items()
        if label
    ]


def _links(name: str, drawn: Room) -> list[Link]:
    ways = {
        PortKind.SPEAKER: drawn.hears,
        PortKind.GROUP: drawn.follows and group(drawn.follows),
    }
    return [
        Link(source=PortId(source), sink=port_id(room(name), kind))
        for kind, source in ways.items()
        if source
    ]
