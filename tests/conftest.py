"""What all tests share.

The test plugin ships a package `custom_components` of its own, which hides ours
unless ours is imported first.
"""

import logging

import pytest
from soco.events_asyncio import event_listener

import custom_components.speaker_switchboard  # noqa: F401

# The plugin logs everything at debug; these print every envelope twice.
_TALKATIVE = ("aiohttp.access", "emulators", "soco", "urllib3")


@pytest.fixture(autouse=True, scope="session")
def quiet() -> None:
    """Keep the wires out of the log."""
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.INFO)
    logging.getLogger("aiohttp.access").setLevel(logging.WARNING)


@pytest.fixture(autouse=True)
def new_event_loop_for_soco() -> None:
    """Let SoCo's listener, of which there is one for all tests, forget old loops."""
    event_listener.start_lock = None
    event_listener.stop_lock = None
