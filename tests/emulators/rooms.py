"""The household the tests are about."""

import os
from typing import Any

from soco import SoCo

from emulators.sonos import Household, PlayerSpec


def at(number: int) -> str:
    """Return an address that no test run beside this one uses."""
    process = os.getpid()
    return f"127.{process // 200 % 200 + 20}.{process % 200 + 20}.{number}"


ROOMS = (
    PlayerSpec(
        name="Hallway",
        address=at(11),
        model="Port",
        number="S23",
        line_in="Turntable",
    ),
    PlayerSpec(
        name="Dining Room",
        address=at(12),
        model="Amp",
        number="S16",
        line_in="CD Player",
        tv=True,
    ),
    PlayerSpec(
        name="Office", address=at(13), model="Five", number="S24", line_in="Echo Dot"
    ),
    PlayerSpec(
        name="Office R",
        address=at(14),
        model="Five",
        number="S24",
        line_in="Tape Deck",
        right_of="Office",
    ),
    PlayerSpec(
        name="Kitchen",
        address=at(15),
        model="Era 100",
        number="S39",
        line_in="Line-In",
        cable=False,
        bluetooth=True,
        microphone=True,
    ),
    PlayerSpec(name="Bedroom", address=at(16), model="One SL", number="S38"),
    PlayerSpec(name="Living Room", address=at(17), model="Beam", number="S14", tv=True),
    PlayerSpec(
        name="Rear",
        address=at(18),
        model="Amp",
        number="S16",
        line_in="Projector",
        surround_of="Living Room",
    ),
    PlayerSpec(
        name="Garden",
        address=at(19),
        model="Roam",
        number="S27",
        battery=68,
        bluetooth=True,
        asleep=True,
    ),
    PlayerSpec(
        name="Studio",
        address=at(20),
        model="Connect",
        number="S15",
        line_in="Mixer",
        fixed_volume=True,
    ),
)


def soco_of(house: Household, room: str) -> SoCo:
    """Return what SoCo makes of a player."""
    return SoCo(house.address(room))


def line_in_of(house: Household, room: str) -> str:
    """Return the address of a line-in."""
    return f"x-rincon-stream:{house.uid(room)}"


def set_source(speaker: SoCo, uri: str, **kwargs: Any) -> None:
    """Give a player a source, in the words of the wire."""
    speaker.avTransport.SetAVTransportURI(
        [("InstanceID", 0), ("CurrentURI", uri), ("CurrentURIMetaData", "")], **kwargs
    )


def play(speaker: SoCo, **kwargs: Any) -> None:
    """Tell a player to play, in the words of the wire."""
    speaker.avTransport.Play([("InstanceID", 0), ("Speed", 1)], **kwargs)
