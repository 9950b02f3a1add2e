"""Whatever befalls a connection, what is said of it is so."""

import asyncio
from dataclasses import replace

import pytest
from homeassistant.core import HomeAssistant

from custom_components.speaker_switchboard.core.acts import ConnectBluetooth
from custom_components.speaker_switchboard.core.ending import may_come_late
from custom_components.speaker_switchboard.core.house import Away
from custom_components.speaker_switchboard.core.plan import Plan
from custom_components.speaker_switchboard.core.progress import Evidence, Verdict
from custom_components.speaker_switchboard.core.refusal import Refusal, Why
from emulators.amazon import Fault, Kind

from .echo_house import AMP, CORE, PAIR, PART, READ, TIMINGS, Home, at_home, until

HOLDERS = [(CORE,), (AMP,), (CORE, AMP)]
by_all = pytest.mark.parametrize("holders", HOLDERS, ids=["core", "amp", "both"])
by_each = pytest.mark.parametrize("holders", HOLDERS[:2], ids=["core", "amp"])


def pairings(home: Home) -> int:
    """Return how often Amazon was asked to connect something."""
    return sum("pair-sink" in call.path for call in home.amazon.calls())


@by_all
async def test_a_connection_is_active_when_it_was_read_and_held(
    hass: HomeAssistant, holders: tuple[str, ...]
) -> None:
    """It takes one command, by the best way, and the proof is a reading."""
    async with at_home(hass, *holders) as home:
        outcome = await home.connect("Kitchen Echo", "JBL Flip 6")
        assert outcome.verdict is Verdict.ACTIVE
        (step,) = outcome.steps
        assert (step.way, step.tries) == ("alexa_api", 1)
        assert step.evidence is Evidence.READ
        assert home.amazon.connected("Kitchen Echo") == "JBL Flip 6"
        assert home.shows("Kitchen Echo") == "JBL Flip 6"
        assert pairings(home) == 1


@by_all
async def test_a_show_that_no_phone_can_play_to_connects_like_any_other(
    hass: HomeAssistant, holders: tuple[str, ...]
) -> None:
    """Alexa Media Player shows nothing of it; Amazon does."""
    async with at_home(hass, *holders) as home:
        outcome = await home.connect("Bedroom Show", "Soundcore Motion")
        assert outcome.verdict is Verdict.ACTIVE
        assert outcome.steps[0].way == "alexa_api"
        assert home.amazon.connected("Bedroom Show") == "Soundcore Motion"


@by_all
async def test_a_speaker_is_let_go(
    hass: HomeAssistant, holders: tuple[str, ...]
) -> None:
    """Its own sound is none."""
    async with at_home(hass, *holders) as home:
        await home.connect("Kitchen Echo", "JBL Flip 6")
        outcome = await home.let_go("JBL Flip 6")
        assert outcome.verdict is Verdict.ACTIVE
        assert home.amazon.connected("Kitchen Echo") is None
        assert home.shows("Kitchen Echo") is None


@by_all
async def test_one_speaker_takes_the_place_of_another(
    hass: HomeAssistant, holders: tuple[str, ...]
) -> None:
    """The first is let go of, then the second connected."""
    async with at_home(hass, *holders) as home:
        await home.connect("Kitchen Echo", "JBL Flip 6")
        outcome = await home.connect("Kitchen Echo", "Bose Mini")
        assert outcome.verdict is Verdict.ACTIVE
        assert len(outcome.steps) == 2
        assert home.amazon.connected("Kitchen Echo") == "Bose Mini"


@by_each
async def test_an_echo_that_has_another_speaker_turns_to_the_new_one(
    hass: HomeAssistant, holders: tuple[str, ...]
) -> None:
    """Should it have been connected behind the back of the plan."""
    async with at_home(hass, *holders) as home:
        found = home.plan("Kitchen Echo", "JBL Flip 6")
        assert isinstance(found, Plan)
        home.amazon.connect("Kitchen Echo", "Bose Mini")
        outcome = await home.executor.carry_out(found)
        assert outcome.verdict is Verdict.ACTIVE
        assert home.shows("Kitchen Echo") == "JBL Flip 6"


@by_each
async def test_a_speaker_goes_from_one_echo_to_another(
    hass: HomeAssistant, holders: tuple[str, ...]
) -> None:
    """The first Echo lets go of it before the second has it."""
    async with at_home(hass, *holders) as home:
        await home.connect("Kitchen Echo", "JBL Flip 6")
        outcome = await home.connect("Living Room Echo", "JBL Flip 6")
        assert outcome.verdict is Verdict.ACTIVE
        assert home.amazon.connected("Kitchen Echo") is None
        assert home.amazon.holder("JBL Flip 6") == "Living Room Echo"


