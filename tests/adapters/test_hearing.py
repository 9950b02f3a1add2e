"""Whoever is not heard any more is listened to anew."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import soco
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)
from soco.events_asyncio import event_listener

from custom_components.speaker_switchboard.core.acts import Join, Listen
from custom_components.speaker_switchboard.core.house import Away
from emulators.sonos import Household

from .conftest import (
    IMPATIENT,
    SUBSCRIPTIONS,
    Seen,
    everything_was_told,
    following,
    forget_listeners,
    is_heard,
    until,
)
from .test_following import is_set_to, line_in

# SoCo renews when 85 of 100 parts of a lease are over; in seconds.
RENEWAL = timedelta(seconds=1200 * 0.85 + 1)


async def test_subscriptions_that_a_player_forgot_are_made_anew(
    seen: Seen, household: Household
) -> None:
    """A player that answers a renewal with 412 is subscribed to again."""
    forget_listeners(household, "Bedroom", "Hallway")
    assert not is_heard(household, "Hallway")
    async_fire_time_changed(seen.hass, dt_util.utcnow() + RENEWAL)
    await until(lambda: len(household.subscriptions()) == SUBSCRIPTIONS)
    await seen.at_rest()
    household.play("Bedroom", line_in(household, "Hallway"))
    await until(lambda: seen.hears("Bedroom", "Hallway"))


async def test_subscriptions_that_a_player_keeps_are_renewed(
    seen: Seen, household: Household
) -> None:
    """A renewal that succeeds makes the lease whole, and no second subscription."""
    before = {each.sid for each in household.subscriptions()}
    household.do(lambda: household.listeners.age(600))
    async_fire_time_changed(seen.hass, dt_util.utcnow() + RENEWAL)
    await until(
        lambda: all(each.seconds_left > 1100 for each in household.subscriptions())
    )
    assert {each.sid for each in household.subscriptions()} == before
    assert household.calls() == []


async def test_a_player_that_did_not_answer_is_listened_to_anew(
    seen: Seen, household: Household
) -> None:
    """A player that was silent for a while may have forgotten who listens."""
    household.refuse("Bedroom", "*", times=None)
    await seen.family.refresh([seen.named("Bedroom").id])
    household.clear_faults()
    forget_listeners(household, "Bedroom")
    await seen.family.refresh([seen.named("Bedroom").id])
    assert seen.named("Bedroom").away is None
    await seen.after_half_a_minute()
    household.play("Bedroom", line_in(household, "Hallway"))
    await until(lambda: seen.hears("Bedroom", "Hallway"))


async def test_a_house_without_power_is_heard_when_the_power_is_back(
    seen: Seen, household: Household
) -> None:
    """When nobody is left to tell that they left, they are found out and met again."""
    rooms = [room.name for room in seen.house.rooms if room.away is None]
    for room in rooms:
        household.refuse(room, "*", times=None)
    forget_listeners(household, *rooms)
    await seen.family.refresh(seen.house.devices)
    assert {seen.named(room).away for room in rooms} == {Away.UNREACHABLE}
    await seen.after_half_a_minute()
    assert {seen.named(room).away for room in rooms} == {Away.UNREACHABLE}
    household.clear_faults()
    household.group("Study", "Kitchen")
    await seen.after_half_a_minute()
    assert {seen.named(room).away for room in rooms} == {None}
    await until(lambda: seen.leader("Kitchen") == "Study")


# Subscribing is not possible


BLOCKED: dict[str, Callable[[Household, str], None]] = {
    "refused": lambda house, room: house.refuse(room, "SUBSCRIBE", times=None),
    "hanging": lambda house, room: house.hang(room, "SUBSCRIBE"),
    "turned away": lambda house, room: house.http_error(room, "SUBSCRIBE", 503),
}


@pytest.mark.parametrize("block", BLOCKED.values(), ids=BLOCKED)
async def test_a_house_without_events_is_read_and_listened_to_later(
    hass: HomeAssistant, household: Household, block: Callable[[Household, str], None]
) -> None:
    """Where subscriptions are blocked, rooms are there, and the rest follows."""
    household.play("Bedroom", line_in(household, "Hallway"))
    for player in household.players():
        block(household, player.name)
    async with following(hass, household.address("Hallway"), answer=IMPATIENT) as seen:
        assert seen.hears("Bedroom", "Hallway")
        assert seen.input("Hallway").label == "Turntable"
        assert seen.input("Hallway").plugged is None
        assert household.subscriptions() == []
        household.clear_faults()
        await seen.after_half_a_minute()
        await until(lambda: everything_was_told(seen, household))


# SoCo is shared with core's sonos


async def test_the_listener_is_started_anew_when_core_stopped_it(
    seen: Seen, household: Household
) -> None:
    """Core stops SoCo's listener when it is unloaded; we go on hearing."""
    await event_listener.async_stop()
    core = MockConfigEntry(domain="sonos")
    core.add_to_hass(seen.hass)
    core.mock_state(seen.hass, ConfigEntryState.NOT_LOADED)
    await until(lambda: len(household.subscriptions()) == SUBSCRIPTIONS)
    await seen.at_rest()
    household.play("Bedroom", line_in(household, "Hallway"))
    await until(lambda: seen.hears("Bedroom", "Hallway"))


