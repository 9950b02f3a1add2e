"""The second way: choose the speaker as the source of Alexa Media Player's player.

It goes by name, connects to everything of that name, and always says that it worked.
"""

from dataclasses import dataclass
from typing import ClassVar, Final

from homeassistant.const import ATTR_ENTITY_ID, Platform
from homeassistant.core import HomeAssistant

from .actions import can_be_told
from .backend import AMP
from .order import Order, Reach

_OWN: Final = "Local Speaker"


@dataclass(frozen=True, kw_only=True, slots=True)
class SelectSource(Reach):
    """Over the player of Alexa Media Player."""

    name: ClassVar[str] = "select_source"
    hass: HomeAssistant

    def wait(self, _: Order) -> dict[str, float]:
        """Return how long to wait after other commands, by their kind."""
        return {AMP: self.gaps.amp}

    def takes(self, order: Order) -> bool:
        """Tell whether an order can be given this way."""
        place = order.echo.place(AMP)
        if place is None or not can_be_told(self.hass, place.player):
            return False
        return not order.connect or order.names.count(order.bond.name) == 1

    async def give(self, order: Order) -> None:
        """Give the order; raise a Failure."""
        place = order.echo.place(AMP)
        data = {
            ATTR_ENTITY_ID: place.player if place else None,
            "source": order.bond.name if order.connect else _OWN,
        }
        await self.session.tell(
            lambda: self.hass.services.async_call(
                Platform.MEDIA_PLAYER, "select_source", data, blocking=True
            )
        )
