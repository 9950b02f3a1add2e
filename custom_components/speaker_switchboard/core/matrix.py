"""Every source against every room: what plays, what could, and why not.

Rooms of one household share what they can hear, so that each source is followed
once for all of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from .checks import refuse_away
from .graph import Entry, entries, serves
from .house import Device, Family, House
from .offers import best_of
from .port import DeviceId, PortId, PortKind, owner_of, port_id
from .refusal import CATALOGUE, Refusal, Why
from .route import Request, arrived
from .why import why_not

# What somebody at home can mend within minutes.
_MENDABLE: Final = frozenset(
    {
        Why.ASLEEP,
        Why.SWITCHED_OFF,
        Why.ON_BLUETOOTH,
        Why.UNREACHABLE,
        Why.NOTHING_PLUGGED_IN,
        Why.TV_STAYS_HOME,
        Why.BLUETOOTH_STAYS_HOME,
        Why.SOUND_GOES_ELSEWHERE,
        Why.OUTPUT_BUSY,
        Why.SPEAKER_BUSY,
        Why.JACK_BUSY,
        Why.BOX_HOLDS_IT,
        Why.BOX_NOT_CONNECTED,
        Why.NOT_PAIRED,
        Why.NO_CABLE,
    }
)


class CellState(StrEnum):
    """What a crossing of a source and a room is."""

    LIVE = "live"
    POSSIBLE = "possible"
    POSSIBLE_WITH = "possible_with"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One crossing; rooms alike share theirs, so that its words lack the room."""

    state: CellState
    refusal: Refusal | None = None

    def refusal_of(self, room: Device) -> Refusal | None:
        """Return under which condition a room could hear it, or why it cannot."""
        if self.refusal is None or "{room}" not in "".join(CATALOGUE[self.refusal.key]):
            return self.refusal
        words = {"room": room.name} | dict(self.refusal.words)
        return replace(self.refusal, words=words)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    """One source, followed to all its entries."""

    house: House
    source: PortId
    request: Request
    entries: tuple[Entry, ...]
    shared: dict[str, Entry | Refusal | None] = field(default_factory=dict)
    without: dict[_Kind, Cell] = field(default_factory=dict)


_LIVE: Final = Cell(state=CellState.LIVE)
_POSSIBLE: Final = Cell(state=CellState.POSSIBLE)
_SAME_ROOM: Final = Cell(state=CellState.IMPOSSIBLE, refusal=Refusal(key=Why.SAME_ROOM))

type Matrix = Mapping[tuple[PortId, DeviceId], Cell]

# All that decides why no way leads to a room.
type _Kind = tuple[Family, str, tuple[tuple[PortKind, bool], ...]]


def matrix(house: House, *, strict: bool = False) -> Matrix:
    """Return the cell of each source and room."""
    cells: dict[tuple[PortId, DeviceId], Cell] = {}
    rooms = [(room, _kind(room)) for room in house.rooms]
    for source in sources(house):
        request = Request(source=source, rooms=(), strict=strict)
        row = _Row(
            house=house,
            source=source,
            request=request,
            entries=entries(house, source),
        )
        for room, kind in rooms:
            cells[source, room.id] = _cell(row, room, kind)
    return cells


def sources(house: House) -> tuple[PortId, ...]:
    """Return all there is to hear: inputs, senders, and what rooms play."""
    return (
        *(port.id for port in house.inputs if _is_source(house, port.id)),
        *_senders(house),
        *(
            port_id(room.id, PortKind.GROUP)
            for room in house.rooms
            if room.port(PortKind.GROUP) is not None
        ),
    )


def _is_source(house: House, port: PortId) -> bool:
    """Tell whether an input is a source of its own, not the way into a box."""
    return house.devices[owner_of(port)].family is not Family.BRIDGE


def _senders(house: House) -> Iterator[PortId]:
    """Yield the speakers of devices that can send their sound elsewhere."""
    outputs = (PortKind.BLUETOOTH_OUT, PortKind.LINE_OUT)
    for device in sorted(house.devices.values(), key=lambda one: (one.name, one.id)):
        if device.family is not Family.BRIDGE and any(map(device.port, outputs)):
            yield port_id(device.id, PortKind.SPEAKER)


def _kind(room: Device) -> _Kind:
    """Return what a room has in common with others like it."""
    ports = tuple(
        sorted(
            (port.kind, port.fact is not None and port.fact.hides)
            for port in room.ports
        )
    )
    return room.family, room.household, ports


def _cell(row: _Row, room: Device, kind: _Kind) -> Cell:
    """Return what the crossing of a source and a room is."""
    if row.source == port_id(room.id, PortKind.GROUP):
        return _SAME_ROOM
    if away := refuse_away(room):
        return Cell(state=CellState.POSSIBLE_WITH, refusal=away)
    if arrived(row.house, row.source, room.id):
        return _LIVE
    made = _offer(row, room)
    if made is None:
        return _without(row, room, kind)
    return _POSSIBLE if isinstance(made, Entry) else _refused(made)


def _without(row: _Row, room: Device, kind: _Kind) -> Cell:
    """Return the cell of a room that no way leads to; rooms alike share it."""
    if kind not in row.without:
        refusal = why_not(row.house, row.source, room)
        words = dict(refusal.words)
        if "sender" in words:
            # The other reasons are about the sender alone, and call it the room.
            words.pop("room", None)
        row.without[kind] = _refused(replace(refusal, words=words))
    return row.without[kind]


def _refused(refusal: Refusal) -> Cell:
    """Return the cell of a refusal: a condition, when it can be mended."""
    mendable = refusal.key in _MENDABLE
    state = CellState.POSSIBLE_WITH if mendable else CellState.IMPOSSIBLE
    return Cell(state=state, refusal=refusal)


def _offer(row: _Row, room: Device) -> Entry | Refusal | None:
    """Return the best entry for a room; the rooms of a household share theirs."""
    owner = any(entry.owner == room.id for entry in row.entries)
    if room.port(PortKind.GROUP) is None or owner:
        return _find(row, room)
    if room.household not in row.shared:
        row.shared[room.household] = _find(row, room)
    return row.shared[room.household]


def _find(row: _Row, room: Device) -> Entry | Refusal | None:
    """Return the best entry for a room, or None when no way leads there."""
    candidates = [entry for entry in row.entries if serves(row.house, entry, room)]
    if not candidates:
        return None
    return best_of(row.house, candidates, row.request, (room.id,))
