"""What is pretended runs in a thread of its own."""

import threading
import time

import pytest
import requests

from emulators.sonos import Household, PlayerSpec
from emulators.thread import running

from .rooms import ROOMS, at, play, soco_of

ONE = (PlayerSpec(name="Kitchen", address=at(41)),)


def test_an_error_reaches_whoever_asked(house: Household) -> None:
    """It is raised in the thread that called."""
    with pytest.raises(KeyError, match="Cellar"):
        house.uid("Cellar")


def test_many_threads_may_ask_at_once(house: Household) -> None:
    """Each of them gets its answer."""
    heard: list[str] = []
    asking = [
        threading.Thread(target=lambda: heard.append(house.uid("Kitchen")))
        for _ in range(8)
    ]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert heard == [house.uid("Kitchen")] * 8


def test_an_address_that_is_taken_is_an_error_at_the_start() -> None:
    """Rather than a household with a player missing."""
    with (
        running(Household(ONE)),
        pytest.raises(OSError, match="in use"),
        running(Household(ONE)),
    ):
        pytest.fail("Two players share an address.")


def test_an_address_is_free_again_at_once() -> None:
    """Also after somebody was spoken to there."""
    with running(Household(ONE)) as first:
        soco_of(first, "Kitchen").get_speaker_info()
    with running(Household(ONE)) as second:
        assert second.group_of("Kitchen") == ("Kitchen",)


def test_no_thread_is_left_behind() -> None:
    """The household ends with the block."""
    before = threading.active_count()
    with running(Household(ROOMS)):
        during = threading.active_count()
    assert (during - before, threading.active_count() - before) == (1, 0)


async def test_a_household_may_live_in_the_loop_of_the_test() -> None:
    """Its methods are called directly then."""
    async with Household(ONE) as house:
        house.set_volume("Kitchen", 35)
        assert house.volume("Kitchen") == 35


def test_a_household_starts_and_stops_quickly() -> None:
    """Both together take less than a third of a second."""
    started = time.monotonic()
    with running(Household(ROOMS)):
        pass
    assert time.monotonic() - started < 0.3


def test_nobody_answers_after_the_end() -> None:
    """The addresses are silent."""
    with running(Household(ONE)) as house:
        kitchen = soco_of(house, "Kitchen")
    with pytest.raises(requests.ConnectionError):
        play(kitchen)
