"""Pretend players fail in the ways they are told to."""

import asyncio
import time

import pytest
import requests
from soco.exceptions import SoCoUPnPException

from emulators.sonos import Household
from emulators.thread import running

from .ear import ask
from .rooms import ROOMS, line_in_of, play, set_source, soco_of

# Long enough for an answer on this machine, short enough to wait for none.
IMPATIENT = 0.15


def test_a_call_can_be_refused_for_so_many_times(house: Household) -> None:
    """After that it works."""
    house.fail("Kitchen", "SetAVTransportURI", times=2)
    kitchen, office = soco_of(house, "Kitchen"), soco_of(house, "Office")
    with pytest.raises(SoCoUPnPException) as first:
        kitchen.join(office)
    with pytest.raises(SoCoUPnPException):
        kitchen.join(office)
    kitchen.join(office)
    assert first.value.error_code == "1001"
    assert house.group_of("Kitchen") == ("Office", "Kitchen")


def test_a_fault_is_of_one_player_and_one_action(house: Household) -> None:
    """Everything else works."""
    house.fail("Kitchen", "SetVolume", times=None)
    soco_of(house, "Office").volume = 35
    soco_of(house, "Kitchen").mute = True
    assert house.volume("Office") == 35


def test_a_fault_stays_with_a_room_that_is_renamed(house: Household) -> None:
    """It is the player that fails, not the name."""
    house.fail("Kitchen", "Play", times=None)
    house.rename("Kitchen", "Galley")
    with pytest.raises(SoCoUPnPException):
        play(soco_of(house, "Galley"))


def test_upnp_that_is_switched_off_answers_403_everywhere(house: Household) -> None:
    """To actions and subscriptions alike, until it is switched on."""
    house.http_error("Kitchen", "*")
    with pytest.raises(requests.HTTPError, match="403"):
        soco_of(house, "Kitchen").volume  # noqa: B018 - reading it is the call
    subscribed, _ = ask(house, "Kitchen", "SUBSCRIBE", "AVTransport")
    house.clear_faults()
    assert subscribed == 403
    assert soco_of(house, "Kitchen").volume == 20


def test_a_call_can_be_slow(house: Household) -> None:
    """It is carried out all the same."""
    house.delay("Kitchen", "SetVolume", 0.15, times=1)
    started = time.monotonic()
    soco_of(house, "Kitchen").volume = 35
    assert 0.14 < time.monotonic() - started < 1
    assert house.volume("Kitchen") == 35


def test_every_call_can_be_slow(house: Household) -> None:
    """As on a bad network."""
    house.latency = 0.1
    started = time.monotonic()
    soco_of(house, "Kitchen").renderingControl.GetVolume(
        [("InstanceID", 0), ("Channel", "Master")]
    )
    assert 0.09 < time.monotonic() - started < 1


def test_a_call_that_hangs_is_not_carried_out(house: Household) -> None:
    """Nor does it answer."""
    house.hang("Kitchen", "SetAVTransportURI", times=1)
    kitchen = soco_of(house, "Kitchen")
    with pytest.raises(requests.Timeout):
        set_source(kitchen, line_in_of(house, "Hallway"), timeout=IMPATIENT)
    assert house.uri("Kitchen") != line_in_of(house, "Hallway")


def test_a_connection_can_be_reset(house: Household) -> None:
    """The call is not carried out."""
    house.refuse("Kitchen", "SetAVTransportURI")
    with pytest.raises(requests.ConnectionError):
        soco_of(house, "Kitchen").join(soco_of(house, "Office"))
    assert house.group_of("Kitchen") == ("Kitchen",)


def test_an_answer_can_be_lost(house: Household) -> None:
    """The call is carried out."""
    house.lose_answer("Kitchen", "SetAVTransportURI")
    kitchen = soco_of(house, "Kitchen")
    with pytest.raises(requests.Timeout):
        set_source(kitchen, line_in_of(house, "Hallway"), timeout=IMPATIENT)
    assert house.uri("Kitchen") == line_in_of(house, "Hallway")


