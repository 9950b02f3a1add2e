"""The actions of the integration itself."""

from collections.abc import Iterator

import voluptuous as vol
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.helpers import config_validation as cv

from .account import DOMAIN, Account, accounts
from .last_called import update_last_called
from .login import require_relogin

_SCHEMA = vol.Schema({vol.Optional("email", default=[]): vol.All(cv.ensure_list)})


def register(hass: HomeAssistant) -> None:
    """Offer the actions."""

    def meant(call: ServiceCall) -> Iterator[Account]:
        """Return the accounts that are named, or all."""
        for email, account in accounts(hass).items():
            if not call.data["email"] or email in call.data["email"]:
                yield account

    async def force_logout(call: ServiceCall) -> None:
        """Behave as if Amazon had ended the session."""
        for account in meant(call):
            login = account["login_obj"]
            require_relogin(hass, login, stats=login.stats)

    async def update(call: ServiceCall) -> None:
        """Read who was spoken to last."""
        for account in meant(call):
            await update_last_called(hass, account)

    hass.services.async_register(DOMAIN, "force_logout", force_logout, _SCHEMA)
    hass.services.async_register(DOMAIN, "update_last_called", update, _SCHEMA)
