"""What can be set otherwise at any time."""

from collections.abc import AsyncGenerator

import pytest
from homeassistant.config_entries import ConfigEntryState, ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, InvalidData
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.speaker_switchboard.adapters.echo.phrases import LANGUAGES
from custom_components.speaker_switchboard.core.house import House

from .conftest import DOMAIN
from .drawn import Drawing, living_in


@pytest.fixture
def drawing() -> Drawing:
    """Draw an empty house."""
    return Drawing(house=House())


@pytest.fixture
async def entry(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch, drawing: Drawing
) -> AsyncGenerator[MockConfigEntry]:
    """Live in it, with an option that has no form."""
    known = MockConfigEntry(domain=DOMAIN, options={"timings": {"answer": 2.0}})
    async with living_in(hass, monkeypatch, drawing, known) as entry:
        yield entry


async def begin(hass: HomeAssistant, entry: MockConfigEntry) -> ConfigFlowResult:
    """Open the form."""
    flow = await hass.config_entries.options.async_init(entry.entry_id)
    assert flow["type"] is FlowResultType.FORM
    assert flow["step_id"] == "init"
    return flow


async def answer(
    hass: HomeAssistant, flow: ConfigFlowResult, **given: str
) -> ConfigFlowResult:
    """Fill in the form."""
    done = await hass.config_entries.options.async_configure(flow["flow_id"], given)
    await hass.async_block_till_done()
    return done


def suggested(flow: ConfigFlowResult) -> str | None:
    """Return the language the form begins with."""
    schema = flow["data_schema"]
    assert schema is not None
    (field,) = schema.schema
    return field.description["suggested_value"] if field.description else None


@pytest.mark.parametrize(
    ("spoken", "first"),
    [("en", "en"), ("de", "de"), ("pt-BR", "pt"), ("en-GB", "en"), ("fi", None)],
)
async def test_the_language_is_that_of_home_assistant_at_first(
    hass: HomeAssistant, entry: MockConfigEntry, spoken: str, first: str | None
) -> None:
    """Unless no Echo is told anything in it."""
    hass.config.language = spoken
    assert suggested(await begin(hass, entry)) == first


async def test_the_language_is_kept_with_the_other_options(
    hass: HomeAssistant, entry: MockConfigEntry, drawing: Drawing
) -> None:
    """It is used at once; the entry is set up anew once."""
    done = await answer(hass, await begin(hass, entry), language="de")

    assert done["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options == {"timings": {"answer": 2.0}, "language": "de"}
    assert entry.state is ConfigEntryState.LOADED
    assert drawing.looked_at == 1
    assert suggested(await begin(hass, entry)) == "de"


async def test_the_same_language_again_changes_nothing(
    hass: HomeAssistant, entry: MockConfigEntry, drawing: Drawing
) -> None:
    """What is under way is not cut short for it."""
    await answer(hass, await begin(hass, entry), language="de")
    await answer(hass, await begin(hass, entry), language="de")

    assert drawing.looked_at == 1


async def test_without_a_language_it_is_that_of_home_assistant_again(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Whatever is set there later."""
    await answer(hass, await begin(hass, entry), language="de")
    await answer(hass, await begin(hass, entry))

    assert entry.options == {"timings": {"answer": 2.0}}


async def test_a_language_that_is_not_spoken_is_not_taken(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """English is no stand-in for what an Echo does not understand."""
    assert "fi" not in LANGUAGES
    with pytest.raises(InvalidData):
        await answer(hass, await begin(hass, entry), language="fi")
