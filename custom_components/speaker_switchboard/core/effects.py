"""What an Act does to a House, and which Acts take it back.

The planner walks through a plan with `after`, so that each step is judged in
the House the steps before it leave behind.
"""

from collections.abc import Iterable
from dataclasses import replace

from .acts import Act, Join, Lead, Leave, Listen, Resume, Stop
from .house import DeviceId, House, Link, PortId, PortKind, kind_of, port_id


def after(house: House, act: Act) -> House:
    """Return the House as it is once the act has worked."""
    match act:
        case Leave(room):
            return _left(house, room)
        case Join(room, host):
            return _joined(_left(house, room), room, host)
        case Lead(room):
            return _led(house, room)
        case Listen(room, port, playing):
            return _sourced(_left_as_member(house, room), room, port, playing=playing)
        case Resume(room, media, playing):
            alone = _left_as_member(house, room)
            resting = _sourced(alone, room, None, playing=playing)
            device = replace(resting.devices[room], media=media)
            return resting.with_changes([device], resting.links)
    return _stopped(house, act)


def way_back(house: House, act: Act) -> tuple[Act, ...]:
    """Return the acts that lead from after the act to the House before it."""
    room, leader = act.room, house.leader_of(act.room)
    match act:
        case Leave():
            return _back_into_group(house, room)
        case Lead():
            return (Lead(leader),)
        case Stop():
            # What a phone played can only be started again by the phone.
            return ()
        case Join() if leader == room:
            return (Leave(room), *_back_to_sound(house, room))
        case _ if leader != room:
            return (Join(room, leader),)
        case _:
            return _back_to_sound(house, room)


def _back_into_group(house: House, room: DeviceId) -> tuple[Act, ...]:
    """Return how a room that left gets back to its place in its group."""
    leader = house.leader_of(room)
    if leader != room:
        return (Join(room, leader),)
    others = sorted(house.group_of(room) - {room})
    if not others:
        return ()
    back: tuple[Act, ...] = (Join(room, others[0]), Lead(room))
    source = house.fed_by(room)
    if source is not None and kind_of(source) is PortKind.TV_IN:
        # The sound of a TV may not have gone along to another leader.
        back += (Listen(room, source, house.sounds(room)),)
    return back


def _back_to_sound(house: House, room: DeviceId) -> tuple[Act, ...]:
    """Return how a room gets back what it was set to by itself."""
    device = house.devices[room]
    source = house.fed_by(room)
    if source is not None:
        return (Listen(room, source, device.playing),)
    playing = device.playing and device.media is not None
    if device.media is not None and device.media.sticky:
        return (Resume(room),)
    return (Resume(room, device.media, playing),)


def _left(house: House, room: DeviceId) -> House:
    """Take a room out of its group, and leave it silent."""
    if house.group_of(room) == {room}:
        return house
    if house.leader_of(room) == room:
        house = _led(house, min(house.group_of(room) - {room}))
    device = replace(house.devices[room], media=None, playing=False)
    return house.with_changes([device], _without_member(house.links, room))


def _left_as_member(house: House, room: DeviceId) -> House:
    """Take a room out of the group of another; a leader keeps its group."""
    return house if house.leader_of(room) == room else _left(house, room)


def _joined(house: House, room: DeviceId, host: DeviceId) -> House:
    """Put a room that is alone into the group of another."""
    device = replace(house.devices[room], media=None, playing=False)
    link = Link(
        source=port_id(house.leader_of(host), PortKind.GROUP),
        sink=port_id(room, PortKind.GROUP),
    )
    return house.with_changes([device], {*_without_source(house.links, room), link})


def _led(house: House, room: DeviceId) -> House:
    """Let a member lead; it takes over the source, the old leader follows."""
    old = house.leader_of(room)
    if old == room:
        return house
    was, now = house.devices[old], house.devices[room]
    source = house.fed_by(room)
    members = house.group_of(room) - {room}
    links = _without_source(house.links, old)
    for member in house.group_of(room):
        links = _without_member(links, member)
    lead = port_id(room, PortKind.GROUP)
    links |= {
        Link(source=lead, sink=port_id(member, PortKind.GROUP)) for member in members
    }
    if source is not None:
        links |= {Link(source=source, sink=port_id(room, PortKind.SPEAKER))}
    changed = (
        replace(was, media=None, playing=False),
        replace(now, media=was.media, playing=was.playing),
    )
    return house.with_changes(changed, links)


def _sourced(
    house: House, room: DeviceId, port: PortId | None, *, playing: bool
) -> House:
    """Set a leader to an input, or to none."""
    device = replace(house.devices[room], media=None, playing=playing)
    links = _without_source(house.links, room)
    if port is not None:
        links |= {Link(source=port, sink=port_id(room, PortKind.SPEAKER))}
    return house.with_changes([device], links)


def _stopped(house: House, act: Stop) -> House:
    """Silence a room, and the group it is in."""
    device = replace(house.devices[house.leader_of(act.room)], playing=False)
    return house.with_changes([device], house.links)


def _without_member(links: Iterable[Link], room: DeviceId) -> frozenset[Link]:
    """Return the links less the one that makes a room a member."""
    sink = port_id(room, PortKind.GROUP)
    return frozenset(link for link in links if link.sink != sink)


def _without_source(links: Iterable[Link], room: DeviceId) -> frozenset[Link]:
    """Return the links less the one that feeds a room."""
    sink = port_id(room, PortKind.SPEAKER)
    return frozenset(link for link in links if link.sink != sink)
