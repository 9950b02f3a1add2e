"""What a source can do for rooms, where scenarios and chance seldom lead."""

from custom_components.speaker_switchboard.core.house import House
from custom_components.speaker_switchboard.core.plan import Plan
from custom_components.speaker_switchboard.core.planner import plan
from custom_components.speaker_switchboard.core.refusal import Refusal, Why
from custom_components.speaker_switchboard.core.route import Request

from .sketch import Room, asking, group, house, line_in, sound, with_ways


def steps(home: House, request: Request) -> list[str]:
    """Return the steps of a plan in words."""
    found = plan(home, request)
    assert isinstance(found, Plan), found
    return list(found.say(home))


def refused(home: House, request: Request) -> tuple[Why, dict[str, str]]:
    """Return why there is no plan, and its words."""
    found = plan(home, request)
    assert isinstance(found, Refusal), found
    return found.key, dict(found.words)


def test_nobody_joins_a_group_whose_leader_does_not_answer() -> None:
    """The member that was named would be there, but it only follows."""
    home = house(
        lounge=Room(plays="Jazz", away="unreachable"),
        kitchen=Room(follows="lounge"),
        bath=Room(),
    )

    answer = refused(home, asking(group("kitchen"), "bath"))
    assert answer == (Why.UNREACHABLE, {"room": "Lounge"})


def test_an_echo_does_not_get_its_sound_back_from_a_player_that_is_away() -> None:
    """Allowed or not, it cannot be seen whether it let go."""
    home = with_ways(
        house(
            dot=Room(family="echo"),
            roam=Room(inputs=["bluetooth_in"], away="on_bluetooth"),
        ),
        bluetooth=[("dot", "roam")],
    )

    answer = refused(home, asking(sound("dot"), "dot", take=True))
    assert answer == (Why.ON_BLUETOOTH, {"room": "Roam"})


def test_a_jack_takes_the_sound_back_from_every_speaker() -> None:
    """The host plays to two, and both have to let go."""
    home = with_ways(
        house(
            pi=Room(family="host", outputs=["bluetooth_out", "line_out"], carries=2),
            boom=Room(family="bluetooth"),
            flip=Room(family="bluetooth"),
            port=Room(line_in="Line-in"),
        ),
        bluetooth=[("pi", "boom"), ("pi", "flip")],
        cables=[("pi", "port")],
    )

    assert steps(home, asking(sound("pi"), "port", take=True)) == [
        "Disconnect Pi from Boom",
        "Disconnect Pi from Flip",
        "Switch Port to Line-in (Port)",
    ]


def test_a_host_gives_up_a_speaker_that_it_can_tell_to_go() -> None:
    """Of two, one is away in Bluetooth mode, and stays where it is."""
    home = with_ways(
        house(
            pi=Room(family="host", carries=2),
            amber=Room(inputs=["bluetooth_in"], away="on_bluetooth"),
            boom=Room(family="bluetooth"),
            flip=Room(family="bluetooth"),
        ),
        bonds=[("pi", "flip")],
        bluetooth=[("pi", "amber"), ("pi", "boom")],
    )

    assert steps(home, asking(sound("pi"), "flip", take=True)) == [
        "Disconnect Pi from Boom",
        "Connect Pi to Flip over Bluetooth",
    ]


def test_each_household_is_brought_together() -> None:
    """One that is in one group already does not stand for the other."""
    home = house(
        attic=Room(household="one", line_in="Radio", hears=line_in("attic")),
        bath=Room(household="one", follows="attic"),
        den=Room(household="two", line_in="Radio", hears=line_in("den")),
        gym=Room(household="two", hears=line_in("den")),
    )
    request = asking(
        line_in("attic"), "attic", "bath", "den", "gym", carriers=[line_in("den")]
    )

    assert steps(home, request) == ["Let Gym play with Den"]


def test_of_several_who_sleep_the_first_that_was_named_is_told() -> None:
    """The words are about one room, and it is no matter of chance which."""
    home = house(
        move=Room(away="asleep"), roam=Room(away="asleep"), port=Room(line_in="Line-in")
    )

    answer = refused(home, asking(line_in("port"), "roam", "move"))
    assert answer == (Why.ASLEEP, {"room": "Roam"})


def test_of_several_who_cannot_be_reached_the_first_that_was_named_is_told() -> None:
    """Each has a reason of its own, and one is enough to refuse them all."""
    home = house(
        dot=Room(family="echo"),
        flip=Room(family="bluetooth"),
        boom=Room(family="bluetooth"),
    )

    why, words = refused(home, asking(sound("dot"), "flip", "boom"))
    assert (why, words["room"]) == (Why.NOT_PAIRED, "Flip")


def test_of_rooms_that_go_without_together_the_first_that_was_named_is_told() -> None:
    """The speaker is nearer to the Echo than the household behind the box."""
    home = with_ways(
        house(
            dot=Room(family="echo"),
            flip=Room(family="bluetooth"),
            box=Room(family="bridge", inputs=["bluetooth_in"], outputs=["line_out"]),
            port=Room(line_in="Line-in"),
            den=Room(),
        ),
        bonds=[("dot", "flip"), ("dot", "box")],
        cables=[("box", "port")],
    )

    answer = refused(home, asking(sound("dot"), "port", "den", "flip"))
    assert answer == (Why.CARRIERS_SHORT, {"room": "Port", "sender": "Dot"})


def test_a_jack_does_not_get_the_sound_back_from_a_player_that_is_away() -> None:
    """What goes over Bluetooth leaves the jack silent, whoever plays it."""
    home = with_ways(
        house(
            dot=Room(family="echo", outputs=["bluetooth_out", "line_out"]),
            roam=Room(inputs=["bluetooth_in"], away="on_bluetooth"),
            port=Room(line_in="Line-in"),
        ),
        bluetooth=[("dot", "roam")],
        cables=[("dot", "port")],
    )

    answer = refused(home, asking(sound("dot"), "port", take=True))
    assert answer == (Why.ON_BLUETOOTH, {"room": "Roam"})
