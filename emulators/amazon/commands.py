"""What one can type at an Amazon that runs by itself."""

from collections.abc import Sequence
from typing import Final

from emulators.amazon.amazon import Amazon
from emulators.amazon.faults import Fault, Kind
from emulators.commands import Command, by_bars, carry_out, listed


def obey(amazon: Amazon, line: str) -> str:
    """Do what a line says, as in `connect Kitchen Echo | JBL Flip 6`."""
    return carry_out(COMMANDS, amazon, line, by_bars)


def show(amazon: Amazon, _words: Sequence[str]) -> str:
    """Return one line an Echo that can send, then one a speaker."""
    lines = [
        f"{echo.name}: {amazon.connected(echo.name) or 'its own speaker'}"
        for echo in amazon.echos()
        if echo.kind.has_radio
    ]
    lines += [
        f"{speaker.name}: {amazon.holder(speaker.address) or 'nobody'} has it"
        for speaker in amazon.speakers()
    ]
    return "\n".join(lines)


def connect(amazon: Amazon, words: Sequence[str]) -> str:
    """Connect an Echo at once."""
    amazon.connect(words[0], words[1])
    return f"{words[0]} has {amazon.connected(words[0])}."


def disconnect(amazon: Amazon, words: Sequence[str]) -> str:
    """Disconnect an Echo at once."""
    amazon.disconnect(words[0])
    return f"{words[0]} has its own speaker."


def say(amazon: Amazon, words: Sequence[str]) -> str:
    """Say something to an Echo."""
    amazon.say(words[0], words[1])
    return f"{words[0]} thinks about it."


def steal(amazon: Amazon, words: Sequence[str]) -> str:
    """Let a phone take a speaker."""
    amazon.steal(words[0])
    return f"A phone has {words[0]}."


def release(amazon: Amazon, words: Sequence[str]) -> str:
    """Let the phone give it back."""
    amazon.release(words[0])
    return f"Nobody has {words[0]}."


def away(amazon: Amazon, words: Sequence[str]) -> str:
    """Carry a speaker out of range."""
    amazon.put_out_of_range(words[0])
    return f"{words[0]} is out of range."


def back(amazon: Amazon, words: Sequence[str]) -> str:
    """Carry a speaker back."""
    amazon.bring_back(words[0])
    return f"{words[0]} is back."


def sleep(amazon: Amazon, words: Sequence[str]) -> str:
    """Let a speaker fall asleep."""
    amazon.sleep(words[0])
    return f"{words[0]} sleeps."


def wake(amazon: Amazon, words: Sequence[str]) -> str:
    """Wake a speaker."""
    amazon.wake(words[0])
    return f"{words[0]} is awake."


def go(amazon: Amazon, words: Sequence[str]) -> str:
    """Unplug an Echo."""
    amazon.offline(words[0])
    return f"{words[0]} is gone."


def come(amazon: Amazon, words: Sequence[str]) -> str:
    """Plug an Echo in again."""
    amazon.online(words[0])
    return f"{words[0]} is back."


def play(amazon: Amazon, words: Sequence[str]) -> str:
    """Let an Echo play music."""
    amazon.play(words[0])
    return f"{words[0]} plays."


def stop(amazon: Amazon, words: Sequence[str]) -> str:
    """Let an Echo play no more."""
    amazon.stop(words[0])
    return f"{words[0]} is silent."


def expire(amazon: Amazon, words: Sequence[str]) -> str:
    """End the sessions of an account."""
    amazon.expire(words[0], renewable=False)
    return f"{words[0]} has to log in."


def restore(amazon: Amazon, words: Sequence[str]) -> str:
    """Accept the sessions of an account again."""
    amazon.restore(words[0])
    return f"{words[0]} is logged in."


def fault(amazon: Amazon, words: Sequence[str]) -> str:
    """Let the next call for an Echo be refused, or something else go wrong with it."""
    wrong = words[1]
    if wrong.isdecimal():
        amazon.fail(Fault(status=int(wrong), echo=words[0], times=1))
    else:
        amazon.fail(Fault(kind=Kind(wrong), echo=words[0], times=1))
    return f"The next call for {words[0]} goes wrong: {wrong}."


def clear(amazon: Amazon, _words: Sequence[str]) -> str:
    """Let everything work again."""
    amazon.mend()
    return "Everything works again."


def list_commands(_amazon: Amazon, _words: Sequence[str]) -> str:
    """Return all commands."""
    return listed(COMMANDS)


COMMANDS: Final = {
    "show": Command("", "who is connected to what", 0, show),
    "connect": Command("ECHO | SPEAKER", "connect at once", 2, connect),
    "disconnect": Command("ECHO", "disconnect at once", 1, disconnect),
    "say": Command("ECHO | SENTENCE", "say something to an Echo", 2, say),
    "steal": Command("SPEAKER", "let a phone take it", 1, steal),
    "release": Command("SPEAKER", "let the phone give it back", 1, release),
    "away": Command("SPEAKER", "carry it out of range", 1, away),
    "back": Command("SPEAKER", "carry it back", 1, back),
    "sleep": Command("SPEAKER", "let it fall asleep", 1, sleep),
    "wake": Command("SPEAKER", "wake it", 1, wake),
    "offline": Command("ECHO", "unplug an Echo", 1, go),
    "online": Command("ECHO", "plug it in again", 1, come),
    "play": Command("ECHO", "let an Echo play music", 1, play),
    "stop": Command("ECHO", "let it play no more", 1, stop),
    "expire": Command("ACCOUNT", "end its sessions for good", 1, expire),
    "restore": Command("ACCOUNT", "accept them again", 1, restore),
    "fault": Command(
        "ECHO | STATUS, or a kind", "let its next call go wrong", 2, fault
    ),
    "clear": Command("", "let everything work again", 0, clear),
    "help": Command("", "list the commands", 0, list_commands),
}
