"""Draw a House in a few words, and ask it what a person would."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from custom_components.speaker_switchboard.core.about import About
from custom_components.speaker_switchboard.core.facts import Confidence, Fact, Origin
from custom_components.speaker_switchboard.core.house import (
    Away,
    Device,
    Family,
    House,
    Link,
    Media,
    bluetooth,
)
from custom_components.speaker_switchboard.core.port import (
    DeviceId,
    Port,
    PortId,
    PortKind,
    kind_of,
    owner_of,
    port_id,
)
from custom_components.speaker_switchboard.core.route import Preference, Request

# What a device has where nothing else is drawn.
_INPUTS: Final[Mapping[Family, tuple[str, ...]]] = {
    Family.BLUETOOTH: ("bluetooth_in",),
}
_OUTPUTS: Final[Mapping[Family, tuple[str, ...]]] = {
    Family.ECHO: ("bluetooth_out",),
    Family.HOST: ("bluetooth_out",),
}
_SILENT: Final = frozenset({Family.HOST, Family.BRIDGE})
_LABELS: Final[Mapping[PortKind, str]] = {
    PortKind.BLUETOOTH_IN: "Bluetooth",
    PortKind.BLUETOOTH_OUT: "Bluetooth",
    PortKind.LINE_IN: "Line-in",
    PortKind.LINE_OUT: "Line-out",
    PortKind.TV_IN: "TV",
}
_VALUES: Final[Mapping[str, bool | None]] = {"yes": True, "no": False, "unknown": None}
# Places sound only passes through; what comes out at the end is the same.
_ON_THE_WAY: Final = frozenset({PortKind.GROUP, PortKind.SPEAKER})


@dataclass(frozen=True, kw_only=True, slots=True)
class Room:
    """A device as a scenario draws it: each word is left out where it says nothing.

    It `hears` an input or `plays` music of its own, unless it `follows` another.
    `inputs` and `outputs` are written as in a port's id, "line_in:CD"; where they
    are left out, the family tells. `facts` tell who says what of a kind of port
    and how surely: "no table low". The `jack` of a line-out is set to "out" or "in";
    of a `blind` sender nobody can see what its Bluetooth is connected to.
    """

    family: str = "sonos"
    hears: str = ""
    plays: str = ""
    paused: bool = False
    sticky: bool = False
    follows: str = ""
    line_in: str = ""
    tv_in: str = ""
    inputs: Sequence[str] | None = None
    outputs: Sequence[str] | None = None
    plugged: bool | None = None
    jack: str = ""
    blind: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)
    carries: int = 1
    powered: bool | None = None
    household: str = ""
    part_of: str = ""
    surround: bool = False
    away: str = ""
    speaker: bool = True


def house(**rooms: Room) -> House:
    """Build a House from a sketch of its rooms."""
    return House(
        devices={room(name): _device(name, drawn) for name, drawn in rooms.items()},
        links=frozenset(
            link for name, drawn in rooms.items() for link in _links(name, drawn)
        ),
    )


def with_ways(
    home: House,
    *,
    bonds: Iterable[tuple[str, str]] = (),
    bluetooth: Iterable[tuple[str, str]] = (),
    cables: Iterable[tuple[str, str]] = (),
    experience: Iterable[tuple[str, str, float]] = (),
) -> House:
    """Add the bonds, those that are connected now, and the cables.

    Who is connected is bonded too. A cable leads to the line-in of a device, or to
    an input that is named in full.
    """
    live = [_bond(*two) for two in bluetooth]
    bonded = [_bond(*two) for two in bonds]
    return replace(
        home,
        links=home.links | set(live),
        ways=frozenset((*live, *bonded, *(_cable(*two) for two in cables))),
        experience={
            (_cable if "/" in end else _bond)(sender, end): share
            for sender, end, share in experience
        },
    )


def room(name: str) -> DeviceId:
    """Return the id of a room."""
    return DeviceId(name)


def line_in(name: str) -> PortId:
    """Return the line-in of a room."""
    return port_id(room(name), PortKind.LINE_IN)


def tv_in(name: str) -> PortId:
    """Return the TV input of a room."""
    return port_id(room(name), PortKind.TV_IN)


def group(name: str) -> PortId:
    """Return what a room plays, for others to play with it."""
    return port_id(room(name), PortKind.GROUP)


def sound(name: str) -> PortId:
    """Return what a sender plays itself."""
    return port_id(room(name), PortKind.SPEAKER)


def asking(
    source: str,
    *rooms: str,
    carriers: Iterable[str] = (),
    prefer: str = Preference.FIDELITY,
    through: str = "",
    **how: bool,
) -> Request:
    """Ask for a source in rooms; no source is the rooms' own music."""
    return Request(
        source=PortId(source) if source else None,
        rooms=tuple(room(name) for name in rooms),
        carriers=tuple(map(PortId, carriers)),
        prefer=Preference(prefer),
        through=PortKind(through) if through else None,
        **how,
    )


def as_asked(house: House, request: Request, rooms: tuple[DeviceId, ...]) -> bool:
    """Tell whether rooms hear what was asked for."""
    if request.source is None:
        return all(
            house.leader_of(one) == one and not house.trail(one) for one in rooms
        )
    heard = all(
        any(_is_heard(house, source, one) for source in request.sources)
        for one in rooms
    )
    return heard and (not request.together or _are_together(house, rooms))


