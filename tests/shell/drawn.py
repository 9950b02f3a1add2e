"""A house that is drawn, for forms that ask about it and send nothing to it."""

from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.speaker_switchboard.core.acts import Act
from custom_components.speaker_switchboard.core.contracts import FamilyAdapter
from custom_components.speaker_switchboard.core.errors import CommandRejected
from custom_components.speaker_switchboard.core.house import Family, House
from custom_components.speaker_switchboard.core.port import DeviceId

from .conftest import DOMAIN, unloaded


class DrawnFamily:
    """Devices that are there, and take no command."""

    def __init__(self, drawing: Drawing) -> None:
        """Look at a drawing, which may be changed."""
        self._drawing = drawing

    async def start(self, changed: Callable[[], None]) -> None:
        """Let the drawing tell when it is changed."""
        self._drawing.changed = changed

    async def stop(self) -> None:
        """Look no more."""
        self._drawing.changed = None

    def look(self) -> House:
        """Return what is drawn."""
        return self._drawing.house

    async def refresh(self, devices: Iterable[DeviceId]) -> None:
        """Know everything already."""

    async def do(self, act: Act) -> None:
        """Turn it away."""
        raise CommandRejected(act.room, "it is only drawn")


@dataclass
class Drawing:
    """What is drawn, and how often somebody began to look at it."""

    house: House
    looked_at: int = 0
    changed: Callable[[], None] | None = field(default=None, repr=False)

    def families(self, *_: object, **__: object) -> dict[Family, FamilyAdapter]:
        """Return the one family that sees all that is drawn."""
        self.looked_at += 1
        return {Family.ECHO: DrawnFamily(self)}

    def draw(self, house: House) -> None:
        """Draw another house, before the eyes of who looks at it."""
        self.house = house
        if self.changed is not None:
            self.changed()


@asynccontextmanager
async def living_in(
    hass: HomeAssistant,
    monkeypatch: pytest.MonkeyPatch,
    drawing: Drawing,
    entry: MockConfigEntry | None = None,
) -> AsyncGenerator[MockConfigEntry]:
    """Set the integration up in a house that is drawn."""
    coordinator = "custom_components.speaker_switchboard.coordinator"
    monkeypatch.setattr(f"{coordinator}.families", drawing.families)
    entry = entry or MockConfigEntry(domain=DOMAIN, title="Speaker Switchboard")
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    drawing.looked_at = 0
    yield entry
    await unloaded(hass, entry)


@pytest.fixture(name="entry")
async def entry_of_what_is_drawn(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch, drawing: Drawing
) -> AsyncGenerator[MockConfigEntry]:
    """Live in the house that a test module draws."""
    async with living_in(hass, monkeypatch, drawing) as entry:
        yield entry
