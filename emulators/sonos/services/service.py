"""How a UPnP service of a player is put together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from emulators.sonos.player import Player
from emulators.sonos.rooms import Rooms
from emulators.sonos.spec import PlayerSpec

type Asked = Mapping[str, str]
type Answer = Mapping[str, str | int]
type Deed = Callable[[Rooms, Player, Asked], Answer | None]
type Evented = Callable[[Rooms, Player], Mapping[str, str]]

UNKNOWN_ACTION: Final = 401
INVALID_ARGUMENTS: Final = 402
ACTION_FAILED: Final = 501
TRANSITION_NOT_AVAILABLE: Final = 701
ILLEGAL_SEEK_TARGET: Final = 711
# Assumed: what a player answers when there is no such input.
NO_SUCH_SOURCE: Final = 714
# "Command not supported or not a coordinator", in the documentation of svrooij.
NOT_THE_LEADER: Final = 800


class UPnPError(Exception):
    """A player refuses an action, with the code of the reason."""

    def __init__(self, code: int) -> None:
        """Keep the code."""
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, kw_only=True, slots=True)
class Action:
    """One thing a service can be asked for."""

    name: str
    takes: tuple[str, ...]
    deed: Deed


def nothing_evented(_rooms: Rooms, _player: Player) -> Mapping[str, str]:
    """Return what a service that reports nothing reports."""
    return {}


def every_player(_spec: PlayerSpec) -> bool:
    """Tell that a service is found on every player."""
    return True


@dataclass(kw_only=True, slots=True)
class Service:
    """One UPnP service: its place, its actions, and what it reports."""

    name: str
    prefix: str = ""
    offered_by: Callable[[PlayerSpec], bool] = every_player
    evented: Evented = nothing_evented
    # LastChange of AVTransport and the topology always come complete; of the
    # other services only what has changed is reported.
    whole: bool = False
    # The name of the schema, when the variables travel inside a LastChange.
    last_change: str | None = None
    actions: dict[str, Action] = field(default_factory=dict)

    @property
    def type(self) -> str:
        """Return the type as it is written on the wire."""
        return f"urn:schemas-upnp-org:service:{self.name}:1"

    @property
    def path(self) -> str:
        """Return the path below which it is controlled and subscribed to."""
        return f"{self.prefix}/{self.name}"

    def action(self, name: str, *takes: str) -> Callable[[Deed], Deed]:
        """Register a function as an action."""

        def register(deed: Deed) -> Deed:
            self.actions[name] = Action(name=name, takes=takes, deed=deed)
            return deed

        return register

    def constant(self, name: str, *takes: str, **answer: str | int) -> None:
        """Register an action that always answers the same."""
        self.action(name, *takes)(lambda _rooms, _player, _asked: answer)


def number_in(asked: Asked, name: str) -> int:
    """Read an argument that has to be a number."""
    try:
        return int(asked[name])
    except (KeyError, ValueError) as err:
        raise UPnPError(INVALID_ARGUMENTS) from err


def is_true(text: str) -> bool:
    """Read a truth value in any of the ways clients write one."""
    return text.strip().lower() in {"1", "true", "yes"}
