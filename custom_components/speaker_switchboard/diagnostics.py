"""The House and the last outcomes, for a bug report.

The id of a device holds a MAC address or a serial number, so every device is
renamed, also one that has left since; names stay, since the report is unreadable
without them.
"""

import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final

from homeassistant.components.diagnostics import async_redact_data
from homeassistant.core import HomeAssistant

from .const import CONF_ADDRESSES
from .coordinator import SwitchboardConfigEntry
from .core.house import Family, House
from .core.progress import Outcome
from .translate import outcome_response

# The id of a device begins with its family.
_ANY_ID: Final = rf"\b(?:{'|'.join(Family)}):[^\s/,;]+"


async def async_get_config_entry_diagnostics(
    hass: HomeAssistant, entry: SwitchboardConfigEntry
) -> dict[str, Any]:
    """Return everything known, with the identities taken out."""
    coordinator = entry.runtime_data
    house = coordinator.house
    known = {
        "entry": async_redact_data(
            {"data": dict(entry.data), "options": dict(entry.options)},
            {CONF_ADDRESSES},
        ),
        "house": _house(house),
        "outcomes": [_outcome(house, outcome) for outcome in coordinator.outcomes],
    }
    renamed: dict[str, Any] = _everywhere(known, _renaming(house))
    return renamed


def _house(house: House) -> dict[str, Any]:
    """Return the House as it is known."""
    return {
        "devices": [
            {
                "id": device.id,
                "name": device.name,
                "model": device.model,
                "away": device.away,
                "part_of": device.part_of,
                "playing": device.playing,
                "powered": device.powered,
                "volume": device.volume,
                "undisturbed": device.undisturbed,
                "plays_its_own": device.media is not None,
                "ports": [asdict(port) for port in device.ports],
            }
            for device in sorted(house.devices.values(), key=lambda one: one.id)
        ],
        "links": [[link.source, link.sink] for link in sorted(house.links)],
        "ways": [[way.source, way.sink] for way in sorted(house.ways)],
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


def _renaming(house: House) -> Callable[[str], str]:
    """Return what puts a name that tells nothing in the place of each id in a text."""
    names = {
        str(device): f"{house.devices[device].family}-{number}"
        for number, device in enumerate(sorted(house.devices), 1)
    }
    # The longest first, in case one id is the beginning of another.
    known = map(re.escape, sorted(names, key=len, reverse=True))
    ids = re.compile("|".join((*known, _ANY_ID)))
    gone: dict[str, str] = {}

    def name(found: re.Match[str]) -> str:
        device = found[0]
        return names.get(device) or gone.setdefault(device, f"gone-{len(gone) + 1}")

    return lambda text: ids.sub(name, text)


def _everywhere(value: Any, rename: Callable[[str], str]) -> Any:
    """Rename in every text, however deep it is."""
    match value:
        case str():
            return rename(value)
        case dict():
            return {key: _everywhere(inner, rename) for key, inner in value.items()}
        case list() | tuple():
            return [_everywhere(inner, rename) for inner in value]
    return value
