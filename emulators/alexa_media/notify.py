"""The old kind of notify action: spoken or announced, to any number of players."""

from typing import Any, Final, override

import voluptuous as vol
from homeassistant.components.notify import ATTR_TITLE_DEFAULT
from homeassistant.components.notify.const import (
    ATTR_DATA,
    ATTR_TARGET,
    ATTR_TITLE,
)
from homeassistant.components.notify.legacy import BaseNotificationService
from homeassistant.core import HomeAssistant
from homeassistant.helpers.typing import ConfigType, DiscoveryInfoType

from .account import DOMAIN, accounts
from .media_player import AlexaPlayer

_ANNOUNCE: Final = "announce"
_SPEAK: Final = "tts"


async def async_get_service(
    hass: HomeAssistant,
    config: ConfigType,
    discovery_info: DiscoveryInfoType | None = None,
) -> AlexaNotificationService:
    """Return the one service for all accounts."""
    service = AlexaNotificationService(hass)
    hass.data[DOMAIN]["notify_service"] = service
    return service


class AlexaNotificationService(BaseNotificationService):
    """Says something at players, and reports success whatever comes of it."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Serve the accounts of this Home Assistant."""
        self.hass = hass

    @property
    def targets(self) -> dict[str, str]:
        """Return a target for each player, which becomes an action of its own."""
        found = (player for players in self._players() for player in players)
        return {
            player.entity_id.split(".")[1]: str(player.unique_id)
            for player in found
            if player.entity_id
        }

    def _players(self) -> list[list[AlexaPlayer]]:
        """Return the players of each account."""
        known = accounts(self.hass).values()
        return [list(account["entities"]["media_player"].values()) for account in known]

    @override
    async def async_send_message(self, message: str = "", **kwargs: Any) -> None:
        """Speak at each target, or let the first of an account announce it for all."""
        asked, title = kwargs[ATTR_TARGET], kwargs.get(ATTR_TITLE, ATTR_TITLE_DEFAULT)
        data = kwargs.get(ATTR_DATA) or {}
        kind = data.get("type", _SPEAK)
        if kind not in {_SPEAK, _ANNOUNCE}:
            message = f"Data value `type={kind}` is not implemented."
            raise vol.Invalid(message)
        for account, players in zip(
            accounts(self.hass).values(), self._players(), strict=True
        ):
            delay = account["options"]["queue_delay"]
            meant = [each for each in players if each.available and each.is_any(asked)]
            if kind == _SPEAK:
                for player in meant:
                    player.say(message, queue_delay=delay)
            elif meant:
                meant[0].announce(
                    message,
                    targets=[each.device_serial_number for each in meant],
                    title=title,
                    method=data.get("method", "all"),
                    queue_delay=delay,
                )
