"""The Sonos family: finds the players, follows them, does what a plan asks.

One answering player makes its whole household known. From then on events keep
the memory fresh; what cannot be heard is tried again every half minute, and only
as long as it cannot be heard.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

from ...const import LOGGER
from ...core.acts import Act
from ...core.errors import DeviceUnreachable
from ...core.house import DeviceId, House
from . import client
from .client import PlayerError, Unanswered
from .finding import async_follow_players, async_known_addresses
from .hands import Hands
from .listening import SUBSCRIBING, Ear, stop_idle_listener
from .memory import Household
from .reading import Reader
from .sight import device_id, uid_of
from .topology import Zone

# How often what cannot be heard is tried again, in seconds.
_TRY_AGAIN: Final = 30.0
# Topology events come from this many players, in case one of them is pulled out.
_WITNESSES: Final = 2
# How long the first of them may take longer than the second, in seconds.
_GRACE: Final = 0.5
_TOPOLOGY: Final = "zoneGroupTopology"


class SonosFamily:
    """Every Sonos household that can be reached."""

    def __init__(
        self, hass: HomeAssistant, addresses: Iterable[str], answer: float
    ) -> None:
        """Remember the typed addresses; `answer` is the patience of one call, in s."""
        self._hass = hass
        self._addresses = tuple(addresses)
        self._answer = answer
        self._unmet: set[str] = set()
        self._reader = Reader(hass, answer)
        self._hands = Hands(hass, self._zone, answer)
        self._households: dict[str, Household] = {}
        self._ears: dict[str, Ear] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._leaving: set[asyncio.Task[None]] = set()
        self._tending = asyncio.Lock()
        self._doubted: set[str] = set()
        self._changed: Callable[[], None] = lambda: None
        self._unfollow: Callable[[], None] = lambda: None
        self._cancel_retry: Callable[[], None] | None = None
        self._stopped = False

    async def start(self, changed: Callable[[], None]) -> None:
        """Find the players and follow them; call `changed` at each change."""
        self._changed = changed
        try:
            await self._beside(self._begin())
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Unsubscribe everywhere and wait for what is under way."""
        self._stopped = True
        if self._cancel_retry is not None:
            self._cancel_retry()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._unfollow()
        self._unfollow = lambda: None
        while self._ears:
            self._let_go(self._ears.popitem()[1])
        await asyncio.gather(*self._leaving)
        await stop_idle_listener()

    def look(self) -> House:
        """Return what is seen of this family."""
        return House.of(household.look() for household in self._households.values())

    async def refresh(self, devices: Iterable[DeviceId]) -> None:
        """Read players, and those who lead them, straight from the wire."""
        uids = {uid_of(device) for device in devices}
        for household in self._households.values():
            before = household.topology.zones.keys()
            if asked := uids & (before | household.topology.vanished.keys()):
                await self._reader.refresh(household, asked)
            if household.topology.zones.keys() != before:
                self._spawn(self._tend())
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
        addresses = dict.fromkeys((*self._addresses, *known))
        await asyncio.gather(*(self._meet(address) for address in addresses))
        await self._tend()

    @callback
    def _found(self, address: str) -> None:
        """Take note of a player that somebody else found."""
        lost = chain.from_iterable(
            household.zones(household.unanswering)
            for household in self._households.values()
        )
        known = {zone.address for _, zone in self._zones()}
        if address not in known - {zone.address for zone in lost}:
            self._spawn(self._meet_found(address))

    async def _meet_found(self, address: str) -> None:
        """Meet the household of a player that was found, and tend it."""
        await self._meet(address)
        await self._tend()

    async def _meet(self, address: str) -> None:
        """Get to know the household of a player; who does not answer may later."""
        try:
            name = await self._reader.ask(client.read_household, address)
            topology = await self._reader.topology(address)
        except PlayerError as err:
            LOGGER.debug("No household met at %s: %s", address, err)
            if address in self._addresses:
                self._unmet.add(address)
            return
        self._unmet.discard(address)
        household = self._households.setdefault(name, Household(topology))
        household.topology = topology

    async def _tend(self) -> None:
        """Get to know whom we do not know yet, and listen to whom we do not hear."""
        async with self._tending:
            zones = tuple(self._zones())
            await asyncio.gather(*(self._tend_player(*zone) for zone in zones))
            present = {zone.uid for _, zone in zones}
            for uid in self._ears.keys() - present:
                self._let_go(self._ears.pop(uid))
        self._changed()
        self._see_to_the_unheard()

    async def _tend_player(self, household: Household, zone: Zone) -> None:
        """Describe, read and listen to one player, as far as that is missing."""
        try:
            if zone.uid not in household.descriptions:
                await self._reader.describe(household, zone)
            if not self._hears(household, zone):
                await self._reader.transports(household, [zone.uid])
                if zone.stands_behind or zone.uid not in household.unanswering:
                    await self._listen(household, zone)
        except PlayerError as err:
            household.went(zone, err.reason)
        except SUBSCRIBING as err:
            LOGGER.debug("Cannot subscribe to %s: %r", zone.name, err)

    async def _listen(self, household: Household, zone: Zone) -> None:
        """Subscribe to what one player can tell."""
        old = self._ears.pop(zone.uid, None)
        ear = Ear(
            zone.address,
            partial(self._heard, household, zone.uid),
            partial(self._lost, zone.uid),
            zone.boots,
        )
        services = self._services(household, zone)
        try:
            await ear.open(services, self._name(household), self._answer)
        except BaseException:
            self._let_go(ear)
            raise
        finally:
            if old is not None:
                self._let_go(old)
        self._ears[zone.uid] = ear
        household.came_back(zone)

    def _services(self, household: Household, zone: Zone) -> Iterator[str]:
        """Yield the services of a player that are worth listening to."""
        if zone.stands_behind is None:
            yield "avTransport"
        if household.descriptions[zone.uid].has_line_in:
            yield "audioIn"
        rooms = sorted(
            uid
            for uid, other in household.topology.zones.items()
            if other.stands_behind is None and uid not in household.unanswering
        )
        if zone.uid in rooms[:_WITNESSES]:
            yield _TOPOLOGY

    # Hearing

    @callback
    def _heard(
        self,
        household: Household,
        uid: str,
        service: str,
        variables: Mapping[str, object],
    ) -> None:
        """Take in an event.

        Players tell of a change of groups one after the other, so that the news
        of a second witness may be older than that of the first: it only makes us
        look.
        """
        if service == _TOPOLOGY and uid != self._first_witness(household):
            household.hear_second_witness(uid, variables)
            if household.contradicted_by(uid) and uid not in self._doubted:
                self._doubted.add(uid)
                self._spawn(self._doubt(household, uid))
            return
        before = household.topology.doors
        household.hear(uid, service, variables)
        self._changed()
        if household.topology.doors != before:
            self._spawn(self._tend())
        if household.wants_metadata(uid):
            self._spawn(self._learn(household, uid))

    def _first_witness(self, household: Household) -> str | None:
        """Return the player whose news of the topology are believed at once."""
        return min(
            (
                uid
                for uid, ear in self._ears.items()
                if uid in household.topology.zones and _TOPOLOGY in ear.services
            ),
            default=None,
        )

    async def _doubt(self, household: Household, uid: str) -> None:
        """Look for ourselves, unless the first witness has told it by then."""
        known = None
        while household.contradicted_by(uid) and household.topology is not known:
            known = household.topology
            await asyncio.sleep(_GRACE)
        self._doubted.discard(uid)
        if household.contradicted_by(uid):
            await self.refresh([device_id(uid)])

    async def _learn(self, household: Household, uid: str) -> None:
        """Read what an event only hinted at."""
        await self._reader.transports(household, [uid])
        self._changed()

    @callback
    def _lost(self, uid: str) -> None:
        """Listen anew to a player whose subscription could not be renewed."""
        if ear := self._ears.pop(uid, None):
            self._let_go(ear)
        self._spawn(self._tend())

    @callback
    def _listener_may_be_gone(self) -> None:
        """See who is still heard after core's sonos was loaded or unloaded."""
        if any(ear.deaf for ear in self._ears.values()):
            self._spawn(self._tend())

    def _hears(self, household: Household, zone: Zone) -> bool:
        """Tell whether all events of a player that are worth it arrive."""
        ear = self._ears.get(zone.uid)
        return (
            ear is not None
            and not ear.deaf
            and (ear.address, ear.boots) == (zone.address, zone.boots)
            and ear.services == tuple(self._services(household, zone))
        )

    @callback
    def _see_to_the_unheard(self) -> None:
        """Try those who are not heard, or do not answer, again after a while."""
        for household, zone in self._zones():
            if zone.uid in household.unanswering and zone.uid in self._ears:
                self._ears[zone.uid].distrust()
        troubled = bool(self._unmet) or any(
            not self._hears(household, zone) for household, zone in self._zones()
        )
        if troubled and self._cancel_retry is None and not self._stopped:
            self._cancel_retry = async_call_later(self._hass, _TRY_AGAIN, self._retry)

    @callback
    def _retry(self, _: object) -> None:
        """Try again now."""
        self._cancel_retry = None
        self._spawn(self._try_again())

    async def _try_again(self) -> None:
        """Meet those who did not answer, and listen to those who are not heard."""
        await asyncio.gather(*(self._meet(address) for address in self._unmet))
        await self._tend()

    # Helpers

    def _zones(self) -> Iterator[tuple[Household, Zone]]:
        """Yield every player with its household."""
        for household in self._households.values():
            for zone in household.topology.zones.values():
                yield household, zone

    def _zone(self, device: DeviceId) -> Zone:
        """Return a player that is there; one that has left does not answer."""
        uid = uid_of(device)
        for _, zone in self._zones():
            if zone.uid == uid:
                return zone
        raise DeviceUnreachable(device, Unanswered.reason)

    def _name(self, household: Household) -> str:
        """Return the id of a household."""
        return next(
            name for name, other in self._households.items() if other is household
        )

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        """Do something beside, unless it is too late for that."""
        if self._stopped:
            work.close()
            return
        self._beside(work)

    def _beside(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        """Do something beside, and be able to stop it."""
        task = self._hass.async_create_background_task(work, "follow Sonos players")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _let_go(self, ear: Ear) -> None:
        """Unsubscribe beside; a good-bye is short, and is not stopped."""
        task = self._hass.async_create_background_task(
            ear.close(), "say good-bye to a Sonos player"
        )
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)
