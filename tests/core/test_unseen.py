"""What nobody can see is called unverified, and what comes late is not lost."""

import asyncio
from dataclasses import replace

import pytest

from custom_components.speaker_switchboard.core.acts import (
    Act,
    ConnectBluetooth,
    DisconnectBluetooth,
    DoNotDisturb,
    Say,
    SetVolume,
    TurnJack,
    told,
)
from custom_components.speaker_switchboard.core.contracts import Receipt
from custom_components.speaker_switchboard.core.effects import after, way_back
from custom_components.speaker_switchboard.core.ending import anew, may_come_late
from custom_components.speaker_switchboard.core.errors import (
    CommandRejected,
    DeviceUnreachable,
    SessionExpired,
)
from custom_components.speaker_switchboard.core.house import (
    Away,
    Device,
    House,
    bluetooth,
)
from custom_components.speaker_switchboard.core.plan import Plan
from custom_components.speaker_switchboard.core.planner import plan
from custom_components.speaker_switchboard.core.port import PortKind, port_id
from custom_components.speaker_switchboard.core.progress import (
    Evidence,
    Outcome,
    Verdict,
)
from custom_components.speaker_switchboard.core.refusal import Why
from custom_components.speaker_switchboard.core.route import Request
from custom_components.speaker_switchboard.core.timings import Timings

from .make_believe import HASTY, MakeBelieve, obey, shrug
from .sketch import Room, asking, house, room, sound, with_ways

ECHO, FLIP, BOOM = room("kitchen_echo"), room("flip"), room("boom")
CONNECTED = ConnectBluetooth(FLIP, ECHO)
TO_FLIP = asking(sound("kitchen_echo"), "flip", take=True)
TO_ITSELF = asking(sound("kitchen_echo"), "kitchen_echo", take=True)
BONDS = [("kitchen_echo", "flip"), ("kitchen_echo", "boom")]


def pair(**drawn: object) -> House:
    """Return an Echo with two speakers."""
    echo = Room(family="echo", **drawn)  # type: ignore[arg-type]
    speaker = Room(family="bluetooth")
    return with_ways(house(kitchen_echo=echo, flip=speaker, boom=speaker), bonds=BONDS)


SEEN, BLIND = pair(), pair(blind=True)


def planned(home: House, request: Request = TO_FLIP) -> Plan:
    """Return the plan for a request that is not refused."""
    found = plan(home, request)
    assert isinstance(found, Plan)
    return found


async def carried_out(
    world: MakeBelieve, request: Request = TO_FLIP, timings: Timings = HASTY
) -> Outcome:
    """Carry out the plan for a request."""
    return await world.executor(timings).carry_out(planned(world.house, request))


def goes_blind(world: MakeBelieve) -> None:
    """Let nobody see any more what the Echo is connected to."""
    device = world.real.devices[ECHO]
    ports = tuple(
        replace(port, observed=False) if port.kind is PortKind.BLUETOOTH_OUT else port
        for port in device.ports
    )
    world.becomes(world.real.with_changes([replace(device, ports=ports)], ()))


async def by_word(_: MakeBelieve, __: Act) -> Receipt:
    """Say it to the Echo; nobody sees what becomes of it."""
    return Receipt(way="text_command", seen=False)


async def test_what_nobody_can_see_is_unverified_at_once() -> None:
    """A command that leaves no trace is not waited for, and not called a success."""
    world = MakeBelieve(BLIND, faults={CONNECTED: by_word})
    outcome = await carried_out(world, timings=Timings())

    assert outcome.verdict is Verdict.UNVERIFIED
    assert [each.evidence for each in outcome.rooms] == [Evidence.UNSEEN]
    assert outcome.steps[0].way == "text_command"
    assert outcome.trouble is None
    assert outcome.seconds < 1


async def test_an_echo_that_hides_its_output_is_told_to_let_go_of_every_speaker() -> (
    None
):
    """Nobody knows which one it has, and none is connected again afterwards."""
    found = planned(BLIND, TO_ITSELF)

    assert [step.act for step in found.steps] == [
        DisconnectBluetooth(BOOM, ECHO),
        DisconnectBluetooth(FLIP, ECHO),
    ]
    assert [step.undo for step in found.steps] == [(), ()]
    world = MakeBelieve(BLIND)
    assert (await carried_out(world, TO_ITSELF)).verdict is Verdict.UNVERIFIED


def test_a_speaker_that_may_be_connected_unseen_is_freed_all_the_same() -> None:
    """That nobody sees a connection does not mean that there is none."""
    found = planned(BLIND, asking("", "flip"))

    assert found.already is None
    assert [step.act for step in found.steps] == [DisconnectBluetooth(FLIP, ECHO)]


def test_who_sends_is_told() -> None:
    """A Bluetooth speaker takes no orders; everybody else does as it is told."""
    assert told(CONNECTED) == ECHO
    assert told(DisconnectBluetooth(FLIP, ECHO)) == ECHO
    assert told(SetVolume(BOOM, 0.5)) == BOOM


