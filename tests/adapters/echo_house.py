"""A house with Echos, real integrations that hold its account, and our family.

Time runs a hundred times as fast, for Amazon, for both libraries and for us.
"""

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Generator, Iterable
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any, Final
from unittest.mock import patch

from anyio._backends._asyncio import WorkerThread
from homeassistant import loader
from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.speaker_switchboard.adapters.echo import EchoFamily, Gaps
from custom_components.speaker_switchboard.core.acts import Act
from custom_components.speaker_switchboard.core.contracts import Receipt
from custom_components.speaker_switchboard.core.declared import DeclaredSpeaker
from custom_components.speaker_switchboard.core.executor import Executor
from custom_components.speaker_switchboard.core.house import Device, House
from custom_components.speaker_switchboard.core.plan import Plan
from custom_components.speaker_switchboard.core.planner import plan
from custom_components.speaker_switchboard.core.port import (
    DeviceId,
    Port,
    PortKind,
    port_id,
)
from custom_components.speaker_switchboard.core.progress import Outcome
from custom_components.speaker_switchboard.core.refusal import Refusal
from custom_components.speaker_switchboard.core.route import Request
from custom_components.speaker_switchboard.core.timings import Timings
from emulators.amazon import AccountSpec, Amazon, EchoSpec, SpeakerSpec, amazon_network
from emulators.installed import installed
from emulators.thread import running

from ..emulators.amp import write_cookies

CORE: Final = "alexa_devices"
AMP: Final = "alexa_media"
# A second, in seconds.
PACE: Final = 0.01
ADDRESS: Final = "127.0.9.1"
PAIR: Final = "POST /api/bluetooth/pair-sink/*"
PART: Final = "POST /api/bluetooth/disconnect-sink/*"
READ: Final = "GET /api/bluetooth"

# Longer than a hundredth of a real one: a loaded machine needs that.
TIMINGS: Final = Timings(
    bluetooth_soft=0.5,
    bluetooth_hard=1.0,
    bluetooth_hold=0.06,
    bluetooth_late=3.0,
    release_soft=0.4,
    release_hard=0.8,
    setting_soft=0.4,
    setting_hard=0.8,
    first_look=0.02,
    retry_pause=0.02,
    answer=1.0,
)
GAPS: Final = Gaps(pair=0.008, amp=0.015, text=0.05)

ECHOS: Final = (
    EchoSpec(
        name="Kitchen Echo",
        paired=("JBL Flip 6", "Bose Mini", "Elsewhere", "Pixel 9"),
    ),
    EchoSpec(
        name="Living Room Echo",
        model="Echo (4th gen)",
        paired=("JBL Flip 6",),
        jack="INPUT",
    ),
    EchoSpec(
        name="Bedroom Show",
        model="Echo Show 8 (2nd gen)",
        paired=("Soundcore Motion",),
    ),
    EchoSpec(
        name="Hallway Echo",
        model="Echo Dot (3rd gen)",
        paired=("Bose Mini",),
        gadgets=("EchoBtn0AB",),
    ),
    EchoSpec(
        name="Everywhere",
        model="Speaker Group",
        members=("Kitchen Echo", "Living Room Echo"),
    ),
    EchoSpec(name="Sonos in the Study", model="Sonos One"),
    EchoSpec(name="Television", model="Fire TV Cube (3rd gen)"),
    EchoSpec(name="Alexa on a Phone", model="Alexa App for iOS"),
)
SPEAKERS: Final = (
    SpeakerSpec(name="JBL Flip 6"),
    SpeakerSpec(name="Bose Mini"),
    SpeakerSpec(name="Soundcore Motion"),
    SpeakerSpec(name="Elsewhere", in_range=False),
    SpeakerSpec(name="EchoBtn0AB", profiles=()),
)


def new_amazon(**how: Any) -> Amazon:
    """Return the Amazon of this house."""
    usual = {"echos": ECHOS, "speakers": SPEAKERS, "pace": PACE, "address": ADDRESS}
    return Amazon(**{**usual, **how})


