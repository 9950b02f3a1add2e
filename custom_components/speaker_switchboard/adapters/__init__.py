"""The families of speakers, one adapter each: core on one side, a wire on the other."""

from collections.abc import Iterable
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant

from ..const import CONF_ADDRESSES, CONF_LANGUAGE
from ..core.contracts import FamilyAdapter
from ..core.declared import inputs_by_player
from ..core.house import Family
from ..core.timings import Timings
from ..subentries import cables, speakers
from .echo import EchoFamily
from .media_player import PlayerFamily
from .sonos import SonosFamily


def families(
    hass: HomeAssistant, entry: ConfigEntry[Any], timings: Timings
) -> dict[Family, FamilyAdapter]:
    """Return every family, as the entry asks for it."""
    language = entry.options.get(CONF_LANGUAGE)
    receivers = inputs_by_player(cables(entry))
    return {
        Family.SONOS: SonosFamily(
            hass, entry.data.get(CONF_ADDRESSES, ()), timings.answer
        ),
        Family.ECHO: EchoFamily(hass, speakers(entry), timings.answer, language),
        Family.PLAYER: PlayerFamily(hass, receivers, timings.answer, receivers),
    }


def lapsed(families: Iterable[FamilyAdapter]) -> frozenset[str]:
    """Return the config entries of others whose Amazon login has expired."""
    found: frozenset[str] = frozenset()
    for family in families:
        if isinstance(family, EchoFamily):
            found |= family.lapsed
    return found
