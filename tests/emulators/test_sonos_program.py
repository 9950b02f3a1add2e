"""The household runs by itself, and does what is typed."""

import signal
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

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
COMMAND = (sys.executable, "-m", "emulators.sonos", "--no-ssdp", "--verbose")


@pytest.fixture
def program(tmp_path: Path) -> Generator[Popen[str]]:
    """Run a household of two rooms until the test is over."""
    described = tmp_path / "household.toml"
    described.write_text(TOML.format(at(31), at(32)))
    command = (*COMMAND, str(described))
    with Popen(command, stdin=PIPE, stdout=PIPE, stderr=PIPE, text=True) as running:  # noqa: S603 - our own program
        yield running
        running.kill()


def said(program: Popen[str], typed: str = "") -> str:
    """Type a line, if any, and return the next line that is printed."""
    if typed:
        assert program.stdin
        program.stdin.write(f"{typed}\n")
        program.stdin.flush()
    assert program.stdout
    return program.stdout.readline().rstrip()


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
    assert said(program, "stop Kitchen") == "Kitchen has stopped."
    assert said(program, "clear") == "Everything works again."
    assert said(program, "offline Cellar") == "no player is called 'Cellar'"
    assert said(program, "dance") == "'dance' is not a command; 'help' lists them."
    assert said(program, "cable Kitchen up") == "Type in or out, not up."
    assert said(program, "volume Kitchen") == "Type: volume ROOM NUMBER"
    program.send_signal(signal.SIGTERM)
    assert program.wait(2) == 0
    assert program.stderr
    assert program.stderr.read() == ""


def test_it_stops_when_it_is_interrupted(program: Popen[str]) -> None:
    """Without a word."""
    said(program)
    said(program)
    program.send_signal(signal.SIGINT)
    assert program.wait(2) == 0


def test_it_lists_what_can_be_typed(program: Popen[str]) -> None:
    """Every command has a line."""
    said(program)
    said(program)
    first = said(program, "help")
    program.send_signal(signal.SIGTERM)
    assert program.stdout
    assert first.startswith("show")
    assert "offline ROOM" in program.stdout.read()


def test_it_runs_without_anybody_to_type(tmp_path: Path) -> None:
    """As a service does."""
    described = tmp_path / "household.toml"
    described.write_text(TOML.format(at(31), at(32)))
    with Popen(  # noqa: S603 - our own program
        (*COMMAND, str(described)), stdin=subprocess.DEVNULL, stdout=PIPE, text=True
    ) as running:
        said(running)
        said(running)
        running.send_signal(signal.SIGTERM)
        assert running.wait(2) == 0


def test_it_says_which_address_is_taken(program: Popen[str], tmp_path: Path) -> None:
    """In one line, when a household runs already."""
    said(program)
    second = subprocess.run(  # noqa: S603 - our own program
        (*COMMAND, str(tmp_path / "household.toml")),
        capture_output=True,
        check=False,
        text=True,
        timeout=5,
    )
    assert second.returncode == 1
    assert second.stderr == (
        f"The household cannot start: {at(31)} port 1400: Address already in use\n"
    )
