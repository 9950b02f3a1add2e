"""What is plugged in, as a sensor."""

from homeassistant.components.binary_sensor.const import BinarySensorDeviceClass
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry

from emulators.sonos import Household

from .conftest import DOMAIN, Living, until


def sensor(hass: HomeAssistant, household: Household, owner: str) -> str:
    """Return what the line-in sensor of a player shows."""
    unique_id = f"sonos:{household.uid(owner)}-line_in_connected"
    entity = er.async_get(hass).async_get_entity_id("binary_sensor", DOMAIN, unique_id)
    assert entity is not None
    state = hass.states.get(entity)
    assert state is not None
    return state.state


async def test_every_line_in_has_a_sensor_and_nothing_else_has(
    living: Living, entry: MockConfigEntry, entity_registry: er.EntityRegistry
) -> None:
    """The right half of a pair has its own; a room without a line-in has none."""
    sensors = {
        each.unique_id.removesuffix("-line_in_connected")
        for each in er.async_entries_for_config_entry(entity_registry, entry.entry_id)
        if each.domain == "binary_sensor"
    }
    owners = "Hallway", "Office", "Kitchen", "Study", "Study R"
    assert sensors == {f"sonos:{living.household.uid(owner)}" for owner in owners}


async def test_it_is_a_plug_for_those_who_look_closely(
    living: Living, entity_registry: er.EntityRegistry
) -> None:
    """The sensor is diagnostic, enabled, and says "plugged in" or "unplugged"."""
    unique_id = f"sonos:{living.household.uid('Hallway')}-line_in_connected"
    entity_id = entity_registry.async_get_entity_id("binary_sensor", DOMAIN, unique_id)
    assert entity_id is not None
    entity = entity_registry.async_get(entity_id)
    assert entity is not None
    assert entity.entity_category is EntityCategory.DIAGNOSTIC
    assert entity.original_device_class == BinarySensorDeviceClass.PLUG
    assert entity.disabled_by is None
    assert entity.translation_key == "line_in_connected"
    state = living.hass.states.get(entity_id)
    assert state is not None
    assert state.name == "Hallway Line-in"


async def test_the_cable_is_seen_to_be_pulled_and_put_in(
    living: Living, household: Household
) -> None:
    """A cable that somebody pulls is seen at once."""
    await until(lambda: sensor(living.hass, household, "Hallway") == "on")
    await until(lambda: sensor(living.hass, household, "Kitchen") == "off")
    household.plug("Hallway", connected=False)
    await until(lambda: sensor(living.hass, household, "Hallway") == "off")
    household.plug("Hallway", connected=True)
    await until(lambda: sensor(living.hass, household, "Hallway") == "on")


async def test_a_player_that_left_has_no_cable_to_tell_of(
    living: Living, household: Household
) -> None:
    """The sensor of a player that is away is unavailable, and is back with it."""
    household.vanish("Office")
    await until(lambda: sensor(living.hass, household, "Office") == "unavailable")
    household.come_back("Office")
    await until(lambda: sensor(living.hass, household, "Office") == "on")


async def test_a_player_that_does_not_tell_is_unknown(
    hass: HomeAssistant, household: Household, timings: dict[str, float]
) -> None:
    """Where the events of a player are blocked, nobody knows of its cable."""
    household.http_error("Hallway", "SUBSCRIBE", 503)
    entry = MockConfigEntry(
        domain=DOMAIN,
        data={"addresses": [household.address("Kitchen")]},
        options={"timings": timings},
    )
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    assert sensor(hass, household, "Hallway") == "unknown"
    await hass.config_entries.async_unload(entry.entry_id)
