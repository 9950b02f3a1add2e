"""A stand-in for Alexa Media Player 5.15.7, for tests and the demo.

It has what others can see of it, with its faults, and speaks to Amazon through the
same library. It is not a rewrite, and it is never shipped.
"""

from typing import Any, Final

from aiohttp import ClientError
from alexapy import AlexapyConnectionError, hide_email
from homeassistant.components import persistent_notification
from homeassistant.const import CONF_NAME, Platform
from homeassistant.core import Event, HomeAssistant
from homeassistant.exceptions import ConfigEntryNotReady
from homeassistant.helpers.discovery import async_load_platform
from homeassistant.util import slugify

from .account import (
    DOMAIN,
    Account,
    AlexaRuntimeData,
    AmpConfigEntry,
    accounts,
    new_account,
    place_among_accounts,
)
from .coordinator import AccountCoordinator
from .last_called import update_last_called
from .login import RELOGIN_REQUIRED, new_login, sign_in
from .push import Push
from .services import register

_PLATFORMS: Final = [Platform.MEDIA_PLAYER, Platform.SWITCH]


async def async_setup_entry(hass: HomeAssistant, entry: AmpConfigEntry) -> bool:
    """Sign in, open the push stream, poll once, and add the players."""
    account = accounts(hass)[entry.data["email"]] = new_account(entry)
    login = account["login_obj"] = new_login(hass, entry.data)
    account["second_account_index"] = place_among_accounts(hass, entry)
    entry.runtime_data = AlexaRuntimeData(
        login_obj=login,
        config_entry=entry,
        second_account_index=account["second_account_index"],
        options=dict(account["options"]),
    )
    entry.async_on_unload(login.close)
    _listen_for_logouts(hass, entry, account)
    try:
        if not await sign_in(login):
            ask_to_sign_in(hass, entry)
            return False
    except (ClientError, AlexapyConnectionError) as err:
        raise ConfigEntryNotReady(str(err)) from err
    await _begin(hass, entry, account)
    return True


async def _begin(hass: HomeAssistant, entry: AmpConfigEntry, account: Account) -> None:
    """Begin with an account that is signed in."""
    push = Push(hass, entry, account)
    await push.open()
    entry.async_on_unload(push.close)
    coordinator = AccountCoordinator(hass, entry, account)
    account["coordinator"] = entry.runtime_data.coordinator = coordinator
    coordinator.set_http2_status(account["http2"] is not None)
    await coordinator.async_config_entry_first_refresh()
    # A switch belongs to a player, so the players have to be there first.
    for platform in _PLATFORMS:
        await hass.config_entries.async_forward_entry_setups(entry, [platform])
    register(hass)
    await _offer_notify(hass)
    entry.async_create_background_task(
        hass, update_last_called(hass, account), f"{DOMAIN} reads the history"
    )


async def _offer_notify(hass: HomeAssistant) -> None:
    """Offer the notify actions, or add the new players to them."""
    if service := hass.data[DOMAIN]["notify_service"]:
        await service.async_register_services()
        return
    told: dict[str, Any] = {CONF_NAME: DOMAIN}
    loading = async_load_platform(hass, Platform.NOTIFY, DOMAIN, told, {DOMAIN: {}})
    hass.async_create_task(loading)


def _listen_for_logouts(
    hass: HomeAssistant, entry: AmpConfigEntry, account: Account
) -> None:
    """Forget the session when somebody says that it is over, and ask for a new one."""
    login = account["login_obj"]

    async def log_out(event: Event) -> None:
        if event.data["email"] == hide_email(login.email):
            await login.reset()
            ask_to_sign_in(hass, entry)

    entry.async_on_unload(hass.bus.async_listen(RELOGIN_REQUIRED, log_out))


def ask_to_sign_in(hass: HomeAssistant, entry: AmpConfigEntry) -> None:
    """Ask a person, in the two ways Home Assistant has."""
    email = entry.data["email"]
    persistent_notification.async_create(
        hass,
        f"Reauthenticate {email} on the integrations page.",
        title="Alexa Media Reauthentication Required",
        notification_id=f"{DOMAIN}_{slugify(email)}_{slugify(entry.data['url'])}",
    )
    entry.async_start_reauth(hass)


async def async_unload_entry(hass: HomeAssistant, entry: AmpConfigEntry) -> bool:
    """Take the players away and leave Amazon."""
    unloaded = await hass.config_entries.async_unload_platforms(entry, _PLATFORMS)
    if not unloaded:
        return False
    del accounts(hass)[entry.data["email"]]
    if not accounts(hass) and (service := hass.data[DOMAIN].pop("notify_service")):
        await service.async_unregister_services()
    await entry.runtime_data.login_obj.save_cookiefile()
    return True