def test_a_player_can_lie(house: Household) -> None:
    """It says that all is well, and does nothing."""
    house.ignore("Kitchen", "SetAVTransportURI")
    kitchen, office = soco_of(house, "Kitchen"), soco_of(house, "Office")
    kitchen.join(office)
    lied = house.group_of("Kitchen")
    kitchen.join(office)
    assert lied == ("Kitchen",)
    assert house.group_of("Kitchen") == ("Office", "Kitchen")


def test_a_player_can_act_late(house: Household) -> None:
    """It says that all is well before it is."""
    house.carry_out_late("Kitchen", "SetVolume", 0.1)
    kitchen = soco_of(house, "Kitchen")
    kitchen.volume = 35
    at_once = house.volume("Kitchen")
    time.sleep(0.15)
    assert (at_once, house.volume("Kitchen")) == (20, 35)


def test_a_player_that_is_gone_refuses_connections(house: Household) -> None:
    """And answers again when it is back."""
    house.vanish("Kitchen")
    kitchen = soco_of(house, "Kitchen")
    with pytest.raises(requests.ConnectionError):
        kitchen.volume  # noqa: B018 - reading it is the call
    house.come_back("Kitchen")
    assert kitchen.volume == 20


def test_a_player_that_vanishes_cuts_its_connections(house: Household) -> None:
    """Whoever waits for an answer learns it at once."""
    house.hang("Kitchen", "GetVolume")
    house.vanish_when("Kitchen", after=("Office", "GetMute"))
    soco_of(house, "Office").mute  # noqa: B018 - reading it is the call
    with pytest.raises(requests.ConnectionError):
        soco_of(house, "Kitchen").volume  # noqa: B018 - reading it is the call


def test_a_player_can_vanish_at_a_chosen_moment(house: Household) -> None:
    """After the second call to another, which is still answered."""
    house.vanish_when("Hallway", after=("Kitchen", "SetVolume"), count=2)
    kitchen = soco_of(house, "Kitchen")
    kitchen.volume = 30
    after_one = house.is_here("Hallway")
    kitchen.volume = 31
    assert (after_one, house.is_here("Hallway")) == (True, False)


def test_a_player_can_vanish_by_its_own_call(house: Household) -> None:
    """It answers before it goes."""
    house.vanish_when("Kitchen", after=("Kitchen", "SetVolume"))
    soco_of(house, "Kitchen").volume = 30
    assert not house.is_here("Kitchen")


def test_every_call_is_written_down(house: Household) -> None:
    """With the room, the action and what was asked."""
    house.forget_calls()
    soco_of(house, "Kitchen").volume = 35
    soco_of(house, "Office").mute = True
    (call,) = house.calls(action="SetVolume")
    assert (call.player, call.service) == ("Kitchen", "RenderingControl")
    assert call.arguments["DesiredVolume"] == "35"
    assert [call.action for call in house.calls(room="Office")] == ["SetMute"]


def test_a_call_that_fails_is_written_down_too(house: Household) -> None:
    """It was asked for, after all."""
    house.refuse("Kitchen", "Play")
    with pytest.raises(requests.ConnectionError):
        play(soco_of(house, "Kitchen"))
    assert len(house.calls("Kitchen", "Play")) == 1


def test_a_household_stops_at_once_when_a_call_hangs() -> None:
    """Whoever waits is cut off."""
    with running(Household(ROOMS)) as house:
        house.hang("Kitchen", "Play")
        with pytest.raises(requests.Timeout):
            play(soco_of(house, "Kitchen"), timeout=IMPATIENT)
        started = time.monotonic()
    assert time.monotonic() - started < 0.2


async def test_nothing_happens_after_the_end() -> None:
    """An act that would have come late does not come."""
    async with Household(ROOMS) as house:
        house.carry_out_late("Kitchen", "SetVolume", 60)
        await asyncio.to_thread(change_volume, house)
    assert house.volume("Kitchen") == 20


def change_volume(house: Household) -> None:
    """Turn the volume of the kitchen."""
    soco_of(house, "Kitchen").volume = 35
