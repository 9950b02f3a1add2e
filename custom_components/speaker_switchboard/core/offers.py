"""What a source can do for rooms: the best entry that is free, or why there is none."""

from collections.abc import Iterable, Iterator
from typing import Final

from .checks import refuse_away, refuse_parting
from .graph import AT_HOME, Entry, entries, serves
from .house import Device, Family, House, Link
from .port import DeviceId, PortId, PortKind, kind_of, owner_of, port_id
from .refusal import Refusal, Why
from .route import Preference, Request, delay_of, is_echo
from .why import why_not

# What makes a way worse, for those who do not ask for the shortest delay: each
# Bluetooth hop codes the sound anew, a cable can only pick up noise.
_BLUETOOTH_HOP: Final = 100_000
_CABLE_HOP: Final = 1_000
# A way that never worked here, for those who ask for reliability.
_NEVER_WORKED: Final = 10_000_000
# A way that Alexa's answers do not take, for those who ask for them.
_WITHOUT_VOICE: Final = 10_000_000

_MUST_STAY: Final = {
    PortKind.TV_IN: Why.TV_STAYS_HOME,
    PortKind.BLUETOOTH_IN: Why.BLUETOOTH_STAYS_HOME,
}


def offer(
    house: House, request: Request, source: PortId, rooms: tuple[DeviceId, ...]
) -> Entry | Refusal:
    """Return the best entry of a source for rooms that play together."""
    devices = [house.devices[room] for room in rooms]
    candidates = [
        entry
        for entry in entries(house, source)
        if entry.goes_through(request.through)
        and all(serves(house, entry, device) for device in devices)
    ]
    if not candidates:
        return why_not(house, source, devices[0], request.through)
    return best_of(house, candidates, request, rooms)


def best_of(
    house: House,
    candidates: Iterable[Entry],
    request: Request,
    rooms: tuple[DeviceId, ...],
) -> Entry | Refusal:
    """Return the best entry that is free, or what stands in the way of the best."""
    first: Refusal | None = None
    for entry in sorted(
        candidates, key=lambda entry: (cost(house, entry, request.prefer), entry.port)
    ):
        refusal = _hindrance(house, entry, request, rooms)
        if refusal is None:
            return entry
        first = first or refusal
    assert first is not None  # noqa: S101 - there is always a candidate
    return first


def cost(house: House, entry: Entry, prefer: Preference) -> int:
    """Return how good a way is; the less the better."""
    least, most = delay_of(house, [way.sink for way in entry.ways])
    delay = (least + most) // 2
    # Of equals, what is connected already.
    delay += sum(not is_live(house, way) for way in entry.bluetooth)
    hops = _BLUETOOTH_HOP * len(entry.bluetooth) + _CABLE_HOP * len(entry.cables)
    match prefer:
        case Preference.DELAY:
            return delay * _BLUETOOTH_HOP + hops
        case Preference.RELIABILITY:
            doubts = sum(1 - house.experience.get(way, 1.0) for way in entry.ways)
            return round(_NEVER_WORKED * doubts) + hops + delay
        case Preference.VOICE:
            return (
                hops + delay + (0 if is_echo(house, entry.origin) else _WITHOUT_VOICE)
            )
        case _:
            return hops + delay


def _hindrance(
    house: House, entry: Entry, request: Request, rooms: tuple[DeviceId, ...]
) -> Refusal | None:
    """Return the first thing that stands in the way of an entry."""
    found = _hindrances(house, entry, request, rooms)
    return next(found, None)


def _hindrances(
    house: House, entry: Entry, request: Request, rooms: tuple[DeviceId, ...]
) -> Iterator[Refusal]:
    """Yield all that stands in the way of an entry."""
    for device in _on_the_way(house, entry):
        if away := refuse_away(device):
            yield away
    yield from _boxes_apart(house, entry)
    yield from _held(house, entry)
    yield from _silenced(house, entry)
    yield from _at_the_door(house, entry, request, rooms)
    if not request.take:
        yield from _taken(house, entry, request)


def _on_the_way(house: House, entry: Entry) -> Iterator[Device]:
    """Yield the devices the sound passes."""
    for way in entry.ways:
        yield house.devices[owner_of(way.source)]
    if kind_of(entry.port) is PortKind.GROUP:
        yield house.devices[house.leader_of(house.room_of(entry.owner))]
    yield house.devices[entry.owner]


def _boxes_apart(house: House, entry: Entry) -> Iterator[Refusal]:
    """Yield the boxes that are not connected; nobody can tell a box to."""
    for way in entry.bluetooth:
        sender = house.devices[owner_of(way.source)]
        if sender.family is Family.BRIDGE and not is_live(house, way):
            words = {"sender": sender.name, "room": house.name(owner_of(way.sink))}
            yield Refusal(key=Why.BOX_NOT_CONNECTED, words=words)


def _silenced(house: House, entry: Entry) -> Iterator[Refusal]:
    """Yield the cable that silences a speaker, if nobody can turn its jack."""
    if kind_of(entry.port) is not PortKind.SPEAKER:
        return
    jack = house.port(port_id(entry.owner, PortKind.LINE_OUT))
    if jack is not None and jack.enabled is None:
        for way in house.open_cables(entry.owner)[:1]:
            words = {
                "sender": house.name(entry.owner),
                "owner": house.name(owner_of(way.sink)),
            }
            yield Refusal(key=Why.JACK_SILENCES, words=words)