async def test_a_change_of_core_that_leaves_the_listener_costs_nothing(
    seen: Seen, household: Household
) -> None:
    """Core loading beside us is no reason to subscribe again."""
    before = {each.sid for each in household.subscriptions()}
    core = MockConfigEntry(domain="sonos")
    core.add_to_hass(seen.hass)
    core.mock_state(seen.hass, ConfigEntryState.SETUP_IN_PROGRESS)
    other = MockConfigEntry(domain="sun")
    other.add_to_hass(seen.hass)
    other.mock_state(seen.hass, ConfigEntryState.SETUP_IN_PROGRESS)
    await seen.at_rest()
    assert {each.sid for each in household.subscriptions()} == before
    assert household.calls() == []


async def test_acts_reach_the_right_player_after_soco_was_reset(
    seen: Seen, household: Household
) -> None:
    """Core resets SoCo when it is set up; its objects then lie, ours do not matter."""
    stale = soco.SoCo(household.address("Kitchen"))
    await seen.hass.async_add_executor_job(lambda: stale.group)
    soco.core.soco_reset()
    fresh = soco.SoCo(household.address("Kitchen"))
    assert await seen.hass.async_add_executor_job(lambda: fresh.uid) is None
    household.forget_calls()
    kitchen, bedroom = seen.named("Kitchen").id, seen.named("Bedroom").id
    await seen.family.do(Listen(kitchen, seen.input("Hallway").id))
    await seen.family.do(Join(bedroom, kitchen))
    assert household.group_of("Kitchen") == ("Kitchen", "Bedroom")
    uris = [
        c.arguments["CurrentURI"] for c in household.calls(action="SetAVTransportURI")
    ]
    assert uris == [
        f"x-rincon-stream:{household.uid('Hallway')}",
        f"x-rincon:{household.uid('Kitchen')}",
    ]
    await until(lambda: seen.hears("Bedroom", "Hallway"))


async def test_a_player_that_comes_back_after_soco_was_reset_is_heard(
    seen: Seen, household: Household
) -> None:
    """Subscribing needs nothing that SoCo knew before."""
    household.vanish("Bedroom")
    await until(lambda: seen.named("Bedroom").away is Away.OFF)
    soco.core.soco_reset()
    household.come_back("Bedroom")
    await until(lambda: seen.named("Bedroom").away is None)
    await seen.at_rest()
    household.play("Bedroom", "x-file-cifs://library/1")
    await until(lambda: is_set_to(seen, "Bedroom", "x-file-cifs://library/1"))


async def test_no_service_is_read_before_it_is_used(
    hass: HomeAssistant, household: Household
) -> None:
    """SoCo would read the list of actions of each service, and hang with the player."""
    for player in household.players():
        household.hang(player.name, "GET /xml/DeviceProperties1.xml")
    async with following(hass, household.address("Hallway"), answer=IMPATIENT) as seen:
        await until(lambda: everything_was_told(seen, household))
