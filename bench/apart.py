"""A pretend household in a process of its own.

Players do not share their processor with Home Assistant. In one process each
would wait for the other, and it would be the waiting that is measured.
"""

from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from functools import partial
from multiprocessing import get_context
from multiprocessing.managers import BaseManager
from typing import Final

from emulators.sonos import Household
from emulators.thread import running

# What the process leaves running until it ends.
_OPEN: Final = ExitStack()


class _Elsewhere(BaseManager):
    """The process in which the household lives."""

    house: Callable[[], Household]


@contextmanager
def running_apart(house: Household) -> Generator[Household]:
    """Run a household for as long as the block lasts; what is yielded speaks to it.

    To be entered before there are threads, because the process is forked.
    """
    _Elsewhere.register("house", partial(_itself, house))
    elsewhere = _Elsewhere(ctx=get_context("fork"))
    elsewhere.start(_run, (house,))
    try:
        yield elsewhere.house()
    finally:
        elsewhere.shutdown()


def _run(house: Household) -> None:
    """Run the household until the process ends."""
    _OPEN.enter_context(running(house))


def _itself(house: Household) -> Household:
    """Return the household."""
    return house
