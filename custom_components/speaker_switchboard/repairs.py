"""Repairs: what a person has to mend outside of this integration."""

from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.loader import IntegrationNotLoaded, async_get_loaded_integration

from .const import DOMAIN

SIGNED_OUT: Final = "signed_out"

_LEARN_MORE: Final = (
    "https://github.com/speaker-switchboard/speaker-switchboard"
    "/blob/main/docs/troubleshooting.md"
)


@callback
def async_update_issues(hass: HomeAssistant, lapsed: frozenset[str]) -> None:
    """Show an issue for each entry that Amazon signed out, and no others.

    `lapsed` holds the ids of the entries of those who hold the accounts.
    """
    names = {
        f"{SIGNED_OUT}_{entry_id}": name
        for entry_id in sorted(lapsed)
        if (name := _integration_of(hass, entry_id))
    }
    for domain, shown in list(ir.async_get(hass).issues):
        ours = domain == DOMAIN and shown.startswith(f"{SIGNED_OUT}_")
        if ours and shown not in names:
            ir.async_delete_issue(hass, DOMAIN, shown)
    for issue_id, name in names.items():
        ir.async_create_issue(
            hass,
            DOMAIN,
            issue_id,
            is_fixable=False,
            learn_more_url=_LEARN_MORE,
            severity=ir.IssueSeverity.ERROR,
            translation_key=SIGNED_OUT,
            translation_placeholders={"integration": name},
        )


def _integration_of(hass: HomeAssistant, entry_id: str) -> str | None:
    """Return the name of an integration; the title of its entry is an e-mail."""
    entry = hass.config_entries.async_get_entry(entry_id)
    if entry is None:
        return None
    try:
        return async_get_loaded_integration(hass, entry.domain).name
    except IntegrationNotLoaded:
        return entry.domain
