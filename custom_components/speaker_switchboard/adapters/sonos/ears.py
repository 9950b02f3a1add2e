"""Who is listened to, whether it is heard, and which witness is believed.

Every subscription begins with an event. A player that sent none does hear us,
but cannot reach us: Home Assistant is in a container without the host's network,
or behind a firewall.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Final

from homeassistant.core import HomeAssistant

from ...const import LOGGER
from .listening import Ear
from .memory import Household
from .topology import Zone

TOPOLOGY: Final = "zoneGroupTopology"
# Topology events come from this many players, in case one of them is pulled out.
_WITNESSES: Final = 2

type News = Callable[[Household, str, str, Mapping[str, object]], None]
type Word = Callable[[str], None]


class Ears:
    """The ears at the players of all households, by uid."""

    def __init__(
        self,
        hass: HomeAssistant,
        answer: float,
        *,
        heard: News,
        missed: Word,
        lost: Word,
    ) -> None:
        """Remember whom to tell; `answer` is the patience of one call, in s.

        `missed` is for an event that did not arrive, `lost` for a subscription
        that could not be renewed.
        """
        self._hass = hass
        self._answer = answer
        self._heard = heard
        self._missed = missed
        self._lost = lost
        self._ears: dict[str, Ear] = {}
        # Services that told nothing, since somebody was found to be silent.
        self._silent: set[tuple[str, str]] = set()
        self._leaving: set[asyncio.Task[None]] = set()

    @property
    def deaf(self) -> bool:
        """Tell whether somebody has to be listened to anew."""
        return any(ear.deaf for ear in self._ears.values())

    async def listen(self, household: Household, zone: Zone) -> None:
        """Subscribe to what one player can tell."""
        old = self._ears.pop(zone.uid, None)
        ear = Ear(
            zone.address,
            partial(self._heard, household, zone.uid),
            missed=partial(self._missed, zone.uid),
            lost=partial(self._lose, zone.uid),
            boots=zone.boots,
        )
        try:
            await ear.open(_services(household, zone), household.name, self._answer)
        except BaseException:
            self._let_go(ear)
            raise
        finally:
            if old is not None:
                self._let_go(old)
        self._ears[zone.uid] = ear
        household.came_back(zone)

    def subscribed(self, household: Household, zone: Zone) -> bool:
        """Tell whether all that is worth it of a player is subscribed to."""
        ear = self._ears.get(zone.uid)
        return (
            ear is not None
            and not ear.deaf
            and (ear.address, ear.boots) == (zone.address, zone.boots)
            and ear.services == tuple(_services(household, zone))
        )

    def hears(self, household: Household, zone: Zone) -> bool:
        """Tell whether events of a player arrive, as far as can be known by now."""
        return self.subscribed(household, zone) and not self._ears[zone.uid].silent

    def was_told(self, household: Household, zone: Zone) -> bool:
        """Tell whether events of a player are known to arrive."""
        return self.subscribed(household, zone) and not self._ears[zone.uid].untold

    def first_witness(self, household: Household) -> str | None:
        """Return the player whose news of the topology are believed at once."""
        return min(
            (
                uid
                for uid, ear in self._ears.items()
                if uid in household.topology.zones
                and TOPOLOGY in ear.services
                and not ear.silent
            ),
            default=None,
        )

    def distrust(self, uid: str) -> None:
        """Listen anew to a player, when its turn comes."""
        if ear := self._ears.get(uid):
            ear.distrust()

    def review(self) -> None:
        """See who is silent; say so once, and once when it is over.

        The subscriptions of the silent are kept until one of them is heard: then
        the others are worth a new try.
        """
        untold = {
            (uid, service) for uid, ear in self._ears.items() for service in ear.untold
        }
        told = {uid for uid, _ in self._silent - untold}
        if not self._silent:
            if not any(ear.silent for ear in self._ears.values()):
                return
            LOGGER.warning(
                "Events of Sonos players do not arrive; they are read instead"
            )
        elif not untold:
            LOGGER.info("Events of Sonos players arrive again")
        elif told & self._ears.keys():
            for uid, _ in untold:
                self.distrust(uid)
        self._silent = untold

    def keep(self, uids: Iterable[str]) -> None:
        """Let go of everybody else."""
        for uid in self._ears.keys() - set(uids):
            self._let_go(self._ears.pop(uid))

    async def stop(self) -> None:
        """Unsubscribe everywhere."""
        self.keep(())
        await asyncio.gather(*self._leaving)

    def _lose(self, uid: str) -> None:
        """Let go of a player whose subscription could not be renewed."""
        if ear := self._ears.pop(uid, None):
            self._let_go(ear)
        self._lost(uid)

    def _let_go(self, ear: Ear) -> None:
        """Unsubscribe beside; a good-bye is short, and is not stopped."""
        task = self._hass.async_create_background_task(
            ear.close(), "say good-bye to a Sonos player"
        )
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)


def _services(household: Household, zone: Zone) -> Iterator[str]:
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
        yield TOPOLOGY
