"""Which Echo was spoken to last, from the voice history."""

from collections.abc import Iterable
from typing import Any, Final

from alexapy import AlexaAPI, AlexapyConnectionError, AlexapyLoginError
from alexapy.errors import AlexapyTooManyRequestsError
from homeassistant.core import HomeAssistant

from .account import DOMAIN, Account, tell_entities
from .login import require_relogin

EVENT: Final = f"{DOMAIN}_last_called_event"

_RECORDS: Final = 10
# Several Echos have heard it, and found out among themselves who answers.
_ARBITRATION: Final = "DEVICE_ARBITRATION"


async def update_last_called(
    hass: HomeAssistant, account: Account, *, replies: bool = False
) -> None:
    """Read the history; nothing changes when it cannot be read or is empty.

    What the Echo replied is kept only after an event of Amazon's.
    """
    login = account["login_obj"]
    try:
        records = await AlexaAPI.get_customer_history_records(
            login, max_record_size=_RECORDS
        )
    except AlexapyLoginError:
        require_relogin(hass, login, stats=login.stats)
        return
    except AlexapyConnectionError, AlexapyTooManyRequestsError, TypeError:
        return
    found = _last(records or (), replies=replies)
    if found is not None and found != account["last_called"]:
        account["last_called"] = found
        tell_entities(hass, login.email, {"last_called_change": found})


def _last(records: Iterable[dict[str, Any]], *, replies: bool) -> dict[str, Any] | None:
    """Return the newest record in which somebody said something."""
    for record in records:
        said = record["description"]["summary"]
        if said and record["utteranceType"] != _ARBITRATION:
            return {
                "serialNumber": record["deviceSerialNumber"],
                "timestamp": record["creationTimestamp"],
                "summary": said,
                "response": record["alexaResponse"] if replies else None,
            }
    return None
