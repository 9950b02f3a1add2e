"""The House and the last outcomes, for a bug report.

A Sonos uid contains the player's MAC address, so every device is renamed; room
names stay, since the report is unreadable without them.
"""

from dataclasses import asdict
from typing import Any

from homeassistant.components.diagnostics import async_redact_data
from homeassistant.core import HomeAssistant

from .const import CONF_ADDRESSES
from .coordinator import SwitchboardConfigEntry
from .core.house import DeviceId, House
from .core.progress import Outcome
from .translate import outcome_response


async def async_get_config_entry_diagnostics(
    hass: HomeAssistant, entry: SwitchboardConfigEntry
) -> dict[str, Any]:
    """Return everything known, with the identities taken out."""
    coordinator = entry.runtime_data
    house = coordinator.house
    return {
        "entry": async_redact_data(
            {"data": dict(entry.data), "options": dict(entry.options)},
            {CONF_ADDRESSES},
        ),
        "house": _house(house),
        "outcomes": [_outcome(house, outcome) for outcome in coordinator.outcomes],
    }


def _house(house: House) -> dict[str, Any]:
    """Return the House with its devices renamed."""
    aliases = _aliases(house)
    return {
        "devices": [
            {
                "id": aliases[device.id],
                "name": device.name,
                "model": device.model,
                "away": device.away,
                "part_of": aliases.get(device.part_of) if device.part_of else None,
                "playing": device.playing,
                "plays_its_own": device.media is not None,
                "ports": [
                    {**asdict(port), "id": _renamed(port.id, aliases)}
                    for port in device.ports
                ],
            }
            for device in sorted(house.devices.values(), key=lambda one: one.id)
        ],
        "links": [
            [_renamed(link.source, aliases), _renamed(link.sink, aliases)]
            for link in sorted(house.links)
        ],
    }


def _outcome(house: House, outcome: Outcome) -> dict[str, Any]:
    """Return how a plan ended."""
    shape: dict[str, Any] = dict(outcome_response(house, outcome))
    if outcome.trouble is not None:
        shape["trouble"] = {
            "device": house.name(outcome.trouble.device),
            "reason": outcome.trouble.reason,
        }
    shape["not_restored"] = sorted(map(house.name, outcome.not_restored))
    return shape


def _aliases(house: House) -> dict[DeviceId, str]:
    """Return a name for each device that tells nothing about it."""
    return {
        device: f"{house.devices[device].family}-{number}"
        for number, device in enumerate(sorted(house.devices), 1)
    }


def _renamed(port: str, aliases: dict[DeviceId, str]) -> str:
    """Return the id of a port with its device renamed."""
    owner, _, kind = port.rpartition("/")
    return f"{aliases.get(DeviceId(owner), 'unknown')}/{kind}"
