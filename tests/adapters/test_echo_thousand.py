"""A thousand connections, whatever goes wrong: nothing is said that is not so.

Each account is a customer of Amazon with an Echo and two speakers, so that many
connections are made at once. What goes wrong is drawn from a seed.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from random import Random
from time import monotonic
from typing import Any, Final

import pytest
from homeassistant.core import HomeAssistant

from custom_components.speaker_switchboard.core.ending import may_come_late
from custom_components.speaker_switchboard.core.plan import Plan
from custom_components.speaker_switchboard.core.progress import Outcome, Verdict
from emulators.amazon import Amazon, EchoSpec, Fault, Kind, SpeakerSpec

from .echo_house import (
    AMP,
    CORE,
    PAIR,
    PART,
    READ,
    TIMINGS,
    Home,
    accounts,
    at_home,
    held_by,
    new_amazon,
)

# Some accounts are held by core, some by Alexa Media Player, some by both.
HOLDERS: Final = ((CORE,), (AMP,), (CORE, AMP))
ACCOUNTS: Final = 24
RUNS: Final = 42
BAD: Final = frozenset({Verdict.FAILED, Verdict.UNDONE})
BRIEF: Final = replace(
    TIMINGS, answer=0.6, bluetooth_soft=0.3, bluetooth_hard=0.6, bluetooth_late=0.8
)

COMMANDS: Final[tuple[dict[str, Any], ...]] = (
    {"status": 400},
    {"status": 403},
    {"status": 429},
    {"status": 500},
    {"status": 503},
    {"kind": Kind.HANG},
    {"kind": Kind.DROP},
    {"kind": Kind.LATE, "seconds": 0.4},
    {"kind": Kind.LATE, "seconds": 2.0},
    {"kind": Kind.LATE_ANSWER, "seconds": 0.4},
    {"kind": Kind.LOSE_ANSWER},
    {"kind": Kind.IGNORE},
    {"kind": Kind.GARBAGE},
)
READINGS: Final[tuple[dict[str, Any], ...]] = (
    {"status": 400},
    {"status": 429},
    {"status": 500},
    {"kind": Kind.HANG},
    {"kind": Kind.DROP},
    {"kind": Kind.EMPTY},
    {"kind": Kind.NO_LIST},
    {"kind": Kind.NO_PROFILES},
)


@dataclass(kw_only=True)
class Tally:
    """What was said, and what of it was not so."""

    said: Counter[str] = field(default_factory=Counter)
    false: dict[str, list[str]] = field(default_factory=dict)

    def lie(self, what: str, run: str) -> None:
        """Count something that was said and was not so."""
        self.false.setdefault(what, []).append(run)

    @property
    def runs(self) -> int:
        """Return how many connections were tried."""
        return sum(self.said[verdict] for verdict in Verdict)


@dataclass(kw_only=True)
class Flat:
    """One account: an Echo, two speakers, and what happens to them."""

    home: Home
    number: int
    dice: Random
    moved: dict[str, float]

    @property
    def account(self) -> str:
        """Return the name of the account."""
        return f"home{self.number}" if self.number else "home"

    @property
    def echo(self) -> str:
        """Return the name of the Echo."""
        return f"Echo {self.number}"

    @property
    def speakers(self) -> tuple[str, str]:
        """Return the names of both speakers."""
        return f"Speaker {self.number} a", f"Speaker {self.number} b"

    @property
    def amazon(self) -> Amazon:
        """Return Amazon."""
        return self.home.amazon

    @property
    def commands(self) -> tuple[dict[str, Any], ...]:
        """Return what can go wrong with a command.

        Alexa Media Player never asks again by itself once it was signed out.
        """
        alone = HOLDERS[self.number % len(HOLDERS)] == (CORE,)
        return (*COMMANDS, {"status": 401}) if alone else COMMANDS

    def mishap(self) -> Fault | None:
        """Draw what goes wrong with Amazon, if anything does."""
        times = self.dice.choice([1, 1, 2, 3, 5, None])
        common: dict[str, Any] = {"account": self.account, "times": times}
        match self.dice.randrange(10):
            case 0 | 1 | 2 | 3:
                return Fault(on=PAIR, **common, **self.dice.choice(self.commands))
            case 4 | 5:
                return Fault(on=READ, **common, **self.dice.choice(READINGS))
            case 6:
                old = self.dice.uniform(0.05, 0.4)
                return Fault(
                    kind=Kind.STALE, on=READ, account=self.account, seconds=old
                )
            case 7:
                return Fault(on=PART, **common, **self.dice.choice(self.commands))
        return None

    async def mischief(self, speaker: str) -> None:
        """Let somebody take a speaker away in the midst of it, or not."""
        await asyncio.sleep(self.dice.uniform(0.0, 0.2))
        deeds = {
            0: lambda: self.amazon.put_out_of_range(speaker),
            1: lambda: self.amazon.steal(speaker),
            2: lambda: self.amazon.sleep(speaker),
            3: lambda: self.amazon.disconnect(self.echo),
        }
        if deed := deeds.get(self.dice.randrange(10)):
            deed()

    async def tidy(self) -> None:
        """Put everything back; now and then the other speaker stays connected."""
        faults = self.amazon.cloud.faults
        mine = self.account

        def mend() -> None:
            kept = [one for one in faults._set if one.fault.account != mine]  # noqa: SLF001 - nothing mends one account only
            faults._set = kept  # noqa: SLF001 - nothing mends one account only

        self.amazon.do(mend)
        for speaker in self.speakers:
            self.amazon.release(speaker)
            self.amazon.bring_back(speaker)
            self.amazon.wake(speaker)
        self.amazon.disconnect(self.echo)

    async def connect(self, tally: Tally, run: int) -> None:
        """Connect once, and hold what is said of it against the truth."""
        speaker, other = self.dice.sample(self.speakers, 2)
        if self.dice.randrange(4) == 0:
            self.amazon.connect(self.echo, other)
        await self.home.refresh([self.home.id(self.echo)])
        found = self.home.plan(self.echo, speaker)
        assert isinstance(found, Plan), found
        fault = self.mishap()
        if fault:
            self.amazon.fail(fault)
        mischief = asyncio.create_task(self.mischief(speaker))
        outcome = await self.home.executor.carry_out(found)
        truly = self.truth(speaker)
        await mischief
        name = f"{self.number}.{run} {outcome.verdict} {fault} {outcome.trouble}"
        tally.said[outcome.verdict] += 1
        tally.said["undecided"] += truly is None
        if outcome.verdict is Verdict.ACTIVE and truly is False:
            tally.lie("active", name)
        if outcome.verdict is Verdict.UNVERIFIED and (
            fault is None or fault.on != READ
        ):
            tally.lie("unverified", name)
        if outcome.verdict in BAD and truly and not _is_stale(fault):
            tally.lie("failed at once", name)
        if outcome.verdict in BAD:
            await self.wait_for_late(tally, outcome, speaker, name)

    async def wait_for_late(
        self, tally: Tally, outcome: Outcome, speaker: str, name: str
    ) -> None:
        """See whether what was given up comes late, and is reported then."""
        late = None
        if may_come_late(outcome):
            late = await self.home.executor.late(outcome)
        truly = self.truth(speaker)
        tally.said["late"] += late is not None
        if truly and late is None and self.home.observed(self.echo):
            tally.lie("failed", name)
        if late is not None and truly is False:
            tally.lie("late", name)

    def truth(self, speaker: str) -> bool | None:
        """Tell whether the speaker is truly connected.

        What has changed since the last look began, nobody could know: None.
        """
        looked = self.home.looked[self.home.id(self.echo)]
        truly = self.amazon.connected(self.echo) == speaker
        return truly if self.moved.get(self.echo, 0.0) < looked else None

    async def live(self, tally: Tally) -> None:
        """Connect again and again."""
        for run in range(RUNS):
            await self.tidy()
            await self.connect(tally, run)
        await self.tidy()


def _is_stale(fault: Fault | None) -> bool:
    """Tell whether Amazon told of old times: what is so now, nobody could know."""
    return fault is not None and fault.kind is Kind.STALE


def town() -> Amazon:
    """Return an Amazon with many customers."""
    numbers = range(ACCOUNTS)
    named = accounts(ACCOUNTS)
    return new_amazon(
        accounts=named,
        echos=[
            EchoSpec(
                name=f"Echo {n}",
                account=named[n].name,
                paired=(f"Speaker {n} a", f"Speaker {n} b"),
            )
            for n in numbers
        ],
        speakers=[
            SpeakerSpec(name=f"Speaker {n} {each}", failure=0.1)
            for n in numbers
            for each in "ab"
        ],
        seed=2026,
    )


def watched(amazon: Amazon) -> dict[str, float]:
    """Return when the link of each Echo last changed, from now on."""
    moved: dict[str, float] = {}
    radio = amazon.cloud.radio
    tell = radio._news  # noqa: SLF001 - nobody else knows at once

    def news(echo: Any, what: str, went_well: bool) -> None:  # noqa: FBT001 - as the radio says it
        if went_well:
            moved[echo.name] = monotonic()
        tell(echo, what, went_well)

    radio._news = news  # noqa: SLF001 - nobody else knows at once
    return moved


@asynccontextmanager
async def all_of_them(hass: HomeAssistant) -> AsyncGenerator[Home]:
    """Let each account be held by one integration, or by both."""
    async with (
        at_home(hass, amazon=town(), timings=BRIEF) as home,
        AsyncExitStack() as stack,
    ):
        for account, number in zip(accounts(ACCOUNTS), range(ACCOUNTS), strict=True):
            for holder in HOLDERS[number % len(HOLDERS)]:
                await stack.enter_async_context(
                    held_by(hass, home.amazon, holder, account.name)
                )
        await home.rests()
        yield home


@pytest.mark.timeout(240)
async def test_nothing_is_said_that_is_not_so(
    hass: HomeAssistant, capsys: pytest.CaptureFixture[str]
) -> None:
    """None is active that is not connected, and none failed that is."""
    tally = Tally()
    async with all_of_them(hass) as home:
        dice = Random(20261120)  # noqa: S311 - it has to fall the same way each time
        moved = watched(home.amazon)
        flats = [
            Flat(home=home, number=number, moved=moved, dice=Random(dice.random()))  # noqa: S311 - see above
            for number in range(ACCOUNTS)
        ]
        began = monotonic()
        await asyncio.gather(*(flat.live(tally) for flat in flats))
        took = monotonic() - began
    with capsys.disabled():
        print(f"\n{tally.runs} connections in {took:.0f} s: {dict(tally.said)}")  # noqa: T201 - the count is wanted
    assert tally.runs == ACCOUNTS * RUNS
    assert tally.false == {}
    assert all(tally.said[verdict] for verdict in (*BAD, Verdict.ACTIVE, "late"))
