"""What an adapter may raise when a device does not do as it is told."""

from .port import DeviceId


class FamilyError(Exception):
    """Something went wrong between a family and one of its devices."""

    def __init__(self, device: DeviceId, reason: str) -> None:
        """Remember which device it was, and what it or the network said."""
        super().__init__(f"{device}: {reason}")
        self.device = device
        self.reason = reason


class DeviceUnreachable(FamilyError):
    """A device did not answer, or not in time; it may still have done it."""


class CommandRejected(FamilyError):
    """A device answered that it will not; `passing` when it may yet."""

    def __init__(self, device: DeviceId, reason: str, *, passing: bool = False) -> None:
        """Remember whether the same command may be accepted a moment later."""
        super().__init__(device, reason)
        self.passing = passing


class SessionExpired(FamilyError):
    """The account a device belongs to has to be signed in to again."""
