"""Waiting for what is to become so, and no longer than that."""

import asyncio
from collections.abc import Callable


async def until(so: Callable[[], bool], within: float = 5.0) -> None:
    """Wait for something to become so; a miss is an error."""
    async with asyncio.timeout(within):
        while not so():  # noqa: ASYNC110 - what is pretended lives in another thread
            await asyncio.sleep(0.005)
