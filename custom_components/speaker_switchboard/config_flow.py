"""Set-up: show what was found, take addresses that were not, test, create."""

from collections.abc import Mapping
from ipaddress import AddressValueError, IPv4Address
from typing import Any, Final, override

import voluptuous as vol
from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    ConfigEntry,
    ConfigFlow,
    ConfigFlowResult,
    ConfigSubentryFlow,
    OptionsFlow,
)
from homeassistant.core import callback
from homeassistant.helpers.selector import (
    LanguageSelector,
    LanguageSelectorConfig,
    TextSelector,
    TextSelectorConfig,
)
from homeassistant.helpers.service_info.ssdp import SsdpServiceInfo
from homeassistant.helpers.service_info.zeroconf import ZeroconfServiceInfo

from .adapters.echo.phrases import LANGUAGES
from .adapters.sonos import async_look_around
from .cable_flow import CableFlow
from .const import (
    ACCOUNT_DOMAINS,
    CONF_ADDRESSES,
    CONF_LANGUAGE,
    DOMAIN,
    SUBENTRY_CABLE,
    SUBENTRY_SPEAKER,
)
from .core.timings import Timings
from .speaker_flow import SpeakerFlow

TITLE: Final = "Speaker Switchboard"

_SCHEMA: Final = vol.Schema(
    {vol.Optional(CONF_ADDRESSES): TextSelector(TextSelectorConfig(multiple=True))}
)
_OPTIONS: Final = vol.Schema(
    {
        vol.Optional(CONF_LANGUAGE): LanguageSelector(
            LanguageSelectorConfig(languages=list(LANGUAGES))
        )
    }
)


class SwitchboardConfigFlow(ConfigFlow, domain=DOMAIN):
    """One entry for the whole house."""

    VERSION = 1
    MINOR_VERSION = 1

    @classmethod
    @callback
    @override
    def async_get_supported_subentry_types(
        cls, config_entry: ConfigEntry[Any]
    ) -> dict[str, type[ConfigSubentryFlow]]:
        """Return what can be declared."""
        return {SUBENTRY_SPEAKER: SpeakerFlow, SUBENTRY_CABLE: CableFlow}

    @staticmethod
    @callback
    @override
    def async_get_options_flow(
        config_entry: ConfigEntry[Any],
    ) -> SwitchboardOptionsFlow:
        """Return the form of the options."""
        return SwitchboardOptionsFlow()

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
        if not found.rooms and not self._accounts():
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
                "accounts": str(self._accounts()),
                "detail": detail,
            },
        )

    def _accounts(self) -> int:
        """Count the Amazon accounts whose Echos are there."""
        entries = self.hass.config_entries
        return sum(len(entries.async_loaded_entries(each)) for each in ACCOUNT_DOMAINS)

    def _given(self) -> Mapping[str, Any]:
        """Return what was typed the last time."""
        if self.source == SOURCE_RECONFIGURE:
            return self._get_reconfigure_entry().data
        return {}

    def _done(self, data: dict[str, Any]) -> ConfigFlowResult:
        """Create the entry, or change it."""
        if self.source != SOURCE_RECONFIGURE:
            return self.async_create_entry(title=TITLE, data=data)
        entry = self._get_reconfigure_entry()
        if entry.update_listeners:
            # It sets itself up anew when it sees the change.
            return self.async_update_and_abort(entry, data=data)
        return self.async_update_reload_and_abort(entry, data=data)


class SwitchboardOptionsFlow(OptionsFlow):
    """What can be set otherwise at any time."""

    async def async_step_init(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the language; without one it is Home Assistant's."""
        options = dict(self.config_entry.options)
        if user_input is not None:
            options.pop(CONF_LANGUAGE, None)
            return self.async_create_entry(data=options | user_input)
        spoken = self.hass.config.language.partition("-")[0]
        suggested = {CONF_LANGUAGE: spoken} if spoken in LANGUAGES else {}
        return self.async_show_form(
            step_id="init",
            data_schema=self.add_suggested_values_to_schema(
                _OPTIONS, suggested | options
            ),
        )


def _is_address(address: str) -> bool:
    """Tell whether something is an IPv4 address; Sonos has no other."""
    try:
        IPv4Address(address)
    except AddressValueError:
        return False
    return True
