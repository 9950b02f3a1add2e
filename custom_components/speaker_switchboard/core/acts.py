"""What can be asked of a speaker, how we know it worked, how a person reads it.

An Act is data: it can be shown, logged and tested without a speaker. Each has
one Expectation, a statement about the House that is true when it worked.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from .house import House, Media, bluetooth
from .port import DeviceId, PortId
from .route import say_source


class Pace(StrEnum):
    """How long an act may take: the kinds of patience."""

    SOURCE = "source"
    GROUP = "group"
    BLUETOOTH = "bluetooth"


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


type Expectation = Alone | Together | Leads | Hears | OnOwn | Silent | Linked | Powered


@dataclass(frozen=True, slots=True)
class Leave:
    """Take a room out of its group; the others go on with what they hear."""

    pace: ClassVar = Pace.GROUP
    room: DeviceId

    @property
    def expects(self) -> Expectation:
        """Return how the House looks when it worked."""
        return Alone(self.room)

    def say(self, house: House) -> str:
        """Say what is done."""
        return f"Take {house.name(self.room)} out of its group"


@dataclass(frozen=True, slots=True)
class Join:
    """Put a room into the group another room is in by then."""

    pace: ClassVar = Pace.GROUP
    room: DeviceId
    host: DeviceId

    @property
    def expects(self) -> Expectation:
        """Return how the House looks when it worked."""
        return Together(self.room, self.host)

    def say(self, house: House) -> str:
        """Say what is done."""
        return f"Let {house.name(self.room)} play with {house.name(self.host)}"


@dataclass(frozen=True, slots=True)
class Lead:
    """Hand the lead of a group to one of its members."""

    pace: ClassVar = Pace.GROUP
    room: DeviceId

    @property
    def expects(self) -> Expectation:
        """Return how the House looks when it worked."""
        return Leads(self.room)

    def say(self, house: House) -> str:
        """Say what is done."""
        return f"Let {house.name(self.room)} lead its group"


@dataclass(frozen=True, slots=True)
class Listen:
    """Set a room, and the group it leads, to an input.

    A member that is told so leaves its group first.
    """

    pace: ClassVar = Pace.SOURCE
    room: DeviceId
    port: PortId
    playing: bool = True

    @property
    def expects(self) -> Expectation:
        """Return how the House looks when it worked."""
        return Hears(self.room, self.port, self.playing)

    def say(self, house: House) -> str:
        """Say what is done."""
        return f"Switch {house.name(self.room)} to {say_source(house, self.port)}"


@dataclass(frozen=True, slots=True)
class Resume:
    """Give a room its own music back; None is its own empty-handed rest."""

    pace: ClassVar = Pace.SOURCE
    room: DeviceId
    media: Media | None = None
    playing: bool = False

    @property
    def expects(self) -> Expectation:
        """Return how the House looks when it worked."""
        return OnOwn(self.room, self.media, self.playing)

    def say(self, house: House) -> str:
        """Say what is done."""
        what = self.media.title if self.media and self.media.title else "its own music"
        return f"Give {house.name(self.room)} back {what}"


@dataclass(frozen=True, slots=True)
class Stop:
    """Stop what a room plays."""

    pace: ClassVar = Pace.SOURCE
    room: DeviceId

    @property
    def expects(self) -> Expectation:
        """Return how the House looks when it worked."""
        return Silent(self.room)

    def say(self, house: House) -> str:
        """Say what is done."""
        return f"Stop what {house.name(self.room)} plays"


@dataclass(frozen=True, slots=True)
class ConnectBluetooth:
    """Connect a sender to a Bluetooth speaker it is paired with."""

    pace: ClassVar = Pace.BLUETOOTH
    room: DeviceId
    sender: DeviceId

    @property
    def expects(self) -> Expectation:
        """Return how the House looks when it worked."""
        return Linked(self.room, self.sender)

    def say(self, house: House) -> str:
        """Say what is done."""
        sender, room = house.name(self.sender), house.name(self.room)
        return f"Connect {sender} to {room} over Bluetooth"


@dataclass(frozen=True, slots=True)
class DisconnectBluetooth:
    """Disconnect a Bluetooth speaker from a sender."""

    pace: ClassVar = Pace.BLUETOOTH
    room: DeviceId
    sender: DeviceId

    @property
    def expects(self) -> Expectation:
        """Return how the House looks when it worked."""
        return Linked(self.room, self.sender, connected=False)

    def say(self, house: House) -> str:
        """Say what is done."""
        return f"Disconnect {house.name(self.sender)} from {house.name(self.room)}"


@dataclass(frozen=True, slots=True)
class Power:
    """Switch a device on or off."""

    pace: ClassVar = Pace.SOURCE
    room: DeviceId
    on: bool

    @property
    def expects(self) -> Expectation:
        """Return how the House looks when it worked."""
        return Powered(self.room, self.on)

    def say(self, house: House) -> str:
        """Say what is done."""
        return f"Switch {house.name(self.room)} {'on' if self.on else 'off'}"


type Act = (
    Leave
    | Join
    | Lead
    | Listen
    | Resume
    | Stop
    | ConnectBluetooth
    | DisconnectBluetooth
    | Power
)


def concerned(act: Act) -> frozenset[DeviceId]:
    """Return the devices that show whether an act worked."""
    match act:
        case Join(room, other):
            return frozenset({room, other})
        case ConnectBluetooth(room, other) | DisconnectBluetooth(room, other):
            return frozenset({room, other})
        case _:
            return frozenset({act.room})


def may_follow_unseen(earlier: Act, later: Act) -> bool:
    """Tell whether an act may be sent before the one ahead of it was seen to work.

    Rooms may be sent to the same leader one after the other: each join stands by
    itself. Whatever has to leave first has to be seen to have left.
    """
    match earlier, later:
        case Listen(leader), Join(room, host):
            return host == leader != room
        case Join(_, earlier_host), Join(_, host):
            return host == earlier_host
        case _:
            return False
