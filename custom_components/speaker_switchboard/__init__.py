"""Speaker Switchboard: routes any sound to any speaker, and proves it."""

from functools import partial
from typing import Any

from homeassistant.const import EVENT_HOMEASSISTANT_STOP, Platform
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.exceptions import ConfigEntryNotReady
from homeassistant.helpers import (
    config_validation as cv,
    device_registry as dr,
    entity_registry as er,
)
from homeassistant.helpers.debounce import Debouncer
from homeassistant.helpers.typing import ConfigType

from .const import CONF_ADDRESSES, DOMAIN, LOGGER
from .coordinator import SwitchboardConfigEntry, SwitchboardCoordinator
from .repairs import async_update_issues
from .services import async_setup_services

CONFIG_SCHEMA = cv.config_entry_only_config_schema(DOMAIN)
PLATFORMS = (Platform.BINARY_SENSOR, Platform.SELECT)

# Core registers a household's devices one after the other, in seconds.
_REGISTERED_WITHIN = 5.0


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Set up the actions, which outlive every entry."""
    async_setup_services(hass)
    return True


async def async_setup_entry(hass: HomeAssistant, entry: SwitchboardConfigEntry) -> bool:
    """Find the speakers of the house and follow them."""
    coordinator = SwitchboardCoordinator(hass, entry)
    await coordinator.async_start()
    addresses = entry.data.get(CONF_ADDRESSES, ())
    if addresses and not coordinator.house.devices:
        await coordinator.async_stop()
        raise ConfigEntryNotReady(
            translation_domain=DOMAIN,
            translation_key="nobody_answers",
            translation_placeholders={"addresses": ", ".join(addresses)},
        )

    entry.runtime_data = coordinator
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    _remove_empty_devices(hass, entry)
    _follow_devices_of_others(hass, entry)
    _follow_settings(hass, entry)
    _follow_accounts(hass, entry)

    async def stop(_: Event) -> None:
        await coordinator.async_stop()

    entry.async_on_unload(hass.bus.async_listen_once(EVENT_HOMEASSISTANT_STOP, stop))
    return True


async def async_unload_entry(
    hass: HomeAssistant, entry: SwitchboardConfigEntry
) -> bool:
    """Let go of everything."""
    if not await hass.config_entries.async_unload_platforms(entry, PLATFORMS):
        return False
    await entry.runtime_data.async_stop()
    return True


@callback
def _follow_accounts(hass: HomeAssistant, entry: SwitchboardConfigEntry) -> None:
    """Show a repair for as long as an Amazon account is signed out."""

    @callback
    def update() -> None:
        async_update_issues(hass, entry.runtime_data.lapsed)

    update()
    entry.async_on_unload(entry.runtime_data.async_add_listener(update))
    entry.async_on_unload(partial(async_update_issues, hass, frozenset()))


@callback
def _follow_settings(hass: HomeAssistant, entry: SwitchboardConfigEntry) -> None:
    """Set up anew when something is set or declared otherwise.

    What is under way is cut short then, so a new title is no reason.
    """
    before = _settings(entry)

    async def changed(hass: HomeAssistant, entry: SwitchboardConfigEntry) -> None:
        if _settings(entry) != before:
            hass.config_entries.async_schedule_reload(entry.entry_id)

    entry.async_on_unload(entry.add_update_listener(changed))


def _settings(entry: SwitchboardConfigEntry) -> tuple[dict[str, Any], ...]:
    """Return what the set-up makes use of, as it is now."""
    declared = {each.subentry_id: each.data for each in entry.subentries.values()}
    return dict(entry.data), dict(entry.options), declared


@callback
def _remove_empty_devices(hass: HomeAssistant, entry: SwitchboardConfigEntry) -> None:
    """Remove our device of a speaker whose owner registered it since."""
    devices = dr.async_get(hass)
    entities = er.async_get(hass)
    for device in dr.async_entries_for_config_entry(devices, entry.entry_id):
        if not er.async_entries_for_device(
            entities, device.id, include_disabled_entities=True
        ):
            devices.async_remove_device(device.id)


@callback
def _follow_devices_of_others(
    hass: HomeAssistant, entry: SwitchboardConfigEntry
) -> None:
    """Set up anew when another integration registers or removes a speaker of ours.

    Our entities belong on its device.
    """

    async def reload() -> None:
        hass.config_entries.async_schedule_reload(entry.entry_id)

    reloading = Debouncer(
        hass, LOGGER, cooldown=_REGISTERED_WITHIN, immediate=False, function=reload
    )

    @callback
    def concerns_us(data: dr.EventDeviceRegistryUpdatedData) -> bool:
        return data["action"] != "update"

    @callback
    def registered(event: Event[dr.EventDeviceRegistryUpdatedData]) -> None:
        known = {
            identifier
            for device in entry.runtime_data.house.devices.values()
            for identifier in device.known_as
        }
        if event.data["action"] == "remove":
            identifiers = {tuple(each) for each in event.data["device"]["identifiers"]}
        else:
            device = dr.async_get(hass).async_get(event.data["device_id"])
            identifiers = set(device.identifiers) if device else set()
        if known & identifiers:
            reloading.async_schedule_call()

    entry.async_on_unload(
        hass.bus.async_listen(
            dr.EVENT_DEVICE_REGISTRY_UPDATED, registered, event_filter=concerns_us
        )
    )
    entry.async_on_unload(reloading.async_shutdown)
