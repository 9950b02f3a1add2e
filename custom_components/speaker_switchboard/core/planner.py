"""Work out how to get there, touching nothing on the way.

Rooms that were not named keep what they hear: a room that leads others is
taken out of its group before its source changes, and the others go on. Same
House and same Request, same Plan.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from .acts import Act, Join, Leave, Listen, Resume, Stop
from .checks import refuse_away, refuse_rooms, refuse_source
from .effects import after, way_back
from .house import Away, DeviceId, House, PortId, PortKind, kind_of, owner_of
from .plan import Already, Plan, Step
from .refusal import Refusal
from .route import Request, arrived, route_to


@dataclass(frozen=True, slots=True)
class _Draft:
    """A plan in the making: the steps so far, and the House they lead to."""

    house: House
    steps: tuple[Step, ...] = ()

    def then(self, act: Act) -> _Draft:
        """Add a step."""
        silences = _has_visitor(self.house, act.room) and self.house.sounds(act.room)
        step = Step(act=act, undo=way_back(self.house, act), undoable=not silences)
        return _Draft(after(self.house, act), (*self.steps, step))


def plan(house: House, request: Request) -> Plan | Refusal:
    """Return the steps that fulfil a request, or why there are none."""
    rooms = tuple(dict.fromkeys(house.room_of(room) for room in request.rooms))
    if refusal := refuse_rooms(house, rooms):
        return refusal
    wanted = replace(request, rooms=rooms)
    if refusal := refuse_source(house, wanted):
        return refusal

    there, left_out, refused = _sort_out(house, rooms)
    if refused:
        return refused
    draft = _steps(house, replace(wanted, rooms=there))
    return Plan(
        request=request,
        rooms=there,
        routes=tuple(route_to(draft.house, room) for room in there),
        steps=draft.steps,
        already=None if draft.steps else _reason(request),
        left_out=left_out,
    )


def _sort_out(
    house: House, rooms: tuple[DeviceId, ...]
) -> tuple[tuple[DeviceId, ...], tuple[tuple[DeviceId, Refusal], ...], Refusal | None]:
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


def _steps(house: House, request: Request) -> _Draft:
    """Return the steps for a request that nothing stands in the way of."""
    draft = _Draft(house)
    if request.source is None:
        return _each(draft, request.rooms, _on_own)
    if kind_of(request.source) is PortKind.GROUP:
        return _joined(draft, house.room_of(owner_of(request.source)), request.rooms)
    if _all_hear(house, request, request.source):
        return draft
    if request.together or kind_of(request.source) is PortKind.TV_IN:
        return _in_one_group(draft, request.source, request.rooms)
    source = request.source
    return _each(draft, request.rooms, lambda one, room: _listening(one, source, room))


def _each(
    draft: _Draft,
    rooms: Iterable[DeviceId],
    add: Callable[[_Draft, DeviceId], _Draft],
) -> _Draft:
    """Add the steps of each room in turn, members before those who lead them.

    Who takes over from a leader that leaves is for the speakers to say. By then
    none of these rooms is left to be the one, and to take the others along.
    """
    leader_of = draft.house.leader_of
    for room in sorted(rooms, key=lambda room: leader_of(room) == room):
        draft = add(draft, room)
    return draft


def _all_hear(house: House, request: Request, source: PortId) -> bool:
    """Tell whether everything is as asked already."""
    leaders = {house.leader_of(room) for room in request.rooms}
    return all(arrived(house, source, room) for room in request.rooms) and (
        not request.together or len(leaders) == 1
    )


def _in_one_group(draft: _Draft, source: PortId, rooms: tuple[DeviceId, ...]) -> _Draft:
    """Bring all rooms into one group that hears the source.

    A group that hears it already is the best host. Else the owner of the input
    leads when it is among the rooms (a foreign leader was heard to stay silent,
    node-red-contrib-sonos-plus issue 325). Else whoever takes the fewest steps.
    """
    drafts = [
        _joined(_listening(draft, source, host, rooms), host, rooms)
        for host in _hosts(draft.house, source, rooms)
    ]
    return min(drafts, key=lambda done: len(done.steps))


def _hosts(
    house: House, source: PortId, rooms: Sequence[DeviceId]
) -> Sequence[DeviceId]:
    """Return the rooms that may lead the group, best first."""
    owner = house.room_of(owner_of(source))
    if kind_of(source) is PortKind.TV_IN:
        return [owner]
    hearing = [house.leader_of(room) for room in rooms if house.hears(room, source)]
    if there := [host for host in hearing if house.devices[host].away is None]:
        return list(dict.fromkeys(there))
    return [owner] if owner in rooms else rooms


def _listening(
    draft: _Draft, source: PortId, room: DeviceId, company: Iterable[DeviceId] = ()
) -> _Draft:
    """Let a room hear the source; whoever it led, less its company, goes on."""
    if draft.house.hears(room, source):
        return draft
    return _leading_only(draft, room, company).then(Listen(room, source))


def _leading_only(
    draft: _Draft, room: DeviceId, company: Iterable[DeviceId] = ()
) -> _Draft:
    """Take a room out of the group it leads, if others than its company are in it.

    A member needs no such step: it leaves by itself when it is told something.
    """
    house = draft.house
    strangers = house.group_of(room) - {room, *company}
    leads = house.leader_of(room) == room
    return draft.then(Leave(room)) if leads and strangers else draft


def _joined(draft: _Draft, host: DeviceId, rooms: Sequence[DeviceId]) -> _Draft:
    """Bring rooms into the group of a host."""
    return _each(draft, rooms, lambda one, room: _join(one, room, host))


def _join(draft: _Draft, room: DeviceId, host: DeviceId) -> _Draft:
    """Bring one room into the group of a host."""
    if draft.house.leader_of(room) == draft.house.leader_of(host):
        return draft
    draft = _leading_only(draft, room)
    if draft.house.sounds(room) and _has_visitor(draft.house, room):
        draft = draft.then(Stop(room))
    return draft.then(Join(room, host))


def _has_visitor(house: House, room: DeviceId) -> bool:
    """Tell whether a room is set to the sound of a phone, for itself."""
    media = house.devices[room].media
    return media is not None and media.sticky


def _on_own(draft: _Draft, room: DeviceId) -> _Draft:
    """Give a room its own music back."""
    house = draft.house
    if house.leader_of(room) != room:
        return draft.then(Leave(room))
    if house.fed_by(room) is None:
        return draft
    draft = _leading_only(draft, room)
    return draft if draft.house.fed_by(room) is None else draft.then(Resume(room))
