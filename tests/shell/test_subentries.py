"""Declaring speakers, and what all that is declared has in common."""

from collections.abc import AsyncGenerator, Mapping
from types import MappingProxyType
from typing import Any

import pytest
from homeassistant.config_entries import ConfigSubentry, ConfigSubentryData
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, InvalidData
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.speaker_switchboard.core.declared import Cable, DeclaredSpeaker
from custom_components.speaker_switchboard.core.house import House
from custom_components.speaker_switchboard.core.port import PortId
from custom_components.speaker_switchboard.subentries import cables, speakers

from ..core.sketch import Room, house, room
from .conftest import DOMAIN
from .drawn import Drawing, living_in
from .forms import answer, begin, change, declare, offered, suggested

HOME = house(
    den=Room(family="echo"),
    kitchen=Room(family="echo"),
    flip=Room(family="bluetooth"),
    hallway=Room(line_in="Line-In"),
)
FLIP = {"name": "JBL Flip 6", "address": "04:CB:88:12:34:56", "senders": ["kitchen"]}


@pytest.fixture
def drawing() -> Drawing:
    """Draw a house with two Echos."""
    return Drawing(house=HOME)


@pytest.fixture
async def entry(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch, drawing: Drawing
) -> AsyncGenerator[MockConfigEntry]:
    """Live in it, with one speaker declared."""
    known = MockConfigEntry(
        domain=DOMAIN, title="Speaker Switchboard", subentries_data=[declared(FLIP)]
    )
    async with living_in(hass, monkeypatch, drawing, known) as entry:
        yield entry


def declared(
    data: Mapping[str, Any], kind: str = "speaker", title: str = "JBL Flip 6"
) -> ConfigSubentryData:
    """Return a subentry as it is stored."""
    return ConfigSubentryData(
        data=data, subentry_type=kind, title=title, unique_id=None
    )


def the_flip(entry: MockConfigEntry) -> ConfigSubentry:
    """Return the speaker that is declared from the beginning."""
    found: ConfigSubentry = next(iter(entry.subentries.values()))
    return found


# Declaring


async def test_a_speaker_is_declared_by_name_address_and_echos(
    hass: HomeAssistant, entry: MockConfigEntry, drawing: Drawing
) -> None:
    """It is kept under the name it was given, and looked for at once, once."""
    flow = await begin(hass, entry, "speaker")
    assert flow["step_id"] == "user"
    assert suggested(flow) == {}
    assert offered(flow, "senders") == {"den": "Den", "kitchen": "Kitchen"}

    done = await answer(
        hass,
        flow,
        name="  Boom\t3 ",
        address="0c-a6-94-00-11-22",
        senders=["kitchen", "den", "den"],
    )

    assert done["type"] is FlowResultType.CREATE_ENTRY
    assert done["title"] == "Boom 3"
    assert done["data"] == {
        "name": "Boom 3",
        "address": "0C:A6:94:00:11:22",
        "senders": ["den", "kitchen"],
    }
    assert drawing.looked_at == 1
    assert speakers(entry)[-1] == DeclaredSpeaker(
        name="Boom 3",
        address="0C:A6:94:00:11:22",
        senders=frozenset({room("den"), room("kitchen")}),
    )


