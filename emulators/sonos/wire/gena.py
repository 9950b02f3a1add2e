"""GENA: who wants to hear about what, and telling them."""

import asyncio
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

from emulators.sonos.player import Player
from emulators.sonos.rooms import Rooms
from emulators.sonos.services.service import Service
from emulators.sonos.wire.events import event, to_tell

LOGGER: Final = logging.getLogger(__name__)
# SoCo drops an event whose subscription it does not know yet; in seconds.
FIRST_EVENT_AFTER: Final = 0.05
# A listener that does not answer holds up its own events only; in seconds.
LISTENER_ANSWERS_WITHIN: Final = ClientTimeout(total=5)
LONGEST: Final = 86400
GONE: Final = 412


@dataclass(frozen=True, kw_only=True, slots=True)
class Subscription:
    """What is told about a subscription to whoever looks for leftovers."""

    player: str
    service: str
    sid: str
    callback: str
    seconds_left: float


@dataclass(eq=False, kw_only=True, slots=True)
class Listener:
    """Somebody who wants to hear about one service of one player."""

    player: Player
    service: Service
    sid: str
    callback: str
    expires: float
    told: Mapping[str, str] = field(default_factory=dict)
    sequence: int = 0
    waiting: asyncio.Queue[tuple[float, int, str]] = field(
        default_factory=asyncio.Queue
    )
    teller: asyncio.Task[None] | None = None


class Listeners:
    """Everybody who listens to a household."""

    def __init__(self, rooms: Rooms) -> None:
        """Begin with nobody."""
        self.delay = 0.0
        self.all_muted = False
        self.muted: set[Player] = set()
        self._rooms = rooms
        self._numbers = count(1)
        self._listening: dict[str, Listener] = {}
        self._session: ClientSession | None = None

    def open(self) -> None:
        """Get ready to tell; one connection a listener is kept."""
        connector = TCPConnector(limit=0, keepalive_timeout=30)
        self._session = ClientSession(
            connector=connector, timeout=LISTENER_ANSWERS_WITHIN
        )

    async def close(self) -> None:
        """Forget everybody."""
        tellers = [each.teller for each in self._listening.values() if each.teller]
        for sid in tuple(self._listening):
            self.forget(sid)
        await asyncio.gather(*tellers, return_exceptions=True)
        if self._session:
            await self._session.close()

    def add(self, player: Player, service: Service, callback: str, seconds: int) -> str:
        """Remember a listener, and tell everything once, after the answer."""
        sid = f"uuid:{player.uid}_sub{next(self._numbers):010}"
        listener = Listener(
            player=player,
            service=service,
            sid=sid,
            callback=callback,
            expires=time.monotonic() + seconds,
        )
        self._listening[sid] = listener
        listener.teller = asyncio.create_task(self._tell(listener))
        self._queue(listener, after=FIRST_EVENT_AFTER)
        return sid

    def renew(self, player: Player, sid: str, seconds: int) -> bool:
        """Listen on for a while; nobody can who was forgotten."""
        self._forget_expired()
        listener = self._listening.get(sid)
        if listener is None or listener.player is not player:
            return False

        listener.expires = time.monotonic() + seconds
        return True

    def age(self, seconds: float) -> None:
        """Bring the end of every subscription nearer, as if time had passed."""
        for listener in self._listening.values():
            listener.expires -= seconds

    def forget(self, sid: str) -> bool:
        """Tell a listener nothing any more."""
        listener = self._listening.pop(sid, None)
        if listener is None:
            return False

        if listener.teller:
            listener.teller.cancel()
        return True

    def forget_all_of(self, player: Player) -> None:
        """Forget whoever listens to a player, as it does when it is off."""
        for listener in tuple(self._listening.values()):
            if listener.player is player:
                self.forget(listener.sid)

    def tell(self) -> None:
        """Tell every listener what has changed for it."""
        self._forget_expired()
        for listener in self._listening.values():
            self._queue(listener)

    def listening(self) -> list[Subscription]:
        """Return the subscriptions that are alive."""
        self._forget_expired()
        now = time.monotonic()
        return [
            Subscription(
                player=listener.player.name,
                service=listener.service.name,
                sid=listener.sid,
                callback=listener.callback,
                seconds_left=listener.expires - now,
            )
            for listener in self._listening.values()
        ]

    def _forget_expired(self) -> None:
        now = time.monotonic()
        for listener in tuple(self._listening.values()):
            if listener.expires <= now:
                self.forget(listener.sid)

    def _queue(self, listener: Listener, after: float = 0.0) -> None:
        """Put down what has to be told; muted events are lost for good."""
        now = listener.service.evented(self._rooms, listener.player)
        told = to_tell(listener.service, listener.told, now)
        if not told and listener.sequence:
            return

        listener.told, number = now, listener.sequence
        listener.sequence += 1
        if self.all_muted or listener.player in self.muted:
            return

        due = time.monotonic() + after + self.delay
        body = event(listener.service, told)
        listener.waiting.put_nowait((due, number, body))

    async def _tell(self, listener: Listener) -> None:
        """Tell a listener one thing after the other, each when it is due."""
        while True:
            due, number, body = await listener.waiting.get()
            if (early := due - time.monotonic()) > 0:
                await asyncio.sleep(early)
            await self._notify(listener, number, body)

    async def _notify(self, listener: Listener, number: int, body: str) -> None:
        headers = {
            "NT": "upnp:event",
            "NTS": "upnp:propchange",
            "SID": listener.sid,
            "SEQ": str(number),
            "Content-Type": "text/xml",
        }
        # The second try is for a kept connection the listener has closed.
        for _ in range(2):
            try:
                status = await self._post(listener.callback, headers, body)
            except (ClientError, OSError, TimeoutError) as err:
                LOGGER.debug("%s was not told: %r", listener.callback, err)
                continue

            if status == GONE:
                self.forget(listener.sid)
            return

    async def _post(self, url: str, headers: Mapping[str, str], body: str) -> int:
        if self._session is None:
            raise ConnectionError

        request = self._session.request("NOTIFY", url, headers=headers, data=body)
        async with request as response:
            return response.status
