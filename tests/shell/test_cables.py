"""Declaring cables into Sonos players: which jack leads into which line-in."""

from dataclasses import replace

import pytest
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, InvalidData
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.speaker_switchboard.core.declared import Cable
from custom_components.speaker_switchboard.core.house import House, Link
from custom_components.speaker_switchboard.core.port import PortId
from custom_components.speaker_switchboard.subentries import cables

from ..core.sketch import Room, house, room
from .drawn import Drawing, entry_of_what_is_drawn  # noqa: F401 - a fixture
from .forms import answer, begin, change, declare, offered, suggested

HOME = house(
    kitchen=Room(family="echo"),
    studio=Room(family="echo", outputs=["bluetooth_out", "line_out"]),
    hallway=Room(line_in="Line-In", outputs=["line_out"]),
    office=Room(line_in="Deck", tv_in="TV"),
    mixer=Room(family="bridge", outputs=["line_out:A", "line_out:B"]),
    bath=Room(family="bluetooth"),
    avr=Room(family="player", inputs=["line_in:CD"]),
)
KITCHEN, STUDIO = "kitchen/line_out", "studio/line_out"
HALLWAY, OFFICE = "hallway/line_in", "office/line_in"


@pytest.fixture
def drawing() -> Drawing:
    """Draw a house with two Echos, two players with a line-in, and a mixer."""
    return Drawing(house=HOME)


async def add(
    hass: HomeAssistant, entry: MockConfigEntry, source: str, sink: str
) -> str:
    """Declare a cable into a Sonos player and return its id."""
    done = await declare(hass, entry, "cable", source=source, sink=sink)
    assert done["type"] is FlowResultType.CREATE_ENTRY
    return str(list(entry.subentries)[-1])


# Declaring


async def test_a_cable_leads_from_an_echo_into_a_line_in(
    hass: HomeAssistant, entry: MockConfigEntry, drawing: Drawing
) -> None:
    """It is called by both of its ends, and the house is looked at anew, once."""
    flow = await begin(hass, entry, "cable")
    assert flow["step_id"] == "user"
    assert suggested(flow) == {}

    done = await answer(hass, flow, source=KITCHEN, sink=HALLWAY)

    assert done["type"] is FlowResultType.CREATE_ENTRY
    assert done["title"] == "Kitchen → Hallway: Line-In"
    assert done["data"] == {"source": KITCHEN, "sink": HALLWAY}
    assert drawing.looked_at == 1
    assert cables(entry) == (Cable(source=PortId(KITCHEN), sink=PortId(HALLWAY)),)


async def test_the_house_has_the_cable_while_both_of_its_devices_are_there(
    hass: HomeAssistant, entry: MockConfigEntry, drawing: Drawing
) -> None:
    """It comes and goes with them, without being declared again."""
    await add(hass, entry, KITCHEN, HALLWAY)
    ways = {Link(source=PortId(KITCHEN), sink=PortId(HALLWAY))}
    assert entry.runtime_data.house.ways == ways

    drawing.draw(house(kitchen=Room(family="echo")))
    assert entry.runtime_data.house.ways == frozenset()
    drawing.draw(HOME)
    assert entry.runtime_data.house.ways == ways


