"""A room, a group, and what is plugged into a player somewhere."""

import pytest

from emulators.sonos import Household

from .conftest import METADATA, RADIO, Living, until


async def test_a_room_alone_hears_the_turntable(
    living: Living, household: Household
) -> None:
    """The line-in of any player reaches any room, and the proof is an event."""
    response = await living.line_in("Hallway", "Bedroom")
    assert response["verdict"] == "active"
    assert response["rooms"] == [
        {"room": "Bedroom", "verdict": "active", "evidence": "event"}
    ]
    assert household.uri("Bedroom") == f"x-rincon-stream:{household.uid('Hallway')}"
    assert household.state("Bedroom") == "PLAYING"
    assert living.hears("Bedroom") == "Hallway: Turntable"


async def test_rooms_become_one_group_that_hears_the_turntable(
    living: Living, household: Household
) -> None:
    """The first room is set to the input, the others join it one by one."""
    response = await living.line_in("Hallway", "Kitchen", "Bedroom", "Living Room")
    assert response["verdict"] == "active"
    assert [step["step"] for step in response["steps"]] == [
        "Switch Kitchen to Turntable (Hallway)",
        "Let Bedroom play with Kitchen",
        "Let Living Room play with Kitchen",
    ]
    assert household.group_of("Kitchen") == ("Kitchen", "Bedroom", "Living Room")
    assert living.hears("Living Room") == "Hallway: Turntable"


async def test_the_owner_of_the_input_leads_when_it_plays_too(
    living: Living, household: Household
) -> None:
    """A group hears a line-in most reliably from the player it is plugged into."""
    await living.line_in("Office", "Kitchen", "Office")
    assert household.group_of("Kitchen") == ("Office", "Kitchen")


async def test_rooms_can_hear_the_turntable_each_by_itself(
    living: Living, household: Household
) -> None:
    """Rooms that were not to be grouped are not."""
    await living.line_in("Hallway", "Kitchen", "Bedroom", together=False)
    assert household.group_of("Kitchen") == ("Kitchen",)
    assert household.group_of("Bedroom") == ("Bedroom",)
    assert household.state("Bedroom") == household.state("Kitchen") == "PLAYING"


async def test_a_member_told_to_play_a_line_in_leaves_its_group(
    living: Living, household: Household
) -> None:
    """The group a member leaves goes on with what it plays."""
    household.group("Kitchen", "Bedroom", "Living Room")
    household.play("Kitchen", RADIO, metadata=METADATA)
    await until(lambda: living.hears("Bedroom") == "With Kitchen")
    await living.line_in("Hallway", "Bedroom")
    assert household.group_of("Kitchen") == ("Kitchen", "Living Room")
    assert household.uri("Kitchen") == RADIO
    assert household.state("Kitchen") == "PLAYING"
    assert living.hears("Bedroom") == "Hallway: Turntable"


async def test_a_leader_told_to_play_a_line_in_leaves_its_group_the_music(
    living: Living, household: Household
) -> None:
    """Rooms that were not named keep what they hear, under another leader."""
    household.group("Kitchen", "Bedroom", "Living Room")
    household.play("Kitchen", RADIO, metadata=METADATA)
    await until(lambda: living.hears("Living Room") == "With Kitchen")
    await living.line_in("Hallway", "Kitchen")
    assert set(household.group_of("Bedroom")) == {"Bedroom", "Living Room"}
    assert household.uri(household.leader_of("Bedroom")) == RADIO
    assert household.state("Bedroom") == "PLAYING"
    assert household.group_of("Kitchen") == ("Kitchen",)


async def test_a_leader_told_together_with_its_group_takes_it_along(
    living: Living, household: Household
) -> None:
    """A group that was named as a whole is switched by one step."""
    household.group("Kitchen", "Bedroom")
    await until(lambda: living.hears("Bedroom") == "With Kitchen")
    response = await living.line_in("Hallway", "Bedroom", "Kitchen")
    assert len(response["steps"]) == 1
    assert household.group_of("Kitchen") == ("Kitchen", "Bedroom")
    assert living.hears("Bedroom") == "Hallway: Turntable"


async def test_a_room_hears_the_line_in_of_a_member_of_another_group(
    living: Living, household: Household
) -> None:
    """A player gives its line-in away whatever group it is in itself."""
    household.group("Kitchen", "Office")
    household.play("Kitchen", RADIO, metadata=METADATA)
    await until(lambda: living.hears("Office") == "With Kitchen")
    await living.line_in("Office", "Bedroom")
    assert household.uri("Bedroom") == f"x-rincon-stream:{household.uid('Office')}"
    assert household.group_of("Kitchen") == ("Kitchen", "Office")
    assert household.uri("Kitchen") == RADIO


