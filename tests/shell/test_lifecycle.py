"""Nothing is left behind when the integration goes."""

import asyncio
import threading

import pytest
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import EVENT_HOMEASSISTANT_STOP
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr, entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry
from soco.events_asyncio import event_listener

from emulators.sonos import Household

from .conftest import DOMAIN, Living, until


def own_tasks() -> set[str]:
    """Return the names of the tasks that are about players."""
    names = {task.get_name() for task in asyncio.all_tasks() if not task.done()}
    return {name for name in names if "Sonos" in name or "plan" in name}


async def test_an_unloaded_entry_leaves_nothing(
    hass: HomeAssistant, living: Living, household: Household, entry: MockConfigEntry
) -> None:
    """No subscription, no listening socket, no task, no thread of its own."""
    await living.line_in("Hallway", "Kitchen")
    assert household.subscriptions() != []
    assert await hass.config_entries.async_unload(entry.entry_id)
    assert entry.state is ConfigEntryState.NOT_LOADED
    assert household.subscriptions() == []
    assert not event_listener.is_running
    assert event_listener.sock is None
    assert own_tasks() == set()
    names = [thread.name for thread in threading.enumerate()]
    assert not any("soco" in name.lower() for name in names)


async def test_an_entry_can_be_reloaded_again_and_again(
    hass: HomeAssistant, living: Living, household: Household, entry: MockConfigEntry
) -> None:
    """Five reloads leave as many subscriptions as one."""
    before = sorted((each.player, each.service) for each in household.subscriptions())
    for _ in range(5):
        assert await hass.config_entries.async_reload(entry.entry_id)
    now = sorted((each.player, each.service) for each in household.subscriptions())
    assert now == before
    await living.sees_all()
    assert (await living.line_in("Hallway", "Bedroom"))["verdict"] == "active"


async def test_a_removed_entry_takes_its_entities_and_devices_along(
    hass: HomeAssistant,
    household: Household,
    entry: MockConfigEntry,
    entity_registry: er.EntityRegistry,
    device_registry: dr.DeviceRegistry,
) -> None:
    """Nothing of ours stays in the registries."""
    await hass.config_entries.async_remove(entry.entry_id)
    entities = er.async_entries_for_config_entry(entity_registry, entry.entry_id)
    assert entities == []
    devices = dr.async_entries_for_config_entry(device_registry, entry.entry_id)
    assert devices == []
    assert household.subscriptions() == []


async def test_a_route_that_is_interrupted_by_unloading_is_taken_back(
    hass: HomeAssistant, living: Living, household: Household, entry: MockConfigEntry
) -> None:
    """Whoever waits for the route is told; the house is as it was before."""
    before = household.snapshot()
    household.ignore("Bedroom", "SetAVTransportURI", times=None)
    call = asyncio.create_task(living.line_in("Hallway", "Kitchen", "Bedroom"))
    await until(lambda: household.state("Kitchen") == "PLAYING")
    await until(lambda: ("Bedroom", "SetAVTransportURI") in living.commands())
    assert await hass.config_entries.async_unload(entry.entry_id)
    with pytest.raises(HomeAssistantError) as error:
        await call
    assert error.value.translation_key == "interrupted"
    assert household.snapshot() == before
    assert own_tasks() == set()


async def test_an_automation_that_is_stopped_takes_its_route_back(
    living: Living, household: Household
) -> None:
    """Cancelling the caller cancels the route, and it walks back."""
    before = household.snapshot()
    household.ignore("Bedroom", "SetAVTransportURI", times=None)
    call = asyncio.create_task(living.line_in("Hallway", "Kitchen", "Bedroom"))
    await until(lambda: ("Bedroom", "SetAVTransportURI") in living.commands())
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    assert household.snapshot() == before
    assert living.shows("Kitchen", "result") == "undone"


async def test_home_assistant_stopping_lets_go_of_every_player(
    hass: HomeAssistant, household: Household, entry: MockConfigEntry
) -> None:
    """Subscriptions end with Home Assistant, not when they run out."""
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STOP)
    await hass.async_block_till_done()
    await until(lambda: household.subscriptions() == [])
    assert await hass.config_entries.async_unload(entry.entry_id)


async def test_two_wishes_are_fulfilled_one_after_the_other(
    living: Living, household: Household
) -> None:
    """A second request waits for the first, and both end well."""
    first, second = await asyncio.gather(
        living.line_in("Hallway", "Kitchen", "Bedroom"),
        living.line_in("Office", "Bedroom"),
    )
    assert first["verdict"] == second["verdict"] == "active"
    assert household.uri("Bedroom") == f"x-rincon-stream:{household.uid('Office')}"
    assert household.group_of("Kitchen") == ("Kitchen",)


async def test_an_idle_house_is_left_in_peace(
    living: Living, household: Household
) -> None:
    """Where every event is heard, nothing is asked."""
    await living.sees_all()
    household.forget_calls()
    await asyncio.sleep(1)
    assert household.calls() == []


async def test_the_entry_is_set_up_later_when_nobody_answers(
    hass: HomeAssistant, household: Household
) -> None:
    """A typed address that is silent is tried again by Home Assistant."""
    household.vanish("Hallway")
    entry = MockConfigEntry(
        domain=DOMAIN,
        data={"addresses": [household.address("Hallway")]},
        options={"timings": {"answer": 0.2}},
    )
    entry.add_to_hass(hass)
    assert not await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert "Check that they have power" in (entry.reason or "")
    assert household.subscriptions() == []
