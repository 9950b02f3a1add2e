"""An Amazon account that signs out, comes late, or goes."""

import asyncio
import json

import pytest
from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
from pytest_homeassistant_custom_component.components.diagnostics import (
    get_diagnostics_for_config_entry,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from ..conftest import DOMAIN, until
from .conftest import BOOM, DEN, JBL, KITCHEN, MOTION, SERIALS, Home


def issues(hass: HomeAssistant) -> list[tuple[str | None, object]]:
    """Return what our repairs say, and of whom."""
    return [
        (issue.translation_key, issue.translation_placeholders)
        for issue in ir.async_get(hass).issues.values()
        if issue.domain == DOMAIN
    ]


async def test_who_is_signed_out_is_told_where_to_sign_in(home: Home) -> None:
    """The trouble is with the account, not with the speaker; a repair stays."""
    home.amazon.expire("home", renewable=False)
    with pytest.raises(HomeAssistantError) as error:
        await home.connect(KITCHEN, JBL)

    assert error.value.translation_key == "logged_out"
    assert error.value.translation_placeholders == {"room": KITCHEN}
    assert issues(home.hass) == [("signed_out", {"integration": "Alexa Devices"})]
    assert home.shows(home.output(KITCHEN)) == STATE_UNAVAILABLE
    assert home.shows(home.output(DEN)) == STATE_UNAVAILABLE


async def test_the_repair_goes_when_the_account_is_back(home: Home) -> None:
    """And the Echo does as it is told again."""
    home.amazon.expire("home", renewable=False)
    with pytest.raises(HomeAssistantError):
        await home.connect(KITCHEN, JBL)
    home.amazon.restore("home")
    await home.look()

    await until(lambda: issues(home.hass) == [])
    await home.connect(KITCHEN, JBL)
    assert home.amazon.connected(KITCHEN) == JBL


async def test_an_echo_without_power_is_unavailable(home: Home) -> None:
    """It is named as the one that does not answer."""
    home.amazon.offline(KITCHEN)
    await home.look()
    assert home.shows(home.output(KITCHEN)) == STATE_UNAVAILABLE
    with pytest.raises(HomeAssistantError) as error:
        await home.connect(KITCHEN, JBL)
    assert error.value.translation_key == "unreachable"
    assert home.told() == []

    home.amazon.online(KITCHEN)
    await home.connect(KITCHEN, JBL)
    assert home.amazon.connected(KITCHEN) == JBL


async def test_echos_go_and_come_with_the_integration_that_has_them(
    home: Home, hass: HomeAssistant
) -> None:
    """Nobody has to set us up anew."""
    assert await hass.config_entries.async_unload(home.core.entry_id)
    await home.sees(home.output(KITCHEN), STATE_UNAVAILABLE)
    assert await hass.config_entries.async_setup(home.core.entry_id)
    await home.sees(home.output(KITCHEN), "Built-in speaker")


async def test_an_account_that_is_removed_in_the_midst_of_it_is_no_success(
    home: Home, hass: HomeAssistant
) -> None:
    """The Echo is gone with it; the plan ends with its name, and nothing hangs."""
    home.amazon.sleep(JBL)
    connecting = asyncio.create_task(home.connect(KITCHEN, JBL))
    await until(lambda: "pair-sink" in home.told())
    await hass.config_entries.async_remove(home.core.entry_id)
    with pytest.raises(HomeAssistantError) as error:
        await connecting
    assert error.value.translation_key in {"route_undone", "route_failed"}


async def test_a_report_names_nobody(
    home: Home, hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    """Rooms and speakers are in it; serial numbers, addresses and accounts are not."""
    await home.connect(KITCHEN, JBL)
    report = await get_diagnostics_for_config_entry(hass, hass_client, home.entry)
    text = json.dumps(report).lower()

    assert KITCHEN.lower() in text
    assert JBL.lower() in text
    hidden = [*SERIALS.values(), *map(home.address, (JBL, BOOM, MOTION))]
    for secret in (*hidden, "example.com", home.core.entry_id):
        assert secret.lower() not in text
