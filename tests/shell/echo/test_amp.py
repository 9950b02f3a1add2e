"""A house whose Echos come from Alexa Media Player, alone or beside core."""

from collections.abc import AsyncGenerator
from typing import Any

import pytest
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry

from emulators.amazon import Amazon
from emulators.installed import installed
from emulators.sonos import Household
from tests.emulators.amp import Amp, account_of

from ..conftest import DOMAIN, unloaded
from .conftest import JBL, KITCHEN, MOTION, PATIENCE, SERIALS, SHOW, Home


@pytest.fixture
def hass_config_dir(hass_tmp_config_dir: str) -> str:
    """Let Home Assistant write cookies into a folder of its own."""
    return hass_tmp_config_dir


@pytest.fixture
async def amp(
    hass: HomeAssistant,
    household: Household,  # noqa: ARG001 - opens the loopback network
    amazon: Amazon,
) -> AsyncGenerator[Amp]:
    """Set Alexa Media Player up."""
    with installed():
        async with account_of(hass, amazon) as account:
            yield account


@pytest.fixture
async def flat(
    hass: HomeAssistant, household: Household, amazon: Amazon, amp: Amp
) -> AsyncGenerator[Home]:
    """Live in a house without core's integration."""
    entry = MockConfigEntry(
        domain=DOMAIN,
        title="Speaker Switchboard",
        data={"addresses": []},
        options={"timings": PATIENCE},
    )
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    yield Home(
        hass=hass, amazon=amazon, household=household, core=amp.entry, entry=entry
    )
    await unloaded(hass, entry)


def owner_of(home: Home, echo: str) -> set[str]:
    """Return whose device the Output of an Echo sits on."""
    entity = er.async_get(home.hass).async_get(home.output(echo))
    assert entity is not None
    assert entity.device_id is not None
    device = dr.async_get(home.hass).async_get(entity.device_id)
    assert device is not None
    return {domain for domain, _ in device.identifiers}


async def test_its_echos_are_connected_and_seen(flat: Home) -> None:
    """Over the session it holds, on its own devices; also a Show, which it hides."""
    assert owner_of(flat, KITCHEN) == {"alexa_media"}
    answer = await flat.connect(KITCHEN, JBL)
    assert answer["verdict"] == "active"
    assert answer["steps"][0]["way"] == "alexa_api"
    assert flat.amazon.connected(KITCHEN) == JBL

    await flat.choose(flat.output(SHOW), MOTION)
    assert flat.amazon.connected(SHOW) == MOTION
    assert flat.shows(flat.output(SHOW)) == MOTION


async def test_who_has_both_sees_each_echo_once(
    flat: Home, core_alexa: ConfigEntry[Any]
) -> None:
    """Joined by the serial number; the entities are on core's device after a while."""
    await flat.hass.config_entries.async_reload(flat.entry.entry_id)
    await flat.hass.async_block_till_done()

    assert core_alexa.entry_id
    outputs = [
        entity.unique_id
        for entity in er.async_get(flat.hass).entities.values()
        if entity.platform == DOMAIN and entity.unique_id.endswith("-output")
    ]
    assert sorted(outputs) == sorted(f"echo:{each}-output" for each in SERIALS.values())
    await flat.connect(KITCHEN, JBL)
    assert flat.amazon.connected(KITCHEN) == JBL
