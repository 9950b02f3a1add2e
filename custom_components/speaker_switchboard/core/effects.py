"""What an Act does to a House, and which Acts take it back.

The planner walks through a plan with `after`, so that each step is judged in
the House the steps before it leave behind.
"""

from collections.abc import Iterable
from dataclasses import replace

from .acts import (
    Act,
    ConnectBluetooth,
    DisconnectBluetooth,
    DoNotDisturb,
    Join,
    Lead,
    Leave,
    Listen,
    Power,
    Resume,
    Say,
    Setting,
    SetVolume,
    Stop,
    TurnJack,
)
from .house import Device, House, Link, bluetooth
from .port import DeviceId, PortId, PortKind, kind_of, owner_of, port_id


def after(house: House, act: Act) -> House:
    """Return the House as it is once the act has worked."""
    match act:
        case ConnectBluetooth(room, sender):
            return _connected(house, room, sender)
        case DisconnectBluetooth(room, sender):
            return _disconnected(house, room, sender)
        case Power() | TurnJack() | SetVolume() | DoNotDisturb():
            return house.with_changes([_adjusted(house, act)], house.links)
        case Say() | Stop():
            return _hushed(house, act)
        case Leave() | Join() | Lead():
            return _regrouped(house, act)
    return _set(house, act)


def way_back(house: House, act: Act) -> tuple[Act, ...]:
    """Return the acts that lead from after the act to the House before it."""
    match act:
        case Stop() | Say():
            # What a phone played can only be started again by the phone, and what
            # was said is said.
            return ()
        case Power() | TurnJack() | SetVolume() | DoNotDisturb():
            return _back_from_adjusting(house, act)
        case ConnectBluetooth(room, sender):
            return _back_from_bluetooth(house, room, sender)
        case DisconnectBluetooth(room, sender):
            return _back_to_bluetooth(house, room, sender)
        case Leave() | Join() | Lead():
            return _back_from_regrouping(house, act)
    return _back_to_place(house, act.room)


def _adjusted(house: House, act: Setting) -> Device:
    """Return a device with one of its settings changed."""
    device = house.devices[act.room]
    match act:
        case Power(_, on):
            return replace(device, powered=on)
        case SetVolume(_, volume):
            return replace(device, volume=volume)
        case DoNotDisturb(_, on):
            return replace(device, undisturbed=on)
    jacks = {
        port: replace(port, enabled=act.out)
        for port in device.ports
        if port.kind is PortKind.LINE_OUT
    }
    return replace(device, ports=tuple(jacks.get(port, port) for port in device.ports))


def _back_from_adjusting(house: House, act: Setting) -> tuple[Act, ...]:
    """Return how a device gets a setting back; what nobody knew cannot be given."""
    device = house.devices[act.room]
    match act:
        case Power(room, on):
            return (Power(room, not on),)
        case TurnJack(room, out):
            return (TurnJack(room, not out),)
        case SetVolume(room):
            return () if device.volume is None else (SetVolume(room, device.volume),)
    was = device.undisturbed
    return () if was is None else (DoNotDisturb(act.room, was),)


def _regrouped(house: House, act: Leave | Join | Lead) -> House:
    """Return the House after a change of groups."""
    match act:
        case Leave(room):
            return _left(house, room)
        case Join(room, host):
            return _joined(_left(house, room), room, host)
    return _led(house, act.room)


def _set(house: House, act: Listen | Resume) -> House:
    """Return the House after a room was set to an input, or to music of its own."""
    house = _left_as_member(house, act.room)
    if isinstance(act, Listen):
        return _sourced(house, act.room, act.port, playing=act.playing)
    resting = _sourced(house, act.room, None, playing=act.playing)
    device = replace(resting.devices[act.room], media=act.media)
    return resting.with_changes([device], resting.links)


def _connected(house: House, room: DeviceId, sender: DeviceId) -> House:
    """Connect a sender to a speaker, which plays nothing else by then."""
    link = bluetooth(sender, room)
    others = {each for each in house.links if each.sink == link.sink}
    house = house.with_changes([], (house.links - others) | {link})
    if not house.has_groups(room):
        return house
    return _sourced(_left_as_member(house, room), room, link.sink, playing=True)


def _disconnected(house: House, room: DeviceId, sender: DeviceId) -> House:
    """Disconnect a sender from a speaker, which is silent then."""
    link = bluetooth(sender, room)
    house = house.with_changes([], house.links - {link})
    if house.fed_by(room) != link.sink:
        return house
    return _sourced(house, house.leader_of(room), None, playing=False)


def _back_from_regrouping(house: House, act: Leave | Join | Lead) -> tuple[Act, ...]:
    """Return how a room gets back to its place among the others."""
    room, leader = act.room, house.leader_of(act.room)
    match act:
        case Leave():
            return _back_into_group(house, room)
        case Lead():
            return (Lead(leader),)
    if leader == room:
        return (Leave(room), *_back_to_sound(house, room))
    return (Join(room, leader),)


def _back_from_bluetooth(
    house: House, room: DeviceId, sender: DeviceId
) -> tuple[Act, ...]:
    """Return how a speaker gets back to what it was before it was connected."""
    was = bluetooth(sender, room) in house.links
    apart: tuple[Act, ...] = () if was else (DisconnectBluetooth(room, sender),)
    if not house.has_groups(room):
        return apart
    return (*apart, *_back_to_place(house, room))


def _back_to_bluetooth(
    house: House, room: DeviceId, sender: DeviceId
) -> tuple[Act, ...]:
    """Return how a speaker is connected again, and plays what it played."""
    if bluetooth(sender, room) not in house.links:
        return ()
    connect = ConnectBluetooth(room, sender)
    heard = house.fed_by(room) == bluetooth(sender, room).sink
    if heard == house.has_groups(room):
        return (connect,)
    return (connect, *_back_to_place(house, room))


def _back_to_place(house: House, room: DeviceId) -> tuple[Act, ...]:
    """Return how a room gets back into its group, or to what it was set to."""
    leader = house.leader_of(room)
    return (Join(room, leader),) if leader != room else _back_to_sound(house, room)


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
        return _back_to_source(house, room, source)
    if not house.has_groups(room):
        return ()
    playing = device.playing and device.media is not None
    if device.media is not None and device.media.sticky:
        return (Resume(room),)
    return (Resume(room, device.media, playing),)


def _back_to_source(house: House, room: DeviceId, source: PortId) -> tuple[Act, ...]:
    """Return how a room is set to an input again."""
    sender = house.source_of(source)
    turns_by_itself = kind_of(source) is PortKind.BLUETOOTH_IN and house.has_groups(
        room
    )
    if turns_by_itself and sender is not None:
        return (ConnectBluetooth(room, owner_of(sender)),)
    return (Listen(room, source, house.devices[room].playing),)


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


def _hushed(house: House, act: Stop | Say) -> House:
    """Silence a room, and the group it is in; what is said changes nothing."""
    if isinstance(act, Say):
        return house
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
