"""A House that plays along: Hands and Eyes without a speaker or a wait."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace

from custom_components.speaker_switchboard.core.acts import (
    Act,
    Join,
    Lead,
    Leave,
    concerned,
)
from custom_components.speaker_switchboard.core.contracts import Receipt
from custom_components.speaker_switchboard.core.effects import after
from custom_components.speaker_switchboard.core.errors import (
    CommandRejected,
    DeviceUnreachable,
)
from custom_components.speaker_switchboard.core.executor import Executor
from custom_components.speaker_switchboard.core.house import Away, House
from custom_components.speaker_switchboard.core.port import DeviceId, owner_of
from custom_components.speaker_switchboard.core.timings import Timings

# Whatever is done here is done at once, or never.
HASTY = Timings(
    source_soft=0.002,
    source_hard=0.004,
    join_soft=0.002,
    join_hard=0.004,
    bluetooth_soft=0.002,
    bluetooth_hard=0.004,
    bluetooth_hold=0.0005,
    bluetooth_late=0.01,
    release_soft=0.002,
    release_hard=0.004,
    setting_soft=0.002,
    setting_hard=0.004,
    first_look=0.001,
    retry_pause=0.001,
)


@dataclass(slots=True)
class MakeBelieve:
    """A House that does what it is told.

    `real` is how it is, `house` how it is seen; the two differ only while it is
    `mute`, which is to say that no event comes. What it does on being told an act
    may be set for each act.
    """

    house: House
    mute: bool = False
    faults: dict[Act, Behaviour] = field(default_factory=dict)
    asked: list[Act] = field(default_factory=list)
    looks: list[frozenset[DeviceId]] = field(default_factory=list)
    real: House = field(init=False)
    _next: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        """Begin with what is seen."""
        self.real = self.house

    def executor(self, timings: Timings = HASTY) -> Executor:
        """Return somebody to carry out plans here, in a hurry unless told otherwise."""
        return Executor(hands=self, eyes=self, timings=timings)

    async def do(self, act: Act) -> Receipt | None:
        """Do one act, or what was set for it."""
        self.asked.append(act)
        return await self.faults.get(act, obey)(self, act)

    async def changed(self) -> None:
        """Return when the House is seen to be another."""
        await self._next.wait()

    async def refresh(self, devices: Iterable[DeviceId]) -> None:
        """Look, and see what is."""
        self.looks.append(frozenset(devices))
        self._show()

    def becomes(self, house: House) -> None:
        """Turn into another House, which is seen unless no event comes."""
        self.real = house
        if not self.mute:
            self._show()

    def lose(self, device: DeviceId, away: Away = Away.UNREACHABLE) -> None:
        """Let a device be gone, with what was last known of it still shown."""
        lost = replace(self.real.devices[device], away=away)
        self.becomes(self.real.with_changes([lost], self.real.links))

    def _show(self) -> None:
        if self.house == self.real:
            return
        self.house = self.real
        seen, self._next = self._next, asyncio.Event()
        seen.set()


type Behaviour = Callable[[MakeBelieve, Act], Awaitable[Receipt | None]]


async def obey(world: MakeBelieve, act: Act) -> None:
    """Do as told, if all it takes is there."""
    for one in sorted(concerned(act)):
        if world.real.devices[one].away:
            raise DeviceUnreachable(one, "no answer")
    world.becomes(after(world.real, act))


async def obey_under_another_heir(world: MakeBelieve, act: Act) -> None:
    """Do as told, but let another take over from a leader than the core counts on."""
    others = world.real.group_of(act.room) - {act.room}
    if isinstance(act, Leave | Join) and world.real.leader_of(act.room) == act.room:
        world.real = after(world.real, Lead(max(others, default=act.room)))
    await obey(world, act)


async def reject(_: MakeBelieve, act: Act) -> None:
    """Answer that it will not, now or ever."""
    raise CommandRejected(act.room, "error 402")


async def shrug(_: MakeBelieve, __: Act) -> None:
    """Answer that all is well, and do nothing."""


async def stumble(world: MakeBelieve, act: Act) -> None:
    """Get half of it done: out of the group, and no further."""
    if world.real.leader_of(act.room) != act.room:
        world.becomes(after(world.real, Leave(act.room)))
    raise CommandRejected(act.room, "error 714")


async def go_away(world: MakeBelieve, act: Act) -> None:
    """Leave the network in the middle of it; what was last seen stays on show."""
    world.lose(act.room)
    raise DeviceUnreachable(act.room, "no route to host")


async def vanish(world: MakeBelieve, act: Act) -> None:
    """Leave the network in the middle of it, group and sound with it."""
    alone = after(world.real, Leave(act.room))
    silent = replace(alone.devices[act.room], media=None, playing=False)
    fed = {link for link in alone.links if owner_of(link.sink) == act.room}
    world.becomes(alone.with_changes([silent], alone.links - fed))
    world.lose(act.room, Away.OFF)
    raise DeviceUnreachable(act.room, "no route to host")
