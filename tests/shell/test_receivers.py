"""Declaring cables into receivers: the inputs of what others call media players."""

import pytest
from homeassistant.config_entries import SubentryFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, InvalidData
from homeassistant.helpers import entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.speaker_switchboard.core.port import name_of
from custom_components.speaker_switchboard.subentries import cables

from ..core.sketch import Room, house
from .drawn import Drawing, entry_of_what_is_drawn  # noqa: F401 - a fixture
from .forms import answer, begin, change, declare, offered, selector_of, suggested

HOME = house(
    kitchen=Room(family="echo"),
    studio=Room(family="echo"),
    hallway=Room(line_in="Line-In"),
)
KITCHEN, STUDIO = "kitchen/line_out", "studio/line_out"
HALLWAY = "hallway/line_in"


@pytest.fixture
def drawing() -> Drawing:
    """Draw a house with two Echos and a player with a line-in."""
    return Drawing(house=HOME)


@pytest.fixture
def receiver(hass: HomeAssistant) -> er.RegistryEntry:
    """Let another integration have a receiver that is on."""
    entity = er.async_get(hass).async_get_or_create(
        "media_player", "denon", "1", suggested_object_id="receiver"
    )
    lists(hass, ["CD", "TV/SAT", "HDMI 1: Xbox"])
    return entity


def lists(hass: HomeAssistant, sources: object) -> None:
    """Let the receiver list inputs."""
    attributes = {"friendly_name": "Receiver", "source_list": sources}
    hass.states.async_set("media_player.receiver", "on", attributes)


async def plug_into(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    receiver: er.RegistryEntry,
    source: str = KITCHEN,
) -> SubentryFlowResult:
    """Declare a cable into a receiver, but for the input."""
    given = {"source": source, "receiver": receiver.entity_id}
    return await declare(hass, entry, "cable", **given)


def inputs_in(flow: SubentryFlowResult) -> list[str]:
    """Return the inputs of a receiver that can be chosen."""
    found: list[str] = selector_of(flow, "input")["options"]
    return found


@pytest.mark.parametrize("ends", [(), ("sink", "receiver")])
async def test_a_cable_has_one_end(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    receiver: er.RegistryEntry,
    ends: tuple[str, ...],
) -> None:
    """Not none and not two."""
    both = {"sink": HALLWAY, "receiver": receiver.entity_id}
    given = {end: both[end] for end in ends} | {"source": KITCHEN}

    flow = await declare(hass, entry, "cable", **given)

    assert flow["errors"] == {"base": "one_end"}
    assert suggested(flow) == given


async def test_a_cable_leads_into_an_input_of_a_receiver(
    hass: HomeAssistant, entry: MockConfigEntry, receiver: er.RegistryEntry
) -> None:
    """Its inputs are those it lists, under the names it wants to hear."""
    flow = await plug_into(hass, entry, receiver)
    assert flow["step_id"] == "input"
    assert flow["description_placeholders"] == {"receiver": "Receiver"}
    assert inputs_in(flow) == ["CD", "TV/SAT", "HDMI 1: Xbox"]
    assert suggested(flow) == {}

    done = await answer(hass, flow, input="TV/SAT")

    assert done["title"] == "Kitchen → Receiver: TV/SAT"
    (cable,) = cables(entry)
    assert cable.sink == f"player:{receiver.id}/line_in:TV%2FSAT"
    assert name_of(cable.sink) == "TV/SAT"


@pytest.mark.parametrize("sources", [None, [], "CD", 7, [7, None, " ", "x" * 256]])
async def test_an_input_that_is_not_listed_can_be_typed(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    receiver: er.RegistryEntry,
    sources: object,
) -> None:
    """A receiver that is off may list none, or nonsense."""
    lists(hass, sources)
    flow = await plug_into(hass, entry, receiver)
    assert inputs_in(flow) == []

    done = await answer(hass, flow, input=" Phono ")

    assert done["title"] == "Kitchen → Receiver: Phono"
    assert done["data"]["sink"] == f"player:{receiver.id}/line_in:Phono"


@pytest.mark.parametrize(
    ("typed", "error"),
    [("", "no_input"), (" \n", "no_input"), ("x" * 65, "input_too_long")],
)
async def test_an_input_needs_a_name(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    receiver: er.RegistryEntry,
    typed: str,
    error: str,
) -> None:
    """One that a receiver can be told."""
    flow = await plug_into(hass, entry, receiver)

    flow = await answer(hass, flow, input=typed)

    assert flow["step_id"] == "input"
    assert flow["errors"] == {"input": error}
    done = await answer(hass, flow, input="CD")
    assert done["type"] is FlowResultType.CREATE_ENTRY


async def test_what_a_receiver_calls_its_inputs_is_sent_back_as_it_is(
    hass: HomeAssistant, entry: MockConfigEntry, receiver: er.RegistryEntry
) -> None:
    """But shown on one line, and the first 64 are enough."""
    strange = "x" * 70 + "\n\u202e"
    lists(hass, [strange, "CD", "CD", *map(str, range(10_000))])
    flow = await plug_into(hass, entry, receiver)
    assert len(inputs_in(flow)) == 64
    assert inputs_in(flow)[:3] == [strange, "CD", "0"]

    done = await answer(hass, flow, input=strange)

    assert name_of(done["data"]["sink"]) == strange
    assert done["title"] == f"Kitchen → Receiver: {'x' * 64}"


