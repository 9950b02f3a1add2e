"""A household of pretend players, an Amazon, and leave to speak to them."""

from collections.abc import AsyncGenerator, Generator

import pytest
import pytest_socket
import soco
from aiohttp import ClientSession

from emulators.amazon import Amazon, amazon_network
from emulators.sonos import Household, PlayerSpec
from emulators.thread import running

from .ear import Ear
from .echos import Customer, house as house_with_echos
from .rooms import ROOMS, at


@pytest.fixture(autouse=True)
def _this_machine_can_be_spoken_to() -> None:
    """Open the loopback network, which the test plugin keeps shut."""
    pytest_socket.enable_socket()
    pytest_socket.socket_allow_hosts(["127.0.0.0/8"], allow_unix_socket=True)


@pytest.fixture
def _soco_remembers_nothing() -> None:
    """Forget the players of the test before, which SoCo keeps by address."""
    soco.core.soco_reset()
    soco.SoCo.zone_group_states.clear()


@pytest.fixture
def house(_soco_remembers_nothing: None) -> Generator[Household]:
    """Run a household for as long as a test lasts."""
    with running(Household(ROOMS)) as household:
        yield household


@pytest.fixture
def large_house(_soco_remembers_nothing: None) -> Generator[Household]:
    """Run a household that is too large for one answer."""
    many = [PlayerSpec(name=f"Room {n}", address=at(100 + n)) for n in range(21)]
    with running(Household(many)) as household:
        yield household


@pytest.fixture
def ear() -> Generator[Ear]:
    """Listen to events for as long as a test lasts."""
    with Ear() as listening:
        yield listening


@pytest.fixture
def amazon() -> Generator[Amazon]:
    """Run an Amazon of one's own for as long as a test lasts."""
    with running(house_with_echos()) as there:
        yield there


@pytest.fixture
def amazon_of_this_process(amazon: Amazon) -> Generator[None]:
    """Let the clients of this process take it for the real one."""
    with amazon_network(amazon):
        yield


@pytest.fixture
async def customer(amazon: Amazon) -> AsyncGenerator[Customer]:
    """Speak to it as a program of its one customer."""
    with amazon_network(amazon):
        async with ClientSession() as session:
            yield Customer(session, amazon, "home")
