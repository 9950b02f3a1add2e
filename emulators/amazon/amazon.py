"""An emulated Amazon: what one can do to it, and see in it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, Self

from emulators.amazon import entries
from emulators.amazon.calls import Call
from emulators.amazon.spec import (
    AccountSpec,
    Direction,
    EchoSpec,
    SpeakerSpec,
    Specs,
    read_specs,
)
from emulators.amazon.trouble import Trouble
from emulators.thread import from_any_thread

HERE: Final = "127.0.7.1"


class Amazon(Trouble):
    """Accounts, their devices, and the speakers around them, behind HTTPS.

    Every method can be called from any thread. An Echo is called by its name
    or serial number, a speaker by its name or address. `pace` is how long a
    second of the air takes; at 0.01 a house lives a hundred times as fast.
    """

    def __init__(  # noqa: PLR0913 - each is a knob of its own, and all have a default
        self,
        *,
        accounts: Iterable[AccountSpec] = (AccountSpec(),),
        echos: Iterable[EchoSpec] = (),
        speakers: Iterable[SpeakerSpec] = (),
        seed: int = 0,
        pace: float = 1.0,
        address: str = HERE,
        port: int = 0,
    ) -> None:
        """Take what there is; port 0 is any that is free."""
        specs = Specs(
            accounts=tuple(accounts), echos=tuple(echos), speakers=tuple(speakers)
        )
        super().__init__(specs, seed=seed, pace=pace, address=address, port=port)

    @classmethod
    def load(cls, path: Path, **how: Any) -> Self:
        """Read the accounts, Echos and speakers from a TOML file."""
        specs = read_specs(path)
        return cls(
            accounts=specs.accounts, echos=specs.echos, speakers=specs.speakers, **how
        )

    @property
    def push_delay(self) -> float:
        """Return how many seconds a push is under way."""
        return self.cloud.streams.delay

    @push_delay.setter
    def push_delay(self, seconds: float) -> None:
        self.cloud.streams.delay = seconds

    @property
    def remembers(self) -> bool:
        """Tell whether what an Echo was told can be read afterwards."""
        return self.cloud.voice.remembers

    @remembers.setter
    def remembers(self, on: bool) -> None:
        self.cloud.voice.remembers = on

    # What is there to see.

    @from_any_thread
    def echos(self) -> tuple[EchoSpec, ...]:
        """Return all devices as they were set up."""
        return tuple(echo.spec for echo in self.cloud.echos)

    @from_any_thread
    def speakers(self) -> tuple[SpeakerSpec, ...]:
        """Return all speakers and phones as they were set up."""
        return tuple(speaker.spec for speaker in self.cloud.speakers)

    @from_any_thread
    def serial(self, echo: str) -> str:
        """Return what a device is called for life."""
        return self.cloud.echo_named(echo).serial

    @from_any_thread
    def connected(self, echo: str) -> str | None:
        """Return the speaker an Echo truly has now."""
        link = self.cloud.echo_named(echo).link
        return link.name if link else None

    @from_any_thread
    def trying(self) -> tuple[str, ...]:
        """Return the Echos that try to connect, or think about it."""
        return tuple(
            echo.name
            for echo in self.cloud.echos
            if echo.attempt is not None or echo.thought is not None
        )

    @from_any_thread
    def holder(self, speaker: str) -> str | None:
        """Return who truly has a speaker: an Echo, a phone, or nobody."""
        return self.cloud.radio.holder_of(self.cloud.speaker_named(speaker))

    @from_any_thread
    def dnd(self, echo: str) -> bool:
        """Tell whether an Echo is to be left in peace."""
        return self.cloud.echo_named(echo).dnd

    @from_any_thread
    def volume(self, echo: str) -> int:
        """Return how loud an Echo is, up to 100."""
        return self.cloud.echo_named(echo).volume

    @from_any_thread
    def jack(self, echo: str) -> Direction | None:
        """Return which way the jack of an Echo goes."""
        return self.cloud.echo_named(echo).jack

    @from_any_thread
    def heard(self, echo: str) -> tuple[str, ...]:
        """Return the sentences an Echo was given to obey."""
        return tuple(self.cloud.echo_named(echo).heard)

    @from_any_thread
    def spoken(self, echo: str) -> tuple[str, ...]:
        """Return what an Echo has said or announced."""
        return tuple(self.cloud.echo_named(echo).spoken)

    @from_any_thread
    def listeners(self, account: str) -> int:
        """Return how many push streams of an account are open."""
        return self.cloud.streams.listening(self.cloud.account_named(account))

    @from_any_thread
    def calls(self, path: str | None = None) -> tuple[Call, ...]:
        """Return what was asked, of one path if wanted."""
        return tuple(call for call in self.cloud.calls if path in {None, call.path})

    @from_any_thread
    def missed(self) -> tuple[Call, ...]:
        """Return what was asked for that is not there."""
        return tuple(self.cloud.missed)

    @from_any_thread
    def forget_calls(self) -> None:
        """Begin a new record of what is asked."""
        self.cloud.calls.clear()

    # What happens in a house.

    @from_any_thread
    def connect(self, echo: str, speaker: str) -> None:
        """Connect an Echo at once, in place of whatever either had."""
        self.cloud.join(echo, speaker)

    @from_any_thread
    def disconnect(self, echo: str) -> None:
        """Disconnect an Echo at once."""
        self.cloud.radio.hang_up(self.cloud.echo_named(echo))

    @from_any_thread
    def play(self, echo: str) -> None:
        """Let an Echo play music, which keeps a speaker awake."""
        self.cloud.stream(self.cloud.echo_named(echo), on=True)

    @from_any_thread
    def stop(self, echo: str) -> None:
        """Let an Echo play no more."""
        self.cloud.stream(self.cloud.echo_named(echo), on=False)

    @from_any_thread
    def say(self, echo: str, text: str) -> None:
        """Say something to an Echo, in lower case, without its own name."""
        self.cloud.voice.hear(self.cloud.echo_named(echo), [text])

    @from_any_thread
    def turn(self, echo: str, volume: int) -> None:
        """Turn the ring of an Echo, up to 100."""
        self.cloud.turn(self.cloud.echo_named(echo), volume)

    @from_any_thread
    def set_dnd(self, echo: str, *, on: bool) -> None:
        """Tell an Echo to leave everybody in peace, or no longer."""
        self.cloud.leave_in_peace(self.cloud.echo_named(echo), on=on)

    # What is stored of an account elsewhere.

    def core_entry_data(self, account: str = "home") -> dict[str, Any]:
        """Return the data of a loaded entry of core's alexa_devices."""
        return entries.core_entry_data(self.cloud.account_named(account))

    def amp_entry_data(self, account: str = "home") -> dict[str, Any]:
        """Return the data of a loaded entry of Alexa Media Player."""
        return entries.amp_entry_data(self.cloud.account_named(account))

    def amp_cookie_file(self, account: str = "home") -> str:
        """Return the name of the file alexapy keeps its cookies in."""
        return entries.amp_cookie_file(self.cloud.account_named(account))

    def amp_cookies(self, account: str = "home") -> dict[str, Any]:
        """Return what is in that file, to be written as JSON."""
        return entries.amp_cookies(self.cloud.account_named(account))
