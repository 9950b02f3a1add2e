"""A session with Amazon that somebody else holds, and whether it still is one."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from homeassistant.config_entries import (
    SOURCE_REAUTH,
    ConfigEntry,
    ConfigEntryState,
)
from homeassistant.core import HomeAssistant

from ...const import LOGGER
from .backend import Backend
from .failures import NOT_LOADED, Expired, Unanswered, judge


class Session:
    """One account as one integration holds it; `answer` is our patience, in s."""

    def __init__(self, hass: HomeAssistant, backend: Backend, answer: float) -> None:
        """Begin in good faith."""
        self.backend = backend
        self._hass = hass
        self._answer = answer
        self._lapsed_with: object | None = None
        self._nudges = 0
        self._nudging = asyncio.Lock()

    @property
    def entry(self) -> ConfigEntry[Any]:
        """Return the config entry of the account."""
        return self.backend.entry

    @property
    def loaded(self) -> bool:
        """Tell whether the integration is up."""
        return self.entry.state is ConfigEntryState.LOADED

    @property
    def lapsed(self) -> bool:
        """Tell whether the login has expired; who loads anew begins anew."""
        if not self.loaded:
            asking = self.entry.async_get_active_flows(self._hass, {SOURCE_REAUTH})
            return any(asking)
        return self._lapsed_with is not None and self._lapsed_with is self.running

    @property
    def running(self) -> object:
        """Return what the integration runs with now; it is another after a reload."""
        return getattr(self.entry, "runtime_data", None) if self.loaded else None

    @property
    def usable(self) -> bool:
        """Tell whether there is any hope of an answer."""
        return self.loaded and not self.lapsed

    async def ask[T](
        self, call: Callable[[], Awaitable[T]], *, again: bool = False
    ) -> T:
        """Ask Amazon; raise a Failure.

        When the login has expired its holder is nudged, once, and asked again. One
        that is known to have expired is nudged only when it was long ago: `again`.
        """
        before = self._nudges
        try:
            return await self._try(call)
        except Expired:
            if self.lapsed and not again:
                raise
        await self._nudge(before)
        try:
            return await self._try(call)
        except Expired:
            self._lapsed_with = self.running
            raise

    async def tell(self, call: Callable[[], Awaitable[object]]) -> None:
        """Ask for something whose answer proves nothing; raise a Failure."""
        if not self.loaded:
            raise Unanswered(NOT_LOADED)
        try:
            async with asyncio.timeout(self._answer):
                await call()
        except Exception as err:
            LOGGER.debug("%s: %r", self.entry.domain, err)
            failure = judge(err) if self.loaded else Unanswered(NOT_LOADED)
            raise failure from err

    async def look_again(self) -> None:
        """Let the holder look at the account again."""
        await self._nudge(self._nudges)

    async def _try[T](self, call: Callable[[], Awaitable[T]]) -> T:
        """Ask once; an answer proves the login."""
        answers: list[T] = []

        async def keep() -> None:
            answers.append(await call())

        await self.tell(keep)
        self._lapsed_with = None
        return answers[0]

    async def _nudge(self, before: int) -> None:
        """Nudge the holder, unless somebody else has done it in the meantime."""
        async with self._nudging:
            if self._nudges != before:
                return
            self._nudges += 1
            try:
                async with asyncio.timeout(self._answer):
                    await self.backend.nudge()
            except Exception as err:  # noqa: BLE001 - whatever it is, we ask again
                LOGGER.debug("%s: %r", self.entry.domain, err)
