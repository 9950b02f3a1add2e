"""Players are found by whoever knows them: core, SSDP, mDNS."""

import asyncio
import socket
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from unittest.mock import patch

import pytest
from async_upnp_client.ssdp_listener import SsdpListener
from async_upnp_client.utils import CaseInsensitiveDict
from homeassistant.components.ssdp.const import DOMAIN as SSDP, SSDP_SCANNER
from homeassistant.components.ssdp.scanner import IntegrationMatchers, Scanner
from homeassistant.components.zeroconf.const import DATA_INSTANCE
from homeassistant.components.zeroconf.models import HaAsyncZeroconf, HaZeroconf
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import MockConfigEntry
from zeroconf._dns import DNSPointer
from zeroconf.asyncio import AsyncServiceInfo

from custom_components.speaker_switchboard.adapters.sonos import async_look_around
from emulators.sonos import Household

from .conftest import (
    IMPATIENT,
    NOBODY,
    PLAYERS,
    Seen,
    following,
    nothing_is_left,
    until,
)
from .stranger import Stranger

ZONE_PLAYER = "urn:schemas-upnp-org:device:ZonePlayer:1"
MDNS = "_sonos._tcp.local."


def register(
    hass: HomeAssistant, uid: str, url: str | None, domain: str = "sonos"
) -> dr.DeviceEntry:
    """Let an integration register a device, as core's sonos does it."""
    entry = MockConfigEntry(domain=domain)
    entry.add_to_hass(hass)
    return dr.async_get(hass).async_get_or_create(
        config_entry_id=entry.entry_id,
        identifiers={(domain, uid)},
        configuration_url=url,
    )


def page(household: Household, room: str) -> str:
    """Return the address that core registers for a player."""
    return f"http://{household.address(room)}:1400/support/review"


# Core's sonos


async def test_a_player_that_core_knows_is_met(
    hass: HomeAssistant, household: Household
) -> None:
    """Where core's Sonos integration is set up, no address has to be typed."""
    register(hass, household.uid("Kitchen"), page(household, "Kitchen"))
    async with following(hass) as seen:
        assert len(seen.house.devices) == len(PLAYERS)


async def test_a_player_that_core_registers_later_is_met_then(
    hass: HomeAssistant, household: Household
) -> None:
    """Whoever starts first, the players are found."""
    async with following(hass) as seen:
        assert seen.house.devices == {}
        register(hass, household.uid("Kitchen"), page(household, "Kitchen"))
        await until(lambda: len(seen.house.devices) == len(PLAYERS))
        await seen.at_rest()


@pytest.mark.parametrize("url", [None, "homeassistant://sonos", "http://name:1400"])
async def test_a_device_without_an_address_is_nobody(
    hass: HomeAssistant, household: Household, url: str | None
) -> None:
    """What core registers without a usable address is passed over."""
    register(hass, "RINCON_OLD", url)
    async with following(hass) as seen:
        device = register(hass, "RINCON_ODD", url)
        dr.async_get(hass).async_remove_device(device.id)
        await seen.at_rest()
        assert seen.house.devices == {}
    assert household.calls() == []


async def test_devices_of_others_are_not_asked(
    hass: HomeAssistant, household: Household
) -> None:
    """A lamp that has an address is not taken for a player."""
    async with following(hass) as seen:
        register(hass, "lamp", page(household, "Kitchen"), domain="hue")
        await seen.at_rest()
    assert household.calls() == []


async def test_a_player_that_is_known_already_is_not_met_again(
    seen: Seen, household: Household
) -> None:
    """News of a player we follow anyway cost nothing."""
    register(seen.hass, household.uid("Kitchen"), page(household, "Kitchen"))
    await seen.at_rest()
    assert household.calls() == []


async def test_a_lost_player_that_announces_itself_is_met_at_once(
    seen: Seen, household: Household
) -> None:
    """A player that comes back and says so does not wait for half a minute."""
    household.refuse("Bedroom", "*", times=None)
    await seen.family.refresh([seen.named("Bedroom").id])
    assert seen.named("Bedroom").away is not None
    household.clear_faults()
    register(seen.hass, household.uid("Bedroom"), page(household, "Bedroom"))
    await until(lambda: seen.named("Bedroom").away is None)
    await seen.at_rest()


