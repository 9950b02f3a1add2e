"""Runs Home Assistant as a program of its own, and sees to it that it ends."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from demo.places import AMAZON, CONFIG, HOST, LOG

_PROGRAM: Final = Path(__file__).with_name("hass.py")
# What Home Assistant ends with when somebody restarts it in its settings.
_RESTART: Final = 100
# Core waits up to 10 s for a speaker before it lets go; in seconds.
_ENDS_WITHIN: Final = 30.0


class EndedError(Exception):
    """Home Assistant ended though nobody asked it to."""


class HomeAssistant:
    """A Home Assistant that runs."""

    def __init__(self, port: int, process: Process) -> None:
        """Take a process that was started."""
        self.port = port
        self.process = process

    @property
    def url(self) -> str:
        """Return where it is to be found."""
        return f"http://{HOST}:{self.port}"

    @property
    def has_ended(self) -> bool:
        """Tell whether it runs no more."""
        return self.process.returncode is not None

    @property
    def is_gone(self) -> bool:
        """Tell whether neither it nor anything it started is left."""
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return self.has_ended
        return False

    async def stay(self) -> None:
        """Let it run until it ends by itself, which is an error; restart is not."""
        while await self.process.wait() == _RESTART:
            self.process = await _start(self.port)
        raise EndedError

    async def end(self) -> None:
        """Ask it to end, and make it when it does not."""
        if self.has_ended:
            return
        self.process.terminate()
        try:
            async with asyncio.timeout(_ENDS_WITHIN):
                await self.process.wait()
        except TimeoutError:
            self.process.kill()
            await self.process.wait()


@asynccontextmanager
async def home_assistant(port: int) -> AsyncGenerator[HomeAssistant]:
    """Run Home Assistant for as long as the block lasts."""
    home = HomeAssistant(port, await _start(port))
    try:
        yield home
    finally:
        await home.end()


def last_words() -> str:
    """Return what Home Assistant said at the end."""
    return LOG.read_text(encoding="utf-8", errors="replace")[-2000:]


async def _start(port: int) -> Process:
    """Start Home Assistant; what it says goes to its log.

    It gets a session of its own: Ctrl-C then reaches only us, and we end it.
    """
    with LOG.open("ab") as log:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            str(_PROGRAM),
            f"--config={CONFIG}",
            "--skip-pip",
            "--log-no-color",
            stdin=PIPE,
            stdout=DEVNULL,
            stderr=log,
            env=os.environ
            | {"DEMO_URL": f"http://{HOST}:{port}", "DEMO_AMAZON": str(AMAZON)},
            start_new_session=True,
        )
