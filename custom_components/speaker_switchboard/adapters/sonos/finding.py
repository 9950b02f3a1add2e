"""Where players are found: Home Assistant's SSDP and zeroconf, and core's sonos.

None of the three has to be there; one address is enough to meet a household.
"""

import asyncio
from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import urlsplit

from homeassistant.components import ssdp, zeroconf
from homeassistant.components.ssdp.scanner import SsdpChange
from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
)
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.service_info.ssdp import SsdpServiceInfo
from zeroconf import IPVersion, ServiceStateChange, Zeroconf
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo

from .sight import CORE_DOMAIN

_SSDP: Final = "ssdp"
_ZEROCONF: Final = "zeroconf"
_SSDP_TYPE: Final = "urn:schemas-upnp-org:device:ZonePlayer:1"
_MDNS_TYPE: Final = "_sonos._tcp.local."
# How long a name may take to resolve, in milliseconds; what core's zeroconf grants.
_RESOLVE: Final = 3000

type Found = Callable[[str], None]


async def async_known_addresses(hass: HomeAssistant) -> list[str]:
    """Return the addresses of players that Home Assistant knows already."""
    addresses = list(_core_addresses(hass))
    if _SSDP in hass.config.components:
        infos = await ssdp.async_get_discovery_info_by_st(hass, _SSDP_TYPE)
        addresses += [_host(info.ssdp_location) for info in infos]
    return [address for address in dict.fromkeys(addresses) if address]


async def async_follow_players(
    hass: HomeAssistant, found: Found, core_changed: Callable[[], None]
) -> Callable[[], None]:
    """Call `found` with the address of each player that turns up from now on.

    `core_changed` is called when core's sonos was loaded or unloaded. Returns
    what ends it all.
    """
    ends = [_follow_core(hass, found, core_changed)]
    if _SSDP in hass.config.components:
        ends.append(await _follow_ssdp(hass, found))
    if _ZEROCONF in hass.config.components:
        ends.append(await _follow_zeroconf(hass, found))

    def end() -> None:
        for each in ends:
            each()

    return end


def _core_addresses(hass: HomeAssistant) -> Iterator[str]:
    """Yield the addresses of the players that core's sonos registered."""
    registry = dr.async_get(hass)
    for entry in hass.config_entries.async_entries(CORE_DOMAIN):
        for device in dr.async_entries_for_config_entry(registry, entry.entry_id):
            yield _host(device.configuration_url)


def _follow_core(
    hass: HomeAssistant, found: Found, core_changed: Callable[[], None]
) -> Callable[[], None]:
    """Follow the devices and the state of core's sonos."""

    @callback
    def registered(event: Event[dr.EventDeviceRegistryUpdatedData]) -> None:
        device = dr.async_get(hass).async_get(event.data["device_id"])
        if isinstance(device, dr.DeviceEntry) and any(
            identifier[0] == CORE_DOMAIN for identifier in device.identifiers
        ):
            found(_host(device.configuration_url))

    @callback
    def changed(_: ConfigEntryChange, entry: ConfigEntry) -> None:
        if entry.domain == CORE_DOMAIN:
            core_changed()

    unlisten = hass.bus.async_listen(dr.EVENT_DEVICE_REGISTRY_UPDATED, registered)
    disconnect = async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, changed)

    def end() -> None:
        unlisten()
        disconnect()

    return end


async def _follow_ssdp(hass: HomeAssistant, found: Found) -> Callable[[], None]:
    """Follow the players that announce themselves by SSDP."""

    async def announced(info: SsdpServiceInfo, change: SsdpChange) -> None:
        if change is not SsdpChange.BYEBYE:
            found(_host(info.ssdp_location))

    # Who answers a search says ST, who announces itself says NT.
    ends = [
        await ssdp.async_register_callback(hass, announced, {header: _SSDP_TYPE})
        for header in ("st", "nt")
    ]

    def end() -> None:
        for each in ends:
            each()

    return end


async def _follow_zeroconf(hass: HomeAssistant, found: Found) -> Callable[[], None]:
    """Follow the players that announce themselves by mDNS."""
    shared = await zeroconf.async_get_async_instance(hass)
    resolving: set[asyncio.Task[None]] = set()

    async def resolve(browsed: Zeroconf, name: str) -> None:
        info = AsyncServiceInfo(_MDNS_TYPE, name)
        if await info.async_request(browsed, _RESOLVE):
            for address in info.parsed_addresses(IPVersion.V4Only):
                found(address)

    def announced(
        zeroconf: Zeroconf,
        service_type: str,
        name: str,
        state_change: ServiceStateChange,
    ) -> None:
        if state_change is not ServiceStateChange.Removed:
            task = hass.async_create_background_task(
                resolve(zeroconf, name), f"resolve {service_type}"
            )
            resolving.add(task)
            task.add_done_callback(resolving.discard)

    browser = AsyncServiceBrowser(shared.zeroconf, _MDNS_TYPE, handlers=[announced])

    def end() -> None:
        for task in resolving:
            task.cancel()
        hass.async_create_task(browser.async_cancel(), "stop browsing for players")

    return end


def _host(url: str | None) -> str:
    """Return the host of an address, or nothing."""
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
