"""The ways in which one can make a household fail."""

from emulators.sonos.faults import Fault, Kind, Trigger
from emulators.sonos.stage import Stage
from emulators.thread import from_any_thread


class Trouble(Stage):
    """A household that can be made to fail.

    A fault holds for the next so many calls of an action of a player, or until
    it is cleared when no number is given. `"*"` stands for every action, and
    for pages and subscriptions as well; those are called `"GET /info"`,
    `"SUBSCRIBE"` and so on. Faults of different kinds add up.
    """

    @from_any_thread
    def fail(
        self, room: str, action: str, code: int = 1001, times: int | None = 1
    ) -> None:
        """Let a player refuse, with a UPnP error."""
        self._set(room, action, Kind.FAIL, code, times)

    @from_any_thread
    def http_error(
        self, room: str, action: str, status: int = 403, times: int | None = None
    ) -> None:
        """Let a player refuse with an HTTP status; 403 is UPnP switched off."""
        self._set(room, action, Kind.HTTP, status, times)

    @from_any_thread
    def delay(
        self, room: str, action: str, seconds: float, times: int | None = None
    ) -> None:
        """Let a player take its time before it does what it is asked."""
        self._set(room, action, Kind.DELAY, seconds, times)

    @from_any_thread
    def hang(self, room: str, action: str, times: int | None = None) -> None:
        """Let a player neither act nor answer."""
        self._set(room, action, Kind.HANG, 0, times)

    @from_any_thread
    def refuse(self, room: str, action: str, times: int | None = 1) -> None:
        """Let a player reset the connection, and not act."""
        self._set(room, action, Kind.REFUSE, 0, times)

    @from_any_thread
    def lose_answer(self, room: str, action: str, times: int | None = 1) -> None:
        """Let a player act, but never answer."""
        self._set(room, action, Kind.LOSE_ANSWER, 0, times)

    @from_any_thread
    def ignore(self, room: str, action: str, times: int | None = 1) -> None:
        """Let a player lie: it answers that all is well, and does nothing."""
        self._set(room, action, Kind.IGNORE, 0, times)

    @from_any_thread
    def carry_out_late(
        self, room: str, action: str, seconds: float, times: int | None = 1
    ) -> None:
        """Let a player answer at once that all is well, and act later."""
        self._set(room, action, Kind.LATE, seconds, times)

    @from_any_thread
    def mute_events(self, on: bool = True, room: str | None = None) -> None:  # noqa: FBT001, FBT002 - tests switch it on and off
        """Lose the events of the household, or of one player, from now on."""
        if room is None:
            self.listeners.all_muted = on
        elif on:
            self.listeners.muted.add(self.rooms.named(room))
        else:
            self.listeners.muted.discard(self.rooms.named(room))

    @from_any_thread
    def vanish_when(
        self,
        victim: str,
        after: tuple[str, str],
        count: int = 1,
        reason: str = "powered off",
    ) -> None:
        """Let a player vanish after the so-manieth call of an action of a room."""
        room, action = after
        trigger = Trigger(
            victim=self.rooms.named(victim),
            player=self.rooms.named(room),
            action=action,
            reason=reason,
        )
        self.faults.vanish_when(trigger, count)

    @from_any_thread
    def vanish(self, room: str, reason: str = "powered off") -> None:
        """Take a player off the network, which refuses connections then."""
        self.take_off(self.rooms.named(room), reason)

    @from_any_thread
    def come_back(self, room: str) -> None:
        """Put a player back on the network, or wake it."""
        self.put_back(self.rooms.named(room))

    @from_any_thread
    def clear_faults(self) -> None:
        """Let everything work again; who has vanished stays away."""
        self.faults.clear()
        self.listeners.all_muted = False
        self.listeners.muted.clear()

    def _set(
        self, room: str, action: str, kind: Kind, amount: float, times: int | None
    ) -> None:
        fault = Fault(amount=amount, times=times)
        self.faults.set(self.rooms.named(room), action, kind, fault)
