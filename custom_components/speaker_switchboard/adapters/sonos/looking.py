"""A look around before anything is set up: who would be found?"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from homeassistant.core import HomeAssistant

from ...core.names import clean_name
from .client import PlayerError
from .finding import async_known_addresses
from .listening import stop_idle_listener
from .reading import Reader


@dataclass(frozen=True, kw_only=True, slots=True)
class LookAround:
    """The rooms that were found, and what each silent typed address said."""

    rooms: tuple[str, ...]
    silent: dict[str, str]


async def async_look_around(
    hass: HomeAssistant, typed: Iterable[str], answer: float
) -> LookAround:
    """Ask the typed addresses, and those that Home Assistant knows, who is there."""
    asked = tuple(dict.fromkeys(typed))
    known = await async_known_addresses(hass)
    reader = Reader(hass, answer)
    rooms: dict[str, str] = {}
    silent: dict[str, str] = {}

    async def look(address: str) -> None:
        try:
            topology = await reader.topology(address)
        except PlayerError as err:
            silent[address] = err.reason
            return
        for zone in topology.zones.values():
            if zone.stands_behind is None:
                rooms[zone.uid] = clean_name(zone.name, "Sonos")

    await asyncio.gather(*(look(address) for address in {*asked, *known}))
    await stop_idle_listener()
    return LookAround(
        rooms=tuple(sorted(rooms.values())),
        silent={address: silent[address] for address in asked if address in silent},
    )