@by_each
async def test_a_speaker_that_was_forgotten_meanwhile_is_not_connected(
    hass: HomeAssistant, holders: tuple[str, ...]
) -> None:
    """Amazon answers as if all were well."""
    async with at_home(hass, *holders) as home:
        found = home.plan("Bedroom Show", "Soundcore Motion")
        assert isinstance(found, Plan)
        cloud = home.amazon.cloud
        show = cloud.echo_named("Bedroom Show")
        speaker = cloud.speaker_named("Soundcore Motion")
        home.amazon.do(lambda: cloud.forget(show, speaker))
        outcome = await home.executor.carry_out(found)
        assert outcome.verdict in {Verdict.FAILED, Verdict.UNDONE}
        assert "Soundcore Motion" not in home.names
        with pytest.raises(Exception, match="not paired"):
            await home.do(outcome.plan.steps[0].act)


@by_all
async def test_a_speaker_that_is_out_of_reach_is_told_with_a_remedy(
    hass: HomeAssistant, holders: tuple[str, ...]
) -> None:
    """Amazon took the command, and the radio link failed."""
    async with at_home(hass, *holders) as home:
        outcome = await home.connect("Kitchen Echo", "Elsewhere")
        assert outcome.verdict is Verdict.UNDONE
        assert outcome.trouble is not None
        assert outcome.trouble.refusal is not None
        assert outcome.trouble.refusal.key is Why.NOT_CONNECTED
        assert home.amazon.connected("Kitchen Echo") is None


@by_each
@pytest.mark.parametrize("status", [400, 403, 429, 500, 503])
async def test_what_amazon_will_not_do_is_not_active(
    hass: HomeAssistant, holders: tuple[str, ...], status: int
) -> None:
    """However it says so."""
    async with at_home(hass, *holders) as home:
        home.amazon.fail(Fault(on=PAIR, status=status))
        outcome = await home.connect("Kitchen Echo", "JBL Flip 6")
        assert outcome.verdict is Verdict.UNDONE
        assert home.amazon.connected("Kitchen Echo") is None
        assert home.family.lapsed == frozenset()
        assert home.named("Kitchen Echo").away is None


@by_each
@pytest.mark.parametrize(
    "fault",
    [
        Fault(on=PAIR, status=403, times=1),
        Fault(on=PAIR, status=429, times=2),
        Fault(on=PAIR, status=500, times=1),
        Fault(on=PAIR, kind=Kind.HANG, times=1),
        Fault(on=PAIR, kind=Kind.DROP, times=1),
        Fault(on=PAIR, kind=Kind.IGNORE, times=1),
        Fault(on=PAIR, kind=Kind.LOSE_ANSWER, times=1),
        Fault(on=PAIR, kind=Kind.LATE_ANSWER, seconds=0.3, times=1),
        Fault(on=PAIR, kind=Kind.LATE, seconds=0.3, times=1),
        Fault(on=PAIR, kind=Kind.GARBAGE),
        Fault(kind=Kind.PUSH_LOST),
        Fault(on=READ, status=500, times=3),
        Fault(on=READ, kind=Kind.DROP, times=2),
        Fault(on=READ, kind=Kind.EMPTY, times=2),
        Fault(on=READ, kind=Kind.NO_LIST, times=2),
        Fault(on=READ, kind=Kind.NO_PROFILES),
        Fault(on=READ, kind=Kind.STALE, seconds=0.4),
    ],
    ids=str,
)
async def test_what_passes_does_not_fail_a_connection(
    hass: HomeAssistant, holders: tuple[str, ...], fault: Fault
) -> None:
    """It is tried again, or found to have worked all the same."""
    async with at_home(hass, *holders) as home:
        home.amazon.fail(fault)
        outcome = await home.connect("Kitchen Echo", "JBL Flip 6")
        assert outcome.verdict is Verdict.ACTIVE, outcome.trouble
        assert home.amazon.connected("Kitchen Echo") == "JBL Flip 6"


@by_each
@pytest.mark.parametrize(
    "fault",
    [
        Fault(on=READ, status=500),
        Fault(on=READ, status=400),
        Fault(on=READ, kind=Kind.HANG),
        Fault(on=READ, kind=Kind.DROP),
        Fault(on=READ, kind=Kind.EMPTY),
        Fault(on=READ, kind=Kind.NO_LIST),
    ],
    ids=str,
)
async def test_what_nobody_can_read_is_unverified(
    hass: HomeAssistant, holders: tuple[str, ...], fault: Fault
) -> None:
    """The link is not shown as live, though it was made."""
    async with at_home(hass, *holders) as home:
        home.amazon.fail(fault)
        outcome = await home.connect("Kitchen Echo", "JBL Flip 6")
        assert outcome.verdict is Verdict.UNVERIFIED
        assert not home.observed("Kitchen Echo")
        assert home.shows("Kitchen Echo") is None
        assert home.amazon.connected("Kitchen Echo") == "JBL Flip 6"
        home.amazon.mend()
        await home.refresh([home.id("Kitchen Echo")])
        assert home.observed("Kitchen Echo")
        assert home.shows("Kitchen Echo") == "JBL Flip 6"


@by_all
async def test_an_echo_that_is_offline_is_refused(
    hass: HomeAssistant, holders: tuple[str, ...]
) -> None:
    """It is known as soon as the account was read."""
    async with at_home(hass, *holders) as home:
        home.amazon.offline("Kitchen Echo")
        await home.refresh([home.id("Kitchen Echo")])
        assert home.named("Kitchen Echo").away is Away.UNREACHABLE
        refusal = home.plan("Kitchen Echo", "JBL Flip 6")
        assert isinstance(refusal, Refusal)
        assert refusal.key is Why.UNREACHABLE
        home.amazon.online("Kitchen Echo")
        await home.refresh([home.id("Kitchen Echo")])
        assert home.named("Kitchen Echo").away is None


