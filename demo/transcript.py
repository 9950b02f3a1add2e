"""Says what happens, line by line, and counts what was not true."""

import sys
from collections.abc import Awaitable
from time import monotonic

from demo.client import RefusedError

type Detail = str | None


class UntrueError(Exception):
    """Something that was said is not so; says what was seen instead."""


def say(text: str = "") -> None:
    """Write to whoever started the demo."""
    print(text, flush=True)


def complain(text: str) -> None:
    """Write what is wrong to whoever started the demo."""
    print(text, file=sys.stderr, flush=True)


def same(what: str, seen: object, expected: object) -> None:
    """Raise when something is not as it should be."""
    if seen != expected:
        message = f"{what}: expected {expected!r}, saw {seen!r}"
        raise UntrueError(message)


class Transcript:
    """What was said, with the time it took to prove it."""

    def __init__(self) -> None:
        """Begin to count."""
        self.untrue = 0
        self.lines = 0
        self._began = monotonic()

    @property
    def seconds(self) -> float:
        """Return how long it has been going on."""
        return monotonic() - self._began

    async def tell(self, claim: str, proof: Awaitable[Detail]) -> None:
        """Say something, and whether it is so."""
        began = monotonic()
        try:
            mark, detail = "ok", await proof
        except (UntrueError, RefusedError, TimeoutError) as err:
            mark, detail = "UNTRUE", str(err) or "Home Assistant did not answer."
            self.untrue += 1
        self.lines += 1
        took = round((monotonic() - began) * 1000)
        say(f"{self.seconds:6.1f} s {took:6} ms  {mark:6}  {claim}")
        for line in (detail or "").splitlines():
            say(f"{'':28}{line}")
