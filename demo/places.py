"""Where everything is: paths, addresses, and whether they are free."""

import errno
import shutil
import socket
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from emulators.sonos import PlayerSpec

ROOT: Final = Path(__file__).parent.parent
WORK: Final = ROOT / ".demo"
CONFIG: Final = WORK / "config"
LOG: Final = WORK / "home-assistant.log"
HOUSEHOLD: Final = ROOT / "emulators" / "sonos" / "household.toml"
ACCOUNT: Final = Path(__file__).with_name("amazon.toml")
# Where Home Assistant learns where Amazon is today.
AMAZON: Final = WORK / "amazon.json"

HOST: Final = "127.0.0.1"
PORT: Final = 8123
# Every Sonos player listens here, and so does every pretended one.
PLAYER_PORT: Final = 1400


def clear_up() -> None:
    """Remove what an earlier demo left behind."""
    shutil.rmtree(WORK, ignore_errors=True)


class NotFreeError(Exception):
    """An address the demo needs cannot be had; says which, and what to do."""


def check_port(port: int) -> None:
    """Raise when Home Assistant could not be reached at a port."""
    if _fault(HOST, port):
        message = (
            f"Port {port} is taken, perhaps by another Home Assistant. "
            "Stop it, or choose another port: scripts/demo --port 8124"
        )
        raise NotFreeError(message)


def check_players(players: Iterable[PlayerSpec]) -> None:
    """Raise when a player could not have its address."""
    for player in players:
        fault = _fault(player.address, PLAYER_PORT)
        if fault == errno.EADDRNOTAVAIL:
            message = (
                f"{player.address}, for the player {player.name}, is no address of "
                f"this machine. Add it: sudo ifconfig lo0 alias {player.address} up"
            )
            raise NotFreeError(message)
        if fault:
            message = (
                f"{player.address}:{PLAYER_PORT}, for the player {player.name}, is "
                "taken, perhaps by another demo or a test run. End that one first."
            )
            raise NotFreeError(message)


def free_port(wanted: int = PORT) -> int:
    """Return a port, or another that is free if it is taken."""
    if not _fault(HOST, wanted):
        return wanted
    with socket.socket() as asked:
        asked.bind((HOST, 0))
        port: int = asked.getsockname()[1]
    return port


def _fault(address: str, port: int) -> int:
    """Return the number of the error with which listening fails, or 0."""
    with socket.socket() as trial:
        # As servers do: a connection that is closing takes no address.
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((address, port))
            trial.listen()
        except OSError as err:
            return err.errno or errno.EADDRINUSE
    return 0
