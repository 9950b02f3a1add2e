"""What all tests share.

The test plugin ships a package `custom_components` of its own, which hides ours
unless ours is imported first.
"""

import logging
import os
from itertools import count

import pytest
from soco.events_asyncio import event_listener

import custom_components.speaker_switchboard  # noqa: F401
from custom_components.speaker_switchboard.adapters.sonos import SonosFamily

# The plugin logs everything at debug; these print every envelope twice.
_TALKATIVE = ("aiohttp.access", "emulators", "soco", "urllib3")
_PORTS = count(os.getpid() * 997)


@pytest.fixture(autouse=True, scope="session")
def quiet() -> None:
    """Keep the wires out of the log."""
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.INFO)
    logging.getLogger("aiohttp.access").setLevel(logging.WARNING)


@pytest.fixture(autouse=True)
def new_listener_for_soco() -> None:
    """Let SoCo's listener, of which there is one for all tests, begin anew.

    It would hold on to an old event loop. And it has a hundred ports, each of
    which the system keeps for a minute after it was used: too few for so many
    tests. Ports above 32768 are those that the system gives away by itself.
    """
    event_listener.start_lock = None
    event_listener.stop_lock = None
    event_listener.requested_port_number = 10_000 + next(_PORTS) % 20_000


@pytest.fixture
def haste(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait less for what takes no time between two addresses of one machine."""
    monkeypatch.setattr("emulators.sonos.wire.gena.FIRST_EVENT_AFTER", 0.01)
    sonos = "custom_components.speaker_switchboard.adapters.sonos"
    monkeypatch.setattr(f"{sonos}.doubts._GRACE", 0.1)
    monkeypatch.setattr(f"{sonos}.listening._GOODBYE", 0.4)


def unheard(family: SonosFamily) -> int:
    """Return how many players have not sent what each subscription begins with."""
    ears, zones = family._ears, family._households.zones()  # noqa: SLF001 - nobody else knows
    return sum(not ears.was_told(*zone) for zone in zones)
