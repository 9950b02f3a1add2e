"""Start the demonstration: python -m demo [--check] [--port NUMBER]."""

import argparse
import asyncio
import signal
import sys
from collections.abc import Coroutine

from demo.assistant import EndedError, last_words
from demo.check import check
from demo.places import PORT, NotFreeError, free_port
from demo.show import show
from demo.transcript import complain


def read_options() -> argparse.Namespace:
    """Read what follows the name of the program."""
    parser = argparse.ArgumentParser(prog="scripts/demo", description=__doc__)
    parser.add_argument("--check", action="store_true", help="prove it, and end")
    parser.add_argument("--port", type=int, help="of Home Assistant, otherwise 8123")
    return parser.parse_args()


async def until_interrupted(deed: Coroutine[None, None, int]) -> int:
    """Do something that may be interrupted, and tidies up when it is.

    Only the first signal counts: whoever presses Ctrl-C twice is to find
    nothing running either.
    """
    doing = asyncio.create_task(deed)
    loop = asyncio.get_running_loop()
    signals: list[int] = []

    def interrupt(number: int) -> None:
        if not signals:
            doing.cancel()
        signals.append(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, interrupt, number)
    try:
        return await doing
    except asyncio.CancelledError:
        return 128 + signals[0] if signals else 1


def main() -> int:
    """Start from the command line; return what to exit with."""
    options = read_options()
    deed = (
        check(options.port or free_port())
        if options.check
        else show(options.port or PORT)
    )
    try:
        code = asyncio.run(until_interrupted(deed))
    except NotFreeError as err:
        complain(str(err))
        return 1
    except EndedError:
        complain(f"Home Assistant ended by itself. Its last words:\n{last_words()}")
        return 1
    # Being interrupted is how a show ends, and no way for a check to.
    return code if options.check else 0


if __name__ == "__main__":
    sys.exit(main())
