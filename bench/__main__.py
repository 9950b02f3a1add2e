"""Run a measurement by itself: python -m bench sonos, or python -m bench plan."""

import argparse
import logging
import sys
from typing import Final

from bench import plan
from bench.report import as_json, as_table
from bench.sonos import compare
from bench.sonos.house import NotMeasuredError

REPETITIONS: Final = 15


def read_options() -> argparse.Namespace:
    """Read what follows the name of the program."""
    parser = argparse.ArgumentParser(prog="scripts/bench")
    parser.add_argument("what", choices=["sonos", "plan"])
    parser.add_argument("--json", action="store_true", help="print figures as JSON")
    parser.add_argument("--repetitions", type=int, default=REPETITIONS)
    return parser.parse_args()


def main() -> int:
    """Measure and print; a missed aim is a result, and no failure."""
    options = read_options()
    # Whoever writes down every call waits for the writing.
    logging.basicConfig(level=logging.WARNING)
    if options.what == "plan":
        timings = plan.measure(options.repetitions)
        print(plan.as_json(timings) if options.json else plan.as_table(timings))
        return 0

    try:
        results = compare(options.repetitions)
    except NotMeasuredError as err:
        print(f"Not measured: {err}", file=sys.stderr)
        return 1

    print(as_json(results) if options.json else as_table(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
