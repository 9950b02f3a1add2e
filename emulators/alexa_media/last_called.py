"""Which Echo was spoken to last, from the voice history."""

from typing import Final

from alexapy import AlexaAPI, AlexapyConnectionError, AlexapyLoginError
from alexapy.errors import AlexapyTooManyRequestsError
from homeassistant.core import HomeAssistant

from .account import DOMAIN, Account, tell_entities
from .login import require_relogin

EVENT: Final = f"{DOMAIN}_last_called_event"


async def update_last_called(hass: HomeAssistant, account: Account) -> None:
    """Read the history; nothing changes when it cannot be read or is empty."""
    login = account["login_obj"]
    try:
        found = await AlexaAPI.get_last_device_serial(login)
    except AlexapyLoginError:
        require_relogin(hass, login)
        return
    except AlexapyConnectionError, AlexapyTooManyRequestsError:
        return
    if found and found.get("summary") and found != account["last_called"]:
        account["last_called"] = found
        tell_entities(hass, login.email, {"last_called_change": found})
