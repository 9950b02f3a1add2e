"""What is done beside, and can be stopped."""

import asyncio
from collections.abc import Coroutine

from homeassistant.core import HomeAssistant


class Errands:
    """Work that goes on, whoever of those who wait for it gives up."""

    def __init__(self, hass: HomeAssistant, name: str) -> None:
        """Begin with nothing to do; the name is for those who look at tasks."""
        self._hass = hass
        self._name = name
        self._tasks: set[asyncio.Task[None]] = set()
        self.stopped = False

    def run(self, work: Coroutine[None, None, None]) -> None:
        """Do something beside, unless it is too late for that."""
        if self.stopped:
            work.close()
            return
        self.begin(work)

    def begin(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        """Do something that is stopped with the rest, for somebody who waits for it."""
        task = self._hass.async_create_background_task(work, self._name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def stop(self) -> None:
        """Stop what is under way, and begin nothing any more."""
        self.stopped = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
