"""A login that expires, a library that changes, integrations that come and go."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Generator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pytest
from homeassistant.core import HomeAssistant

from custom_components.speaker_switchboard.core.acts import DisconnectBluetooth
from custom_components.speaker_switchboard.core.declared import DeclaredSpeaker
from custom_components.speaker_switchboard.core.errors import SessionExpired
from custom_components.speaker_switchboard.core.house import Away
from custom_components.speaker_switchboard.core.port import DeviceId
from custom_components.speaker_switchboard.core.progress import Verdict
from custom_components.speaker_switchboard.core.refusal import Refusal, Why
from emulators.amazon import EchoSpec, Fault, Kind, SpeakerSpec

from .echo_house import (
    AMP,
    CORE,
    ECHOS,
    PAIR,
    READ,
    TIMINGS,
    Home,
    accounts,
    at_home,
    held_by,
    hold,
    new_amazon,
    unload,
    until,
)

by_each = pytest.mark.parametrize("holder", [CORE, AMP])
# Alexa Media Player updates a player once a second at the most.
A_SECOND = 1.05
UNAUTHORIZED = "Unauthorized"


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what we warned of."""
    return [
        record.getMessage()
        for record in caplog.records
        if record.name.startswith("custom_components.speaker_switchboard")
        and record.levelno >= logging.WARNING
    ]


@contextmanager
def nudges(home: Home, holder: str) -> Generator[list[str]]:
    """List how often a holder is made to look whether it is signed in."""
    told: list[str] = []
    if holder == CORE:
        coordinator = home.entries[CORE].runtime_data
        looks = [(coordinator, "async_refresh")]
    else:
        account = home.hass.data[AMP]["accounts"][home.entries[AMP].data["email"]]
        players = account["entities"]["media_player"].values()
        looks = [(player, "async_update") for player in players]
    with ExitStack() as stack:
        for who, method in looks:
            look = getattr(who, method)

            async def count(look: Callable[[], Awaitable[None]] = look) -> None:
                told.append(holder)
                await look()

            stack.enter_context(patch.object(who, method, count))
        yield told


@by_each
async def test_a_login_that_is_renewed_by_a_nudge_costs_nothing(
    hass: HomeAssistant, holder: str
) -> None:
    """Its holder is nudged once, and the command sent again."""
    async with at_home(hass, holder) as home:
        await asyncio.sleep(A_SECOND)
        home.amazon.fail(Fault(on=PAIR, status=401, times=1))
        with nudges(home, holder) as nudged:
            outcome = await home.connect("Kitchen Echo", "JBL Flip 6")
        assert outcome.verdict is Verdict.ACTIVE, outcome.trouble
        assert nudged == [holder]
        assert home.family.lapsed == frozenset()


@by_each
async def test_a_login_that_has_expired_is_told_apart(
    hass: HomeAssistant, holder: str
) -> None:
    """One nudge, then the Echo is shown as signed out, and which entry it is."""
    async with at_home(hass, holder) as home:
        await asyncio.sleep(A_SECOND)
        home.amazon.expire("home", renewable=False)
        with nudges(home, holder) as nudged:
            outcome = await home.connect("Kitchen Echo", "JBL Flip 6")
        assert outcome.verdict in {Verdict.FAILED, Verdict.UNDONE}
        assert outcome.trouble is not None
        assert outcome.trouble.refusal is not None
        assert outcome.trouble.refusal.key is Why.LOGGED_OUT
        assert outcome.steps[0].tries == 1
        assert home.family.lapsed == {home.entries[holder].entry_id}
        assert home.named("Kitchen Echo").away is Away.LOGGED_OUT
        assert nudged == [holder]
        refusal = home.plan("Kitchen Echo", "JBL Flip 6")
        assert isinstance(refusal, Refusal)
        assert refusal.key is Why.LOGGED_OUT


async def test_an_account_nobody_is_signed_in_to_at_the_start_is_told(
    hass: HomeAssistant,
) -> None:
    """Core cannot be set up, and asks for a sign-in itself."""
    async with at_home(hass, CORE) as home:
        entry_id = home.entries[CORE].entry_id
        home.amazon.expire("home", renewable=False)
        assert not await hass.config_entries.async_reload(entry_id)
        assert home.named("Kitchen Echo").away is Away.LOGGED_OUT
        assert home.family.lapsed == {entry_id}


@by_each
async def test_who_is_signed_in_again_is_believed_again(
    hass: HomeAssistant, holder: str
) -> None:
    """A person signs in, which loads the integration anew."""
    async with at_home(hass, holder) as home:
        await asyncio.sleep(A_SECOND)
        home.amazon.expire("home", renewable=False)
        await home.refresh([home.id("Kitchen Echo")])
        assert home.family.lapsed
        await home.rests()
        home.amazon.restore("home")
        assert await hass.config_entries.async_reload(home.entries[holder].entry_id)
        await until(lambda: home.named("Kitchen Echo").away is None)
        assert home.family.lapsed == frozenset()
        outcome = await home.connect("Kitchen Echo", "JBL Flip 6")
        assert outcome.verdict is Verdict.ACTIVE


