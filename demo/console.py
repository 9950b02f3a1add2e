"""What one can type while the house is there: to the players, and to Amazon."""

from demo.pretending import Pretence
from emulators.amazon import Amazon, commands as of_amazon
from emulators.sonos import commands as of_sonos


def obey(pretence: Pretence, line: str) -> str:
    """Do what a line says, and return what to print.

    Some commands have the same name for a player and an Echo; what is named
    after it tells which is meant. One that names nothing is for both.
    """
    if _is_for_amazon(pretence.amazon, line):
        return of_amazon.obey(pretence.amazon, line)

    said = [of_sonos.obey(pretence.house, line)]
    if line.strip() in of_amazon.COMMANDS:
        said.append(of_amazon.obey(pretence.amazon, line))
    return "\n".join(dict.fromkeys(said))


def _is_for_amazon(amazon: Amazon, line: str) -> bool:
    """Tell whether a command names an Echo or a speaker, or has one meaning."""
    name, _, rest = line.strip().partition(" ")
    named = rest.partition("|")[0].strip()
    known = {echo.name for echo in amazon.echos()}
    known |= {speaker.name for speaker in amazon.speakers()}
    alone = name in of_amazon.COMMANDS and name not in of_sonos.COMMANDS
    return alone or (named in known and name in of_amazon.COMMANDS)
