"""One command at a time, and not too soon after the one before."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic


@dataclass(frozen=True, kw_only=True, slots=True)
class Gaps:
    """How long to wait between two commands of a kind, in seconds.

    Two text commands that follow close on each other become one (core issue
    157087). Alexa Media Player gathers what it is told for 1.5 s.
    """

    pair: float = 0.8
    amp: float = 1.5
    text: float = 5.0


@dataclass(frozen=True, slots=True)
class Turns:
    """Whose turn it is with an account."""

    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _ended: dict[str, float] = field(default_factory=dict)

    @asynccontextmanager
    async def turn(self, waits: Mapping[str, float]) -> AsyncGenerator[None]:
        """Have one's turn, so long after the last command of each kind has ended."""
        async with self._lock:
            now = monotonic()
            ready = [
                self._ended[kind] + wait
                for kind, wait in waits.items()
                if kind in self._ended
            ]
            if (left := max(ready, default=now) - now) > 0:
                await asyncio.sleep(left)
            try:
                yield
            finally:
                self._ended.update(dict.fromkeys(waits, monotonic()))
