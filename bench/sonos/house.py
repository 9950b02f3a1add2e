"""The household in which it is measured: its rooms, their rest, the truth."""

from dataclasses import dataclass
from typing import Final

from emulators.sonos import Household, PlayerSpec

# What a SOAP call takes in a house, in seconds.
LATENCY: Final = 0.03

OWNER: Final = "Hallway"
ROOMS: Final = ("Bedroom", "Dining Room", "Kitchen", "Lounge", "Office", "Study")
# Away from the addresses that tests and the demo use.
PLAYERS: Final = (
    PlayerSpec(
        name=OWNER,
        address="127.0.3.11",
        model="Port",
        number="S23",
        line_in="Turntable",
    ),
    *(
        PlayerSpec(name=room, address=f"127.0.3.{last}")
        for last, room in enumerate(ROOMS, start=12)
    ),
)


class NotMeasuredError(Exception):
    """A repetition cannot be counted, because the house is not as it has to be."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """Let rooms hear the line-in of the owner; the first of them leads the rest."""

    title: str
    rooms: tuple[str, ...]

    @property
    def leader(self) -> str:
        """Return the room that the others join."""
        return self.rooms[0]

    @property
    def members(self) -> tuple[str, ...]:
        """Return the rooms that join."""
        return self.rooms[1:]


def put_back(house: Household) -> None:
    """Let every room be alone; who led plays music of its own, the rest nothing.

    Nothing is changed twice: of two events in a row, core may believe the first.
    """
    for room in reversed(ROOMS):  # Members first, or the lead goes from room to room.
        house.ungroup(room)
        if house.uri(room).startswith("x-rincon-stream:"):
            house.play(room)


def check(house: Household, task: Task) -> None:
    """Make sure that the house is as the task asks, by the players' own account."""
    leader = house.leader_of(task.leader)
    group = set(house.group_of(leader))
    uri, wanted = house.uri(leader), f"x-rincon-stream:{house.uid(OWNER)}"
    state = house.state(leader)
    if group != set(task.rooms) or uri != wanted or state != "PLAYING":
        message = f"{task.title}: {leader} is {state} {uri} with {sorted(group)}"
        raise NotMeasuredError(message)
