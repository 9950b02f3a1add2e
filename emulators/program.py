"""Something pretended as a program of its own: its options, its start and its end."""

import argparse
import asyncio
import logging
import signal
import sys
from collections.abc import Callable, Coroutine, Iterable
from functools import partial
from pathlib import Path

from emulators.console import listen
from emulators.thread import Pretend


def options_of(module: str, household: Path) -> argparse.ArgumentParser:
    """Return the options that every such program has."""
    parser = argparse.ArgumentParser(prog=f"python -m {module}")
    parser.add_argument("household", nargs="?", type=Path, default=household)
    parser.add_argument("--verbose", action="store_true", help="a line for each call")
    return parser


def log_calls(logger: str, *, wanted: bool) -> None:
    """Write what goes wrong, and a line for each call if wanted."""
    logging.basicConfig(format="%(message)s", level=logging.WARNING)
    if wanted:
        logging.getLogger(logger).setLevel(logging.DEBUG)


async def live[P: Pretend](
    pretend: P,
    introduction: Callable[[P], Iterable[str]],
    obey: Callable[[P, str], str],
) -> None:
    """Be there until somebody interrupts, and do what is typed meanwhile."""
    enough = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, enough.set)
    async with pretend:
        for line in introduction(pretend):
            print(line, flush=True)
        typing = asyncio.create_task(listen(partial(obey, pretend)))
        await enough.wait()
        typing.cancel()


def start(name: str, life: Coroutine[None, None, None]) -> None:
    """Start from the command line; what cannot start is an error in one line."""
    try:
        asyncio.run(life)
    except OSError as err:
        sys.exit(f"{name} cannot start: {err.strerror}")
