"""What stands in the way of a request, before any plan is made."""

from typing import Final

from .house import Away, Device, Family, House
from .port import INPUTS, DeviceId, PortId, PortKind, kind_of, owner_of
from .refusal import Refusal, Why
from .route import Request

# A Sonos household holds 32 players.
MOST_ROOMS: Final = 32

_AWAY: Final = {
    Away.ASLEEP: Why.ASLEEP,
    Away.OFF: Why.SWITCHED_OFF,
    Away.ON_BLUETOOTH: Why.ON_BLUETOOTH,
    Away.UNREACHABLE: Why.UNREACHABLE,
    Away.LOGGED_OUT: Why.LOGGED_OUT,
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
        if device is None:
            return Refusal(key=Why.UNKNOWN_ROOM, words={"room": room})
        if device.port(PortKind.SPEAKER) is None:
            return Refusal(key=Why.NO_SPEAKER, words={"room": device.name})
    return None


def refuse_away(device: Device) -> Refusal | None:
    """Return why a device cannot be spoken to, if it cannot."""
    if device.away is None:
        return None
    return Refusal(key=_AWAY[device.away], words={"room": device.name})


def obeys(house: House, sender: DeviceId) -> bool:
    """Tell whether a sender can be told to let go; no box or phone can."""
    known = house.devices.get(sender)
    return known is not None and known.family is not Family.BRIDGE


def refuse_parting(house: House, sender: DeviceId, speaker: DeviceId) -> Refusal | None:
    """Return why a sender cannot be told to let go of a speaker, if it cannot."""
    if not obeys(house, sender):
        words = {"sender": house.name(sender), "room": house.name(speaker)}
        return Refusal(key=Why.BOX_HOLDS_IT, words=words)
    return refuse_away(house.devices[sender]) or refuse_away(house.devices[speaker])


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
    if kind in INPUTS and house.port(source) is None:
        # Who is away may not show what it has.
        missing = Refusal(key=_MISSING[kind], words={"owner": owner.name})
        return refuse_away(owner) or missing
    if kind is PortKind.GROUP and house.room_of(owner.id) in request.rooms:
        return Refusal(key=Why.SAME_ROOM, words={"room": owner.name})
    return None
