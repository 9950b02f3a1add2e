"""What one can type at a household that runs by itself."""

from collections.abc import Sequence
from typing import Final

from emulators.commands import Command, by_bars_or_blanks, carry_out, listed
from emulators.sonos.household import Household


def obey(house: Household, line: str) -> str:
    """Do what a line says, as in `volume Kitchen 9` or `group Den | Living Room`."""
    return carry_out(COMMANDS, house, line, by_bars_or_blanks)


def chosen(word: str, yes: str, no: str) -> bool:
    """Read one of two words."""
    if word not in {yes, no}:
        message = f"Type {yes} or {no}, not {word}."
        raise ValueError(message)

    return word == yes


def show(house: Household, _words: Sequence[str]) -> str:
    """Return one line a room."""
    lines = []
    for room, truth in house.snapshot().items():
        where = "" if house.is_here(room) else " (gone)"
        group = " + ".join(house.group_of(room))
        lines.append(f"{room}{where}: {truth['state']} {truth['uri']} [{group}]")
    return "\n".join(lines)


def go(house: Household, words: Sequence[str]) -> str:
    """Take a player off the network."""
    house.vanish(words[0])
    return f"{words[0]} is gone."


def come(house: Household, words: Sequence[str]) -> str:
    """Put a player back."""
    house.come_back(words[0])
    return f"{words[0]} is back."


def cable(house: Household, words: Sequence[str]) -> str:
    """Plug a cable in or pull it."""
    house.plug(words[0], connected=chosen(words[1], "in", "out"))
    return f"The cable of {words[0]} is {words[1]}."


def tv(house: Household, words: Sequence[str]) -> str:
    """Switch a TV on or off."""
    house.set_tv(words[0], on=chosen(words[1], "on", "off"))
    return f"The TV of {words[0]} is {words[1]}."


def volume(house: Household, words: Sequence[str]) -> str:
    """Turn the volume."""
    house.set_volume(words[0], int(words[1]))
    return f"{words[0]} is at {house.volume(words[0])}."


def group(house: Household, words: Sequence[str]) -> str:
    """Group rooms."""
    house.group(*words)
    return " + ".join(house.group_of(words[0]))


def ungroup(house: Household, words: Sequence[str]) -> str:
    """Let a room stand alone."""
    house.ungroup(words[0])
    return f"{words[0]} stands alone."


def play(house: Household, words: Sequence[str]) -> str:
    """Play an address, or the queue."""
    house.play(words[0], words[1] if words[1:] else "")
    return f"{words[0]} plays {house.uri(house.leader_of(words[0]))}."


def stop(house: Household, words: Sequence[str]) -> str:
    """Stop a room."""
    house.stop(words[0])
    return f"{words[0]} has stopped."


def fault(house: Household, words: Sequence[str]) -> str:
    """Let the next call of an action be refused."""
    code = int(words[2]) if words[2:] else 1001
    house.fail(words[0], words[1], code)
    return f"The next {words[1]} at {words[0]} fails with {code}."


def clear(house: Household, _words: Sequence[str]) -> str:
    """Let everything work again."""
    house.clear_faults()
    return "Everything works again."


def list_commands(_house: Household, _words: Sequence[str]) -> str:
    """Return all commands."""
    return listed(COMMANDS)


COMMANDS: Final = {
    "show": Command("", "what every room does", 0, show),
    "offline": Command("ROOM", "take a player off the network", 1, go),
    "online": Command("ROOM", "put it back, or wake it", 1, come),
    "cable": Command(
        "ROOM in, or ROOM out", "plug the line-in in, or pull it", 2, cable
    ),
    "tv": Command("ROOM on, or ROOM off", "switch the TV of a room", 2, tv),
    "volume": Command("ROOM NUMBER", "turn the volume", 2, volume),
    "group": Command("LEADER | MEMBER | ...", "group rooms", 1, group),
    "ungroup": Command("ROOM", "let a room stand alone", 1, ungroup),
    "play": Command("ROOM [| ADDRESS]", "play an address, or the queue", 1, play),
    "stop": Command("ROOM", "stop a room", 1, stop),
    "fault": Command("ROOM | ACTION [| CODE]", "refuse the next call", 2, fault),
    "clear": Command("", "let everything work again", 0, clear),
    "help": Command("", "list the commands", 0, list_commands),
}
