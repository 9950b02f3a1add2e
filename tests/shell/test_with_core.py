"""Side by side with the real core integration, on the same players."""

from typing import Any

import pytest
import soco
from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry

from emulators.sonos import Household

from .conftest import DOMAIN, Living, until

pytestmark = pytest.mark.usefixtures("core_sonos", "entry")


def player_of(hass: HomeAssistant, household: Household, room: str) -> str:
    """Return the entity id of core's media player of a room."""
    uid = household.uid(room)
    entity = er.async_get(hass).async_get_entity_id("media_player", "sonos", uid)
    assert entity is not None
    return entity


async def test_a_source_sits_on_the_device_of_core(
    hass: HomeAssistant, living: Living, household: Household
) -> None:
    """A room is one device, whoever made it."""
    registry = er.async_get(hass)
    player = registry.async_get(player_of(hass, household, "Kitchen"))
    source = registry.async_get(living.source("Kitchen"))
    assert player is not None
    assert source is not None
    assert source.device_id == player.device_id


async def test_rooms_and_sources_are_named_by_the_players_of_core(
    hass: HomeAssistant, household: Household
) -> None:
    """People know their media players; an action takes those."""
    response = await hass.services.async_call(
        DOMAIN,
        "switch_line_in",
        {
            "entity_id": [
                player_of(hass, household, "Bedroom"),
                player_of(hass, household, "Kitchen"),
            ],
            "source": player_of(hass, household, "Hallway"),
        },
        blocking=True,
        return_response=True,
    )
    assert response is not None
    assert response["verdict"] == "active"
    assert household.group_of("Bedroom") == ("Bedroom", "Kitchen")
    bedroom = player_of(hass, household, "Bedroom")
    await until(lambda: source_shown(hass, bedroom) == "Line-in")


def source_shown(hass: HomeAssistant, entity: str) -> object:
    """Return the source that core shows."""
    state = hass.states.get(entity)
    return state and state.attributes.get("source")


async def test_what_core_does_is_seen(
    hass: HomeAssistant, living: Living, household: Household
) -> None:
    """A group made by core's action shows in our Source."""
    await hass.services.async_call(
        "media_player",
        "join",
        {
            "entity_id": player_of(hass, household, "Kitchen"),
            "group_members": [player_of(hass, household, "Bedroom")],
        },
        blocking=True,
    )
    await until(lambda: living.hears("Bedroom") == "With Kitchen")


async def test_routes_go_on_while_core_is_reloaded(
    hass: HomeAssistant,
    living: Living,
    household: Household,
    core_sonos: ConfigEntry[Any],
) -> None:
    """Core resets SoCo and stops its listener; we listen again and act rightly."""
    assert await hass.config_entries.async_reload(core_sonos.entry_id)
    response = await living.line_in("Hallway", "Kitchen", "Bedroom")
    assert response["verdict"] == "active"
    assert household.group_of("Kitchen") == ("Kitchen", "Bedroom")
    await until(lambda: core_sonos.state is ConfigEntryState.LOADED)


async def test_events_are_heard_again_after_core_was_unloaded(
    hass: HomeAssistant,
    living: Living,
    household: Household,
    core_sonos: ConfigEntry[Any],
) -> None:
    """Without core we listen by ourselves."""
    assert await hass.config_entries.async_unload(core_sonos.entry_id)
    await until(lambda: household.subscriptions() != [])
    await living.sees_all()
    household.group("Kitchen", "Office")
    await until(lambda: living.hears("Office") == "With Kitchen")
    response = await living.line_in("Hallway", "Bedroom")
    assert response["steps"][0]["evidence"] == "event"


async def test_a_reset_of_soco_does_not_lead_us_astray(
    living: Living, household: Household
) -> None:
    """A stale SoCo object would join a group of nobody."""
    soco.soco_reset()
    response = await living.call("connect", "Bedroom", source=living.source("Kitchen"))
    assert response["verdict"] == "active"
    uris = [
        call.arguments["CurrentURI"]
        for call in household.calls("Bedroom", "SetAVTransportURI")
    ]
    assert uris == [f"x-rincon:{household.uid('Kitchen')}"]


async def test_unloading_us_leaves_core_alone(
    hass: HomeAssistant, household: Household, entry: MockConfigEntry
) -> None:
    """SoCo's listener is shared: it stops with the last who needs it."""
    assert await hass.config_entries.async_unload(entry.entry_id)
    assert household.subscriptions() != []
    kitchen = player_of(hass, household, "Kitchen")
    household.set_volume("Kitchen", 33)
    await until(lambda: volume_shown(hass, kitchen) == 0.33)


def volume_shown(hass: HomeAssistant, entity: str) -> object:
    """Return the volume that core shows."""
    state = hass.states.get(entity)
    return state and state.attributes.get("volume_level")


async def test_our_device_gives_way_when_core_arrives(
    hass: HomeAssistant,
    living: Living,
    core_sonos: ConfigEntry[Any],
    device_registry: dr.DeviceRegistry,
) -> None:
    """Entities move to core's device when there is one, and back when it goes."""
    entry = hass.config_entries.async_entries(DOMAIN)[0]
    await hass.config_entries.async_remove(core_sonos.entry_id)
    await until(
        lambda: (
            len(dr.async_entries_for_config_entry(device_registry, entry.entry_id)) == 8
        ),
        within=20,
    )
    await until(lambda: entry.state is ConfigEntryState.LOADED)
    source = er.async_get(hass).async_get(living.source("Kitchen"))
    assert source is not None
    device = device_registry.async_get(source.device_id or "")
    assert device is not None
    assert device.config_entry_id == entry.entry_id
