"""A house whose events do not reach Home Assistant is read, for as long as it is so."""

from collections.abc import AsyncGenerator

import pytest
from homeassistant.core import HomeAssistant

from custom_components.speaker_switchboard.adapters.sonos import doubts, reading
from custom_components.speaker_switchboard.core.acts import Listen
from custom_components.speaker_switchboard.core.house import Away
from emulators.sonos import Household

from ..conftest import unheard
from .conftest import (
    Seen,
    everything_was_told,
    following,
    forget_listeners,
    is_heard,
    until,
)
from .test_following import is_set_to, line_in

SILENT = "Events of Sonos players do not arrive"
HEARD = "Events of Sonos players arrive again"
STATION = "x-sonosapi-stream:s1?sid=254"


@pytest.fixture
async def blocked(hass: HomeAssistant, household: Household) -> AsyncGenerator[Seen]:
    """Follow a household that was never heard: it cannot reach us."""
    household.play("Bedroom", line_in(household, "Hallway"))
    household.mute_events()
    async with following(hass, household.address("Hallway")) as seen:
        await seen.after(6)
        yield seen
    assert household.subscriptions() == []


async def test_a_house_that_cannot_reach_us_is_there_as_it_was_read(
    blocked: Seen, household: Household
) -> None:
    """Subscriptions are taken, so nothing looks amiss; the rooms are true."""
    assert is_heard(household, "Bedroom")
    assert blocked.hears("Bedroom", "Hallway")
    assert blocked.named("Bedroom").playing
    assert blocked.named("Garden").away is Away.ASLEEP


async def test_changes_in_a_house_that_cannot_reach_us_are_seen_by_the_next_try(
    blocked: Seen, household: Household
) -> None:
    """Groups, sources and players that left are read every half minute."""
    household.play("Kitchen", line_in(household, "Study"))
    household.group("Kitchen", "Bedroom")
    household.vanish("Dining Room")
    await blocked.after_half_a_minute()
    assert blocked.leader("Bedroom") == "Kitchen"
    assert blocked.hears("Bedroom", "Study")
    assert blocked.named("Dining Room").away is Away.OFF
    household.ungroup("Bedroom")
    await blocked.after_half_a_minute()
    assert blocked.leader("Bedroom") == "Bedroom"


async def test_an_act_in_a_house_that_cannot_reach_us_is_seen_by_reading(
    blocked: Seen, household: Household
) -> None:
    """What a plan did is found when it takes a look."""
    kitchen = blocked.named("Kitchen").id
    await blocked.family.do(Listen(kitchen, blocked.input("Study").id))
    await blocked.family.refresh([kitchen])
    assert blocked.hears("Kitchen", "Study")
    assert household.state("Kitchen") == "PLAYING"


async def test_who_listens_in_vain_keeps_the_subscriptions(
    blocked: Seen, household: Household
) -> None:
    """A house that is never heard is not subscribed to again and again."""
    before = {each.sid for each in household.subscriptions()}
    await blocked.after_half_a_minute()
    await blocked.after_half_a_minute()
    assert {each.sid for each in household.subscriptions()} == before


async def test_a_house_that_reaches_us_again_is_read_no_more(
    blocked: Seen, household: Household, caplog: pytest.LogCaptureFixture
) -> None:
    """The first event that comes through ends it for the whole house."""
    await blocked.after_half_a_minute()
    await blocked.after_half_a_minute()
    assert caplog.text.count(SILENT) == 1
    household.mute_events(on=False)
    household.play("Study", STATION)
    await until(lambda: is_set_to(blocked, "Study", STATION))
    await blocked.after_half_a_minute()
    await until(lambda: everything_was_told(blocked, household))
    await blocked.after_half_a_minute()
    assert caplog.text.count(HEARD) == 1
    household.forget_calls()
    await blocked.after(6)
    await blocked.after_half_a_minute()
    assert household.calls() == []
    household.play("Kitchen", line_in(household, "Study"))
    await until(lambda: blocked.hears("Kitchen", "Study"))


async def test_a_house_that_is_heard_is_not_looked_after(
    seen: Seen, household: Household, caplog: pytest.LogCaptureFixture
) -> None:
    """However much time passes, a house that tells everything is asked nothing."""
    await seen.after(6)
    await seen.after_half_a_minute()
    await seen.after_half_a_minute()
    assert household.calls() == []
    assert SILENT not in caplog.text


async def test_one_player_that_cannot_reach_us_is_read_beside_the_others(
    hass: HomeAssistant, household: Household
) -> None:
    """Where one is behind a wall, only that one is read."""
    household.mute_events(room="Bedroom")
    async with following(hass, household.address("Hallway")) as seen:
        await until(lambda: everything_was_told(seen, household, but=1))
        await seen.after(6)
        household.forget_calls()
        household.play("Bedroom", line_in(household, "Hallway"))
        await seen.after_half_a_minute()
        assert seen.hears("Bedroom", "Hallway")
        media = household.calls(action="GetMediaInfo")
        assert {call.player for call in media} == {"Bedroom"}


