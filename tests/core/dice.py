"""Houses and requests as they come, the same ones each time."""

from dataclasses import replace
from random import Random
from typing import Final

from custom_components.speaker_switchboard.core.house import House
from custom_components.speaker_switchboard.core.route import Request

from .sketch import Room, asking, group, house, line_in, tv_in

NAMES: Final = ("attic", "bath", "den", "kitchen", "lounge")
SOURCES: Final = (line_in("attic"), line_in("kitchen"), tv_in("den"))

_PLUGS: Final = {
    "attic": Room(line_in="Turntable"),
    "kitchen": Room(line_in="Radio"),
    "den": Room(tv_in="TV"),
}
_SOUNDS: Final = (
    Room(),
    Room(plays="Jazz"),
    Room(plays="Blues", paused=True),
    Room(plays="Phone", sticky=True),
    Room(hears=line_in("attic")),
    Room(hears=line_in("kitchen")),
    Room(hears=line_in("kitchen"), paused=True),
)


def thrown(seed: int) -> Random:
    """Return dice that fall the same way each time."""
    return Random(seed)  # noqa: S311 - Nothing here has to be hard to guess.


def some_house(dice: Random) -> House:
    """Return five rooms, in some groups, playing something or nothing."""
    leaders = dice.sample(NAMES, dice.randint(1, len(NAMES)))
    rooms = {name: Room(follows=dice.choice(leaders)) for name in NAMES}
    rooms |= {name: dice.choice(_SOUNDS) for name in leaders}
    plugs = {name: _PLUGS.get(name, Room()) for name in NAMES}
    return house(
        **{
            name: replace(drawn, line_in=plugs[name].line_in, tv_in=plugs[name].tv_in)
            for name, drawn in rooms.items()
        }
    )


def some_request(dice: Random) -> Request:
    """Return a request for some of the rooms, which may well be refused."""
    return asking(
        dice.choice(["", *SOURCES, *map(group, NAMES)]),
        *dice.sample(NAMES, dice.randint(1, len(NAMES))),
        together=dice.random() < 0.7,
    )
