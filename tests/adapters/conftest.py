"""A household on real wires, and a Sonos family that follows it."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest
import pytest_socket
import soco
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import async_fire_time_changed
from soco.events_asyncio import event_listener, subscriptions_map

from custom_components.speaker_switchboard.adapters.sonos import SonosFamily
from custom_components.speaker_switchboard.core.house import Device, House
from custom_components.speaker_switchboard.core.port import Port, PortKind
from emulators.sonos import Household, PlayerSpec
from emulators.thread import running

from ..conftest import unheard
from .stranger import Stranger

PLAYERS = (
    PlayerSpec(
        name="Hallway",
        address="127.0.4.11",
        model="Port",
        number="S23",
        line_in="Turntable",
    ),
    PlayerSpec(
        name="Dining Room",
        address="127.0.4.12",
        model="Amp",
        number="S16",
        line_in="CD Player",
        tv=True,
    ),
    # No model of this name has a line-in: only its services tell.
    PlayerSpec(
        name="Kitchen", address="127.0.4.13", model="One", line_in="Radio", cable=False
    ),
    PlayerSpec(name="Bedroom", address="127.0.4.14", model="One SL", number="S38"),
    PlayerSpec(
        name="Living Room", address="127.0.4.15", model="Beam", number="S14", tv=True
    ),
    PlayerSpec(
        name="Rear",
        address="127.0.4.16",
        model="Amp",
        number="S16",
        line_in="Projector",
        surround_of="Living Room",
    ),
    PlayerSpec(
        name="Study", address="127.0.4.17", model="Five", number="S24", line_in="Deck"
    ),
    PlayerSpec(
        name="Study R",
        address="127.0.4.18",
        model="Five",
        number="S24",
        line_in="Mixer",
        right_of="Study",
    ),
    PlayerSpec(
        name="Garden",
        address="127.0.4.19",
        model="Roam",
        number="S27",
        battery=68,
        asleep=True,
    ),
)
# Six rooms and six line-ins are listened to, and two rooms tell of the groups.
SUBSCRIPTIONS = 14
# An address of this network that nobody has.
NOBODY = "127.0.4.99"
# The patience of one call, in seconds; of one that is not meant to be answered.
ANSWER = 2.0
IMPATIENT = 0.25


@pytest.fixture(autouse=True)
def _this_machine_can_be_spoken_to() -> None:
    """Open the loopback network, which the test plugin keeps shut."""
    pytest_socket.enable_socket()
    pytest_socket.socket_allow_hosts(["127.0.0.0/8"], allow_unix_socket=True)


@pytest.fixture(autouse=True)
def _in_haste(haste: None) -> None:
    """Wait no longer than it takes."""


@pytest.fixture(autouse=True)
async def enable_event_loop_debug() -> None:
    """Do without the plugin's debugging, which doubles the time of these tests.

    Some tests of the shell, which go the same ways, have it.
    """
    asyncio.get_running_loop().set_debug(False)


@pytest.fixture(autouse=True)
def _soco_remembers_nothing() -> None:
    """Forget the players of the test before, which SoCo keeps by address."""
    soco.core.soco_reset()
    soco.SoCo.zone_group_states.clear()


@pytest.fixture
def household(_this_machine_can_be_spoken_to: None) -> Generator[Household]:
    """Put a household on the loopback network."""
    with running(Household(PLAYERS)) as house:
        yield house


@pytest.fixture
def cottage(_this_machine_can_be_spoken_to: None) -> Generator[Household]:
    """Put a household of one player on the loopback network."""
    only = PlayerSpec(name="Stable", address="127.0.4.51", line_in="Tape")
    with running(Household([only], "Sonos_Cottage")) as house:
        yield house


@pytest.fixture
def large(_this_machine_can_be_spoken_to: None, size: int) -> Generator[Household]:
    """Put a household of many players on the loopback network."""
    many = [
        PlayerSpec(name=f"Room {n}", address=f"127.0.4.{100 + n}")
        for n in range(1, size + 1)
    ]
    with running(Household(many)) as house:
        yield house


@pytest.fixture
def stranger(_this_machine_can_be_spoken_to: None) -> Generator[Stranger]:
    """Put something on the network that answers whatever a test wants."""
    with Stranger("127.0.4.40") as server:
        yield server


@dataclass(kw_only=True)
class Seen:
    """What a family shows of the house, and how often it said so."""

    hass: HomeAssistant
    family: SonosFamily
    changes: int = 0

    @property
    def house(self) -> House:
        """Return the house as it is seen now."""
        return self.family.look()

    @property
    def names(self) -> set[str]:
        """Return the names of all devices."""
        return {device.name for device in self.house.devices.values()}

    def named(self, name: str) -> Device:
        """Return the one device with a name."""
        (found,) = (each for each in self.house.devices.values() if each.name == name)
        return found

    def input(self, name: str, kind: PortKind = PortKind.LINE_IN) -> Port:
        """Return an input of a device."""
        port = self.named(name).port(kind)
        assert port is not None
        return port

    def leader(self, name: str) -> str:
        """Return the name of the room that leads the group of a room."""
        return self.house.name(self.house.leader_of(self.named(name).id))

    def hears(self, name: str, owner: str, kind: PortKind = PortKind.LINE_IN) -> bool:
        """Tell whether a room hears an input."""
        port = self.input(owner, kind)
        return self.house.hears(self.named(name).id, port.id)

    async def after(self, seconds: float) -> None:
        """Let time pass, and wait until all that was due is done."""
        then = dt_util.utcnow() + timedelta(seconds=seconds)
        async_fire_time_changed(self.hass, then)
        await self.at_rest()

    async def after_half_a_minute(self) -> None:
        """Let the time pass after which what failed is tried again."""
        await self.after(31)

    async def at_rest(self) -> None:
        """Wait until all that was begun is done."""
        await self.hass.async_block_till_done(wait_background_tasks=True)


@asynccontextmanager
async def following(
    hass: HomeAssistant, *addresses: str, answer: float = ANSWER
) -> AsyncGenerator[Seen]:
    """Follow the players for as long as the block lasts, then let go of them."""
    seen = Seen(hass=hass, family=SonosFamily(hass, addresses, answer))

    def changed() -> None:
        seen.changes += 1

    try:
        await seen.family.start(changed)
        yield seen
    finally:
        await seen.family.stop()
    await hass.async_block_till_done(wait_background_tasks=True)
    assert nothing_is_left()


@pytest.fixture
async def seen(hass: HomeAssistant, household: Household) -> AsyncGenerator[Seen]:
    """Follow the household, met through one address."""
    async with following(hass, household.address("Hallway")) as seeing:
        await until(lambda: everything_was_told(seeing, household))
        household.forget_calls()
        yield seeing
    assert household.subscriptions() == []


def everything_was_told(seen: Seen, household: Household, but: int = 0) -> bool:
    """Tell whether everybody was heard, but so many who cannot be."""
    if unheard(seen.family) != but:
        return False
    return len(household.subscriptions()) == SUBSCRIPTIONS


def line_ins(seen: Seen) -> list[Port]:
    """Return every line-in that is seen."""
    return [port for port in seen.house.inputs if port.kind is PortKind.LINE_IN]


def nothing_is_left() -> bool:
    """Tell whether SoCo's listener and subscriptions are gone."""
    return event_listener.site is None and subscriptions_map.count == 0


async def until(so: Callable[[], bool], within: float = 5.0) -> None:
    """Wait for something to become so; a miss is an error."""
    async with asyncio.timeout(within):
        while not so():  # noqa: ASYNC110 - the pretend house lives in another thread
            await asyncio.sleep(0.01)


def forget_listeners(household: Household, *rooms: str) -> None:
    """Let players lose their subscriptions, and tell nobody."""

    def forget() -> None:
        for room in rooms:
            household.listeners.forget_all_of(household.rooms.named(room))

    household.do(forget)


def restart(household: Household, room: str) -> None:
    """Let a player restart so quickly that nobody misses it."""

    def boot() -> None:
        household.rooms.named(room).boots += 1
        household.listeners.forget_all_of(household.rooms.named(room))
        household.listeners.tell()

    household.do(boot)


def is_heard(household: Household, room: str) -> bool:
    """Tell whether somebody listens to a player."""
    return room in {listener.player for listener in household.subscriptions()}
