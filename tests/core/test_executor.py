"""How a plan is carried out: tried, seen to work, or taken back."""

import asyncio
from dataclasses import replace

from custom_components.speaker_switchboard.core.acts import (
    Act,
    Join,
    Leave,
    Listen,
    Resume,
)
from custom_components.speaker_switchboard.core.effects import after
from custom_components.speaker_switchboard.core.errors import (
    CommandRejected,
    DeviceUnreachable,
)
from custom_components.speaker_switchboard.core.executor import (
    GONE,
    NO_EFFECT,
    NOT_KEPT,
    Executor,
)
from custom_components.speaker_switchboard.core.house import Away, House
from custom_components.speaker_switchboard.core.plan import Plan
from custom_components.speaker_switchboard.core.planner import plan
from custom_components.speaker_switchboard.core.progress import (
    Evidence,
    Outcome,
    Progress,
    RoomOutcome,
    Stage,
    Trouble,
    Verdict,
)
from custom_components.speaker_switchboard.core.route import Request
from custom_components.speaker_switchboard.core.timings import Timings

from .make_believe import MakeBelieve, go_away, obey, reject, shrug, vanish
from .sketch import Room, asking, group, house, line_in, room

KITCHEN, LOUNGE = room("kitchen"), room("lounge")
SWITCHED = Listen(KITCHEN, line_in("hallway"))
JOINED = Join(LOUNGE, KITCHEN)

START = house(
    hallway=Room(line_in="Turntable"),
    kitchen=Room(),
    lounge=Room(plays="Jazz"),
)
IN_BOTH = asking(line_in("hallway"), "kitchen", "lounge")


def planned(start: House = START, request: Request = IN_BOTH) -> Plan:
    """Return the plan for a request that is not refused."""
    found = plan(start, request)
    assert isinstance(found, Plan)
    return found


async def carried_out(world: MakeBelieve, request: Request = IN_BOTH) -> Outcome:
    """Carry out the plan for a request."""
    return await world.executor().carry_out(planned(world.house, request))


def following(world: MakeBelieve, told: list[Progress]) -> Executor:
    """Return an executor whose progress is written down."""
    return replace(world.executor(), report=told.append)


async def test_an_event_is_evidence() -> None:
    """What the House shows by itself need not be read."""
    world = MakeBelieve(START)
    outcome = await carried_out(world)

    assert [step.evidence for step in outcome.steps] == [Evidence.EVENT] * 2
    assert world.looks == []


async def test_an_event_that_comes_late_is_waited_for() -> None:
    """A speaker may say yes first and do it afterwards."""

    async def dawdle(world: MakeBelieve, act: Act) -> None:
        loop = asyncio.get_running_loop()
        loop.call_soon(lambda: world.becomes(world.real))
        loop.call_soon(lambda: world.becomes(after(world.real, act)))

    world = MakeBelieve(START, faults={SWITCHED: dawdle})
    outcome = await world.executor(Timings(first_look=0.2)).carry_out(planned())

    assert outcome.verdict is Verdict.ACTIVE
    assert outcome.steps[0].evidence is Evidence.EVENT
    assert outcome.steps[0].tries == 1


async def test_without_events_the_speakers_are_read() -> None:
    """A House that is silent about its changes is looked at."""
    world = MakeBelieve(START, mute=True)
    outcome = await carried_out(world)

    assert outcome.verdict is Verdict.ACTIVE
    assert [step.evidence for step in outcome.steps] == [Evidence.READ] * 2
    assert [step.tries for step in outcome.steps] == [1, 1]


async def test_reading_goes_on_until_the_time_is_over() -> None:
    """A change that is neither told nor there at the first look is still found."""

    async def much_later(world: MakeBelieve, act: Act) -> None:
        loop = asyncio.get_running_loop()
        loop.call_later(0.03, lambda: world.becomes(after(world.real, act)))

    world = MakeBelieve(START, mute=True, faults={SWITCHED: much_later})
    outcome = await world.executor(Timings(first_look=0.002)).carry_out(planned())

    assert outcome.verdict is Verdict.ACTIVE
    assert outcome.steps[0].tries == 1
    assert outcome.steps[0].seconds < 1


