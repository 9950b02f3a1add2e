"""Pretend players group and part as real ones do."""

import pytest
from soco.exceptions import SoCoSlaveException, SoCoUPnPException

from emulators.sonos import Household

from .rooms import line_in_of, play, set_source, soco_of


def refusal(err: pytest.ExceptionInfo[SoCoUPnPException]) -> str:
    """Return the code of a refusal."""
    return str(err.value.error_code)


def test_a_fresh_player_holds_its_own_empty_queue(house: Household) -> None:
    """It is set to it, and stopped."""
    own = f"x-rincon-queue:{house.uid('Kitchen')}#0"
    assert (house.uri("Kitchen"), house.state("Kitchen")) == (own, "STOPPED")


def test_a_room_that_joins_plays_what_its_leader_plays(house: Household) -> None:
    """SoCo and the household agree on the group."""
    house.play("Office", title="So What")
    soco_of(house, "Kitchen").join(soco_of(house, "Office"))
    assert house.group_of("Kitchen") == ("Office", "Kitchen")
    assert soco_of(house, "Kitchen").group.coordinator.player_name == "Office"
    assert house.state("Kitchen") == "PLAYING"


def test_a_member_reports_its_leader_instead_of_a_track(house: Household) -> None:
    """Which is why nobody may ask a member what it plays."""
    house.play("Office", line_in_of(house, "Hallway"))
    house.group("Office", "Kitchen")
    kitchen = soco_of(house, "Kitchen")
    assert kitchen.get_current_track_info()["uri"] == f"x-rincon:{house.uid('Office')}"
    assert not kitchen.is_playing_line_in


def test_a_room_that_leaves_holds_its_own_queue_and_is_stopped(
    house: Household,
) -> None:
    """What it played before it joined is forgotten."""
    house.play("Kitchen", "http://radio.example/stream")
    house.group("Office", "Kitchen")
    soco_of(house, "Kitchen").unjoin()
    own = f"x-rincon-queue:{house.uid('Kitchen')}#0"
    assert house.group_of("Kitchen") == ("Kitchen",)
    assert (house.uri("Kitchen"), house.state("Kitchen")) == (own, "STOPPED")


def test_a_leader_that_leaves_hands_the_music_on(house: Household) -> None:
    """The next member leads, with the same track of a queue that is now its own."""
    house.play("Office", title="So What", track=3)
    house.group("Office", "Kitchen", "Bedroom")
    soco_of(house, "Office").unjoin()
    assert house.group_of("Bedroom") == ("Kitchen", "Bedroom")
    assert house.uri("Kitchen") == f"x-rincon-queue:{house.uid('Kitchen')}#0"
    assert (house.state("Kitchen"), house.track("Kitchen")) == ("PLAYING", 3)
    assert house.state("Office") == "STOPPED"


def test_a_leader_that_joins_another_group_leaves_its_own_behind(
    house: Household,
) -> None:
    """Only the leader moves."""
    house.group("Office", "Kitchen")
    soco_of(house, "Office").join(soco_of(house, "Bedroom"))
    assert house.group_of("Office") == ("Bedroom", "Office")
    assert house.group_of("Kitchen") == ("Kitchen",)


def test_the_leader_can_be_changed(house: Household) -> None:
    """The music goes on under the new leader, and the old one stays a member."""
    house.play("Office", line_in_of(house, "Hallway"))
    house.group("Office", "Kitchen")
    soco_of(house, "Office").avTransport.DelegateGroupCoordinationTo(
        [
            ("InstanceID", 0),
            ("NewCoordinator", house.uid("Kitchen")),
            ("RejoinGroup", 1),
        ]
    )
    assert house.group_of("Office") == ("Kitchen", "Office")
    assert house.uri("Kitchen") == line_in_of(house, "Hallway")
    assert house.state("Kitchen") == "PLAYING"


def test_a_member_given_its_own_source_leaves_its_group(house: Household) -> None:
    """It is the leader of itself then."""
    house.group("Office", "Kitchen")
    soco_of(house, "Kitchen").switch_to_line_in(soco_of(house, "Hallway"))
    assert house.group_of("Kitchen") == ("Kitchen",)
    assert house.uri("Kitchen") == line_in_of(house, "Hallway")


