"""What all entities of a device have in common."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, override

from homeassistant.core import callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.entity import EntityDescription
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .const import DOMAIN
from .coordinator import SwitchboardConfigEntry, SwitchboardCoordinator
from .core.house import Device, Family
from .core.port import DeviceId

_MAKERS: Final = {Family.SONOS: "Sonos", Family.ECHO: "Amazon"}


@dataclass(frozen=True, kw_only=True)
class SwitchboardEntityDescription(EntityDescription):
    """An entity that some devices have."""

    has_fn: Callable[[Device], bool]


class SwitchboardEntity(CoordinatorEntity[SwitchboardCoordinator]):
    """An entity of one device, on the device that its owner registered."""

    _attr_has_entity_name = True
    entity_description: SwitchboardEntityDescription

    def __init__(
        self,
        coordinator: SwitchboardCoordinator,
        device: Device,
        description: SwitchboardEntityDescription,
    ) -> None:
        """Attach to core's device of the speaker, or to one of our own."""
        super().__init__(coordinator)
        self.entity_description = description
        self._device_id = device.id
        self._attr_unique_id = unique_id(device.id, description.key)
        registry = dr.async_get(coordinator.hass)
        owners = (
            registry.async_get_devices(identifiers=set(device.known_as))
            if device.known_as
            else []
        )
        if owners:
            self.device_entry = min(owners, key=_owner)
        else:
            self._attr_device_info = DeviceInfo(
                identifiers={(DOMAIN, device.id)},
                manufacturer=_MAKERS.get(device.family),
                model=device.model,
                name=device.name,
            )

    @property
    def device(self) -> Device | None:
        """Return the device as it is known now."""
        return self.coordinator.house.devices.get(self._device_id)

    @property
    @override
    def available(self) -> bool:
        """Tell whether the device can be spoken to, and still has this."""
        device = self.device
        return (
            device is not None
            and device.away is None
            and self.entity_description.has_fn(device)
        )


def _owner(device: dr.DeviceEntry) -> str:
    """Return who registered a device first, of those who know it, by name."""
    return min(domain for domain, _ in device.identifiers)


def unique_id(device: DeviceId, key: str) -> str:
    """Name an entity of a device for the registry."""
    return f"{device}-{key}"


@callback
def async_add_for_each_device[D: SwitchboardEntityDescription](
    entry: SwitchboardConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
    descriptions: Iterable[D],
    make: Callable[[SwitchboardCoordinator, Device, D], SwitchboardEntity],
) -> None:
    """Add the entities of every device, also of those found later."""
    coordinator = entry.runtime_data
    added: set[tuple[DeviceId, str]] = set()

    @callback
    def add() -> None:
        new = [
            (device, description)
            for device in coordinator.house.devices.values()
            for description in descriptions
            if description.has_fn(device) and (device.id, description.key) not in added
        ]
        if new:
            added.update((device.id, description.key) for device, description in new)
            async_add_entities(make(coordinator, *each) for each in new)

    add()
    entry.async_on_unload(coordinator.async_add_listener(add))
