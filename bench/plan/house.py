"""Houses of any size, all alike: of ten devices six Sonos, two Echos, two portables."""

from itertools import batched

from custom_components.speaker_switchboard.core.house import (
    Device,
    Family,
    House,
    Link,
    bluetooth,
)
from custom_components.speaker_switchboard.core.port import (
    DeviceId,
    Port,
    PortId,
    PortKind,
    port_id,
)
from custom_components.speaker_switchboard.core.route import Request

# A Sonos household holds 32 players.
_HOUSEHOLD = 32

_ROOM = (PortKind.SPEAKER, PortKind.GROUP)
_SENDER = (PortKind.SPEAKER, PortKind.BLUETOOTH_OUT, PortKind.LINE_OUT)
_PORTABLE = (PortKind.SPEAKER, PortKind.BLUETOOTH_IN)
_TEN = (
    (Family.SONOS, (*_ROOM, PortKind.LINE_IN)),
    *((Family.SONOS, _ROOM),) * 5,
    *((Family.ECHO, _SENDER),) * 2,
    *((Family.BLUETOOTH, _PORTABLE),) * 2,
)


def house_of(size: int) -> House:
    """Return a house with so many devices."""
    devices = [_device(number) for number in range(size)]
    ways = {
        way
        for ten in batched(range(size), len(_TEN), strict=False)
        for way in _ways(ten)
    }
    return House(
        devices={device.id: device for device in devices}, ways=frozenset(ways)
    )


def six_rooms(house: House) -> Request:
    """Return the wish that is measured: a line-in to six rooms of one household."""
    sonos = [one.id for one in house.rooms if one.household == "household 0"]
    return Request(source=port_id(_name(0), PortKind.LINE_IN), rooms=tuple(sonos[:6]))


def _device(number: int) -> Device:
    """Return a device; its place among ten says what it is."""
    family, kinds = _TEN[number % len(_TEN)]
    return _made(number, family, kinds)


def _made(number: int, family: Family, kinds: tuple[PortKind, ...]) -> Device:
    """Return a device of a family, with these ports."""
    device = _name(number)
    return Device(
        id=device,
        family=family,
        name=f"Room {number}",
        ports=tuple(Port(id=port_id(device, kind), label=kind) for kind in kinds),
        household=f"household {number // _HOUSEHOLD}",
    )


def _ways(ten: tuple[int, ...]) -> set[Link]:
    """Return the cable and the bond among ten devices, if there are so many."""
    if len(ten) < len(_TEN):
        return set()
    first, sender, portable = _name(ten[0]), _name(ten[6]), _name(ten[8])
    cable = Link(source=_jack(sender), sink=port_id(first, PortKind.LINE_IN))
    return {cable, bluetooth(sender, portable)}


def _jack(sender: DeviceId) -> PortId:
    """Return the jack of an Echo."""
    return port_id(sender, PortKind.LINE_OUT)


def _name(number: int) -> DeviceId:
    """Return the id of a device."""
    return DeviceId(f"device:{number:04}")
