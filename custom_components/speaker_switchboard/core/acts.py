"""What can be asked of a speaker, how we know it worked, how a person reads it.

An Act is data: it can be shown, logged and tested without a speaker. Each has
one Expectation, a statement about the House that is true when it worked.
"""

from dataclasses import dataclass
from typing import ClassVar

from .house import DeviceId, House, Media, PortId
from .route import say_source


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
    """A room is set to an input of its own accord, and plays or rests as asked."""

    room: DeviceId
    port: PortId
    playing: bool = True

    def holds(self, house: House) -> bool:
        """Tell whether it is so."""
        return (
            house.leader_of(self.room) == self.room
            and house.fed_by(self.room) == self.port
            and house.sounds(self.room) == self.playing
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


type Expectation = Alone | Together | Leads | Hears | OnOwn | Silent


@dataclass(frozen=True, slots=True)
class Leave:
    """Take a room out of its group; the others go on with what they hear."""

    groups: ClassVar = True
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

    groups: ClassVar = True
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

    groups: ClassVar = True
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

    groups: ClassVar = False
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

    groups: ClassVar = False
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

    groups: ClassVar = False
    room: DeviceId

    @property
    def expects(self) -> Expectation:
        """Return how the House looks when it worked."""
        return Silent(self.room)

    def say(self, house: House) -> str:
        """Say what is done."""
        return f"Stop what {house.name(self.room)} plays"


type Act = Leave | Join | Lead | Listen | Resume | Stop


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
