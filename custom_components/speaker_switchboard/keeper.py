"""Makes a connection again that was to be kept, and gives way to people."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

from .const import LOGGER
from .core.house import House
from .core.port import DeviceId, PortId, PortKind, owner_of, port_id
from .core.route import Request, fulfilled

# Seconds before each try; a speaker that is not back after the last is let go.
PAUSES: Final = (5.0, 15.0, 60.0, 180.0, 600.0)


@dataclass(slots=True)
class _Kept:
    """A request that is to stay fulfilled, and how often it had to be made again."""

    request: Request
    tries: int = 0
    cancel: CALLBACK_TYPE | None = None

    def rest(self) -> None:
        """Wait for nothing any more."""
        if self.cancel is not None:
            self.cancel()
            self.cancel = None


class Keeper:
    """Follows the House for the sake of what is to be kept."""

    def __init__(
        self, hass: HomeAssistant, route: Callable[[Request], Awaitable[object]]
    ) -> None:
        """Keep nothing yet; `route` carries a request out and raises nothing."""
        self._hass = hass
        self._route = route
        self._kept: list[_Kept] = []
        self._house = House()

    @callback
    def keep(self, request: Request) -> None:
        """Keep what was asked for; it takes nothing from anybody when made again."""
        self._kept.append(_Kept(replace(request, take=False)))

    @callback
    def forget(self, request: Request) -> None:
        """Keep no longer what a newer request is about."""
        devices = _devices(request)
        self._drop([each for each in self._kept if devices & _devices(each.request)])

    @callback
    def stop(self) -> None:
        """Keep nothing any more."""
        self._drop(self._kept)

    @callback
    def look(self, house: House) -> None:
        """See what broke, what is back, and what somebody took elsewhere."""
        self._house = house
        for kept in list(self._kept):
            if _is_there(house, kept.request):
                kept.rest()
                kept.tries = 0
            elif _is_taken(house, kept.request):
                LOGGER.debug("A connection is kept no longer: somebody took it")
                self._drop([kept])
            elif kept.cancel is None:
                self._try_later(kept)

    @callback
    def _try_later(self, kept: _Kept) -> None:
        """Make a connection again after a while, or give it up."""
        if kept.tries == len(PAUSES):
            LOGGER.info("A connection that was to be kept did not come back")
            self._drop([kept])
            return

        async def again(_: datetime) -> None:
            kept.tries += 1
            await self._route(kept.request)
            kept.cancel = None
            self.look(self._house)

        job = HassJob(again, cancel_on_shutdown=True)
        kept.cancel = async_call_later(self._hass, PAUSES[kept.tries], job)

    def _drop(self, several: list[_Kept]) -> None:
        """Keep some no longer."""
        for kept in several:
            kept.rest()
        self._kept = [kept for kept in self._kept if kept not in several]


def _devices(request: Request) -> set[DeviceId]:
    """Return the devices a request is about."""
    return {*request.rooms, *map(owner_of, request.sources)}


def _is_there(house: House, request: Request) -> bool:
    """Tell whether a request is fulfilled, as far as anybody can see."""
    outputs = (_output(source) for source in request.sources)
    if not all(map(house.observed, outputs)):
        return True
    return all(fulfilled(house, request, room) for room in request.rooms)


def _is_taken(house: House, request: Request) -> bool:
    """Tell whether the sender or a speaker is connected to something else now."""
    ends = {port_id(room, PortKind.BLUETOOTH_IN) for room in request.rooms}
    outputs = {_output(source) for source in request.sources}
    return any(
        (link.source in outputs) != (link.sink in ends)
        for link in house.links
        if link.source in outputs or link.sink in ends
    )


def _output(source: PortId) -> PortId:
    """Return the Bluetooth output of who sends."""
    return port_id(owner_of(source), PortKind.BLUETOOTH_OUT)
