"""Who is grouped with whom, and what happens to the music when that changes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from emulators.sonos.player import (
    FOLLOW,
    LINE_IN,
    TV,
    VIRTUAL_LINE_IN,
    Player,
    Track,
    scheme_of,
    uid_in,
)

# Above this, a player no longer answers with the topology (SoCo and its users
# report the limit as "about 20").
MOST_IN_ONE_ANSWER: Final = 20


@dataclass(eq=False, slots=True)
class Group:
    """Rooms that play the same; the first of them leads."""

    number: int
    members: list[Player]

    @property
    def leader(self) -> Player:
        """Return the player the music comes from."""
        return self.members[0]

    @property
    def id(self) -> str:
        """Return the name this group has until it is led by another."""
        return f"{self.leader.uid}:{self.number}"


@dataclass(eq=False, slots=True)
class Rooms:
    """All players of a household, and their groups."""

    players: tuple[Player, ...]
    household_id: str
    autostart: bool = False
    groups: list[Group] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        """Begin with every visible room by itself."""
        for player in self.players:
            if not player.hidden:
                self._alone(player)

    def named(self, room: str) -> Player:
        """Return the player with a name."""
        for player in self.players:
            if player.name == room:
                return player

        message = f"no player is called {room!r}"
        raise KeyError(message)

    def with_uid(self, uid: str) -> Player | None:
        """Return the player with a uid that can be reached, if there is one."""
        found = (p for p in self.players if p.uid == uid and p.here)
        return next(found, None)

    def main_of(self, player: Player) -> Player:
        """Return the visible player of a pair or a home theatre."""
        if player.spec.bonded_to is None:
            return player

        return next(p for p in self.players if p.spec.name == player.spec.bonded_to)

    def bonded_with(self, player: Player) -> tuple[Player, ...]:
        """Return the hidden players of a visible one."""
        main = player.spec.name
        return tuple(p for p in self.players if p.spec.bonded_to == main)

    def room_name(self, player: Player) -> str:
        """Return the name of the room, which both halves of a pair share."""
        return self.main_of(player).name

    def group_of(self, player: Player) -> Group:
        """Return the group a player is in."""
        main = self.main_of(player)
        return next(group for group in self.groups if main in group.members)

    def leader_of(self, player: Player) -> Player:
        """Return the player whose music is heard from this one."""
        return self.group_of(player).leader

    def leads(self, player: Player) -> bool:
        """Tell whether a player decides for itself what it plays."""
        return self.leader_of(player) is player

    def everyone_in(self, group: Group) -> Iterator[Player]:
        """Return the players of a group, hidden ones behind their main one."""
        for member in group.members:
            yield member
            yield from (p for p in self.bonded_with(member) if p.here)

    def uri_of(self, player: Player) -> str:
        """Return what the transport of a player is set to."""
        leader = self.leader_of(player)
        if leader is player:
            return player.transport.uri

        return f"{FOLLOW}:{leader.uid}"

    def line_in_heard(self, source: Player) -> bool:
        """Tell whether some room plays the line-in of a player."""
        uri = f"{LINE_IN}:{source.uid}"
        playing = (g.leader.transport for g in self.groups)
        return any(t.uri == uri and t.state == "PLAYING" for t in playing)

    def join(self, player: Player, leader: Player) -> None:
        """Take a player out of its group and into another."""
        target = self.group_of(leader)
        if player in target.members:
            return

        self._take_out(player)
        target.members.append(player)

    def leave(self, player: Player) -> None:
        """Let a player stand alone, with nothing but its own queue."""
        if len(self.group_of(player).members) == 1:
            return

        self._take_out(player)
        self._alone(player)

    def delegate(self, leader: Player, successor: Player, *, rejoin: bool) -> None:
        """Let another member lead the group, with the music that is on."""
        group = self.group_of(leader)
        group.members.remove(successor)
        group.members.insert(0, successor)
        self._hand_music(leader, successor)
        leader.reset()
        if not rejoin:
            self.leave(leader)

    def vanish(self, player: Player, reason: str) -> None:
        """Take a player off the network; whoever played its line-in stops.

        Assumed: a player that goes leaves its group to the others for good,
        and takes the hidden players of its room along.
        """
        for gone in (player, *self.bonded_with(player)):
            gone.here, gone.reason = False, reason
            self.silence_line_in(gone)
        if not player.hidden:
            self.leave(player)
            player.reset()

    def come_back(self, player: Player) -> None:
        """Put a player and the hidden players of its room back on the network."""
        for found in (player, *self.bonded_with(player)):
            if not found.here:
                found.here, found.reason = True, ""
                found.boots += 1

    def silence_line_in(self, source: Player) -> None:
        """Stop every room that plays the line-in of a player."""
        uri = f"{LINE_IN}:{source.uid}"
        for group in self.groups:
            if group.leader.transport.uri == uri:
                group.leader.transport.state = "STOPPED"

    def _alone(self, player: Player) -> None:
        self.groups.append(Group(number=next(self._numbers), members=[player]))

    def _take_out(self, player: Player) -> None:
        """Remove a player from its group, whose next member leads on."""
        group = self.group_of(player)
        led = group.leader is player
        group.members.remove(player)
        if not group.members:
            self.groups.remove(group)
        elif led:
            self._hand_music(player, group.leader)
        player.reset()

    @staticmethod
    def _hand_music(leader: Player, successor: Player) -> None:
        """Let the successor play on where the leader was.

        Assumed: what comes out of a TV or a telephone stays where it is.
        """
        old, new = leader.transport, successor.transport
        if scheme_of(old.uri) in {TV, VIRTUAL_LINE_IN}:
            return

        new.load(old.uri, metadata=old.metadata, title=old.title)
        new.state, new.track, new.position = old.state, old.track, old.position
        if old.plays_queue:
            new.uri, new.queue = successor.own_queue, list(old.queue)


def fill(queue: list[Track], number: int, title: str) -> None:
    """Make a queue long enough for a track, and give the track its title."""
    queue.extend(
        Track(f"x-file-cifs://library/{n:03}.flac", f"Track {n}")
        for n in range(len(queue) + 1, number + 1)
    )
    if title:
        queue[number - 1] = Track(queue[number - 1].uri, title)


def line_in_player(rooms: Rooms, uri: str) -> Player | None:
    """Return the player whose line-in an address names, if it can be heard.

    An Amp that powers surround speakers has its line-in switched off.
    """
    source = rooms.with_uid(uid_in(uri)) if scheme_of(uri) == LINE_IN else None
    if source is None or source.spec.line_in is None or source.spec.surround_of:
        return None

    return source
