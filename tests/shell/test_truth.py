"""An outcome is what was seen, whatever a player says or does not say."""

from collections.abc import Callable

import pytest
from homeassistant.exceptions import HomeAssistantError

from emulators.sonos import Household

from .conftest import METADATA, RADIO, Living, until

SET = "SetAVTransportURI"


async def a_busy_house(living: Living, household: Household) -> None:
    """Let every room do something that can be lost."""
    household.play("Kitchen", RADIO, metadata=METADATA)
    household.group("Bedroom", "Office")
    household.play("Bedroom", title="Song", track=3)
    household.play("Study", f"x-rincon-stream:{household.uid('Study R')}")
    household.stop("Living Room")
    await until(
        lambda: (
            living.hears("Office") == "With Bedroom"
            and living.hears("Study") == "Study (right): Mixer"
        )
    )
    await living.sees_all()


async def test_a_switch_is_confirmed_by_reading_when_events_are_lost(
    living: Living, household: Household
) -> None:
    """A network that swallows events costs a moment, not the truth."""
    household.mute_events()
    response = await living.line_in("Hallway", "Kitchen", "Bedroom")
    assert response["verdict"] == "active"
    assert {step["evidence"] for step in response["steps"]} == {"read"}
    assert household.group_of("Kitchen") == ("Kitchen", "Bedroom")
    assert living.hears("Bedroom") == "Hallway: Turntable"


async def test_a_join_refused_once_succeeds_the_second_time(
    living: Living, household: Household
) -> None:
    """Code 1001 passes by itself."""
    household.fail("Bedroom", SET, 1001)
    response = await living.line_in("Hallway", "Kitchen", "Bedroom")
    assert response["verdict"] == "active"
    assert [step["tries"] for step in response["steps"]] == [1, 2]


async def test_a_join_that_timed_out_although_the_group_formed_is_active(
    living: Living, household: Household
) -> None:
    """A lost answer is not a lost room."""
    household.lose_answer("Bedroom", SET)
    response = await living.line_in("Hallway", "Kitchen", "Bedroom")
    assert response["verdict"] == "active"
    assert household.group_of("Kitchen") == ("Kitchen", "Bedroom")


async def test_a_join_that_is_carried_out_late_is_waited_for(
    living: Living, household: Household
) -> None:
    """A player may answer at once and act later."""
    household.carry_out_late("Bedroom", SET, 0.4)
    response = await living.line_in("Hallway", "Kitchen", "Bedroom")
    assert response["verdict"] == "active"
    assert household.group_of("Kitchen") == ("Kitchen", "Bedroom")


async def test_a_player_that_says_yes_and_does_nothing_is_asked_once_more(
    living: Living, household: Household
) -> None:
    """An answer is not evidence."""
    household.ignore("Bedroom", "Play")
    response = await living.line_in("Hallway", "Bedroom")
    assert response["verdict"] == "active"
    assert response["steps"][0]["tries"] == 2


async def test_a_player_that_dies_midway_leaves_every_other_room_as_it_was(
    living: Living, household: Household
) -> None:
    """All or nothing: the rooms done before the failure are put back."""
    await a_busy_house(living, household)
    before = household.snapshot()
    household.vanish_when("Living Room", after=("Kitchen", "Play"))
    with pytest.raises(HomeAssistantError) as error:
        await living.line_in("Hallway", "Kitchen", "Bedroom", "Living Room")
    assert error.value.translation_key == "route_undone"
    assert "Living Room" in str(error.value)
    after = household.snapshot()
    del before["Living Room"], after["Living Room"]
    assert after == before
    assert living.shows("Kitchen", "result") == "undone"


type Fault = Callable[[Household, str], None]

# Each lasts for the step, first and second try, and is over when it is undone.
FAULTS: dict[str, Fault] = {
    "refused for good": lambda house, room: house.fail(room, SET, 714),
    "refused twice": lambda house, room: house.fail(room, SET, 1001, times=2),
    "UPnP is off": lambda house, room: house.http_error(room, SET, 403, times=1),
    "hangs": lambda house, room: house.hang(room, SET, times=2),
    "resets": lambda house, room: house.refuse(room, SET, times=2),
    "lies": lambda house, room: house.ignore(room, SET, times=2),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
@pytest.mark.parametrize("room", ["Kitchen", "Bedroom", "Living Room"])
async def test_whatever_a_player_does_to_a_step_the_house_is_put_back(
    living: Living, household: Household, fault: Fault, room: str
) -> None:
    """A step that fails ends in the house as it was, and the error names the room."""
    await a_busy_house(living, household)
    before = household.snapshot()
    fault(household, room)
    with pytest.raises(HomeAssistantError) as error:
        await living.line_in("Hallway", "Kitchen", "Bedroom", "Living Room")
    assert error.value.translation_key == "route_undone"
    assert (error.value.translation_placeholders or {})["device"] == room
    assert household.snapshot() == before


async def test_a_player_that_stays_broken_is_named_as_not_put_back(
    living: Living, household: Household
) -> None:
    """A leader that left its group and cannot return is the only one who lost."""
    await a_busy_house(living, household)
    before = household.snapshot()
    household.refuse("Bedroom", SET, times=None)
    with pytest.raises(HomeAssistantError) as error:
        await living.line_in("Hallway", "Kitchen", "Bedroom")
    assert error.value.translation_key == "route_failed"
    assert (error.value.translation_placeholders or {})["rooms"] == "Bedroom"
    assert household.snapshot()["Kitchen"] == before["Kitchen"]
    assert household.track("Office") == 3
    assert household.state("Office") == "PLAYING"


async def test_what_cannot_be_put_back_is_named(
    living: Living, household: Household
) -> None:
    """A room that dies after it was changed cannot be restored, and that is said."""
    await a_busy_house(living, household)
    household.fail("Living Room", SET, 714, times=None)
    # The second time is when it is to be put back.
    household.vanish_when("Kitchen", after=("Kitchen", SET), count=2)
    with pytest.raises(HomeAssistantError) as error:
        await living.line_in("Hallway", "Kitchen", "Living Room")
    assert error.value.translation_key == "route_failed"
    assert (error.value.translation_placeholders or {})["rooms"] == "Kitchen"


async def test_a_sleeping_portable_is_left_out_and_reported(
    living: Living, household: Household
) -> None:
    """One sleeping Roam does not keep the others waiting."""
    response = await living.line_in("Hallway", "Bedroom", "Garden")
    assert response["verdict"] == "degraded"
    assert [room["verdict"] for room in response["rooms"]] == ["active", "failed"]
    assert response["rooms"][1]["reason"] == "Garden is asleep."
    assert response["rooms"][1]["remedy"] == "Wake it with its button, then try again."
    assert household.state("Bedroom") == "PLAYING"


async def test_a_room_that_came_back_unnoticed_is_not_refused(
    living: Living, household: Household
) -> None:
    """A refusal takes a second look before it is spoken."""
    household.mute_events()
    household.come_back("Garden")
    response = await living.line_in("Hallway", "Garden")
    assert response["verdict"] == "active"
