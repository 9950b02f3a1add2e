"""The steps that bring the sound to an entry, and from there to the rooms."""

from collections.abc import Iterable

from .acts import ConnectBluetooth, DisconnectBluetooth, Listen, Power, TurnJack
from .carrying import Unit
from .checks import refuse_parting
from .draft import Draft, each
from .graph import AT_HOME, Entry
from .grouping import in_one_group, joined, leading_only, listening
from .house import Family, House, Link
from .offers import is_live
from .port import DeviceId, PortId, PortKind, kind_of, owner_of, port_id
from .route import Request


def trunk(draft: Draft, entry: Entry, unit: Unit, kept: frozenset[Link]) -> Draft:
    """Add the steps that bring the sound to an entry."""
    if kind_of(entry.port) is PortKind.SPEAKER:
        draft = _free_output(draft, entry.owner)
        if draft.house.open_cables(entry.owner):
            draft = draft.then(TurnJack(entry.owner, out=False))
    for way in entry.ways:
        sender = owner_of(way.source)
        if kind_of(way.source) is PortKind.LINE_OUT:
            draft = _free_output(draft, sender)
            if draft.house.shut(way.source):
                draft = draft.then(TurnJack(sender, out=True))
        elif not is_live(draft.house, way):
            draft = _bluetooth_steps(draft, way, unit, kept)
    return draft


def _bluetooth_steps(
    draft: Draft, way: Link, unit: Unit, kept: frozenset[Link]
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
        _holders(draft.house, output, kept),
        key=lambda sink: (
            Link(source=output, sink=sink) not in kept,
            refuse_parting(draft.house, sender, owner_of(sink)) is None,
            sink,
        ),
    )
    for sink in holders[spare:]:
        draft = draft.then(DisconnectBluetooth(owner_of(sink), sender))
    return draft


def _holders(house: House, output: PortId, kept: frozenset[Link]) -> Iterable[PortId]:
    """Return where the sound of an output goes, or may go when nobody can see it.

    A sender that is about to be connected drops what it had by itself.
    """
    if house.observed(output) or kept:
        return house.plays_to(output)
    return [way.sink for way in house.ways_from(output)]


def unit_steps(draft: Draft, request: Request, entry: Entry, unit: Unit) -> Draft:
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


def _household_steps(draft: Draft, request: Request, port: PortId, unit: Unit) -> Draft:
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