async def test_a_passing_rejection_is_tried_again() -> None:
    """A speaker that is not ready yet may be a moment later."""

    async def not_yet(world: MakeBelieve, act: Act) -> None:
        world.faults.clear()
        raise CommandRejected(act.room, "error 1001", passing=True)

    world = MakeBelieve(START, faults={JOINED: not_yet})
    outcome = await world.executor(Timings(retry_pause=0.05)).carry_out(planned())

    assert outcome.verdict is Verdict.ACTIVE
    assert [step.tries for step in outcome.steps] == [1, 2]
    assert outcome.steps[1].seconds > 0.04


async def test_a_passing_rejection_that_does_not_pass_is_final() -> None:
    """Twice is enough."""

    async def never(_: MakeBelieve, act: Act) -> None:
        raise CommandRejected(act.room, "error 1001", passing=True)

    world = MakeBelieve(START, faults={JOINED: never})
    outcome = await carried_out(world)

    assert outcome.trouble == Trouble(device=LOUNGE, reason="error 1001")
    assert outcome.steps[-1].tries == 2
    assert world.real == START


async def test_a_final_rejection_is_not_tried_again() -> None:
    """A speaker that will not is believed at once."""
    world = MakeBelieve(START, faults={SWITCHED: reject})
    outcome = await world.executor(Timings()).carry_out(planned())

    assert outcome.steps[0].tries == 1
    assert outcome.steps[0].seconds < 1
    assert world.asked == [SWITCHED]


async def test_a_rejection_of_what_was_done_is_no_failure() -> None:
    """What the House shows counts for more than what a call returned."""

    async def grumble(world: MakeBelieve, act: Act) -> None:
        await obey(world, act)
        raise CommandRejected(act.room, "error 701")

    world = MakeBelieve(START, faults={SWITCHED: grumble})

    assert (await carried_out(world)).verdict is Verdict.ACTIVE


async def test_a_lost_answer_is_no_failure() -> None:
    """A speaker that did it and never said so did it."""

    async def do_in_silence(world: MakeBelieve, act: Act) -> None:
        await obey(world, act)
        raise DeviceUnreachable(act.room, "timeout")

    world = MakeBelieve(START, faults={SWITCHED: do_in_silence, JOINED: do_in_silence})
    outcome = await carried_out(world)

    assert outcome.verdict is Verdict.ACTIVE
    assert [step.tries for step in outcome.steps] == [1, 1]


async def test_a_lost_question_is_asked_again() -> None:
    """A speaker that is there but did not hear it is told once more."""

    async def mishear(world: MakeBelieve, act: Act) -> None:
        world.faults.clear()
        raise DeviceUnreachable(act.room, "timeout")

    world = MakeBelieve(START, faults={SWITCHED: mishear})
    outcome = await carried_out(world)

    assert outcome.verdict is Verdict.ACTIVE
    assert outcome.steps[0].tries == 2


async def test_no_effect_is_tried_again() -> None:
    """A speaker that said yes and did nothing may do it at the second time."""

    async def shrug_once(world: MakeBelieve, act: Act) -> None:
        world.faults.clear()
        await shrug(world, act)

    world = MakeBelieve(START, faults={SWITCHED: shrug_once})
    outcome = await carried_out(world)

    assert outcome.verdict is Verdict.ACTIVE
    assert outcome.steps[0].tries == 2


async def test_who_is_gone_has_not_left_its_group() -> None:
    """A room that vanishes from its group did not do as it was told."""
    start = house(kitchen=Room(follows="lounge"), lounge=Room(plays="Jazz"))
    world = MakeBelieve(start, faults={Leave(KITCHEN): vanish})
    outcome = await carried_out(world, asking("", "kitchen"))

    assert outcome.verdict is Verdict.UNDONE
    assert outcome.trouble == Trouble(device=KITCHEN, reason=GONE)
    assert outcome.undo == ()


async def test_who_is_gone_is_not_tried_again() -> None:
    """Nobody waits for a room that has left the network."""
    world = MakeBelieve(START, faults={SWITCHED: go_away})
    outcome = await world.executor(Timings(first_look=0.001)).carry_out(planned())

    assert outcome.steps[0].tries == 1
    assert outcome.steps[0].seconds < 1


