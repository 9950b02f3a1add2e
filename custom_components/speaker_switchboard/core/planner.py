"""Work out how to get there, touching nothing on the way.

Rooms are taken together where they can play together; each such unit gets a
source of its own to carry it, by the cheapest matching of all. Same House and
same Request, same Plan.
"""

from collections.abc import Sequence
from dataclasses import replace

from .acts import ConnectBluetooth, DisconnectBluetooth, Listen, Power
from .cautions import cautions_of, facts_of
from .checks import refuse_away, refuse_parting, refuse_rooms, refuse_sources
from .draft import Draft, each
from .graph import AT_HOME, Entry
from .grouping import in_one_group, joined, leading_only, listening, on_own
from .house import Away, Family, House, Link
from .matching import assign
from .offers import cost, is_live, offer
from .plan import Already, Plan
from .port import DeviceId, PortId, PortKind, kind_of, owner_of, port_id
from .refusal import Refusal, Why
from .route import Request, fulfilled, routes_to

type _Unit = tuple[DeviceId, ...]
type _LeftOut = tuple[tuple[DeviceId, Refusal], ...]


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
) -> tuple[tuple[DeviceId, ...], _LeftOut, Refusal | None]:
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


def _draft(house: House, request: Request) -> tuple[Draft, _LeftOut] | Refusal:
    """Return the steps, and the units no source could carry."""
    draft = Draft(house)
    if request.source is None:
        refused = (_refuse_own(house, room) for room in request.rooms)
        own = each(draft, request.rooms, _own)
        return next(filter(None, refused), None) or (own, ())
    if _all_there(house, request):
        return draft, ()
    units = _units(house, request.rooms)
    carried, short = _carry(house, request, units)
    if short and not (request.partial and carried):
        return short[0][1]
    kept = frozenset(way for _, entry in carried for way in entry.ways)
    for unit, entry in carried:
        draft = _trunk(draft, entry, unit, kept)
        draft = _unit_steps(draft, request, entry, unit)
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
    if sender is None:
        return draft
    return draft.then(DisconnectBluetooth(room, owner_of(sender)))


def _all_there(house: House, request: Request) -> bool:
    """Tell whether everything is as asked already."""
    if not all(fulfilled(house, request, room) for room in request.rooms):
        return False
    leaders = [
        {house.leader_of(room) for room in unit}
        for unit in _units(house, request.rooms)
    ]
    return not request.together or all(len(each) == 1 for each in leaders)


def _units(house: House, rooms: Sequence[DeviceId]) -> list[_Unit]:
    """Return the rooms that can play together, together."""
    units: dict[str, list[DeviceId]] = {}
    for room in rooms:
        device = house.devices[room]
        grouped = device.port(PortKind.GROUP) is not None
        key = f"household/{device.household}" if grouped else f"room/{room}"
        units.setdefault(key, []).append(room)
    return [tuple(unit) for unit in units.values()]


def _carry(
    house: House, request: Request, units: list[_Unit]
) -> tuple[list[tuple[_Unit, Entry]], _LeftOut]:
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
    carried: list[tuple[_Unit, Entry]] = []
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
    house: House, request: Request, unit: _Unit, made: Sequence[Entry | Refusal]
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


def _trunk(draft: Draft, entry: Entry, unit: _Unit, kept: frozenset[Link]) -> Draft:
    """Add the steps that bring the sound to an entry."""
    if kind_of(entry.port) is PortKind.SPEAKER:
        draft = _free_output(draft, entry.owner)
    for way in entry.ways:
        sender = owner_of(way.source)
        if kind_of(way.source) is PortKind.LINE_OUT:
            draft = _free_output(draft, sender)
        elif not is_live(draft.house, way):
            draft = _bluetooth_steps(draft, way, unit, kept)
    return draft


def _bluetooth_steps(
    draft: Draft, way: Link, unit: _Unit, kept: frozenset[Link]
) -> Draft:
    """Add the steps that connect a sender to a speaker, freeing both first.

    Whom the speaker leads goes on with what it hears, unless it was asked for.
    """
    sender, speaker = owner_of(way.source), owner_of(way.sink)
    if way not in draft.house.links:
        spare = draft.house.devices[sender].carries - 1
        draft = _free_output(draft, sender, spare, kept)
        other = draft.house.source_of(way.sink)
        if other is not None:
            draft = draft.then(DisconnectBluetooth(speaker, owner_of(other)))
    draft = leading_only(_switched_on(draft, speaker), speaker, unit)
    return draft.then(ConnectBluetooth(speaker, sender))


def _switched_on(draft: Draft, device: DeviceId) -> Draft:
    """Add the step that switches a device on, if it is off and can be switched."""
    off = draft.house.devices[device].powered is False
    return draft.then(Power(device, on=True)) if off else draft


def _free_output(
    draft: Draft, sender: DeviceId, spare: int = 0, kept: frozenset[Link] = frozenset()
) -> Draft:
    """Disconnect speakers from a sender until it has only so many left.

    Those that are needed, to be `kept`, are the last to go, and those that cannot
    be told to.
    """
    output = port_id(sender, PortKind.BLUETOOTH_OUT)
    holders = sorted(
        draft.house.plays_to(output),
        key=lambda sink: (
            Link(source=output, sink=sink) not in kept,
            refuse_parting(draft.house, sender, owner_of(sink)) is None,
            sink,
        ),
    )
    for sink in holders[spare:]:
        draft = draft.then(DisconnectBluetooth(owner_of(sink), sender))
    return draft


def _unit_steps(draft: Draft, request: Request, entry: Entry, unit: _Unit) -> Draft:
    """Add the steps that let the rooms of a unit hear what is at an entry."""
    owner = draft.house.room_of(entry.owner)
    match kind_of(entry.port):
        case PortKind.GROUP:
            return joined(draft, owner, unit)
        case PortKind.SPEAKER:
            return draft
        case _ if draft.house.has_groups(owner):
            return _household_steps(draft, request, entry.port, unit)
        case PortKind.BLUETOOTH_IN if not _has_inputs(draft.house, owner):
            return draft
        case _:
            return _receiver_steps(draft, entry.port, owner)


def _has_inputs(house: House, room: DeviceId) -> bool:
    """Tell whether a device has to be told which of its inputs to play."""
    return house.devices[room].family is Family.PLAYER


def _household_steps(
    draft: Draft, request: Request, port: PortId, unit: _Unit
) -> Draft:
    """Add the steps for rooms of a household, as one group or each by itself."""
    if request.together or kind_of(port) in AT_HOME:
        return in_one_group(draft, port, unit)
    return each(draft, unit, lambda one, room: listening(one, port, room))


def _receiver_steps(draft: Draft, port: PortId, receiver: DeviceId) -> Draft:
    """Add the steps that switch a receiver on and to its input."""
    draft = _switched_on(draft, receiver)
    if draft.house.fed_by(receiver) == port:
        return draft
    return draft.then(Listen(receiver, port))
