"""Run an Amazon by itself: python -m emulators.amazon [household.toml]."""

import argparse
import asyncio
import logging
import signal
import sys
from pathlib import Path
from typing import Final

from emulators.amazon.amazon import HERE, Amazon
from emulators.amazon.commands import MisunderstoodError, obey

DEMONSTRATION: Final = Path(__file__).with_name("household.toml")


def read_options() -> argparse.Namespace:
    """Read what follows the name of the program."""
    parser = argparse.ArgumentParser(prog="python -m emulators.amazon")
    parser.add_argument("household", nargs="?", type=Path, default=DEMONSTRATION)
    parser.add_argument("--verbose", action="store_true", help="a line for each call")
    parser.add_argument("--address", default=HERE, help="where to listen")
    parser.add_argument("--port", type=int, default=0, help="0 is any that is free")
    parser.add_argument("--pace", type=float, default=1.0, help="length of a second")
    parser.add_argument("--seed", type=int, default=0, help="what chance begins with")
    parser.add_argument(
        "--certificate", type=Path, help="write who vouches for it to this file"
    )
    return parser.parse_args()


async def run(amazon: Amazon) -> None:
    """Run until somebody interrupts, and do what is typed meanwhile."""
    enough = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, enough.set)
    async with amazon:
        print(f"Amazon is at {amazon.address} port {amazon.port}", flush=True)
        for echo in amazon.echos():
            gone = "" if echo.online else " (offline)"
            print(f"{echo.name}: {echo.kind.name}{gone}", flush=True)
        typing = asyncio.create_task(listen(amazon))
        await enough.wait()
        typing.cancel()


async def listen(amazon: Amazon) -> None:
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
            print(obey(amazon, line.decode()), flush=True)
        except MisunderstoodError as err:
            print(err, flush=True)


def main() -> None:
    """Start from the command line."""
    options = read_options()
    logging.basicConfig(format="%(message)s", level=logging.WARNING)
    if options.verbose:
        logging.getLogger("emulators.amazon.cloud").setLevel(logging.DEBUG)
    amazon = Amazon.load(
        options.household,
        address=options.address,
        port=options.port,
        pace=options.pace,
        seed=options.seed,
    )
    if options.certificate is not None:
        options.certificate.write_bytes(amazon.certificate)
    try:
        asyncio.run(run(amazon))
    except OSError as err:
        sys.exit(f"Amazon cannot start: {err.strerror}")


if __name__ == "__main__":
    main()
