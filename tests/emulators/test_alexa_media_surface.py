"""The stand-in for Alexa Media Player shows what Alexa Media Player shows."""

import asyncio
from typing import Any

import pytest
from homeassistant.components.media_player.const import MediaPlayerEntityFeature
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant

from emulators.amazon import Amazon, Fault, Kind

from ..patience import until
from .amp import Amp, account_of


async def test_an_entry_is_an_account(amp: Amp) -> None:
    """What is known of it is in `hass.data`; the entry has login and coordinator."""
    data = amp.entry.runtime_data
    assert amp.entry.state is ConfigEntryState.LOADED
    assert amp.entry.version == 1
    assert data.login_obj is amp.account["login_obj"]
    assert data.coordinator is amp.account["coordinator"]
    assert data.devices["media_player"] == {}


async def test_whatever_plays_or_reminds_is_a_player(amp: Amp) -> None:
    """Phones, televisions, groups and players of other makers too."""
    assert {
        state.name: amp.device(state.name).model
        for state in amp.hass.states.async_all("media_player")
    } == {
        "Kitchen Echo": "Echo Dot (Gen5)",
        "Bedroom Show": "Echo Show 8 (Gen2)",
        "Hallway Echo": "Echo Dot (Gen3)",
        "Studio": "ECHO A2O2CEO9STBQID",
        "Everywhere": "Speaker Group",
        "Sonos Den": "Sonos Beam",
        "Television": "Fire TV Cube (Gen2)",
        "Alex's phone": "Alexa Mobile Voice iOS",
    }


@pytest.mark.parametrize("name", ["Kitchen Echo", "Sonos Den"])
async def test_a_device_is_known_by_its_serial_number(amp: Amp, name: str) -> None:
    """It is Amazon's, whoever made it, and its type is nowhere."""
    device = amp.device(name)
    assert device.identifiers == {("alexa_media", amp.serial(name))}
    assert device.serial_number == amp.serial(name)
    assert device.manufacturer == "Amazon"
    assert device.model_id is None


async def test_a_second_account_has_its_e_mail_in_the_ids(
    hass: HomeAssistant, amp: Amp
) -> None:
    """So the unique id is not the serial number any more."""
    async with account_of(hass, amp.amazon, "office") as office:
        serial = office.serial("Desk Echo")
        player = office.entity("media_player", f"{serial.lower()}_office_example_com")
        assert player == "media_player.desk_echo"
        assert hass.services.has_service("notify", "alexa_media_desk_echo")


async def test_speakers_are_paired_but_no_source(amp: Amp) -> None:
    """Only a phone is one."""
    assert amp.shows("Kitchen Echo", "source") == "Local Speaker"
    assert amp.shows("Kitchen Echo", "source_list") == ["Local Speaker", "Pixel 9"]
    assert amp.shows("Kitchen Echo", "connected_bluetooth") is None
    assert amp.shows("Kitchen Echo", "bluetooth_list") == [
        "JBL Flip 6",
        "Bose Mini",
        "Twin",
        "Twin",
        "Elsewhere",
        "Pixel 9",
    ]


@pytest.mark.parametrize("name", ["Bedroom Show", "Everywhere", "Alex's phone"])
async def test_what_cannot_hear_a_phone_shows_no_bluetooth(amp: Amp, name: str) -> None:
    """Yet it claims that its source can be selected."""
    features = MediaPlayerEntityFeature(amp.shows(name, "supported_features"))
    assert amp.shows(name, "source") is None
    assert amp.shows(name, "source_list") is None
    assert amp.shows(name, "bluetooth_list") == []
    assert MediaPlayerEntityFeature.SELECT_SOURCE in features
    assert MediaPlayerEntityFeature.GROUPING not in features


async def test_capabilities_and_members_are_where_others_look(amp: Amp) -> None:
    """By e-mail and serial number."""
    devices = amp.account["devices"]["media_player"]
    kitchen = devices[amp.serial("Kitchen Echo")]
    group = devices[amp.serial("Everywhere")]
    assert "PAIR_BT_SINK" in kitchen["capabilities"]
    assert group["clusterMembers"] == [
        amp.serial("Kitchen Echo"),
        amp.serial("Hallway Echo"),
    ]


async def test_an_entity_carries_the_library(amp: Amp) -> None:
    """And what is paired can be read through it, a Show's too, with addresses."""
    entity = amp.account["entities"]["media_player"][amp.serial("Kitchen Echo")]
    read: dict[str, Any] = await entity.alexa_api.get_bluetooth(amp.login)
    paired = {
        state["friendlyName"]: state["pairedDeviceList"]
        for state in read["bluetoothStates"]
    }
    assert paired["Bedroom Show"][0]["friendlyName"] == "Soundcore Motion"
    assert paired["Bedroom Show"][0]["profiles"] == ["A2DP-SINK", "AVRCP"]


async def test_an_action_in_the_first_ten_seconds_asks_what_plays(
    hass: HomeAssistant, cloud: Amazon
) -> None:
    """Until the first update a player says that it is to be polled."""
    async with account_of(hass, cloud) as home:
        await asyncio.sleep(1.05)
        cloud.forget_calls()
        await home.choose("Kitchen Echo", "Local Speaker")
        await home.choose("Kitchen Echo", "Local Speaker")
        assert home.asked("/api/np/player") == ["/api/np/player"]


async def test_with_push_a_poll_is_ten_times_as_rare(amp: Amp) -> None:
    """Push is there, and the poll comes every ten minutes."""
    assert amp.amazon.listeners("home") == 1
    assert amp.entry.runtime_data.coordinator.update_interval.total_seconds() == 600


async def test_the_poll_comes_as_often_as_the_entry_says(
    hass: HomeAssistant, cloud: Amazon
) -> None:
    """Without push, every so many seconds."""
    cloud.fail(Fault(kind=Kind.DROP, on="GET /v20160207/*"))
    async with account_of(hass, cloud, scan_interval=7) as home:
        cloud.forget_calls()
        await home.after(8)
        await until(lambda: "/api/bluetooth" in home.asked())
        assert cloud.listeners("home") == 0


async def test_profiles_may_be_missing(hass: HomeAssistant, cloud: Amazon) -> None:
    """Then nothing is a source."""
    cloud.fail(Fault(kind=Kind.NO_PROFILES))
    async with account_of(hass, cloud) as home:
        assert home.shows("Kitchen Echo", "source_list") == ["Local Speaker"]


async def test_nothing_is_left_when_it_is_unloaded(amp: Amp) -> None:
    """No stream, no session, no action, and nothing known."""
    login = amp.login
    assert await amp.hass.config_entries.async_unload(amp.entry.entry_id)
    await until(lambda: amp.amazon.listeners("home") == 0)
    assert login.session.closed
    assert amp.hass.data["alexa_media"]["accounts"] == {}
    assert not amp.hass.services.has_service("notify", "alexa_media")


async def test_it_can_be_loaded_again(amp: Amp) -> None:
    """With the same entities and actions."""
    assert await amp.hass.config_entries.async_reload(amp.entry.entry_id)
    await amp.hass.async_block_till_done()
    assert amp.entry.state is ConfigEntryState.LOADED
    assert amp.shows("Kitchen Echo", "source") == "Local Speaker"
    assert amp.hass.services.has_service("notify", "alexa_media_kitchen_echo")
