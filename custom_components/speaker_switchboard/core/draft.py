"""A plan in the making: the steps so far, and the House they lead to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .acts import Act
from .effects import after, way_back
from .house import House
from .plan import Step
from .port import DeviceId


@dataclass(frozen=True, slots=True)
class Draft:
    """The steps so far, and the House they lead to."""

    house: House
    steps: tuple[Step, ...] = ()

    def then(self, act: Act) -> Draft:
        """Add a step."""
        silences = has_visitor(self.house, act.room) and self.house.sounds(act.room)
        step = Step(act=act, undo=way_back(self.house, act), undoable=not silences)
        return Draft(after(self.house, act), (*self.steps, step))


def has_visitor(house: House, room: DeviceId) -> bool:
    """Tell whether a room is set to the sound of a phone, for itself."""
    media = house.devices[room].media
    return media is not None and media.sticky


def each(
    draft: Draft,
    rooms: Iterable[DeviceId],
    add: Callable[[Draft, DeviceId], Draft],
) -> Draft:
    """Add the steps of each room in turn, members before those who lead them.

    Who takes over from a leader that leaves is for the speakers to say. By then
    none of these rooms is left to be the one, and to take the others along.
    """
    leader_of = draft.house.leader_of
    for room in sorted(rooms, key=lambda room: leader_of(room) == room):
        draft = add(draft, room)
    return draft