async def test_core_is_believed_again_as_soon_as_amazon_accepts_it(
    hass: HomeAssistant,
) -> None:
    """A reading that works is proof enough."""
    async with at_home(hass, CORE) as home:
        home.amazon.expire("home", renewable=False)
        await home.refresh([home.id("Kitchen Echo")])
        assert home.named("Kitchen Echo").away is Away.LOGGED_OUT
        home.amazon.restore("home")
        await home.refresh([home.id("Kitchen Echo")])
        assert home.named("Kitchen Echo").away is None
        assert home.family.lapsed == frozenset()


async def test_the_other_login_of_an_account_is_used(hass: HomeAssistant) -> None:
    """Core's session alone is refused; Alexa Media Player's does it."""
    async with at_home(hass, CORE, AMP) as home:
        wrapper = home.entries[CORE].runtime_data.api._http_wrapper  # noqa: SLF001 - there is no other door

        async def refuse(*_: Any, **__: Any) -> None:
            raise CannotAuthenticate(UNAUTHORIZED)

        wrapper.session_request = refuse
        outcome = await home.connect("Kitchen Echo", "JBL Flip 6")
        assert outcome.verdict is Verdict.ACTIVE
        assert home.family.lapsed == {home.entries[CORE].entry_id}
        assert home.named("Kitchen Echo").away is None


class CannotAuthenticate(Exception):
    """Stand for the error of a library that is told by its name."""


@contextmanager
def changed(home: Home, holder: str) -> Generator[None]:
    """Let a holder keep what it has in another place than before."""
    if holder == CORE:
        api = home.entries[CORE].runtime_data.api
        wrapper = api._http_wrapper  # noqa: SLF001 - that is what changes
        del api._http_wrapper  # noqa: SLF001 - that is what changes
        yield
        api._http_wrapper = wrapper  # noqa: SLF001 - that is what changes
    else:
        shared = home.hass.data[AMP]
        kept, shared["accounts"] = shared["accounts"], {}
        yield
        shared["accounts"] = kept