async def test_whoever_is_gone_is_blamed_and_not_who_was_told() -> None:
    """A join fails because of its host, too."""

    async def lose_the_host(world: MakeBelieve, act: Act) -> None:
        world.lose(KITCHEN, Away.OFF)
        raise CommandRejected(act.room, "error 800", passing=True)

    start = house(kitchen=Room(plays="Jazz"), lounge=Room())
    world = MakeBelieve(start, faults={JOINED: lose_the_host})
    outcome = await carried_out(world, asking(group("kitchen"), "lounge"))

    assert outcome.trouble == Trouble(device=KITCHEN, reason=GONE)
    assert outcome.steps[0].tries == 1


async def test_a_device_that_is_not_in_the_house_any_more_is_gone() -> None:
    """A House that forgot a device shows no effect on it."""

    async def forget(world: MakeBelieve, _: Act) -> None:
        world.becomes(House(devices={LOUNGE: world.real.devices[LOUNGE]}))

    start = house(kitchen=Room(follows="lounge"), lounge=Room(plays="Jazz"))
    world = MakeBelieve(start, faults={Leave(KITCHEN): forget})
    outcome = await carried_out(world, asking("", "kitchen"))

    assert outcome.trouble == Trouble(device=KITCHEN, reason=GONE)


async def test_what_cannot_be_put_back_is_named() -> None:
    """An outcome that left something behind is failed, and says in which room."""
    first, second = planned().steps
    world = MakeBelieve(
        START, faults={second.act: reject, **dict.fromkeys(first.undo, reject)}
    )
    outcome = await carried_out(world)

    assert outcome.verdict is Verdict.FAILED
    assert outcome.not_restored == {KITCHEN}
    assert outcome.trouble == Trouble(device=LOUNGE, reason="error 402")
    assert outcome.rooms == (
        RoomOutcome(room=KITCHEN, verdict=Verdict.FAILED),
        RoomOutcome(room=LOUNGE, verdict=Verdict.UNDONE),
    )
    assert [step.act for step in outcome.undo] == list(first.undo)


async def test_the_rooms_of_a_plan_are_read_before_it_is_taken_back() -> None:
    """What has to be put back is judged by how things are by then."""
    world = MakeBelieve(START, faults={JOINED: reject})
    await carried_out(world)

    assert world.looks == [{LOUNGE, KITCHEN}, {KITCHEN, LOUNGE}]


async def test_nothing_to_do_is_active_by_what_was_before() -> None:
    """A plan without steps touches nothing."""
    heard = house(
        hallway=Room(line_in="Turntable"), kitchen=Room(hears=line_in("hallway"))
    )
    world = MakeBelieve(heard)
    outcome = await carried_out(world, asking(line_in("hallway"), "kitchen"))

    assert outcome.verdict is Verdict.ACTIVE
    assert outcome.rooms == (
        RoomOutcome(room=KITCHEN, verdict=Verdict.ACTIVE, evidence=Evidence.BEFORE),
    )
    assert world.asked == []


async def test_a_room_that_needed_no_step_is_proven_by_what_was_before() -> None:
    """The group that hears it already has not moved."""
    start = house(
        hallway=Room(line_in="Turntable"),
        kitchen=Room(hears=line_in("hallway")),
        lounge=Room(),
    )
    outcome = await carried_out(MakeBelieve(start))

    proofs = {one.room: one.evidence for one in outcome.rooms}
    assert proofs == {KITCHEN: Evidence.BEFORE, LOUNGE: Evidence.EVENT}


async def test_progress_is_told_in_order() -> None:
    """Each step is announced before it is sent, and confirmed when it was seen."""
    told: list[Progress] = []
    await following(MakeBelieve(START), told).carry_out(planned())

    assert told == [
        Progress(stage=Stage.ACTING, act=SWITCHED, step=1, steps=2),
        Progress(stage=Stage.ACTING, act=JOINED, step=2, steps=2),
        Progress(stage=Stage.VERIFIED, act=SWITCHED, step=1, steps=2),
        Progress(stage=Stage.VERIFIED, act=JOINED, step=2, steps=2),
    ]


async def test_the_way_back_is_told_and_counted_by_itself() -> None:
    """Acts that take back are numbered among their own, skipped ones included."""
    told: list[Progress] = []
    world = MakeBelieve(START, faults={JOINED: reject})
    found = planned()
    await following(world, told).carry_out(found)

    back = found.steps[0].undo[-1]
    assert told[3:] == [
        Progress(stage=Stage.FAILED, act=JOINED, step=2, steps=2),
        Progress(stage=Stage.UNDOING, act=back, step=3, steps=3),
    ]


