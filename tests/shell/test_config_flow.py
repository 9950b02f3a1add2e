"""Setting the integration up by hand, and by what is discovered."""

from ipaddress import ip_address

import pytest
from homeassistant.config_entries import (
    SOURCE_SSDP,
    SOURCE_USER,
    SOURCE_ZEROCONF,
    ConfigEntryState,
    ConfigFlowResult,
)
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.service_info.ssdp import SsdpServiceInfo
from homeassistant.helpers.service_info.zeroconf import ZeroconfServiceInfo
from pytest_homeassistant_custom_component.common import MockConfigEntry

from emulators.sonos import Household

from .conftest import DOMAIN, unloaded

ROOMS = "Bedroom, Hallway, Kitchen, Living Room, Office, Study"
NOBODY = "127.0.5.99"


async def begin(hass: HomeAssistant) -> ConfigFlowResult:
    """Begin as a person does, on the page of the integrations."""
    return await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )


async def answer(
    hass: HomeAssistant, flow: ConfigFlowResult, *addresses: str
) -> ConfigFlowResult:
    """Fill in the form."""
    given = {"addresses": list(addresses)} if addresses else {}
    return await hass.config_entries.flow.async_configure(flow["flow_id"], given)


def known_to_core(hass: HomeAssistant, household: Household) -> None:
    """Let core's sonos know one player."""
    core = MockConfigEntry(domain="sonos")
    core.add_to_hass(hass)
    dr.async_get(hass).async_get_or_create(
        config_entry_id=core.entry_id,
        identifiers={("sonos", household.uid("Kitchen"))},
        configuration_url=f"http://{household.address('Kitchen')}:1400/support/review",
    )


async def let_go(hass: HomeAssistant) -> None:
    """Unload what a flow has set up."""
    await hass.async_block_till_done()
    for entry in hass.config_entries.async_entries(DOMAIN):
        await unloaded(hass, entry)


async def test_rooms_that_were_found_are_shown_and_confirmed(
    hass: HomeAssistant, household: Household
) -> None:
    """Where everything was found by itself, nothing has to be typed."""
    known_to_core(hass, household)
    flow = await begin(hass)
    assert flow["type"] is FlowResultType.FORM
    assert flow["step_id"] == "user"
    assert flow["errors"] == {}
    placeholders = flow["description_placeholders"]
    assert placeholders == {
        "rooms": ROOMS,
        "count": "6",
        "accounts": "0",
        "detail": "",
    }
    done = await answer(hass, flow)
    assert done["type"] is FlowResultType.CREATE_ENTRY
    assert done["title"] == "Speaker Switchboard"
    assert done["data"] == {"addresses": []}
    await let_go(hass)


async def test_an_address_that_is_typed_is_met(
    hass: HomeAssistant, household: Household
) -> None:
    """Where nothing was found, the address of one player will do."""
    flow = await begin(hass)
    assert flow["description_placeholders"] == {
        "rooms": "-",
        "count": "0",
        "accounts": "0",
        "detail": "",
    }
    typed = f" {household.address('Hallway')} "
    done = await answer(hass, flow, typed, "", household.address("Hallway"))
    assert done["type"] is FlowResultType.CREATE_ENTRY
    assert done["data"] == {"addresses": [household.address("Hallway")]}
    await hass.async_block_till_done()
    (entry,) = hass.config_entries.async_entries(DOMAIN)
    assert entry.state is ConfigEntryState.LOADED
    await let_go(hass)


async def test_nothing_found_and_nothing_typed_is_an_error(
    hass: HomeAssistant, household: Household
) -> None:
    """An empty house is not set up; the address can still be typed."""
    flow = await answer(hass, await begin(hass))
    assert flow["type"] is FlowResultType.FORM
    assert flow["errors"] == {"base": "nothing_found"}
    done = await answer(hass, flow, household.address("Hallway"))
    assert done["type"] is FlowResultType.CREATE_ENTRY
    await let_go(hass)


