"""Every source against every room, and never another answer than the planner's."""

import json
from typing import Any

import pytest

from custom_components.speaker_switchboard.core.about import About
from custom_components.speaker_switchboard.core.facts import Confidence, Fact, Origin
from custom_components.speaker_switchboard.core.house import (
    Away,
    Device,
    Family,
    House,
    Link,
    bluetooth,
)
from custom_components.speaker_switchboard.core.matrix import (
    Cell,
    CellState,
    matrix,
    sources,
)
from custom_components.speaker_switchboard.core.plan import Plan
from custom_components.speaker_switchboard.core.planner import plan
from custom_components.speaker_switchboard.core.port import (
    DeviceId,
    Port,
    PortId,
    PortKind,
    port_id,
)
from custom_components.speaker_switchboard.core.refusal import Refusal, Why
from custom_components.speaker_switchboard.core.route import Request

ROOM = (PortKind.SPEAKER, PortKind.GROUP)
SENDER = (PortKind.SPEAKER, PortKind.BLUETOOTH_OUT)


def device(name: str, family: Family, *kinds: PortKind, **more: Any) -> Device:
    """Return a device with these ports, in the household of all Sonos players."""
    ports = tuple(Port(id=of(name, kind), label=kind) for kind in kinds)
    household = {Family.SONOS: "one"}.get(family, "")
    made: dict[str, Any] = {"household": household} | more
    return Device(
        id=DeviceId(name), family=family, name=name.title(), ports=ports, **made
    )


def of(name: str, kind: PortKind) -> PortId:
    """Return a port of a device."""
    return port_id(DeviceId(name), kind)


def bond(sender: str, speaker: str) -> Link:
    """Return the bond of a sender and a speaker."""
    return bluetooth(DeviceId(sender), DeviceId(speaker))


def cable(sender: str, player: str) -> Link:
    """Return a cable from a jack to a line-in."""
    return Link(source=of(sender, PortKind.LINE_OUT), sink=of(player, PortKind.LINE_IN))


DEVICES = (
    device("hallway", Family.SONOS, *ROOM, PortKind.LINE_IN),
    device("kitchen", Family.SONOS, *ROOM),
    device("bath", Family.SONOS, *ROOM, PortKind.BLUETOOTH_IN),
    device("lounge", Family.SONOS, *ROOM, PortKind.TV_IN),
    device("garden", Family.SONOS, *ROOM, away=Away.ASLEEP),
    device("neighbour", Family.SONOS, *ROOM, household="two"),
    device("echo", Family.ECHO, *SENDER, PortKind.LINE_OUT),
    device("dot", Family.ECHO, *SENDER),
    device("flip", Family.BLUETOOTH, PortKind.SPEAKER, PortKind.BLUETOOTH_IN),
    device("boom", Family.BLUETOOTH, PortKind.SPEAKER, PortKind.BLUETOOTH_IN),
    device("box", Family.BRIDGE, PortKind.LINE_IN, PortKind.BLUETOOTH_OUT),
    device("amp", Family.PLAYER, PortKind.SPEAKER, PortKind.LINE_IN, powered=False),
)
WAYS = frozenset(
    {
        cable("echo", "hallway"),
        bond("echo", "flip"),
        bond("echo", "bath"),
        bond("dot", "flip"),
        bond("dot", "boom"),
        bond("box", "boom"),
    }
)
QUIET = House(devices={one.id: one for one in DEVICES}, ways=WAYS)


def with_links(*links: Link) -> House:
    """Return the house with some links live."""
    return QUIET.with_changes([], links)


PLAYING = QUIET.with_changes(
    [device("kitchen", Family.SONOS, *ROOM, playing=True)],
    [
        Link(
            source=of("hallway", PortKind.LINE_IN),
            sink=of("kitchen", PortKind.SPEAKER),
        ),
        Link(source=of("kitchen", PortKind.GROUP), sink=of("lounge", PortKind.GROUP)),
    ],
)
CONNECTED = with_links(bond("echo", "flip"))
HOUSES = {"quiet": QUIET, "playing": PLAYING, "connected": CONNECTED}


def cell(house: House, source: PortId, room: str) -> Cell:
    """Return one cell."""
    return matrix(house)[source, DeviceId(room)]


SAID = {
    CellState.LIVE: "live",
    CellState.POSSIBLE: "steps",
    CellState.POSSIBLE_WITH: "refused",
    CellState.IMPOSSIBLE: "refused",
}


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("house", HOUSES.values(), ids=HOUSES)
def test_the_matrix_says_what_the_planner_says(house: House, strict: bool) -> None:  # noqa: FBT001
    """A cell is a promise: who taps it gets that plan, or that refusal."""
    for (source, room), found in matrix(house, strict=strict).items():
        wish = Request(source=source, rooms=(room,), strict=strict)
        answer = plan(house, wish)
        steps = answer.steps if isinstance(answer, Plan) else ()
        planned = {True: "steps", False: "live"}[bool(steps)]
        said = "refused" if isinstance(answer, Refusal) else planned
        assert SAID[found.state] == said, (source, room)
        assert found.refusal_of(house.devices[room]) == (
            answer if said == "refused" else None
        )


