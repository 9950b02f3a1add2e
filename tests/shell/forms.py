"""Filling in the forms of subentries, as a person does on the page of the entry."""

import json
from pathlib import Path
from typing import Any

from homeassistant.config_entries import SOURCE_USER, ConfigEntry, SubentryFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from pytest_homeassistant_custom_component.common import MockConfigEntry

import custom_components.speaker_switchboard as integration

WORDS = json.loads(
    (Path(integration.__file__).parent / "translations" / "en.json").read_text("utf-8")
)["config_subentries"]


async def begin(
    hass: HomeAssistant, entry: ConfigEntry[Any], kind: str
) -> SubentryFlowResult:
    """Begin to declare something."""
    flow = await hass.config_entries.subentries.async_init(
        (entry.entry_id, kind), context={"source": SOURCE_USER}
    )
    return in_words(flow)


async def change(
    hass: HomeAssistant, entry: MockConfigEntry, subentry: str
) -> SubentryFlowResult:
    """Begin to change what was declared."""
    flow: SubentryFlowResult = await entry.start_subentry_reconfigure_flow(
        hass, subentry
    )
    return in_words(flow)


async def answer(
    hass: HomeAssistant, flow: SubentryFlowResult, **given: object
) -> SubentryFlowResult:
    """Fill in the form, and wait for what comes of it."""
    subentries = hass.config_entries.subentries
    done = await subentries.async_configure(flow["flow_id"], given)
    await hass.async_block_till_done()
    return in_words(done)


async def declare(
    hass: HomeAssistant, entry: ConfigEntry[Any], kind: str, **given: object
) -> SubentryFlowResult:
    """Fill in the first form of something new."""
    return await answer(hass, await begin(hass, entry, kind), **given)


def in_words(flow: SubentryFlowResult) -> SubentryFlowResult:
    """Check that whatever is shown next has words."""
    words = WORDS[flow["handler"][1]]
    assert {*(flow.get("errors") or {}).values()} <= words["error"].keys()
    if flow["type"] is FlowResultType.FORM:
        assert set(_fields(flow)) == words["step"][flow["step_id"]]["data"].keys()
    if flow["type"] is FlowResultType.ABORT and "translation_domain" not in flow:
        assert flow["reason"] in words["abort"]
    return flow


def offered(flow: SubentryFlowResult, field: str) -> dict[str, str]:
    """Return what can be chosen in a field, in order, and what it is called."""
    options = _fields(flow)[field].config["options"]
    return {option["value"]: option["label"] for option in options}


def suggested(flow: SubentryFlowResult) -> dict[str, Any]:
    """Return what the fields of a form are filled in with."""
    schema = flow["data_schema"]
    assert schema is not None
    return {
        str(field): field.description["suggested_value"]
        for field in schema.schema
        if field.description
    }


def _fields(flow: SubentryFlowResult) -> dict[str, Any]:
    """Return the selectors of a form, by field."""
    schema = flow["data_schema"]
    assert schema is not None
    return {str(field): selector for field, selector in schema.schema.items()}


def selector_of(flow: SubentryFlowResult, field: str) -> dict[str, Any]:
    """Return how a field is asked for."""
    config: dict[str, Any] = _fields(flow)[field].config
    return config
