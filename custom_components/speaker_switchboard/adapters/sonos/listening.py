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
from soco.events_base import Event, SubscriptionBase
from soco.exceptions import SoCoException

from .client import whole_number

# Seconds a subscription is asked for; core asks for as much.
_LEASE: Final = 1200
# Seconds after which a player that told nothing counts as silent. Every
# subscription begins with an event, which follows the answer at once.
_FIRST_EVENT: Final = 5.0
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
        self,
        address: str,
        heard: Heard,
        *,
        missed: Callable[[], None] = lambda: None,
        lost: Callable[[], None] = lambda: None,
        boots: str = "",
    ) -> None:
        """Remember whom to tell.

        `heard(service, variables)` takes an event in; `missed()` is called when
        one must have been lost before it, `lost()` when a subscription is.
        """
        self.address = address
        self.boots = boots
        self.services: tuple[str, ...] = ()
        self.silent = False
        self._heard = heard
        self._missed = missed
        self._lost = lost
        # Which number the next event of each service has.
        self._next: dict[str, int] = {}
        self._deadline: asyncio.TimerHandle | None = None
        self._subscriptions: list[Subscription] = []
        self._pending: list[asyncio.Task[None]] = []
        self._site: object = None
        self._trusted = False

    @property
    def deaf(self) -> bool:
        """Tell whether the listener these subscriptions rely on is gone."""
        gone = bool(self._subscriptions) and event_listener.site is not self._site
        return gone or not self._trusted

    @property
    def untold(self) -> set[str]:
        """Return the services that have not sent a single event."""
        return {service for service in self.services if not self._next.get(service)}

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
        loop = asyncio.get_running_loop()
        self._deadline = loop.call_later(_FIRST_EVENT, self._judge)

    async def close(self) -> None:
        """Unsubscribe; a player that is gone needs no good-bye."""
        subscriptions, self._subscriptions = self._subscriptions, []
        pending, self._pending = self._pending, []
        self._trusted = False
        if self._deadline is not None:
            self._deadline.cancel()
        await _within_a_goodbye(pending)
        await _within_a_goodbye(
            [asyncio.create_task(_unsubscribe(each)) for each in subscriptions]
        )

    def _callback(self, service: str) -> Callable[[Event], None]:
        """Return what SoCo calls with each event of a service."""

        def callback(event: Event) -> None:
            expected = self._next.get(service, 0)
            number = whole_number(event.seq)
            self._next[service] = max(expected, number + 1)
            self.silent = self.silent and bool(self.untold)
            self._heard(service, event.variables)
            # SoCo drops what it cannot read, such as an empty DIDL-Lite.
            if number != expected:
                self._missed()

        return callback

    def _judge(self) -> None:
        """Count as silent who has told nothing by now."""
        self.silent = bool(self.untold)


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
