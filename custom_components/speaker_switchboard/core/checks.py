"""What stands in the way of a request, before any plan is made."""

from typing import Final

from .house import (
    INPUTS,
    Away,
    Device,
    DeviceId,
    House,
    Port,
    PortKind,
    kind_of,
    owner_of,
)
from .refusal import Refusal, Why
from .route import Request

# A Sonos household holds 32 players.
MOST_ROOMS: Final = 32

_AWAY: Final = {
    Away.ASLEEP: Why.ASLEEP,
    Away.OFF: Why.SWITCHED_OFF,
    Away.ON_BLUETOOTH: Why.ON_BLUETOOTH,
    Away.UNREACHABLE: Why.UNREACHABLE,
}
_MISSING: Final = {PortKind.LINE_IN: Why.NO_LINE_IN, PortKind.TV_IN: Why.NO_TV_IN}


def refuse_rooms(house: House, rooms: tuple[DeviceId, ...]) -> Refusal | None:
    """Return what is wrong with the rooms as they were named."""
    if not rooms:
        return Refusal(key=Why.NO_ROOMS)
    if len(rooms) > MOST_ROOMS:
        words = {"count": str(len(rooms)), "limit": str(MOST_ROOMS)}
        return Refusal(key=Why.TOO_MANY_ROOMS, words=words)
    for room in rooms:
        device = house.devices.get(room)
        if device is None or device.port(PortKind.SPEAKER) is None:
            words = {"room": house.name(room)}
            return Refusal(key=Why.UNKNOWN_ROOM, words=words)
    return None


def refuse_away(device: Device) -> Refusal | None:
    """Return why a device cannot be spoken to, if it cannot."""
    if device.away is None:
        return None
    return Refusal(key=_AWAY[device.away], words={"room": device.name})


def refuse_source(house: House, request: Request) -> Refusal | None:
    """Return what is wrong with the source, for these rooms."""
    if request.source is None:
        return None
    owner = house.devices.get(owner_of(request.source))
    if owner is None:
        words = {"source": owner_of(request.source)}
        return Refusal(key=Why.UNKNOWN_SOURCE, words=words)
    if away := refuse_away(owner):
        return away
    kind = kind_of(request.source)
    if kind not in INPUTS:
        return _refuse_host(house, owner, request.rooms)
    return _refuse_input(house, owner, kind, request.rooms)


def _refuse_host(
    house: House, host: Device, rooms: tuple[DeviceId, ...]
) -> Refusal | None:
    """Return why rooms cannot play together with a host."""
    if house.room_of(host.id) in rooms:
        return Refusal(key=Why.SAME_ROOM, words={"room": host.name})
    return refuse_away(house.devices[house.leader_of(house.room_of(host.id))])


def _refuse_input(
    house: House, owner: Device, kind: PortKind, rooms: tuple[DeviceId, ...]
) -> Refusal | None:
    """Return why an input cannot be heard in these rooms."""
    port = owner.port(kind)
    if port is None:
        return Refusal(key=_MISSING[kind], words={"owner": owner.name})
    if kind is PortKind.TV_IN:
        return _refuse_tv(house, owner, port, rooms)
    return _refuse_line_in(house, owner, port)


def _refuse_tv(
    house: House, owner: Device, port: Port, rooms: tuple[DeviceId, ...]
) -> Refusal | None:
    """Return why the sound of a TV cannot be heard in these rooms."""
    if owner.id in rooms or house.hears(owner.id, port.id):
        return None
    return Refusal(key=Why.TV_STAYS_HOME, words={"owner": owner.name})


def _refuse_line_in(house: House, owner: Device, port: Port) -> Refusal | None:
    """Return why a line-in gives no sound."""
    if owner.serves_surround:
        room = house.name(house.room_of(owner.id))
        words = {"owner": owner.name, "room": room, "input": port.label}
        return Refusal(key=Why.INPUT_SERVES_SURROUND, words=words)
    if port.plugged is False:
        words = {"owner": owner.name, "input": port.label}
        return Refusal(key=Why.NOTHING_PLUGGED_IN, words=words)
    return None
