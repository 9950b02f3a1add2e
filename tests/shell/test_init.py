"""Set-ups that fail, and what becomes of them."""

from collections.abc import Callable
from datetime import timedelta
from time import monotonic

import pytest
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)
from soco.events_asyncio import event_listener, subscriptions_map

from emulators.sonos import Household

from .conftest import DOMAIN, TIMINGS, until

NOBODY = "127.0.5.99"


def an_entry(hass: HomeAssistant, *addresses: str) -> MockConfigEntry:
    """Return an entry with these typed addresses, not set up yet."""
    entry = MockConfigEntry(
        domain=DOMAIN,
        title="Speaker Switchboard",
        data={"addresses": list(addresses)},
        options={"timings": TIMINGS},
    )
    entry.add_to_hass(hass)
    return entry


SILENCES: dict[str, Callable[[Household], None]] = {
    "are off": lambda house: house.refuse("Hallway", "*", times=None),
    "hang": lambda house: house.hang("Hallway", "*"),
    "have UPnP switched off": lambda house: house.http_error("Hallway", "*", 403),
}


@pytest.mark.parametrize("silence", SILENCES.values(), ids=SILENCES)
async def test_when_nobody_answers_the_set_up_is_tried_again(
    hass: HomeAssistant, household: Household, silence: Callable[[Household], None]
) -> None:
    """A house without power at the start is set up when the power is back."""
    silence(household)
    entry = an_entry(hass, household.address("Hallway"))
    assert not await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert entry.error_reason_translation_key == "nobody_answers"
    assert entry.reason is not None
    assert household.address("Hallway") in entry.reason
    household.clear_faults()
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(minutes=2))
    await until(lambda: entry.state is ConfigEntryState.LOADED)
    await hass.config_entries.async_unload(entry.entry_id)


async def test_a_set_up_that_failed_leaves_nothing(
    hass: HomeAssistant, household: Household
) -> None:
    """Between two tries nothing is listening, and no entity is there."""
    entry = an_entry(hass, NOBODY)
    assert not await hass.config_entries.async_setup(entry.entry_id)
    assert household.subscriptions() == []
    assert event_listener.site is None
    assert subscriptions_map.count == 0
    assert hass.states.async_entity_ids(["select", "binary_sensor"]) == []
    assert await hass.config_entries.async_unload(entry.entry_id)
    assert entry.state is ConfigEntryState.NOT_LOADED


async def test_one_of_two_addresses_is_enough(
    hass: HomeAssistant, household: Household
) -> None:
    """An address that went out of use does not keep the house from working."""
    entry = an_entry(hass, NOBODY, household.address("Hallway"))
    assert await hass.config_entries.async_setup(entry.entry_id)
    assert len(hass.states.async_entity_ids("select")) == 7
    await hass.config_entries.async_unload(entry.entry_id)


async def test_a_house_in_which_nothing_was_found_yet_is_set_up(
    hass: HomeAssistant, household: Household
) -> None:
    """Without a typed address nobody is missed: players may yet be found."""
    entry = an_entry(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    assert hass.states.async_entity_ids("select") == []
    core = MockConfigEntry(domain="sonos")
    core.add_to_hass(hass)
    dr.async_get(hass).async_get_or_create(
        config_entry_id=core.entry_id,
        identifiers={("sonos", household.uid("Kitchen"))},
        configuration_url=f"http://{household.address('Kitchen')}:1400/support/review",
    )
    await until(lambda: len(hass.states.async_entity_ids("select")) == 7)
    await hass.async_block_till_done(wait_background_tasks=True)
    await hass.config_entries.async_unload(entry.entry_id)
    assert household.subscriptions() == []


async def test_a_player_that_hangs_does_not_hold_the_house_up(
    hass: HomeAssistant, household: Household
) -> None:
    """One frozen player costs the patience of a few calls, not the set-up."""
    household.hang("Bedroom", "*")
    entry = an_entry(hass, household.address("Hallway"))
    begin = monotonic()
    assert await hass.config_entries.async_setup(entry.entry_id)
    assert monotonic() - begin < 4 * TIMINGS["answer"]
    frozen = hass.states.get("select.bedroom_source")
    assert frozen is not None
    assert frozen.state == "unavailable"
    begin = monotonic()
    await hass.config_entries.async_unload(entry.entry_id)
    assert monotonic() - begin < 2
    assert household.subscriptions() == []


async def test_an_entry_without_any_data_is_set_up(hass: HomeAssistant) -> None:
    """Data that are missing are as good as empty ones."""
    entry = MockConfigEntry(domain=DOMAIN)
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.LOADED
    await hass.config_entries.async_unload(entry.entry_id)
