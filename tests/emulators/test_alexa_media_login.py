"""A session that ends is hard to see, and harder to mend."""

import gc
from datetime import timedelta
from typing import Any

import pytest
from alexapy import AlexapyLoginError
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import Event, HomeAssistant

from emulators.amazon import Amazon, Fault, Kind

from ..patience import until
from .amp import BLUETOOTH, DOMAIN, PAIR, Amp, account_of

REGISTER = "/auth/register"
RELOGIN = "alexa_media_relogin_required"
FORM_AFTER = "custom_components.alexa_media.config_flow._FORM_AFTER"
STREAM = "/v20160207/directives"


@pytest.fixture
def unretrieved(hass: HomeAssistant) -> list[dict[str, Any]]:
    """Return what tasks nobody waits for have failed with, so far."""
    failed: list[dict[str, Any]] = []
    hass.loop.set_exception_handler(lambda _loop, context: failed.append(context))
    return failed


def cut_the_stream(amp: Amp) -> None:
    """Let Amazon end the push stream."""
    cloud = amp.amazon.cloud
    amp.amazon.do(lambda: cloud.streams.cut(cloud.account_named("home")))


def flows(amp: Amp) -> list[str]:
    """Return where the sign-ins that somebody is asked for come from."""
    progress = amp.hass.config_entries.flow.async_progress_by_handler(DOMAIN)
    return [flow["context"]["source"] for flow in progress]


def is_signed_in(amp: Amp) -> bool:
    """Tell whether the login thinks so."""
    return bool(amp.login.status.get("login_successful"))


async def refused(amp: Amp) -> None:
    """Choose a source, and let Amazon answer that nobody is signed in."""
    amp.amazon.fail(Fault(on=PAIR, status=401, times=1))
    await amp.choose("Kitchen Echo", "JBL Flip 6")
    await until(lambda: not is_signed_in(amp))
    await amp.rests()
    amp.amazon.forget_calls()


async def test_a_session_that_ends_is_noticed_by_nobody(
    amp: Amp, unretrieved: list[dict[str, Any]]
) -> None:
    """The entry stays loaded, the players idle, and nobody is asked to sign in."""
    await refused(amp)
    gc.collect()
    assert [type(each["exception"]) for each in unretrieved] == [AlexapyLoginError]
    assert amp.entry.state is ConfigEntryState.LOADED
    assert amp.state("Kitchen Echo").state == "idle"
    assert flows(amp) == []


async def test_from_then_on_amazon_is_not_asked(
    amp: Amp, unretrieved: list[dict[str, Any]]
) -> None:
    """Not by a poll, which calls itself a success, and not by another choice."""
    events: list[Event] = []
    amp.hass.bus.async_listen(RELOGIN, events.append)
    await refused(amp)
    await amp.refresh()
    await amp.choose("Kitchen Echo", "Bose Mini")
    await amp.rests()
    gc.collect()
    assert amp.asked() == []
    assert amp.entry.runtime_data.coordinator.last_update_success
    assert flows(amp) == []
    assert events == []
    assert [str(each["exception"]) for each in unretrieved] == [
        "Unauthorized",
        "Login error detected; not contacting API",
    ]


@pytest.mark.usefixtures("unretrieved")
async def test_an_update_of_a_player_signs_in_again(amp: Amp) -> None:
    """If Amazon accepts, everything works as before."""
    await refused(amp)
    await amp.nudge("Kitchen Echo")
    assert REGISTER in amp.asked()
    assert is_signed_in(amp)

    await amp.choose("Kitchen Echo", "JBL Flip 6")
    await amp.sees("Kitchen Echo", "JBL Flip 6")
    assert flows(amp) == []


@pytest.mark.usefixtures("unretrieved")
async def test_an_update_that_amazon_refuses_asks_a_person(amp: Amp) -> None:
    """By a form, and by a notification."""
    required: list[Event] = []
    amp.hass.bus.async_listen(RELOGIN, required.append)
    await refused(amp)
    amp.amazon.expire("home", renewable=False)
    await amp.nudge("Kitchen Echo")
    await amp.rests()
    assert flows(amp) == ["reauth"]
    assert len(required) == 1
    assert required[0].data["email"] == "h**e@e*********m"
    assert required[0].data["url"] == "amazon.com"
    assert len(amp.hass.data["persistent_notification"]) == 1


