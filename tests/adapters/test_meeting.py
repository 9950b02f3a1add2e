"""One answering player makes its whole household known."""

import pytest
from homeassistant.core import HomeAssistant

from custom_components.speaker_switchboard.core.house import Away
from custom_components.speaker_switchboard.core.port import PortKind, port_id
from emulators.sonos import Household
from emulators.sonos.household import HOUSEHOLD_ID

from .conftest import IMPATIENT, NOBODY, PLAYERS, Seen, following, line_ins, until
from .stranger import Stranger, member


async def test_one_address_makes_every_player_known(seen: Seen) -> None:
    """Rooms, the hidden half of a pair, a satellite and a sleeper are all there."""
    assert seen.names == {
        "Hallway",
        "Dining Room",
        "Kitchen",
        "Bedroom",
        "Living Room",
        "Living Room (surround)",
        "Study",
        "Study (right)",
        "Garden",
    }
    assert seen.named("Dining Room").model == "Amp"
    assert seen.named("Bedroom").model == "One SL"


async def test_any_player_of_a_household_will_do(
    hass: HomeAssistant, household: Household
) -> None:
    """The address of a hidden half serves as well as that of a room."""
    async with following(hass, household.address("Study R")) as seen:
        assert len(seen.house.devices) == len(PLAYERS)


async def test_a_household_met_twice_is_one(
    hass: HomeAssistant, household: Household
) -> None:
    """Two addresses of one household make no player appear twice."""
    both = household.address("Kitchen"), household.address("Bedroom")
    async with following(hass, *both) as seen:
        assert len(seen.house.devices) == len(PLAYERS)
        assert len(household.calls(action="GetHouseholdID")) >= 2


async def test_players_know_the_household_they_belong_to(seen: Seen) -> None:
    """Who is of one household can play together; a sleeper belongs to it as well."""
    households = {device.household for device in seen.house.devices.values()}
    assert households == {HOUSEHOLD_ID}


async def test_inputs_are_told_by_the_services_of_a_player(seen: Seen) -> None:
    """A player with the name of a model without a line-in can still have one."""
    owners = {port.id for port in seen.house.inputs}
    kinds = {
        "Hallway": {PortKind.LINE_IN},
        "Dining Room": {PortKind.LINE_IN, PortKind.TV_IN},
        "Kitchen": {PortKind.LINE_IN},
        "Living Room": {PortKind.TV_IN},
        "Living Room (surround)": {PortKind.LINE_IN},
        "Study": {PortKind.LINE_IN},
        "Study (right)": {PortKind.LINE_IN},
    }
    assert owners == {
        port_id(seen.named(name).id, kind)
        for name, has in kinds.items()
        for kind in has
    }


async def test_a_line_in_has_its_name_and_tells_of_its_cable(seen: Seen) -> None:
    """What people called a line-in is shown, and whether something is in it."""
    labels = {port.label: port.plugged for port in line_ins(seen)}
    assert labels == {
        "Turntable": True,
        "CD Player": True,
        "Radio": False,
        "Projector": True,
        "Deck": True,
        "Mixer": True,
    }


async def test_the_right_half_of_a_pair_is_hidden_with_a_line_in_of_its_own(
    seen: Seen,
) -> None:
    """A pair is one room to play in, and two places to plug something in."""
    right = seen.named("Study (right)")
    assert right.part_of == seen.named("Study").id
    assert not right.serves_surround
    assert seen.input("Study (right)").label == "Mixer"
    assert right not in seen.house.rooms


async def test_a_surround_is_known_to_have_its_line_in_switched_off(seen: Seen) -> None:
    """The planner can refuse the line-in of an Amp that plays surround."""
    rear = seen.named("Living Room (surround)")
    assert rear.serves_surround
    assert rear.part_of == seen.named("Living Room").id


async def test_a_sleeping_portable_is_known_by_its_reason(seen: Seen) -> None:
    """A Roam that sleeps is not lost."""
    assert seen.named("Garden").away is Away.ASLEEP
    assert seen.named("Garden").model is None


