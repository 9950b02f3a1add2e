"""Cables from the jack of an Echo: into a Sonos player."""

import pytest
from homeassistant.config_entries import ConfigSubentryDataWithId
from homeassistant.exceptions import HomeAssistantError

from emulators.sonos import Household

from .conftest import JBL, KITCHEN, SERIALS, Home

ECHO = f"echo:{SERIALS[KITCHEN]}"
INTO_OFFICE = "Office: Echo Dot"
ROOMS = ("Bedroom", "Kitchen")


@pytest.fixture
def declared(household: Household) -> tuple[ConfigSubentryDataWithId, ...]:
    """Plug the Echo into the Five of the office."""
    sink = f"sonos:{household.uid('Office')}/line_in"
    return (
        ConfigSubentryDataWithId(
            data={"source": f"{ECHO}/line_out", "sink": sink},
            subentry_id="cable",
            subentry_type="cable",
            title="Kitchen Echo to Office",
            unique_id=None,
        ),
    )


async def connect(home: Home) -> dict[str, object]:
    """Connect two rooms to the Echo."""
    rooms = [home.room(name) for name in ROOMS]
    return await home.act(
        "connect", source=home.output(KITCHEN), entity_id=rooms, take=True
    )


async def test_an_echo_is_heard_in_two_rooms_by_its_cable(home: Home) -> None:
    """Its jack is turned to out, and the rooms play what comes in there."""
    assert home.amazon.jack(KITCHEN) == "INPUT"
    answer = await connect(home)

    assert answer["verdict"] == "active"
    assert home.amazon.jack(KITCHEN) == "OUTPUT"
    leader = home.household.leader_of("Kitchen")
    assert set(home.household.group_of("Kitchen")) == set(ROOMS)
    line_in = f"x-rincon-stream:{home.household.uid('Office')}"
    assert home.household.uri(leader) == line_in
    assert home.household.state(leader) == "PLAYING"
    assert home.shows(home.output(KITCHEN)) == INTO_OFFICE


async def test_bluetooth_is_let_go_for_the_cable(home: Home) -> None:
    """It silences the jack; one asks for both or gets the cable."""
    await home.connect(KITCHEN, JBL)
    answer = await connect(home)

    assert answer["verdict"] == "active"
    assert home.amazon.connected(KITCHEN) is None


async def test_the_cable_can_be_chosen_and_left(home: Home) -> None:
    """Back at its own speaker, the room at the end of the cable is silent."""
    output = home.output(KITCHEN)
    assert INTO_OFFICE in home.state(output).attributes["options"]
    await home.choose(output, INTO_OFFICE)
    assert home.shows(output) == INTO_OFFICE
    assert home.household.state("Office") == "PLAYING"

    await home.choose(output, "Built-in speaker")
    assert home.shows(output) == "Built-in speaker"
    line_in = f"x-rincon-stream:{home.household.uid('Office')}"
    assert home.household.uri("Office") != line_in


async def test_when_the_room_fails_the_echo_gets_everything_back(home: Home) -> None:
    """Jack and Bluetooth are as they were before."""
    await home.connect(KITCHEN, JBL)
    home.household.vanish_when("Kitchen", after=("Bedroom", "SetAVTransportURI"))
    with pytest.raises(HomeAssistantError, match="Kitchen"):
        await connect(home)

    assert home.amazon.connected(KITCHEN) == JBL
    assert home.amazon.jack(KITCHEN) == "INPUT"
