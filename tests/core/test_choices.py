"""What can be chosen on a dashboard, and what is shown as chosen."""

from custom_components.speaker_switchboard.core.choices import (
    heard_in,
    is_connected,
    listeners,
    output_now,
    outputs_of,
    sources_for,
)
from custom_components.speaker_switchboard.core.house import House
from custom_components.speaker_switchboard.core.port import PortId, PortKind, port_id
from custom_components.speaker_switchboard.core.timings import Timings

from .sketch import Room, group, house, line_in, room, sound, with_ways

ECHO, DOT, FLIP, RECEIVER = map(room, ("echo", "dot", "flip", "receiver"))
KITCHEN, HALLWAY = room("kitchen"), room("hallway")
AUX = PortId("receiver/line_in:AUX")
INTO_FLIP = port_id(FLIP, PortKind.BLUETOOTH_IN)
JACK = ["bluetooth_out", "line_out"]
BONDS = [("echo", "flip"), ("dot", "flip")]
CABLES = [("echo", "hallway"), ("dot", AUX)]


def home(
    bluetooth: str = "", *, heard: bool = False, blind: bool = False, jack: str = "in"
) -> House:
    """Return two Echos, a speaker, a receiver, and two Sonos rooms."""
    drawn = house(
        echo=Room(family="echo", outputs=JACK, blind=blind, jack=jack),
        dot=Room(family="echo", outputs=JACK),
        flip=Room(family="bluetooth"),
        receiver=Room(family="player", inputs=["line_in:AUX", "line_in:CD"]),
        hallway=Room(line_in="Line-in"),
        kitchen=Room(hears=line_in("hallway") if heard else ""),
    )
    live = [(bluetooth, "flip")] if bluetooth else []
    return with_ways(drawn, bonds=BONDS, bluetooth=live, cables=CABLES)


def test_a_speaker_can_choose_among_those_it_is_paired_with() -> None:
    """By name, after being left alone."""
    assert sources_for(home(), FLIP) == [None, sound("dot"), sound("echo")]
    assert heard_in(home(), FLIP) is None
    assert heard_in(home("echo"), FLIP) == sound("echo")


def test_a_receiver_can_choose_what_is_plugged_into_it() -> None:
    """It has no music of its own."""
    assert sources_for(home(), RECEIVER) == [sound("dot")]
    assert heard_in(home(), RECEIVER) is None


def test_a_room_of_a_household_can_choose_inputs_and_rooms_of_it() -> None:
    """Neither an Echo nor a receiver is a room to play with."""
    assert sources_for(home(), KITCHEN) == [None, line_in("hallway"), group("hallway")]
    assert heard_in(home(heard=True), KITCHEN) == line_in("hallway")
    assert heard_in(home(), KITCHEN) is None


def test_an_input_that_cannot_be_heard_is_not_offered() -> None:
    """Nothing is in it, or its player does not answer."""
    unplugged = house(hallway=Room(line_in="Line-in", plugged=False), kitchen=Room())
    gone = house(hallway=Room(line_in="Line-in", away="off"), kitchen=Room())

    assert sources_for(unplugged, KITCHEN) == [None, group("hallway")]
    assert sources_for(gone, KITCHEN) == [None]


def test_an_echo_can_choose_its_speakers_and_its_cable() -> None:
    """Its own speaker comes first."""
    assert outputs_of(home(), ECHO) == [
        sound("echo"),
        INTO_FLIP,
        line_in("hallway"),
    ]
    assert outputs_of(home(), DOT) == [sound("dot"), INTO_FLIP, AUX]


def test_the_output_is_what_is_seen() -> None:
    """Bluetooth goes first, then a cable in a jack that is set to out."""
    assert output_now(home(), ECHO) == sound("echo")
    assert output_now(home("echo"), ECHO) == INTO_FLIP
    assert output_now(home("dot"), ECHO) == sound("echo")
    assert output_now(home(jack="out"), ECHO) == line_in("hallway")
    assert output_now(home("echo", jack="out"), ECHO) == INTO_FLIP
    assert output_now(home(), DOT) == AUX


def test_those_at_the_end_of_a_cable_hear_it() -> None:
    """Whoever is switched to the input it is in."""
    assert listeners(home(heard=True), line_in("hallway")) == (KITCHEN,)
    assert listeners(home(), line_in("hallway")) == ()


def test_an_output_that_nobody_can_see_is_unknown() -> None:
    """Neither connected nor not."""
    assert output_now(home(blind=True), ECHO) is None
    assert is_connected(home(blind=True), FLIP) is None
    assert is_connected(home("dot", blind=True), FLIP) is True


def test_a_speaker_is_connected_or_not() -> None:
    """When all who may have it can be seen."""
    assert is_connected(home(), FLIP) is False
    assert is_connected(home("echo"), FLIP) is True


def test_patience_is_for_bluetooth_only() -> None:
    """Half of it is for the first try."""
    usual = Timings()
    patient = usual.patient(60)
    assert usual.patient(None) == usual
    assert (patient.bluetooth_soft, patient.bluetooth_hard) == (30, 60)
    assert patient.join_hard == usual.join_hard
