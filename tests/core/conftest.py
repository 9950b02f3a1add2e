"""The core is plain Python, and its tests need little of what Home Assistant's do."""

import pytest


@pytest.fixture(autouse=True)
def enable_event_loop_debug() -> None:
    """Do without the plugin's debugging, for which each test would need a loop."""
