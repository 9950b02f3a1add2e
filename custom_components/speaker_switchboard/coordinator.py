"""Keeps the House current and carries out one plan at a time."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator

from .adapters import families
from .const import CONF_TIMINGS, DOMAIN, LOGGER
from .core.acts import Act
from .core.executor import Executor
from .core.house import House
from .core.plan import Plan
from .core.planner import plan
from .core.port import DeviceId, PortId, owner_of
from .core.progress import Outcome, Progress, Verdict
from .core.refusal import Refusal, Why
from .core.route import Request
from .core.timings import Timings

type SwitchboardConfigEntry = ConfigEntry[SwitchboardCoordinator]

_OUTCOMES_KEPT: Final = 50
# Reasons that the next look may prove out of date.
_WORTH_A_LOOK: Final = frozenset(
    {Why.ASLEEP, Why.SWITCHED_OFF, Why.ON_BLUETOOTH, Why.UNREACHABLE}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What was last asked for a room, and what became of it.

    `verdict` is None while the plan runs.
    """

    source: PortId | None
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
        self._families = families(hass, entry.data, self._timings)
        self._one_at_a_time = asyncio.Lock()
        self._waiting: list[asyncio.Future[None]] = []
        self._running: set[asyncio.Task[Outcome | Refusal]] = set()

    async def async_start(self) -> None:
        """Let every family find its devices."""
        await asyncio.gather(
            *(family.start(self._look) for family in self._families.values())
        )
        self._look()

    async def async_stop(self) -> None:
        """Take back what is half done, then let go of every device."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        await asyncio.gather(*(family.stop() for family in self._families.values()))
        await self.async_shutdown()

    # What the shell asks

    def explain(self, request: Request) -> Plan | Refusal:
        """Return what would be done, without doing it."""
        return plan(self.house, request)

    async def async_route(self, request: Request) -> Outcome | Refusal:
        """Carry out a request, after those that were made before it.

        Whoever is cancelled while waiting cancels the plan, which then walks
        back. Raises HomeAssistantError when the entry is unloaded meanwhile.
        """
        task = self.hass.async_create_background_task(
            self._route(request), "carry out a plan"
        )
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        try:
            return await task
        except asyncio.CancelledError:
            waiting = asyncio.current_task()
            if waiting is not None and waiting.cancelling():
                raise
            raise HomeAssistantError(
                translation_domain=DOMAIN, translation_key="interrupted"
            ) from None

    async def _route(self, request: Request) -> Outcome | Refusal:
        """Plan in the House as it is by then, and carry the plan out."""
        async with self._one_at_a_time:
            found = await self._plan(request)
            if isinstance(found, Refusal):
                return found
            self._wish(found, None)
            try:
                executor = Executor(
                    hands=self, eyes=self, timings=self._timings, report=_log_progress
                )
                outcome = await executor.carry_out(found)
            except asyncio.CancelledError:
                self._wish(found, Verdict.UNDONE)
                raise
            self._wish(found, outcome.verdict)
            self.outcomes = [*self.outcomes, outcome][-_OUTCOMES_KEPT:]
            return outcome

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
        """Remember what was asked for each room, and show it."""
        wish = Wish(source=found.request.source, verdict=verdict)
        self.wishes |= dict.fromkeys(found.rooms, wish)
        self.async_update_listeners()

    # Eyes and hands

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

    async def do(self, act: Act) -> None:
        """Do one act, by the family of its room."""
        await self._families[self.house.devices[act.room].family].do(act)

    @callback
    def _look(self) -> None:
        """Replace the House by what the families see now."""
        house = House.of(family.look() for family in self._families.values())
        if house == self.data:
            return
        self.async_set_updated_data(house)
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    @override
    async def _async_update_data(self) -> House:
        """Look again; nothing is polled, the families call when something changed."""
        return House.of(family.look() for family in self._families.values())


def _log_progress(progress: Progress) -> None:
    """Write down what happens, for those who look closely."""
    LOGGER.debug(
        "%s, step %s of %s: %s",
        progress.stage,
        progress.step,
        progress.steps,
        type(progress.act).__name__,
    )
