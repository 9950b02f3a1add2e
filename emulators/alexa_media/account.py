"""What is known of one Amazon account, in the two places where others look for it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from alexapy import AlexaLogin, hide_email
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers.dispatcher import async_dispatcher_send

if TYPE_CHECKING:
    from .coordinator import AccountCoordinator

DOMAIN: Final = "alexa_media"
# What an entry may leave out; in seconds.
DEFAULTS: Final = {
    "include_devices": "",
    "exclude_devices": "",
    "queue_delay": 1.5,
    "scan_interval": 60,
    "public_url": "",
    "extended_entity_discovery": False,
    "debug": False,
}

type Account = dict[str, Any]


@dataclass(kw_only=True)
class AlexaRuntimeData:
    """What the entry carries; devices, entities and push are only in `hass.data`."""

    login_obj: AlexaLogin
    config_entry: ConfigEntry[Any]
    coordinator: AccountCoordinator | None = None
    http2: None = None
    second_account_index: int = 0
    devices: dict[str, Any] = field(default_factory=lambda: {"media_player": {}})
    entities: dict[str, Any] = field(default_factory=lambda: {"media_player": {}})
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def email(self) -> str:
        """Return whose account it is."""
        return str(self.login_obj.email)


type AmpConfigEntry = ConfigEntry[AlexaRuntimeData]


def accounts(hass: HomeAssistant) -> dict[str, Account]:
    """Return every account that is set up, by e-mail."""
    shared = hass.data.setdefault(DOMAIN, {})
    shared.setdefault("config_flows", {})
    shared.setdefault("notify_service", None)
    found: dict[str, Account] = shared.setdefault("accounts", {})
    return found


def new_account(entry: AmpConfigEntry) -> Account:
    """Return an account of which nothing is known yet."""
    return {
        "coordinator": None,
        "config_entry": entry,
        "devices": {"media_player": {}, "switch": {}},
        "entities": {"media_player": {}, "switch": {}},
        "excluded": {},
        "new_devices": True,
        "http2_lastattempt": 0.0,
        "http2error": 0,
        "http2_commands": {},
        "http2": None,
        "auth_info": None,
        "second_account_index": 0,
        "last_called": None,
        "options": {key: entry.data.get(key, usual) for key, usual in DEFAULTS.items()},
    }


def place_among_accounts(hass: HomeAssistant, entry: AmpConfigEntry) -> int:
    """Return the place of an entry; from the second on, unique ids have the e-mail."""
    wanted = entry.data["email"], entry.data["url"]
    for place, other in enumerate(hass.config_entries.async_entries(DOMAIN)):
        if (other.data.get("email"), other.data.get("url")) == wanted:
            return place
    return 0


def signal(email: str) -> str:
    """Return the name under which the entities of an account are told news."""
    return f"{DOMAIN}_{hide_email(email)}"[0:32]


def tell_entities(hass: HomeAssistant, email: str, news: dict[str, Any]) -> None:
    """Tell all entities of an account; each looks whether it is meant."""
    async_dispatcher_send(hass, signal(email), news)
