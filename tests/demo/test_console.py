"""What is typed reaches the player or the Echo that is meant."""

from collections.abc import Generator

import pytest

from demo.console import obey
from demo.echos import JBL, KITCHEN
from demo.places import ACCOUNT, HOUSEHOLD
from demo.pretending import Pretence
from emulators.amazon import Amazon
from emulators.commands import MisunderstoodError
from emulators.sonos import Household
from emulators.thread import running

ADDRESS = "127.0.7.61"


@pytest.fixture
def pretence(socket_enabled: None) -> Generator[Pretence]:  # noqa: ARG001 - it opens what the next line needs
    """Run an Amazon, beside a household that is on no network."""
    with running(Amazon.load(ACCOUNT, address=ADDRESS)) as amazon:
        yield Pretence(Household.load(HOUSEHOLD), amazon)


def test_a_phone_takes_a_speaker(pretence: Pretence) -> None:
    """What only Amazon's side can do is done there."""
    assert obey(pretence, f"steal {JBL}") == f"A phone has {JBL}."
    assert pretence.amazon.holder(JBL) == "a phone"


def test_an_echo_is_unplugged_and_its_room_is_not(pretence: Pretence) -> None:
    """A command that both have is for whoever is named."""
    assert obey(pretence, f"offline {KITCHEN}") == f"{KITCHEN} is gone."
    assert pretence.house.is_here("Kitchen")


def test_a_room_is_unplugged_and_its_echo_is_not(pretence: Pretence) -> None:
    """The name of the one begins like that of the other."""
    pretence.amazon.connect(KITCHEN, JBL)
    assert obey(pretence, "offline Kitchen") == "Kitchen is gone."
    assert pretence.amazon.connected(KITCHEN) == JBL


def test_what_names_nobody_is_asked_of_both(pretence: Pretence) -> None:
    """All rooms, all Echos and all speakers are shown."""
    shown = obey(pretence, "show")
    assert "Kitchen: STOPPED" in shown
    assert f"{KITCHEN}: its own speaker" in shown
    assert f"{JBL}: nobody has it" in shown


def test_all_commands_are_listed(pretence: Pretence) -> None:
    """Those of the players and those of Amazon."""
    listed = obey(pretence, "help")
    assert "ungroup ROOM" in listed
    assert "steal SPEAKER" in listed


def test_what_cannot_be_done_is_explained(pretence: Pretence) -> None:
    """By whichever side would have had to do it."""
    with pytest.raises(MisunderstoodError, match=r"^0 speakers are called 'Nobody'\.$"):
        obey(pretence, "steal Nobody")
    with pytest.raises(MisunderstoodError, match="is not a command"):
        obey(pretence, "dance")


def test_nothing_typed_is_nothing_said(pretence: Pretence) -> None:
    """As when somebody presses Enter."""
    assert obey(pretence, "\n") == ""
