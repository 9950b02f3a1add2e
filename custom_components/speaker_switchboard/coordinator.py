"""Keeps the House current and carries out one plan at a time."""

import asyncio
from collections.abc import Coroutine, Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Final, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator

from .adapters import families, lapsed
from .const import CONF_TIMINGS, DOMAIN, LOGGER
from .core.acts import Act, told
from .core.contracts import Receipt
from .core.declared import with_cables
from .core.ending import may_come_late
from .core.errors import CommandRejected, DeviceUnreachable
from .core.executor import GONE, Executor
from .core.house import Family, House
from .core.plan import Plan
from .core.planner import plan
from .core.port import DeviceId, PortId, PortKind, kind_of, owner_of
from .core.progress import Outcome, Progress, Verdict
from .core.refusal import Refusal, Why
from .core.route import Request
from .core.timings import Timings
from .keeper import Keeper
from .subentries import cables

type SwitchboardConfigEntry = ConfigEntry[SwitchboardCoordinator]

_OUTCOMES_KEPT: Final = 50
_TAKES_NO_ORDERS: Final = "it takes no orders"
# Reasons that the next look may prove out of date.
_WORTH_A_LOOK: Final = frozenset(
    {
        Why.ASLEEP,
        Why.LOGGED_OUT,
        Why.ON_BLUETOOTH,
        Why.OUTPUT_BUSY,
        Why.SPEAKER_BUSY,
        Why.SWITCHED_OFF,
        Why.UNREACHABLE,
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What was last asked of a device, and what became of it.

    `verdict` is None while the plan runs.
    """

    source: PortId | None
    rooms: tuple[DeviceId, ...] = ()
    verdict: Verdict | None = None


class SwitchboardCoordinator(DataUpdateCoordinator[House]):
    """The eyes and hands of the executor, over all families."""

    config_entry: SwitchboardConfigEntry

    def __init__(
        self,
        hass: HomeAssistant,
        entry: SwitchboardConfigEntry,
    ) -> None:
        """Make the families; nothing is sent before `async_start`."""
        super().__init__(
            hass, LOGGER, config_entry=entry, name=DOMAIN, always_update=False
        )
        self.data = House()
        self.wishes: dict[DeviceId, Wish] = {}
        self.outcomes: list[Outcome] = []
        self._timings = Timings.from_mapping(entry.options.get(CONF_TIMINGS, {}))
        self._families = families(hass, entry, self._timings)
        self._cables = cables(entry)
        self._one_at_a_time = {family: asyncio.Lock() for family in Family}
        self._waiting: list[asyncio.Future[None]] = []
        self._keeper = Keeper(hass, self._again)
        self._running: set[asyncio.Task[Outcome | Refusal]] = set()
        self._late: set[asyncio.Task[None]] = set()

    async def async_start(self) -> None:
        """Let every family find its devices."""
        await asyncio.gather(
            *(family.start(self._look) for family in self._families.values())
        )
        self._look()

    async def async_stop(self) -> None:
        """Take back what is half done, then let go of every device."""
        self._keeper.stop()
        for task in (*self._running, *self._late):
            task.cancel()
        await asyncio.gather(*self._running, *self._late, return_exceptions=True)
        await asyncio.gather(*(family.stop() for family in self._families.values()))
        await self.async_shutdown()

    # What the shell asks

    def explain(self, request: Request) -> Plan | Refusal:
        """Return what would be done, without doing it."""
        return plan(self.house, request)

    async def async_route(
        self, request: Request, *, keep: bool = False, patience: float | None = None
    ) -> Outcome | Refusal:
        """Carry out a request, after those that were made before it.

        `patience` is how many seconds a Bluetooth connection may take. What is to
        be kept is made again when it breaks. Whoever is cancelled while waiting
        cancels the plan, which then walks back. Raises HomeAssistantError when the
        entry is unloaded meanwhile.
        """
        self._keeper.forget(request)
        task = self._start(self._route(request, keep=keep, patience=patience))
        try:
            return await task
        except asyncio.CancelledError:
            waiting = asyncio.current_task()
            if waiting is not None and waiting.cancelling():
                raise
            raise HomeAssistantError(
                translation_domain=DOMAIN, translation_key="interrupted"
            ) from None

    async def _again(self, request: Request) -> None:
        """Carry out once more what was to be kept; what comes of it is shown."""
        await asyncio.wait([self._start(self._route(request))])

    def _start(
        self, route: Coroutine[None, None, Outcome | Refusal]
    ) -> asyncio.Task[Outcome | Refusal]:
        """Carry out a plan in a task that is stopped with us."""
        task = self.hass.async_create_background_task(route, "carry out a plan")
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def _route(
        self, request: Request, *, keep: bool = False, patience: float | None = None
    ) -> Outcome | Refusal:
        """Plan in the House as it is by then, and carry the plan out."""
        async with AsyncExitStack() as stack:
            for family in self._concerned(request):
                await stack.enter_async_context(self._one_at_a_time[family])
            found = await self._plan(request)
            if isinstance(found, Refusal):
                return found
            timings = self._timings.patient(patience)
            return await self._carry_out(found, timings, keep=keep)

    async def _carry_out(self, found: Plan, timings: Timings, *, keep: bool) -> Outcome:
        """Carry out a plan, and show what becomes of it."""
        executor = Executor(
            hands=self, eyes=self, timings=timings, report=_log_progress
        )
        self._wish(found, None)
        try:
            outcome = await executor.carry_out(found)
        except asyncio.CancelledError:
            self._wish(found, Verdict.UNDONE)
            raise
        self._remember(outcome, keep=keep)
        if may_come_late(outcome):
            self._watch(executor, outcome, keep=keep)
        return outcome

    def _concerned(self, request: Request) -> list[Family]:
        """Return the families a request is about, always in the same order.

        A speaker that does not answer keeps an Echo busy for half a minute, which
        is nothing to a household of Sonos players.
        """
        owners = [owner_of(source) for source in request.sources]
        devices = self.house.devices
        families = {devices[one].family for one in owners if one in devices}
        families |= {devices[one].family for one in request.rooms if one in devices}
        return sorted(families)

    def _watch(self, executor: Executor, outcome: Outcome, *, keep: bool) -> None:
        """Find out whether a connection that was given up comes late."""

        async def watch() -> None:
            late = await executor.late(outcome)
            if late is not None and self._is_last(outcome):
                LOGGER.info("A connection that had been given up came late")
                self._remember(late, keep=keep)

        task = self.config_entry.async_create_background_task(
            self.hass, watch(), "wait for a late connection"
        )
        self._late.add(task)
        task.add_done_callback(self._late.discard)

    def _is_last(self, outcome: Outcome) -> bool:
        """Tell whether nothing else was asked of these rooms since."""
        wish = self._as_wish(outcome.plan, outcome.verdict)
        return all(self.wishes.get(room) == wish for room in outcome.plan.rooms)

    def _remember(self, outcome: Outcome, *, keep: bool) -> None:
        """Remember how a plan ended, and show it; keep what there is to keep."""
        if keep and outcome.trouble is None:
            self._keeper.keep(outcome.plan.request)
        self._wish(outcome.plan, outcome.verdict)
        self.outcomes = [*self.outcomes, outcome][-_OUTCOMES_KEPT:]

    async def _plan(self, request: Request) -> Plan | Refusal:
        """Plan; a plan that would send nothing is believed after a second look."""
        found = plan(self.house, request)
        settled = (
            found.key in _WORTH_A_LOOK
            if isinstance(found, Refusal)
            else found.already is not None
        )
        if not settled:
            return found
        owner = [owner_of(request.source)] if request.source else []
        await self.refresh([*request.rooms, *owner])
        return plan(self.house, request)

    def _wish(self, found: Plan, verdict: Verdict | None) -> None:
        """Remember what was asked of each room and of who sends there, and show it."""
        sources = found.request.sources
        sender = [owner_of(s) for s in sources if kind_of(s) is PortKind.SPEAKER]
        wish = self._as_wish(found, verdict)
        self.wishes |= dict.fromkeys((*found.rooms, *sender), wish)
        self.async_update_listeners()

    @staticmethod
    def _as_wish(found: Plan, verdict: Verdict | None) -> Wish:
        """Return what is remembered of a plan."""
        return Wish(source=found.request.source, rooms=found.rooms, verdict=verdict)

    # Eyes and hands

    @property
    def lapsed(self) -> frozenset[str]:
        """Return the config entries of others whose Amazon login has expired."""
        return lapsed(self._families.values())

    @property
    def house(self) -> House:
        """Return what is known now."""
        return self.data

    async def changed(self) -> None:
        """Return when the House has been replaced by the next one."""
        future = self.hass.loop.create_future()
        self._waiting.append(future)
        await future

    async def refresh(self, devices: Iterable[DeviceId]) -> None:
        """Read devices anew, each by its family."""
        asked = tuple(devices)
        await asyncio.gather(
            *(family.refresh(asked) for family in self._families.values())
        )

    async def do(self, act: Act) -> Receipt | None:
        """Do one act, by the family of who has to be told."""
        device = told(act)
        known = self.house.devices.get(device)
        if known is None:
            raise DeviceUnreachable(device, GONE)
        family = self._families.get(known.family)
        if family is None:
            raise CommandRejected(device, _TAKES_NO_ORDERS)
        return await family.do(act)

    @callback
    def _look(self) -> None:
        """Replace the House by what the families see now."""
        house = self._see()
        if house == self.data:
            return
        self.async_set_updated_data(house)
        self._keeper.look(house)
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    @override
    async def _async_update_data(self) -> House:
        """Look again; nothing is polled, the families call when something changed."""
        return self._see()

    def _see(self) -> House:
        """Return what all families see, with the cables nobody can see."""
        seen = House.of(family.look() for family in self._families.values())
        return with_cables(seen, self._cables)


def _log_progress(progress: Progress) -> None:
    """Write down what happens, for those who look closely."""
    LOGGER.debug(
        "%s, step %s of %s: %s",
        progress.stage,
        progress.step,
        progress.steps,
        type(progress.act).__name__,
    )
