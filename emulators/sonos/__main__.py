"""Run a household by itself: python -m emulators.sonos [household.toml]."""

import argparse
import asyncio
import logging
import signal
import sys
from pathlib import Path
from typing import Final

from emulators.sonos.commands import MisunderstoodError, obey
from emulators.sonos.household import Household

DEMONSTRATION: Final = Path(__file__).with_name("household.toml")


def read_options() -> argparse.Namespace:
    """Read what follows the name of the program."""
    parser = argparse.ArgumentParser(prog="python -m emulators.sonos")
    parser.add_argument("household", nargs="?", type=Path, default=DEMONSTRATION)
    parser.add_argument("--verbose", action="store_true", help="a line for each call")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds a call")
    parser.add_argument("--no-ssdp", action="store_true", help="answer no search")
    return parser.parse_args()


async def run(house: Household) -> None:
    """Run until somebody interrupts, and do what is typed meanwhile."""
    enough = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, enough.set)
    async with house:
        for spec in house.players():
            asleep = " (asleep)" if spec.asleep else ""
            print(
                f"{spec.name}: {spec.model_name} at {spec.address}{asleep}", flush=True
            )
        typing = asyncio.create_task(listen(house))
        await enough.wait()
        typing.cancel()


async def listen(house: Household) -> None:
    """Do what is typed, line by line; without anybody typing, do nothing."""
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    try:
        await loop.connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
        )
    except OSError, ValueError:
        return  # A closed or redirected input cannot be waited for.

    while line := await reader.readline():
        try:
            print(obey(house, line.decode()), flush=True)
        except MisunderstoodError as err:
            print(err, flush=True)


def main() -> None:
    """Start from the command line."""
    options = read_options()
    logging.basicConfig(format="%(message)s", level=logging.WARNING)
    if options.verbose:
        logging.getLogger("emulators.sonos.stage").setLevel(logging.DEBUG)
    house = Household.load(
        options.household, latency=options.latency, ssdp=not options.no_ssdp
    )
    try:
        asyncio.run(run(house))
    except OSError as err:
        sys.exit(f"The household cannot start: {err.strerror}")


if __name__ == "__main__":
    main()