async def test_the_groups_are_believed_from_a_witness_that_is_heard(
    hass: HomeAssistant, household: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The news of a second witness need no doubt when the first cannot reach us."""
    monkeypatch.setattr(f"{doubts.__name__}._GRACE", 30)
    first = min(("Hallway", "Dining Room"), key=household.uid)
    household.mute_events(room=first)
    async with following(hass, household.address("Hallway")) as seen:
        await until(lambda: everything_was_told(seen, household, but=1))
        await seen.after(6)
        household.group("Kitchen", "Bedroom")
        await until(lambda: seen.leader("Bedroom") == "Kitchen")


@pytest.mark.parametrize("size", [21])
async def test_a_large_household_that_falls_silent_is_not_taken_for_gone(
    hass: HomeAssistant,
    large: Household,
    size: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who answers, but can tell of its groups by event only, is still there."""
    async with following(hass, large.address("Room 3")) as seen:
        await until(lambda: unheard(seen.family) == 0)
        monkeypatch.setattr(f"{reading.__name__}._FIRST_EVENT", 0.1)
        large.mute_events()
        await seen.family.refresh([seen.named("Room 2").id])
        rooms = seen.house.rooms
        assert [room for room in rooms if room.away is not None] == []
        assert len(rooms) == size


# Both witnesses are gone at once


async def test_witnesses_that_lost_power_at_once_are_missed_when_they_do_not_answer(
    seen: Seen, household: Household
) -> None:
    """Whoever is asked next and does not answer, another is asked about all."""
    household.mute_events()
    for witness in ("Hallway", "Dining Room"):
        household.vanish(witness)
    household.group("Kitchen", "Bedroom")
    household.mute_events(on=False)
    await seen.family.refresh([seen.named("Hallway").id])
    assert seen.named("Dining Room").away is Away.OFF
    assert seen.leader("Bedroom") == "Kitchen"
    await seen.at_rest()
    household.ungroup("Bedroom")
    await until(lambda: seen.leader("Bedroom") == "Bedroom")


async def test_witnesses_that_lost_power_at_once_are_missed_when_they_are_not_heard(
    seen: Seen, household: Household
) -> None:
    """A subscription that cannot be renewed makes us look at all rooms."""
    household.mute_events()
    for witness in ("Hallway", "Dining Room"):
        household.vanish(witness)
    household.mute_events(on=False)
    await seen.after(1021)
    await until(lambda: seen.named("Hallway").away is Away.OFF)
    await seen.at_rest()
    household.group("Kitchen", "Bedroom")
    await until(lambda: seen.leader("Bedroom") == "Kitchen")


# One event is lost


async def test_an_event_that_soco_cannot_read_is_noticed_by_the_next(
    seen: Seen, household: Household
) -> None:
    """SoCo drops an event with empty metadata; the number of the next one tells."""
    household.play("Bedroom", STATION, metadata="<DIDL-Lite/>")
    household.play("Bedroom", line_in(household, "Hallway"))
    await until(lambda: seen.hears("Bedroom", "Hallway"))
    await until(lambda: household.calls("Bedroom", "GetMediaInfo") != [])
    await seen.at_rest()
    household.forget_calls()
    household.play("Bedroom", line_in(household, "Study"))
    await until(lambda: seen.hears("Bedroom", "Study"))
    await seen.at_rest()
    assert household.calls() == []


async def test_a_player_whose_first_event_soco_cannot_read_is_read_itself(
    hass: HomeAssistant, household: Household
) -> None:
    """Who has told nothing of its music is not believed to be silent by choice."""
    household.play("Bedroom", STATION, metadata="<DIDL-Lite/>")
    async with following(hass, household.address("Hallway")) as seen:
        await until(lambda: everything_was_told(seen, household, but=1))
        await seen.after(6)
        household.play("Bedroom", f"{STATION}&flags=1", metadata="<DIDL-Lite/>")
        await seen.after_half_a_minute()
        assert is_set_to(seen, "Bedroom", f"{STATION}&flags=1")


async def test_groups_that_were_lost_on_their_way_are_noticed_by_the_next(
    seen: Seen, household: Household
) -> None:
    """A change of groups that was lost is read when a player tells anything else."""
    household.play("Bedroom", line_in(household, "Hallway"))
    await until(lambda: seen.hears("Bedroom", "Hallway"))
    household.mute_events()
    household.play("Bedroom", line_in(household, "Study"))
    household.group("Kitchen", "Living Room")
    household.mute_events(on=False)
    household.play("Bedroom", line_in(household, "Dining Room"))
    await until(lambda: seen.leader("Living Room") == "Kitchen")


async def test_a_player_that_forgot_us_and_came_back_is_counted_from_the_start(
    seen: Seen, household: Household
) -> None:
    """The numbers of events begin anew with each subscription."""
    forget_listeners(household, "Bedroom")
    await seen.after(1021)
    await until(lambda: is_heard(household, "Bedroom"))
    await seen.at_rest()
    household.forget_calls()
    household.play("Bedroom", line_in(household, "Hallway"))
    await until(lambda: seen.hears("Bedroom", "Hallway"))
    assert household.calls() == []
