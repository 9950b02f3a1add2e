"""Which source carries which rooms.

Rooms that can play together are one unit; each unit gets a source of its own, by
the cheapest matching of all.
"""

from collections.abc import Sequence

from .graph import Entry
from .house import House
from .matching import assign
from .offers import cost, offer
from .port import DeviceId, PortId, PortKind, owner_of
from .refusal import Refusal, Why
from .route import Request

type Unit = tuple[DeviceId, ...]
type LeftOut = tuple[tuple[DeviceId, Refusal], ...]


def units(house: House, rooms: Sequence[DeviceId]) -> list[Unit]:
    """Return the rooms that can play together, together."""
    together: dict[str, list[DeviceId]] = {}
    for room in rooms:
        device = house.devices[room]
        grouped = device.port(PortKind.GROUP) is not None
        key = f"household/{device.household}" if grouped else f"room/{room}"
        together.setdefault(key, []).append(room)
    return [tuple(unit) for unit in together.values()]


def carry(
    house: House, request: Request, units: list[Unit]
) -> tuple[list[tuple[Unit, Entry]], LeftOut]:
    """Return who is carried through which entry, and who has to go without."""
    offers = [
        [offer(house, request, source, unit) for source in request.sources]
        for unit in units
    ]
    slots = [
        number
        for number, source in enumerate(request.sources)
        for _ in range(_capacity(house, source, len(units)))
    ]
    columns = assign(
        [[_price(house, request, made[slot]) for slot in slots] for made in offers]
    )
    carried: list[tuple[Unit, Entry]] = []
    short: list[tuple[DeviceId, Refusal]] = []
    for unit, made, column in zip(units, offers, columns, strict=True):
        taken = None if column is None else made[slots[column]]
        if isinstance(taken, Entry):
            carried.append((unit, taken))
        else:
            why = _why_short(house, request, unit, made)
            short += [(room, why) for room in unit]
    return carried, tuple(short)


def _capacity(house: House, source: PortId, units: int) -> int:
    """Return how many units a source can carry; an input is heard by one alone."""
    return min(units, house.devices[owner_of(source)].carries)


def _price(house: House, request: Request, made: Entry | Refusal) -> int | None:
    """Return what an offer costs, if there is one."""
    return cost(house, made, request.prefer) if isinstance(made, Entry) else None


def _why_short(
    house: House, request: Request, unit: Unit, made: Sequence[Entry | Refusal]
) -> Refusal:
    """Say why a unit goes without: nobody reaches it, or others were served."""
    spent = [
        house.name(owner_of(source))
        for source, each in zip(request.sources, made, strict=True)
        if isinstance(each, Entry)
    ]
    if spent:
        words = {"room": house.name(unit[0]), "sender": ", ".join(spent)}
        return Refusal(key=Why.CARRIERS_SHORT, words=words)
    return next(each for each in made if isinstance(each, Refusal))
