"""When it is stopped, nothing of it is left: not here, and at no player."""

import asyncio
from collections.abc import Callable
from time import monotonic

import pytest
import soco
from homeassistant.core import HomeAssistant
from soco.events_asyncio import Subscription, event_listener, subscriptions_map

from emulators.sonos import Household

from .conftest import (
    ANSWER,
    IMPATIENT,
    Seen,
    everything_was_told,
    following,
    nothing_is_left,
    until,
)

# A good-bye, and what a busy machine takes; in seconds.
QUICKLY = 1.0
ALL = ("Hallway", "Dining Room", "Kitchen", "Bedroom", "Living Room", "Study")


async def test_nothing_is_left_at_any_player(seen: Seen, household: Household) -> None:
    """Every subscription is ended, and SoCo's listener with the last of them."""
    assert household.subscriptions() != []
    await seen.family.stop()
    assert household.subscriptions() == []
    assert nothing_is_left()


async def test_it_can_be_stopped_twice(seen: Seen, household: Household) -> None:
    """A second stop has nothing to do, and does nothing."""
    await seen.family.stop()
    await seen.family.stop()
    assert household.subscriptions() == []


async def test_what_is_heard_after_the_stop_starts_nothing(
    seen: Seen, household: Household
) -> None:
    """Nobody is met and nobody is listened to once it was stopped."""
    await seen.family.stop()
    household.forget_calls()
    await seen.after_half_a_minute()
    household.come_back("Garden")
    await seen.family.refresh([])
    await seen.at_rest()
    assert household.calls() == []
    assert household.subscriptions() == []


TROUBLES: dict[str, Callable[[Household, str], None]] = {
    "hang": lambda house, room: house.hang(room, "*"),
    "refuse": lambda house, room: house.refuse(room, "*", times=None),
    "are slow": lambda house, room: house.delay(room, "UNSUBSCRIBE", 30),
    "turn away": lambda house, room: house.http_error(room, "*", 503),
    "left": lambda house, room: house.vanish(room),
}


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
async def test_players_that_do_not_let_go_are_left(
    hass: HomeAssistant, household: Household, trouble: Callable[[Household, str], None]
) -> None:
    """Good-byes that nobody answers hold up an unload for no more than a moment."""
    async with following(hass, household.address("Hallway")) as seen:
        await until(lambda: everything_was_told(seen, household))
        for room in ALL:
            trouble(household, room)
        begin = monotonic()
        await seen.family.stop()
        assert monotonic() - begin < QUICKLY
        assert nothing_is_left()


@pytest.mark.parametrize(
    "asked", ["*", "SUBSCRIBE", "GetMediaInfo", "GetZoneGroupState"]
)
async def test_a_start_can_be_stopped_in_the_middle(
    hass: HomeAssistant, household: Household, asked: str
) -> None:
    """A start that waits for players that hang is given up, and leaves nothing."""
    for room in ALL:
        household.hang(room, asked)
    async with following(hass, answer=IMPATIENT) as seen:
        family = type(seen.family)(hass, [household.address("Hallway")], ANSWER)
        starting = asyncio.create_task(family.start(lambda: None))
        await asyncio.sleep(0.1)
        begin = monotonic()
        await family.stop()
        assert monotonic() - begin < QUICKLY
        with pytest.raises(asyncio.CancelledError):
            await starting
    assert household.subscriptions() == []


async def test_a_start_that_is_cancelled_leaves_nothing(
    hass: HomeAssistant, household: Household
) -> None:
    """A set-up that Home Assistant gives up lets go of every player."""
    household.hang("Study", "SUBSCRIBE")
    async with following(hass) as seen:
        family = type(seen.family)(hass, [household.address("Hallway")], ANSWER)
        starting = asyncio.create_task(family.start(lambda: None))
        await until(lambda: len(household.subscriptions()) > 5)
        starting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await starting
        assert nothing_is_left()
    assert household.subscriptions() == []


async def test_a_subscription_that_is_late_is_ended_all_the_same(
    hass: HomeAssistant, household: Household
) -> None:
    """A player that takes its time to know us is told to forget us."""
    household.delay("Bedroom", "SUBSCRIBE", 0.6)
    async with following(hass, household.address("Hallway"), answer=IMPATIENT):
        await asyncio.sleep(0.05)
    # Not before the player has made the last subscription it was asked for.
    await asyncio.sleep(0.8)
    assert household.subscriptions() == []


async def test_the_listener_stays_while_core_needs_it(
    seen: Seen, household: Household
) -> None:
    """The listener is shared: whoever leaves first does not close the door."""
    speaker = soco.SoCo(household.address("Bedroom"))
    of_core = Subscription(speaker.renderingControl, lambda _: None)
    await of_core.subscribe(requested_timeout=600)
    await seen.family.stop()
    assert [each.service for each in household.subscriptions()] == ["RenderingControl"]
    assert event_listener.is_running
    await of_core.unsubscribe()
    await event_listener.async_stop()
    getattr(event_listener, "_stop_grace_task").cancel()  # noqa: B009
    assert subscriptions_map.count == 0


async def test_a_stop_in_the_middle_of_a_renewal_leaves_nothing(
    seen: Seen, household: Household
) -> None:
    """An ear that is being replaced is let go of as well."""
    household.come_back("Garden")
    household.vanish("Bedroom")
    await asyncio.sleep(0.02)
    await seen.family.stop()
    assert household.subscriptions() == []
    assert nothing_is_left()
