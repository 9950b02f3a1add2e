"""Real core alexa_devices, with the real library, takes the emulator for Amazon."""

from collections.abc import AsyncGenerator
from typing import Any

import pytest
from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry

from emulators.amazon import Amazon

from .echos import Session, until

pytestmark = pytest.mark.usefixtures("amazon_of_this_process")


@pytest.fixture
async def core(
    hass: HomeAssistant, amazon: Amazon, monkeypatch: pytest.MonkeyPatch
) -> AsyncGenerator[ConfigEntry[Any]]:
    """Set core's integration up as if somebody had logged in long ago."""
    history = "aioamazondevices.implementation.history.BACKEND_REFRESH_WAIT_SECONDS"
    monkeypatch.setattr(history, 0.01)
    entry = MockConfigEntry(
        domain="alexa_devices",
        title="home",
        unique_id="home",
        data=amazon.core_entry_data("home"),
        version=1,
        minor_version=3,
    )
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    yield entry
    await hass.config_entries.async_unload(entry.entry_id)


@pytest.fixture
def session(core: ConfigEntry[Any]) -> Session:
    """Use the session core holds."""
    return Session(core)


async def test_core_finds_the_devices_of_the_account(core: ConfigEntry[Any]) -> None:
    """The phone app is left out; whatever else has a microphone is there."""
    assert core.state is ConfigEntryState.LOADED
    devices = core.runtime_data.data.values()
    assert {device.account_name: device.model for device in devices} == {
        "Kitchen Echo": "Echo Dot",
        "Living Room Echo": "Echo",
        "Bedroom Show": "Echo Show 8",
        "Everywhere": "Speaker Group",
        "Sonos in the Study": "Sonos One",
        "Television": "Fire TV Cube",
    }


async def test_capabilities_tell_who_can_send(core: ConfigEntry[Any]) -> None:
    """A Show sends, but cannot be sent to; one model has a jack to be switched."""
    able = {
        device.account_name: {"PAIR_BT_SINK", "PAIR_BT_SOURCE", "AUX_SETTINGS"}
        & set(device.capabilities)
        for device in core.runtime_data.data.values()
    }
    assert able == {
        "Kitchen Echo": {"PAIR_BT_SINK", "PAIR_BT_SOURCE"},
        "Living Room Echo": {"PAIR_BT_SINK", "PAIR_BT_SOURCE", "AUX_SETTINGS"},
        "Bedroom Show": {"PAIR_BT_SINK"},
        "Everywhere": set(),
        "Sonos in the Study": set(),
        "Television": {"PAIR_BT_SINK"},
    }


async def test_core_asks_for_nothing_that_is_not_there(
    hass: HomeAssistant, core: ConfigEntry[Any], amazon: Amazon
) -> None:
    """Nothing it wanted was missing, and it listens."""
    assert core.state is ConfigEntryState.LOADED
    assert amazon.missed() == ()
    await until(lambda: amazon.listeners("home") == 1)
    registry = er.async_get(hass)
    entities = er.async_entries_for_config_entry(registry, core.entry_id)
    assert {entity.domain for entity in entities} >= {
        "media_player",
        "notify",
        "switch",
    }


async def test_a_show_connects_over_the_session_of_core(
    session: Session, amazon: Amazon
) -> None:
    """The session core holds is enough to connect, and to see that it did."""
    show = next(each for each in amazon.echos() if each.name == "Bedroom Show")
    listed = (await session.bluetooth())["Bedroom Show"]["pairedDeviceList"]
    assert [peer["connected"] for peer in listed] == [False]
    status = await session.post(
        f"api/bluetooth/pair-sink/{show.kind.type}/{show.serial}",
        {"bluetoothDeviceAddress": listed[0]["address"]},
    )
    assert status == 200
    await until(lambda: amazon.connected("Bedroom Show") == "Soundcore Motion")
    assert await session.connected("Bedroom Show") == ["Soundcore Motion"]


async def test_an_address_that_is_not_paired_is_passed_over_in_silence(
    session: Session, amazon: Amazon
) -> None:
    """The answer is the same; nothing happens."""
    show = next(each for each in amazon.echos() if each.name == "Bedroom Show")
    status = await session.post(
        f"api/bluetooth/pair-sink/{show.kind.type}/{show.serial}",
        {"bluetoothDeviceAddress": "00:00:00:00:00:00"},
    )
    assert status == 200
    assert await session.connected("Bedroom Show") == []
