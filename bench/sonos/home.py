"""A real Home Assistant with core's `sonos` and Speaker Switchboard in it."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import Final
from unittest.mock import patch

from homeassistant import loader
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_test_home_assistant,
)
from soco.events_asyncio import event_listener

from bench.sonos.house import OWNER, PLAYERS, ROOMS, NotMeasuredError
from custom_components.speaker_switchboard.adapters.sonos.sight import device_id
from custom_components.speaker_switchboard.const import DOMAIN
from custom_components.speaker_switchboard.coordinator import SwitchboardConfigEntry
from emulators.sonos import Household

# How long a house may take to come to rest, and between two looks; in seconds.
_PATIENCE: Final = 10.0
_PAUSE: Final = 0.005
# Where it can be reached: not where a demo or a test is that runs at the same time.
_ADDRESS: Final = "127.0.3.1"


@dataclass(frozen=True, kw_only=True, slots=True)
class Home:
    """Home Assistant, the household it speaks to, and our entry in it."""

    hass: HomeAssistant
    house: Household
    entry: SwitchboardConfigEntry

    def entity(self, room: str) -> str:
        """Return core's media player of a room."""
        uid = self.house.uid(room)
        found = er.async_get(self.hass).async_get_entity_id(
            "media_player", "sonos", uid
        )
        if found is None:
            raise LookupError(room)
        return found

    async def rest(self) -> None:
        """Return when both integrations see every room alone and off the line-in."""
        await until(
            lambda: not self._restless(),
            lambda: f"The house does not come to rest: {', '.join(self._restless())}",
        )

    def _restless(self) -> list[str]:
        """Return which rooms are not yet seen at rest, and by whom."""
        core = [f"{room} (core)" for room in ROOMS if not self._rests_in_core(room)]
        return core + [f"{room} (ours)" for room in ROOMS if not self._rests(room)]

    def _rests_in_core(self, room: str) -> bool:
        entity = self.entity(room)
        state = self.hass.states.get(entity)
        if state is None or state.attributes.get("group_members") != [entity]:
            return False
        uri: str = state.attributes.get("media_content_id", "")
        return not uri.startswith("x-rincon-stream:")

    def _rests(self, room: str) -> bool:
        house = self.entry.runtime_data.house
        device = device_id(self.house.uid(room))
        return house.group_of(device) == {device} and house.fed_by(device) is None


@asynccontextmanager
async def home_in(house: Household) -> AsyncGenerator[Home]:
    """Start Home Assistant in a household, and end it afterwards."""
    async with AsyncExitStack() as stack:
        storage = stack.enter_context(TemporaryDirectory())
        hass = await stack.enter_async_context(
            async_test_home_assistant(config_dir=storage)
        )
        stack.push_async_callback(hass.async_stop, force=True)
        hass.data.pop(loader.DATA_CUSTOM_COMPONENTS)
        stack.enter_context(patch("soco.config.EVENT_LISTENER_IP", _ADDRESS))
        http = {"http": {"server_host": [_ADDRESS]}}
        await async_setup_component(hass, "http", http)
        await _set_core_up(hass, house, stack)
        entry = MockConfigEntry(
            domain=DOMAIN, data={"addresses": [house.address(OWNER)]}
        )
        await _set_us_up(hass, entry, stack)
        yield Home(hass=hass, house=house, entry=entry)


async def until(so: Callable[[], bool], otherwise: Callable[[], str]) -> None:
    """Wait for something to become so; say otherwise when it does not."""
    try:
        async with asyncio.timeout(_PATIENCE):
            while not so():  # noqa: ASYNC110 - so is asked of things that do not tell
                await asyncio.sleep(_PAUSE)
    except TimeoutError as err:
        raise NotMeasuredError(otherwise()) from err


async def _set_core_up(
    hass: HomeAssistant, house: Household, stack: AsyncExitStack
) -> None:
    """Set core's `sonos` up by the address of one player."""
    _go_without_ssdp(hass, stack)
    hosts = [house.address(OWNER)]
    config = {"sonos": {"media_player": {"hosts": hosts}}}
    # Core waits for announcements of further players before it begins.
    with patch("homeassistant.components.sonos.ZGS_SUBSCRIPTION_TIMEOUT", 0.2):
        if not await async_setup_component(hass, "sonos", config):
            message = "Core's sonos was not set up"
            raise NotMeasuredError(message)
        await until(
            lambda: _usable_players(hass) == len(PLAYERS),
            lambda: f"Core finds {_usable_players(hass)} of {len(PLAYERS)} players",
        )
    entry = hass.config_entries.async_entries("sonos")[0]
    stack.push_async_callback(_unload_core, hass, entry)


def _go_without_ssdp(hass: HomeAssistant, stack: AsyncExitStack) -> None:
    """Pretend that SSDP runs and hears nobody; a loopback network has none."""
    hass.config.components.add("ssdp")
    ssdp = "homeassistant.components.ssdp"
    for name, value in (
        (f"{ssdp}.async_register_callback", lambda: None),
        (f"{ssdp}.async_get_discovery_info_by_st", []),
    ):
        stack.enter_context(patch(name, return_value=value))


async def _unload_core(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Unload core's `sonos`, and SoCo's listener at once instead of in 5 seconds."""
    await hass.config_entries.async_unload(entry.entry_id)
    await event_listener.async_stop()


async def _set_us_up(
    hass: HomeAssistant, entry: MockConfigEntry, stack: AsyncExitStack
) -> None:
    """Set Speaker Switchboard up by the address of one player."""
    entry.add_to_hass(hass)
    if not await hass.config_entries.async_setup(entry.entry_id):
        message = "Speaker Switchboard was not set up"
        raise NotMeasuredError(message)
    stack.push_async_callback(hass.config_entries.async_unload, entry.entry_id)
    await hass.async_block_till_done()


def _usable_players(hass: HomeAssistant) -> int:
    """Return how many media players can be used."""
    states = hass.states.async_all("media_player")
    return sum(state.state != "unavailable" for state in states)