def test_the_sources_are_inputs_senders_and_what_rooms_play() -> None:
    """The line-in of a box is the way into it, and no source of its own."""
    assert sources(QUIET) == (
        of("amp", PortKind.LINE_IN),
        of("hallway", PortKind.LINE_IN),
        of("lounge", PortKind.TV_IN),
        of("dot", PortKind.SPEAKER),
        of("echo", PortKind.SPEAKER),
        of("bath", PortKind.GROUP),
        of("garden", PortKind.GROUP),
        of("hallway", PortKind.GROUP),
        of("kitchen", PortKind.GROUP),
        of("lounge", PortKind.GROUP),
        of("neighbour", PortKind.GROUP),
    )


@pytest.mark.parametrize(
    ("source", "room", "state", "key"),
    [
        (of("hallway", PortKind.LINE_IN), "kitchen", CellState.POSSIBLE, None),
        (of("echo", PortKind.SPEAKER), "kitchen", CellState.POSSIBLE, None),
        (of("echo", PortKind.SPEAKER), "flip", CellState.POSSIBLE, None),
        (of("echo", PortKind.SPEAKER), "echo", CellState.IMPOSSIBLE, Why.JACK_SILENCES),
        (
            of("echo", PortKind.SPEAKER),
            "boom",
            CellState.POSSIBLE_WITH,
            Why.NOT_PAIRED,
        ),
        (
            of("lounge", PortKind.TV_IN),
            "kitchen",
            CellState.POSSIBLE_WITH,
            Why.TV_STAYS_HOME,
        ),
        (
            of("hallway", PortKind.LINE_IN),
            "garden",
            CellState.POSSIBLE_WITH,
            Why.ASLEEP,
        ),
        (
            of("kitchen", PortKind.GROUP),
            "kitchen",
            CellState.IMPOSSIBLE,
            Why.SAME_ROOM,
        ),
        (
            of("hallway", PortKind.LINE_IN),
            "neighbour",
            CellState.IMPOSSIBLE,
            Why.OTHER_HOUSEHOLD,
        ),
        (
            of("hallway", PortKind.LINE_IN),
            "flip",
            CellState.IMPOSSIBLE,
            Why.NOT_IN_A_HOUSEHOLD,
        ),
    ],
)
def test_a_cell_says_what_can_be_done_and_why_not(
    source: PortId, room: str, state: CellState, key: Why | None
) -> None:
    """What somebody at home can mend is a condition; the rest is impossible."""
    found = cell(QUIET, source, room)
    assert found.state is state
    assert (found.refusal and found.refusal.key) == key


def test_a_room_that_hears_a_source_is_live_with_its_whole_group() -> None:
    """Members hear what their leader is set to."""
    source = of("hallway", PortKind.LINE_IN)
    assert cell(PLAYING, source, "kitchen").state is CellState.LIVE
    assert cell(PLAYING, source, "lounge").state is CellState.LIVE
    assert cell(PLAYING, source, "bath").state is CellState.POSSIBLE


def test_an_output_in_use_is_a_condition_that_names_the_holder() -> None:
    """Free it, and the cell is possible."""
    found = cell(CONNECTED, of("echo", PortKind.SPEAKER), "bath")
    assert found.state is CellState.POSSIBLE_WITH
    assert found.refusal is not None
    assert found.refusal.key is Why.SOUND_GOES_ELSEWHERE


def test_a_plan_can_be_written_as_json() -> None:
    """What a person is shown is made of plain values."""
    doubtful = Fact(
        about=About.LINE_IN,
        value=None,
        origin=Origin.UNKNOWN,
        confidence=Confidence.NONE,
    )
    port = Port(id=of("hallway", PortKind.LINE_IN), label="Turntable", fact=doubtful)
    known = device("hallway", Family.SONOS, *ROOM)
    hallway = Device(
        id=known.id,
        family=known.family,
        name=known.name,
        ports=(*known.ports, port),
        household="one",
    )
    house = QUIET.with_changes([hallway], [])
    rooms = (DeviceId("kitchen"), DeviceId("garden"))
    found = plan(house, Request(source=port.id, rooms=rooms))
    assert isinstance(found, Plan)
    written = found.as_json(house)
    assert json.loads(json.dumps(written)) == {
        "already": None,
        "rooms": [
            {
                "room": "Kitchen",
                "through": ["Echo", "Hallway"],
                "delay": [75, 120],
                "voice": True,
                "sync": "alone",
            }
        ],
        "steps": [
            {
                "step": "Switch Kitchen to Turntable (Hallway)",
                "undo": ["Give Kitchen back its own music"],
                "undoable": True,
            }
        ],
        "left_out": [
            {
                "room": "Garden",
                "key": "asleep",
                "reason": "Garden is asleep.",
                "remedy": "Wake it with its button, then try again.",
            }
        ],
        "cautions": ["dnd_is_not_a_mute", "unsure"],
        "facts": ["Hallway, line-in: not known. It can be tried."],
    }
