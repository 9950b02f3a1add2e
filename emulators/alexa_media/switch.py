"""Do Not Disturb, for each device of which Amazon tells it."""

from typing import Any, override

from alexapy import AlexaLogin
from homeassistant.components.switch import SwitchEntity
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .account import DOMAIN, AmpConfigEntry, accounts
from .login import relogging
from .media_player import AlexaPlayer


async def async_setup_entry(
    hass: HomeAssistant,
    entry: AmpConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add a switch to each player that has the setting."""
    account = accounts(hass)[entry.data["email"]]
    players = account["entities"]["media_player"]
    known = account["devices"]["switch"]
    switches = {serial: DndSwitch(players[serial]) for serial in known}
    account["entities"]["switch"] = {key: {"dnd": on} for key, on in switches.items()}
    async_add_entities(switches.values())


class DndSwitch(SwitchEntity):
    """Do Not Disturb of one Echo, which its player keeps."""

    _attr_entity_category = EntityCategory.CONFIG
    _attr_has_entity_name = True
    _attr_translation_key = "do_not_disturb"

    def __init__(self, player: AlexaPlayer) -> None:
        """Belong to a player."""
        self._player = player
        self.login: AlexaLogin = player.login
        self._attr_unique_id = f"{player.unique_id}_do not disturb"
        identifier = str(player.unique_id)
        self._attr_device_info = DeviceInfo(identifiers={(DOMAIN, identifier)})

    @property
    @override
    def available(self) -> bool:
        """Be there when the player is, and its setting is known."""
        return self._player.available and self._player.dnd_state is not None

    @property
    @override
    def is_on(self) -> bool | None:
        """Return what the player keeps."""
        return self._player.dnd_state

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Let nothing disturb."""
        await self._set(on=True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Let things disturb again."""
        await self._set(on=False)

    @relogging
    async def _set(self, *, on: bool) -> None:
        """Set it, and show it if Amazon repeats what it was told."""
        if await self._player.alexa_api.set_dnd_state(on):
            self._player.dnd_state = on
            self.async_write_ha_state()
        else:
            await self._player.async_update()

    async def async_update(self) -> None:
        """Ask nobody: the player was told by the poll."""
