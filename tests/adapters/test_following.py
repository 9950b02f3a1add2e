"""What happens in the house is seen at once, and without asking."""

import asyncio
from collections.abc import Callable
from functools import partial

import pytest
from homeassistant.core import HomeAssistant

from custom_components.speaker_switchboard.core.house import Away
from custom_components.speaker_switchboard.core.port import PortKind
from emulators.sonos import Household

from .conftest import Seen, following, restart, until

type Deed = Callable[[Household], None]
type Sight = Callable[[Seen], bool]


def line_in(house: Household, owner: str) -> str:
    """Return how a player is told to play a line-in."""
    return f"x-rincon-stream:{house.uid(owner)}"


HAPPENINGS: dict[str, tuple[Deed, Sight]] = {
    "rooms are grouped": (
        lambda house: house.group("Kitchen", "Bedroom"),
        lambda seen: seen.leader("Bedroom") == "Kitchen",
    ),
    "a pair follows": (
        lambda house: house.group("Kitchen", "Study"),
        lambda seen: seen.leader("Study") == "Kitchen",
    ),
    "a room is switched to a line-in": (
        lambda house: house.play("Kitchen", line_in(house, "Hallway")),
        lambda seen: seen.hears("Kitchen", "Hallway"),
    ),
    "a room is switched to the right half of a pair": (
        lambda house: house.play("Kitchen", line_in(house, "Study R")),
        lambda seen: seen.hears("Kitchen", "Study (right)"),
    ),
    "a soundbar is switched to its TV": (
        lambda house: house.play(
            "Living Room", f"x-sonos-htastream:{house.uid('Living Room')}:spdif"
        ),
        lambda seen: seen.hears("Living Room", "Living Room", PortKind.TV_IN),
    ),
    "a line-in sounds": (
        lambda house: house.play("Bedroom", line_in(house, "Hallway")),
        lambda seen: seen.input("Hallway").sounding is True,
    ),
    "a cable is put in": (
        lambda house: house.plug("Kitchen", connected=True),
        lambda seen: seen.input("Kitchen").plugged is True,
    ),
    "a cable is pulled": (
        lambda house: house.plug("Hallway", connected=False),
        lambda seen: seen.input("Hallway").plugged is False,
    ),
    "a room is renamed": (
        lambda house: house.rename("Bedroom", "Nursery"),
        lambda seen: "Nursery" in seen.names and "Bedroom" not in seen.names,
    ),
    "music starts": (
        lambda house: house.play("Bedroom", title="Song"),
        lambda seen: seen.named("Bedroom").playing,
    ),
    "a player is unplugged": (
        lambda house: house.vanish("Bedroom"),
        lambda seen: seen.named("Bedroom").away is Away.OFF,
    ),
    "a pair is unplugged": (
        lambda house: house.vanish("Study"),
        lambda seen: (
            {seen.named(half).away for half in ("Study", "Study (right)")} == {Away.OFF}
        ),
    ),
    "a home theatre is unplugged": (
        lambda house: house.vanish("Living Room"),
        lambda seen: seen.named("Living Room (surround)").away is Away.OFF,
    ),
}


@pytest.mark.parametrize(("deed", "sight"), HAPPENINGS.values(), ids=HAPPENINGS)
async def test_what_somebody_does_in_the_house_is_seen_without_asking(
    seen: Seen, household: Household, deed: Deed, sight: Sight
) -> None:
    """The house is true by events alone: no player is asked anything."""
    assert not sight(seen)
    deed(household)
    await until(lambda: sight(seen))
    assert household.calls() == []


async def test_a_hidden_half_that_left_is_no_room(
    seen: Seen, household: Household
) -> None:
    """A pair that is unplugged does not become two rooms of the same name."""
    rooms = {room.name for room in seen.house.rooms}
    household.vanish("Study")
    await until(lambda: seen.named("Study").away is Away.OFF)
    assert {room.name for room in seen.house.rooms} == rooms
    assert seen.named("Study (right)").part_of == seen.named("Study").id


async def test_a_group_is_seen_to_fall_apart(seen: Seen, household: Household) -> None:
    """A room that leaves in the Sonos app plays alone, and silently, in ours."""
    household.play("Kitchen", title="Song")
    household.group("Kitchen", "Bedroom")
    await until(lambda: seen.leader("Bedroom") == "Kitchen")
    assert not seen.named("Bedroom").playing
    assert seen.house.sounds(seen.named("Bedroom").id)
    household.ungroup("Bedroom")
    await until(lambda: seen.leader("Bedroom") == "Bedroom")
    await until(lambda: not seen.house.sounds(seen.named("Bedroom").id))


async def test_a_sleeper_that_wakes_is_described_and_heard(
    seen: Seen, household: Household
) -> None:
    """A Roam that wakes is a room like any other, and its events arrive."""
    household.come_back("Garden")
    await until(lambda: seen.named("Garden").model == "Roam")
    assert seen.named("Garden").away is None
    await seen.at_rest()
    household.forget_calls()
    household.play("Garden", line_in(household, "Hallway"))
    await until(lambda: seen.hears("Garden", "Hallway"))
    assert household.calls() == []


async def test_a_player_that_comes_and_goes_is_heard_each_time(
    seen: Seen, household: Household
) -> None:
    """A player that lost its subscriptions twice is listened to three times."""
    for uri in ("x-file-cifs://library/1", "x-file-cifs://library/2"):
        household.vanish("Bedroom")
        await until(lambda: seen.named("Bedroom").away is Away.OFF)
        household.come_back("Bedroom")
        await until(lambda: seen.named("Bedroom").away is None)
        await seen.at_rest()
        household.play("Bedroom", uri)
        await until(partial(is_set_to, seen, "Bedroom", uri))