@by_each
async def test_an_echo_that_goes_offline_meanwhile_is_named(
    hass: HomeAssistant, holders: tuple[str, ...]
) -> None:
    """The plan was made while it was there."""
    async with at_home(hass, *holders) as home:
        found = home.plan("Kitchen Echo", "JBL Flip 6")
        assert isinstance(found, Plan)
        home.amazon.offline("Kitchen Echo")
        outcome = await home.executor.carry_out(found)
        assert outcome.verdict in {Verdict.FAILED, Verdict.UNDONE}
        assert outcome.trouble is not None
        assert outcome.trouble.device == home.id("Kitchen Echo")


@by_all
async def test_a_button_ahead_of_the_speaker_does_not_hide_it(
    hass: HomeAssistant, holders: tuple[str, ...]
) -> None:
    """Alexa Media Player shows the first that is connected, an Echo Button too."""
    async with at_home(hass, *holders) as home:
        assert home.shows("Hallway Echo") is None
        outcome = await home.connect("Hallway Echo", "Bose Mini")
        assert outcome.verdict is Verdict.ACTIVE
        assert home.shows("Hallway Echo") == "Bose Mini"


@by_each
async def test_a_link_that_breaks_at_once_is_not_active(
    hass: HomeAssistant, holders: tuple[str, ...]
) -> None:
    """A phone takes the speaker as soon as it is connected, each time."""
    async with at_home(hass, *holders) as home:

        async def thief() -> None:
            while True:
                if home.amazon.connected("Kitchen Echo"):
                    home.amazon.steal("JBL Flip 6")
                await asyncio.sleep(0.01)

        stealing = asyncio.create_task(thief())
        outcome = await home.connect("Kitchen Echo", "JBL Flip 6")
        stealing.cancel()
        assert outcome.verdict in {Verdict.FAILED, Verdict.UNDONE}
        assert home.shows("Kitchen Echo") is None


@by_all
async def test_what_succeeds_late_is_reported_and_stays(
    hass: HomeAssistant, holders: tuple[str, ...]
) -> None:
    """A busy cloud did it after it had been given up."""
    brief = replace(TIMINGS, answer=0.2, bluetooth_soft=0.2, bluetooth_hard=0.4)
    async with at_home(hass, *holders, timings=brief) as home:
        home.amazon.fail(Fault(on=PAIR, kind=Kind.LATE, seconds=1.5))
        outcome = await home.connect("Kitchen Echo", "JBL Flip 6")
        assert outcome.verdict is Verdict.UNDONE
        assert may_come_late(outcome)
        home.amazon.mend()
        late = await home.executor.late(outcome)
        assert late is not None
        assert late.late
        assert late.verdict is Verdict.ACTIVE
        assert home.amazon.connected("Kitchen Echo") == "JBL Flip 6"


@by_each
async def test_a_connection_that_is_being_made_is_called_off(
    hass: HomeAssistant, holders: tuple[str, ...]
) -> None:
    """The Echo was told; whoever cancels the plan does not want it any more."""
    async with at_home(hass, *holders) as home:
        connecting = asyncio.create_task(home.connect("Kitchen Echo", "JBL Flip 6"))
        await until(lambda: pairings(home) == 1)
        connecting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await connecting
        await asyncio.sleep(0.2)
        await home.refresh([home.id("Kitchen Echo")])
        assert home.amazon.connected("Kitchen Echo") is None
        assert home.shows("Kitchen Echo") is None


@by_all
async def test_a_command_we_no_longer_wait_for_is_not_repeated(
    hass: HomeAssistant, holders: tuple[str, ...]
) -> None:
    """A library that tries for 90 seconds stops when we do."""
    async with at_home(hass, *holders) as home:
        home.amazon.fail(Fault(on=PAIR, kind=Kind.HANG))
        act = ConnectBluetooth(home.id("JBL Flip 6"), home.id("Kitchen Echo"))
        sending = asyncio.create_task(home.do(act))
        await until(lambda: pairings(home) == 1)
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
        home.amazon.mend()
        await asyncio.sleep(0.3)
        assert pairings(home) == 1
        assert home.amazon.connected("Kitchen Echo") is None


@by_each
async def test_a_speaker_that_will_not_go_is_not_called_gone(
    hass: HomeAssistant, holders: tuple[str, ...]
) -> None:
    """Amazon says that it is disconnected, and it is not."""
    async with at_home(hass, *holders) as home:
        await home.connect("Kitchen Echo", "JBL Flip 6")
        home.amazon.fail(Fault(on=PART, kind=Kind.IGNORE))
        outcome = await home.let_go("JBL Flip 6")
        assert outcome.verdict in {Verdict.FAILED, Verdict.UNDONE}
        assert home.shows("Kitchen Echo") == "JBL Flip 6"
