"""What is plugged in, and what is connected."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, override

from homeassistant.components.binary_sensor import (
    BinarySensorEntity,
    BinarySensorEntityDescription,
)
from homeassistant.components.binary_sensor.const import BinarySensorDeviceClass
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import SwitchboardConfigEntry
from .core.choices import is_connected
from .core.house import Device, Family, House
from .core.port import PortKind
from .entity import (
    SwitchboardEntity,
    SwitchboardEntityDescription,
    async_add_for_each_device,
)

# The state is pushed; nothing is fetched.
PARALLEL_UPDATES: Final = 0


@dataclass(frozen=True, kw_only=True)
class SwitchboardBinarySensorDescription(
    SwitchboardEntityDescription, BinarySensorEntityDescription
):
    """Something that is so or not, read off a device."""

    is_on_fn: Callable[[House, Device], bool | None]


def _line_in_plugged(_: House, device: Device) -> bool | None:
    """Tell whether something is plugged into the line-in."""
    port = device.port(PortKind.LINE_IN)
    return port.plugged if port else None


BINARY_SENSORS: Final = (
    SwitchboardBinarySensorDescription(
        key="line_in_connected",
        translation_key="line_in_connected",
        device_class=BinarySensorDeviceClass.PLUG,
        entity_category=EntityCategory.DIAGNOSTIC,
        has_fn=lambda device: device.port(PortKind.LINE_IN) is not None,
        is_on_fn=_line_in_plugged,
    ),
    SwitchboardBinarySensorDescription(
        key="connected",
        translation_key="connected",
        device_class=BinarySensorDeviceClass.CONNECTIVITY,
        has_fn=lambda device: device.family is Family.BLUETOOTH,
        is_on_fn=lambda house, device: is_connected(house, device.id),
    ),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: SwitchboardConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the sensors of every device that has something to plug in."""
    async_add_for_each_device(
        entry, async_add_entities, BINARY_SENSORS, SwitchboardBinarySensor
    )


class SwitchboardBinarySensor(SwitchboardEntity, BinarySensorEntity):
    """Something that is so or not."""

    entity_description: SwitchboardBinarySensorDescription

    @property
    @override
    def is_on(self) -> bool | None:
        """Tell whether it is so."""
        if self.device is None:
            return None
        return self.entity_description.is_on_fn(self.coordinator.house, self.device)