@pytest.mark.parametrize("domain", ["alexa_devices", "alexa_media"])
@pytest.mark.usefixtures("household")
async def test_a_house_without_sonos_is_set_up_for_its_echos(
    hass: HomeAssistant, domain: str
) -> None:
    """An Amazon account is enough; its Echos are there without an address."""
    account = MockConfigEntry(domain=domain, state=ConfigEntryState.LOADED)
    account.add_to_hass(hass)
    flow = await begin(hass)
    placeholders = flow["description_placeholders"] or {}
    assert (placeholders["count"], placeholders["accounts"]) == ("0", "1")
    done = await answer(hass, flow)
    assert done["type"] is FlowResultType.CREATE_ENTRY
    await let_go(hass)


@pytest.mark.usefixtures("household")
async def test_an_account_that_does_not_work_is_no_reason_to_set_up(
    hass: HomeAssistant,
) -> None:
    """Nobody is told that there are Echos when none can be reached."""
    state = ConfigEntryState.SETUP_ERROR
    MockConfigEntry(domain="alexa_devices", state=state).add_to_hass(hass)
    flow = await answer(hass, await begin(hass))
    assert flow["errors"] == {"base": "nothing_found"}


async def test_a_silent_address_is_named_and_can_be_corrected(
    hass: HomeAssistant, household: Household
) -> None:
    """Who does not answer is named, with the rooms that were found all the same."""
    flow = await answer(hass, await begin(hass), household.address("Hallway"), NOBODY)
    assert flow["errors"] == {"base": "no_answer"}
    placeholders = flow["description_placeholders"] or {}
    assert placeholders["detail"] == f"{NOBODY}: it does not answer"
    assert placeholders["rooms"] == ROOMS
    done = await answer(hass, flow, household.address("Hallway"))
    assert done["type"] is FlowResultType.CREATE_ENTRY
    await let_go(hass)


async def test_upnp_switched_off_is_said(
    hass: HomeAssistant, household: Household
) -> None:
    """What a person has to change in the Sonos app is named."""
    household.http_error("Hallway", "*", 403)
    flow = await answer(hass, await begin(hass), household.address("Hallway"))
    assert flow["errors"] == {"base": "no_answer"}
    detail = (flow["description_placeholders"] or {})["detail"]
    assert "UPnP is switched off in the Sonos app" in detail


@pytest.mark.parametrize(
    "typed", ["sonos.local", "192.168.1", "http://192.168.1.20", "::1", "1.2.3.4:1400"]
)
async def test_what_is_no_address_is_refused_before_anybody_is_asked(
    hass: HomeAssistant, household: Household, typed: str
) -> None:
    """A Sonos player has an IPv4 address and nothing else."""
    known_to_core(hass, household)
    flow = await begin(hass)
    household.forget_calls()
    flow = await answer(hass, flow, household.address("Hallway"), typed)
    assert flow["errors"] == {"base": "not_an_address"}
    assert (flow["description_placeholders"] or {})["detail"] == typed
    assert household.calls() == []
    await answer(hass, flow, household.address("Hallway"))
    await let_go(hass)


def by_ssdp(household: Household, room: str) -> SsdpServiceInfo:
    """Return how a player announces itself by SSDP."""
    return SsdpServiceInfo(
        ssdp_usn=f"uuid:{household.uid(room)}::urn:schemas-upnp-org:device:ZonePlayer:1",
        ssdp_st="urn:schemas-upnp-org:device:ZonePlayer:1",
        ssdp_location=f"http://{household.address(room)}:1400/xml/device_description.xml",
        upnp={},
    )


def by_mdns(household: Household, room: str) -> ZeroconfServiceInfo:
    """Return how a player announces itself by mDNS."""
    address = ip_address(household.address(room))
    return ZeroconfServiceInfo(
        ip_address=address,
        ip_addresses=[address],
        port=1443,
        hostname=f"{household.uid(room)}.local.",
        type="_sonos._tcp.local.",
        name=f"{household.uid(room)}@{room}._sonos._tcp.local.",
        properties={},
    )