def sound_of(house: House, one: DeviceId) -> tuple[object, ...]:
    """Return what comes out of a room."""
    leader = house.devices[house.leader_of(one)]
    ports = [port for port in house.trail(one) if kind_of(port) not in _ON_THE_WAY]
    return ports, leader.media, leader.playing, house.devices[one].powered


def place_of(house: House, one: DeviceId) -> tuple[object, ...]:
    """Return everything a room can be put back to."""
    whole = restorable(house)
    return whole.leader_of(one), sound_of(whole, one)


def restorable(house: House) -> House:
    """Return a House less what only a phone can bring back.

    Nor is what a receiver would play, were it switched on, of any concern.
    """
    off = {one for one, it in house.devices.items() if it.powered is False}
    return replace(
        house,
        devices={one: _at_rest(it) for one, it in house.devices.items()},
        links=frozenset(
            link
            for link in house.links
            if kind_of(link.sink) is not PortKind.SPEAKER
            or owner_of(link.sink) not in off
        ),
    )


def _is_heard(house: House, source: PortId, one: DeviceId) -> bool:
    owner = house.room_of(owner_of(source))
    match kind_of(source):
        case PortKind.GROUP:
            return house.leader_of(one) == house.leader_of(owner)
        case PortKind.SPEAKER if owner == one:
            taken = house.plays_to(port_id(one, PortKind.BLUETOOTH_OUT))
            return not taken and not house.open_cables(one)
        case _:
            return house.hears(one, source)


def _are_together(house: House, rooms: Iterable[DeviceId]) -> bool:
    """Tell whether the rooms of each household are in one group."""
    placed = {
        (house.devices[one].household, house.leader_of(one))
        for one in rooms
        if house.devices[one].port(PortKind.GROUP)
    }
    return len(placed) == len({household for household, _ in placed})


def _at_rest(device: Device) -> Device:
    sticky = device.media is not None and device.media.sticky
    silent = sticky or device.powered is False
    return replace(device, media=None, playing=False) if silent else device


def _bond(sender: str, speaker: str) -> Link:
    return bluetooth(room(sender), room(speaker))


def _cable(sender: str, end: str) -> Link:
    return Link(
        source=port_id(room(sender), PortKind.LINE_OUT),
        sink=PortId(end) if "/" in end else line_in(end),
    )


def _device(name: str, drawn: Room) -> Device:
    leads = not drawn.follows
    return Device(
        id=room(name),
        family=Family(drawn.family),
        name=name.replace("_", " ").title(),
        ports=tuple(_ports(name, drawn)),
        away=Away(drawn.away) if drawn.away else None,
        part_of=room(drawn.part_of) if drawn.part_of else None,
        serves_surround=drawn.surround,
        playing=leads and bool(drawn.hears or drawn.plays) and not drawn.paused,
        media=_media(drawn) if drawn.plays else None,
        household=drawn.household,
        carries=drawn.carries,
        powered=drawn.powered,
    )


def _media(drawn: Room) -> Media:
    uri = f"library:{drawn.plays}"
    return Media(uri=uri, title=drawn.plays, track=3, sticky=drawn.sticky)


def _ports(name: str, drawn: Room) -> Iterator[Port]:
    facts = {kind: _fact(kind, said) for kind, said in drawn.facts.items()}
    for kind, of_its_own, label in _named(drawn):
        yield Port(
            id=port_id(room(name), kind, of_its_own),
            label=label,
            plugged=drawn.plugged,
            enabled=drawn.jack == "out"
            if drawn.jack and kind is PortKind.LINE_OUT
            else None,
            observed=not (drawn.blind and kind is PortKind.BLUETOOTH_OUT),
            fact=facts.get(kind),
        )


def _named(drawn: Room) -> Iterator[tuple[PortKind, str, str]]:
    """Yield the kind, the name where it has one, and the label of each port."""
    family = Family(drawn.family)
    if drawn.speaker and family not in _SILENT:
        yield PortKind.SPEAKER, "", "Speaker"
    if family is Family.SONOS:
        yield PortKind.GROUP, "", "Group"
    if drawn.line_in:
        yield PortKind.LINE_IN, "", drawn.line_in
    if drawn.tv_in:
        yield PortKind.TV_IN, "", drawn.tv_in
    inputs = _INPUTS.get(family, ()) if drawn.inputs is None else drawn.inputs
    outputs = _OUTPUTS.get(family, ()) if drawn.outputs is None else drawn.outputs
    for called in (*inputs, *outputs):
        kind, _, of_its_own = called.partition(":")
        yield PortKind(kind), of_its_own, of_its_own or _LABELS[PortKind(kind)]


def _fact(kind: str, said: str) -> Fact:
    value, origin, confidence = said.split()
    return Fact(
        about=About(kind),
        value=_VALUES[value],
        origin=Origin(origin),
        confidence=Confidence(confidence),
    )


def _links(name: str, drawn: Room) -> list[Link]:
    ways = {
        PortKind.SPEAKER: drawn.hears,
        PortKind.GROUP: drawn.follows and group(drawn.follows),
    }
    return [
        Link(source=PortId(source), sink=port_id(room(name), kind))
        for kind, source in ways.items()
        if source
    ]