async def test_it_begins_at_an_echo_or_at_whatever_has_an_output(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """An Echo is listed though nobody knows of its jack; a speaker is not."""
    flow = await begin(hass, entry, "cable")

    assert offered(flow, "source") == {
        "hallway/line_out": "Hallway",
        KITCHEN: "Kitchen",
        "mixer/line_out:A": "Mixer: A",
        "mixer/line_out:B": "Mixer: B",
        STUDIO: "Studio",
    }
    labels = list(offered(flow, "source").values())
    assert labels == sorted(labels)


async def test_it_ends_at_the_line_ins_of_sonos_players(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Nothing is plugged into a TV input, and receivers are asked for otherwise."""
    flow = await begin(hass, entry, "cable")

    assert offered(flow, "sink") == {
        HALLWAY: "Hallway: Line-In",
        OFFICE: "Office: Deck",
    }


async def test_what_is_not_in_the_house_is_not_taken(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """A form that was not filled in by a person is turned away."""
    flow = await begin(hass, entry, "cable")

    for source, sink in [("cellar/line_out", HALLWAY), (KITCHEN, "office/tv_in")]:
        with pytest.raises(InvalidData):
            await answer(hass, flow, source=source, sink=sink)


async def test_into_one_input_goes_one_cable(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Neither the same cable again nor another one; another input is free."""
    await add(hass, entry, KITCHEN, HALLWAY)
    flow = await begin(hass, entry, "cable")
    for source in (KITCHEN, STUDIO):
        flow = await answer(hass, flow, source=source, sink=HALLWAY)
        assert flow["errors"] == {"sink": "input_taken"}
        assert suggested(flow) == {"source": source, "sink": HALLWAY}

    done = await answer(hass, flow, source=STUDIO, sink=OFFICE)

    assert done["type"] is FlowResultType.CREATE_ENTRY


async def test_one_output_may_have_two_cables(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """There are plugs with two ends."""
    await add(hass, entry, KITCHEN, HALLWAY)
    await add(hass, entry, KITCHEN, OFFICE)

    assert len(cables(entry)) == 2


async def test_a_cable_leads_to_another_device(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """From an output into an input of the same player is no way to anywhere."""
    given = {"source": "hallway/line_out", "sink": HALLWAY}

    flow = await declare(hass, entry, "cable", **given)

    assert flow["errors"] == {"sink": "same_device"}


async def test_without_an_output_there_is_nothing_to_plug_in(
    hass: HomeAssistant, entry: MockConfigEntry, drawing: Drawing
) -> None:
    """The way out is said."""
    drawing.draw(house(office=Room(line_in="Deck")))

    flow = await begin(hass, entry, "cable")

    assert flow["type"] is FlowResultType.ABORT
    assert flow["reason"] == "no_outputs"


# Changing


async def test_a_cable_is_plugged_in_elsewhere_and_stays_the_same_one(
    hass: HomeAssistant, entry: MockConfigEntry, drawing: Drawing
) -> None:
    """It keeps its id, is called by its new ends, and is looked at once."""
    cable = await add(hass, entry, KITCHEN, HALLWAY)
    drawing.looked_at = 0
    flow = await change(hass, entry, cable)
    assert flow["step_id"] == "reconfigure"
    assert suggested(flow) == {"source": KITCHEN, "sink": HALLWAY}

    done = await answer(hass, flow, source=STUDIO, sink=OFFICE)

    assert done["reason"] == "reconfigure_successful"
    assert list(entry.subentries) == [cable]
    assert entry.subentries[cable].title == "Studio → Office: Deck"
    assert entry.subentries[cable].data == {"source": STUDIO, "sink": OFFICE}
    assert drawing.looked_at == 1


async def test_its_own_input_is_not_taken(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Only the other end was plugged in elsewhere."""
    cable = await add(hass, entry, KITCHEN, HALLWAY)
    await add(hass, entry, KITCHEN, OFFICE)
    flow = await change(hass, entry, cable)
    flow = await answer(hass, flow, source=STUDIO, sink=OFFICE)
    assert flow["step_id"] == "reconfigure"
    assert flow["errors"] == {"sink": "input_taken"}

    done = await answer(hass, flow, source=STUDIO, sink=HALLWAY)

    assert done["reason"] == "reconfigure_successful"


async def test_what_is_away_can_stay_chosen(
    hass: HomeAssistant, entry: MockConfigEntry, drawing: Drawing
) -> None:
    """By the names it had, also where the house is empty today."""
    cable = await add(hass, entry, KITCHEN, HALLWAY)
    drawing.draw(House())
    flow = await change(hass, entry, cable)
    assert offered(flow, "source") == {KITCHEN: "Kitchen"}
    assert offered(flow, "sink") == {HALLWAY: "Hallway: Line-In"}

    await answer(hass, flow, **suggested(flow))

    assert entry.subentries[cable].title == "Kitchen → Hallway: Line-In"


async def test_what_was_renamed_is_called_by_its_new_name(
    hass: HomeAssistant, entry: MockConfigEntry, drawing: Drawing
) -> None:
    """Names in the list are those of today, and the id those of always."""
    cable = await add(hass, entry, KITCHEN, HALLWAY)
    devices = dict(HOME.devices)
    devices[room("kitchen")] = replace(devices[room("kitchen")], name="Cooking")
    drawing.draw(replace(HOME, devices=devices))

    flow = await change(hass, entry, cable)

    assert offered(flow, "source")[KITCHEN] == "Cooking"


async def test_a_cable_with_a_title_of_its_own_shows_its_ends_by_their_ids(
    hass: HomeAssistant, entry: MockConfigEntry, drawing: Drawing
) -> None:
    """Where neither the house nor the title tells a name."""
    cable = await add(hass, entry, KITCHEN, HALLWAY)
    hass.config_entries.async_update_subentry(
        entry, entry.subentries[cable], title="Black"
    )
    drawing.draw(House())

    flow = await change(hass, entry, cable)

    assert offered(flow, "source") == {KITCHEN: "Black"}
    assert offered(flow, "sink") == {HALLWAY: HALLWAY}


async def test_a_cable_that_cannot_be_read_can_be_declared_anew(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Its form is empty, and saving it mends it."""
    cable = await add(hass, entry, KITCHEN, HALLWAY)
    hass.config_entries.async_update_subentry(
        entry, entry.subentries[cable], data={"source": KITCHEN}
    )
    await hass.async_block_till_done()
    flow = await change(hass, entry, cable)
    assert suggested(flow) == {}

    await answer(hass, flow, source=KITCHEN, sink=OFFICE)

    assert [one.sink for one in cables(entry)] == [OFFICE]


async def test_a_device_that_went_while_the_form_was_open_is_called_by_its_id(
    hass: HomeAssistant, entry: MockConfigEntry, drawing: Drawing
) -> None:
    """What was offered is taken; the cable waits until the device is back."""
    flow = await begin(hass, entry, "cable")
    drawing.draw(house(studio=Room(family="echo")))

    done = await answer(hass, flow, source=KITCHEN, sink=HALLWAY)

    assert done["title"] == f"{KITCHEN} → {HALLWAY}"
