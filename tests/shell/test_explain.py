"""What would be done, and why not, in words; and rooms by their area."""

from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
)
from pytest_homeassistant_custom_component.common import MockConfigEntry

from emulators.sonos import Household

from .conftest import DOMAIN, Living, until


async def test_explain_says_the_steps_and_does_nothing(
    living: Living, household: Household
) -> None:
    """A person can read what would happen before it happens."""
    visitor = f"x-sonos-vli:{household.uid('Kitchen')}:1,bluetooth:1"
    household.play("Kitchen", visitor)
    await living.sees_all()
    household.forget_calls()
    answer = await living.call(
        "explain", "Kitchen", "Garden", source=living.source("Bedroom")
    )
    assert answer == {
        "possible": True,
        "already": None,
        "rooms": ["Kitchen"],
        "steps": ["Stop what Kitchen plays", "Let Kitchen play with Bedroom"],
        "cautions": [
            "What a phone plays there now stops, and only the phone can start it again."
        ],
        "left_out": [
            {
                "room": "Garden",
                "reason": "Garden is asleep.",
                "remedy": "Wake it with its button, then try again.",
            }
        ],
    }
    assert living.commands() == []


async def test_explain_says_why_not_and_what_to_do(living: Living) -> None:
    """The answer is no error: to ask is always allowed."""
    answer = await living.call(
        "explain", "Bedroom", source=living.source("Kitchen"), input="line_in"
    )
    assert answer == {
        "possible": False,
        "key": "nothing_plugged_in",
        "reason": "Nothing is plugged into Line-In of Kitchen.",
        "remedy": "Push the cable in until Kitchen notices it, then try again.",
    }


async def test_an_area_stands_for_its_speakers(
    hass: HomeAssistant,
    living: Living,
    household: Household,
    area_registry: ar.AreaRegistry,
    entity_registry: er.EntityRegistry,
) -> None:
    """The lamps of an area are passed over."""
    area = area_registry.async_create("Upstairs")
    lamp = entity_registry.async_get_or_create("light", "demo", "lamp")
    rooms = (living.source("Bedroom"), living.source("Office"))
    for entity in (*rooms, lamp.entity_id):
        entity_registry.async_update_entity(entity, area_id=area.id)
    response: Any = await hass.services.async_call(
        DOMAIN,
        "switch_line_in",
        {"area_id": area.id, "source": living.source("Hallway")},
        blocking=True,
        return_response=True,
    )
    assert {room["room"] for room in response["rooms"]} == {"Bedroom", "Office"}
    assert set(household.group_of("Office")) == {"Bedroom", "Office"}


async def test_our_devices_go_when_core_brings_its_own(
    living: Living,
    entry: MockConfigEntry,
    device_registry: dr.DeviceRegistry,
    core_sonos: ConfigEntry[Any],  # noqa: ARG001 - arrives after us
) -> None:
    """Only the hidden half, which core does not know, and the sleeper stay ours."""
    await until(
        lambda: (
            {
                device.name
                for device in dr.async_entries_for_config_entry(
                    device_registry, entry.entry_id
                )
            }
            == {"Garden", "Study (right)"}
        ),
        within=20,
    )
    await living.sees_all()
    assert living.hears("Kitchen") == "Own music"