async def test_after_the_stop_nobody_is_met(
    hass: HomeAssistant, household: Household
) -> None:
    """What is found after the stop is no concern of ours."""
    async with following(hass) as seen:
        await seen.family.stop()
        register(hass, household.uid("Kitchen"), page(household, "Kitchen"))
        await seen.at_rest()
    assert household.calls() == []


# SSDP


@dataclass(kw_only=True)
class Air:
    """The network as Home Assistant's SSDP scanner would hear it."""

    listener: SsdpListener
    household: Household

    def says(self, room: str, nts: str = "ssdp:alive", page: str = "") -> None:
        """Let a player announce itself, or say good-bye."""
        where = self.household.address(room)
        page = page or f"http://{where}:1400/xml/device_description.xml"
        headers = CaseInsensitiveDict(
            {
                "NT": ZONE_PLAYER,
                "NTS": nts,
                "USN": f"uuid:{self.household.uid(room)}::{ZONE_PLAYER}",
                "LOCATION": page,
                "CACHE-CONTROL": "max-age=1800",
                "_host": where,
                "_port": 1900,
                "_timestamp": dt_util.utcnow().replace(tzinfo=None),
                "_udn": f"uuid:{self.household.uid(room)}",
                "_source": "advertisement",
            }
        )
        hear = {"ssdp:alive": "_on_alive", "ssdp:byebye": "_on_byebye"}[nts]
        getattr(self.listener, hear)(headers)


@pytest.fixture
async def air(hass: HomeAssistant, household: Household) -> AsyncGenerator[Air]:
    """Set Home Assistant's scanner up, which does not listen to loopback."""
    scanner = Scanner(hass, IntegrationMatchers())
    scanner.integration_matchers.async_setup({})
    with (
        patch(
            "homeassistant.components.ssdp.scanner.async_build_source_set",
            return_value=set(),
        ),
        patch("async_upnp_client.ssdp_listener.is_valid_location", return_value=True),
    ):
        await scanner.async_start()
        hass.data[SSDP] = {SSDP_SCANNER: scanner}
        hass.config.components.add(SSDP)
        listener = SsdpListener(
            callback=scanner._ssdp_listener_callback,  # noqa: SLF001 - the edge of the network
            device_tracker=scanner._device_tracker,  # noqa: SLF001 - the edge of the network
        )
        yield Air(listener=listener, household=household)
        await scanner.async_stop()


async def test_a_player_that_announces_itself_by_ssdp_is_met(
    hass: HomeAssistant, air: Air
) -> None:
    """An announcement makes the household known."""
    async with following(hass) as seen:
        air.says("Kitchen")
        await until(lambda: len(seen.house.devices) == len(PLAYERS))
        await seen.at_rest()


async def test_a_player_that_was_announced_before_is_met(
    hass: HomeAssistant, air: Air
) -> None:
    """What Home Assistant heard before the set-up is not lost."""
    air.says("Kitchen")
    await hass.async_block_till_done(wait_background_tasks=True)
    async with following(hass) as seen:
        assert len(seen.house.devices) == len(PLAYERS)
        await seen.at_rest()


async def test_an_announcement_that_cannot_be_read_is_nobody(
    hass: HomeAssistant, household: Household, air: Air
) -> None:
    """Brackets that do not close, from whoever is on the network, break nothing."""
    with patch("async_upnp_client.ssdp_listener.location_changed", return_value=True):
        air.says("Kitchen", page="http://[")
    async with following(hass) as seen:
        await seen.at_rest()
        assert seen.house.devices == {}
    assert household.calls() == []


async def test_a_good_bye_is_no_announcement(
    hass: HomeAssistant, household: Household, air: Air
) -> None:
    """A lost player that says good-bye is not asked who it is."""
    air.says("Kitchen")
    async with following(hass) as seen:
        household.refuse("Kitchen", "*", times=None)
        await seen.family.refresh([seen.named("Kitchen").id])
        household.clear_faults()
        household.forget_calls()
        air.says("Kitchen", "ssdp:byebye")
        await seen.at_rest()
        assert household.calls() == []


async def test_ssdp_is_not_followed_after_the_stop(
    hass: HomeAssistant, household: Household, air: Air
) -> None:
    """The callback is taken back."""
    async with following(hass) as seen:
        await seen.family.stop()
        air.says("Kitchen")
        await seen.at_rest()
    assert household.calls() == []


# mDNS


