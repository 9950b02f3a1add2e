"""Receivers: media players of other integrations, whose inputs cables lead into."""

from typing import Final

from homeassistant.components.media_player.const import ATTR_INPUT_SOURCE_LIST
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from .const import ACCOUNT_DOMAINS, DOMAIN
from .core.names import clean_name

# Their inputs are listed by name, or they have none.
_KNOWN_OTHERWISE: Final = frozenset({DOMAIN, "sonos", *ACCOUNT_DOMAINS})
# No receiver has as many; what lists more lists something else.
_MOST_INPUTS: Final = 64
_LONGEST_INPUT: Final = 255


@callback
def async_receiver(hass: HomeAssistant, player: str) -> er.RegistryEntry | None:
    """Return the entity of a receiver, if it keeps its id when it is renamed."""
    entity = er.async_get(hass).async_get(player)
    if entity is None or entity.domain != Platform.MEDIA_PLAYER:
        return None
    return None if entity.platform in _KNOWN_OTHERWISE else entity


@callback
def async_no_receivers(hass: HomeAssistant) -> list[str]:
    """Return the media players that are no receivers."""
    return [
        entity.entity_id
        for entity in er.async_get(hass).entities.values()
        if entity.domain == Platform.MEDIA_PLAYER
        and entity.platform in _KNOWN_OTHERWISE
    ]


@callback
def async_inputs_of(hass: HomeAssistant, receiver: er.RegistryEntry) -> list[str]:
    """Return the inputs a receiver lists now; one that is off may list none."""
    state = hass.states.get(receiver.entity_id)
    listed = state.attributes.get(ATTR_INPUT_SOURCE_LIST) if state else None
    if not isinstance(listed, list | tuple):
        return []
    return list(dict.fromkeys(filter(_is_name, listed)))[:_MOST_INPUTS]


@callback
def async_name_of(hass: HomeAssistant, receiver: er.RegistryEntry) -> str:
    """Return what people call a receiver."""
    state = hass.states.get(receiver.entity_id)
    name = state.name if state else receiver.original_name or ""
    return clean_name(name, otherwise=receiver.entity_id)


def _is_name(name: object) -> bool:
    """Tell whether a receiver can be told to listen to what is called so."""
    return (
        isinstance(name, str)
        and len(name) <= _LONGEST_INPUT
        and bool(clean_name(name, otherwise=""))
    )
