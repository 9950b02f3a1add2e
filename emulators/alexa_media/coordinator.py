"""The poll: devices, Bluetooth, languages and Do Not Disturb of one account."""

import asyncio
import logging
from collections.abc import Coroutine, Iterable
from datetime import timedelta
from json import JSONDecodeError
from time import monotonic
from typing import Any, Final, override

from alexapy import AlexaAPI, AlexapyLoginError
from homeassistant.core import HomeAssistant
from homeassistant.helpers.debounce import Debouncer
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator

from .account import DOMAIN, Account, AmpConfigEntry
from .login import may_ask, require_relogin, tokens

_LOGGER: Final = logging.getLogger(__name__)
# All in seconds. With push a poll is ten times as rare.
_PATIENCE: Final = 45.0
_COOLDOWN: Final = 1.5
_DEVICES_KEEP: Final = 30.0
_WITH_PUSH: Final = 10
# A device that has one of these is a player: phones, tablets and TVs have.
_PLAYER: Final = {"MUSIC_SKILL", "TIMERS_AND_ALARMS", "REMINDERS"}

type Devices = list[dict[str, Any]]


class AccountCoordinator(DataUpdateCoordinator[dict[str, Any] | None]):
    """Reads an account, and hands each player what is its own."""

    config_entry: AmpConfigEntry

    def __init__(
        self, hass: HomeAssistant, entry: AmpConfigEntry, account: Account
    ) -> None:
        """Poll as if there were no push until there is."""
        self.runtime_data = entry.runtime_data
        self._account = account
        self._devices: Devices = []
        self._devices_at = -_DEVICES_KEEP
        self._seconds = float(account["options"]["scan_interval"])
        super().__init__(
            hass,
            _LOGGER,
            config_entry=entry,
            name=DOMAIN,
            update_interval=timedelta(seconds=self._seconds),
            request_refresh_debouncer=Debouncer(
                hass, _LOGGER, cooldown=_COOLDOWN, immediate=True
            ),
        )

    def set_http2_status(self, enabled: bool) -> None:  # noqa: FBT001 - as its model
        """Poll less often while there is push."""
        seconds = self._seconds * (_WITH_PUSH if enabled else 1)
        self.update_interval = timedelta(seconds=seconds)

    @override
    async def _async_update_data(self) -> dict[str, Any] | None:
        """Poll; an account that is signed out asks nothing, and calls that success."""
        login = self._account["login_obj"]
        if not may_ask(login):
            return None
        try:
            async with asyncio.timeout(_PATIENCE):
                devices, bluetooth, preferences, dnd = await self._ask(login)
        except AlexapyLoginError, JSONDecodeError:
            require_relogin(self.hass, login)
            return None
        for device in filter(self._is_player, devices):
            _add_bluetooth(device, bluetooth or {})
            _add_locale(device, preferences or {})
            self._add_dnd(device, dnd or {})
            await self._hand_over(device)
        self._account["new_devices"] = False
        await self._keep_login(login)
        return {}

    async def _ask(self, login: Any) -> tuple[Devices, Any, Any, Any]:
        """Ask for all at once; the list of devices is asked for less often.

        A list that is used again still carries the Bluetooth state of last time,
        so what fails in between is not noticed.
        """
        bluetooth = AlexaAPI.get_bluetooth(login)
        preferences = AlexaAPI.get_device_preferences(login)
        dnd = AlexaAPI.get_dnd_state(login)
        if self._devices and monotonic() - self._devices_at < _DEVICES_KEEP:
            return self._devices, *await _all(bluetooth, preferences, dnd)
        first = self._account["new_devices"]
        who = [AlexaAPI.get_authentication(login)] if first else []
        devices, bt, prefs, quiet, *info = await _all(
            AlexaAPI.get_devices(login), bluetooth, preferences, dnd, *who
        )
        self._account["auth_info"] = info[0] if first else self._account["auth_info"]
        self._devices, self._devices_at = devices or [], monotonic()
        return self._devices, bt, prefs, quiet

    def _is_player(self, device: dict[str, Any]) -> bool:
        """Tell whether a device becomes a player, by the filters and what it can do."""
        options, name = self._account["options"], device["accountName"]
        included, excluded = (
            [each.strip() for each in options[key].split(",") if each.strip()]
            for key in ("include_devices", "exclude_devices")
        )
        if (included and name not in included) or name in excluded:
            self._account["excluded"][device["serialNumber"]] = device
            return False
        can = device.get("capabilities")
        return not can or not _PLAYER.isdisjoint(can)

    def _add_dnd(self, device: dict[str, Any], told: dict[str, Any]) -> None:
        """Add the state of Do Not Disturb, and note that there is such a switch."""
        serial = device["serialNumber"]
        states = told.get("doNotDisturbDeviceStatusList") or []
        if (state := _of(serial, states)) is not None:
            device["dnd"] = state["enabled"]
            self._account["devices"]["switch"].setdefault(serial, {"dnd": True})

    async def _hand_over(self, device: dict[str, Any]) -> None:
        """Keep a device, and give it to its entity, which then asks nothing itself."""
        serial = device["serialNumber"]
        device["auth_info"] = self._account["auth_info"]
        self._account["devices"]["media_player"][serial] = device
        entity = self._account["entities"]["media_player"].get(serial)
        if entity is not None and entity.enabled:
            await entity.refresh(device, skip_api=True)

    async def _keep_login(self, login: Any) -> None:
        """Keep cookies and tokens for the next start."""
        saving = asyncio.ensure_future(login.save_cookiefile())
        try:
            await asyncio.shield(saving)
        finally:
            # Who is cancelled here still has to close the file.
            await saving
        data = {**self.config_entry.data, "oauth": tokens(login)}
        if login.access_token:
            self.hass.config_entries.async_update_entry(self.config_entry, data=data)


async def _all(*asking: Coroutine[Any, Any, Any]) -> list[Any]:
    """Ask for all at once, and for nothing more when one of it has failed."""
    tasks = [asyncio.ensure_future(each) for each in asking]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)


def _of(serial: str, states: Iterable[dict[str, Any]]) -> dict[str, Any] | None:
    """Return what is said about one device."""
    return next((each for each in states if each["deviceSerialNumber"] == serial), None)


def _add_bluetooth(device: dict[str, Any], told: dict[str, Any]) -> None:
    """Add the Bluetooth state, if Amazon told one."""
    if state := _of(device["serialNumber"], told.get("bluetoothStates") or []):
        device["bluetooth_state"] = state


def _add_locale(device: dict[str, Any], told: dict[str, Any]) -> None:
    """Add the language the device is spoken to in."""
    if state := _of(device["serialNumber"], told.get("devicePreferences") or []):
        device["locale"], device["timeZoneId"] = state["locale"], state["timeZoneId"]