async def test_a_poll_that_is_refused_asks_a_person(amp: Amp) -> None:
    """The entry stays loaded meanwhile."""
    amp.amazon.expire("home", renewable=False)
    await amp.refresh()
    await amp.rests()
    assert flows(amp) == ["reauth"]
    assert amp.entry.state is ConfigEntryState.LOADED
    assert not is_signed_in(amp)


async def test_a_poll_that_is_refused_signs_in_again_by_itself(amp: Amp) -> None:
    """If Amazon accepts that, nobody learns of it."""
    amp.amazon.expire("home", renewable=True)
    await amp.refresh()
    assert amp.entry.runtime_data.coordinator.last_update_success
    assert is_signed_in(amp)
    assert flows(amp) == []


async def test_the_form_stays_until_amazon_accepts(amp: Amp) -> None:
    """Then the account is loaded anew."""
    amp.amazon.expire("home", renewable=False)
    await amp.refresh()
    await amp.rests()
    (flow,) = amp.hass.config_entries.flow.async_progress_by_handler(DOMAIN)
    configure = amp.hass.config_entries.flow.async_configure
    refused = await configure(flow["flow_id"], {})
    amp.amazon.restore("home")
    accepted = await configure(flow["flow_id"], {})
    await amp.rests()
    assert refused["errors"] == {"base": "invalid_auth"}
    assert accepted["reason"] == "reauth_successful"
    assert amp.entry.state is ConfigEntryState.LOADED
    assert is_signed_in(amp)
    await amp.choose("Kitchen Echo", "JBL Flip 6")
    await amp.sees("Kitchen Echo", "JBL Flip 6")


async def test_long_after_the_last_sign_in_the_form_comes_late(
    amp: Amp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until it does, nothing shows that somebody has to sign in."""
    monkeypatch.setattr(FORM_AFTER, 0.2)
    amp.login.stats["login_timestamp"] -= timedelta(hours=1)
    amp.amazon.expire("home", renewable=False)
    await amp.refresh()
    assert flows(amp) == []
    await until(lambda: flows(amp) == ["reauth"])


async def test_an_account_that_cannot_sign_in_is_not_loaded(
    hass: HomeAssistant, cloud: Amazon, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And somebody is asked to."""
    monkeypatch.setattr(FORM_AFTER, 0)
    cloud.expire("home", renewable=False)
    async with account_of(hass, cloud) as home:
        assert home.entry.state is ConfigEntryState.SETUP_ERROR
        assert flows(home) == ["reauth"]


async def test_an_amazon_that_is_not_there_is_tried_again(
    hass: HomeAssistant, cloud: Amazon
) -> None:
    """Nobody is asked to sign in for that."""
    cloud.fail(Fault(kind=Kind.DROP, on="*"))
    async with account_of(hass, cloud) as home:
        assert home.entry.state is ConfigEntryState.SETUP_RETRY
        assert flows(home) == []


async def test_a_forced_logout_asks_a_person(amp: Amp) -> None:
    """As if Amazon had ended the session."""
    await amp.hass.services.async_call(DOMAIN, "force_logout", blocking=True)
    await amp.rests()
    assert flows(amp) == ["reauth"]


async def test_the_library_says_who_is_signed_out(amp: Amp) -> None:
    """Only to who waits for it."""
    amp.amazon.fail(Fault(on=PAIR, status=401))
    entity = amp.account["entities"]["media_player"][amp.serial("Kitchen Echo")]
    with pytest.raises(AlexapyLoginError):
        await entity.alexa_api.set_bluetooth("AA:00:00:00:00:01")
    assert not is_signed_in(amp)


async def test_a_stream_that_ends_is_opened_again(amp: Amp) -> None:
    """And the account is polled, for what was missed meanwhile."""
    amp.account["http2_lastattempt"] -= 6
    cut_the_stream(amp)
    await until(lambda: BLUETOOTH in amp.asked())
    await amp.rests()
    assert amp.asked(STREAM) == [STREAM]
    assert amp.amazon.listeners("home") == 1


async def test_a_stream_that_ends_soon_stays_away(amp: Amp) -> None:
    """Within five seconds of its beginning; and no poll comes any sooner for it."""
    cut_the_stream(amp)
    await until(lambda: amp.amazon.listeners("home") == 0)
    await until(lambda: amp.account["http2"] is None)
    await amp.rests()
    assert amp.asked(STREAM) == []
    assert amp.entry.runtime_data.coordinator.update_interval.total_seconds() == 600
