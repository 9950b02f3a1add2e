"""The third way: tell the Echo in words, as somebody in the room would.

Nothing comes back, and the Echo says aloud what it makes of it. Only the names of
speakers it is paired with, or that a person declared, are ever said.
"""

from dataclasses import dataclass
from typing import ClassVar, Final

from homeassistant.const import ATTR_DEVICE_ID, ATTR_ENTITY_ID, Platform
from homeassistant.core import HomeAssistant

from .actions import can_be_told
from .backend import AMP, CORE
from .finding import Place
from .order import Order, Reach
from .phrases import Unspeakable, connect_command, disconnect_command

# What Alexa Media Player calls a text command.
_CUSTOM: Final = "custom"


@dataclass(frozen=True, kw_only=True, slots=True)
class TextCommand(Reach):
    """Over the text command that either integration has."""

    name: ClassVar[str] = "text_command"
    hass: HomeAssistant
    language: str

    def wait(self, order: Order) -> dict[str, float]:
        """Return how long to wait after other commands, by their kind."""
        waits = {f"{self.name} to {order.echo.serial}": self.gaps.text}
        if self.session.entry.domain == AMP:
            waits[AMP] = self.gaps.amp
        return waits

    def takes(self, order: Order) -> bool:
        """Tell whether an order can be given this way."""
        place = self._place(order)
        told = place is not None and can_be_told(self.hass, place.player)
        return told and isinstance(self._words(order), str)

    async def give(self, order: Order) -> None:
        """Give the order; raise a Failure."""
        place, words = self._place(order), self._words(order)
        if place is None or isinstance(words, Unspeakable):
            return
        domain, action, data = _action(place, words)
        await self.session.tell(
            lambda: self.hass.services.async_call(domain, action, data, blocking=True)
        )

    def _place(self, order: Order) -> Place | None:
        """Return where the Echo is registered by the integration of this session."""
        return order.echo.place(self.session.entry.domain)

    def _words(self, order: Order) -> str | Unspeakable:
        """Return the order in words; any speaker is let go of in the same way."""
        if order.connect:
            return connect_command(self.language, order.bond.name)
        words = disconnect_command(self.language, order.bond.name)
        if isinstance(words, Unspeakable):
            return disconnect_command(self.language)
        return words


def _action(place: Place, words: str) -> tuple[str, str, dict[str, object]]:
    """Return the action of an integration that tells an Echo something in words."""
    if place.domain == CORE:
        data: dict[str, object] = {
            ATTR_DEVICE_ID: place.device_id,
            "text_command": words,
        }
        return CORE, "send_text_command", data
    media = {"media_content_type": _CUSTOM, "media_content_id": words}
    return (
        Platform.MEDIA_PLAYER,
        "play_media",
        {ATTR_ENTITY_ID: place.player, **media},
    )