async def test_into_one_input_of_a_receiver_goes_one_cable(
    hass: HomeAssistant, entry: MockConfigEntry, receiver: er.RegistryEntry
) -> None:
    """The form stays, and another input can be chosen."""
    await answer(hass, await plug_into(hass, entry, receiver), input="CD")
    flow = await plug_into(hass, entry, receiver, STUDIO)

    flow = await answer(hass, flow, input="CD")

    assert flow["errors"] == {"input": "input_taken"}
    assert suggested(flow) == {"input": "CD"}
    done = await answer(hass, flow, input="TV/SAT")
    assert done["type"] is FlowResultType.CREATE_ENTRY


async def test_a_player_that_cannot_be_remembered_is_refused(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Without an id of its own it would be another one after it was renamed."""
    hass.states.async_set("media_player.yaml", "on", {"source_list": ["CD"]})
    given = {"source": KITCHEN, "receiver": "media_player.yaml"}

    flow = await declare(hass, entry, "cable", **given)

    assert flow["step_id"] == "user"
    assert flow["errors"] == {"receiver": "not_registered"}


@pytest.mark.parametrize("platform", ["sonos", "alexa_devices", "alexa_media"])
async def test_players_that_are_known_otherwise_are_no_receivers(
    hass: HomeAssistant, entry: MockConfigEntry, platform: str
) -> None:
    """Not in the list, and neither by their name nor by their id."""
    registry = er.async_get(hass)
    entity = registry.async_get_or_create("media_player", platform, "1")
    flow = await begin(hass, entry, "cable")
    excluded = selector_of(flow, "receiver")["exclude_entities"]
    assert excluded == [entity.entity_id]
    with pytest.raises(InvalidData):
        await answer(hass, flow, source=KITCHEN, receiver=entity.entity_id)

    flow = await answer(hass, flow, source=KITCHEN, receiver=entity.id)

    assert flow["errors"] == {"receiver": "not_registered"}


async def test_a_lamp_is_no_receiver(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Not even by its id, which does not show what it is."""
    lamp = er.async_get(hass).async_get_or_create("light", "hue", "1")

    flow = await declare(hass, entry, "cable", source=KITCHEN, receiver=lamp.id)

    assert flow["errors"] == {"receiver": "not_registered"}


async def test_a_receiver_that_shows_nothing_is_called_what_its_maker_calls_it(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Its integration may not have been started yet."""
    registry = er.async_get(hass)
    named = registry.async_get_or_create(
        "media_player", "denon", "2", original_name="AVR\n1000"
    )
    nameless = registry.async_get_or_create("media_player", "denon", "3")
    for entity, name in [(named, "AVR 1000"), (nameless, nameless.entity_id)]:
        flow = await answer(
            hass,
            await begin(hass, entry, "cable"),
            source=KITCHEN,
            receiver=entity.entity_id,
        )
        assert flow["description_placeholders"] == {"receiver": name}
        assert inputs_in(flow) == []


async def test_a_cable_moves_to_a_receiver_and_from_input_to_input(
    hass: HomeAssistant, entry: MockConfigEntry, receiver: er.RegistryEntry
) -> None:
    """Each form begins with what was chosen before."""
    flow = await begin(hass, entry, "cable")
    await answer(hass, flow, source=KITCHEN, sink=HALLWAY)
    (cable,) = entry.subentries
    given = {"source": KITCHEN, "receiver": receiver.entity_id}
    flow = await change(hass, entry, cable)
    flow = await answer(hass, flow, **given)
    assert suggested(flow) == {}
    await answer(hass, flow, input="CD")

    flow = await change(hass, entry, cable)
    assert suggested(flow) == given
    assert set(offered(flow, "sink")) == {HALLWAY}
    flow = await answer(hass, flow, **given)
    assert suggested(flow) == {"input": "CD"}
    await answer(hass, flow, input="TV/SAT")

    (now,) = entry.subentries.values()
    assert now.subentry_id == cable
    assert now.title == "Kitchen → Receiver: TV/SAT"


async def test_a_receiver_that_was_removed_has_to_be_chosen_anew(
    hass: HomeAssistant, entry: MockConfigEntry, receiver: er.RegistryEntry
) -> None:
    """Nobody knows where the cable leads now."""
    flow = await plug_into(hass, entry, receiver)
    await answer(hass, flow, input="CD")
    er.async_get(hass).async_remove(receiver.entity_id)

    (cable,) = entry.subentries
    flow = await change(hass, entry, cable)

    assert suggested(flow) == {"source": KITCHEN}


async def test_another_receiver_has_other_inputs(
    hass: HomeAssistant, entry: MockConfigEntry, receiver: er.RegistryEntry
) -> None:
    """What was chosen of the one is not suggested of the other."""
    flow = await plug_into(hass, entry, receiver)
    await answer(hass, flow, input="CD")
    (cable,) = entry.subentries
    other = er.async_get(hass).async_get_or_create("media_player", "denon", "2")

    flow = await change(hass, entry, cable)
    flow = await answer(hass, flow, source=KITCHEN, receiver=other.entity_id)

    assert flow["step_id"] == "input"
    assert suggested(flow) == {}