@pytest.fixture
async def mdns(hass: HomeAssistant) -> AsyncGenerator[HaAsyncZeroconf]:
    """Set Home Assistant's zeroconf up, on the loopback interface."""
    shared = HaAsyncZeroconf(zc=HaZeroconf(interfaces=["127.0.0.1"]))
    hass.data[DATA_INSTANCE] = shared
    hass.config.components.add("zeroconf")
    yield shared
    await shared.ha_async_close()


def service(household: Household, room: str) -> AsyncServiceInfo:
    """Return how a player announces itself by mDNS."""
    return AsyncServiceInfo(
        MDNS,
        f"{household.uid(room)}@{room}.{MDNS}",
        addresses=[socket.inet_aton(household.address(room))],
        port=1443,
        server=f"{household.uid(room)}.local.",
    )


async def test_a_player_that_announces_itself_by_mdns_is_met(
    hass: HomeAssistant, household: Household, mdns: HaAsyncZeroconf
) -> None:
    """An announcement is resolved, and makes the household known."""
    player = service(household, "Kitchen")
    async with following(hass) as seen:
        await (await mdns.async_register_service(player, cooperating_responders=True))
        await until(lambda: len(seen.house.devices) == len(PLAYERS))
        await (await mdns.async_unregister_service(player))
        await seen.at_rest()


async def test_mdns_is_not_followed_after_the_stop(
    hass: HomeAssistant, household: Household, mdns: HaAsyncZeroconf
) -> None:
    """The browser is ended, and with it whatever is being resolved."""
    async with following(hass) as seen:
        await seen.family.stop()
        await hass.async_block_till_done()
        player = service(household, "Kitchen")
        await (await mdns.async_register_service(player, cooperating_responders=True))
        await asyncio.sleep(0.1)
    assert household.calls() == []


async def test_a_name_that_cannot_be_resolved_is_nobody(
    hass: HomeAssistant, household: Household, mdns: HaAsyncZeroconf
) -> None:
    """A player that announces itself and tells no address is given up at the stop."""
    pointer = DNSPointer(MDNS, 12, 1, 4500, f"RINCON_GHOST.{MDNS}")
    async with following(hass):
        mdns.zeroconf.cache.async_add_records([pointer])
        async with following(hass) as late:
            await asyncio.sleep(0.1)
            await late.family.stop()
    assert household.calls() == []


# A look around before anything is set up


async def test_a_look_around_names_the_rooms(
    hass: HomeAssistant, household: Household
) -> None:
    """The rooms are shown by name; halves, satellites and sleepers are no rooms."""
    found = await async_look_around(hass, [household.address("Hallway")], IMPATIENT)
    rooms = "Bedroom", "Dining Room", "Hallway", "Kitchen", "Living Room", "Study"
    assert found.rooms == rooms
    assert found.silent == {}
    assert household.subscriptions() == []


async def test_a_look_around_says_who_is_silent_and_why(
    hass: HomeAssistant, household: Household, stranger: Stranger
) -> None:
    """Each typed address that is no player is named with what it said."""
    household.http_error("Hallway", "*", 403)
    typed = [NOBODY, household.address("Hallway"), stranger.address, "not an address"]
    found = await async_look_around(hass, typed, IMPATIENT)
    assert found.rooms == ()
    assert found.silent == {
        NOBODY: "it does not answer",
        household.address("Hallway"): "UPnP is switched off in the Sonos app",
        stranger.address: "it answered with HTTP status 404",
        "not an address": "its answer makes no sense",
    }


async def test_a_look_around_asks_those_that_core_knows(
    hass: HomeAssistant, household: Household
) -> None:
    """What core knows is found, and its silence is nobody's fault."""
    register(hass, household.uid("Kitchen"), page(household, "Kitchen"))
    register(hass, "RINCON_OLD", f"http://{NOBODY}:1400/")
    found = await async_look_around(hass, [], IMPATIENT)
    assert "Kitchen" in found.rooms
    assert found.silent == {}


@pytest.mark.parametrize("size", [21])
async def test_a_look_around_finds_a_large_household_and_leaves_nothing(
    hass: HomeAssistant, large: Household, size: int
) -> None:
    """A household that only tells by event is looked at by event."""
    found = await async_look_around(hass, [large.address("Room 1")], 1.0)
    assert len(found.rooms) == size
    assert large.subscriptions() == []
    assert nothing_is_left()
