"""What stands in the way of a request, before any plan is made."""

from typing import Final

from .house import (
    INPUTS,
    Away,
    Device,
    DeviceId,
    House,
    PortId,
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


def refuse_sources(house: House, request: Request) -> Refusal | None:
    """Return what is wrong with the sources as they were named."""
    found = (_refuse_source(house, source, request) for source in request.sources)
    return next(filter(None, found), None)


def _refuse_source(house: House, source: PortId, request: Request) -> Refusal | None:
    """Return what is wrong with one source, whatever leads on from it."""
    owner = house.devices.get(owner_of(source))
    if owner is None:
        return Refusal(key=Why.UNKNOWN_SOURCE, words={"source": owner_of(source)})
    kind = kind_of(source)
    if kind in INPUTS and owner.port(kind) is None:
        return Refusal(key=_MISSING[kind], words={"owner": owner.name})
    if kind is PortKind.GROUP and house.room_of(owner.id) in request.rooms:
        return Refusal(key=Why.SAME_ROOM, words={"room": owner.name})
    return None
