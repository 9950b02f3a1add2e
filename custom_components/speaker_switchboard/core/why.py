"""Why no way leads from a source to a room: the owner of the obstacle, by name."""

from collections.abc import Iterator
from typing import Final

from .checks import refuse_away
from .graph import entries
from .house import Device, Family, House
from .port import PortId, PortKind, kind_of, owner_of
from .refusal import Refusal, Why

# What may stand in the way of Bluetooth, whatever other ways there are.
_OF_BLUETOOTH: Final = frozenset(
    {Why.HANDS_FREE_ONLY, Why.LOGGED_OUT, Why.NOT_PAIRED, Why.UNREACHABLE}
)


def why_not(
    house: House, source: PortId, room: Device, through: PortKind | None = None
) -> Refusal:
    """Return why a source cannot reach a room by any way, or any of one kind."""
    sender = house.devices[owner_of(source)]
    reasons = _reasons(house, source, sender, room)
    words = {"sender": sender.name, "room": room.name}
    if through is PortKind.BLUETOOTH_OUT:
        reasons = (each for each in reasons if each.key in _OF_BLUETOOTH)
        return next(reasons, Refusal(key=Why.NO_BLUETOOTH, words=words))
    return next(reasons)


def _reasons(
    house: House, source: PortId, sender: Device, room: Device
) -> Iterator[Refusal]:
    """Yield the reasons, the one that is mended most easily first."""
    words = {"sender": sender.name, "room": room.name}
    if away := refuse_away(sender):
        yield away
    if kind_of(source) is not PortKind.SPEAKER:
        yield from _from_a_household(sender, room, words)
    if _without(sender, PortKind.BLUETOOTH_OUT) and _without(sender, PortKind.LINE_OUT):
        yield Refusal(key=Why.NO_OUTPUT, words=words)
    if room.family is Family.BLUETOOTH and _without(room, PortKind.BLUETOOTH_IN):
        yield Refusal(key=Why.HANDS_FREE_ONLY, words=words)
    can_bond = not (
        _without(sender, PortKind.BLUETOOTH_OUT)
        or _without(room, PortKind.BLUETOOTH_IN)
    )
    if can_bond:
        yield Refusal(key=Why.NOT_PAIRED, words=words)
    if _without(room, PortKind.LINE_IN) and room.port(PortKind.GROUP) is None:
        yield Refusal(key=Why.NO_INPUT, words=words)
    if _without(sender, PortKind.LINE_OUT):
        yield Refusal(key=Why.NEEDS_BLUETOOTH_INPUT, words=words)
    if any(entry.ways for entry in entries(house, source)):
        yield Refusal(key=Why.LEADS_ELSEWHERE, words=words)
    yield Refusal(key=Why.NO_CABLE, words=words)


def _from_a_household(
    sender: Device, room: Device, words: dict[str, str]
) -> Iterator[Refusal]:
    """Yield why what a household plays does not reach a room outside of it."""
    if sender.port(PortKind.GROUP) is None or room.port(PortKind.GROUP) is None:
        yield Refusal(key=Why.NOT_IN_A_HOUSEHOLD, words=words)
    yield Refusal(key=Why.OTHER_HOUSEHOLD, words=words)


def _without(device: Device, kind: PortKind) -> bool:
    """Tell whether a device surely has no port of a kind."""
    port = device.port(kind)
    return port is None or (port.fact is not None and port.fact.hides)