async def test_however_many_players_announce_themselves_there_is_one_offer(
    hass: HomeAssistant, household: Household
) -> None:
    """Six players, found twice each, are one house and one tile."""
    known_to_core(hass, household)
    flows = hass.config_entries.flow
    first = await flows.async_init(
        DOMAIN,
        context={"source": SOURCE_SSDP},
        data=by_ssdp(household, "Hallway"),
    )
    assert first["type"] is FlowResultType.FORM
    for room in ("Kitchen", "Bedroom"):
        again = await flows.async_init(
            DOMAIN, context={"source": SOURCE_ZEROCONF}, data=by_mdns(household, room)
        )
        assert again["type"] is FlowResultType.ABORT
        assert again["reason"] == "already_in_progress"
    assert len(flows.async_progress()) == 1
    done = await answer(hass, first)
    assert done["type"] is FlowResultType.CREATE_ENTRY
    await let_go(hass)
    assert flows.async_progress() == []


async def test_an_offer_goes_away_when_it_is_set_up_by_hand(
    hass: HomeAssistant, household: Household
) -> None:
    """Whoever does not wait for the tile is not offered it afterwards."""
    known_to_core(hass, household)
    flows = hass.config_entries.flow
    await flows.async_init(
        DOMAIN, context={"source": SOURCE_ZEROCONF}, data=by_mdns(household, "Kitchen")
    )
    done = await answer(hass, await begin(hass))
    assert done["type"] is FlowResultType.CREATE_ENTRY
    await let_go(hass)
    assert flows.async_progress() == []


@pytest.mark.usefixtures("entry")
async def test_what_is_set_up_is_not_offered_again(
    hass: HomeAssistant, household: Household
) -> None:
    """One entry is the whole house."""
    flows = hass.config_entries.flow
    found = await flows.async_init(
        DOMAIN,
        context={"source": SOURCE_SSDP},
        data=by_ssdp(household, "Kitchen"),
    )
    assert found["type"] is FlowResultType.ABORT
    second = await begin(hass)
    assert second["type"] is FlowResultType.ABORT
    assert second["reason"] == "single_instance_allowed"


async def test_the_addresses_can_be_changed(
    hass: HomeAssistant,
    household: Household,
    entry: MockConfigEntry,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A new address is tested, kept, and used at once, but not twice."""
    flow = await entry.start_reconfigure_flow(hass)
    assert flow["step_id"] == "reconfigure"
    assert flow["type"] is FlowResultType.FORM
    (field,) = (flow["data_schema"] or pytest.fail("no form")).schema
    assert field.description == {"suggested_value": [household.address("Hallway")]}
    wrong = await answer(hass, flow, NOBODY)
    assert wrong["step_id"] == "reconfigure"
    assert wrong["errors"] == {"base": "no_answer"}
    before = entry.runtime_data
    done = await answer(hass, wrong, household.address("Kitchen"))
    assert done["type"] is FlowResultType.ABORT
    assert done["reason"] == "reconfigure_successful"
    await hass.async_block_till_done()
    assert entry.data == {"addresses": [household.address("Kitchen")]}
    assert entry.state is ConfigEntryState.LOADED
    assert entry.runtime_data is not before
    assert entry.options != {}
    assert "update listener and should use it" not in caplog.text


async def test_an_entry_that_waits_for_its_player_does_not_wait_for_the_new_one(
    hass: HomeAssistant, household: Household
) -> None:
    """Who corrects a wrong address need not know when it is tried again."""
    entry = MockConfigEntry(domain=DOMAIN, data={"addresses": [NOBODY]})
    entry.add_to_hass(hass)
    assert not await hass.config_entries.async_setup(entry.entry_id)
    flow = await entry.start_reconfigure_flow(hass)
    done = await answer(hass, flow, household.address("Hallway"))
    assert done["reason"] == "reconfigure_successful"
    await hass.async_block_till_done()
    assert entry.state is ConfigEntryState.LOADED
    await let_go(hass)
