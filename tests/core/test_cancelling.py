"""What happens when somebody cancels a plan half-way."""

import asyncio

import pytest

from custom_components.speaker_switchboard.core.acts import (
    Act,
    ConnectBluetooth,
    DisconnectBluetooth,
    Join,
    Leave,
    Listen,
)
from custom_components.speaker_switchboard.core.house import House
from custom_components.speaker_switchboard.core.plan import Plan
from custom_components.speaker_switchboard.core.planner import plan
from custom_components.speaker_switchboard.core.route import Request
from custom_components.speaker_switchboard.core.timings import Timings

from .make_believe import MakeBelieve, obey, reject
from .sketch import Room, asking, house, line_in, room, sound, with_ways

KITCHEN, LOUNGE = room("kitchen"), room("lounge")
SWITCHED = Listen(KITCHEN, line_in("hallway"))
JOINED = Join(LOUNGE, KITCHEN)

START = house(
    hallway=Room(line_in="Turntable"),
    kitchen=Room(),
    lounge=Room(plays="Jazz"),
)
IN_BOTH = asking(line_in("hallway"), "kitchen", "lounge")


def planned(start: House, request: Request) -> Plan:
    """Return the plan for a request that is not refused."""
    found = plan(start, request)
    assert isinstance(found, Plan)
    return found


async def cancelled(world: MakeBelieve, found: Plan, begun: asyncio.Event) -> None:
    """Carry out a plan, and cancel it when something has begun."""
    running = asyncio.create_task(world.executor().carry_out(found))
    await begun.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_cancelling_walks_back_and_is_passed_on() -> None:
    """Half a route is worse than a moment more."""
    begun = asyncio.Event()

    async def stall(_: MakeBelieve, __: Act) -> None:
        begun.set()
        await asyncio.Event().wait()

    world = MakeBelieve(START, faults={JOINED: stall})
    await cancelled(world, planned(START, IN_BOTH), begun)

    assert world.asked[:2] == [SWITCHED, JOINED]
    assert world.real == START


async def test_cancelling_calls_off_a_connection_that_is_being_made() -> None:
    """Nothing is to be seen of it yet, but the Echo is already looking for it."""
    begun = asyncio.Event()
    echo, flip = room("echo"), room("flip")
    home = with_ways(
        house(echo=Room(family="echo"), flip=Room(family="bluetooth")),
        bonds=[("echo", "flip")],
    )

    async def look_for_it(_: MakeBelieve, __: Act) -> None:
        begun.set()

    world = MakeBelieve(home, faults={ConnectBluetooth(flip, echo): look_for_it})
    found = planned(home, asking(sound("echo"), "flip"))
    patient = Timings(bluetooth_soft=5)
    running = asyncio.create_task(world.executor(patient).carry_out(found))
    await begun.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running

    assert world.asked[-1] == DisconnectBluetooth(flip, echo)


async def test_cancelling_takes_back_what_was_done_but_not_seen_yet() -> None:
    """The step that was under way may have had its effect."""
    begun = asyncio.Event()

    async def do_and_stall(world: MakeBelieve, act: Act) -> None:
        await obey(world, act)
        begun.set()
        await asyncio.Event().wait()

    world = MakeBelieve(START, faults={JOINED: do_and_stall})
    await cancelled(world, planned(START, IN_BOTH), begun)

    assert world.real == START


async def test_cancelling_the_way_back_begins_it_anew() -> None:
    """It goes to the start and no further: steps never taken are not taken back."""
    start = house(
        hallway=Room(line_in="Turntable"),
        kitchen=Room(plays="Jazz"),
        lounge=Room(follows="kitchen"),
        office=Room(follows="kitchen"),
    )
    in_each = asking(line_in("hallway"), "lounge", "kitchen", together=False)
    found = planned(start, in_each)
    assert [step.act for step in found.steps] == [
        Listen(LOUNGE, line_in("hallway")),
        Leave(KITCHEN),
        SWITCHED,
    ]
    begun = asyncio.Event()

    async def stall(world: MakeBelieve, _: Act) -> None:
        world.faults.clear()
        begun.set()
        await asyncio.Event().wait()

    world = MakeBelieve(start, faults={Leave(KITCHEN): reject, JOINED: stall})
    await cancelled(world, found, begun)

    assert world.real == start