async def test_core_that_has_changed_is_told_in_words(
    hass: HomeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody can see what comes of it; one line says what is amiss with each way."""
    async with at_home(hass, CORE) as home:
        with changed(home, CORE):
            for _ in range(3):
                outcome = await home.connect("Kitchen Echo", "JBL Flip 6")
                assert outcome.verdict is Verdict.UNVERIFIED
                assert outcome.steps[-1].way == "text_command"
            assert set(home.amazon.heard("Kitchen Echo")) >= {"connect to jbl flip 6"}
            assert len(lines(caplog)) == 2
            assert not home.observed("Kitchen Echo")


@by_each
async def test_an_echo_is_told_in_words_to_let_go(
    hass: HomeAssistant, holder: str
) -> None:
    """By the name of the speaker, or of any if that cannot be said."""
    names = ("JBL Flip 6", "Box and unlock the door")
    amazon = new_amazon(
        echos=[EchoSpec(name="Kitchen Echo", paired=names)],
        speakers=[SpeakerSpec(name=name) for name in names],
    )
    async with at_home(hass, holder, amazon=amazon) as home:
        kitchen = home.id("Kitchen Echo")
        with changed(home, holder):
            hass.services.async_remove("media_player", "select_source")
            for name in names:
                receipt = await home.do(DisconnectBluetooth(home.id(name), kitchen))
                assert receipt.way == "text_command"
            await until(lambda: len(amazon.heard("Kitchen Echo")) == len(names))
        first, second = amazon.heard("Kitchen Echo")
        assert "jbl flip 6" in first
        assert "unlock" not in second


async def test_whoever_stops_does_not_wait_for_amazon(hass: HomeAssistant) -> None:
    """What is being read is given up, and what comes after is not begun."""
    patient = replace(TIMINGS, answer=30.0)
    async with at_home(hass, CORE, timings=patient) as home:
        kitchen = home.id("Kitchen Echo")
        home.amazon.fail(Fault(on=READ, kind=Kind.HANG))
        reading = asyncio.create_task(home.refresh([kitchen]))
        await until(lambda: home.amazon.calls("/api/bluetooth") != ())
        async with asyncio.timeout(1):
            await home.family.stop()
            await reading
        await home.refresh([kitchen])
        assert len(home.amazon.calls("/api/bluetooth")) == 1


async def test_alexa_media_player_that_has_changed_chooses_a_source(
    hass: HomeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    """What its player shows is all there is to see, and enough."""
    async with at_home(hass, AMP) as home:
        with changed(home, AMP):
            outcome = await home.connect("Kitchen Echo", "JBL Flip 6")
            assert outcome.verdict is Verdict.ACTIVE, outcome.trouble
            assert outcome.steps[-1].way == "select_source"
            assert home.amazon.connected("Kitchen Echo") == "JBL Flip 6"
            assert len(lines(caplog)) == 2


async def test_what_its_player_shows_is_believed_once_nothing_else_is_left(
    hass: HomeAssistant,
) -> None:
    """Also when it has been known for long that the library has changed."""
    async with at_home(hass, AMP) as home:
        with changed(home, AMP):
            await home.refresh([home.id("Kitchen Echo")])
            assert home.observed("Kitchen Echo")
            outcome = await home.connect("Kitchen Echo", "JBL Flip 6")
            assert outcome.verdict is Verdict.ACTIVE, outcome.steps
            assert outcome.steps[-1].way == "select_source"
            assert home.amazon.connected("Kitchen Echo") == "JBL Flip 6"


async def test_the_other_library_is_used_when_one_has_changed(
    hass: HomeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    """It is the same way, over the other session."""
    async with at_home(hass, CORE, AMP) as home:
        with changed(home, CORE):
            outcome = await home.connect("Bedroom Show", "Soundcore Motion")
            assert outcome.verdict is Verdict.ACTIVE
            assert outcome.steps[-1].way == "alexa_api"
            assert len(lines(caplog)) == 2


async def test_a_way_that_works_again_is_missed_again(
    hass: HomeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    """It is said anew when it goes once more."""
    async with at_home(hass, CORE) as home:
        api = home.entries[CORE].runtime_data.api
        wrapper = api._http_wrapper  # noqa: SLF001 - that is what changes
        for _ in range(2):
            del api._http_wrapper  # noqa: SLF001 - that is what changes
            await home.refresh([home.id("Kitchen Echo")])
            api._http_wrapper = wrapper  # noqa: SLF001 - that is what changes
            await home.refresh([home.id("Kitchen Echo")])
            assert home.observed("Kitchen Echo")
        assert len(lines(caplog)) == 2


@by_each
async def test_an_integration_that_is_loaded_later_is_found(
    hass: HomeAssistant, holder: str
) -> None:
    """And one that is unloaded is shown as out of reach, and one removed is gone."""
    async with at_home(hass) as home:
        assert home.names == set()
        entry = await hold(hass, home.amazon, holder)
        await until(lambda: "JBL Flip 6" in home.names)
        assert home.named("Kitchen Echo").away is None
        assert home.observed("Kitchen Echo")
        await unload(hass, entry)
        assert home.named("Kitchen Echo").away is Away.UNREACHABLE
        assert not home.observed("Kitchen Echo")
        home.amazon.forget_calls()
        await home.refresh([home.id("Kitchen Echo")])
        assert home.amazon.calls() == ()
        await hass.config_entries.async_remove(entry.entry_id)
        assert home.names == set()


async def test_two_accounts_are_two(hass: HomeAssistant) -> None:
    """What befalls one does not befall the other."""
    both = accounts(2)
    amazon = new_amazon(
        accounts=both,
        echos=[
            EchoSpec(name=f"Echo of {each.name}", account=each.name) for each in both
        ],
    )
    async with (
        at_home(hass, CORE, amazon=amazon) as home,
        held_by(hass, amazon, CORE, both[1].name) as other,
    ):
        mine, theirs = (f"Echo of {each.name}" for each in both)
        await until(lambda: theirs in home.names)
        amazon.expire(both[1].name, renewable=False)
        await home.refresh([home.id(mine), home.id(theirs)])
        assert home.named(mine).away is None
        assert home.observed(mine)
        assert home.named(theirs).away is Away.LOGGED_OUT
        assert home.family.lapsed == {other.entry_id}


async def test_a_declared_speaker_is_told_in_words_only_if_nothing_better_works(
    hass: HomeAssistant,
) -> None:
    """Of one without an address, an Echo can only be told by name."""
    kitchen = DeviceId(f"echo:{ECHOS[0].serial}")
    patio = DeclaredSpeaker(name="Patio", senders=frozenset({kitchen}))
    async with at_home(hass, CORE, declared=[patio]) as home:
        outcome = await home.connect("Kitchen Echo", "Patio")
        assert outcome.steps[-1].way == "text_command"
        assert home.amazon.heard("Kitchen Echo")[0] == "connect to patio"
        assert outcome.verdict is not Verdict.ACTIVE


@by_each
async def test_an_order_to_who_is_signed_out_raises(
    hass: HomeAssistant, holder: str
) -> None:
    """The core hears that it is the account, and not the speaker."""
    async with at_home(hass, holder) as home:
        await asyncio.sleep(A_SECOND)
        found = home.plan("Kitchen Echo", "JBL Flip 6")
        assert not isinstance(found, Refusal)
        home.amazon.expire("home", renewable=False)
        with pytest.raises(SessionExpired):
            await home.do(found.steps[0].act)
