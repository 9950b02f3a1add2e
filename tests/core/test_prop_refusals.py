"""What is refused cannot be: no sequence of acts would have brought it about.

The search knows nothing of routes, entries or ranks. It tries every act that a
device would take, in every order, as deep as the shortest plans go.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product
from typing import Final

from hypothesis import given

from custom_components.speaker_switchboard.core.acts import (
    Act,
    ConnectBluetooth,
    DisconnectBluetooth,
    Join,
    Leave,
    Listen,
    Power,
    Resume,
    Stop,
)
from custom_components.speaker_switchboard.core.draft import has_visitor
from custom_components.speaker_switchboard.core.effects import after
from custom_components.speaker_switchboard.core.house import Away, Device, Family, House
from custom_components.speaker_switchboard.core.plan import Plan
from custom_components.speaker_switchboard.core.planner import plan
from custom_components.speaker_switchboard.core.port import (
    DeviceId,
    PortId,
    PortKind,
    kind_of,
    owner_of,
)
from custom_components.speaker_switchboard.core.refusal import Refusal, Why
from custom_components.speaker_switchboard.core.route import Request, arrived

from .strategies import asked, surely_missing
from .test_properties import can_be_told, disturbed

# These say that the question makes no sense, whatever can be done.
_NO_QUESTION: Final = frozenset({Why.NO_ROOMS, Why.SAME_ROOM, Why.UNKNOWN_SOURCE})
_DEEPEST: Final = 4
_MOST_HOUSES: Final = 1_500


@given(asked(most=5))
def test_what_is_refused_cannot_be_brought_about(one: tuple[House, Request]) -> None:
    """Whichever acts are tried in whichever order."""
    house, request = one
    request = replace(request, strict=False)
    refused = plan(house, request)
    if isinstance(refused, Refusal) and refused.key not in _NO_QUESTION:
        assert found_by_trying(house, request) is None, refused


@given(asked(most=5))
def test_what_is_planned_is_found_by_trying_too(one: tuple[House, Request]) -> None:
    """The search is no blinder than the planner, and a plan breaks no terms."""
    house, request = one
    found = plan(house, request)
    if isinstance(found, Plan) and len(found.steps) <= _DEEPEST:
        assert found_by_trying(house, replace(request, strict=False)) is not None


def found_by_trying(start: House, request: Request) -> list[Act] | None:
    """Return the shortest sequence of acts that fulfils a request by its terms."""
    ahead: list[tuple[House, list[Act]]] = [(start, [])]
    seen = {_face(start)}
    for house, acts in ahead:
        if _is_goal(house, request):
            return acts
        if len(acts) == _DEEPEST or len(seen) > _MOST_HOUSES:
            continue
        for act in _possible(house):
            then = after(house, act)
            if _face(then) not in seen and _by_the_terms(start, then, request):
                seen.add(_face(then))
                ahead.append((then, [*acts, act]))
    return None


def _face(house: House) -> object:
    """Return all that acts can change."""
    devices = house.devices.values()
    return house.links, tuple((one.media, one.playing, one.powered) for one in devices)


def _by_the_terms(start: House, house: House, request: Request) -> bool:
    """Tell whether nobody lost what the request may not take."""
    named = {start.room_of(room) for room in request.rooms}
    lost = {
        link
        for link in start.links - house.links
        if kind_of(link.source) is PortKind.BLUETOOTH_OUT
        and not (request.source is None and owner_of(link.sink) in named)
    }
    if lost and not request.take:
        return False
    return not disturbed(start, house, request)


def _is_goal(house: House, request: Request) -> bool:
    """Tell whether all rooms that are awake hear it, or with `partial` some."""
    rooms = dict.fromkeys(house.room_of(room) for room in request.rooms)
    awake = [room for room in rooms if house.devices[room].away is not Away.ASLEEP]
    if any(house.devices[room].away for room in awake):
        return False
    if request.source is None:
        return bool(awake) and all(arrived(house, None, room) for room in awake)
    units = list(_units(house, awake).values())
    fewest = 1 if request.partial else len(units)
    return any(
        _all_carried(house, request, some)
        for number in range(max(fewest, 1), len(units) + 1)
        for some in combinations(units, number)
    )


def _units(house: House, rooms: list[DeviceId]) -> dict[str, list[DeviceId]]:
    """Return the rooms of each household, and every other room by itself."""
    units: dict[str, list[DeviceId]] = {}
    for room in rooms:
        units.setdefault(house.devices[room].household or room, []).append(room)
    return units


def _all_carried(
    house: House, request: Request, units: tuple[list[DeviceId], ...]
) -> bool:
    """Tell whether each unit hears a source, and no source has too many of them."""
    choices = [
        [source for source in request.sources if _hears(house, request, source, unit)]
        for unit in units
    ]
    return any(_within_limits(house, picked) for picked in product(*choices))


def _within_limits(house: House, picked: tuple[PortId, ...]) -> bool:
    """Tell whether each sender carries as many as it can, or fewer."""
    return all(
        kind_of(source) is not PortKind.SPEAKER
        or picked.count(source) <= house.devices[owner_of(source)].carries
        for source in picked
    )


def _hears(
    house: House, request: Request, source: PortId, unit: list[DeviceId]
) -> bool:
    """Tell whether a unit hears a source, through devices that are all there."""
    if request.together and len({house.leader_of(room) for room in unit}) > 1:
        return False
    passed = {owner_of(port) for room in unit for port in house.trail(room)}
    passed |= {owner_of(source)}
    return all(house.devices[one].away is None for one in passed) and all(
        arrived(house, source, room) for room in unit
    )


def _possible(house: House) -> Iterator[Act]:
    """Yield every act that the devices of a House would take now."""
    acts = [
        *_bluetooth_acts(house),
        *(act for device in house.devices.values() for act in _own_acts(house, device)),
    ]
    return (act for act in acts if can_be_told(house, act))


def _bluetooth_acts(house: House) -> Iterator[Act]:
    """Yield what a Bluetooth radio would do; it drops nobody by itself."""
    for way in house.ways | house.links:
        sender, speaker = owner_of(way.source), owner_of(way.sink)
        if kind_of(way.source) is not PortKind.BLUETOOTH_OUT:
            continue
        if way in house.links:
            yield DisconnectBluetooth(speaker, sender)
        used = len(house.plays_to(way.source) - {way.sink})
        free = house.source_of(way.sink) in {None, way.source}
        missing = any(surely_missing(house, port) for port in (way.source, way.sink))
        if free and used < house.devices[sender].carries and not missing:
            yield ConnectBluetooth(speaker, sender)


def _own_acts(house: House, device: Device) -> Iterator[Act]:
    """Yield what a player would do by itself."""
    room = device.id
    if device.family is Family.PLAYER:
        yield Power(room, on=True)
        if device.powered is not False:
            yield from (Listen(room, port.id) for port in device.ports[1:])
    if device.port(PortKind.GROUP) is None or device.part_of:
        return
    yield Leave(room)
    yield Resume(room)
    if has_visitor(house, room):
        yield Stop(room)
    yield from (Listen(room, port) for port in _inputs(house, device))
    if has_visitor(house, room) and house.sounds(room):
        return
    if house.leader_of(room) != room or house.group_of(room) == {room}:
        yield from (Join(room, host) for host in _hosts(house, device))


def _hosts(house: House, device: Device) -> Iterator[DeviceId]:
    """Yield the rooms whose group a room may join."""
    for other in house.devices.values():
        same = other.household == device.household and other.part_of is None
        host = other.id
        there = house.devices[house.leader_of(host)].away is None
        if same and there and host not in house.group_of(device.id):
            yield host


def _inputs(house: House, device: Device) -> Iterator[PortId]:
    """Yield what a room can be set to: its own TV, and the line-ins around it."""
    for other in house.devices.values():
        if other.household != device.household or other.away or other.serves_surround:
            continue
        for port in other.ports:
            own = port.kind is PortKind.TV_IN and other.id == device.id
            if own or (port.kind is PortKind.LINE_IN and port.plugged is not False):
                yield port.id
