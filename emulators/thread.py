"""Running something pretended in a thread and an event loop of its own.

A client that blocks can then never keep it from answering.
"""

import asyncio
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Generator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import wraps
from types import TracebackType
from typing import Concatenate, Final, Protocol, Self

# Nothing that is done in the loop takes longer than a few milliseconds; when
# it does, a test has to fail rather than hang. In seconds.
DONE_WITHIN: Final = 10.0


class Resident(ABC):
    """Something that lives in one event loop, and can be asked from any thread."""

    _home: tuple[asyncio.AbstractEventLoop, int] | None = None

    async def __aenter__(self) -> Self:
        """Live in the loop that is running, and go on the network."""
        self._home = asyncio.get_running_loop(), threading.get_ident()
        try:
            await self._open()
        except OSError:
            await self.__aexit__(None, None, None)
            raise

        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Go off the network, and live in no loop any more."""
        await self._close()
        self._home = None

    @abstractmethod
    async def _open(self) -> None:
        """Go on the network."""

    @abstractmethod
    async def _close(self) -> None:
        """Go off the network, whoever is still speaking to it."""

    def do[R](self, deed: Callable[[], R]) -> R:
        """Do something in the loop it lives in, and return when it is done."""
        if self._home is None or self._home[1] == threading.get_ident():
            return deed()

        done: Future[R] = Future()

        def do_there() -> None:
            try:
                done.set_result(deed())
            except Exception as err:  # noqa: BLE001 - whoever asked gets it
                done.set_exception(err)

        self._home[0].call_soon_threadsafe(do_there)
        return done.result(DONE_WITHIN)


def from_any_thread[S: Resident, **P, R](
    method: Callable[Concatenate[S, P], R],
) -> Callable[Concatenate[S, P], R]:
    """Let a method be called from any thread, and run in the loop."""

    @wraps(method)
    def call(self: S, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return self.do(lambda: method(self, *args, **kwargs))

    return call


class Pretend(Protocol):
    """Something that is there as long as it is entered."""

    async def __aenter__(self) -> Self:
        """Start."""

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None:
        """Stop."""


@contextmanager
def running[H: Pretend](pretend: H) -> Generator[H]:
    """Run it in a thread of its own for as long as the block lasts."""
    started: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def live() -> None:
        async with pretend:
            enough = asyncio.Event()
            started.set_result((asyncio.get_running_loop(), enough))
            await enough.wait()

    def run() -> None:
        try:
            asyncio.run(live())
        except Exception as err:
            if started.done():
                raise
            started.set_exception(err)

    thread = threading.Thread(target=run, name="pretend", daemon=True)
    thread.start()
    loop, enough = started.result(DONE_WITHIN)
    try:
        yield pretend
    finally:
        loop.call_soon_threadsafe(enough.set)
        thread.join(DONE_WITHIN)
