"""The Sonos family: finds the players, follows them, does what a plan asks.

One answering player makes its whole household known. From then on events keep
the memory fresh. What cannot be heard is read and tried again every half minute,
and only as long as it cannot be heard.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

from ...const import LOGGER
from ...core.acts import Act
from ...core.house import House
from ...core.port import DeviceId
from ...errands import Errands
from .client import PlayerError
from .doubts import Doubts
from .ears import TOPOLOGY, Ears
from .finding import async_follow_players, async_known_addresses
from .hands import Hands
from .households import Households
from .listening import SUBSCRIBING, stop_idle_listener
from .memory import Household
from .reading import Reader
from .sight import device_id, uid_of
from .topology import Zone

# How often what cannot be heard is tried again, in seconds.
_TRY_AGAIN: Final = 30.0


class SonosFamily:
    """Every Sonos household that can be reached."""

    def __init__(
        self, hass: HomeAssistant, addresses: Iterable[str], answer: float
    ) -> None:
        """Remember the typed addresses; `answer` is the patience of one call, in s."""
        self._hass = hass
        self._reader = Reader(hass, answer)
        self._households = Households(self._reader, addresses)
        self._hands = Hands(hass, self._households.zone, answer)
        self._errands = Errands(hass, "follow Sonos players")
        self._ears = Ears(
            hass, answer, heard=self._heard, missed=self._missed, lost=self._lost
        )
        self._doubts = Doubts(self._errands, self._look_at)
        self._tending = asyncio.Lock()
        self._changed: Callable[[], None] = lambda: None
        self._unfollow: Callable[[], None] = lambda: None
        self._cancel_retry: Callable[[], None] | None = None

    async def start(self, changed: Callable[[], None]) -> None:
        """Find the players and follow them; call `changed` at each change."""
        self._changed = changed
        try:
            await self._errands.begin(self._begin())
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Unsubscribe everywhere and wait for what is under way."""
        if self._cancel_retry is not None:
            self._cancel_retry()
        await self._errands.stop()
        self._unfollow()
        self._unfollow = lambda: None
        await self._ears.stop()
        await stop_idle_listener()

    def look(self) -> House:
        """Return what is seen of this family."""
        return self._households.look()

    async def refresh(self, devices: Iterable[DeviceId]) -> None:
        """Read players, and those who lead them, straight from the wire."""
        uids = {uid_of(device) for device in devices}
        for household in self._households:
            before = household.topology.zones.keys()
            if asked := uids & (before | household.topology.vanished.keys()):
                await self._reader.refresh(household, asked)
            if household.topology.zones.keys() != before:
                self._errands.run(self._tend())
        self._changed()
        self._see_to_the_unheard()

    async def do(self, act: Act) -> None:
        """Do one act; raise a FamilyError that names the player."""
        await self._hands.do(act)

    # Getting to know players

    async def _begin(self) -> None:
        """Find the players and follow them."""
        self._unfollow = await async_follow_players(
            self._hass, self._found, self._listener_may_be_gone
        )
        known = await async_known_addresses(self._hass)
        await self._meet(*self._households.typed, *known)

    @callback
    def _found(self, address: str) -> None:
        """Take note of a player that somebody else found."""
        if not self._households.knows(address):
            self._errands.run(self._meet(address))

    async def _meet(self, *addresses: str) -> None:
        """Meet the households of players, and tend them."""
        await self._households.meet(set(addresses))
        await self._tend()

    async def _tend(self) -> None:
        """Get to know whom we do not know yet, and listen to whom we do not hear."""
        async with self._tending:
            zones = tuple(self._households.zones())
            await asyncio.gather(*(self._tend_player(*zone) for zone in zones))
            self._ears.keep(zone.uid for _, zone in zones)
        self._changed()
        self._see_to_the_unheard()

    async def _tend_player(self, household: Household, zone: Zone) -> None:
        """Describe, read and listen to one player, as far as that is missing."""
        try:
            if zone.uid not in household.descriptions:
                await self._reader.describe(household, zone)
            if self._ears.hears(household, zone):
                return
            await self._reader.transports(household, [zone.uid])
            answers = zone.stands_behind or zone.uid not in household.unanswering
            if answers and not self._ears.subscribed(household, zone):
                await self._ears.listen(household, zone)
        except PlayerError as err:
            household.went(zone, err.reason)
        except SUBSCRIBING as err:
            LOGGER.debug("Cannot subscribe to %s: %r", zone.name, err)

    # Hearing

    @callback
    def _heard(
        self,
        household: Household,
        uid: str,
        service: str,
        variables: Mapping[str, object],
    ) -> None:
        """Take in an event; the groups are believed from one witness at a time."""
        if service == TOPOLOGY and uid != self._ears.first_witness(household):
            self._doubts.hear(household, uid, variables)
            return
        before = household.topology.doors
        household.hear(uid, service, variables)
        self._changed()
        if household.topology.doors != before:
            self._errands.run(self._tend())
        if household.wants_metadata(uid):
            self._errands.run(self._learn(household, uid))

    async def _learn(self, household: Household, uid: str) -> None:
        """Read what an event only hinted at."""
        await self._reader.transports(household, [uid])
        self._changed()

    @callback
    def _missed(self, uid: str) -> None:
        """Read a player after one of its events was lost on the way."""
        self._errands.run(self._look_at(uid))

    @callback
    def _lost(self, uid: str) -> None:
        """Listen anew to a player whose subscription could not be renewed."""
        self._errands.run(self._look_after(uid))

    async def _look_at(self, uid: str) -> None:
        """Read a player, and who plays with whom."""
        await self.refresh([device_id(uid)])

    async def _look_after(self, uid: str) -> None:
        """See what became of a player; it may have told us of the others."""
        await self._look_at(uid)
        await self._tend()

    @callback
    def _listener_may_be_gone(self) -> None:
        """See who is still heard after core's sonos was loaded or unloaded."""
        if self._ears.deaf:
            self._errands.run(self._tend())

    # Whoever is not heard

    @callback
    def _see_to_the_unheard(self) -> None:
        """Try those who are not heard, or do not answer, again after a while."""
        zones = tuple(self._households.zones())
        for household, zone in zones:
            if zone.uid in household.unanswering:
                self._ears.distrust(zone.uid)
        troubled = bool(self._households.unmet) or not all(
            self._ears.was_told(*zone) for zone in zones
        )
        if troubled and self._cancel_retry is None and not self._errands.stopped:
            self._cancel_retry = async_call_later(self._hass, _TRY_AGAIN, self._retry)

    @callback
    def _retry(self, _: object) -> None:
        """Try again now."""
        self._cancel_retry = None
        self._errands.run(self._try_again())

    async def _try_again(self) -> None:
        """Read what nobody tells us, and try to be told of it."""
        self._ears.review()
        for household in self._households:
            zones = household.topology.zones.values()
            unheard = [z.uid for z in zones if not self._ears.hears(household, z)]
            if unheard:
                await self._reader.refresh_topology(household, unheard)
        await self._meet(*self._households.unmet)
