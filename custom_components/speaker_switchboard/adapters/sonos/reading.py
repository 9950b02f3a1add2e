"""Read the truth from the players, past every cache and every event."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from homeassistant.core import HomeAssistant

from ...const import LOGGER
from . import client
from .client import PlayerError, Refused, Unanswered
from .listening import SUBSCRIBING, Ear
from .memory import Household
from .sight import LineIn
from .topology import Topology, Zone

# A player sends the first event right after the answer to a subscription.
_FIRST_EVENT: Final = 2.0
# How many uninvolved players are asked when those concerned do not tell.
_OTHERS: Final = 2
_TOO_LARGE: Final = "its household is too large to tell, and its events do not arrive"
# How often a player is asked when its own events come in between.
_LOOKS: Final = 3


class Reader:
    """Asks players, off the event loop; `answer` is the patience of one call, in s."""

    def __init__(self, hass: HomeAssistant, answer: float) -> None:
        """Remember how long to wait for an answer."""
        self._hass = hass
        self._answer = answer

    async def ask[T](self, call: Callable[[str, float], T], address: str) -> T:
        """Ask one player something."""
        return await self._hass.async_add_executor_job(call, address, self._answer)

    async def describe(self, household: Household, zone: Zone) -> None:
        """Read what a player is, and what people call its line-in."""
        description = await self.ask(client.describe, zone.address)
        if description.has_line_in:
            name = await self._line_in_name(zone)
            household.line_ins.setdefault(zone.uid, LineIn(name=name))
        household.descriptions[zone.uid] = description

    async def refresh(self, household: Household, asked: set[str]) -> None:
        """Read who plays with whom, and what these players and their leaders play."""
        await self.refresh_topology(household, asked)
        leaders = {zone.leader for zone in household.zones(asked)}
        await self.transports(household, asked | leaders)

    async def refresh_topology(
        self, household: Household, asked: Iterable[str]
    ) -> None:
        """Ask the players concerned, then a few others, until one tells.

        An event that comes in between may be older or newer than the answer, so
        the next player is asked; where events keep coming, they are believed.
        """
        for zone in household.zones(_by_hope(household, asked)):
            before = household.topology
            try:
                topology = await self.topology(zone.address)
            except PlayerError as err:
                if isinstance(err, Refused) and err.code == client.TOO_LARGE:
                    return
                household.went(zone, err.reason)
                continue
            household.came_back(zone)
            if household.topology is before:
                household.topology = topology
                return

    async def topology(self, address: str) -> Topology:
        """Read the topology; a household too large to tell it, tells by event."""
        try:
            return await self.ask(client.read_topology, address)
        except Refused as err:
            if err.code != client.TOO_LARGE:
                raise
            return await self._topology_by_event(address)

    async def transports(self, household: Household, uids: Iterable[str]) -> None:
        """Read what players are set to, all at once."""
        await asyncio.gather(
            *(
                self._transport(household, zone)
                for zone in household.zones(uids)
                if zone.stands_behind is None
            )
        )

    async def _line_in_name(self, zone: Zone) -> str:
        """Read the name of a line-in; one without a name is a line-in too."""
        try:
            return await self.ask(client.read_line_in_name, zone.address)
        except Refused as err:
            LOGGER.debug("%s does not name its line-in: %s", zone.name, err)
            return ""

    async def _topology_by_event(self, address: str) -> Topology:
        """Subscribe for the one event that every subscription begins with."""
        household = Household(Topology())
        told = asyncio.Event()

        def heard(service: str, variables: Mapping[str, object]) -> None:
            household.hear("", service, variables)
            told.set()

        name = await self.ask(client.read_household, address)
        ear = Ear(address, heard)
        try:
            await ear.open(["zoneGroupTopology"], name, self._answer)
            async with asyncio.timeout(_FIRST_EVENT):
                await told.wait()
        except (*SUBSCRIBING, TimeoutError) as err:
            raise Refused(code=client.TOO_LARGE, reason=_TOO_LARGE) from err
        finally:
            await ear.close()
        return household.topology

    async def _transport(self, household: Household, zone: Zone) -> None:
        """Read what one player is set to.

        An event that comes in between may be older or newer than the answer, so
        the player is asked again; where events keep coming, they are believed.
        """
        for _ in range(_LOOKS):
            before = household.transports.get(zone.uid)
            try:
                transport = await self.ask(client.read_transport, zone.address)
            except Unanswered as err:
                household.went(zone, err.reason)
                return
            except Refused as err:
                LOGGER.debug("%s does not tell what it plays: %s", zone.name, err)
                return
            household.came_back(zone)
            if household.transports.get(zone.uid) is before:
                household.transports[zone.uid] = transport
                return


def _by_hope(household: Household, asked: Iterable[str]) -> list[str]:
    """Return whom to ask for the topology, those concerned and likely to answer first.

    When the power fails in a part of the house, the witnesses may be in it.
    """

    def hopeless(uid: str) -> tuple[bool, str]:
        return uid in household.unanswering, uid

    concerned = sorted(asked, key=hopeless)
    others = sorted(household.topology.zones.keys() - set(concerned), key=hopeless)
    return [*concerned, *others[:_OTHERS]]
