"""What is not true is said, and counted."""

import socket

import pytest

from demo.places import NotFreeError, check_players, check_port, free_port
from demo.transcript import Transcript, UntrueError, same
from emulators.sonos import PlayerSpec


async def so() -> str:
    """Prove something."""
    return "seen by event"


async def not_so() -> None:
    """Fail to prove something."""
    same("group", ("Kitchen",), ("Kitchen", "Bedroom"))


async def test_a_line_says_what_and_how_it_was_proven(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With the time it took."""
    transcript = Transcript()
    await transcript.tell("Kitchen hears it", so())
    said = capsys.readouterr().out
    assert " ms  ok      Kitchen hears it\n" in said
    assert "seen by event" in said
    assert transcript.untrue == 0


async def test_what_is_untrue_is_counted_and_the_story_goes_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The line says what was expected and what was seen."""
    transcript = Transcript()
    await transcript.tell("They are together", not_so())
    await transcript.tell("Kitchen hears it", so())
    said = capsys.readouterr().out
    assert "UNTRUE  They are together\n" in said
    assert "group: expected ('Kitchen', 'Bedroom'), saw ('Kitchen',)" in said
    assert (transcript.untrue, transcript.lines) == (1, 2)


def test_the_same_is_the_same() -> None:
    """Only a difference is untrue."""
    same("group", ("Kitchen",), ("Kitchen",))
    with pytest.raises(UntrueError, match="expected 'PLAYING', saw 'STOPPED'"):
        same("state", "STOPPED", "PLAYING")


@pytest.mark.usefixtures("socket_enabled")
def test_a_port_that_is_taken_is_named_with_the_remedy() -> None:
    """A person is told; a check takes another one."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(NotFreeError, match=f"Port {port} is taken.*--port"):
            check_port(port)
        assert free_port(port) != port
    check_port(port)


@pytest.mark.usefixtures("socket_enabled")
def test_a_player_whose_address_is_nowhere_is_named() -> None:
    """As on a Mac, whose loopback network has one address."""
    player = PlayerSpec(name="Kitchen", address="192.0.2.14")
    with pytest.raises(NotFreeError, match=r"192\.0\.2\.14, for the player Kitchen"):
        check_players([player])
