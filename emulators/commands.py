"""What one can type at something pretended, and how a line is understood."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

type Doing[P] = Callable[[P, Sequence[str]], str]
type Parting = Callable[[str, int], Sequence[str]]

# How wide a list shows a command and what follows it: as the longest, and a gap.
_WIDTH: Final = 34


@dataclass(frozen=True, slots=True)
class Command[P]:
    """One command: what follows its name, in how many words, and what it does."""

    follows: str
    says: str
    needs: int
    do: Doing[P]


class MisunderstoodError(Exception):
    """What was typed is not a command, or cannot be done."""


def carry_out[P](
    commands: Mapping[str, Command[P]], pretend: P, line: str, parted: Parting
) -> str:
    """Do what a line says, and return what to print."""
    name, _, rest = line.strip().partition(" ")
    if not name:
        return ""

    command = commands.get(name)
    if command is None:
        message = f"{name!r} is not a command; 'help' lists them."
        raise MisunderstoodError(message)

    words = parted(rest.strip(), command.needs)
    if len(words) < command.needs:
        message = f"Type: {name} {command.follows}"
        raise MisunderstoodError(message)

    try:
        return command.do(pretend, words)
    except (KeyError, ValueError) as err:
        raise MisunderstoodError(err.args[0]) from err


def by_bars(rest: str, _needed: int) -> list[str]:
    """Part words by `|`, because names may have blanks in them."""
    return [word for part in rest.split("|") if (word := part.strip())]


def by_bars_or_blanks(rest: str, needed: int) -> list[str]:
    """Part words by `|`, or the last ones by blanks when those are too few."""
    words = by_bars(rest, needed)
    if len(words) >= needed:
        return words

    return rest.rsplit(maxsplit=needed - 1)


def listed[P](commands: Mapping[str, Command[P]]) -> str:
    """Return a line for each command."""
    lines = (f"{n} {c.follows}".ljust(_WIDTH) + c.says for n, c in commands.items())
    return "\n".join(lines)
