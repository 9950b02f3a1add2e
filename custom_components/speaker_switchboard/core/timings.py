"""How long things may take, in seconds."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Self

from .acts import Act, Pace


@dataclass(frozen=True, kw_only=True, slots=True)
class Timings:
    """The patience of the house.

    Players say 100 to 200 ms for a join; in troubled networks a topology was
    seen 35 s late (core issues 158227, 159512), a source switch 15 s. After
    the soft time an act is tried once more, after the hard time it has failed.
    """

    source_soft: float = 5.0
    source_hard: float = 15.0
    join_soft: float = 5.0
    join_hard: float = 35.0
    # An Echo needs up to 15 s to find a speaker, and 30 s in the worst case.
    bluetooth_soft: float = 15.0
    bluetooth_hard: float = 30.0
    # What holds for this long is connected; some links break at once.
    bluetooth_hold: float = 2.0
    # A command that met a busy cloud is tried for 90 s by the library that sent it.
    bluetooth_late: float = 90.0
    release_soft: float = 5.0
    release_hard: float = 15.0
    setting_soft: float = 2.5
    setting_hard: float = 5.0
    # A first look of our own when no event came; doubled up to the soft time.
    first_look: float = 0.5
    # Codes 1001, 701 and 800 pass within a second or two (core issue 167754).
    retry_pause: float = 1.0
    # A call that was not answered by then is taken as lost (core: 9.5 s).
    answer: float = 9.5

    @classmethod
    def from_mapping(cls, given: Mapping[str, float]) -> Self:
        """Return the timings, with those that were set in place of the defaults."""
        known = {field.name for field in fields(cls)}
        return cls(**{key: given[key] for key in known & given.keys()})

    def patient(self, seconds: float | None) -> Self:
        """Return these timings with so much patience for a Bluetooth connection."""
        if seconds is None:
            return self
        return replace(self, bluetooth_soft=seconds / 2, bluetooth_hard=seconds)

    def soft(self, act: Act) -> float:
        """Return when an act that shows no effect is tried once more."""
        match act.pace:
            case Pace.GROUP:
                return self.join_soft
            case Pace.BLUETOOTH:
                return self.bluetooth_soft
            case Pace.RELEASE:
                return self.release_soft
            case Pace.SETTING:
                return self.setting_soft
            case _:
                return self.source_soft

    def hard(self, act: Act) -> float:
        """Return when an act that shows no effect has failed."""
        match act.pace:
            case Pace.GROUP:
                return self.join_hard
            case Pace.BLUETOOTH:
                return self.bluetooth_hard
            case Pace.RELEASE:
                return self.release_hard
            case Pace.SETTING:
                return self.setting_hard
            case _:
                return self.source_hard

    def hold(self, act: Act) -> float:
        """Return how long an act has to be seen before it counts."""
        return self.bluetooth_hold if act.pace is Pace.BLUETOOTH else 0.0
