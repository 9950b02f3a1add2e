"""The actions of Home Assistant, which pass over in silence who cannot be told."""

from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant


def can_be_told(hass: HomeAssistant, entity_id: str | None) -> bool:
    """Tell whether an action would reach an entity."""
    state = hass.states.get(entity_id) if entity_id else None
    return state is not None and state.state != STATE_UNAVAILABLE
