"""See whether an act worked: by events, by looks of our own, and for long enough."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from time import monotonic
from typing import Final

from .acts import Act, concerned
from .contracts import Eyes
from .expectations import Linked, Unseen
from .port import DeviceId, PortKind, port_id
from .progress import Evidence
from .timings import Timings

# Between two looks, in seconds; a look costs a player two or three calls.
_SHORTEST_PAUSE: Final = 0.02


@dataclass(frozen=True, kw_only=True, slots=True)
class Witness:
    """Eyes with patience, that remember when they looked."""

    eyes: Eyes
    timings: Timings
    _looks: list[float] = field(default_factory=list, init=False)

    async def seen(
        self, act: Act, began: float, patience: float, first_look: float | None = None
    ) -> Evidence | None:
        """Return how it was seen that an act worked, or None in the end."""
        end = monotonic() + patience
        first = self.timings.first_look if first_look is None else first_look
        pause = min(max(first, _SHORTEST_PAUSE), patience)
        while True:
            if await self._becomes(lambda: self.holds(act), pause):
                # A look at another room of the group may have shown it as well.
                looked = any(look > began for look in self._looks)
                evidence = Evidence.READ if looked else Evidence.EVENT
            else:
                await self.look(concerned(act))
                evidence = Evidence.READ
            if self.holds(act) and await self._stays(act):
                return Evidence.READ if self.timings.hold(act) else evidence
            left = end - monotonic()
            if left <= 0 or self.away(act):
                return None
            pause = min(pause * 2, left)

    async def look(self, devices: Iterable[DeviceId]) -> None:
        """Read devices anew."""
        self._looks.append(monotonic())
        await self.eyes.refresh(devices)

    def holds(self, act: Act) -> bool:
        """Tell whether an act is seen to have worked; who is away shows nothing."""
        return self.away(act) is None and act.expects.holds(self.eyes.house)

    def observes(self, act: Act) -> bool:
        """Tell whether anybody can see what comes of an act."""
        match act.expects:
            case Linked(_, sender):
                output = port_id(sender, PortKind.BLUETOOTH_OUT)
                return self.eyes.house.observed(output)
            case Unseen():
                return False
        return True

    def away(self, act: Act) -> DeviceId | None:
        """Return the device of an act that cannot be spoken to, if there is one."""
        return next(filter(self.is_away, sorted(concerned(act))), None)

    def is_away(self, device: DeviceId) -> bool:
        """Tell whether a device cannot be spoken to."""
        known = self.eyes.house.devices.get(device)
        return known is None or known.away is not None

    async def _stays(self, act: Act) -> bool:
        """Tell whether what an act did is still so when its time to hold is over."""
        hold = self.timings.hold(act)
        if not hold:
            return True
        if await self._becomes(lambda: not self.holds(act), hold):
            return False
        await self.look(concerned(act))
        return self.holds(act)

    async def _becomes(self, so: Callable[[], bool], within: float) -> bool:
        """Tell whether the House comes to be so by itself."""
        try:
            async with asyncio.timeout(within):
                while not so():
                    await self.eyes.changed()
        except TimeoutError:
            return False
        return True
