"""What is answered in each situation of `scenarios/`."""

from dataclasses import replace
from operator import attrgetter

import pytest

from custom_components.speaker_switchboard.core.catalogue import load
from custom_components.speaker_switchboard.core.caution import Caution
from custom_components.speaker_switchboard.core.effects import after
from custom_components.speaker_switchboard.core.house import House
from custom_components.speaker_switchboard.core.plan import Plan
from custom_components.speaker_switchboard.core.planner import plan
from custom_components.speaker_switchboard.core.refusal import Refusal

from .scenario import Scenario, ending, scenarios

_name = attrgetter("name")


def _at_the_end(house: House, found: Plan) -> House:
    for step in found.steps:
        house = after(house, step.act)
    return house


@pytest.mark.parametrize("scenario", ending("steps"), ids=_name)
def test_the_steps_are_the_ones_told(scenario: Scenario) -> None:
    """A plan reads like the scenario, and leaves out whom the scenario leaves out."""
    found = scenario.planned()

    assert list(found.say(scenario.house)) == scenario.endings["steps"]
    left_out = {room: refusal.reason for room, refusal in found.left_out}
    assert left_out == scenario.endings.get("left_out", {})
    assert found.already is None


@pytest.mark.parametrize("scenario", ending("already"), ids=_name)
def test_what_is_so_already_needs_no_step(scenario: Scenario) -> None:
    """Nothing to do is an answer with a reason."""
    found = scenario.planned()

    assert found.already == scenario.endings["already"]
    assert found.steps == ()


@pytest.mark.parametrize("scenario", [*ending("steps"), *ending("already")], ids=_name)
def test_what_should_be_known_is_said(scenario: Scenario) -> None:
    """Each caution the scenario tells, and no other; delay and voice where told."""
    found = scenario.planned()
    told = scenario.endings.get("routes", {})
    said = {
        one.room: {"delay": list(one.delay), "voice": one.voice}
        for one in found.routes
        if one.room in told
    }

    assert list(found.cautions) == scenario.endings.get("cautions", [])
    assert said == told


@pytest.mark.parametrize("scenario", ending("refused"), ids=_name)
def test_what_cannot_be_is_refused_with_its_owner(scenario: Scenario) -> None:
    """A refusal names who stands in the way, and the way out."""
    refused = plan(scenario.house, scenario.request)

    assert isinstance(refused, Refusal)
    told = {
        "key": refused.key,
        "words": refused.words,
        "reason": refused.reason,
        "remedy": refused.remedy,
    }
    assert told == scenario.endings["refused"]


@pytest.mark.parametrize("scenario", ending("steps"), ids=_name)
def test_what_was_done_need_not_be_done_again(scenario: Scenario) -> None:
    """The House after a plan is the twin in which nothing is left to do."""
    found = scenario.planned()
    again = plan(_at_the_end(scenario.house, found), scenario.request)

    assert isinstance(again, Plan)
    assert again.steps == ()
    assert again.already is not None
    assert (again.rooms, again.routes) == (found.rooms, found.routes)


def test_every_method_rule_and_contradiction_is_shown() -> None:
    """Also those that are off, guided or moot: by what is answered in their stead."""
    known = load()
    ids = {*known.methods, *known.rules, *known.contradictions}

    assert {one for scenario in scenarios() for one in scenario.shows} == ids


def test_every_caution_is_shown() -> None:
    """None is there for nothing."""
    told = [scenario.endings.get("cautions", []) for scenario in scenarios()]

    assert {one for cautions in told for one in cautions} == set(Caution)


def test_each_step_is_needed_and_expects_what_it_brings_about() -> None:
    """No expectation holds before its step, and each holds after it."""
    for scenario in ending("steps"):
        before = scenario.house
        for step in scenario.planned().steps:
            assert not step.act.expects.holds(before), scenario.name
            before = after(before, step.act)
            assert step.act.expects.holds(before), scenario.name


def test_the_order_in_which_devices_were_found_plays_no_part() -> None:
    """The same question has the same answer."""
    for scenario in scenarios():
        devices = sorted(scenario.house.devices.items(), reverse=True)
        turned = replace(scenario.house, devices=dict(devices))
        answer = plan(scenario.house, scenario.request)
        assert plan(turned, scenario.request) == answer, scenario.name


def test_a_scenario_has_one_ending() -> None:
    """None is left out by the tests above, and none is told twice."""
    told = ending("steps") + ending("already") + ending("refused")

    assert sorted(map(_name, told)) == list(map(_name, scenarios()))
