"""Every act can be taken back: seen over many small Houses."""

from collections.abc import Iterator
from dataclasses import replace
from functools import reduce
from itertools import permutations, product

import pytest

from custom_components.speaker_switchboard.core.acts import (
    Act,
    Join,
    Lead,
    Leave,
    Listen,
    Resume,
    Stop,
)
from custom_components.speaker_switchboard.core.effects import after, way_back
from custom_components.speaker_switchboard.core.house import House, Media

from .dice import NAMES, SOURCES, some_house, thrown
from .sketch import Room, house, line_in, restorable, room, tv_in

OPERA = Media(uri="library:Opera", title="Opera", track=7)
HOUSES = [some_house(thrown(seed)) for seed in range(60)]
KITCHEN, LOUNGE, BATH = room("kitchen"), room("lounge"), room("bath")


def acts_in_many_houses() -> Iterator[tuple[House, Act]]:
    """Yield every act that can be taken back, in each House."""
    return ((home, act) for home in HOUSES for act in acts_possible(home))


def stops_in_many_houses() -> Iterator[tuple[House, Act]]:
    """Yield the act that cannot be taken back, for each room in each House."""
    return ((home, Stop(one)) for home in HOUSES for one in home.devices)


def acts_possible(home: House) -> Iterator[Act]:
    """Yield every act that a plan or its way back may hold in a House.

    Whoever leads others leaves them before it joins, so that they are not lost.
    """
    rooms = list(map(room, NAMES))
    yield from map(Leave, rooms)
    yield from map(Lead, rooms)
    yield from map(Resume, rooms)
    yield from (Listen(one, port) for one, port in product(rooms, SOURCES))
    yield from (Listen(one, SOURCES[0], playing=False) for one in rooms)
    yield from (Resume(one, OPERA, playing=True) for one in rooms)
    yield from (Join(*two) for two in permutations(rooms, 2) if _may_join(home, *two))


def _may_join(home: House, one: str, host: str) -> bool:
    group = home.group_of(room(one))
    leads_others = home.leader_of(room(one)) == one and len(group) > 1
    return host not in group and not leads_others


def test_every_act_can_be_taken_back() -> None:
    """The House after the way back is the House before the act."""
    for home, act in acts_in_many_houses():
        back = reduce(after, way_back(home, act), after(home, act))
        assert restorable(back) == restorable(home), act


def test_every_act_brings_about_what_it_expects() -> None:
    """The Expectation of an act holds in the House after it."""
    for home, act in (*acts_in_many_houses(), *stops_in_many_houses()):
        assert act.expects.holds(after(home, act)), act


def test_what_came_true_stays_as_it_is() -> None:
    """To do a thing twice is to do it once."""
    for home, act in (*acts_in_many_houses(), *stops_in_many_houses()):
        once = after(home, act)
        assert after(once, act) == once, act


def test_those_who_stay_go_on_when_their_leader_leaves() -> None:
    """One of them leads, with the sound that was on."""
    before = house(
        lounge=Room(plays="Jazz"),
        kitchen=Room(follows="lounge"),
        bath=Room(follows="lounge"),
    )

    assert after(before, Leave(LOUNGE)) == house(
        lounge=Room(), kitchen=Room(follows="bath"), bath=Room(plays="Jazz")
    )


def test_a_leader_that_left_comes_back_as_the_leader() -> None:
    """First it is a member of what it led, then it takes the lead."""
    before = house(lounge=Room(plays="Jazz"), kitchen=Room(follows="lounge"))

    assert way_back(before, Leave(LOUNGE)) == (Join(LOUNGE, KITCHEN), Lead(LOUNGE))


def test_who_was_alone_has_nothing_to_leave() -> None:
    """And nothing to get back to."""
    alone = house(kitchen=Room(plays="Jazz"))

    assert after(alone, Leave(KITCHEN)) == alone
    assert way_back(alone, Leave(KITCHEN)) == ()


def test_the_lead_goes_on_with_the_line_in() -> None:
    """The old leader follows the new one."""
    before = house(
        bath=Room(line_in="Turntable"),
        lounge=Room(hears=line_in("bath")),
        kitchen=Room(follows="lounge"),
    )
    led = after(before, Lead(KITCHEN))

    assert led == house(
        bath=Room(line_in="Turntable"),
        lounge=Room(follows="kitchen"),
        kitchen=Room(hears=line_in("bath")),
    )
    assert Lead(KITCHEN).say(before) == "Let Kitchen lead its group"


def test_a_soundbar_that_comes_back_is_given_its_tv_again() -> None:
    """The sound of a TV may have stayed with nobody while it was away."""
    before = house(
        lounge=Room(tv_in="TV", hears=tv_in("lounge")), kitchen=Room(follows="lounge")
    )

    assert way_back(before, Leave(LOUNGE)) == (
        Join(LOUNGE, KITCHEN),
        Lead(LOUNGE),
        Listen(LOUNGE, tv_in("lounge")),
    )


def test_a_member_that_is_told_something_leaves_its_group() -> None:
    """A leader that is told something takes its group along."""
    before = house(
        bath=Room(line_in="Turntable"),
        lounge=Room(plays="Jazz"),
        kitchen=Room(follows="lounge"),
    )

    told_member = after(before, Listen(KITCHEN, line_in("bath")))
    assert told_member.group_of(LOUNGE) == {LOUNGE}
    assert told_member.sounds(LOUNGE)
    told_leader = after(before, Listen(LOUNGE, line_in("bath")))
    assert told_leader.hears(KITCHEN, line_in("bath"))


def test_what_a_phone_played_cannot_be_started_again() -> None:
    """There is no way back from stopping it."""
    phone = house(kitchen=Room(plays="Phone", sticky=True))

    assert way_back(phone, Stop(KITCHEN)) == ()
    assert not after(phone, Stop(KITCHEN)).sounds(KITCHEN)


@pytest.mark.parametrize("act", [Listen(BATH, line_in("bath")), Join(BATH, KITCHEN)])
def test_a_room_with_a_phone_gets_back_to_rest(act: Act) -> None:
    """The phone is not asked to come back."""
    phone = house(
        bath=Room(plays="Phone", sticky=True, line_in="Turntable"), kitchen=Room()
    )

    assert way_back(phone, act)[-1] == Resume(BATH)


def test_music_that_is_not_known_is_not_started_again() -> None:
    """A room that played what cannot be named gets back to rest."""
    kitchen = replace(house(kitchen=Room()).devices[KITCHEN], playing=True)
    unknown = House(devices={KITCHEN: kitchen})

    assert way_back(unknown, Listen(KITCHEN, line_in("bath"))) == (Resume(KITCHEN),)


def test_stopping_a_member_stops_its_group() -> None:
    """A group has one sound."""
    before = house(lounge=Room(plays="Jazz"), kitchen=Room(follows="lounge"))

    assert not after(before, Stop(KITCHEN)).sounds(LOUNGE)
