"""What can go wrong between a program and Amazon, and for how much longer."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Any, Final

type State = dict[str, Any]

# What the pages of a house are about; the way in and the push stream are not.
ANY: Final = "* /api/*"


class Kind(StrEnum):
    """A way in which something goes wrong.

    The first group befalls a call, the second what Amazon says of Bluetooth,
    the third a push.
    """

    STATUS = "status"  # refused with `status`, and not done
    HANG = "hang"  # neither done nor answered
    DROP = "drop"  # the line is cut, and it is not done
    LATE = "late"  # done and answered after `seconds`
    LATE_ANSWER = "late_answer"  # done at once, answered after `seconds`
    LOSE_ANSWER = "lose_answer"  # done, then the line is cut
    IGNORE = "ignore"  # answered that all is well, and not done
    GARBAGE = "garbage"  # done, and answered with what nobody can read

    STALE = "stale"  # answered as it was when the fault was set
    EMPTY = "empty"  # no device has Bluetooth
    NO_LIST = "no_list"  # pairedDeviceList is null
    NO_PROFILES = "no_profiles"  # profiles is null

    PUSH_LOST = "push_lost"  # not told


OF_STATES: Final = frozenset({Kind.STALE, Kind.EMPTY, Kind.NO_LIST, Kind.NO_PROFILES})


WORDS: Final = {401: "Unauthorized", 403: "Forbidden", 429: "Rate exceeded"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One fault: of which calls, of whom, and how often.

    `on` is a pattern of the method and the path, as in
    `"POST /api/bluetooth/pair-sink/*"`. Without `times` it stays until it is
    mended. A stale state is over after `seconds`, if there are any.
    """

    kind: Kind = Kind.STATUS
    on: str = ANY
    account: str | None = None
    echo: str | None = None
    times: int | None = None
    status: int = 500
    seconds: float = 0.0
    message: str = ""

    @property
    def words(self) -> str:
        """Return what is said with a status.

        Alexapy waits ten seconds and more before it reads again when it sees
        what Amazon says to who asks too often.
        """
        return self.message or WORDS.get(self.status, "It is a fault.")

    def concerns(self, call: str, account: str | None, echo: str | None) -> bool:
        """Tell whether a call is one of those that go wrong."""
        return (
            self.account in {None, account}
            and self.echo in {None, echo}
            and fnmatchcase(call, self.on)
        )


@dataclass(eq=False, slots=True)
class Ongoing:
    """A fault that is set; `memory` is how things were at that time."""

    fault: Fault
    left: int | None
    memory: list[State]
    since: float = field(default_factory=time.monotonic)

    @property
    def over(self) -> bool:
        """Tell whether it is used up."""
        if self.fault.kind is Kind.STALE and self.fault.seconds:
            return time.monotonic() > self.since + self.fault.seconds

        return self.left is not None and self.left <= 0


class Faults:
    """All faults that are set."""

    def __init__(self) -> None:
        """Begin with a world in which everything works."""
        self._set: list[Ongoing] = []

    def set(self, fault: Fault, memory: list[State]) -> None:
        """Let something go wrong from now on; faults add up."""
        self._set.append(Ongoing(fault=fault, left=fault.times, memory=memory))

    def clear(self) -> None:
        """Let everything work again."""
        self._set.clear()

    def of_call(self, call: str, account: str | None, echo: str | None) -> list[Fault]:
        """Return what goes wrong with a call, and count it."""
        struck = self._strike(
            lambda fault: (
                fault.kind not in OF_STATES
                and fault.kind is not Kind.PUSH_LOST
                and fault.concerns(call, account, echo)
            )
        )
        return [each.fault for each in struck]

    def of_states(self, account: str) -> list[Ongoing]:
        """Return what goes wrong with what is said of Bluetooth, and count it."""
        return self._strike(
            lambda fault: fault.kind in OF_STATES and fault.account in {None, account}
        )

    def loses_push(self, account: str, echo: str | None) -> bool:
        """Tell whether a push is lost, and count it."""
        lost = self._strike(
            lambda fault: (
                fault.kind is Kind.PUSH_LOST
                and fault.account in {None, account}
                and fault.echo in {None, echo}
            )
        )
        return bool(lost)

    def _strike(self, concerns: Callable[[Fault], bool]) -> list[Ongoing]:
        """Return the faults that concern something, each counted once."""
        struck = [each for each in self._current() if concerns(each.fault)]
        for each in struck:
            if each.left is not None:
                each.left -= 1
        return struck

    def _current(self) -> Iterable[Ongoing]:
        """Forget the faults that are over, and return the others."""
        self._set = [each for each in self._set if not each.over]
        return tuple(self._set)
