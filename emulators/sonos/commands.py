"""What one can type at a household that runs by itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from emulators.sonos.household import Household

type Doing = Callable[[Household, Sequence[str]], str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """One command: what follows its name, and what it does."""

    follows: str
    says: str
    needs: int
    do: Doing


class MisunderstoodError(Exception):
    """What was typed is not a command."""


def obey(house: Household, line: str) -> str:
    """Do what a line says, and return what to print.

    Words are parted by `|`, or by blanks when there is none, because rooms
    may have blanks in their names: `group Living Room | Kitchen`.
    """
    name, _, rest = line.strip().partition(" ")
    if not name:
        return ""

    command = COMMANDS.get(name)
    if command is None:
        message = f"{name!r} is not a command; 'help' lists them."
        raise MisunderstoodError(message)

    words = [word.strip() for word in rest.split("|")] if "|" in rest else [rest]
    words = [word for word in words if word]
    if len(words) < command.needs:
        words = rest.rsplit(maxsplit=command.needs - 1) if command.needs else []
    if len(words) < command.needs:
        message = f"Type: {name} {command.follows}"
        raise MisunderstoodError(message)

    return act(command, house, words)


def act(command: Command, house: Household, words: Sequence[str]) -> str:
    """Do it, and explain what was wrong with the words if it cannot be done."""
    try:
        return command.do(house, words)
    except (KeyError, ValueError) as err:
        raise MisunderstoodError(err.args[0]) from err


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
    lines = (f"{n} {c.follows}".ljust(38) + c.says for n, c in COMMANDS.items())
    return "\n".join(lines)


def command(follows: str, says: str, needs: int, do: Doing) -> Command:
    """Describe a command in one line."""
    return Command(follows=follows, says=says, needs=needs, do=do)


COMMANDS: Final = {
    "show": command("", "what every room does", 0, show),
    "offline": command("ROOM", "take a player off the network", 1, go),
    "online": command("ROOM", "put it back, or wake it", 1, come),
    "cable": command(
        "ROOM in, or ROOM out", "plug the line-in in, or pull it", 2, cable
    ),
    "tv": command("ROOM on, or ROOM off", "switch the TV of a room", 2, tv),
    "volume": command("ROOM NUMBER", "turn the volume", 2, volume),
    "group": command("LEADER | MEMBER | ...", "group rooms", 1, group),
    "ungroup": command("ROOM", "let a room stand alone", 1, ungroup),
    "play": command("ROOM [| ADDRESS]", "play an address, or the queue", 1, play),
    "stop": command("ROOM", "stop a room", 1, stop),
    "fault": command("ROOM | ACTION [| CODE]", "refuse the next call", 2, fault),
    "clear": command("", "let everything work again", 0, clear),
    "help": command("", "list the commands", 0, list_commands),
}
