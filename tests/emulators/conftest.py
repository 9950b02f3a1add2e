"""A household of pretend players, an Amazon, and leave to speak to them."""

from collections.abc import AsyncGenerator, Generator

import pytest
import pytest_socket
import soco
from aiohttp import ClientSession
from homeassistant.core import HomeAssistant

from emulators.amazon import Amazon, amazon_network
from emulators.installed import installed
from emulators.sonos import Household, PlayerSpec
from emulators.thread import running

from .amp import Amp, account_of, new_amazon
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


@pytest.fixture
def hass_config_dir(hass_tmp_config_dir: str) -> str:
    """Let Home Assistant write into a folder of its own, not into the plugin's."""
    return hass_tmp_config_dir


@pytest.fixture
def cloud(enable_custom_integrations: None) -> Generator[Amazon]:  # noqa: ARG001 - has to be found
    """Install Alexa Media Player, and run an Amazon it takes for the real one."""
    with running(new_amazon()) as amazon, amazon_network(amazon), installed():
        yield amazon


@pytest.fixture
async def amp(hass: HomeAssistant, cloud: Amazon) -> AsyncGenerator[Amp]:
    """Set Alexa Media Player up, and let its first ten seconds be over.

    In these, Home Assistant updates a player after each action.
    """
    async with account_of(hass, cloud) as home:
        for player in home.account["entities"]["media_player"].values():
            await player.async_update()
        await hass.async_block_till_done(wait_background_tasks=True)
        cloud.forget_calls()
        yield home


@pytest.fixture
def fresh_devices(amp: Amp, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001 - it has to be loaded
    """Let each poll ask for the list of devices, as after half a minute."""
    monkeypatch.setattr("custom_components.alexa_media.coordinator._DEVICES_KEEP", 0)
