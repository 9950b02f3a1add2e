"""What holds for every plan, in every House and for every request there may be."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from itertools import accumulate
from random import Random

from hypothesis import given, strategies as st

from custom_components.speaker_switchboard.core.acts import Act, concerned
from custom_components.speaker_switchboard.core.effects import after
from custom_components.speaker_switchboard.core.house import Family, House, Link
from custom_components.speaker_switchboard.core.plan import Plan
from custom_components.speaker_switchboard.core.planner import plan
from custom_components.speaker_switchboard.core.port import (
    DeviceId,
    PortKind,
    kind_of,
    owner_of,
    port_id,
)
from custom_components.speaker_switchboard.core.progress import Verdict
from custom_components.speaker_switchboard.core.refusal import Refusal
from custom_components.speaker_switchboard.core.route import Request, fulfilled

from .make_believe import HASTY, MakeBelieve, reject
from .sketch import restorable, sound_of
from .strategies import asked

type Asked = tuple[House, Request]

QUICK = replace(HASTY, bluetooth_soft=0.002, bluetooth_hard=0.004)


def acts_of(found: Plan) -> list[Act]:
    """Return what a plan does."""
    return [step.act for step in found.steps]


def course_of(house: House, acts: Iterable[Act]) -> list[House]:
    """Return the House at the start and after each act."""
    return list(accumulate(acts, after, initial=house))


def planned(house: House, request: Request) -> Plan | None:
    """Return the plan, if there is one."""
    found = plan(house, request)
    return found if isinstance(found, Plan) else None


def are_together(house: House, rooms: Iterable[DeviceId]) -> bool:
    """Tell whether the rooms of each household are in one group."""
    grouped = [room for room in rooms if house.has_groups(room)]
    places = {
        (house.devices[room].household, house.leader_of(room)) for room in grouped
    }
    return len(places) == len({household for household, _ in places})


def can_be_told(house: House, act: Act) -> bool:
    """Tell whether all it takes for an act is there, and can be told."""
    devices = [house.devices[one] for one in concerned(act)]
    sender = getattr(act, "sender", None)
    box = sender is not None and house.devices[sender].family is Family.BRIDGE
    return not box and all(device.away is None for device in devices)


@given(asked())
def test_a_plan_brings_about_what_was_asked(one: Asked) -> None:
    """Every room of the plan hears a source that was asked for, together if asked."""
    house, request = one
    if found := planned(house, request):
        end = reduce(after, acts_of(found), house)

        assert [room for room in found.rooms if not fulfilled(end, request, room)] == []
        if request.source is not None and request.together:
            assert are_together(end, found.rooms)


@given(asked())
def test_what_is_so_already_needs_no_step(one: Asked) -> None:
    """Who hears it, in one group if asked, is left in peace."""
    house, request = one
    found = planned(house, request)
    if found and all(fulfilled(house, request, room) for room in found.rooms):
        apart = request.source is not None and request.together
        if not found.left_out and (not apart or are_together(house, found.rooms)):
            assert acts_of(found) == []


@given(asked())
def test_each_step_can_be_done_and_shows_what_it_expects(one: Asked) -> None:
    """Nobody is told who cannot be told; no step is in vain, and each is seen."""
    house, request = one
    if found := planned(house, request):
        for act in acts_of(found):
            assert can_be_told(house, act), act
            assert not act.expects.holds(house), act
            house = after(house, act)
            assert act.expects.holds(house), act


@given(asked())
async def test_a_plan_that_is_carried_out_without_a_fault_is_active(one: Asked) -> None:
    """The executor sees it work, step by step, and has nothing to take back."""
    house, request = one
    if found := planned(house, request):
        world = MakeBelieve(house)
        outcome = await world.executor(QUICK).carry_out(found)

        whole = Verdict.DEGRADED if found.left_out else Verdict.ACTIVE
        assert outcome.verdict is whole, outcome
        assert world.asked == acts_of(found)
        assert world.real == reduce(after, acts_of(found), house)


def broken(house: House) -> list[object]:
    """Return each thing that only one can have, and that more than one has."""
    output = Counter(
        owner_of(link.source)
        for link in house.links
        if kind_of(link.source) is PortKind.BLUETOOTH_OUT
    )
    sinks = Counter(link.sink for link in house.links)
    followed = {
        owner_of(link.source)
        for link in house.links
        if kind_of(link.sink) is PortKind.GROUP
    }
    return [
        *(sender for sender, n in output.items() if n > house.devices[sender].carries),
        *(sink for sink, n in sinks.items() if n > 1),
        *(leader for leader in followed if house.leader_of(leader) != leader),
    ]


@given(asked())
def test_what_only_one_can_have_is_never_given_to_two(one: Asked) -> None:
    """It is so at the start, at the end, and at every moment between."""
    house, request = one
    assert broken(house) == []
    if found := planned(house, request):
        for moment in course_of(house, acts_of(found)):
            assert broken(moment) == []


@given(asked())
def test_the_jack_and_the_bluetooth_of_an_echo_are_never_both_in_use(
    one: Asked,
) -> None:
    """The routes of a plan take one or the other."""
    house, request = one
    if found := planned(house, request):
        outputs = {link.source for route in found.routes for link in route.links}
        echos = [
            owner_of(port)
            for port in outputs
            if house.devices[owner_of(port)].family is Family.ECHO
            and kind_of(port) is not PortKind.SPEAKER
        ]
        assert len(echos) == len(set(echos))


def at_rest(house: House, start: House) -> House:
    """Return a House less what no act brings back.

    That is the sound of a phone, and a receiver that was set to nothing.
    """
    whole = restorable(house)
    unset = {
        one: device
        for one, device in start.devices.items()
        if device.family is Family.PLAYER and start.fed_by(one) is None
    }
    gone = {port_id(one, PortKind.SPEAKER) for one in unset}
    links = {link for link in whole.links if link.sink not in gone}
    return whole.with_changes(unset.values(), links)


def can_be_undone(house: House, found: Plan) -> bool:
    """Tell whether all it takes to walk back is there."""
    return all(can_be_told(house, act) for step in found.steps for act in step.undo)


@given(asked(), st.data())
def test_undoing_from_any_step_restores_the_start(
    one: Asked, data: st.DataObject
) -> None:
    """All is as before, but for what only a phone can start again."""
    house, request = one
    found = planned(house, request)
    if found and found.steps:
        done = data.draw(st.integers(1, len(found.steps)))
        back = [act for step in reversed(found.steps[:done]) for act in step.undo]
        at_that = reduce(after, acts_of(found)[:done], house)

        end = reduce(after, back, at_that)

        assert at_rest(end, house) == at_rest(house, house)


@given(asked(), st.data())
async def test_a_step_that_fails_leads_back_to_the_start(
    one: Asked, data: st.DataObject
) -> None:
    """The executor walks back; what it could not restore, it says."""
    house, request = one
    found = planned(house, request)
    if found and found.steps and can_be_undone(house, found):
        act = data.draw(st.sampled_from(acts_of(found)))
        world = MakeBelieve(house, faults={act: reject})
        outcome = await world.executor(QUICK).carry_out(found)

        silenced = {step.act.room for step in found.steps if not step.undoable}
        assert outcome.not_restored <= silenced
        assert at_rest(world.real, house) == at_rest(house, house)


@given(asked(), st.randoms(use_true_random=False))
def test_the_order_in_which_things_were_found_plays_no_part(
    one: Asked, dice: Random
) -> None:
    """Same House and same request, same answer."""
    house, request = one
    devices, experience = list(house.devices), list(house.experience)
    links, ways = list(house.links), list(house.ways)
    for order in (devices, experience, links, ways):
        dice.shuffle(order)
    turned = House(
        devices={device: house.devices[device] for device in devices},
        links=frozenset(links),
        ways=frozenset(ways),
        experience={way: house.experience[way] for way in experience},
    )
    assert plan(turned, request) == plan(house, request)


@given(asked())
def test_rooms_that_were_not_named_keep_what_they_hear(one: Asked) -> None:
    """Unless the request may take a connection from them."""
    house, request = one
    if found := planned(house, request):
        for moment in course_of(house, acts_of(found)):
            assert disturbed(house, moment, request) == []


def _bluetooth(house: House) -> set[Link]:
    return {
        link for link in house.links if kind_of(link.source) is PortKind.BLUETOOTH_OUT
    }


def disturbed(before: House, now: House, request: Request) -> list[DeviceId]:
    """Return the rooms that were not named and hear something else.

    With `take` those do not count whose connection was taken, nor those at the jack
    of a sender whose Bluetooth came into use or out of it.
    """
    named = {before.room_of(room) for room in request.rooms}
    lost = _bluetooth(before) - _bluetooth(now) if request.take else set()
    won = _bluetooth(now) - _bluetooth(before) if request.take else set()
    freed = {owner_of(link.source) for link in lost}
    silenced = freed | {owner_of(link.source) for link in won}
    sinks = {link.sink for link in lost}
    taken = {
        one
        for one in before.devices
        if sinks & set(before.trail(one))
        or silenced & set(map(owner_of, before.trail(one)))
        or freed & set(map(owner_of, now.trail(one)))
    }
    return [
        one
        for one in before.devices.keys() - named - taken
        if before.devices[one].port(PortKind.SPEAKER)
        and sound_of(before, one) != sound_of(now, one)
    ]


@given(asked())
def test_what_was_done_need_not_be_done_again(one: Asked) -> None:
    """In the House a plan leads to, there is nothing to do, and the same is said."""
    house, request = one
    if found := planned(house, request):
        end = reduce(after, acts_of(found), house)
        again = plan(end, request)

        assert isinstance(again, Plan), again
        assert again.steps == ()
        assert again.already is not None
        assert (again.rooms, again.routes) == (found.rooms, found.routes)


@given(asked())
def test_the_documents_forbid_and_never_allow(one: Asked) -> None:
    """What can be done by their rules can be done without them."""
    house, request = one
    if isinstance(plan(house, replace(request, strict=False)), Refusal):
        assert isinstance(plan(house, replace(request, strict=True)), Refusal)