def test_a_leader_given_another_source_takes_its_group_along(house: Household) -> None:
    """Nobody leaves."""
    house.group("Office", "Kitchen")
    soco_of(house, "Office").switch_to_line_in(soco_of(house, "Hallway"))
    assert house.group_of("Kitchen") == ("Office", "Kitchen")


def test_a_join_to_a_member_is_refused(house: Household) -> None:
    """Only leaders can be followed."""
    house.group("Office", "Kitchen")
    with pytest.raises(SoCoUPnPException) as err:
        soco_of(house, "Bedroom").join(soco_of(house, "Kitchen"))
    assert refusal(err) == "800"


def test_a_join_to_nobody_is_refused(house: Household) -> None:
    """As SoCo asks for one after it was reset."""
    with pytest.raises(SoCoUPnPException) as err:
        set_source(soco_of(house, "Bedroom"), "x-rincon:None")
    assert refusal(err) == "800"


def test_a_join_to_a_player_that_is_gone_is_refused(house: Household) -> None:
    """There is nobody to follow."""
    with pytest.raises(SoCoUPnPException) as err:
        set_source(soco_of(house, "Bedroom"), f"x-rincon:{house.uid('Garden')}")
    assert refusal(err) == "800"


def test_a_member_cannot_be_told_to_play(house: Household) -> None:
    """SoCo does not ask it; asked all the same, it refuses."""
    house.group("Office", "Kitchen")
    with pytest.raises(SoCoSlaveException):
        soco_of(house, "Kitchen").play()
    with pytest.raises(SoCoUPnPException) as err:
        play(soco_of(house, "Kitchen"))
    assert refusal(err) == "800"


@pytest.mark.parametrize("sender", ["bluetooth:1", "airplay:1"])
def test_a_room_with_a_live_sender_silently_does_not_join(
    house: Household, sender: str
) -> None:
    """It answers that all is well, and joins once it was stopped."""
    house.play("Kitchen", f"x-sonos-vli:{house.uid('Kitchen')}:1,{sender}")
    kitchen, office = soco_of(house, "Kitchen"), soco_of(house, "Office")
    kitchen.join(office)
    before = house.group_of("Kitchen")
    kitchen.stop()
    kitchen.join(office)
    assert before == ("Kitchen",)
    assert house.group_of("Kitchen") == ("Office", "Kitchen")


def test_a_player_that_vanishes_leaves_its_group_to_the_others(
    house: Household,
) -> None:
    """It comes back alone."""
    house.play("Office", line_in_of(house, "Hallway"))
    house.group("Office", "Kitchen")
    house.vanish("Office")
    without = house.group_of("Kitchen")
    house.come_back("Office")
    assert without == ("Kitchen",)
    assert house.group_of("Office") == ("Office",)
    assert house.state("Kitchen") == "PLAYING"


def test_the_right_half_goes_where_its_room_goes(house: Household) -> None:
    """It is in the group, and nobody counts it."""
    soco_of(house, "Office").join(soco_of(house, "Bedroom"))
    right = soco_of(house, "Office R")
    assert house.group_of("Office R") == ("Bedroom", "Office")
    assert right.group.coordinator.player_name == "Bedroom"


def test_two_snapshots_of_the_same_truth_are_equal(house: Household) -> None:
    """Grouping and parting leave no trace."""
    before = house.snapshot()
    house.group("Office", "Kitchen")
    during = house.snapshot()
    house.ungroup("Kitchen")
    assert before == house.snapshot()
    assert before != during


def test_a_tv_is_not_handed_on(house: Household) -> None:
    """The member that is left holds its own queue."""
    house.play("Living Room", f"x-sonos-htastream:{house.uid('Living Room')}:spdif")
    house.group("Living Room", "Kitchen")
    soco_of(house, "Living Room").unjoin()
    own = f"x-rincon-queue:{house.uid('Kitchen')}#0"
    assert (house.uri("Kitchen"), house.state("Kitchen")) == (own, "STOPPED")
