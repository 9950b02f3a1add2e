"""An Echo, or what else is in an account, and what it is doing."""

import asyncio
from dataclasses import dataclass, field

from emulators.amazon.account import Account
from emulators.amazon.speaker import Speaker
from emulators.amazon.spec import Direction, EchoSpec


@dataclass(eq=False, slots=True)
class Echo:
    """One device of an account; it has one radio, which holds one link."""

    spec: EchoSpec
    account: Account
    paired: list[Speaker]
    gadgets: list[Speaker]
    online: bool = True
    link: Speaker | None = None
    attempt: asyncio.TimerHandle | None = None
    thought: asyncio.TimerHandle | None = None
    streaming: bool = False
    dnd: bool = False
    muted: bool = False
    volume: int = 30
    jack: Direction | None = None
    heard: list[str] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return what people call it."""
        return self.spec.name

    @property
    def serial(self) -> str:
        """Return what it is called for life."""
        return self.spec.serial

    @property
    def type(self) -> str:
        """Return its type, as it is written on the wire."""
        return self.spec.kind.type

    @property
    def language(self) -> str:
        """Return the language it listens to."""
        return self.spec.language or self.account.spec.language

    def paired_as(self, address: str) -> Speaker | None:
        """Return what it is paired with at an address."""
        return next((each for each in self.paired if each.address == address), None)
