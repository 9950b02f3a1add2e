"""Events from one player, through SoCo's asyncio listener.

The listener is the one core's `sonos` uses, on the port its users opened. Core
stops it when it unloads, so whoever listens has to look (`deaf`) and listen
anew. SoCo's global choice of event module is left alone.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from aiohttp import ClientError
from soco import SoCo
from soco.events_asyncio import Subscription, event_listener, subscriptions_map
from soco.events_base import SubscriptionBase
from soco.exceptions import SoCoException

# Seconds a subscription is asked for; core asks for as much.
_LEASE: Final = 1200
# Seconds a good-bye may take; who does not take it by then forgets us by itself.
_GOODBYE: Final = 1.0

# What may be raised while subscribing.
SUBSCRIBING: Final = (
    OSError,
    ClientError,
    SoCoException,
    AttributeError,  # Core stopped SoCo's listener in the middle of it.
    LookupError,  # The answer lacks what SoCo looks for in it,
    TypeError,  # or has a lease that SoCo cannot read;
    ValueError,  # or there is no port left to listen on.
)

type Heard = Callable[[str, Mapping[str, object]], None]


class Ear:
    """The subscriptions to one player."""

    def __init__(
        self, address: str, heard: Heard, lost: Callable[[], None], boots: str = ""
    ) -> None:
        """Remember whom to tell: `heard(service, variables)` and `lost()`."""
        self.address = address
        self.boots = boots
        self.services: tuple[str, ...] = ()
        self._heard = heard
        self._lost = lost
        self._subscriptions: list[Subscription] = []
        self._pending: list[asyncio.Task[None]] = []
        self._site: object = None
        self._trusted = False

    @property
    def deaf(self) -> bool:
        """Tell whether the listener these subscriptions rely on is gone."""
        gone = bool(self._subscriptions) and event_listener.site is not self._site
        return gone or not self._trusted

    def distrust(self) -> None:
        """Count as deaf: who did not answer may have lost its subscriptions."""
        self._trusted = False

    async def open(
        self, services: Iterable[str], household: str, patience: float
    ) -> None:
        """Subscribe; raises one of SUBSCRIBING when that fails."""
        self.services = tuple(services)
        soco = SoCo(self.address)
        # SoCo would ask for it, in the event loop, when a subscription starts.
        soco._household_id = household  # noqa: SLF001
        async with asyncio.timeout(patience):
            for name in self.services:
                subscription = Subscription(getattr(soco, name), self._callback(name))
                subscription.auto_renew_fail = lambda _: self._lost()
                self._subscriptions.append(subscription)
                pending = asyncio.create_task(_subscribe(subscription))
                self._pending.append(pending)
                # Not cancelled with us: a player that is about to know us would
                # never be told to forget us again.
                await asyncio.wait((pending,))
                await pending
        self._site = event_listener.site
        self._trusted = True

    async def close(self) -> None:
        """Unsubscribe; a player that is gone needs no good-bye."""
        subscriptions, self._subscriptions = self._subscriptions, []
        pending, self._pending = self._pending, []
        self._trusted = False
        await _within_a_goodbye(pending)
        await _within_a_goodbye(
            [asyncio.create_task(_unsubscribe(each)) for each in subscriptions]
        )

    def _callback(self, service: str) -> Callable[[object], None]:
        """Return what SoCo calls with each event of a service."""

        def callback(event: object) -> None:
            self._heard(service, getattr(event, "variables", {}))

        return callback


async def _subscribe(subscription: Subscription) -> None:
    """Subscribe, as SoCo does it, but in a task that can be stopped."""
    subscriptions_map.subscribing()
    try:
        if not event_listener.is_running:
            await event_listener.async_start(subscription.service.soco)
        await SubscriptionBase.subscribe(subscription, _LEASE, auto_renew=True)
    finally:
        subscriptions_map.finished_subscribing()


async def _unsubscribe(subscription: Subscription) -> None:
    """Unsubscribe; who is stopped in the middle of it forgets the subscription."""
    try:
        await subscription.unsubscribe()
    finally:
        subscription._cancel_subscription()  # noqa: SLF001


async def _within_a_goodbye(tasks: Iterable[asyncio.Task[None]]) -> None:
    """Wait for tasks as long as for a good-bye, then stop them."""
    late = asyncio.gather(*tasks, return_exceptions=True)
    try:
        async with asyncio.timeout(_GOODBYE):
            await late
    except TimeoutError:
        pass


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
