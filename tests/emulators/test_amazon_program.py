"""An Amazon runs by itself, does what is typed, and is found from elsewhere."""

import asyncio
import re
from collections.abc import Generator
from pathlib import Path
from signal import SIGINT
from subprocess import Popen

import pytest
from aiohttp import ClientSession

from emulators.amazon import Amazon, Elsewhere, amazon_network
from emulators.amazon.__main__ import DEMONSTRATION

from .echos import Customer
from .program import complaint, ended, said, started

ADDRESS = "127.0.7.31"
COMMAND = ("emulators.amazon", "--verbose", "--pace", "0.01", "--address", ADDRESS)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Return where the program writes who vouches for it."""
    return tmp_path / "amazon.pem"


@pytest.fixture
def program(certificate: Path) -> Generator[Popen[str]]:
    """Run the Amazon of the demonstration until the test is over."""
    with started(*COMMAND, "--certificate", str(certificate)) as program:
        yield program


@pytest.fixture
def port(program: Popen[str]) -> int:
    """Wait until it has introduced itself, and return its port."""
    found = re.fullmatch(f"Amazon is at {ADDRESS} port ([0-9]+)", said(program))
    assert found is not None
    introduced = [said(program) for _ in range(7)]
    assert introduced[0] == "Kitchen Echo: Echo Dot (5th gen)"
    assert introduced[2:4] == [
        "Bedroom Show: Echo Show 8 (2nd gen)",
        "Everywhere: Speaker Group",
    ]
    return int(found[1])


@pytest.fixture
def there(port: int, certificate: Path) -> Elsewhere:
    """Return how it is found."""
    return Elsewhere(address=ADDRESS, port=port, certificate=certificate.read_bytes())


@pytest.mark.usefixtures("port")
def test_it_obeys_and_stops(program: Popen[str]) -> None:
    """One line an answer, and no complaint at the end."""
    kitchen = "Kitchen Echo"
    assert (
        said(program, f"connect {kitchen} | JBL Flip 6") == f"{kitchen} has JBL Flip 6."
    )
    assert said(program, "steal JBL Flip 6") == "A phone has JBL Flip 6."
    assert said(program, "release JBL Flip 6") == "Nobody has JBL Flip 6."
    assert said(program, "away JBL Flip 6") == "JBL Flip 6 is out of range."
    assert said(program, "back JBL Flip 6") == "JBL Flip 6 is back."
    assert said(program, "sleep JBL Flip 6") == "JBL Flip 6 sleeps."
    assert said(program, "wake JBL Flip 6") == "JBL Flip 6 is awake."
    assert said(program, f"offline {kitchen}") == f"{kitchen} is gone."
    assert said(program, f"online {kitchen}") == f"{kitchen} is back."
    assert said(program, f"play {kitchen}") == f"{kitchen} plays."
    assert said(program, f"stop {kitchen}") == f"{kitchen} is silent."
    assert said(program, f"say {kitchen} | disconnect") == f"{kitchen} thinks about it."
    assert said(program, f"disconnect {kitchen}") == f"{kitchen} has its own speaker."
    assert said(program, "expire home") == "home has to log in."
    assert said(program, "restore home") == "home is logged in."
    assert said(program, f"fault {kitchen} | 429") == (
        "The next call for Kitchen Echo goes wrong: 429."
    )
    assert said(program, f"fault {kitchen} | hang") == (
        "The next call for Kitchen Echo goes wrong: hang."
    )
    assert said(program, "clear") == "Everything works again."
    assert said(program, "offline Cellar") == "There is no Echo 'Cellar'."
    assert said(program, f"fault {kitchen} | rain") == "'rain' is not a valid Kind"
    assert said(program, "dance") == "'dance' is not a command; 'help' lists them."
    assert said(program, f"connect {kitchen}") == "Type: connect ECHO | SPEAKER"
    assert said(program, "show") == f"{kitchen}: its own speaker"
    assert ended(program) == ""


@pytest.mark.usefixtures("port")
def test_it_lists_what_can_be_typed(program: Popen[str]) -> None:
    """Every command has a line."""
    first = said(program, "help")
    assert ended(program, by=SIGINT) == ""
    assert program.stdout
    assert first.startswith("show")
    assert "offline ECHO" in program.stdout.read()


async def test_it_is_found_from_another_process(
    program: Popen[str], there: Elsewhere
) -> None:
    """By its address, and by who vouches for it."""
    with amazon_network(there):
        async with ClientSession() as session:
            customer = Customer(session, Amazon.load(DEMONSTRATION), "home")
            assert await customer.pair("Bedroom Show", "Soundcore Motion") == 200
            async with asyncio.timeout(5):
                while not await customer.connected("Bedroom Show"):
                    pass
    assert "Bedroom Show: POST /api/bluetooth/pair-sink/" in ended(program)


def test_it_says_which_port_is_taken(program: Popen[str], port: int) -> None:
    """In one line, when one runs there already."""
    assert program.poll() is None
    why = complaint(*COMMAND, "--port", str(port))
    assert why.startswith("Amazon cannot start: ")
    assert why.count("\n") == 1
