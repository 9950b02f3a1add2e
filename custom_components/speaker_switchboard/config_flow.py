"""Set-up: show what was found, take addresses that were not, test, create."""

from collections.abc import Mapping
from ipaddress import AddressValueError, IPv4Address
from typing import Any, Final, override

import voluptuous as vol
from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    ConfigFlow,
    ConfigFlowResult,
)
from homeassistant.helpers.selector import TextSelector, TextSelectorConfig
from homeassistant.helpers.service_info.ssdp import SsdpServiceInfo
from homeassistant.helpers.service_info.zeroconf import ZeroconfServiceInfo

from .adapters.sonos import async_look_around
from .const import CONF_ADDRESSES, DOMAIN
from .core.timings import Timings

TITLE: Final = "Speaker Switchboard"

_SCHEMA: Final = vol.Schema(
    {vol.Optional(CONF_ADDRESSES): TextSelector(TextSelectorConfig(multiple=True))}
)


class SwitchboardConfigFlow(ConfigFlow, domain=DOMAIN):
    """One entry for the whole house."""

    VERSION = 1
    MINOR_VERSION = 1

    @override
    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show who was found; with what was typed, look again and create."""
        given = (each.strip() for each in (user_input or {}).get(CONF_ADDRESSES, ()))
        typed = list(dict.fromkeys(each for each in given if each))
        if wrong := [address for address in typed if not _is_address(address)]:
            return self._ask(user_input, (), "not_an_address", wrong[0])
        found = await async_look_around(self.hass, typed, Timings().answer)
        if found.silent:
            address, reason = next(iter(found.silent.items()))
            error = f"{address}: {reason}"
            return self._ask(user_input, found.rooms, "no_answer", error)
        if user_input is None:
            return self._ask(self._given(), found.rooms)
        if not found.rooms:
            return self._ask(user_input, (), "nothing_found")
        return self._done({CONF_ADDRESSES: typed})

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Change the addresses; the same questions, the same tests."""
        return await self.async_step_user(user_input)

    @override
    async def async_step_ssdp(
        self, discovery_info: SsdpServiceInfo
    ) -> ConfigFlowResult:
        """Offer the set-up when a player announces itself by SSDP."""
        return await self._offer()

    @override
    async def async_step_zeroconf(
        self, discovery_info: ZeroconfServiceInfo
    ) -> ConfigFlowResult:
        """Offer the set-up when a player announces itself by mDNS."""
        return await self._offer()

    async def _offer(self) -> ConfigFlowResult:
        """Offer the set-up once, however many players announce themselves."""
        await self.async_set_unique_id(DOMAIN)
        self._abort_if_unique_id_configured()
        return await self.async_step_user()

    def _ask(
        self,
        given: Mapping[str, Any] | None,
        rooms: tuple[str, ...],
        error: str | None = None,
        detail: str = "",
    ) -> ConfigFlowResult:
        """Show the form, with what was found and what went wrong."""
        step = "reconfigure" if self.source == SOURCE_RECONFIGURE else "user"
        return self.async_show_form(
            step_id=step,
            data_schema=self.add_suggested_values_to_schema(_SCHEMA, given),
            errors={"base": error} if error else {},
            description_placeholders={
                "rooms": ", ".join(rooms) or "-",
                "count": str(len(rooms)),
                "detail": detail,
            },
        )

    def _given(self) -> Mapping[str, Any]:
        """Return what was typed the last time."""
        if self.source == SOURCE_RECONFIGURE:
            return self._get_reconfigure_entry().data
        return {}

    def _done(self, data: dict[str, Any]) -> ConfigFlowResult:
        """Create the entry, or change it."""
        if self.source == SOURCE_RECONFIGURE:
            return self.async_update_reload_and_abort(
                self._get_reconfigure_entry(), data=data
            )
        return self.async_create_entry(title=TITLE, data=data)


def _is_address(address: str) -> bool:
    """Tell whether something is an IPv4 address; Sonos has no other."""
    try:
        IPv4Address(address)
    except AddressValueError:
        return False
    return True