def _held(house: House, entry: Entry) -> Iterator[Refusal]:
    """Yield the connections in the way that nobody can be told to end."""
    for sender, spare in _outputs_needed(house, entry):
        sinks = sorted(house.plays_to(port_id(sender, PortKind.BLUETOOTH_OUT)))
        found = (refuse_parting(house, sender, owner_of(sink)) for sink in sinks)
        yield from list(filter(None, found))[spare:]
    for way in entry.bluetooth:
        holder = house.source_of(way.sink)
        if holder is not None and holder != way.source:
            held = refuse_parting(house, owner_of(holder), owner_of(way.sink))
            yield from filter(None, (held,))


def _outputs_needed(house: House, entry: Entry) -> Iterator[tuple[DeviceId, int]]:
    """Yield whose Bluetooth has to be free, and how many speakers it may keep."""
    if kind_of(entry.port) is PortKind.SPEAKER:
        yield entry.owner, 0
    for way in entry.ways:
        sender = owner_of(way.source)
        if way in entry.cables:
            yield sender, 0
        elif way not in house.links:
            yield sender, house.devices[sender].carries - 1


def _at_the_door(
    house: House, entry: Entry, request: Request, rooms: tuple[DeviceId, ...]
) -> Iterator[Refusal]:
    """Yield what is wrong with the entry itself, for these rooms."""
    owner, kind = house.devices[entry.owner], kind_of(entry.port)
    port = house.port(entry.port)
    label = port.label if port else ""
    if (
        kind in AT_HOME
        and owner.id not in rooms
        and not house.hears(owner.id, entry.port)
    ):
        yield Refusal(key=_MUST_STAY[kind], words={"owner": owner.name})
    if kind is PortKind.LINE_IN and owner.serves_surround:
        room = house.name(house.room_of(owner.id))
        words = {"owner": owner.name, "room": room, "input": label}
        yield Refusal(key=Why.INPUT_SERVES_SURROUND, words=words)
    if kind is PortKind.LINE_IN and port is not None and port.plugged is False:
        words = {"owner": owner.name, "input": label}
        yield Refusal(key=Why.NOTHING_PLUGGED_IN, words=words)
    if request.strict:
        yield from _forbidden_by_documents(house, entry, rooms)


def _forbidden_by_documents(
    house: House, entry: Entry, rooms: tuple[DeviceId, ...]
) -> Iterator[Refusal]:
    """Yield what the source documents forbid, though it works."""
    owner = house.devices[entry.owner]
    if kind_of(entry.port) is PortKind.LINE_IN and len(rooms) > 1:
        yield Refusal(key=Why.DOCUMENTS_LINE_IN_ALONE, words={"owner": owner.name})
    if kind_of(entry.port) is PortKind.BLUETOOTH_IN and owner.family is Family.SONOS:
        yield Refusal(key=Why.DOCUMENTS_NO_BLUETOOTH, words={"owner": owner.name})


def _taken(house: House, entry: Entry, request: Request) -> Iterator[Refusal]:
    """Yield who has what this way needs."""
    if kind_of(entry.port) is PortKind.SPEAKER:
        yield from _jack_or_speaker_silent(house, entry.owner)
    for way in entry.cables:
        yield from _jack_or_speaker_silent(house, owner_of(way.source))
    for way in entry.bluetooth:
        if way not in house.links:
            yield from _bluetooth_taken(house, way)
            yield from _jack_in_use(house, owner_of(way.source), request.rooms)


def _jack_or_speaker_silent(house: House, sender: DeviceId) -> Iterator[Refusal]:
    """Yield who has the sound of a sender, which goes one way at a time."""
    for sink in sorted(house.plays_to(port_id(sender, PortKind.BLUETOOTH_OUT))):
        words = {"sender": house.name(sender), "holder": house.name(owner_of(sink))}
        yield Refusal(key=Why.SOUND_GOES_ELSEWHERE, words=words)


def _bluetooth_taken(house: House, way: Link) -> Iterator[Refusal]:
    """Yield who has the output of a sender, or the input of a speaker."""
    sender, speaker = owner_of(way.source), owner_of(way.sink)
    holders = sorted(house.plays_to(way.source))
    if len(holders) >= house.devices[sender].carries:
        words = {
            "sender": house.name(sender),
            "count": str(house.devices[sender].carries),
            "holder": ", ".join(house.name(owner_of(sink)) for sink in holders),
        }
        yield Refusal(key=Why.OUTPUT_BUSY, words=words)
    other = house.source_of(way.sink)
    if other is not None:
        words = {"room": house.name(speaker), "holder": house.name(owner_of(other))}
        yield Refusal(key=Why.SPEAKER_BUSY, words=words)


def _jack_in_use(
    house: House, sender: DeviceId, rooms: tuple[DeviceId, ...]
) -> Iterator[Refusal]:
    """Yield who else listens to the jack of a sender, which Bluetooth silences."""
    ends = {way.sink for way in house.ways_from(port_id(sender, PortKind.LINE_OUT))}
    for room in house.rooms if ends else ():
        if room.id not in rooms and any(house.hears(room.id, end) for end in ends):
            words = {"sender": house.name(sender), "holder": room.name}
            yield Refusal(key=Why.JACK_BUSY, words=words)


def is_live(house: House, way: Link) -> bool:
    """Tell whether the sound takes a Bluetooth way now, to the very end."""
    speaker = owner_of(way.sink)
    turned = not house.has_groups(speaker) or way.sink in house.trail(speaker)
    return way in house.links and turned
