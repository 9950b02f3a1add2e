"""What a House knows of its rooms, groups and inputs."""

from dataclasses import replace

from custom_components.speaker_switchboard.core.acts import Resume
from custom_components.speaker_switchboard.core.expectations import (
    Hears,
    OnOwn,
    Silent,
)
from custom_components.speaker_switchboard.core.house import Away, House, Media
from custom_components.speaker_switchboard.core.port import (
    PortKind,
    kind_of,
    owner_of,
    port_id,
)

from .sketch import Room, group, house, line_in, room, sound, tv_in, with_ways

HOME = house(
    office=Room(line_in="Turntable", tv_in="TV"),
    lounge=Room(hears=line_in("office")),
    right_half=Room(part_of="lounge", line_in="Radio"),
    kitchen=Room(follows="lounge"),
    bath=Room(plays="Jazz", paused=True),
    boost=Room(speaker=False),
)


def test_a_port_is_named_after_its_device_and_kind() -> None:
    """The name can be taken apart again, whatever is in the id of the device."""
    port = port_id(room("sonos:a/b"), PortKind.TV_IN)

    assert owner_of(port) == "sonos:a/b"
    assert kind_of(port) is PortKind.TV_IN


def test_what_can_be_asked_to_play_is_a_room() -> None:
    """Rooms come by name; halves of rooms and boxes without a speaker do not."""
    assert [one.id for one in HOME.rooms] == ["bath", "kitchen", "lounge", "office"]


def test_every_input_is_found_by_the_name_of_its_owner() -> None:
    """Also those of devices that are only part of a room."""
    found = [port.id for port in HOME.inputs]

    assert found == [line_in("office"), tv_in("office"), line_in("right_half")]


def test_a_group_is_its_leader_and_who_follows() -> None:
    """Everybody in a group sees the same group."""
    assert HOME.group_of(room("lounge")) == {"lounge", "kitchen"}
    assert HOME.group_of(room("kitchen")) == {"lounge", "kitchen"}
    assert HOME.leader_of(room("kitchen")) == "lounge"


def test_a_room_that_is_not_known_is_alone() -> None:
    """It leads itself, makes no sound, and is called by its id."""
    cellar = room("cellar")

    assert HOME.group_of(cellar) == {cellar}
    assert HOME.room_of(cellar) == cellar
    assert HOME.name(cellar) == "cellar"
    assert HOME.port(line_in("cellar")) is None
    assert not HOME.sounds(cellar)


def test_a_half_plays_in_the_room_it_is_part_of() -> None:
    """A room is its own room."""
    assert HOME.room_of(room("right_half")) == "lounge"
    assert HOME.room_of(room("lounge")) == "lounge"


def test_a_member_hears_what_its_leader_is_set_to() -> None:
    """The sound of a group is that of its leader."""
    assert HOME.fed_by(room("kitchen")) == line_in("office")
    assert HOME.hears(room("kitchen"), line_in("office"))
    assert not HOME.hears(room("kitchen"), tv_in("office"))


def test_an_input_that_is_paused_is_not_heard() -> None:
    """To be set to something is not to hear it."""
    paused = house(
        office=Room(line_in="Turntable"),
        lounge=Room(hears=line_in("office"), paused=True),
    )

    assert paused.fed_by(room("lounge")) == line_in("office")
    assert not paused.hears(room("lounge"), line_in("office"))


def test_a_port_is_found_by_its_id() -> None:
    """A device without such a port has none."""
    turntable = HOME.port(line_in("office"))

    assert turntable is not None
    assert turntable.label == "Turntable"
    assert HOME.port(line_in("bath")) is None


def test_of_several_inputs_each_is_found_by_its_name() -> None:
    """A receiver has more than one of a kind, and its id may hold anything."""
    home = house(amp=Room(family="player", inputs=["line_in:CD", "line_in:AUX"]))
    aux = home.port(port_id(room("amp"), PortKind.LINE_IN, "AUX"))

    assert aux is not None
    assert aux.label == "AUX"
    assert aux.kind is PortKind.LINE_IN
    assert home.port(port_id(room("amp"), PortKind.LINE_IN, "DVD")) is None


def test_what_is_off_makes_no_sound() -> None:
    """A receiver does not tell whether it plays, but it tells that it is off."""
    cd = port_id(room("amp"), PortKind.LINE_IN, "CD")
    amp = Room(family="player", inputs=["line_in:CD"], hears=cd)
    off = replace(amp, powered=False)

    assert house(amp=amp).hears(room("amp"), cd)
    assert not house(amp=off).sounds(room("amp"))
    assert not house(amp=off).hears(room("amp"), cd)


def test_the_trail_of_a_speaker_leads_back_to_its_sender() -> None:
    """Through boxes as well, and to a phone that is not known itself."""
    home = with_ways(
        house(
            jbl=Room(family="bluetooth"),
            box=Room(family="bridge", inputs=["line_in"], outputs=["bluetooth_out"]),
            echo=Room(family="echo", inputs=["bluetooth_in"], outputs=["line_out"]),
        ),
        bluetooth=[("box", "jbl"), ("phone", "echo")],
        cables=[("echo", "box")],
    )

    assert home.trail(room("jbl")) == (
        "jbl/bluetooth_in",
        "box/bluetooth_out",
        "box/line_in",
        "echo/line_out",
        "echo/speaker",
        "echo/bluetooth_in",
        "phone/bluetooth_out",
        "phone/speaker",
    )


