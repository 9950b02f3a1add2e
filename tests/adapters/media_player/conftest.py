"""A receiver that is off, one that is on, and one that has to be asked."""

from collections.abc import AsyncGenerator

import pytest
from homeassistant.core import HomeAssistant

from .home import Home, following
from .receiver import ON, Receiver, install


@pytest.fixture
def receiver() -> Receiver:
    """Return a receiver that is switched off."""
    return Receiver()


@pytest.fixture
async def home(hass: HomeAssistant, receiver: Receiver) -> AsyncGenerator[Home]:
    """Follow the receiver."""
    await install(hass, receiver)
    async with following(hass, receiver) as followed:
        yield followed


@pytest.fixture
def on(home: Home) -> Home:
    """Follow a receiver that is switched on."""
    home.receiver.becomes(power=ON)
    return home


@pytest.fixture
async def polled(hass: HomeAssistant) -> AsyncGenerator[Home]:
    """Follow a receiver that has to be asked how it is."""
    receiver = Receiver(polled=True)
    await install(hass, receiver)
    async with following(hass, receiver) as followed:
        receiver.becomes(power=ON)
        receiver.reads = 0
        yield followed
