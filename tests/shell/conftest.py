"""A real Home Assistant in a pretend house.

The players are on real wires; core's `sonos`, where a test asks for it, is the
real one. Only what a loopback network cannot have is put in place: SSDP.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Generator
from typing import Any
from unittest.mock import patch

import pytest
import pytest_socket
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry
from soco.events_asyncio import event_listener

from emulators.sonos import Household, PlayerSpec
from emulators.thread import running

DOMAIN = "speaker_switchboard"

PLAYERS = (
    PlayerSpec(
        name="Hallway",
        address="127.0.0.11",
        model="Port",
        number="S23",
        line_in="Turntable",
    ),
    PlayerSpec(
        name="Office",
        address="127.0.0.12",
        model="Five",
        number="S24",
        line_in="Echo Dot",
    ),
    PlayerSpec(
        name="Kitchen",
        address="127.0.0.13",
        model="Era 100",
        line_in="Line-In",
        cable=False,
        bluetooth=True,
    ),
    PlayerSpec(name="Bedroom", address="127.0.0.14", model="One SL", number="S38"),
    PlayerSpec(
        name="Living Room", address="127.0.0.15", model="Beam", number="S14", tv=True
    ),
    PlayerSpec(
        name="Garden",
        address="127.0.0.16",
        model="Roam",
        number="S27",
        battery=68,
        asleep=True,
    ),
    PlayerSpec(
        name="Study", address="127.0.0.17", model="Five", number="S24", line_in="Deck"
    ),
    PlayerSpec(
        name="Study R",
        address="127.0.0.18",
        model="Five",
        number="S24",
        line_in="Mixer",
        right_of="Study",
    ),
)

# Patience for a test: what takes seconds in a house takes tenths of them here.
TIMINGS = {
    "source_soft": 0.6,
    "source_hard": 1.2,
    "join_soft": 0.6,
    "join_hard": 1.2,
    "first_look": 0.1,
    "retry_pause": 0.05,
    "answer": 0.8,
}


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
    if entry.state.recoverable:
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
        if entry.state.recoverable:
            await hass.config_entries.async_unload(entry.entry_id)
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
        while not so():
            await asyncio.sleep(0.01)


def source_of(hass: HomeAssistant, household: Household, room: str) -> str:
    """Return the entity id of the Source of a room."""
    unique_id = f"sonos:{household.uid(room)}-source"
    entity = er.async_get(hass).async_get_entity_id("select", DOMAIN, unique_id)
    assert entity is not None
    return entity
