"""What holds for every plan, in many small Houses, and what scenarios cannot draw."""

from functools import reduce

from custom_components.speaker_switchboard.core.effects import after
from custom_components.speaker_switchboard.core.house import Away, House
from custom_components.speaker_switchboard.core.plan import Plan
from custom_components.speaker_switchboard.core.planner import plan
from custom_components.speaker_switchboard.core.progress import Verdict
from custom_components.speaker_switchboard.core.refusal import Refusal, Why
from custom_components.speaker_switchboard.core.route import Request

from .dice import NAMES, some_house, some_request, thrown
from .make_believe import MakeBelieve, obey_under_another_heir, reject
from .sketch import Room, as_asked, asking, house, line_in, restorable, room, sound_of

MANY = {f"room_{number}": Room() for number in range(200)}
ROOMS = house(hallway=Room(line_in="Turntable"), **MANY)


def some_plans() -> list[tuple[House, Request, Plan]]:
    """Return what is asked in a House, and how it is fulfilled, many times over."""
    dice = thrown(1)
    asked = [(some_house(dice), some_request(dice)) for _ in range(300)]
    answers = [(home, request, plan(home, request)) for home, request in asked]
    return [
        (home, request, found)
        for home, request, found in answers
        if isinstance(found, Plan)
    ]


def sounds_of_others(home: House, found: Plan) -> dict[str, object]:
    """Return what is heard in the rooms that were not named."""
    others = {room(name) for name in NAMES} - set(found.rooms)
    return {one: sound_of(home, one) for one in others}


def test_whatever_is_asked_is_brought_about() -> None:
    """The named rooms hear it, the others hear no change, nothing is left to do."""
    for home, request, found in some_plans():
        end = reduce(after, (step.act for step in found.steps), home)
        again = plan(end, request)

        assert as_asked(end, request, found.rooms)
        assert sounds_of_others(end, found) == sounds_of_others(home, found)
        assert isinstance(again, Plan)
        assert again.already is not None


async def test_it_is_brought_about_whoever_takes_over_from_a_leader() -> None:
    """The plan counts on one heir; the speakers may choose another."""
    for home, request, found in some_plans():
        acts = [step.act for step in found.steps]
        world = MakeBelieve(home, faults=dict.fromkeys(acts, obey_under_another_heir))
        outcome = await world.executor().carry_out(found)

        assert outcome.verdict is Verdict.ACTIVE
        assert as_asked(world.real, request, found.rooms)
        assert sounds_of_others(world.real, found) == sounds_of_others(home, found)


async def test_it_is_taken_back_whoever_took_over_from_a_leader() -> None:
    """The step that fails may be any, and the lead is back where it was."""
    for home, _, found in some_plans()[:80]:
        acts = [step.act for step in found.steps]
        obeying = dict.fromkeys(acts, obey_under_another_heir)
        for act in acts:
            world = MakeBelieve(home, faults={**obeying, act: reject})
            outcome = await world.executor().carry_out(found)

            silenced = {step.act.room for step in found.steps if not step.undoable}
            assert outcome.not_restored <= silenced
            assert restorable(world.real) == restorable(home)


def test_two_hundred_rooms_are_too_many() -> None:
    """A household of speakers holds no more than 32."""
    refused = plan(ROOMS, asking(line_in("hallway"), *MANY))

    assert isinstance(refused, Refusal)
    assert refused.key is Why.TOO_MANY_ROOMS
    assert refused.reason == ("200 rooms were named, but at most 32 can play together.")
    assert refused.remedy == "Name fewer rooms."


def test_thirty_two_rooms_are_not_too_many() -> None:
    """One of them is switched, the others join it."""
    found = plan(ROOMS, asking(line_in("hallway"), *list(MANY)[:32]))

    assert isinstance(found, Plan)
    assert len(found.steps) == 32


def test_half_a_room_is_no_room_when_the_other_half_is_missing() -> None:
    """What plays is the room, so it is the room that has to be there."""
    refused = plan(house(right_half=Room(part_of="lounge")), asking("", "right_half"))

    assert refused == Refusal(key=Why.UNKNOWN_ROOM, words={"room": "lounge"})


def test_half_a_room_stands_for_its_room() -> None:
    """Whether or not it is a speaker by itself."""
    found = plan(
        house(lounge=Room(), sub=Room(part_of="lounge", speaker=False)),
        asking("", "sub"),
    )

    assert isinstance(found, Plan)
    assert found.rooms == (room("lounge"),)


def test_a_plan_says_where_the_sound_comes_from() -> None:
    """Each room has its route, once the plan is carried out."""
    start = house(
        hallway=Room(line_in="Turntable"), kitchen=Room(), lounge=Room(plays="Jazz")
    )
    request = asking(line_in("hallway"), "kitchen", "lounge")
    found = plan(start, request)

    assert isinstance(found, Plan)
    assert found.request == request
    assert {one.room: len(one.links) for one in found.routes} == {
        "kitchen": 1,
        "lounge": 2,
    }


def test_what_comes_through_a_leader_that_does_not_answer_is_not_believed() -> None:
    """Its members are told themselves; nobody is sent into a group nobody sees."""
    start = house(
        hallway=Room(line_in="Turntable"),
        lounge=Room(hears=line_in("hallway"), away=Away.UNREACHABLE),
        kitchen=Room(follows="lounge"),
        bath=Room(),
    )
    found = plan(start, asking(line_in("hallway"), "kitchen", "bath"))

    assert isinstance(found, Plan)
    assert found.say(start) == (
        "Switch Kitchen to Turntable (Hallway)",
        "Let Bath play with Kitchen",
    )
