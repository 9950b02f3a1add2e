"""What a person declares, in the House: the cables nobody else can see."""

from dataclasses import replace

import pytest

from custom_components.speaker_switchboard.core.about import About
from custom_components.speaker_switchboard.core.declared import (
    Cable,
    inputs_by_player,
    player_id,
    registry_id,
    with_cables,
)
from custom_components.speaker_switchboard.core.facts import Fact, Origin
from custom_components.speaker_switchboard.core.house import House, Link
from custom_components.speaker_switchboard.core.plan import Plan
from custom_components.speaker_switchboard.core.planner import plan
from custom_components.speaker_switchboard.core.port import (
    PortId,
    PortKind,
    kind_of,
    name_of,
    owner_of,
    port_id,
)
from custom_components.speaker_switchboard.core.refusal import Refusal, Why

from .sketch import Room, asking, house, line_in, room, sound

DOT = port_id(room("dot"), PortKind.LINE_OUT)
SAID = Fact(about=About.LINE_OUT, value=True, origin=Origin.OVERRIDE)
TO_THE_PORT = Cable(source=DOT, sink=line_in("hallway"))


def home(**dot: str) -> House:
    """Return a house with an Echo, a player with a line-in, and a receiver."""
    return house(
        dot=Room(family="echo", outputs=["bluetooth_out", *dot], facts=dot),
        hallway=Room(line_in="Line-In"),
        receiver=Room(family="player", inputs=["line_in:CD"]),
    )


def fact_of(found: House, port: PortId) -> Fact | None:
    """Return what is said of a port that is there."""
    known = found.port(port)
    assert known is not None
    return known.fact


def test_a_cable_is_a_way() -> None:
    """What was there before stays, and the same cable twice is one."""
    old = Link(source=DOT, sink=port_id(room("receiver"), PortKind.LINE_IN, "CD"))
    before = replace(home(line_out="yes probe high"), ways=frozenset({old}))

    found = with_cables(before, [TO_THE_PORT, TO_THE_PORT])

    assert found.ways == {old, Link(source=DOT, sink=line_in("hallway"))}
    assert found.links == before.links


def test_who_plugged_it_in_knows_that_there_is_a_jack() -> None:
    """An Echo of which nobody knew a jack has one, because you said so."""
    found = with_cables(home(), [TO_THE_PORT])

    port = found.port(DOT)
    assert port is not None
    assert port.label == "Line-out"
    assert port.fact == SAID
    assert port.fact.said_by == "You said so."


@pytest.mark.parametrize(
    "said", ["no table high", "no probe high", "no table low", "unknown table none"]
)
def test_a_jack_that_was_denied_is_there_all_the_same(said: str) -> None:
    """A person is believed before the tables and before the device."""
    found = with_cables(home(line_out=said), [TO_THE_PORT])

    assert fact_of(found, DOT) == SAID
    assert len(found.devices[room("dot")].ports) == 3


def test_what_is_known_of_a_jack_is_kept() -> None:
    """Who says it itself need not be contradicted by who agrees."""
    before = home(line_out="yes probe high")

    assert with_cables(before, [TO_THE_PORT]).devices == before.devices


def test_a_cable_waits_for_both_of_its_devices() -> None:
    """While one is not there, nothing is; when it is back, so is the cable."""
    whole = home()
    for missing in ("dot", "hallway"):
        rest = {one: it for one, it in whole.devices.items() if one != missing}
        before = replace(whole, devices=rest)
        assert with_cables(before, [TO_THE_PORT]) == before

    assert with_cables(whole, [TO_THE_PORT]).ways == {TO_THE_PORT.way}


def test_no_cables_leave_the_house_as_it_is() -> None:
    """Nothing is said, so nothing changes."""
    assert with_cables(home(), []) == home()


def test_an_echo_plays_through_its_cable_in_a_room() -> None:
    """Before it was declared nobody could plan that; now it is a way."""
    request = asking(sound("dot"), "hallway")
    before, now = home(), with_cables(home(), [TO_THE_PORT])

    refusal, found = plan(before, request), plan(now, request)

    assert isinstance(refusal, Refusal)
    assert refusal.key is Why.NEEDS_BLUETOOTH_INPUT
    assert isinstance(found, Plan)
    assert TO_THE_PORT.way in found.routes[0].links


@pytest.mark.parametrize(
    "name", ["TV", "TV/SAT", "HDMI 1: Xbox", "100 % / %2F", "/:", "Küche", "音楽"]
)
def test_an_input_that_a_switched_off_receiver_does_not_tell_is_there(
    name: str,
) -> None:
    """Its name, whatever is in it, is the one its maker chose."""
    sink = port_id(room("receiver"), PortKind.LINE_IN, name)

    found = with_cables(home(), [Cable(source=DOT, sink=sink)])

    port = found.port(sink)
    assert port is not None
    assert port.label == name == name_of(sink)
    assert port.kind is kind_of(sink) is PortKind.LINE_IN
    assert owner_of(sink) == "receiver"
    assert isinstance(plan(found, asking(sound("dot"), "receiver")), Plan)


def test_the_only_port_of_its_kind_has_no_name() -> None:
    """It is called by what it is."""
    assert name_of(DOT) == ""
    assert name_of(port_id(room("sonos:a/b"), PortKind.LINE_IN)) == ""


def test_an_input_with_a_hostile_name_is_shown_on_one_line() -> None:
    """What a receiver calls its inputs is a stranger's text."""
    sink = port_id(room("receiver"), PortKind.LINE_IN, "CD\n\u202eplay")

    port = with_cables(home(), [Cable(source=DOT, sink=sink)]).port(sink)

    assert port is not None
    assert port.label == "CD play"


def test_a_cable_from_a_device_to_itself_is_two_jacks() -> None:
    """It makes no sense, and no harm."""
    itself = Cable(
        source=port_id(room("hallway"), PortKind.LINE_OUT), sink=line_in("hallway")
    )

    found = with_cables(home(), [itself])

    assert found.port(itself.source)
    assert isinstance(plan(found, asking(line_in("hallway"), "hallway")), Plan)


def test_a_player_is_named_by_what_its_entity_keeps() -> None:
    """However often a person renames it, the cable leads there."""
    receiver = player_id("0a1b")

    assert receiver == "player:0a1b"
    assert registry_id(receiver) == "0a1b"
    assert registry_id(room("sonos:player:")) is None


def test_the_inputs_that_cables_lead_into_are_known_by_player() -> None:
    """Also while a player does not tell them; Sonos players are not meant."""
    cables = [
        Cable(source=DOT, sink=port_id(player_id(one), PortKind.LINE_IN, name))
        for one, name in [("b", "CD"), ("a", "TV/SAT"), ("b", "TV")]
    ]

    assert inputs_by_player([*cables, TO_THE_PORT]) == {
        "b": ["CD", "TV"],
        "a": ["TV/SAT"],
    }
