"""A real Home Assistant in a pretend house.

The players are on real wires; core's `sonos`, where a test asks for it, is the
real one. Only what a loopback network cannot have is put in place: SSDP.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Generator
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import pytest
import pytest_socket
from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry
from soco.events_asyncio import event_listener

from custom_components.speaker_switchboard.core.house import Family
from emulators.sonos import Household, PlayerSpec
from emulators.thread import running

from ..conftest import unheard

DOMAIN = "speaker_switchboard"

PLAYERS = (
    PlayerSpec(
        name="Hallway",
        address="127.0.5.11",
        model="Port",
        number="S23",
        line_in="Turntable",
    ),
    PlayerSpec(
        name="Office",
        address="127.0.5.12",
        model="Five",
        number="S24",
        line_in="Echo Dot",
    ),
    PlayerSpec(
        name="Kitchen",
        address="127.0.5.13",
        model="Era 100",
        line_in="Line-In",
        cable=False,
        bluetooth=True,
    ),
    PlayerSpec(name="Bedroom", address="127.0.5.14", model="One SL", number="S38"),
    PlayerSpec(
        name="Living Room", address="127.0.5.15", model="Beam", number="S14", tv=True
    ),
    PlayerSpec(
        name="Garden",
        address="127.0.5.16",
        model="Roam",
        number="S27",
        battery=68,
        asleep=True,
    ),
    PlayerSpec(
        name="Study", address="127.0.5.17", model="Five", number="S24", line_in="Deck"
    ),
    PlayerSpec(
        name="Study R",
        address="127.0.5.18",
        model="Five",
        number="S24",
        line_in="Mixer",
        right_of="Study",
    ),
)

# A radio station as a player is set to it.
RADIO = "x-sonosapi-stream:s1234?sid=254"
METADATA = (
    '<DIDL-Lite xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:upnp="urn:schemas-upnp-org:metadata-1-0/upnp/"'
    ' xmlns="urn:schemas-upnp-org:metadata-1-0/DIDL-Lite/">'
    '<item id="R:0/0/0" parentID="R:0/0" restricted="true">'
    "<dc:title>Radio One</dc:title>"
    "<upnp:class>object.item.audioItem.audioBroadcast</upnp:class></item></DIDL-Lite>"
)

# Patience for a test: what takes seconds in a house takes tenths of them here.
TIMINGS = {
    "source_soft": 0.45,
    "source_hard": 0.9,
    "join_soft": 0.45,
    "join_hard": 0.9,
    "first_look": 0.1,
    "retry_pause": 0.05,
    "answer": 0.5,
}


@pytest.fixture(autouse=True)
async def enable_event_loop_debug(request: pytest.FixtureRequest) -> None:
    """Do without the plugin's debugging, which doubles the time of these tests.

    One file keeps it, in case something speaks to the event loop from a thread.
    """
    keeps = request.path.stem == "test_lifecycle"
    asyncio.get_running_loop().set_debug(keeps)


@pytest.fixture(autouse=True)
def in_haste(haste: None) -> None:
    """Wait no longer than it takes."""


@pytest.fixture(autouse=True)
def custom_integrations(enable_custom_integrations: None) -> None:
    """Let Home Assistant find the integration."""


@pytest.fixture
def household() -> Generator[Household]:
    """Put a household on the loopback network."""
    pytest_socket.enable_socket()
    pytest_socket.socket_allow_hosts(["127.0.0.0/8"], allow_unix_socket=True)
    with running(Household(PLAYERS)) as house:
        yield house


@pytest.fixture
def timings() -> dict[str, float]:
    """Return how patient the house is."""
    return dict(TIMINGS)


@pytest.fixture
async def entry(
    hass: HomeAssistant, household: Household, timings: dict[str, float]
) -> AsyncGenerator[MockConfigEntry]:
    """Set the integration up by the typed address of one player."""
    entry = MockConfigEntry(
        domain=DOMAIN,
        title="Speaker Switchboard",
        data={"addresses": [household.address("Hallway")]},
        options={"timings": timings},
    )
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    yield entry
    await unloaded(hass, entry)


async def unloaded(hass: HomeAssistant, entry: ConfigEntry[Any]) -> None:
    """Unload an entry that a test has not unloaded or removed itself."""
    if entry.state is ConfigEntryState.LOADED:
        await hass.config_entries.async_unload(entry.entry_id)


@pytest.fixture
async def core_sonos(
    hass: HomeAssistant, household: Household
) -> AsyncGenerator[ConfigEntry[Any]]:
    """Set the real core integration up on the same household."""
    hass.config.components.add("ssdp")
    with (
        patch(
            "homeassistant.components.ssdp.async_register_callback",
            return_value=lambda: None,
        ),
        patch(
            "homeassistant.components.ssdp.async_get_discovery_info_by_st",
            return_value=[],
        ),
        patch("homeassistant.components.sonos.ZGS_SUBSCRIPTION_TIMEOUT", 0.2),
    ):
        hosts = [household.address("Hallway")]
        config = {"sonos": {"media_player": {"hosts": hosts}}}
        assert await async_setup_component(hass, "sonos", config)
        await until(lambda: len(_available_players(hass)) == 6)
        entry = hass.config_entries.async_entries("sonos")[0]
        yield entry
        await unloaded(hass, entry)
        await hass.async_block_till_done()
        # Core leaves SoCo's listener waiting for five seconds.
        getattr(event_listener, "_stop_grace_task").cancel()  # noqa: B009


def _available_players(hass: HomeAssistant) -> list[str]:
    """Return the media players of core that can be used."""
    return [
        state.entity_id
        for state in hass.states.async_all("media_player")
        if state.state != "unavailable"
    ]


async def until(so: Callable[[], bool], within: float = 10.0) -> None:
    """Wait for something to become so; a miss is an error."""
    async with asyncio.timeout(within):
        while not so():  # noqa: ASYNC110 - the pretend house lives in another thread
            await asyncio.sleep(0.01)


@dataclass(frozen=True, kw_only=True, slots=True)
class Living:
    """Somebody who lives in the house and uses Home Assistant."""

    hass: HomeAssistant
    household: Household

    def source(self, room: str) -> str:
        """Return the entity id of the Source of a room."""
        return source_of(self.hass, self.household, room)

    def hears(self, room: str) -> str:
        """Return what the Source of a room shows."""
        state = self.hass.states.get(self.source(room))
        assert state is not None
        return state.state

    def shows(self, room: str, attribute: str) -> object:
        """Return what an attribute of the Source of a room shows."""
        state = self.hass.states.get(self.source(room))
        assert state is not None
        return state.attributes.get(attribute)

    async def call(self, action: str, *rooms: str, **data: object) -> dict[str, Any]:
        """Call an action for rooms and return its response."""
        response = await self.hass.services.async_call(
            DOMAIN,
            action,
            {"entity_id": [self.source(room) for room in rooms], **data},
            blocking=True,
            return_response=True,
        )
        assert response is not None
        return response

    async def line_in(self, owner: str, *rooms: str, **data: object) -> dict[str, Any]:
        """Switch rooms to the line-in of a player."""
        return await self.call(
            "switch_line_in", *rooms, source=self.source(owner), **data
        )

    async def choose(self, room: str, option: str) -> None:
        """Choose a source on the dashboard."""
        await self.hass.services.async_call(
            "select",
            "select_option",
            {"entity_id": self.source(room), "option": option},
            blocking=True,
        )

    def commands(self) -> list[tuple[str, str]]:
        """Return what changed something at a player: (room, action), in order."""
        return [
            (call.player, call.action)
            for call in self.household.calls()
            if not call.action.startswith(("Get", "List", "Browse"))
        ]

    async def sees_all(self) -> None:
        """Wait until nothing that happened in the house is still on its way."""
        (entry,) = self.hass.config_entries.async_entries(DOMAIN)
        families = entry.runtime_data._families  # noqa: SLF001 - has no other door
        await until(lambda: unheard(families[Family.SONOS]) == 0)
        # What a player sends takes a moment, even on one machine.
        await asyncio.sleep(0.03)
        await self.hass.async_block_till_done()


@pytest.fixture
async def living(
    hass: HomeAssistant,
    household: Household,
    entry: MockConfigEntry,  # noqa: ARG001 - has to be set up
) -> Living:
    """Live in the house, with the integration set up."""
    somebody = Living(hass=hass, household=household)
    await somebody.sees_all()
    return somebody


def source_of(hass: HomeAssistant, household: Household, room: str) -> str:
    """Return the entity id of the Source of a room."""
    unique_id = f"sonos:{household.uid(room)}-source"
    entity = er.async_get(hass).async_get_entity_id("select", DOMAIN, unique_id)
    assert entity is not None
    return entity
