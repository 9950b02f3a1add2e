"""Work out how to get there, touching nothing on the way.

Rooms are taken together where they can play together; each such unit gets a
source of its own to carry it, by the cheapest matching of all. Same House and
same Request, same Plan.
"""

from dataclasses import replace

from .acts import DisconnectBluetooth
from .carrying import LeftOut, carry, units
from .cautions import cautions_of, facts_of
from .checks import refuse_away, refuse_parting, refuse_rooms, refuse_sources
from .draft import Draft, each
from .grouping import on_own
from .house import Away, House
from .plan import Already, Plan
from .port import DeviceId, PortKind, kind_of, owner_of, port_id
from .refusal import Refusal, Why
from .route import Request, fulfilled, routes_to
from .trunk import trunk, unit_steps


def plan(house: House, request: Request) -> Plan | Refusal:
    """Return the steps that fulfil a request, or why there are none."""
    rooms = tuple(dict.fromkeys(house.room_of(room) for room in request.rooms))
    wanted = replace(request, rooms=rooms)
    if refusal := refuse_rooms(house, rooms) or refuse_sources(house, wanted):
        return refusal
    there, left_out, refused = _sort_out(house, rooms)
    if refused:
        return refused
    found = _draft(house, replace(wanted, rooms=there))
    if isinstance(found, Refusal):
        return found
    draft, short = found
    playing = tuple(room for room in there if room not in dict(short))
    routes = routes_to(draft.house, playing)
    return Plan(
        request=request,
        rooms=playing,
        routes=routes,
        steps=draft.steps,
        already=None if draft.steps else _reason(request),
        left_out=(*left_out, *short),
        cautions=cautions_of(draft, routes, request),
        facts=facts_of(draft.house, [link for one in routes for link in one.links]),
    )


def _sort_out(
    house: House, rooms: tuple[DeviceId, ...]
) -> tuple[tuple[DeviceId, ...], LeftOut, Refusal | None]:
    """Part the rooms that are there from those that sleep.

    A sleeping portable is left out and reported, as long as another room can
    play; any other room that is away refuses the whole request.
    """
    there: list[DeviceId] = []
    left_out: list[tuple[DeviceId, Refusal]] = []
    for room in rooms:
        device = house.devices[room]
        refusal = refuse_away(device)
        if refusal is None:
            there.append(room)
        elif device.away is Away.ASLEEP:
            left_out.append((room, refusal))
        else:
            return (), (), refusal
    refused = None if there else left_out[0][1]
    return tuple(there), tuple(left_out), refused


def _reason(request: Request) -> Already:
    """Say why nothing has to be done."""
    if request.source is None:
        return Already.ON_OWN
    if kind_of(request.source) is PortKind.GROUP:
        return Already.TOGETHER
    return Already.HEARD


def _draft(house: House, request: Request) -> tuple[Draft, LeftOut] | Refusal:
    """Return the steps, and the units no source could carry."""
    draft = Draft(house)
    if request.source is None:
        refused = (_refuse_own(house, room) for room in request.rooms)
        own = each(draft, request.rooms, _own)
        return next(filter(None, refused), None) or (own, ())
    if _all_there(house, request):
        return draft, ()
    carried, short = carry(house, request, units(house, request.rooms))
    if short and not (request.partial and carried):
        return short[0][1]
    kept = frozenset(way for _, entry in carried for way in entry.ways)
    for unit, entry in carried:
        draft = trunk(draft, entry, unit, kept)
        draft = unit_steps(draft, request, entry, unit)
    return draft, short


def _refuse_own(house: House, room: DeviceId) -> Refusal | None:
    """Return why a room cannot be turned away from what it plays."""
    if house.has_groups(room) or not house.trail(room):
        return None
    sender = house.source_of(port_id(room, PortKind.BLUETOOTH_IN))
    if sender is None:
        return Refusal(key=Why.NO_OWN_MUSIC, words={"room": house.name(room)})
    return refuse_parting(house, owner_of(sender), room)


def _own(draft: Draft, room: DeviceId) -> Draft:
    """Give a room its own sound back."""
    if draft.house.has_groups(room):
        return on_own(draft, room)
    sender = draft.house.source_of(port_id(room, PortKind.BLUETOOTH_IN))
    if sender is not None:
        return draft.then(DisconnectBluetooth(room, owner_of(sender)))
    for hidden in draft.house.hidden_senders(room):
        draft = draft.then(DisconnectBluetooth(room, hidden))
    return draft


def _all_there(house: House, request: Request) -> bool:
    """Tell whether everything is as asked already."""
    if not all(fulfilled(house, request, room) for room in request.rooms):
        return False
    leaders = [
        {house.leader_of(room) for room in unit} for unit in units(house, request.rooms)
    ]
    return not request.together or all(len(each) == 1 for each in leaders)