async def test_a_name_is_enough(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Who knows no more has said enough."""
    done = await declare(hass, entry, "speaker", name="Boom 3", address=" ")

    assert done["data"] == {"name": "Boom 3", "senders": []}
    assert speakers(entry)[-1] == DeclaredSpeaker(name="Boom 3")


@pytest.mark.parametrize(
    "typed",
    [
        "0c:a6:94:00:11:22",
        "0C-A6-94-00-11-22",
        "0CA6.9400.1122",
        "0ca694001122",
        " 0C A6 94 00 11 22 ",
        "0C_A6_94_00_11_22",
    ],
)
async def test_an_address_may_be_written_in_any_way(
    hass: HomeAssistant, entry: MockConfigEntry, typed: str
) -> None:
    """It is kept as Bluetooth writes it."""
    done = await declare(hass, entry, "speaker", name="Boom", address=typed)

    assert done["data"]["address"] == "0C:A6:94:00:11:22"


@pytest.mark.parametrize(
    "typed",
    [
        "0c:a6:94:00:11",
        "0c:a6:94:00:11:22:33",
        "0c:a6:94:00:11:2g",
        "192.168.1.20",
        "0c::a6:94:00:11:22",
        "0c:a6:94:00:11:2\u0662",
        "Boom",
    ],
)
async def test_what_is_no_address_is_not_taken_for_one(
    hass: HomeAssistant, entry: MockConfigEntry, typed: str
) -> None:
    """The field says so, keeps what was typed, and can be corrected."""
    flow = await declare(hass, entry, "speaker", name="Boom", address=typed)
    assert flow["errors"] == {"address": "not_an_address"}
    assert suggested(flow) == {"name": "Boom", "address": typed, "senders": []}

    done = await answer(hass, flow, name="Boom", address="0c:a6:94:00:11:22")
    assert done["type"] is FlowResultType.CREATE_ENTRY


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", "no_name"),
        ("  ", "no_name"),
        ("\u202e\u200b\n", "no_name"),
        ("x" * 65, "name_too_long"),
        ("jbl  FLIP 6", "already_declared"),
    ],
)
async def test_a_name_that_tells_no_speaker_apart_is_refused(
    hass: HomeAssistant, entry: MockConfigEntry, typed: str, error: str
) -> None:
    """Empty, cut off, or the name of another one."""
    flow = await declare(hass, entry, "speaker", name=typed)
    assert flow["errors"] == {"name": error}
    assert len(entry.subentries) == 1

    done = await answer(hass, flow, name="x" * 64)
    assert done["title"] == "x" * 64


async def test_two_speakers_do_not_have_one_address(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """However it is written, and besides what else is wrong."""
    flow = await answer(
        hass,
        await begin(hass, entry, "speaker"),
        name="JBL Flip 6",
        address="04cb88123456",
    )

    assert flow["errors"] == {"name": "already_declared", "address": "already_declared"}


async def test_only_an_echo_can_be_paired_with(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """A form that was not filled in by a person is not taken."""
    with pytest.raises(InvalidData):
        await declare(hass, entry, "speaker", name="Boom", senders=["hallway"])


# Changing and removing


async def test_a_speaker_is_changed_and_stays_the_same_one(
    hass: HomeAssistant, entry: MockConfigEntry, drawing: Drawing
) -> None:
    """It keeps its id, may keep its name, and is looked for anew, once."""
    before = the_flip(entry).subentry_id
    flow = await change(hass, entry, before)
    assert flow["step_id"] == "reconfigure"
    assert suggested(flow) == FLIP

    done = await answer(hass, flow, name="JBL Flip 6", senders=["den"])

    assert done["type"] is FlowResultType.ABORT
    assert done["reason"] == "reconfigure_successful"
    assert list(entry.subentries) == [before]
    assert the_flip(entry).data == {"name": "JBL Flip 6", "senders": ["den"]}
    assert drawing.looked_at == 1


async def test_a_speaker_that_is_renamed_is_called_by_its_new_name(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """The list of the entry shows it, too."""
    subentry = the_flip(entry).subentry_id
    flow = await change(hass, entry, subentry)

    await answer(hass, flow, **FLIP | {"name": "Flip in the bath"})

    assert the_flip(entry).title == "Flip in the bath"


async def test_nothing_changed_is_nothing_done(
    hass: HomeAssistant, entry: MockConfigEntry, drawing: Drawing
) -> None:
    """What is under way is not cut short for it."""
    subentry = the_flip(entry).subentry_id
    flow = await change(hass, entry, subentry)

    done = await answer(hass, flow, **FLIP)

    assert done["reason"] == "reconfigure_successful"
    assert drawing.looked_at == 0


async def test_an_error_while_changing_stays_in_the_form_of_changing(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Otherwise its words would be those of adding."""
    subentry = the_flip(entry).subentry_id
    flow = await change(hass, entry, subentry)

    flow = await answer(hass, flow, name=" ")

    assert flow["step_id"] == "reconfigure"
    assert flow["errors"] == {"name": "no_name"}


async def test_an_echo_that_is_away_stays_chosen(
    hass: HomeAssistant, entry: MockConfigEntry, drawing: Drawing
) -> None:
    """Who changes the name does not unpair what is not there today."""
    drawing.draw(house(den=Room(family="echo")))
    subentry = the_flip(entry).subentry_id
    flow = await change(hass, entry, subentry)
    assert offered(flow, "senders") == {"den": "Den", "kitchen": "kitchen"}

    await answer(hass, flow, **suggested(flow) | {"name": "Flip"})

    assert the_flip(entry).data["senders"] == ["kitchen"]


async def test_a_removed_speaker_is_gone_at_once(
    hass: HomeAssistant, entry: MockConfigEntry, drawing: Drawing
) -> None:
    """The house is looked at anew, once, without it."""
    subentry = the_flip(entry).subentry_id
    assert hass.config_entries.async_remove_subentry(entry, subentry)
    await hass.async_block_till_done()

    assert speakers(entry) == ()
    assert drawing.looked_at == 1


async def test_a_new_title_of_the_entry_changes_nothing(
    hass: HomeAssistant, entry: MockConfigEntry, drawing: Drawing
) -> None:
    """A name is no reason to cut a plan short."""
    assert hass.config_entries.async_update_entry(entry, title="Our house")
    await hass.async_block_till_done()

    assert drawing.looked_at == 0


# Giving up


@pytest.mark.parametrize("kind", ["speaker", "cable"])
async def test_nothing_is_declared_while_nothing_is_known(
    hass: HomeAssistant, entry: MockConfigEntry, kind: str
) -> None:
    """An entry that is not loaded has no house to choose from."""
    await hass.config_entries.async_unload(entry.entry_id)

    flow = await begin(hass, entry, kind)

    assert flow["type"] is FlowResultType.ABORT
    assert flow["reason"] == "not_loaded"


async def test_what_is_removed_while_it_is_changed_cannot_be_changed(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Two people sit at two screens."""
    subentry = the_flip(entry).subentry_id
    flow = await change(hass, entry, subentry)
    hass.config_entries.async_remove_subentry(entry, subentry)
    await hass.async_block_till_done()

    done = await answer(hass, flow, **FLIP)

    assert done["type"] is FlowResultType.ABORT
    assert done["reason"] == "removed"


# Reading


BROKEN = [
    ("speaker", {}, "name"),
    ("speaker", {"name": ""}, "name"),
    ("speaker", {"name": 7}, "name"),
    ("speaker", {"name": "secret name", "address": "04cb88123456"}, "address"),
    ("speaker", {"name": "secret name", "senders": "kitchen"}, "senders"),
    ("speaker", {"name": "secret name", "senders": ["kitchen", 7]}, "senders.1"),
    ("cable", {"source": "kitchen/line_out"}, "sink"),
    ("cable", {"source": "kitchen/line_out", "sink": "hallway/tv_in"}, "sink"),
    ("cable", {"source": "kitchen/line_out", "sink": "/line_in"}, "sink"),
    ("cable", {"source": "kitchen/line_out", "sink": None}, "sink"),
    ("cable", {"source": "kitchen", "sink": "hallway/line_in"}, "source"),
    ("cable", {"source": "kitchen/line_in", "sink": "hallway/line_in"}, "source"),
]


@pytest.mark.parametrize(("kind", "data", "field"), BROKEN)
async def test_what_cannot_be_read_is_left_out_and_said(
    kind: str,
    data: dict[str, Any],
    field: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The rest of the house goes on, and the log tells no names."""
    whole = {"source": "kitchen/line_out", "sink": "hallway/line_in"}
    subentries = [
        declared(data, kind),
        declared(FLIP),
        declared(whole, "cable"),
        declared({"any": "thing"}, "preset"),
    ]
    entry = MockConfigEntry(domain=DOMAIN, subentries_data=subentries)

    assert [speaker.name for speaker in speakers(entry)] == ["JBL Flip 6"]
    assert cables(entry) == (
        Cable(source=PortId("kitchen/line_out"), sink=PortId("hallway/line_in")),
    )
    (record,) = caplog.records
    assert f"its {field} cannot be read" in record.message
    assert the_flip(entry).subentry_id in record.message
    assert "secret" not in record.message


async def test_what_a_newer_version_added_is_passed_over() -> None:
    """Whoever goes back to an older version keeps his speakers."""
    data = FLIP | {"plug": "switch.bath"}
    entry = MockConfigEntry(domain=DOMAIN, subentries_data=[declared(data)])

    assert speakers(entry) == (
        DeclaredSpeaker(
            name="JBL Flip 6",
            address="04:CB:88:12:34:56",
            senders=frozenset({room("kitchen")}),
        ),
    )


async def test_a_speaker_that_cannot_be_read_can_be_declared_anew(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Its form is empty, and saving it mends it."""
    subentry = the_flip(entry)
    broken = MappingProxyType({"name": 7})
    hass.config_entries.async_update_subentry(entry, subentry, data=broken)
    await hass.async_block_till_done()
    flow = await change(hass, entry, subentry.subentry_id)
    assert suggested(flow) == {}

    await answer(hass, flow, **FLIP)

    assert the_flip(entry).data == FLIP


async def test_into_each_input_goes_the_first_cable() -> None:
    """Two at once would be one too many, whoever wrote them down."""
    ends = [("kitchen", "hallway"), ("den", "hallway"), ("den", "office")]
    entry = MockConfigEntry(
        domain=DOMAIN,
        subentries_data=[
            declared({"source": f"{start}/line_out", "sink": f"{end}/line_in"}, "cable")
            for start, end in ends
        ],
    )

    assert [cable.source for cable in cables(entry)] == [
        "kitchen/line_out",
        "den/line_out",
    ]


async def test_an_empty_house_has_no_echos_to_choose_from(
    hass: HomeAssistant, entry: MockConfigEntry, drawing: Drawing
) -> None:
    """A speaker can be declared all the same."""
    drawing.draw(House())
    flow = await begin(hass, entry, "speaker")
    assert offered(flow, "senders") == {}

    done = await answer(hass, flow, name="Boom 3")

    assert done["type"] is FlowResultType.CREATE_ENTRY
