"""What a pretend player is doing at this moment."""

from dataclasses import dataclass, field
from typing import Final, Literal

from emulators.sonos.spec import PlayerSpec

type PlayState = Literal["STOPPED", "PLAYING", "PAUSED_PLAYBACK"]

# Assumed: what a player that was never touched is set to.
FIRST_VOLUME: Final = 20
FULL_VOLUME: Final = 100

LINE_IN: Final = "x-rincon-stream"
TV: Final = "x-sonos-htastream"
FOLLOW: Final = "x-rincon"
OWN_QUEUE: Final = "x-rincon-queue"
VIRTUAL_LINE_IN: Final = "x-sonos-vli"


def scheme_of(uri: str) -> str:
    """Return the part of an address that says what kind of source it is."""
    return uri.partition(":")[0]


def uid_in(uri: str) -> str:
    """Return the player an address of a group, an input or a queue names."""
    return uri.partition(":")[2].partition(":")[0].partition("#")[0]


@dataclass(frozen=True, slots=True)
class Track:
    """One piece of music in a queue."""

    uri: str
    title: str
    metadata: str = ""


@dataclass(slots=True)
class Transport:
    """What a player would play, were it the leader of its group."""

    uri: str
    state: PlayState = "STOPPED"
    metadata: str = ""
    title: str = ""
    queue: list[Track] = field(default_factory=list)
    track: int = 1
    position: str = "0:00:00"
    play_mode: str = "NORMAL"
    crossfade: str = "0"

    @property
    def plays_queue(self) -> bool:
        """Tell whether the music comes out of the queue."""
        return scheme_of(self.uri) == OWN_QUEUE

    @property
    def current(self) -> Track | None:
        """Return the track of the queue that is on, if there is one."""
        if not self.plays_queue or not 0 < self.track <= len(self.queue):
            return None

        return self.queue[self.track - 1]

    def load(self, uri: str, *, metadata: str = "", title: str = "") -> None:
        """Take another source, from its beginning and without playing it."""
        self.uri, self.metadata, self.title = uri, metadata, title
        self.state, self.track, self.position = "STOPPED", 1, "0:00:00"


@dataclass(slots=True)
class Sound:
    """How loud a player is, and with what colour."""

    volume: int = FIRST_VOLUME
    mute: bool = False
    bass: int = 0
    treble: int = 0
    loudness: bool = True
    fixed: bool = False
    extras: dict[str, int] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Player:
    """One player: what it is, and everything about it that changes."""

    spec: PlayerSpec
    uid: str
    name: str
    transport: Transport
    sound: Sound
    cable: bool
    tv_on: bool
    here: bool
    reason: str = ""
    boots: int = 7
    autoplay: dict[str, str] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def own_queue(self) -> str:
        """Return the address of the queue in the player itself."""
        return f"{OWN_QUEUE}:{self.uid}#0"

    @property
    def hidden(self) -> bool:
        """Tell whether it is a half or a satellite of another player."""
        return self.spec.bonded_to is not None

    @property
    def has_live_sender(self) -> bool:
        """Tell whether a telephone plays through it, by Bluetooth or AirPlay."""
        playing = self.transport.state == "PLAYING"
        return playing and scheme_of(self.transport.uri) == VIRTUAL_LINE_IN

    def reset(self) -> None:
        """Hold nothing but its own queue, as after leaving a group."""
        self.transport.load(self.own_queue)


def unpacked(spec: PlayerSpec) -> Player:
    """Set a player up as it is when it comes out of its box."""
    volume = FULL_VOLUME if spec.fixed_volume else FIRST_VOLUME
    return Player(
        spec=spec,
        uid=spec.uid,
        name=spec.name,
        transport=Transport(uri=f"{OWN_QUEUE}:{spec.uid}#0"),
        sound=Sound(volume=volume, fixed=spec.fixed_volume),
        cable=spec.cable,
        tv_on=spec.tv,
        here=not spec.asleep,
        reason="sleeping" if spec.asleep else "",
    )
