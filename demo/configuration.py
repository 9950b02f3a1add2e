"""Writes a fresh configuration of Home Assistant for each start."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from demo.places import HOST, ROOT

DOMAIN: Final = "speaker_switchboard"
ALEXA: Final = "alexa_devices"
DASHBOARD: Final = "demo-house"

_GIVEN: Final = Path(__file__).parent / "config"
_INTEGRATION: Final = ROOT / "custom_components" / DOMAIN
# Onboarding without its user: that one is made through the API. The other steps
# would set up the weather, internet radio and a cloud voice, or only ask.
_ONBOARDED: Final = ["core_config", "analytics", "integration"]
# When the account was added, long before the demo.
_LONG_AGO: Final = "2025-11-01T00:00:00+00:00"


def write_configuration(folder: Path, port: int, account: Mapping[str, Any]) -> None:
    """Write a configuration in which an Amazon account was added, and nothing else.

    What is stored of the account is what core's integration stores of one.
    """
    shutil.copytree(_GIVEN, folder)
    # A link, so that what is changed in the code is there after a restart.
    (folder / "custom_components").mkdir()
    (folder / "custom_components" / DOMAIN).symlink_to(_INTEGRATION)
    _store(folder, "http", _listening(port), version=2, minor=2)
    # Searches for speakers stay on this machine: nobody wants to see a demo
    # regroup the real speakers of an office.
    _store(folder, "core.network", {"configured_adapters": ["lo"]})
    _store(folder, "onboarding", {"done": _ONBOARDED}, version=4)
    _store(folder, "core.config_entries", {"entries": [_entry(account)]}, minor=5)


def _listening(port: int) -> dict[str, Any]:
    """Return where Home Assistant listens.

    YAML will not do: Home Assistant takes that as a trial, and restarts after
    five minutes without it unless somebody confirms.
    """
    stable = {
        "server_host": [HOST],
        "server_port": port,
        "cors_allowed_origins": [],
        "login_attempts_threshold": -1,
        "ip_ban_enabled": False,
        "ssl_profile": "modern",
        "use_x_frame_options": True,
        "created_at": "2026-01-01T00:00:00+00:00",
        "error": None,
        "error_message": None,
    }
    return {"stable": stable, "pending": None, "yaml_migration_done": True}


def _entry(account: Mapping[str, Any]) -> dict[str, Any]:
    """Return the entry of an account, as core's integration made it."""
    return {
        "created_at": _LONG_AGO,
        "data": account,
        "discovery_keys": {},
        "disabled_by": None,
        "domain": ALEXA,
        "entry_id": "01DEMOAMAZONACCOUNT0000000",
        "minor_version": 3,
        "modified_at": _LONG_AGO,
        "options": {},
        "pref_disable_new_entities": False,
        "pref_disable_polling": False,
        "source": "user",
        "subentries": [],
        "title": account["username"],
        "unique_id": account["login_data"]["customer_info"]["user_id"],
        "version": 1,
    }


def _store(
    folder: Path, key: str, data: Mapping[str, Any], *, version: int = 1, minor: int = 1
) -> None:
    """Write a file of the kind Home Assistant keeps its own settings in."""
    kept = {"version": version, "minor_version": minor, "key": key, "data": data}
    path = folder / ".storage" / key
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(kept, indent=2), encoding="utf-8")
