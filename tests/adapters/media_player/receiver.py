"""A receiver in Home Assistant that does as it is told, or does not."""

import asyncio
from typing import Any, Final, override

from homeassistant.components.media_player import MediaPlayerEntity
from homeassistant.components.media_player.const import (
    DOMAIN,
    MediaPlayerEntityFeature,
    MediaPlayerState,
)
from homeassistant.config_entries import ConfigEntry, ConfigFlow
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.device_registry import DeviceInfo
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockModule,
    mock_integration,
    mock_platform,
    setup_test_component_platform,
)

ON: Final = MediaPlayerState.ON
OFF: Final = MediaPlayerState.OFF
ALL: Final = (
    MediaPlayerEntityFeature.TURN_ON
    | MediaPlayerEntityFeature.TURN_OFF
    | MediaPlayerEntityFeature.SELECT_SOURCE
    | MediaPlayerEntityFeature.STOP
)


class Receiver(MediaPlayerEntity):
    """A receiver with three inputs, which it lists only while it is on."""

    _attr_has_entity_name = True
    _attr_name = None
    _attr_should_poll = False

    def __init__(self, unique_id: str = "avr", *, polled: bool = False) -> None:
        """Begin switched off."""
        self._attr_unique_id = unique_id
        self._attr_device_info = DeviceInfo(
            identifiers={("test", unique_id)},
            name=f"Receiver {unique_id}",
            model="AVR-X",
        )
        self._attr_should_poll = polled
        self._attr_supported_features = ALL
        self.power: MediaPlayerState | None = OFF
        self.there = True
        self.inputs: Any = ["CD", "Phono", "HDMI 1/MHL"]
        self.chosen: Any = "Phono"
        self.told: list[str] = []
        self.reads = 0
        self.deaf = False
        self.error: Exception | None = None
        self.wakes_after = 0.0
        self.answering = asyncio.Event()
        self.answering.set()

    @property
    @override
    def available(self) -> bool:
        """Tell whether it can be reached."""
        return self.there

    @property
    @override
    def state(self) -> MediaPlayerState | None:
        """Return whether it is on."""
        return self.power

    @property
    @override
    def source(self) -> Any:
        """Return the input it is set to."""
        return self.chosen

    @property
    @override
    def source_list(self) -> Any:
        """Return its inputs, which it does not know while it is off."""
        return None if self.power is OFF else self.inputs

    @override
    async def async_turn_on(self) -> None:
        """Switch on, after a while."""
        await self._hear("on")
        await self._later(self.wakes_after, power=ON)

    @override
    async def async_turn_off(self) -> None:
        """Switch off."""
        await self._hear("off")
        await self._later(0, power=OFF)

    @override
    async def async_select_source(self, source: str) -> None:
        """Choose an input."""
        await self._hear(source)
        await self._later(0, chosen=source)

    @override
    async def async_media_stop(self) -> None:
        """Stop."""
        await self._hear("stop")

    async def async_update(self) -> None:
        """Read itself, which may take its time."""
        self.reads += 1
        await self.answering.wait()

    async def _hear(self, what: str) -> None:
        """Hear what it is told, and raise or hang as it was set to."""
        self.told.append(what)
        await self.answering.wait()
        if self.error is not None:
            raise self.error

    async def _later(self, seconds: float, **changes: object) -> None:
        """Do as told after a while, unless it is deaf to that."""
        if self.deaf:
            return
        await asyncio.sleep(seconds)
        self.becomes(**changes)

    def becomes(self, **changes: object) -> None:
        """Turn into something else, and show it."""
        for name, value in changes.items():
            setattr(self, name, value)
        self.async_write_ha_state()


class _Flow(ConfigFlow, domain="test"):
    """What Home Assistant wants to see of an integration with entries."""


async def install(hass: HomeAssistant, *receivers: Receiver) -> MockConfigEntry:
    """Let an integration bring receivers into Home Assistant."""

    async def set_up(hass: HomeAssistant, entry: ConfigEntry) -> bool:
        await hass.config_entries.async_forward_entry_setups(entry, [DOMAIN])
        return True

    async def unload(hass: HomeAssistant, entry: ConfigEntry) -> bool:
        return await hass.config_entries.async_unload_platforms(entry, [DOMAIN])

    mock_integration(
        hass, MockModule("test", async_setup_entry=set_up, async_unload_entry=unload)
    )
    mock_platform(hass, "test.config_flow")
    bring(hass, *receivers)
    entry = MockConfigEntry(domain="test")
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    return entry


def bring(hass: HomeAssistant, *receivers: Receiver) -> None:
    """Have the integration bring these when it is set up the next time."""
    setup_test_component_platform(hass, DOMAIN, receivers, from_config_entry=True)


def registered(hass: HomeAssistant, receiver: Receiver) -> str:
    """Return the registry id of the entity of a receiver."""
    entry = er.async_get(hass).async_get(receiver.entity_id)
    assert entry is not None
    return entry.id
