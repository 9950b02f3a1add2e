"""The household runs by itself, and does what is typed."""

from collections.abc import Generator
from pathlib import Path
from signal import SIGINT
from subprocess import Popen

import pytest

from .program import complaint, ended, said, started
from .rooms import at

TOML = """
[[player]]
name = "Living Room"
address = "{}"
line_in = "Turntable"

[[player]]
name = "Kitchen"
address = "{}"
"""
COMMAND = ("emulators.sonos", "--no-ssdp", "--verbose")


@pytest.fixture
def household(tmp_path: Path) -> str:
    """Describe a household of two rooms, and return where."""
    described = tmp_path / "household.toml"
    described.write_text(TOML.format(at(31), at(32)))
    return str(described)


@pytest.fixture
def program(household: str) -> Generator[Popen[str]]:
    """Run it until the test is over."""
    with started(*COMMAND, household) as program:
        yield program


def test_it_names_its_players_and_obeys_and_stops(program: Popen[str]) -> None:
    """One line a player, one line an answer, and no complaint at the end."""
    assert said(program) == f"Living Room: Sonos One at {at(31)}"
    assert said(program) == f"Kitchen: Sonos One at {at(32)}"
    assert said(program, "group Living Room | Kitchen") == "Living Room + Kitchen"
    assert said(program, "volume Living Room 33") == "Living Room is at 33."
    assert said(program, "cable Living Room out") == "The cable of Living Room is out."
    assert said(program, "offline Kitchen") == "Kitchen is gone."
    assert said(program, "online Kitchen") == "Kitchen is back."
    assert said(program, "fault Kitchen | Play | 701") == (
        "The next Play at Kitchen fails with 701."
    )
    assert said(program, "play Kitchen").startswith("Kitchen plays x-rincon-queue:")
    assert said(program, "ungroup Kitchen") == "Kitchen stands alone."
    assert said(program, " stop   Kitchen ") == "Kitchen has stopped."
    assert said(program, "clear") == "Everything works again."
    assert said(program, "offline Cellar") == "no player is called 'Cellar'"
    assert said(program, "dance") == "'dance' is not a command; 'help' lists them."
    assert said(program, "cable Kitchen up") == "Type in or out, not up."
    assert said(program, "volume Kitchen") == "Type: volume ROOM NUMBER"
    assert ended(program) == ""


def test_it_stops_when_it_is_interrupted(program: Popen[str]) -> None:
    """Without a word."""
    said(program)
    said(program)
    assert ended(program, by=SIGINT) == ""


def test_it_lists_what_can_be_typed(program: Popen[str]) -> None:
    """Every command has a line."""
    said(program)
    said(program)
    first = said(program, "help")
    assert ended(program) == ""
    assert program.stdout
    assert first.startswith("show")
    assert "offline ROOM" in program.stdout.read()


def test_it_runs_without_anybody_to_type(household: str) -> None:
    """As a service does."""
    with started(*COMMAND, household, typing=False) as program:
        said(program)
        said(program)
        assert ended(program) == ""


def test_it_says_which_address_is_taken(program: Popen[str], household: str) -> None:
    """In one line, when a household runs already."""
    said(program)
    assert complaint(*COMMAND, household) == (
        f"The household cannot start: {at(31)} port 1400: Address already in use\n"
    )
