"""What an Echo does with a sentence, whether it was spoken or sent."""

from collections.abc import Callable, Iterable
from typing import Final

from emulators.amazon.echo import Echo
from emulators.amazon.radio import Radio
from emulators.amazon.understood import Connect, Disconnect, plain, understood

# Assumed: how long an Echo thinks, in seconds. Owners report that of two
# commands in quick succession only the last is carried out.
THINKS: Final = 1.0


class Voice:
    """Lets Echos obey.

    What an Echo was sent has not always been in its records; `remembers` is
    whether it is.
    """

    def __init__(self, radio: Radio, news: Callable[[Echo], None]) -> None:
        """Know the air that most of it is about, and who hears of new records."""
        self.remembers = True
        self._radio = radio
        self._news = news

    def hear(self, echo: Echo, sentences: Iterable[str]) -> None:
        """Let an Echo think about sentences, and forget what it thought about."""
        if not echo.online:
            return

        wanted = tuple(sentences)
        echo.heard += wanted
        if echo.thought is not None:
            self._radio.forget(echo.thought)
        echo.thought = self._radio.after(THINKS, lambda: self._obey(echo, wanted))

    def _obey(self, echo: Echo, sentences: Iterable[str]) -> None:
        """Carry sentences out, one after the other, and remember them."""
        echo.thought = None
        for text in sentences if echo.online else ():
            reply = self._act_on(echo, text)
            if self.remembers:
                echo.account.remember(echo.serial, echo.type, text, reply)
                self._news(echo)

    def _act_on(self, echo: Echo, text: str) -> str:
        """Do what a sentence says, if it is about Bluetooth, and reply to it."""
        match understood(text, echo.language):
            case Connect(name=name):
                return self._connect(echo, name)
            case Disconnect():
                self._radio.hang_up(echo)
                return "Disconnected."
        return "Sorry, I don't know that."

    def _connect(self, echo: Echo, name: str) -> str:
        """Connect what was named; without a name, what was paired first."""
        for speaker in echo.paired:
            if not name or plain(speaker.name) == plain(name):
                self._radio.call(echo, speaker)
                return f"Connecting to {speaker.name}."
        return f"I can't find {name}."