async def test_both_line_ins_of_a_stereo_pair_can_be_heard(
    living: Living, household: Household
) -> None:
    """The hidden right half has a line-in of its own."""
    await living.choose("Kitchen", "Study: Deck")
    assert household.uri("Kitchen") == f"x-rincon-stream:{household.uid('Study')}"
    await living.choose("Kitchen", "Study (right): Mixer")
    assert household.uri("Kitchen") == f"x-rincon-stream:{household.uid('Study R')}"


async def test_a_room_that_plays_it_already_is_not_told_again(
    living: Living, household: Household
) -> None:
    """What is so already is confirmed by reading, and no command is sent."""
    await living.line_in("Hallway", "Bedroom")
    household.forget_calls()
    response = await living.line_in("Hallway", "Bedroom")
    assert response["already"] == "already_playing"
    assert response["verdict"] == "active"
    assert living.commands() == []


async def test_a_room_that_was_stopped_behind_our_back_is_told_again(
    living: Living, household: Household
) -> None:
    """Believing that nothing is to be done takes a second look."""
    await living.line_in("Hallway", "Bedroom")
    household.mute_events()
    household.stop("Bedroom")
    response = await living.line_in("Hallway", "Bedroom")
    assert response["already"] is None
    assert household.state("Bedroom") == "PLAYING"


async def test_a_group_that_hears_it_gets_another_room(
    living: Living, household: Household
) -> None:
    """Whoever plays the source already is left alone; the newcomer joins."""
    await living.line_in("Hallway", "Kitchen", "Bedroom")
    household.forget_calls()
    await living.line_in("Hallway", "Bedroom", "Living Room")
    assert living.commands() == [("Living Room", "SetAVTransportURI")]
    assert household.group_of("Kitchen") == ("Kitchen", "Bedroom", "Living Room")


async def test_the_tv_is_heard_in_the_room_of_the_soundbar(
    living: Living, household: Household
) -> None:
    """A soundbar is switched to its TV."""
    await living.choose("Living Room", "Living Room: TV")
    expected = f"x-sonos-htastream:{household.uid('Living Room')}:spdif"
    assert household.uri("Living Room") == expected
    assert living.hears("Living Room") == "Living Room: TV"


async def test_the_tv_is_shared_by_the_group_its_soundbar_leads(
    living: Living, household: Household
) -> None:
    """The sound of a TV leaves its soundbar only inside its own group."""
    response = await living.call(
        "connect",
        "Kitchen",
        "Living Room",
        source=living.source("Living Room"),
        input="tv_in",
    )
    assert response["verdict"] == "active"
    assert household.group_of("Kitchen") == ("Living Room", "Kitchen")


async def test_a_room_plays_together_with_another(
    living: Living, household: Household
) -> None:
    """To play what a room plays is to join its group."""
    household.play("Kitchen", RADIO, metadata=METADATA)
    await living.choose("Bedroom", "With Kitchen")
    assert household.group_of("Kitchen") == ("Kitchen", "Bedroom")
    assert living.hears("Bedroom") == "With Kitchen"


async def test_a_room_with_bluetooth_sound_is_stopped_before_it_follows(
    living: Living, household: Household
) -> None:
    """A player with a phone on it answers a join with yes and stays where it is."""
    visitor = f"x-sonos-vli:{household.uid('Kitchen')}:1,bluetooth:1"
    household.play("Kitchen", visitor)
    await living.sees_all()
    response = await living.call("connect", "Kitchen", source=living.source("Bedroom"))
    assert [step["step"] for step in response["steps"]] == [
        "Stop what Kitchen plays",
        "Let Kitchen play with Bedroom",
    ]
    assert household.group_of("Bedroom") == ("Bedroom", "Kitchen")


@pytest.mark.parametrize("members", [("Kitchen",), ("Kitchen", "Bedroom")])
async def test_disconnected_rooms_are_alone_and_silent(
    living: Living, household: Household, members: tuple[str, ...]
) -> None:
    """Disconnecting takes a room off the input and out of its group."""
    await living.line_in("Hallway", *members)
    response = await living.call("disconnect", *members)
    assert response["verdict"] == "active"
    for room in members:
        assert household.group_of(room) == (room,)
        assert household.state(room) == "STOPPED"
        assert living.hears(room) == "Own music"


async def test_disconnecting_one_room_leaves_the_others_the_turntable(
    living: Living, household: Household
) -> None:
    """A leader that goes hands the sound on."""
    await living.line_in("Hallway", "Kitchen", "Bedroom")
    await living.call("disconnect", "Kitchen")
    assert household.uri("Bedroom") == f"x-rincon-stream:{household.uid('Hallway')}"
    assert household.state("Bedroom") == "PLAYING"
    assert living.hears("Kitchen") == "Own music"