@pytest.mark.parametrize(
    ("reason", "away"),
    [
        ("powered off", Away.OFF),
        ("upgrade", Away.OFF),
        ("sleeping", Away.ASLEEP),
        ("switch to bluetooth", Away.ON_BLUETOOTH),
        ("verified by aliens", Away.UNREACHABLE),
    ],
)
async def test_the_household_says_why_somebody_is_gone(
    seen: Seen, household: Household, reason: str, away: Away
) -> None:
    """A player that left is shown with the reason its household gives."""
    household.vanish("Bedroom", reason)
    await until(lambda: seen.named("Bedroom").away is away)
    assert seen.named("Bedroom").model == "One SL"


async def test_every_device_is_known_as_core_knows_it(
    seen: Seen, household: Household
) -> None:
    """Our entities find the device that core's Sonos integration registered."""
    assert seen.named("Study (right)").known_as == {("sonos", household.uid("Study R"))}


async def test_a_bridge_is_no_device(hass: HomeAssistant, stranger: Stranger) -> None:
    """What has no sound is left out of the house."""
    bridge = member(
        "RINCON_B0D6E01400",
        NOBODY,
        ZoneName="BRIDGE",
        Invisible="1",
        IsZoneBridge="1",
    )
    stranger.pretend(stranger.member("Attic"), bridge)
    async with following(hass, stranger.address) as seen:
        assert seen.names == {"Attic"}


async def test_a_silent_address_is_no_household(
    hass: HomeAssistant, household: Household
) -> None:
    """Nobody there is not an error of the house: nothing is seen."""
    async with following(hass, NOBODY) as seen:
        assert seen.house.devices == {}
    assert household.calls() == []


async def test_a_hanging_address_costs_one_answer(
    hass: HomeAssistant, household: Household
) -> None:
    """A player that neither acts nor answers is given up after a while."""
    household.hang("Hallway", "*")
    async with following(hass, household.address("Hallway"), answer=IMPATIENT) as seen:
        assert seen.house.devices == {}


async def test_upnp_switched_off_is_no_household(
    hass: HomeAssistant, household: Household
) -> None:
    """A player whose UPnP was switched off in the app answers 403 to all."""
    household.http_error("Hallway", "*", 403)
    async with following(hass, household.address("Hallway")) as seen:
        assert seen.house.devices == {}


async def test_a_player_without_upnp_does_not_hide_the_others(
    hass: HomeAssistant, household: Household
) -> None:
    """Its household shows a player that refuses everything, as unreachable."""
    household.http_error("Bedroom", "*", 403)
    async with following(hass, household.address("Hallway")) as seen:
        assert seen.named("Bedroom").away is Away.UNREACHABLE
        assert seen.named("Kitchen").away is None
        household.clear_faults()
        await seen.after_half_a_minute()
        assert seen.named("Bedroom").away is None
        assert seen.named("Bedroom").model == "One SL"


async def test_a_line_in_that_keeps_its_name_to_itself_is_a_line_in(
    hass: HomeAssistant, household: Household
) -> None:
    """A player that refuses to tell the name of its line-in is there all the same."""
    household.fail("Hallway", "GetAudioInputAttributes", 402, times=None)
    household.mute_events()
    async with following(hass, household.address("Bedroom")) as seen:
        assert seen.named("Hallway").away is None
        assert seen.input("Hallway").label == "Line-In"


async def test_a_typed_address_that_slept_at_the_start_is_met_later(
    hass: HomeAssistant, household: Household, stranger: Stranger
) -> None:
    """A second household that has no power yet is not forgotten for good."""
    async with following(hass, household.address("Hallway"), stranger.address) as seen:
        assert "Attic" not in seen.names
        stranger.pretend(stranger.member("Attic"))
        await seen.after_half_a_minute()
        assert {"Attic", "Hallway"} <= seen.names
