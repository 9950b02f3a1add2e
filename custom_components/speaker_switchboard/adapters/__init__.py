"""The families of speakers, one adapter each: core on one side, a wire on the other."""

from collections.abc import Mapping
from typing import Any

from homeassistant.core import HomeAssistant

from ..const import CONF_ADDRESSES
from ..core.contracts import FamilyAdapter
from ..core.house import Family
from ..core.timings import Timings
from .sonos import SonosFamily


def families(
    hass: HomeAssistant, data: Mapping[str, Any], timings: Timings
) -> dict[Family, FamilyAdapter]:
    """Return every family, as the entry's data asks for it."""
    addresses = data.get(CONF_ADDRESSES, ())
    return {Family.SONOS: SonosFamily(hass, addresses, timings.answer)}
