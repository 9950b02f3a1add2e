"""Signing in again; a new account is written into the configuration instead."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final, override

from homeassistant.config_entries import ConfigFlow, ConfigFlowResult

from .account import DOMAIN, accounts
from .login import is_newly_signed_in, sign_in_anew

# In seconds.
_FORM_AFTER: Final = 15


class AlexaMediaFlow(ConfigFlow, domain=DOMAIN):
    """Asks a person to sign in, by a form that stays open until it worked."""

    VERSION = 1

    @override
    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Sign in again, or say that accounts are not added here."""
        if self.source != "reauth":
            return self.async_abort(reason="stand_in")
        if user_input is None:
            return self.async_show_form(step_id="user")
        entry = self._get_reauth_entry()
        oauth = await sign_in_anew(self.hass, entry.data)
        if oauth is None:
            return self.async_show_form(step_id="user", errors={"base": "invalid_auth"})
        return self.async_update_reload_and_abort(entry, data_updates={"oauth": oauth})

    async def async_step_reauth(
        self, entry_data: Mapping[str, Any]
    ) -> ConfigFlowResult:
        """Show the form; long after the last sign-in it does not come at once.

        First the original tries the password, which Amazon hardly ever accepts
        from a program.
        """
        account = accounts(self.hass)[entry_data["email"]]
        if not is_newly_signed_in(account["login_obj"]):
            await asyncio.sleep(_FORM_AFTER)
        return await self.async_step_user()
