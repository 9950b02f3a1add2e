"""Read what is connected, from Amazon itself.

No integration tells all there is to know in time, so it is read around every
operation, on every hint, and slowly in between.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

from ...errands import Errands
from .accounts import Account
from .backend import Target
from .failures import Changed, Failure
from .finding import Echo
from .states import read_jack, read_states

# The flag of a jack that goes both ways.
JACK: Final = "AUX_SETTINGS"
READING: Final = "reading"
# In seconds. Amazon limits how often it may be asked; who is signed out is nudged
# each time, which is a try to sign in.
_SLOWLY: Final = 300.0
_TRY_AGAIN: Final = 30.0


class Reader:
    """Reads accounts; all who want to know at once share one answer."""

    def __init__(
        self, hass: HomeAssistant, errands: Errands, changed: Callable[[], None]
    ) -> None:
        """Remember whom to tell when something was read."""
        self._hass = hass
        self._errands = errands
        self._changed = changed
        self._next: dict[Account, asyncio.Task[None]] = {}
        self._locks: dict[Account, asyncio.Lock] = {}
        self._timers: dict[Account, CALLBACK_TYPE] = {}

    async def read(self, account: Account, *, again: bool = False) -> None:
        """Read an account anew; never raise.

        An answer that was under way before may be older than what was just done, so
        whoever asks meanwhile shares the next. It is read to the end even if they
        give up. `again` has a login that has long expired tried once more.
        """
        if self._errands.stopped or not account.loaded:
            return
        reading = self._next.get(account)
        if reading is None:
            reading = self._errands.begin(self._read_in_turn(account, again=again))
            self._next[account] = reading
        await asyncio.wait([reading])

    async def read_jack(self, account: Account, echo: Echo) -> None:
        """Read which way the jack of an Echo goes, if it goes both; never raise."""
        if JACK not in (echo.flags or ()):
            return
        target = Target(serial=echo.serial, type=echo.type)
        for session in echo.sessions:
            if not session.usable:
                continue
            jack = partial(session.backend.jack, target)
            try:
                told = await session.ask(jack)
                account.jacks[echo.serial] = read_jack(told)
            except Failure:
                continue
            return

    def forget(self, gone: set[Account]) -> None:
        """Read accounts no more that are not there any more."""
        for account in gone:
            self._cancel(account)
            self._locks.pop(account, None)

    def stop(self) -> None:
        """Read nothing any more."""
        for account in tuple(self._timers):
            self._cancel(account)

    async def _read_in_turn(self, account: Account, *, again: bool) -> None:
        """Read after the reading before, and see to the next."""
        # Home Assistant begins at once; until it is known, nobody could share it.
        await asyncio.sleep(0)
        async with self._locks.setdefault(account, asyncio.Lock()):
            del self._next[account]
            await self._read(account, again=again)
        self._changed()
        self._plan_next(account)

    async def _read(self, account: Account, *, again: bool) -> None:
        """Ask one session after the other until one tells."""
        somebody = False
        for session in account.sessions:
            if not session.loaded:
                continue
            try:
                answer = await session.ask(session.backend.bluetooth, again=again)
                states = read_states(answer)
            except Changed as err:
                account.amiss(session, READING, err.reason)
            except Failure:
                somebody = True
            else:
                account.works(session, READING)
                account.learn(states)
                return
        account.lose_sight(blind=not somebody)
        if account.blind:
            await self._poll(account)

    async def _poll(self, account: Account) -> None:
        """Let those who show something of their own read it, for want of better."""
        for session in account.sessions:
            with suppress(Failure):
                await session.tell(session.backend.poll)

    def _plan_next(self, account: Account) -> None:
        """See to it that the account is read again after a while."""
        self._cancel(account)
        if self._errands.stopped or not account.loaded:
            return
        troubled = not account.states and not account.blind and not account.lapsed

        @callback
        def read(_: datetime) -> None:
            self._timers.pop(account, None)
            self._errands.run(self.read(account, again=True))

        pause = _TRY_AGAIN if troubled else _SLOWLY
        self._timers[account] = async_call_later(self._hass, pause, read)

    def _cancel(self, account: Account) -> None:
        """Cancel the next slow reading."""
        if cancel := self._timers.pop(account, None):
            cancel()
