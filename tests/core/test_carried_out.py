"""Every plan of the scenarios, carried out in a House of make-believe.

First all goes well. Then each step in turn goes wrong, in each way a step can, and
the House has to end as it began.
"""

from operator import attrgetter

import pytest

from custom_components.speaker_switchboard.core.acts import ConnectBluetooth, Leave
from custom_components.speaker_switchboard.core.executor import GONE, NO_EFFECT
from custom_components.speaker_switchboard.core.plan import Step
from custom_components.speaker_switchboard.core.port import DeviceId, owner_of
from custom_components.speaker_switchboard.core.progress import (
    Outcome,
    Trouble,
    Verdict,
)

from .make_believe import (
    Behaviour,
    MakeBelieve,
    go_away,
    obey,
    obey_under_another_heir,
    reject,
    shrug,
    stumble,
    vanish,
)
from .scenario import Scenario, ending
from .sketch import as_asked, place_of, restorable, sound_of

_each_plan = pytest.mark.parametrize(
    "scenario", ending("steps"), ids=attrgetter("name")
)


async def _carried_out(
    scenario: Scenario, step: Step, behaviour: Behaviour
) -> tuple[MakeBelieve, Outcome]:
    """Carry a plan out, and let one step of it go wrong."""
    world = MakeBelieve(scenario.house, faults={step.act: behaviour})
    return world, await world.executor().carry_out(scenario.planned())


def _with_two_halves(scenario: Scenario) -> list[Step]:
    """Return the steps that may get stuck half-way; leaving a group is one thing."""
    steps = scenario.planned().steps
    return [step for step in steps if not isinstance(step.act, Leave)]


def _gone(world: MakeBelieve, scenario: Scenario) -> set[DeviceId]:
    """Return who was there at the start and is not any more."""
    return {
        one
        for one, device in world.real.devices.items()
        if device.away != scenario.house.devices[one].away
    }


def _moved(world: MakeBelieve, scenario: Scenario) -> set[DeviceId]:
    """Return who is still there but not as at the start.

    Whoever had a room in its group that is gone has another leader now, or none. A
    sender gets its sound back from a speaker that is gone.
    """
    gone = _gone(world, scenario)
    links = {link for link in scenario.house.links if owner_of(link.sink) not in gone}
    starts = (scenario.house, scenario.house.with_changes([], links))
    return {
        one
        for one in world.real.devices.keys() - gone
        if not gone & scenario.house.group_of(one)
        and place_of(world.real, one) not in [place_of(start, one) for start in starts]
    }


def _disturbed(world: MakeBelieve, scenario: Scenario) -> set[DeviceId]:
    """Return the rooms that were not asked for and hear something else now."""
    strangers = {one.id for one in world.real.rooms} - set(scenario.planned().rooms)
    return {
        one
        for one in strangers
        if sound_of(world.real, one) != sound_of(scenario.house, one)
    }


def _silenced(scenario: Scenario, failed: Step) -> set[DeviceId]:
    """Return the rooms whose phone was silenced before a step failed."""
    steps = scenario.planned().steps
    return {step.act.room for step in steps[: steps.index(failed)] if not step.undoable}


# Only a phone can start its sound again.
_VERDICT = {False: Verdict.UNDONE, True: Verdict.FAILED}


@pytest.mark.parametrize("obeying", [obey, obey_under_another_heir])
@_each_plan
async def test_in_the_end_every_room_hears_what_was_asked(
    scenario: Scenario, obeying: Behaviour
) -> None:
    """It is so whoever takes over from a leader; others change only where told."""
    found = scenario.planned()
    world = MakeBelieve(scenario.house, faults={s.act: obeying for s in found.steps})
    outcome = await world.executor().carry_out(found)

    assert as_asked(world.real, scenario.request, found.rooms)
    assert _disturbed(world, scenario) == set(scenario.endings.get("gives_way", []))
    assert world.asked == [step.act for step in found.steps]
    assert outcome.undo == ()
    assert outcome.trouble is None
    assert outcome.not_restored == set()


@_each_plan
async def test_a_plan_that_worked_is_active_unless_somebody_sleeps(
    scenario: Scenario,
) -> None:
    """Each room has its proof; a sleeper has its refusal, and makes it degraded."""
    found = scenario.planned()
    outcome = await MakeBelieve(scenario.house).executor().carry_out(found)

    playing = {one.room for one in outcome.rooms if one.evidence is not None}
    asleep = {one.room: one.refusal for one in outcome.rooms if one.refusal is not None}
    assert playing == set(found.rooms)
    assert asleep == dict(found.left_out)
    verdict = {False: Verdict.ACTIVE, True: Verdict.DEGRADED}[bool(asleep)]
    assert outcome.verdict is verdict


@_each_plan
async def test_a_rejected_step_leads_back_to_the_start(
    scenario: Scenario,
) -> None:
    """What the speaker said is in the outcome, and nothing is left of the plan."""
    for step in scenario.planned().steps:
        world, outcome = await _carried_out(scenario, step, reject)

        assert restorable(world.real) == restorable(scenario.house)
        assert outcome.verdict is _VERDICT[bool(_silenced(scenario, step))]
        assert outcome.trouble == Trouble(device=step.act.room, reason="error 402")
        assert outcome.not_restored == _silenced(scenario, step)
        assert world.asked.count(step.act) == 1


@_each_plan
async def test_a_step_without_effect_leads_back_to_the_start(
    scenario: Scenario,
) -> None:
    """A speaker that says yes and does nothing is told twice, and then named."""
    for step in scenario.planned().steps:
        world, outcome = await _carried_out(scenario, step, shrug)

        assert restorable(world.real) == restorable(scenario.house)
        assert outcome.verdict is _VERDICT[bool(_silenced(scenario, step))]
        assert outcome.trouble is not None
        assert outcome.trouble.device == step.act.room
        assert outcome.trouble.reason == NO_EFFECT
        assert (outcome.trouble.refusal is not None) == isinstance(
            step.act, ConnectBluetooth
        )
        assert outcome.not_restored == _silenced(scenario, step)
        assert world.asked.count(step.act) == 2


@_each_plan
async def test_half_a_step_leads_back_to_the_start(
    scenario: Scenario,
) -> None:
    """A room that left its group and got no further is put back into it."""
    for step in _with_two_halves(scenario):
        world, outcome = await _carried_out(scenario, step, stumble)

        assert restorable(world.real) == restorable(scenario.house)
        assert outcome.verdict is _VERDICT[bool(_silenced(scenario, step))]
        assert outcome.trouble == Trouble(device=step.act.room, reason="error 714")


@pytest.mark.parametrize("disappear", [go_away, vanish])
@_each_plan
async def test_whoever_is_still_there_is_put_back_or_named(
    scenario: Scenario, disappear: Behaviour
) -> None:
    """Who disappears at its own step is the trouble, and a loss if touched before."""
    steps = scenario.planned().steps
    for number, step in enumerate(steps):
        world, outcome = await _carried_out(scenario, step, disappear)

        assert _gone(world, scenario) == {step.act.room}
        assert _moved(world, scenario) <= outcome.not_restored
        assert outcome.trouble == Trouble(device=step.act.room, reason=GONE)
        before = {earlier.act.room for earlier in steps[:number] if earlier.undo}
        before |= _silenced(scenario, step)
        assert (step.act.room in outcome.not_restored) is (step.act.room in before)
        lost = {one.room for one in outcome.rooms if one.verdict is Verdict.FAILED}
        asleep = {room for room, _ in outcome.plan.left_out}
        named = {step.act.room, *outcome.not_restored} & set(outcome.plan.rooms)
        assert lost == asleep | named
