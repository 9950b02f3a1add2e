"""The Source of a room, as it stands on a dashboard."""

import pytest
from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import entity_registry as er

from emulators.sonos import Household

from .conftest import DOMAIN, METADATA, RADIO, Living, until


async def test_every_room_has_a_source_and_hidden_players_have_none(
    living: Living, entity_registry: er.EntityRegistry
) -> None:
    """A stereo pair is one room."""
    sources = [
        entity.entity_id
        for entity in entity_registry.entities.values()
        if entity.platform == DOMAIN and entity.domain == "select"
    ]
    assert sorted(sources) == [
        "select.bedroom_source",
        "select.garden_source",
        "select.hallway_source",
        "select.kitchen_source",
        "select.living_room_source",
        "select.office_source",
        "select.study_source",
    ]
    assert living.hears("Garden") == STATE_UNAVAILABLE


async def test_a_room_can_choose_what_can_reach_it(living: Living) -> None:
    """Inputs with a cable in them, and rooms that are awake; the TV only at home."""
    assert living.shows("Living Room", "options") == [
        "Own music",
        "Hallway: Turntable",
        "Living Room: TV",
        "Office: Echo Dot",
        "Study: Deck",
        "Study (right): Mixer",
        "With Bedroom",
        "With Hallway",
        "With Kitchen",
        "With Office",
        "With Study",
    ]


async def test_a_line_in_appears_when_something_is_plugged_in(
    living: Living, household: Household
) -> None:
    """The options follow the cable."""
    household.plug("Kitchen", connected=True)
    await until(lambda: "Kitchen: Line-In" in options(living, "Bedroom"))
    household.plug("Kitchen", connected=False)
    await until(lambda: "Kitchen: Line-In" not in options(living, "Bedroom"))


def options(living: Living, room: str) -> list[object]:
    """Return the options of the Source of a room."""
    shown = living.shows(room, "options")
    assert isinstance(shown, list)
    return shown


async def test_rooms_and_inputs_of_the_same_name_are_told_apart(
    living: Living, household: Household
) -> None:
    """Twins are numbered, and each is what it says."""
    household.rename("Office", "Bedroom")
    await until(lambda: "With Bedroom (2)" in options(living, "Kitchen"))
    await living.choose("Kitchen", "With Bedroom (2)")
    assert living.hears("Kitchen") == "With Bedroom (2)"


async def test_the_state_is_what_is_heard_whoever_chose_it(
    living: Living, household: Household
) -> None:
    """What is done in the Sonos app shows here."""
    household.play("Bedroom", f"x-rincon-stream:{household.uid('Hallway')}")
    await until(lambda: living.hears("Bedroom") == "Hallway: Turntable")
    assert living.shows("Bedroom", "playing") is True
    household.play("Bedroom", RADIO, metadata=METADATA)
    await until(lambda: living.hears("Bedroom") == "Own music")


async def test_a_wish_and_its_result_are_shown(
    living: Living, household: Household
) -> None:
    """The attributes tell what was asked for, and what became of it."""
    await living.choose("Bedroom", "Hallway: Turntable")
    assert living.shows("Bedroom", "wish") == "Hallway: Turntable"
    assert living.shows("Bedroom", "result") == "active"
    household.fail("Bedroom", "SetAVTransportURI", 714)
    with pytest.raises(HomeAssistantError, match="it cannot play that source"):
        await living.choose("Bedroom", "Office: Echo Dot")
    assert living.shows("Bedroom", "wish") == "Office: Echo Dot"
    assert living.shows("Bedroom", "result") == "undone"
    assert living.hears("Bedroom") == "Hallway: Turntable"


async def test_a_wish_under_way_is_shown_as_connecting(
    hass: HomeAssistant, living: Living, household: Household
) -> None:
    """While the plan runs, the state stays true and the result says so."""
    household.delay("Bedroom", "SetAVTransportURI", 0.3)
    choosing = hass.async_create_task(living.choose("Bedroom", "Hallway: Turntable"))
    await until(lambda: living.shows("Bedroom", "result") == "connecting")
    assert living.hears("Bedroom") == "Own music"
    await choosing
    assert living.shows("Bedroom", "result") == "active"


async def test_choosing_own_music_leaves_the_group(
    living: Living, household: Household
) -> None:
    """A room that wants its own music is alone again."""
    await living.choose("Bedroom", "With Kitchen")
    await living.choose("Bedroom", "Own music")
    assert household.group_of("Bedroom") == ("Bedroom",)


async def test_an_option_that_is_not_there_is_refused(living: Living) -> None:
    """Home Assistant's own check names what can be chosen."""
    with pytest.raises(ServiceValidationError):
        await living.choose("Bedroom", "Attic: Gramophone")


async def test_a_sleeper_that_wakes_can_be_used(
    living: Living, household: Household
) -> None:
    """The Garden is unavailable while it sleeps, and back by itself."""
    household.come_back("Garden")
    await until(lambda: living.hears("Garden") == "Own music")
    await living.choose("Garden", "Hallway: Turntable")
    assert household.state("Garden") == "PLAYING"


async def test_a_room_that_is_pulled_out_becomes_unavailable(
    living: Living, household: Household
) -> None:
    """A vanished player is not shown as if it were there."""
    household.vanish("Bedroom")
    await until(lambda: living.hears("Bedroom") == STATE_UNAVAILABLE)
    household.come_back("Bedroom")
    await until(lambda: living.hears("Bedroom") == "Own music")
