"""Small Houses of every family and what may be asked in them, for Hypothesis.

`HYPOTHESIS_PROFILE=thorough` tries far more of them than a test run has time for.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from hypothesis import HealthCheck, settings, strategies as st

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

_UNHURRIED: Final = settings(
    deadline=None,
    database=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
    ],
)
settings.register_profile("quick", _UNHURRIED, max_examples=60, derandomize=True)
settings.register_profile("thorough", _UNHURRIED, max_examples=5_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

MOST_TAKERS: Final = 7
SONOS: Final = ("attic", "bath", "den", "kitchen")
ECHOS: Final = ("echo_hall", "echo_office")
SPEAKERS: Final = ("boom", "flip", "zipp")
HOST: Final = "host"
TRANSMITTER: Final = "transmitter"
DONGLE: Final = "dongle"
AMPLIFIER: Final = "amplifier"

_ABOUT: Final = {
    PortKind.BLUETOOTH_OUT: About.BLUETOOTH_OUT,
    PortKind.BLUETOOTH_IN: About.BLUETOOTH_IN,
    PortKind.LINE_OUT: About.LINE_OUT,
}
_SAID: Final = (
    (True, Confidence.HIGH),
    (None, Confidence.NONE),
    (False, Confidence.LOW),
    (False, Confidence.HIGH),
)
_MEDIA: Final = (
    None,
    Media(uri="library:Jazz", title="Jazz", track=3),
    Media(uri="phone", title="Phone", sticky=True),
)
_INPUT_NAMES: Final = ("aux", "cd")


def seldom() -> st.SearchStrategy[bool]:
    """Return yes one time in twelve."""
    return st.sampled_from((False,) * 11 + (True,))


def ends(*devices: str) -> st.SearchStrategy[tuple[str, ...]]:
    """Return some of the devices, in the order given."""
    return st.lists(st.sampled_from(devices), unique=True, max_size=len(devices)).map(
        lambda some: tuple(name for name in devices if name in some)
    )


@st.composite
def ports(draw: st.DrawFn, device: str, *kinds: PortKind) -> tuple[Port, ...]:
    """Return ports of these kinds, some of which are doubtful or surely missing."""
    return tuple([draw(_port(device, kind)) for kind in kinds])


@st.composite
def _port(draw: st.DrawFn, device: str, kind: PortKind) -> Port:
    fact: Fact | None = None
    if kind in _ABOUT and draw(seldom()):
        value, confidence = draw(st.sampled_from(_SAID))
        fact = Fact(
            about=_ABOUT[kind],
            value=value,
            origin=Origin.TABLE,
            confidence=confidence,
        )
    plugged = (
        draw(st.sampled_from((None, True, False)))
        if kind is PortKind.LINE_IN and draw(seldom())
        else None
    )
    return Port(
        id=port_id(DeviceId(device), kind),
        label=kind.value.title(),
        plugged=plugged,
        fact=fact,
    )


@st.composite
def _sonos(draw: st.DrawFn, name: str) -> list[Device]:
    """Return a room of a Sonos household, maybe with a right half."""
    more = draw(
        st.sets(
            st.sampled_from(
                (PortKind.LINE_IN, PortKind.TV_IN, PortKind.BLUETOOTH_IN),
            )
        )
    )
    room = Device(
        id=DeviceId(name),
        family=Family.SONOS,
        name=name.title(),
        household=draw(st.sampled_from(("one", "one", "two"))),
        ports=draw(ports(name, PortKind.SPEAKER, PortKind.GROUP, *sorted(more))),
        away=draw(st.sampled_from(tuple(Away))) if draw(seldom()) else None,
    )
    if not draw(seldom()):
        return [room]
    half = Device(
        id=DeviceId(f"{name}_right"),
        family=Family.SONOS,
        name=f"{name.title()} Right",
        household=room.household,
        part_of=room.id,
        serves_surround=draw(st.booleans()),
        ports=draw(ports(f"{name}_right", PortKind.SPEAKER, PortKind.LINE_IN)),
    )
    return [room, half]


@st.composite
def _other(draw: st.DrawFn, name: str) -> Device:
    """Return a device that is not of a Sonos household."""
    family, kinds = _kinds(name)
    if name in ECHOS:
        outputs = draw(st.sampled_from((1, 2, 3)))
        kinds = (kinds[0], *kinds[1 if outputs > 1 else 2 : 3 if outputs != 2 else 2])
    device = Device(
        id=DeviceId(name),
        family=family,
        name=name.title(),
        ports=draw(ports(name, *kinds)),
        carries=draw(st.integers(1, 4)) if name in {HOST, TRANSMITTER} else 1,
        away=draw(st.sampled_from((Away.ASLEEP, Away.UNREACHABLE)))
        if draw(seldom())
        else None,
    )
    if name != AMPLIFIER:
        return device
    inputs = [
        Port(id=port_id(device.id, PortKind.LINE_IN, one), label=one.upper())
        for one in _INPUT_NAMES
    ]
    powered = draw(st.sampled_from((None, True, False)))
    return replace(device, ports=(*device.ports, *inputs), powered=powered)


def _kinds(name: str) -> tuple[Family, tuple[PortKind, ...]]:
    if name in ECHOS:
        return Family.ECHO, (
            PortKind.SPEAKER,
            PortKind.BLUETOOTH_OUT,
            PortKind.LINE_OUT,
        )
    if name in SPEAKERS:
        return Family.BLUETOOTH, (PortKind.SPEAKER, PortKind.BLUETOOTH_IN)
    return {
        HOST: (Family.HOST, (PortKind.BLUETOOTH_OUT,)),
        TRANSMITTER: (Family.BRIDGE, (PortKind.LINE_IN, PortKind.BLUETOOTH_OUT)),
        DONGLE: (Family.BRIDGE, (PortKind.BLUETOOTH_IN, PortKind.LINE_OUT)),
        AMPLIFIER: (Family.PLAYER, (PortKind.SPEAKER,)),
    }[name]


@st.composite
def houses(draw: st.DrawFn, most: int = 7) -> House:
    """Return a House of a few devices, as it may be found."""
    names = (*SONOS, *ECHOS, HOST, *SPEAKERS, TRANSMITTER, DONGLE, AMPLIFIER)
    number = draw(st.integers(2, most))
    chosen = draw(
        st.lists(st.sampled_from(names), unique=True, min_size=number, max_size=number)
    )
    devices = [
        device
        for name in sorted(chosen)
        for device in (draw(_sonos(name)) if name in SONOS else [draw(_other(name))])
    ]
    bonds = draw(_most(_bonds(devices)))
    house = House(
        devices={device.id: device for device in devices},
        ways=frozenset((*bonds, *draw(_cables(devices)))),
    )
    house = replace(house, links=draw(_live_bluetooth(house, bonds)))
    house = draw(_grouped(house))
    tried = draw(_some(sorted(house.ways)))
    return replace(
        house,
        experience={way: draw(st.sampled_from((0.0, 0.5, 1.0))) for way in tried},
    )


def _most[T](of: list[T]) -> st.SearchStrategy[list[T]]:
    return _some(of, likely=(True, True, True, False))


def _some[T](
    of: list[T], likely: tuple[bool, ...] = (False, True)
) -> st.SearchStrategy[list[T]]:
    size = len(of)
    return st.lists(st.sampled_from(likely), min_size=size, max_size=size).map(
        lambda kept: [each for each, keep in zip(of, kept, strict=True) if keep]
    )


def _bonds(devices: Iterable[Device]) -> list[Link]:
    known = list(devices)
    return [
        bluetooth(sender.id, speaker.id)
        for sender in known
        if sender.port(PortKind.BLUETOOTH_OUT)
        for speaker in known
        if speaker.port(PortKind.BLUETOOTH_IN)
    ]


@st.composite
def _cables(draw: st.DrawFn, devices: Iterable[Device]) -> list[Link]:
    """Return cables: each output is in one input, each input holds one plug."""
    known = [port.id for device in devices for port in device.ports]
    outputs = [port for port in known if port.endswith(f"/{PortKind.LINE_OUT}")]
    inputs = [port for port in known if f"/{PortKind.LINE_IN}" in port]
    plugged = draw(st.permutations(inputs))
    pairs = zip(outputs, plugged, strict=False)
    return draw(_most([Link(source=out, sink=into) for out, into in pairs]))


@st.composite
def _live_bluetooth(
    draw: st.DrawFn, house: House, bonds: list[Link]
) -> frozenset[Link]:
    """Return bonds that are in use, none of them beyond what a device can do."""
    live: list[Link] = []
    for bond in draw(_some(bonds)):
        sender, speaker = house.devices[owner_of(bond.source)], owner_of(bond.sink)
        used = sum(each.source == bond.source for each in live)
        if used == sender.carries or any(each.sink == bond.sink for each in live):
            continue
        if not any(surely_missing(house, port) for port in (bond.source, bond.sink)):
            away = house.devices[speaker].away
            live += [bond] if away in {None, Away.ON_BLUETOOTH} else []
    return frozenset(live)


def surely_missing(house: House, port: PortId) -> bool:
    """Tell whether a port is known not to be there."""
    known = house.port(port)
    return known is not None and known.fact is not None and known.fact.hides


@st.composite
def _grouped(draw: st.DrawFn, house: House) -> House:
    """Put rooms into groups, and set those who lead and the amplifier to something."""
    changed: list[Device] = []
    links = set(house.links)
    leaders: dict[str, list[DeviceId]] = {}
    for device in house.devices.values():
        if device.family is Family.PLAYER:
            links |= draw(_set_to(device.id, [port.id for port in device.ports[1:]]))
        if device.port(PortKind.GROUP) is None:
            continue
        others = leaders.setdefault(device.household, [])
        host = draw(st.sampled_from([device.id, *others]))
        if host != device.id:
            source, sink = (
                port_id(host, PortKind.GROUP),
                port_id(device.id, PortKind.GROUP),
            )
            links.add(Link(source=source, sink=sink))
            continue
        others.append(device.id)
        fed = draw(_set_to(device.id, _inputs_for(house, device)))
        links |= fed
        changed.append(draw(_playing(device, fed)))
    return house.with_changes(changed, links)


@st.composite
def _playing(draw: st.DrawFn, device: Device, fed: set[Link]) -> Device:
    if any(link.source.endswith(PortKind.BLUETOOTH_IN) for link in fed):
        return replace(device, playing=True)
    if fed:
        return replace(device, playing=draw(st.booleans()))
    media = draw(st.sampled_from(_MEDIA))
    playing = media is not None and draw(st.booleans())
    return replace(device, media=media, playing=playing)


def _inputs_for(house: House, room: Device) -> list[PortId]:
    """Return what a leader may be set to: any line-in, and what is its own."""
    line_ins = [
        port.id
        for device in house.devices.values()
        if device.household == room.household
        for port in device.ports
        if port.kind is PortKind.LINE_IN and not device.serves_surround
    ]
    own = [port.id for port in room.ports if port.kind is PortKind.TV_IN]
    linked = port_id(room.id, PortKind.BLUETOOTH_IN)
    return line_ins + own + ([linked] if house.source_of(linked) else [])


def _set_to(room: DeviceId, inputs: list[PortId]) -> st.SearchStrategy[set[Link]]:
    sink = port_id(room, PortKind.SPEAKER)
    feeds = [{Link(source=port, sink=sink)} for port in inputs]
    return st.sampled_from([set(), *feeds])


@st.composite
def requests(draw: st.DrawFn, house: House) -> Request:
    """Return something that could be asked in a House, sensible or not."""
    sources = _sources(house)
    # What a sender plays itself goes the farthest, so it is asked for most.
    far = [port for port in sources if kind_of(port) is PortKind.SPEAKER]
    own = not sources or draw(seldom())
    source = None if own else draw(st.sampled_from([*far, *far, *sources]))
    carriers = draw(st.lists(st.sampled_from(sources), max_size=2)) if sources else []
    rooms = [
        device.id
        for device in house.devices.values()
        if device.port(PortKind.SPEAKER) and _may_hear(house, source, device)
    ]
    return Request(
        source=source,
        rooms=tuple(
            draw(st.lists(st.sampled_from(rooms), unique=True, min_size=1, max_size=4))
            if rooms
            else ()
        ),
        carriers=() if source is None else tuple(carriers),
        prefer=draw(st.sampled_from(Preference)),
        together=draw(st.booleans()),
        take=draw(st.booleans()),
        partial=draw(st.booleans()),
        strict=draw(seldom()),
    )


def _may_hear(house: House, source: PortId | None, room: Device) -> bool:
    """Tell whether it makes some sense to ask for a source in a room."""
    if source is None or kind_of(source) is PortKind.SPEAKER:
        return True
    owner = house.devices[owner_of(source)]
    if kind_of(source) is PortKind.GROUP and owner.id == room.id:
        return False
    return owner.household == room.household


_PLAY_THEMSELVES: Final[Mapping[Family, PortKind]] = {
    Family.ECHO: PortKind.SPEAKER,
    Family.HOST: PortKind.SPEAKER,
    Family.SONOS: PortKind.GROUP,
}


def _sources(house: House) -> list[PortId]:
    """Return all that can be asked for: senders, groups and inputs."""
    own = [
        port_id(device.id, _PLAY_THEMSELVES[device.family])
        for device in house.devices.values()
        if device.family in _PLAY_THEMSELVES
    ]
    return own + [port.id for port in house.inputs]


@st.composite
def asked(draw: st.DrawFn, most: int = 7) -> tuple[House, Request]:
    """Return a House and something that is asked in it."""
    house = draw(houses(most))
    return house, draw(requests(house))
