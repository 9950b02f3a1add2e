"""The steps that bring rooms of one household together at an input, or apart.

Rooms that were not named keep what they hear: a room that leads others is taken
out of its group before its source changes, and the others go on.
"""

from collections.abc import Iterable, Sequence

from .acts import DisconnectBluetooth, Join, Leave, Listen, Resume, Stop
from .checks import obeys
from .draft import Draft, each, has_visitor
from .graph import AT_HOME
from .house import House
from .port import DeviceId, PortId, kind_of, owner_of


def in_one_group(draft: Draft, source: PortId, rooms: tuple[DeviceId, ...]) -> Draft:
    """Bring all rooms into one group that hears the source.

    A group that hears it already is the best host. Else the owner of the input
    leads when it is among the rooms (a foreign leader was heard to stay silent,
    node-red-contrib-sonos-plus issue 325). Else whoever takes the fewest steps.
    """
    drafts = [
        joined(listening(draft, source, host, rooms), host, rooms)
        for host in _hosts(draft.house, source, rooms)
    ]
    return min(drafts, key=lambda done: len(done.steps))


def _hosts(
    house: House, source: PortId, rooms: Sequence[DeviceId]
) -> Sequence[DeviceId]:
    """Return the rooms that may lead the group, best first."""
    owner = house.room_of(owner_of(source))
    if kind_of(source) in AT_HOME:
        return [owner]
    hearing = [house.leader_of(room) for room in rooms if house.hears(room, source)]
    if hearing:
        return list(dict.fromkeys(hearing))
    return [owner] if owner in rooms else rooms


def listening(
    draft: Draft, source: PortId, room: DeviceId, company: Iterable[DeviceId] = ()
) -> Draft:
    """Let a room hear the source; whoever it led, less its company, goes on."""
    if draft.house.hears(room, source):
        return draft
    return leading_only(draft, room, company).then(Listen(room, source))


def leading_only(
    draft: Draft, room: DeviceId, company: Iterable[DeviceId] = ()
) -> Draft:
    """Take a room out of the group it leads, if others than its company are in it.

    A member needs no such step: it leaves by itself when it is told something.
    """
    house = draft.house
    strangers = house.group_of(room) - {room, *company}
    leads = house.leader_of(room) == room
    return draft.then(Leave(room)) if leads and strangers else draft


def joined(draft: Draft, host: DeviceId, rooms: Sequence[DeviceId]) -> Draft:
    """Bring rooms into the group of a host."""
    return each(draft, rooms, lambda one, room: _join(one, room, host))


def _join(draft: Draft, room: DeviceId, host: DeviceId) -> Draft:
    """Bring one room into the group of a host."""
    if draft.house.leader_of(room) == draft.house.leader_of(host):
        return draft
    draft = leading_only(draft, room)
    if draft.house.sounds(room) and has_visitor(draft.house, room):
        draft = draft.then(Stop(room))
    return draft.then(Join(room, host))


def on_own(draft: Draft, room: DeviceId) -> Draft:
    """Give a room its own music back."""
    house = draft.house
    if house.leader_of(room) != room:
        return draft.then(Leave(room))
    if house.fed_by(room) is None:
        return draft
    draft = leading_only(draft, room)
    source = draft.house.fed_by(room)
    return draft if source is None else draft.then(_let_go(draft.house, room, source))


def _let_go(
    house: House, room: DeviceId, source: PortId
) -> Resume | DisconnectBluetooth:
    """Turn a room away from an input; whoever sends there gets its sound back."""
    sender = house.source_of(source)
    if sender is None or not obeys(house, owner_of(sender)):
        return Resume(room)
    return DisconnectBluetooth(owner_of(source), owner_of(sender))
