"""The ways in which one can make an Amazon, and the house around it, fail."""

from emulators.amazon.faults import Fault
from emulators.amazon.stage import Stage
from emulators.thread import from_any_thread


class Trouble(Stage):
    """An Amazon that can be made to fail.

    What happens to a speaker, an Echo or a login stays so until it is undone
    by its own method; a fault holds for so many calls, or until it is mended.
    """

    @from_any_thread
    def steal(self, speaker: str, phone: str = "a phone") -> None:
        """Let a phone take a speaker from whoever has it, and keep it."""
        stolen = self.cloud.speaker_named(speaker)
        self.cloud.radio.free(stolen)
        stolen.phone = phone

    @from_any_thread
    def release(self, speaker: str) -> None:
        """Let a phone give a speaker back."""
        self.cloud.speaker_named(speaker).phone = None

    @from_any_thread
    def put_out_of_range(self, speaker: str) -> None:
        """Carry a speaker away, which ends its connection."""
        carried = self.cloud.speaker_named(speaker)
        carried.in_range = False
        self.cloud.radio.free(carried)

    @from_any_thread
    def bring_back(self, speaker: str) -> None:
        """Carry a speaker back; it connects to nobody by itself."""
        self.cloud.speaker_named(speaker).in_range = True

    @from_any_thread
    def sleep(self, speaker: str) -> None:
        """Let a speaker fall asleep, which ends its connection."""
        sleeping = self.cloud.speaker_named(speaker)
        sleeping.asleep = True
        self.cloud.radio.free(sleeping)

    @from_any_thread
    def wake(self, speaker: str) -> None:
        """Wake a speaker; it connects to nobody by itself."""
        self.cloud.speaker_named(speaker).asleep = False

    @from_any_thread
    def offline(self, echo: str) -> None:
        """Unplug an Echo, which ends its connection."""
        self.cloud.plug(self.cloud.echo_named(echo), on=False)

    @from_any_thread
    def online(self, echo: str) -> None:
        """Plug an Echo in again; it connects to nothing by itself."""
        self.cloud.plug(self.cloud.echo_named(echo), on=True)

    @from_any_thread
    def cut_streams(self, account: str) -> None:
        """End the push streams of an account; programs may begin new ones."""
        self.cloud.streams.cut(self.cloud.account_named(account))

    @from_any_thread
    def expire(self, account: str, *, renewable: bool = True) -> None:
        """End every session of an account; a renewed login is accepted or not."""
        expired = self.cloud.account_named(account)
        expired.expire(renewable=renewable)
        self.cloud.streams.cut(expired)

    @from_any_thread
    def restore(self, account: str) -> None:
        """Accept the sessions the house was set up with again."""
        self.cloud.account_named(account).restore()

    @from_any_thread
    def fail(self, fault: Fault) -> None:
        """Let something go wrong from now on; faults add up."""
        self.cloud.go_wrong(fault)

    @from_any_thread
    def mend(self) -> None:
        """Let everything work again; the house stays as it is."""
        self.cloud.faults.clear()
