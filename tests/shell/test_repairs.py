"""What a person has to mend outside of this integration."""

import logging
from collections.abc import AsyncGenerator

import pytest
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.loader import async_get_integration
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.speaker_switchboard.core.house import House
from custom_components.speaker_switchboard.repairs import async_update_issues

from .conftest import DOMAIN
from .drawn import Drawing, living_in

NOBODY: frozenset[str] = frozenset()


@pytest.fixture
async def account(hass: HomeAssistant) -> MockConfigEntry:
    """Let core's integration hold an account, under its e-mail."""
    await async_get_integration(hass, "alexa_devices")
    return an_account(hass, "alexa_devices")


@pytest.fixture
async def entry(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> AsyncGenerator[MockConfigEntry]:
    """Set the integration up."""
    async with living_in(hass, monkeypatch, Drawing(house=House())) as entry:
        yield entry


def an_account(hass: HomeAssistant, domain: str) -> MockConfigEntry:
    """Add the entry of an account."""
    entry = MockConfigEntry(domain=domain, title="someone@example.org")
    entry.add_to_hass(hass)
    return entry


def issues(hass: HomeAssistant) -> dict[str, ir.IssueEntry]:
    """Return our issues by id."""
    shown = ir.async_get(hass).issues.items()
    return {issue: it for (domain, issue), it in shown if domain == DOMAIN}


async def test_an_account_that_was_signed_out_is_said(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """The integration that holds it is named, and no e-mail."""
    async_update_issues(hass, frozenset({account.entry_id}))

    (issue,) = issues(hass).values()
    assert issue.issue_id == f"signed_out_{account.entry_id}"
    assert issue.severity is ir.IssueSeverity.ERROR
    assert issue.is_fixable is False
    assert issue.is_persistent is False
    assert issue.translation_key == "signed_out"
    assert issue.translation_placeholders == {"integration": "Alexa Devices"}
    assert (issue.learn_more_url or "").endswith("/docs/troubleshooting.md")


async def test_it_goes_away_when_somebody_signed_in_again(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """Each account for itself; those of other integrations stay."""
    other = an_account(hass, "alexa_devices")
    ir.async_create_issue(
        hass,
        "sonos",
        f"signed_out_{other.entry_id}",
        is_fixable=False,
        severity=ir.IssueSeverity.WARNING,
        translation_key="signed_out",
    )
    both = frozenset({account.entry_id, other.entry_id})
    async_update_issues(hass, both)
    assert len(issues(hass)) == 2

    async_update_issues(hass, both - {other.entry_id})
    assert issues(hass).keys() == {f"signed_out_{account.entry_id}"}
    async_update_issues(hass, NOBODY)
    assert issues(hass) == {}
    assert len(ir.async_get(hass).issues) == 1


async def test_it_leaves_our_other_issues_alone(hass: HomeAssistant) -> None:
    """Only what it has shown itself is taken back."""
    ir.async_create_issue(
        hass,
        DOMAIN,
        "something_else",
        is_fixable=False,
        severity=ir.IssueSeverity.WARNING,
        translation_key="something_else",
    )

    async_update_issues(hass, NOBODY)

    assert issues(hass).keys() == {"something_else"}


async def test_an_account_that_was_removed_is_not_missed(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """Nobody can sign in to what is not there any more; nor has anybody to."""
    async_update_issues(hass, frozenset({account.entry_id}))
    await hass.config_entries.async_remove(account.entry_id)

    async_update_issues(hass, frozenset({account.entry_id}))

    assert issues(hass) == {}


async def test_an_integration_that_is_not_loaded_is_called_by_its_domain(
    hass: HomeAssistant,
) -> None:
    """That is less kind, but no e-mail either."""
    gone = an_account(hass, "alexa_media")

    async_update_issues(hass, frozenset({gone.entry_id}))

    (issue,) = issues(hass).values()
    assert issue.translation_placeholders == {"integration": "alexa_media"}


async def test_nothing_is_left_when_the_entry_is_unloaded(
    hass: HomeAssistant, account: MockConfigEntry, entry: MockConfigEntry
) -> None:
    """Who does not look at the accounts says nothing about them."""
    async_update_issues(hass, frozenset({account.entry_id}))

    await hass.config_entries.async_unload(entry.entry_id)

    assert issues(hass) == {}


async def test_the_page_of_repairs_shows_it(
    hass: HomeAssistant,
    account: MockConfigEntry,
    hass_ws_client: WebSocketGenerator,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Home Assistant's own repairs take it, without a word about a missing fix."""
    assert await async_setup_component(hass, "repairs", {})
    async_update_issues(hass, frozenset({account.entry_id}))
    client = await hass_ws_client(hass)

    await client.send_json_auto_id({"type": "repairs/list_issues"})
    answer = await client.receive_json()

    (issue,) = answer["result"]["issues"]
    assert issue["domain"] == DOMAIN
    assert issue["translation_placeholders"] == {"integration": "Alexa Devices"}
    assert not [it for it in caplog.records if it.levelno >= logging.ERROR]
