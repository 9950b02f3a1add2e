"""Run an Amazon by itself: python -m emulators.amazon [household.toml]."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from emulators.amazon.amazon import HERE, Amazon
from emulators.amazon.commands import obey
from emulators.program import live, log_calls, options_of, start

DEMONSTRATION: Final = Path(__file__).with_name("household.toml")


def read_options() -> argparse.Namespace:
    """Read what follows the name of the program."""
    parser = options_of("emulators.amazon", DEMONSTRATION)
    parser.add_argument("--address", default=HERE, help="where to listen")
    parser.add_argument("--port", type=int, default=0, help="0 is any that is free")
    parser.add_argument("--pace", type=float, default=1.0, help="length of a second")
    parser.add_argument("--seed", type=int, default=0, help="what chance begins with")
    parser.add_argument(
        "--certificate", type=Path, help="write who vouches for it to this file"
    )
    return parser.parse_args()


def introduction(amazon: Amazon) -> Iterator[str]:
    """Say where it is, and which Echos it has."""
    yield f"Amazon is at {amazon.address} port {amazon.port}"
    for echo in amazon.echos():
        gone = "" if echo.online else " (offline)"
        yield f"{echo.name}: {echo.kind.name}{gone}"


def main() -> None:
    """Start from the command line."""
    options = read_options()
    log_calls("emulators.amazon.cloud", wanted=options.verbose)
    amazon = Amazon.load(
        options.household,
        address=options.address,
        port=options.port,
        pace=options.pace,
        seed=options.seed,
    )
    if options.certificate is not None:
        options.certificate.write_bytes(amazon.certificate)
    start("Amazon", live(amazon, introduction, obey))


if __name__ == "__main__":
    main()
