"""The air between Echos and speakers: who has whom, and what becomes of a try.

Assumed where nobody has measured it: a speaker that does not answer, and one
that somebody else has, are given up after as long as the slowest success
takes; a second speaker takes the place of the first when it is connected, not
before.
"""

import asyncio
from collections.abc import Callable
from random import Random
from typing import Final

from emulators.amazon.echo import Echo
from emulators.amazon.speaker import Speaker

CONNECTED: Final = "DEVICE_CONNECTED"
DISCONNECTED: Final = "DEVICE_DISCONNECTED"

type News = Callable[[Echo, str, bool], None]


class Radio:
    """What happens in the air; `pace` is how long a second takes."""

    def __init__(self, dice: Random, pace: float, news: News) -> None:
        """Begin with silence; who is told of changes is told at once."""
        self._dice = dice
        self._pace = pace
        self._news = news
        self._senders: dict[Speaker, Echo] = {}
        self._waiting: set[asyncio.TimerHandle] = set()

    def close(self) -> None:
        """Let nothing more happen by itself."""
        for handle in self._waiting:
            handle.cancel()
        self._waiting.clear()

    def holder_of(self, speaker: Speaker) -> str | None:
        """Return who has a speaker."""
        sender = self._senders.get(speaker)
        return sender.name if sender else speaker.phone

    # What an Echo does.

    def call(self, echo: Echo, speaker: Speaker) -> None:
        """Let an Echo try to connect, in place of whatever it tried before."""
        self.give_up(echo)
        if echo.link is speaker:
            self._news(echo, CONNECTED, True)  # noqa: FBT003 - it went well
            return

        fastest, slowest = speaker.spec.connect_seconds
        agrees = self._dice.random() >= speaker.spec.failure
        within = self._dice.uniform(fastest, slowest)
        echo.attempt = self.after(
            within if self._may_have(echo, speaker) else slowest,
            lambda: self._decide(echo, speaker, agrees=agrees),
        )

    def give_up(self, echo: Echo) -> None:
        """Let an Echo try no longer."""
        if echo.attempt is not None:
            self.forget(echo.attempt)
            echo.attempt = None

    def hang_up(self, echo: Echo) -> None:
        """Let an Echo disconnect whatever it has."""
        self.give_up(echo)
        self.part(echo)

    # What is so, from one moment to the next.

    def join(self, echo: Echo, speaker: Speaker) -> None:
        """Connect the two, in place of what either had."""
        if echo.link is speaker:
            return

        self.part(echo)
        self.free(speaker)
        echo.link, self._senders[speaker] = speaker, echo
        self.sound(speaker)
        self._news(echo, CONNECTED, True)  # noqa: FBT003 - it went well

    def part(self, echo: Echo) -> None:
        """Disconnect an Echo from what it has."""
        if echo.link is None:
            return

        speaker, echo.link = echo.link, None
        del self._senders[speaker]
        self._hush(speaker)
        self._news(echo, DISCONNECTED, True)  # noqa: FBT003 - it went well

    def free(self, speaker: Speaker) -> None:
        """Take a speaker from whoever has it."""
        speaker.phone = None
        if speaker in self._senders:
            self.part(self._senders[speaker])

    def sound(self, speaker: Speaker) -> None:
        """Count the silence of a speaker from now on."""
        self._hush(speaker)
        sender = self._senders.get(speaker)
        if speaker.spec.auto_off is not None and not (sender and sender.streaming):
            speaker.silence = self.after(
                speaker.spec.auto_off, lambda: self._doze(speaker)
            )

    def _decide(self, echo: Echo, speaker: Speaker, *, agrees: bool) -> None:
        """Find out what became of a try."""
        echo.attempt = None
        if agrees and self._may_have(echo, speaker):
            self.join(echo, speaker)
        else:
            self._news(echo, CONNECTED, False)  # noqa: FBT003 - it went wrong

    def _may_have(self, echo: Echo, speaker: Speaker) -> bool:
        """Tell whether a speaker would answer an Echo."""
        free = self.holder_of(speaker) is None or speaker.spec.yields
        return echo.online and speaker in echo.paired and speaker.answers and free

    def _doze(self, speaker: Speaker) -> None:
        """Let a speaker switch itself off."""
        speaker.silence = None
        speaker.asleep = True
        self.free(speaker)

    def _hush(self, speaker: Speaker) -> None:
        """Count the silence of a speaker no longer."""
        if speaker.silence is not None:
            self.forget(speaker.silence)
            speaker.silence = None

    def after(self, seconds: float, deed: Callable[[], None]) -> asyncio.TimerHandle:
        """Do something later."""

        def do_it() -> None:
            self._waiting.discard(handle)
            deed()

        loop = asyncio.get_running_loop()
        handle = loop.call_later(seconds * self._pace, do_it)
        self._waiting.add(handle)
        return handle

    def forget(self, handle: asyncio.TimerHandle) -> None:
        """Do something later no longer."""
        handle.cancel()
        self._waiting.discard(handle)