def test_a_jack_is_silent_while_bluetooth_is_in_use() -> None:
    """What is plugged into it hears nothing."""
    home = with_ways(
        house(
            echo=Room(family="echo", outputs=["line_out", "bluetooth_out"]),
            jbl=Room(family="bluetooth"),
            hallway=Room(line_in="Echo", hears=line_in("hallway")),
        ),
        cables=[("echo", "hallway")],
    )
    sending = with_ways(home, bluetooth=[("echo", "jbl")])

    assert home.hears(room("hallway"), sound("echo"))
    assert not sending.hears(room("hallway"), sound("echo"))
    assert sending.hears(room("jbl"), sound("echo"))


def test_a_player_that_is_connected_may_play_something_else() -> None:
    """It says itself when it is turned to Bluetooth; a plain speaker always is."""
    era = Room(inputs=["bluetooth_in"], plays="Jazz")
    turned = replace(era, plays="", hears="era/bluetooth_in")
    idle, fed = (
        with_ways(house(echo=Room(family="echo"), era=one), bluetooth=[("echo", "era")])
        for one in (era, turned)
    )

    assert idle.trail(room("era")) == ()
    assert fed.hears(room("era"), sound("echo"))


def test_families_are_put_together() -> None:
    """What each of them sees is in the House, and nothing else."""
    kitchen = with_ways(house(kitchen=Room(follows="lounge")), bonds=[("echo", "jbl")])
    lounge = with_ways(
        house(lounge=Room()),
        bluetooth=[("host", "jbl")],
        experience=[("host", "jbl", 0.5)],
    )

    assert House.of([kitchen, lounge]) == with_ways(
        house(kitchen=Room(follows="lounge"), lounge=Room()),
        bonds=[("echo", "jbl")],
        bluetooth=[("host", "jbl")],
        experience=[("host", "jbl", 0.5)],
    )
    assert House.of([]) == House()


def test_a_house_is_replaced_and_not_edited() -> None:
    """The House before stays what it was."""
    louder = HOME.with_changes([], ())

    assert HOME.group_of(room("kitchen")) == {"lounge", "kitchen"}
    assert louder.group_of(room("kitchen")) == {"kitchen"}
    assert louder != HOME


def test_a_house_that_shows_the_same_is_equal() -> None:
    """Nothing changed is a comparison."""
    assert HOME.with_changes([], HOME.links) == HOME


def test_why_somebody_is_away_is_kept() -> None:
    """A sleeping portable is no dead one."""
    away = house(garden=Room(away="asleep"))

    assert away.devices[room("garden")].away is Away.ASLEEP


def test_a_room_is_back_at_its_own_music_when_it_is_the_same() -> None:
    """The track counts, and so does whether it plays."""
    start = house(kitchen=Room(plays="Jazz"), lounge=Room())
    jazz = start.devices[room("kitchen")].media
    assert jazz is not None
    first = Media(uri=jazz.uri, track=1)

    assert OnOwn(room("kitchen"), jazz, playing=True).holds(start)
    assert not OnOwn(room("kitchen"), first, playing=True).holds(start)
    assert not OnOwn(room("kitchen"), jazz, playing=False).holds(start)
    assert not OnOwn(room("lounge"), jazz, playing=False).holds(start)


def test_a_room_that_is_fed_or_follows_or_is_not_known_is_not_on_its_own() -> None:
    """Own music comes from the room itself."""
    assert not OnOwn(room("lounge"), None, playing=True).holds(HOME)
    assert not OnOwn(room("kitchen"), None, playing=False).holds(HOME)
    assert not OnOwn(room("cellar"), None, playing=False).holds(HOME)


def test_a_member_does_not_hear_of_its_own_accord() -> None:
    """What was switched is the leader; and a paused one may be what is expected."""
    turntable = line_in("office")

    assert Hears(room("lounge"), turntable).holds(HOME)
    assert not Hears(room("kitchen"), turntable).holds(HOME)
    assert not Hears(room("lounge"), turntable, playing=False).holds(HOME)


def test_a_room_is_silent_when_its_group_is() -> None:
    """A member of a group that plays is not."""
    assert Silent(room("bath")).holds(HOME)
    assert not Silent(room("kitchen")).holds(HOME)


def test_music_is_given_back_by_its_title() -> None:
    """Where it has none, it is the room's own music."""
    jazz = Media(uri="library:1", title="Jazz")

    assert Resume(room("bath"), jazz).say(HOME) == "Give Bath back Jazz"
    untitled = Resume(room("bath"), Media(uri="library:1"))
    assert untitled.say(HOME) == "Give Bath back its own music"


def test_the_group_of_a_room_is_a_port_as_well() -> None:
    """To play with a room is to take its group as the source."""
    assert kind_of(group("lounge")) is PortKind.GROUP