def test_nobody_has_to_listen_to_the_progress() -> None:
    """An executor is complete with hands and eyes, and is patient by itself."""
    world = MakeBelieve(START)
    executor = Executor(hands=world, eyes=world)
    executor.report(Progress(stage=Stage.ACTING, act=SWITCHED, step=1, steps=1))

    assert executor.timings.source_hard == 15


async def test_a_room_that_falls_away_before_the_end_is_not_active() -> None:
    """What the first step did is looked at once more when the last has worked."""

    async def steal_the_lounge(world: MakeBelieve, act: Act) -> None:
        await obey(world, act)
        world.becomes(after(world.real, Resume(LOUNGE)))

    request = asking(line_in("hallway"), "lounge", "kitchen", together=False)
    stolen = Listen(KITCHEN, line_in("hallway"))
    world = MakeBelieve(START, faults={stolen: steal_the_lounge})
    outcome = await carried_out(world, request)

    assert outcome.verdict is Verdict.DEGRADED
    assert outcome.rooms[0] == RoomOutcome(room=LOUNGE, verdict=Verdict.FAILED)
    assert outcome.trouble is None
    assert world.looks == [frozenset({LOUNGE})]


async def test_when_every_room_falls_away_the_route_has_failed() -> None:
    """Nothing that was asked for is left of it, and the first room is named."""

    async def steal_the_lounge(world: MakeBelieve, act: Act) -> None:
        await obey(world, act)
        world.becomes(after(world.real, Resume(LOUNGE)))

    def steal_the_kitchen(progress: Progress) -> None:
        done = progress.stage is Stage.VERIFIED and progress.act == SWITCHED
        world.becomes(after(world.real, Resume(KITCHEN)) if done else world.real)

    request = asking(line_in("hallway"), "lounge", "kitchen", together=False)
    world = MakeBelieve(START, faults={SWITCHED: steal_the_lounge})
    executor = replace(world.executor(), report=steal_the_kitchen)
    outcome = await executor.carry_out(planned(START, request))

    assert outcome.verdict is Verdict.FAILED
    assert outcome.trouble == Trouble(device=LOUNGE, reason=NOT_KEPT)


async def test_rooms_are_sent_to_their_leader_without_waiting_to_see_each() -> None:
    """All are sent by the time the first is looked for; each is seen all the same."""
    world = MakeBelieve(START, mute=True)
    told: list[Progress] = []
    outcome = await following(world, told).carry_out(planned())

    assert [each.stage for each in told[:2]] == [Stage.ACTING, Stage.ACTING]
    assert world.asked == [SWITCHED, JOINED]
    assert outcome.verdict is Verdict.ACTIVE


async def test_nothing_is_sent_ahead_after_a_step_that_was_refused() -> None:
    """A leader that refuses its source gets no followers."""
    world = MakeBelieve(START, faults={SWITCHED: reject})
    outcome = await carried_out(world)

    assert world.asked == [SWITCHED]
    assert outcome.verdict is Verdict.UNDONE


async def test_what_was_sent_ahead_is_taken_back_as_well() -> None:
    """A follower that joined a leader without its source leaves again."""
    world = MakeBelieve(START, faults={SWITCHED: shrug})
    outcome = await carried_out(world)

    assert outcome.trouble == Trouble(device=KITCHEN, reason=NO_EFFECT)
    assert world.real == START


async def test_a_room_that_has_to_leave_first_is_seen_to_have_left() -> None:
    """What it is told next could take its old group along."""
    start = house(
        hallway=Room(line_in="Turntable"),
        kitchen=Room(plays="Jazz"),
        lounge=Room(follows="kitchen"),
    )
    told: list[Progress] = []
    found = planned(start, asking(line_in("hallway"), "kitchen"))
    await following(MakeBelieve(start), told).carry_out(found)

    assert [(each.stage, each.step) for each in told] == [
        (Stage.ACTING, 1),
        (Stage.VERIFIED, 1),
        (Stage.ACTING, 2),
        (Stage.VERIFIED, 2),
    ]
