"""What an Echo is to do with a Bluetooth speaker, and what a way to tell it is."""

from dataclasses import dataclass
from typing import Protocol

from .backend import Target
from .finding import Echo
from .session import Session
from .states import Bond
from .turns import Gaps


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """Connect an Echo to a speaker, or disconnect it.

    `names` are those of everything the Echo is paired with, as far as anybody knows;
    `shown` tells whether anything shows what it is connected to.
    """

    echo: Echo
    bond: Bond
    connect: bool
    names: tuple[str, ...] = ()
    shown: bool = False

    @property
    def target(self) -> Target:
        """Return the Echo as Amazon calls it."""
        return Target(serial=self.echo.serial, type=self.echo.type)


class Way(Protocol):
    """One way to give an order, over one session."""

    @property
    def name(self) -> str:
        """Return what the way is called in reports."""

    @property
    def session(self) -> Session:
        """Return over which session it goes."""

    def wait(self, order: Order, /) -> dict[str, float]:
        """Return how long to wait after other commands, by their kind."""

    def takes(self, order: Order) -> bool:
        """Tell whether an order can be given this way."""

    async def give(self, order: Order) -> None:
        """Give the order; raise a Failure."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reach:
    """What every way needs: a session, and how long to wait in between."""

    session: Session
    gaps: Gaps
