"""Run a household by itself: python -m emulators.sonos [household.toml]."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from emulators.program import live, log_calls, options_of, start
from emulators.sonos.commands import obey
from emulators.sonos.household import Household

DEMONSTRATION: Final = Path(__file__).with_name("household.toml")


def read_options() -> argparse.Namespace:
    """Read what follows the name of the program."""
    parser = options_of("emulators.sonos", DEMONSTRATION)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds a call")
    parser.add_argument("--no-ssdp", action="store_true", help="answer no search")
    return parser.parse_args()


def introduction(house: Household) -> Iterator[str]:
    """Say which players there are."""
    for spec in house.players():
        asleep = " (asleep)" if spec.asleep else ""
        yield f"{spec.name}: {spec.model_name} at {spec.address}{asleep}"


def main() -> None:
    """Start from the command line."""
    options = read_options()
    log_calls("emulators.sonos.stage", wanted=options.verbose)
    house = Household.load(
        options.household, latency=options.latency, ssdp=not options.no_ssdp
    )
    start("The household", live(house, introduction, obey))


if __name__ == "__main__":
    main()
