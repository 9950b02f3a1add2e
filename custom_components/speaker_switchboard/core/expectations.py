"""How it is known that an act worked: statements about the House.

What nobody can see is no statement; who sends such an act is told so at once.
"""

from dataclasses import dataclass
from typing import Final

from .house import House, Media, bluetooth
from .port import DeviceId, Port, PortId, PortKind

# What a volume may be off by; speakers know a hundred of them.
_A_HUNDREDTH: Final = 0.011


@dataclass(frozen=True, slots=True)
class Alone:
    """A room plays by itself."""

    room: DeviceId

    def holds(self, house: House) -> bool:
        """Tell whether it is so."""
        return house.group_of(self.room) == {self.room}


@dataclass(frozen=True, slots=True)
class Together:
    """A room plays in the group of another."""

    room: DeviceId
    host: DeviceId

    def holds(self, house: House) -> bool:
        """Tell whether it is so."""
        return house.leader_of(self.room) == house.leader_of(self.host)


@dataclass(frozen=True, slots=True)
class Leads:
    """A room leads the group it plays in."""

    room: DeviceId

    def holds(self, house: House) -> bool:
        """Tell whether it is so."""
        return house.leader_of(self.room) == self.room


@dataclass(frozen=True, slots=True)
class Hears:
    """A room is set to an input of its own accord, and plays or rests as asked.

    Of a device that does not tell whether it plays, being set is all there is.
    """

    room: DeviceId
    port: PortId
    playing: bool = True

    def holds(self, house: House) -> bool:
        """Tell whether it is so."""
        return (
            house.leader_of(self.room) == self.room
            and house.fed_by(self.room) == self.port
            and (house.sounds(self.room) == self.playing or not house.tells(self.room))
        )


@dataclass(frozen=True, slots=True)
class OnOwn:
    """A room is back at music of its own; at which, where that is known."""

    room: DeviceId
    media: Media | None
    playing: bool

    def holds(self, house: House) -> bool:
        """Tell whether it is so."""
        device = house.devices.get(self.room)
        if device is None or house.leader_of(self.room) != self.room:
            return False
        if house.fed_by(self.room) is not None or device.playing != self.playing:
            return False
        if self.media is None:
            return True
        return (
            device.media is not None
            and device.media.uri == self.media.uri
            and device.media.track == self.media.track
        )


@dataclass(frozen=True, slots=True)
class Silent:
    """A room makes no sound."""

    room: DeviceId

    def holds(self, house: House) -> bool:
        """Tell whether it is so."""
        return not house.sounds(self.room)


@dataclass(frozen=True, slots=True)
class Linked:
    """A Bluetooth speaker is connected to a sender, or is not."""

    room: DeviceId
    sender: DeviceId
    connected: bool = True

    def holds(self, house: House) -> bool:
        """Tell whether it is so."""
        link = bluetooth(self.sender, self.room)
        if not house.observed(link.source):
            return False
        if not self.connected:
            return link not in house.links
        if link not in house.links:
            return False
        # Only a player with groups turns to Bluetooth by itself.
        return not house.has_groups(self.room) or link.sink in house.trail(self.room)


@dataclass(frozen=True, slots=True)
class Powered:
    """A device is switched on, or off."""

    room: DeviceId
    on: bool

    def holds(self, house: House) -> bool:
        """Tell whether it is so."""
        device = house.devices.get(self.room)
        return device is not None and device.powered is self.on


@dataclass(frozen=True, slots=True)
class Opened:
    """The jack of a device is set to out, or to in."""

    room: DeviceId
    out: bool

    def holds(self, house: House) -> bool:
        """Tell whether it is so."""
        jack = _line_out(house, self.room)
        return jack is not None and jack.enabled is self.out


@dataclass(frozen=True, slots=True)
class AtVolume:
    """A device is set to a volume, from 0 to 1; speakers round to hundredths."""

    room: DeviceId
    volume: float

    def holds(self, house: House) -> bool:
        """Tell whether it is so."""
        device = house.devices.get(self.room)
        if device is None or device.volume is None:
            return False
        return abs(device.volume - self.volume) < _A_HUNDREDTH


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """A device takes no calls and announcements, or takes them."""

    room: DeviceId
    on: bool

    def holds(self, house: House) -> bool:
        """Tell whether it is so."""
        device = house.devices.get(self.room)
        return device is not None and device.undisturbed is self.on


@dataclass(frozen=True, slots=True)
class Unseen:
    """Nothing is left to be seen of it, so that it is never known to be so."""

    room: DeviceId

    def holds(self, house: House) -> bool:  # noqa: ARG002 - as of all expectations
        """Tell whether it is so."""
        return False


type Expectation = (
    Alone
    | Together
    | Leads
    | Hears
    | OnOwn
    | Silent
    | Linked
    | Powered
    | Opened
    | AtVolume
    | Undisturbed
    | Unseen
)


def _line_out(house: House, device: DeviceId) -> Port | None:
    """Return the jack of a device."""
    known = house.devices.get(device)
    return known.port(PortKind.LINE_OUT) if known else None
