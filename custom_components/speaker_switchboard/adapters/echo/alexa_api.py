"""The first way: ask Amazon itself, by the address of the speaker.

It goes for every Echo, a Show too, and names do not matter. The answer is the same
whether it worked or not.
"""

from dataclasses import dataclass
from typing import ClassVar

from .order import Order, Reach


@dataclass(frozen=True, kw_only=True, slots=True)
class AlexaApi(Reach):
    """Over the session that an integration holds."""

    name: ClassVar[str] = "alexa_api"

    def wait(self, _: Order) -> dict[str, float]:
        """Return how long to wait after other commands, by their kind."""
        return {self.name: self.gaps.pair}

    def takes(self, order: Order) -> bool:
        """Tell whether an order can be given this way."""
        return bool(order.echo.type) and bool(order.bond.told or not order.connect)

    async def give(self, order: Order) -> None:
        """Give the order; raise a Failure."""
        backend, target = self.session.backend, order.target
        if order.connect:
            await self.session.ask(lambda: backend.connect(target, order.bond.told))
        else:
            await self.session.ask(lambda: backend.disconnect(target))
