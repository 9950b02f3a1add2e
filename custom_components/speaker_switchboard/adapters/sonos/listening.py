"""Events from one player, through SoCo's asyncio listener.

The listener is the one core's `sonos` uses, on the port its users opened. Core
stops it when it unloads, so whoever listens has to look (`deaf`) and listen
anew. SoCo's global choice of event module is left alone.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Final

from aiohttp import ClientError
from soco import SoCo
from soco.events_asyncio import Subscription, event_listener, subscriptions_map
from soco.exceptions import SoCoException

# Seconds a subscription is asked for; core asks for as much.
_LEASE: Final = 1200

# What may be raised while subscribing.
SUBSCRIBING: Final = (
    OSError,
    ClientError,
    SoCoException,
    AttributeError,  # Core stopped SoCo's listener in the middle of it.
)

type Heard = Callable[[str, Mapping[str, object]], None]
type InExecutor = Callable[[Callable[[], object]], Awaitable[object]]


class Ear:
    """The subscriptions to one player."""

    def __init__(self, address: str, heard: Heard, lost: Callable[[], None]) -> None:
        """Remember whom to tell: `heard(service, variables)` and `lost()`."""
        self.address = address
        self.services: tuple[str, ...] = ()
        self._heard = heard
        self._lost = lost
        self._subscriptions: list[Subscription] = []
        self._pending: list[asyncio.Future[object]] = []
        self._site: object = None

    @property
    def deaf(self) -> bool:
        """Tell whether the listener these subscriptions rely on is gone."""
        return self._site is None or event_listener.site is not self._site

    async def open(self, services: Iterable[str], in_executor: InExecutor) -> None:
        """Subscribe; raises one of SUBSCRIBING when that fails."""
        self.services = tuple(services)
        soco = SoCo(self.address)
        # SoCo looks the household up when a subscription starts, and would do so
        # in the event loop.
        await in_executor(lambda: soco.household_id)
        for name in self.services:
            subscription = Subscription(getattr(soco, name), self._callback(name))
            subscription.auto_renew_fail = lambda _: self._lost()
            pending = subscription.subscribe(requested_timeout=_LEASE, auto_renew=True)
            self._subscriptions.append(subscription)
            self._pending.append(pending)
            # SoCo subscribes in a task of its own that would outlive us.
            await asyncio.shield(pending)
        self._site = event_listener.site

    async def close(self) -> None:
        """Unsubscribe; a player that is gone needs no good-bye."""
        subscriptions, self._subscriptions = self._subscriptions, []
        pending, self._pending = self._pending, []
        self._site = None
        await asyncio.gather(*pending, return_exceptions=True)
        await asyncio.gather(
            *(subscription.unsubscribe() for subscription in subscriptions),
            return_exceptions=True,
        )

    def _callback(self, service: str) -> Callable[[object], None]:
        """Return what SoCo calls with each event of a service."""

        def callback(event: object) -> None:
            self._heard(service, getattr(event, "variables", {}))

        return callback


async def stop_idle_listener() -> None:
    """Stop SoCo's listener now if nobody needs it any more.

    By itself it would wait five seconds for a new subscription, which an entry
    that was unloaded must not.
    """
    if subscriptions_map.count:
        return
    waiting = getattr(event_listener, "_stop_grace_task", None)
    if waiting is not None:
        waiting.cancel()
    await event_listener.async_stop()
