"""A speaker, or whatever else an Echo can be paired with."""

import asyncio
from dataclasses import dataclass

from emulators.amazon.spec import SpeakerSpec


@dataclass(eq=False, slots=True)
class Speaker:
    """One speaker; `phone` is who has it that is no Echo."""

    spec: SpeakerSpec
    in_range: bool = True
    asleep: bool = False
    phone: str | None = None
    silence: asyncio.TimerHandle | None = None

    @property
    def name(self) -> str:
        """Return what it calls itself."""
        return self.spec.name

    @property
    def address(self) -> str:
        """Return its address, by which an Echo knows it."""
        return self.spec.address

    @property
    def answers(self) -> bool:
        """Tell whether it hears anybody at all."""
        return self.in_range and not self.asleep


def unpacked(spec: SpeakerSpec) -> Speaker:
    """Take a speaker out of its box."""
    return Speaker(
        spec=spec, in_range=spec.in_range, asleep=spec.asleep, phone=spec.held_by
    )
