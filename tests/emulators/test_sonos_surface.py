"""A pretend player looks like a real one to SoCo."""

import http.client
import json
import logging
from typing import Any

import pytest
import soco
from soco.exceptions import NotSupportedException, SoCoUPnPException

from emulators.sonos import Household
from emulators.sonos.__main__ import DEMONSTRATION
from emulators.thread import running

from .rooms import ROOMS, soco_of


def shown(house: Household, room: str, path: str) -> str:
    """Return a page of a player."""
    connection = http.client.HTTPConnection(house.address(room), 1400, 2)
    connection.request("GET", path)
    text = connection.getresponse().read().decode()
    connection.close()
    return text


def capabilities(house: Household, room: str) -> list[str]:
    """Return what a player says it can do."""
    page: Any = json.loads(shown(house, room, "/info"))
    return list(page["device"]["capabilities"])


def test_a_player_says_what_it_is(house: Household) -> None:
    """Room, model and number are those of the spec."""
    info = soco_of(house, "Office").get_speaker_info()
    described = (info["zone_name"], info["model_name"], info["model_number"])
    assert described == ("Office", "Sonos Five", "S24")


def test_every_room_of_the_household_is_seen_from_one_player(house: Household) -> None:
    """The topology names the visible rooms that are awake."""
    zones = soco_of(house, "Bedroom").visible_zones
    expected = {spec.name for spec in ROOMS} - {"Office R", "Rear", "Garden"}
    assert {zone.player_name for zone in zones} == expected


def test_all_players_are_of_one_household(house: Household) -> None:
    """Each player names the same household."""
    ids = {soco_of(house, room).household_id for room in ("Office", "Kitchen")}
    assert len(ids) == 1


def test_a_search_finds_the_players_that_are_awake() -> None:
    """Each answers from its own address; a sleeping one does not."""
    with running(Household(ROOMS, ssdp=True)) as house:
        found = soco.discover(timeout=1, interface_addr="127.0.0.1") or set()
        ours = {spec.address for spec in ROOMS} & {zone.ip_address for zone in found}
    assert ours == {spec.address for spec in ROOMS if not spec.asleep} - {
        house.address("Office R"),
        house.address("Rear"),
    }


@pytest.mark.parametrize(
    ("room", "services"),
    [
        ("Hallway", {"AudioIn"}),
        ("Living Room", {"HTControl"}),
        ("Dining Room", {"AudioIn", "HTControl"}),
        ("Bedroom", set()),
    ],
)
def test_the_services_tell_which_inputs_there_are(
    house: Household, room: str, services: set[str]
) -> None:
    """AudioIn stands for a line-in, HTControl for a TV."""
    page = shown(house, room, "/xml/device_description.xml")
    inputs = {"AudioIn", "HTControl"}
    assert {name for name in inputs if f"serviceId:{name}<" in page} == services


def test_the_name_of_the_line_in_can_be_read(house: Household) -> None:
    """SoCo finds the arguments in the SCPD, and the name in the answer."""
    attributes = soco_of(house, "Office").audioIn.GetAudioInputAttributes()
    assert attributes["CurrentName"] == "Echo Dot"


def test_a_line_in_that_is_not_there_is_not_supported(house: Household) -> None:
    """A missing service answers 405."""
    with pytest.raises(NotSupportedException):
        soco_of(house, "Bedroom").audioIn.GetAudioInputAttributes()


def test_info_says_what_a_player_can_do(house: Household) -> None:
    """Line-in, TV and microphone are capabilities."""
    amp, era = capabilities(house, "Dining Room"), capabilities(house, "Kitchen")
    assert {"LINE_IN", "HT_PLAYBACK"} <= set(amp)
    assert {"LINE_IN", "VOICE"} <= set(era)
    assert "HT_PLAYBACK" not in era


def test_a_soundbar_says_what_it_receives(house: Household) -> None:
    """It is stereo while the TV is on, and no input while it is off."""
    bar = soco_of(house, "Living Room")
    on = bar.soundbar_audio_input_format
    house.set_tv("Living Room", on=False)
    assert (on, bar.soundbar_audio_input_format) == ("PCM 2.0", "No input connected")


def test_a_battery_can_be_read(house: Household) -> None:
    """A player that was woken tells its level."""
    house.come_back("Garden")
    assert soco_of(house, "Garden").get_battery_info()["Level"] == 68


def test_a_player_without_a_battery_has_none_to_read(house: Household) -> None:
    """The page is there, and empty."""
    with pytest.raises(NotSupportedException):
        soco_of(house, "Office").get_battery_info()


def test_a_sleeping_player_is_named_with_the_reason(house: Household) -> None:
    """It is among the vanished devices of every other player."""
    state = soco_of(house, "Office").zoneGroupTopology.GetZoneGroupState()
    assert 'ZoneName="Garden" Reason="sleeping"' in state["ZoneGroupState"]


def test_the_right_half_of_a_pair_is_hidden_in_its_room(house: Household) -> None:
    """It carries the name of the room, and plays the right channel."""
    left, right = soco_of(house, "Office"), soco_of(house, "Office R")
    assert (right.player_name, right.is_visible) == ("Office", False)
    assert (left.channel, right.channel) == ("LF", "RF")
    assert right in left.group.members


def test_a_satellite_is_hidden_behind_its_soundbar(house: Household) -> None:
    """SoCo knows it as a satellite, with the channels it plays."""
    bar, rear = soco_of(house, "Living Room"), soco_of(house, "Rear")
    assert bar.has_satellites
    assert rear.is_satellite
    assert rear.channel == "LR,RR"


def test_an_unknown_action_is_refused_and_reported(
    house: Household, caplog: pytest.LogCaptureFixture
) -> None:
    """A client that asks for something new is heard of in the log."""
    with caplog.at_level(logging.WARNING), pytest.raises(SoCoUPnPException) as refused:
        soco_of(house, "Office").avTransport.BackupQueue([("InstanceID", 0)])
    assert refused.value.error_code == "401"
    assert "unknown action AVTransport.BackupQueue" in caplog.text


def test_a_large_household_does_not_answer_with_its_topology(
    large_house: Household,
) -> None:
    """Above twenty players the answer is 501."""
    with pytest.raises(SoCoUPnPException) as refused:
        soco_of(large_house, "Room 0").zoneGroupTopology.GetZoneGroupState()
    assert refused.value.error_code == "501"


def test_a_room_can_be_renamed(house: Household) -> None:
    """The player is the same, under another name."""
    uid = house.uid("Bedroom")
    house.rename("Bedroom", "Guest Room")
    assert house.uid("Guest Room") == uid
    assert soco_of(house, "Guest Room").player_name == "Guest Room"


def test_a_household_can_be_read_from_a_file() -> None:
    """The household of the demonstration has the rooms it promises."""
    home = Household.load(DEMONSTRATION)
    assert list(home.snapshot()) == [
        "Hallway",
        "Dining Room",
        "Office",
        "Kitchen",
        "Bedroom",
        "Living Room",
        "Garden",
        "Landing",
    ]