async def test_who_goes_blind_on_the_way_is_not_called_a_failure() -> None:
    """When the state can no longer be read, nobody knows that it did not work."""

    async def hide(world: MakeBelieve, _: Act) -> None:
        goes_blind(world)

    outcome = await carried_out(MakeBelieve(SEEN, faults={CONNECTED: hide}))

    assert outcome.verdict is Verdict.UNVERIFIED
    assert outcome.steps[0].tries == 2


async def test_who_says_no_and_hides_has_said_no() -> None:
    """A refusal needs no look to be believed."""

    async def refuse(world: MakeBelieve, _: Act) -> None:
        goes_blind(world)
        raise CommandRejected(ECHO, "400")

    outcome = await carried_out(MakeBelieve(SEEN, faults={CONNECTED: refuse}))

    assert outcome.verdict is Verdict.UNDONE
    assert outcome.trouble is not None
    assert outcome.trouble.reason == "400"


async def test_a_link_that_breaks_at_once_does_not_count() -> None:
    """What is connected has to stay so before it is believed."""

    async def flash(world: MakeBelieve, act: Act) -> None:
        world.becomes(after(world.real, act))
        loop = asyncio.get_running_loop()
        loop.call_later(0.002, lambda: world.becomes(SEEN))

    timings = replace(HASTY, bluetooth_hold=0.02, bluetooth_hard=0.02)
    world = MakeBelieve(SEEN, faults={CONNECTED: flash})
    outcome = await carried_out(world, timings=timings)

    assert outcome.verdict is Verdict.UNDONE
    assert outcome.trouble is not None
    assert outcome.trouble.refusal is not None
    assert outcome.trouble.refusal.key is Why.NOT_CONNECTED


async def test_what_stays_connected_was_read_at_its_end() -> None:
    """An event alone is no proof of a connection that has to hold."""
    world = MakeBelieve(SEEN)
    outcome = await carried_out(world)

    assert outcome.verdict is Verdict.ACTIVE
    assert outcome.steps[0].evidence is Evidence.READ
    assert world.looks


async def test_a_link_that_breaks_unheard_does_not_count() -> None:
    """The look at the end of the time to hold finds what no event told."""

    async def die_quietly(world: MakeBelieve, act: Act) -> None:
        world.becomes(after(world.real, act))
        world.mute = True
        world.becomes(SEEN)

    world = MakeBelieve(SEEN, faults={CONNECTED: die_quietly})
    assert (await carried_out(world)).verdict is Verdict.UNDONE


async def test_an_account_that_is_signed_out_says_so() -> None:
    """The trouble is with the account, not with the speaker, and it is final."""

    async def expire(world: MakeBelieve, _: Act) -> None:
        world.lose(ECHO, Away.LOGGED_OUT)
        raise SessionExpired(ECHO, "401")

    world = MakeBelieve(SEEN, faults={CONNECTED: expire})
    outcome = await carried_out(world)

    assert outcome.trouble is not None
    assert outcome.trouble.refusal is not None
    assert outcome.trouble.refusal.key is Why.LOGGED_OUT
    assert outcome.trouble.refusal.words == {"room": "Kitchen Echo"}
    assert outcome.steps[0].tries == 1


async def test_a_session_that_expired_is_not_tried_again() -> None:
    """Also while the Echo itself is still shown as present."""

    async def expire(_: MakeBelieve, __: Act) -> None:
        raise SessionExpired(ECHO, "401")

    world = MakeBelieve(SEEN, faults={CONNECTED: expire})
    outcome = await carried_out(world)

    assert world.asked == [CONNECTED]
    assert outcome.trouble is not None
    assert outcome.trouble.device == ECHO


async def test_a_connection_that_comes_late_is_reported() -> None:
    """It was given up, it is there after all, and nobody takes it away."""
    world = MakeBelieve(SEEN, faults={CONNECTED: shrug}, mute=True)
    outcome = await carried_out(world)
    assert outcome.verdict is Verdict.UNDONE
    assert may_come_late(outcome)

    asyncio.get_running_loop().call_later(
        0.003, lambda: world.becomes(after(world.real, CONNECTED))
    )
    late = await world.executor(replace(HASTY, bluetooth_late=1.0)).late(outcome)

    assert late is not None
    assert late.verdict is Verdict.ACTIVE
    assert late.late
    assert late.trouble is None
    assert bluetooth(ECHO, FLIP) in world.real.links


async def test_a_late_connection_without_its_rooms_is_still_a_failure() -> None:
    """An Era that is connected late, but plays something else, is no success."""
    home = with_ways(
        house(kitchen_echo=Room(family="echo"), era=Room(inputs=["bluetooth_in"])),
        bonds=[("kitchen_echo", "era")],
    )
    era = room("era")
    act = ConnectBluetooth(era, ECHO)
    world = MakeBelieve(home, faults={act: shrug})
    outcome = await carried_out(world, asking(sound("kitchen_echo"), "era"))
    assert may_come_late(outcome)

    assert anew(outcome, home).trouble == outcome.trouble
    assert anew(outcome, after(home, act)).trouble is None