@dataclass(kw_only=True)
class Home:
    """Home Assistant in this house, with our family, its hands and its eyes."""

    hass: HomeAssistant
    amazon: Amazon
    family: EchoFamily
    entries: dict[str, MockConfigEntry] = field(default_factory=dict)
    timings: Timings = TIMINGS
    changes: int = 0
    looked: dict[DeviceId, float] = field(default_factory=dict)
    _waiting: list[asyncio.Future[None]] = field(default_factory=list)
    _last: House | None = None

    # The eyes and hands of an executor.

    @property
    def house(self) -> House:
        """Return what is seen now."""
        return self.family.look()

    async def changed(self) -> None:
        """Return when something else is seen."""
        future = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        await future

    async def refresh(self, devices: Iterable[DeviceId]) -> None:
        """Read anew, and remember when that was begun."""
        asked, began = tuple(devices), monotonic()
        await self.family.refresh(asked)
        self.looked |= dict.fromkeys(asked, began)

    async def do(self, act: Act) -> Receipt:
        """Do one act."""
        return await self.family.do(act)

    def notice(self) -> None:
        """Wake who waits for another House, if it is another."""
        house = self.family.look()
        if house == self._last:
            return
        self._last = house
        self.changes += 1
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    # What a person asks for.

    @property
    def executor(self) -> Executor:
        """Return who carries out plans."""
        return Executor(hands=self, eyes=self, timings=self.timings)

    def plan(self, echo: str, speaker: str, *, take: bool = True) -> Plan | Refusal:
        """Plan to connect an Echo to a speaker."""
        request = Request(
            source=port_id(self.id(echo), PortKind.SPEAKER),
            rooms=(self.id(speaker),),
            take=take,
        )
        return plan(self.house, request)

    def plan_for(self, echo: str, room: DeviceId) -> Plan:
        """Plan to connect an Echo to a speaker that shares its name with others."""
        source = port_id(self.id(echo), PortKind.SPEAKER)
        found = plan(self.house, Request(source=source, rooms=(room,), take=True))
        assert isinstance(found, Plan), found
        return found

    async def connect(self, echo: str, speaker: str) -> Outcome:
        """Connect an Echo to a speaker."""
        found = self.plan(echo, speaker)
        assert isinstance(found, Plan), found
        return await self.executor.carry_out(found)

    async def let_go(self, speaker: str) -> Outcome:
        """Give a speaker its own sound back, which is none."""
        found = plan(self.house, Request(source=None, rooms=(self.id(speaker),)))
        assert isinstance(found, Plan), found
        return await self.executor.carry_out(found)

    # What there is to see.

    def named(self, name: str) -> Device:
        """Return the one device with a name."""
        (found,) = (each for each in self.house.devices.values() if each.name == name)
        return found

    def id(self, name: str) -> DeviceId:
        """Return the id of the one device with a name."""
        return self.named(name).id

    @property
    def names(self) -> set[str]:
        """Return the names of all devices."""
        return {device.name for device in self.house.devices.values()}

    def port(self, name: str, kind: PortKind) -> Port:
        """Return a port of a device."""
        port = self.named(name).port(kind)
        assert port is not None
        return port

    def observed(self, echo: str) -> bool:
        """Tell whether anybody knows what is connected to an Echo."""
        return self.port(echo, PortKind.BLUETOOTH_OUT).observed

    def shows(self, echo: str) -> str | None:
        """Return which speaker is shown as connected to an Echo."""
        output = port_id(self.id(echo), PortKind.BLUETOOTH_OUT)
        ends = [link.sink for link in self.house.links if link.source == output]
        assert len(ends) <= 1
        return self.house.name(DeviceId(ends[0].rpartition("/")[0])) if ends else None

    def entity(self, kind: str, domain: str, unique_id: str) -> str:
        """Return an entity id."""
        found = er.async_get(self.hass).async_get_entity_id(kind, domain, unique_id)
        assert found is not None
        return found

    def serial(self, echo: str) -> str:
        """Return the serial number of an Echo."""
        return str(self.amazon.cloud.echo_named(echo).serial)

    def device(self, domain: str, echo: str) -> dr.DeviceEntry:
        """Return the device an integration registered for an Echo."""
        registry = dr.async_get(self.hass)
        entry_id = self.entries[domain].entry_id
        (found,) = (
            each
            for each in dr.async_entries_for_config_entry(registry, entry_id)
            if each.serial_number == self.serial(echo)
        )
        assert isinstance(found, dr.DeviceEntry)
        return found

    async def at_once(self, *asked: Iterable[DeviceId]) -> None:
        """Read several times at once."""
        await asyncio.gather(*map(self.refresh, asked))

    async def after(self, seconds: float) -> None:
        """Let time pass for Home Assistant."""
        then = dt_util.utcnow() + timedelta(seconds=seconds)
        async_fire_time_changed(self.hass, then)
        await self.hass.async_block_till_done()

    async def rests(self) -> None:
        """Wait until all that was begun is done."""
        await self.hass.async_block_till_done(wait_background_tasks=True)