def is_set_to(seen: Seen, room: str, uri: str) -> bool:
    """Tell whether a room is set to some music of its own."""
    media = seen.named(room).media
    return media is not None and media.uri == uri


def is_off(seen: Seen, room: str) -> bool:
    """Tell whether a room is known to be off."""
    return seen.named(room).away is Away.OFF


async def test_a_player_that_restarts_unmissed_is_listened_to_anew(
    seen: Seen, household: Household
) -> None:
    """A restart that nobody noticed costs the subscriptions all the same."""
    restart(household, "Bedroom")
    await asyncio.sleep(0.1)
    await seen.at_rest()
    household.play("Bedroom", line_in(household, "Hallway"))
    await until(lambda: seen.hears("Bedroom", "Hallway"))


async def test_the_groups_stay_true_when_those_who_tell_of_them_leave(
    seen: Seen, household: Household
) -> None:
    """Whoever tells of the groups is replaced as soon as it leaves."""
    for witness in ("Hallway", "Dining Room", "Kitchen"):
        household.vanish(witness)
        await until(partial(is_off, seen, witness))
        await seen.at_rest()
    household.group("Living Room", "Bedroom")
    await until(lambda: seen.leader("Bedroom") == "Living Room")


async def test_idle_costs_nothing(seen: Seen, household: Household) -> None:
    """A house in which nothing happens is asked nothing, and says nothing."""
    changes = seen.changes
    await asyncio.sleep(0.5)
    assert household.calls() == []
    assert seen.changes == changes


async def test_news_that_cannot_be_read_change_nothing(
    seen: Seen, household: Household
) -> None:
    """A name that makes the news unreadable hides neither the house nor later news."""
    household.rename("Bedroom", "Bed\x01room")
    await asyncio.sleep(0.1)
    assert "Bedroom" in seen.names
    household.rename("Bed\x01room", "Attic")
    await until(lambda: "Attic" in seen.names)
    assert "Bedroom" not in seen.names


async def test_a_player_whose_events_are_lost_is_seen_by_reading(
    seen: Seen, household: Household
) -> None:
    """What nobody told is found when a route takes a second look."""
    household.mute_events()
    household.play("Kitchen", line_in(household, "Hallway"))
    household.group("Kitchen", "Bedroom")
    await asyncio.sleep(0.1)
    assert seen.leader("Bedroom") == "Bedroom"
    await seen.family.refresh([seen.named("Bedroom").id])
    assert seen.leader("Bedroom") == "Kitchen"
    assert seen.hears("Bedroom", "Hallway")


async def test_a_sleeper_that_woke_unnoticed_is_found_by_reading(
    seen: Seen, household: Household
) -> None:
    """Asking for a player that is away asks its household where it is."""
    household.mute_events()
    household.come_back("Garden")
    await seen.family.refresh([seen.named("Garden").id])
    assert seen.named("Garden").away is None
    await until(lambda: seen.named("Garden").model == "Roam")


async def test_a_player_that_does_not_answer_is_away_until_it_does(
    seen: Seen, household: Household
) -> None:
    """A player that refuses connections is shown so, and is back by itself."""
    household.refuse("Bedroom", "*", times=None)
    await seen.family.refresh([seen.named("Bedroom").id])
    assert seen.named("Bedroom").away is Away.UNREACHABLE
    household.clear_faults()
    await seen.after_half_a_minute()
    assert seen.named("Bedroom").away is None


async def test_when_those_concerned_are_silent_others_tell_of_the_groups(
    seen: Seen, household: Household
) -> None:
    """The groups are read from somebody, as long as anybody answers."""
    household.mute_events()
    household.group("Study", "Kitchen")
    household.refuse("Kitchen", "*", times=None)
    await seen.family.refresh([seen.named("Kitchen").id])
    assert seen.leader("Kitchen") == "Study"
    assert seen.named("Kitchen").away is Away.UNREACHABLE
    household.clear_faults()


async def test_refreshing_nobody_asks_nobody(seen: Seen, household: Household) -> None:
    """Devices of other families, and no devices, cost this family nothing."""
    await seen.family.refresh([])
    assert household.calls() == []


@pytest.mark.parametrize("size", [20, 21])
async def test_a_large_household_is_met_and_followed(
    hass: HomeAssistant, large: Household, size: int
) -> None:
    """More than twenty players do not fit into an answer, but into an event."""
    async with following(hass, large.address("Room 3")) as seen:
        assert len(seen.house.rooms) == size
        await seen.at_rest()
        large.group("Room 1", "Room 2")
        await until(lambda: seen.leader("Room 2") == "Room 1")
        large.mute_events()
        large.ungroup("Room 2")
        large.mute_events(on=False)
        await seen.family.refresh([seen.named("Room 2").id])
        assert seen.leader("Room 2") == "Room 2"


async def test_a_large_household_that_sends_no_events_is_not_met(
    hass: HomeAssistant, large: Household
) -> None:
    """Without answers and without events there is nothing to know."""
    large.http_error("Room 3", "SUBSCRIBE", 503)
    async with following(hass, large.address("Room 3")) as seen:
        assert seen.house.devices == {}


@pytest.fixture
def size() -> int:
    """Return how many players are too many."""
    return 21
