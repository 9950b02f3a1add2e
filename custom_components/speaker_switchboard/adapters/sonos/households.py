"""The households that were met; one answering player makes a whole one known."""

import asyncio
from collections.abc import Iterable, Iterator

from ...const import LOGGER
from ...core.errors import DeviceUnreachable
from ...core.house import House
from ...core.port import DeviceId
from . import client
from .client import PlayerError, Unanswered
from .memory import Household
from .reading import Reader
from .sight import uid_of
from .topology import Zone


class Households:
    """Every household that was met, and the typed addresses where nobody was."""

    def __init__(self, reader: Reader, typed: Iterable[str]) -> None:
        """Remember the typed addresses; nobody is met yet."""
        self.typed = tuple(typed)
        self.unmet: set[str] = set()
        self._reader = reader
        self._by_name: dict[str, Household] = {}

    def __iter__(self) -> Iterator[Household]:
        """Yield every household."""
        return iter(self._by_name.values())

    def look(self) -> House:
        """Return what is seen of them all."""
        return House.of(household.look() for household in self)

    def zones(self) -> Iterator[tuple[Household, Zone]]:
        """Yield every player that is there, with its household."""
        for household in self:
            for zone in household.topology.zones.values():
                yield household, zone

    def zone(self, device: DeviceId) -> Zone:
        """Return a player that is there; one that has left does not answer."""
        uid = uid_of(device)
        for _, zone in self.zones():
            if zone.uid == uid:
                return zone
        raise DeviceUnreachable(device, Unanswered.reason)

    def knows(self, address: str) -> bool:
        """Tell whether a player at an address is there, and answers."""
        return any(
            zone.address == address and zone.uid not in household.unanswering
            for household, zone in self.zones()
        )

    async def meet(self, addresses: Iterable[str]) -> None:
        """Get to know the households of players; who does not answer may later."""
        await asyncio.gather(*(self._meet(address) for address in addresses))

    async def _meet(self, address: str) -> None:
        """Get to know the household of one player."""
        try:
            name = await self._reader.ask(client.read_household, address)
            known = self._by_name.get(name)
            before = known.topology if known else None
            topology = await self._reader.topology(address)
        except PlayerError as err:
            LOGGER.debug("No household met at %s: %s", address, err)
            if address in self.typed:
                self.unmet.add(address)
            return
        self.unmet.discard(address)
        household = self._by_name.setdefault(name, Household(topology, name))
        # An event that came in between may be newer than the answer.
        if household.topology is before:
            household.topology = topology
