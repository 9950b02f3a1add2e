"""What a household is made of, and how it starts and stops."""

import asyncio
import logging
from collections.abc import Iterable
from typing import Final

from emulators.sonos.calls import Call
from emulators.sonos.faults import Faults, Trigger
from emulators.sonos.player import Player, unpacked
from emulators.sonos.rooms import Rooms
from emulators.sonos.spec import PlayerSpec
from emulators.sonos.wire.gena import Listeners
from emulators.sonos.wire.server import PlayerServer
from emulators.sonos.wire.ssdp import hear_searches
from emulators.thread import Resident

LOGGER: Final = logging.getLogger(__name__)


class Stage(Resident):
    """The players of a household, each with a server on its own address."""

    def __init__(
        self,
        specs: Iterable[PlayerSpec],
        household_id: str,
        latency: float,
        *,
        ssdp: bool,
    ) -> None:
        """Unpack the players; nothing is on the network yet."""
        players = tuple(unpacked(spec) for spec in specs)
        self.rooms = Rooms(players=players, household_id=household_id)
        self.faults = Faults()
        self.listeners = Listeners(self.rooms)
        self.latency = latency
        self.closing = asyncio.Event()
        self._ssdp = ssdp
        self._searches: asyncio.DatagramTransport | None = None
        self._calls: list[Call] = []
        self._servers: dict[Player, PlayerServer] = {}

    async def _open(self) -> None:
        """Put the players on the network."""
        self.closing = asyncio.Event()
        self.listeners.open()
        for player in self.rooms.players:
            self._servers[player] = PlayerServer(player, self)
            if player.here:
                self._servers[player].door.open()
        if self._ssdp:
            self._searches = await hear_searches(self.rooms)

    async def _close(self) -> None:
        """Take the players off the network, whoever is still speaking to them."""
        self.closing.set()
        if self._searches is not None:
            self._searches.close()
        servers = self._servers.values()
        await asyncio.gather(self.listeners.close(), *(s.close() for s in servers))
        self._servers.clear()

    def log(self, call: Call) -> None:
        """Write down what was asked."""
        LOGGER.debug("%s", call)
        self._calls.append(call)

    def after(self, player: Player, action: str) -> None:
        """Let happen what was to happen after a call, once it is answered."""
        for trigger in self.faults.victims_of(player, action):
            asyncio.get_running_loop().call_soon(self.pull_the_plug, trigger)

    def pull_the_plug(self, trigger: Trigger) -> None:
        """Let a player vanish because of a call to another."""
        self.take_off(trigger.victim, trigger.reason)

    def take_off(self, player: Player, reason: str) -> None:
        """Take a player and the hidden players of its room off the network."""
        self.rooms.vanish(player, reason)
        for gone in (player, *self.rooms.bonded_with(player)):
            self.listeners.forget_all_of(gone)
            if server := self._servers.get(gone):
                server.door.shut()
        self.listeners.tell()

    def put_back(self, player: Player) -> None:
        """Put a player and the hidden players of its room back."""
        self.rooms.come_back(player)
        for found in (player, *self.rooms.bonded_with(player)):
            if server := self._servers.get(found):
                server.door.open()
        self.listeners.tell()
