"""What can be asked of a speaker, how we know it worked, how a person reads it.

An Act is data: it can be shown, logged and tested without a speaker. Each has
one Expectation, a statement about the House that is true when it worked.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from .expectations import (
    Alone,
    AtVolume,
    Expectation,
    Hears,
    Leads,
    Linked,
    OnOwn,
    Opened,
    Powered,
    Silent,
    Together,
    Undisturbed,
    Unseen,
)
from .house import House, Media
from .port import DeviceId, PortId
from .route import say_source


class Pace(StrEnum):
    """How long an act may take: the kinds of patience."""

    SOURCE = "source"
    GROUP = "group"
    BLUETOOTH = "bluetooth"
    RELEASE = "release"
    SETTING = "setting"


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

    pace: ClassVar = Pace.RELEASE
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


@dataclass(frozen=True, slots=True)
class TurnJack:
    """Set a jack that goes both ways to out, or to in."""

    pace: ClassVar = Pace.SETTING
    room: DeviceId
    out: bool

    @property
    def expects(self) -> Expectation:
        """Return how the House looks when it worked."""
        return Opened(self.room, self.out)

    def say(self, house: House) -> str:
        """Say what is done."""
        return (
            f"Set the jack of {house.name(self.room)} to {'out' if self.out else 'in'}"
        )


@dataclass(frozen=True, slots=True)
class SetVolume:
    """Set a device to a volume, from 0 to 1."""

    pace: ClassVar = Pace.SETTING
    room: DeviceId
    volume: float

    @property
    def expects(self) -> Expectation:
        """Return how the House looks when it worked."""
        return AtVolume(self.room, self.volume)

    def say(self, house: House) -> str:
        """Say what is done."""
        return f"Set {house.name(self.room)} to volume {self.volume:.0%}"


@dataclass(frozen=True, slots=True)
class DoNotDisturb:
    """Keep calls and announcements away from a device, or let them through."""

    pace: ClassVar = Pace.SETTING
    room: DeviceId
    on: bool

    @property
    def expects(self) -> Expectation:
        """Return how the House looks when it worked."""
        return Undisturbed(self.room, self.on)

    def say(self, house: House) -> str:
        """Say what is done."""
        onoff = "on" if self.on else "off"
        return f"Switch Do Not Disturb {onoff} on {house.name(self.room)}"


@dataclass(frozen=True, slots=True)
class Say:
    """Let a device speak; an announcement begins with a chime."""

    pace: ClassVar = Pace.SETTING
    room: DeviceId
    text: str
    chime: bool = False

    @property
    def expects(self) -> Expectation:
        """Return how the House looks when it worked."""
        return Unseen(self.room)

    def say(self, house: House) -> str:
        """Say what is done."""
        return f"Let {house.name(self.room)} say: {self.text}"


type Setting = Power | TurnJack | SetVolume | DoNotDisturb
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
    | TurnJack
    | SetVolume
    | DoNotDisturb
    | Say
)


def told(act: Act) -> DeviceId:
    """Return the device that has to be told to do an act."""
    match act:
        case ConnectBluetooth(_, sender) | DisconnectBluetooth(_, sender):
            return sender
    return act.room


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
