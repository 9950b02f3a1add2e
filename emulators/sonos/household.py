"""A household of pretend players: what one can do to it, and see in it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final, Self, TypedDict

from emulators.sonos.calls import Call
from emulators.sonos.player import Player, PlayState
from emulators.sonos.rooms import fill
from emulators.sonos.services.rendering import set_volume
from emulators.sonos.spec import PlayerSpec, read_specs
from emulators.sonos.trouble import Trouble
from emulators.sonos.wire.gena import Subscription
from emulators.thread import from_any_thread

HOUSEHOLD_ID: Final = "Sonos_PretendHousehold00000000000"


class RoomTruth(TypedDict):
    """How things are in one room, without anything that changes by itself."""

    leader: str
    uri: str
    state: PlayState
    track: int
    volume: int
    mute: bool


class Household(Trouble):
    """Pretend players that belong together, on real wires.

    Every method can be called from any thread. A room is called by its name;
    the hidden half of a pair and a satellite by the name in their spec.
    """

    def __init__(
        self,
        specs: Iterable[PlayerSpec],
        household_id: str = HOUSEHOLD_ID,
        latency: float = 0.0,
        *,
        ssdp: bool = False,
    ) -> None:
        """Take the players of a household; `latency` is in seconds a call."""
        super().__init__(specs, household_id, latency, ssdp=ssdp)

    @classmethod
    def load(cls, path: Path, *, latency: float = 0.0, ssdp: bool = False) -> Self:
        """Read a household from a TOML file with a `[[player]]` table each."""
        return cls(read_specs(path), latency=latency, ssdp=ssdp)

    @property
    def event_delay(self) -> float:
        """Return how many seconds an event is under way."""
        return self.listeners.delay

    @event_delay.setter
    def event_delay(self, seconds: float) -> None:
        self.listeners.delay = seconds

    @property
    def autostart(self) -> bool:
        """Tell whether an input plays as soon as it is chosen, without Play."""
        return self.rooms.autostart

    @autostart.setter
    def autostart(self, starts: bool) -> None:
        self.rooms.autostart = starts

    # What is there to see.

    @from_any_thread
    def players(self) -> tuple[PlayerSpec, ...]:
        """Return all players as they were set up."""
        return tuple(player.spec for player in self.rooms.players)

    @from_any_thread
    def uid(self, room: str) -> str:
        """Return the name a player has for life."""
        return self._player(room).uid

    @from_any_thread
    def address(self, room: str) -> str:
        """Return the network address of a player."""
        return self._player(room).spec.address

    @from_any_thread
    def leader_of(self, room: str) -> str:
        """Return the room that leads the group of a room."""
        return self.rooms.leader_of(self._player(room)).name

    @from_any_thread
    def group_of(self, room: str) -> tuple[str, ...]:
        """Return the rooms that play the same, the leader first."""
        group = self.rooms.group_of(self._player(room))
        return tuple(member.name for member in group.members)

    @from_any_thread
    def uri(self, room: str) -> str:
        """Return what a player is set to; a member is set to its leader."""
        return self.rooms.uri_of(self._player(room))

    @from_any_thread
    def state(self, room: str) -> PlayState:
        """Return whether a room plays, which its leader decides."""
        return self.rooms.leader_of(self._player(room)).transport.state

    @from_any_thread
    def track(self, room: str) -> int:
        """Return which track of the queue is on, counted from one."""
        return self.rooms.leader_of(self._player(room)).transport.track

    @from_any_thread
    def volume(self, room: str) -> int:
        """Return how loud a room is, up to 100."""
        return self._player(room).sound.volume

    @from_any_thread
    def is_here(self, room: str) -> bool:
        """Tell whether a player can be reached."""
        return self._player(room).here

    @from_any_thread
    def snapshot(self) -> dict[str, RoomTruth]:
        """Return how things are in every visible room, to be compared."""
        visible = (player for player in self.rooms.players if not player.hidden)
        return {player.name: self._truth(player) for player in visible}

    def _truth(self, player: Player) -> RoomTruth:
        leader = self.rooms.leader_of(player)
        return RoomTruth(
            leader=leader.name,
            uri=self.rooms.uri_of(player),
            state=leader.transport.state,
            track=leader.transport.track,
            volume=player.sound.volume,
            mute=player.sound.mute,
        )

    @from_any_thread
    def calls(self, room: str | None = None, action: str | None = None) -> list[Call]:
        """Return what was asked, of one room or of one kind if wanted."""
        return [
            call
            for call in self._calls
            if room in {None, call.player} and action in {None, call.action}
        ]

    @from_any_thread
    def forget_calls(self) -> None:
        """Begin a new record of what is asked."""
        self._calls.clear()

    @from_any_thread
    def subscriptions(self) -> list[Subscription]:
        """Return the subscriptions that are alive."""
        return self.listeners.listening()

    # What people do in a house.

    @from_any_thread
    def play(
        self,
        room: str,
        uri: str = "",
        title: str = "",
        track: int = 1,
        metadata: str = "",
    ) -> None:
        """Play something in a room and the rooms grouped with it.

        Without an address it is the queue of the leader, which then has at
        least as many tracks as the number of the one that is on.
        """
        leader = self.rooms.leader_of(self._player(room))
        transport = leader.transport
        transport.load(uri or leader.own_queue, metadata=metadata, title=title)
        if transport.plays_queue:
            fill(transport.queue, track, title)
        transport.track, transport.state = track, "PLAYING"
        self._changed()

    @from_any_thread
    def stop(self, room: str) -> None:
        """Stop what a room and the rooms grouped with it play."""
        self.rooms.leader_of(self._player(room)).transport.state = "STOPPED"
        self._changed()

    @from_any_thread
    def group(self, leader: str, *members: str) -> None:
        """Let exactly these rooms play what the first of them plays."""
        leading, following = self._player(leader), [self._player(m) for m in members]
        if not self.rooms.leads(leading):
            self.rooms.leave(leading)
        for stranger in self.rooms.group_of(leading).members[1:]:
            if stranger not in following:
                self.rooms.leave(stranger)
        for member in following:
            self.rooms.join(member, leading)
        self._changed()

    @from_any_thread
    def ungroup(self, room: str) -> None:
        """Let a room stand alone."""
        self.rooms.leave(self._player(room))
        self._changed()

    @from_any_thread
    def plug(self, room: str, connected: bool) -> None:  # noqa: FBT001 - reads like a switch
        """Put the cable into a line-in, or pull it, which stops who plays it."""
        player = self._player(room)
        player.cable = connected
        if not connected:
            self.rooms.silence_line_in(player)
        self._changed()

    @from_any_thread
    def set_tv(self, room: str, on: bool) -> None:  # noqa: FBT001 - reads like a switch
        """Switch the TV on or off that a player is connected to."""
        self._player(room).tv_on = on
        self._changed()

    @from_any_thread
    def set_volume(self, room: str, volume: int) -> None:
        """Turn the volume of a room, up to 100."""
        set_volume(self._player(room), volume)
        self._changed()

    @from_any_thread
    def set_mute(self, room: str, on: bool) -> None:  # noqa: FBT001 - reads like a switch
        """Mute a room, or no longer."""
        self._player(room).sound.mute = on
        self._changed()

    @from_any_thread
    def rename(self, room: str, new: str) -> None:
        """Give a room another name."""
        self._player(room).name = new
        self._changed()

    def _player(self, room: str) -> Player:
        return self.rooms.named(room)

    def _changed(self) -> None:
        self.listeners.tell()