async def test_a_connection_that_never_comes_is_not_waited_for_for_ever() -> None:
    """After the late window nothing more is expected."""
    world = MakeBelieve(SEEN, faults={CONNECTED: shrug})
    outcome = await carried_out(world)
    assert await world.executor().late(outcome) is None


async def test_who_is_away_is_looked_for_until_the_window_ends() -> None:
    """Who does not answer may be back before it is too late."""
    world = MakeBelieve(SEEN, faults={CONNECTED: shrug})
    outcome = await carried_out(world)
    world.lose(ECHO)
    assert await world.executor().late(outcome) is None


async def test_what_comes_while_everything_is_put_back_stays() -> None:
    """A connection a moment too late is what was asked for: it is not undone."""

    async def late(world: MakeBelieve, act: Act) -> None:
        world.faults[act] = then_obey

    async def then_obey(world: MakeBelieve, act: Act) -> None:
        loop = asyncio.get_running_loop()
        loop.call_later(0.008, lambda: world.becomes(after(world.real, act)))
        raise DeviceUnreachable(act.room, "no answer")

    world = MakeBelieve(SEEN, faults={CONNECTED: late}, mute=True)
    await carried_out(world)
    await asyncio.sleep(0.02)

    assert bluetooth(ECHO, FLIP) in world.real.links
    assert not [act for act in world.asked if isinstance(act, DisconnectBluetooth)]


async def test_what_came_while_the_first_speaker_was_not_to_be_had_is_a_success() -> (
    None
):
    """Nothing could be put back, but what was asked for is there: that is said."""
    start = with_ways(SEEN, bonds=BONDS, bluetooth=[("kitchen_echo", "boom")])
    back = ConnectBluetooth(BOOM, ECHO)

    async def too_late(world: MakeBelieve, _: Act) -> None:
        world.becomes(after(world.real, CONNECTED))

    world = MakeBelieve(start, faults={CONNECTED: shrug, back: too_late})
    outcome = await carried_out(world)

    assert outcome.verdict is Verdict.ACTIVE
    assert outcome.late
    assert outcome.trouble is None
    assert bluetooth(ECHO, FLIP) in world.real.links


@pytest.mark.parametrize("outcome_of", [obey, by_word])
async def test_what_was_not_given_up_cannot_come_late(outcome_of: object) -> None:
    """Late is only what failed before."""
    world = MakeBelieve(SEEN, faults={CONNECTED: outcome_of})  # type: ignore[dict-item]
    assert not may_come_late(await carried_out(world))


SETTABLE = pair(outputs=["bluetooth_out", "line_out"], jack="in")


def with_settings(device: Device) -> House:
    """Return the house with the Echo set to something."""
    return SETTABLE.with_changes([device], SETTABLE.links)


QUIET = with_settings(replace(SETTABLE.devices[ECHO], volume=0.3, undisturbed=False))


@pytest.mark.parametrize(
    "act",
    [TurnJack(ECHO, out=True), SetVolume(ECHO, 0.5), DoNotDisturb(ECHO, on=True)],
    ids=str,
)
def test_a_setting_can_be_put_back(act: Act) -> None:
    """What was set before is known, so that it can be given back."""
    done = after(QUIET, act)

    assert not act.expects.holds(QUIET)
    assert act.expects.holds(done)
    (back,) = way_back(QUIET, act)
    assert after(done, back) == QUIET
    assert act.say(QUIET) != back.say(QUIET)


@pytest.mark.parametrize(
    "act", [SetVolume(ECHO, 0.5), DoNotDisturb(ECHO, on=True), Say(ECHO, "Hello")]
)
def test_what_nobody_knew_before_cannot_be_put_back(act: Act) -> None:
    """A volume that was never told is left as it is; what was said is said."""
    assert way_back(SETTABLE, act) == ()
    assert not act.expects.holds(SETTABLE)


@pytest.mark.parametrize(
    "act", [SetVolume(BOOM, 0.5), DoNotDisturb(BOOM, on=True), TurnJack(BOOM, out=True)]
)
def test_who_is_not_there_is_set_to_nothing(act: Act) -> None:
    """Of a device that left the house nothing is known."""
    assert not act.expects.holds(House())


async def test_what_is_said_leaves_no_trace() -> None:
    """An Echo speaks, and nobody but people can tell."""
    act = Say(ECHO, "Dinner!", chime=True)
    world = MakeBelieve(SEEN)

    assert after(SEEN, act) == SEEN
    assert act.say(SEEN) == "Let Kitchen Echo say: Dinner!"
    witness = world.executor()._witness  # noqa: SLF001 - nobody else asks it
    assert not witness.observes(act)
    assert not act.expects.holds(after(SEEN, act))


def test_the_line_in_behind_a_jack_that_is_set_to_in_is_silent() -> None:
    """Nothing comes out of a jack that takes sound in."""
    port = port_id(ECHO, PortKind.LINE_OUT)
    assert SETTABLE.shut(port)
    assert not after(SETTABLE, TurnJack(ECHO, out=True)).shut(port)