@asynccontextmanager
async def at_home(
    hass: HomeAssistant,
    *holders: str,
    amazon: Amazon | None = None,
    declared: Iterable[DeclaredSpeaker] = (),
    language: str | None = None,
    timings: Timings = TIMINGS,
) -> AsyncGenerator[Home]:
    """Live in the house for as long as the block lasts, with those who hold it."""
    async with AsyncExitStack() as stack:
        there = stack.enter_context(running(amazon or new_amazon()))
        stack.enter_context(open_to(hass, there))
        family = EchoFamily(hass, declared, timings.answer, language, GAPS)
        home = Home(hass=hass, amazon=there, family=family, timings=timings)
        for holder in holders:
            home.entries[holder] = await stack.enter_async_context(
                held_by(hass, there, holder)
            )
        stack.push_async_callback(family.stop)
        await family.start(home.notice)
        there.forget_calls()
        yield home


@contextmanager
def open_to(hass: HomeAssistant, amazon: Amazon) -> Generator[None]:
    """Let Home Assistant take the emulator for Amazon, in haste."""
    with ExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory())
        stack.enter_context(patch.object(hass.config, "config_dir", folder))
        stack.enter_context(amazon_network(amazon))
        stack.enter_context(installed())
        stack.enter_context(hurry())
        stack.callback(let_workers_go)
        # What is installed is looked for anew.
        hass.data.pop(loader.DATA_CUSTOM_COMPONENTS, None)
        yield


def let_workers_go() -> None:
    """End the threads core's library looks into folders with.

    They end by themselves with the test, but a busy machine takes its time.
    """
    for thread in threading.enumerate():
        if isinstance(thread, WorkerThread):
            thread.stop()
            thread.join(5)


class Hurried:
    """The asyncio of a library that is in haste."""

    def __getattr__(self, name: str) -> Any:
        """Return everything else as it is."""
        return getattr(asyncio, name)

    async def sleep(self, seconds: float) -> None:
        """Sleep a hundredth of the time."""
        await asyncio.sleep(seconds * PACE)


@contextmanager
def hurry() -> Generator[None]:
    """Let both libraries wait less before they try again, and for what is said."""
    history = "aioamazondevices.implementation.history.BACKEND_REFRESH_WAIT_SECONDS"
    with (
        patch("aioamazondevices.http_wrapper.asyncio", Hurried()),
        patch("backoff._async.asyncio", Hurried()),
        patch(history, 0.01),
        patch("aioamazondevices.implementation.sequence.SEQUENCE_BATCH_DELAY", PACE),
    ):
        yield


@asynccontextmanager
async def held_by(
    hass: HomeAssistant, amazon: Amazon, domain: str, account: str = "home"
) -> AsyncGenerator[MockConfigEntry]:
    """Let an integration hold an account for as long as the block lasts."""
    entry = await hold(hass, amazon, domain, account)
    try:
        yield entry
    finally:
        await unload(hass, entry)


async def hold(
    hass: HomeAssistant, amazon: Amazon, domain: str, account: str = "home"
) -> MockConfigEntry:
    """Set an integration up that was signed in to an account long ago."""
    if domain == CORE:
        entry = MockConfigEntry(
            domain=CORE,
            title=account,
            unique_id=account,
            data=amazon.core_entry_data(account),
            version=1,
            minor_version=3,
        )
    else:
        data = {**amazon.amp_entry_data(account), "queue_delay": 0}
        entry = MockConfigEntry(domain=AMP, title=account, unique_id=account, data=data)
        await hass.async_add_executor_job(write_cookies, hass, amazon, account)
    entry.add_to_hass(hass)
    assert await async_setup_component(hass, "homeassistant", {})
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    return entry


async def unload(hass: HomeAssistant, entry: ConfigEntry[Any]) -> None:
    """Let an integration let go of an account, once it rests."""
    await hass.async_block_till_done()
    if entry.state is ConfigEntryState.LOADED:
        await hass.config_entries.async_unload(entry.entry_id)
    # Neither gives up what it has begun when it is unloaded.
    begun = asyncio.all_tasks() - {asyncio.current_task()}
    said = [task for task in begun if "_process_batch" in repr(task.get_coro())]
    await asyncio.gather(*said)
    for task in begun:
        if "Push._hear" in repr(task.get_coro()):
            task.cancel()
    await hass.async_block_till_done(wait_background_tasks=True)


def accounts(count: int) -> tuple[AccountSpec, ...]:
    """Return so many accounts."""
    return tuple(AccountSpec(name=f"home{n}" if n else "home") for n in range(count))


def folder_of(hass: HomeAssistant) -> Path:
    """Return where Home Assistant keeps what it has."""
    return Path(hass.config.config_dir)


async def until(so: Callable[[], bool], within: float = 5.0) -> None:
    """Wait for something to become so; a miss is an error."""
    async with asyncio.timeout(within):
        while not so():  # noqa: ASYNC110 - Amazon lives in another thread
            await asyncio.sleep(0.005)
