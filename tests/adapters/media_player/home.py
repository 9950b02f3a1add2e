"""One receiver at the end of a cable, and a family that follows it."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from homeassistant.core import HomeAssistant

from custom_components.speaker_switchboard.adapters.media_player import (
    PlayerFamily,
    input_id,
)
from custom_components.speaker_switchboard.core.acts import Act, Listen
from custom_components.speaker_switchboard.core.declared import player_id
from custom_components.speaker_switchboard.core.executor import Executor
from custom_components.speaker_switchboard.core.house import Device, Family, House, Link
from custom_components.speaker_switchboard.core.plan import Plan
from custom_components.speaker_switchboard.core.planner import plan
from custom_components.speaker_switchboard.core.port import (
    DeviceId,
    Port,
    PortKind,
    kind_of,
    port_id,
)
from custom_components.speaker_switchboard.core.progress import Outcome
from custom_components.speaker_switchboard.core.route import Request
from custom_components.speaker_switchboard.core.timings import Timings

from .receiver import Receiver, registered

PATIENCE = 0.2
KITCHEN = DeviceId("echo:kitchen")
HASTY = Timings(source_soft=0.5, source_hard=1.0, first_look=0.05, retry_pause=0.02)


@dataclass(slots=True)
class Home:
    """One receiver, and an Echo with a cable into its CD input: hands and eyes."""

    family: PlayerFamily
    receiver: Receiver
    id: DeviceId
    changes: int = 0
    _next: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def house(self) -> House:
        """Return what is known now."""
        return House.of((self.family.look(), self._echo()))

    @property
    def device(self) -> Device:
        """Return the receiver as it is seen."""
        return self.house.devices[self.id]

    @property
    def inputs(self) -> list[str]:
        """Return what the inputs of the receiver are called."""
        return [port.label for port in self.device.ports[1:]]

    @property
    def heard(self) -> str | None:
        """Return which input the receiver is set to."""
        port = self.house.fed_by(self.id)
        known = self.house.port(port) if port else None
        return known.label if known else None

    def listen(self, name: str) -> Listen:
        """Return what sets the receiver to an input."""
        return Listen(self.id, input_id(self.id, name))

    def notice(self) -> None:
        """Take note that something changed."""
        self.changes += 1
        seen, self._next = self._next, asyncio.Event()
        seen.set()

    async def changed(self) -> None:
        """Return when something changed."""
        await self._next.wait()

    async def refresh(self, devices: Iterable[DeviceId]) -> None:
        """Read the devices anew."""
        await self.family.refresh(devices)

    async def do(self, act: Act) -> None:
        """Do one act."""
        await self.family.do(act)

    async def until(self, so: Callable[[], bool]) -> None:
        """Wait until something is so."""
        async with asyncio.timeout(5):
            while not so():
                await self.changed()

    async def play_the_kitchen(self) -> Outcome:
        """Plan the sound of the Echo into the receiver, and carry it out."""
        planned = plan(self.house, self.wish())
        assert isinstance(planned, Plan)
        executor = Executor(hands=self, eyes=self, timings=HASTY)
        return await executor.carry_out(planned)

    def wish(self) -> Request:
        """Ask for the sound of the Echo in the receiver."""
        return Request(source=port_id(KITCHEN, PortKind.SPEAKER), rooms=(self.id,))

    def _echo(self) -> House:
        jack = port_id(KITCHEN, PortKind.LINE_OUT)
        ports = [port_id(KITCHEN, PortKind.SPEAKER), jack]
        echo = Device(
            id=KITCHEN,
            family=Family.ECHO,
            name="Kitchen",
            ports=tuple(Port(id=port, label=kind_of(port)) for port in ports),
        )
        cable = Link(source=jack, sink=input_id(self.id, "CD"))
        return House(devices={KITCHEN: echo}, ways=frozenset({cable}))


@asynccontextmanager
async def following(
    hass: HomeAssistant, receiver: Receiver, *declared: str
) -> AsyncGenerator[Home]:
    """Follow a receiver that Home Assistant has."""
    player = registered(hass, receiver)
    family = PlayerFamily(hass, [player], PATIENCE, {player: declared})
    home = Home(family, receiver, player_id(player))
    await family.start(home.notice)
    try:
        yield home
    finally:
        receiver.answering.set()
        await family.stop()
