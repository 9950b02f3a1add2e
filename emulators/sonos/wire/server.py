"""The web server of one player: pages, actions and subscriptions."""

import asyncio
import logging
import time
from typing import Final, Protocol

from aiohttp import web

from emulators.sonos.calls import Call
from emulators.sonos.faults import Faults, Kind
from emulators.sonos.player import Player
from emulators.sonos.rooms import Rooms
from emulators.sonos.services import offered_by
from emulators.sonos.services.device import SOFTWARE
from emulators.sonos.services.service import (
    UNKNOWN_ACTION,
    Answer,
    Asked,
    Service,
    UPnPError,
)
from emulators.sonos.services.topology import PORT
from emulators.sonos.wire import soap
from emulators.sonos.wire.door import Door, reset
from emulators.sonos.wire.gena import GONE, LONGEST, Listeners
from emulators.sonos.wire.pages import XML, page

LOGGER: Final = logging.getLogger(__name__)
HEADERS: Final = {"Server": f"Linux UPnP/1.0 Sonos/{SOFTWARE} (EMU)"}
DECLARATION: Final = '<?xml version="1.0" encoding="utf-8"?>'


class SilenceError(Exception):
    """The connection ends without an answer."""


class StatusError(Exception):
    """The answer is nothing but an HTTP status."""

    def __init__(self, status: int) -> None:
        """Keep the status."""
        super().__init__(status)
        self.status = status


class Backstage(Protocol):
    """What a server needs to know about the household it is part of."""

    rooms: Rooms
    faults: Faults
    listeners: Listeners
    latency: float
    closing: asyncio.Event

    def log(self, call: Call) -> None:
        """Write down what was asked."""

    def after(self, player: Player, action: str) -> None:
        """Let happen what was to happen after a call."""


class PlayerServer:
    """One player on the network."""

    def __init__(self, player: Player, house: Backstage) -> None:
        """Know the player and its household."""
        self.player = player
        self._house = house
        self._services = {service.path: service for service in offered_by(player.spec)}
        server = web.Server(self._handle, access_log=None)
        self.door = Door((player.spec.address, PORT), server)
        self._to_be_late: list[asyncio.TimerHandle] = []

    async def close(self) -> None:
        """Stop for good, with whatever was still to come."""
        for deed in self._to_be_late:
            deed.cancel()
        await self.door.close()

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        try:
            return await self._answer(request)
        except SilenceError:
            reset(request.transport)
            return web.Response(status=503)
        except StatusError as err:
            return web.Response(status=err.status, headers=HEADERS)
        except UPnPError as err:
            return written(soap.refused(err.code), 500)

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        path, _, kind = request.path.rpartition("/")
        if kind not in {"Control", "Event"}:
            return await self._show(request)

        service = self._services.get(path)
        if service is None:
            # Assumed: a missing service is a method that is not allowed.
            return web.Response(status=405, headers=HEADERS)

        if kind == "Event":
            return await self._listen(request, service)

        return await self._control(request, service)

    # Pages and subscriptions.

    async def _show(self, request: web.BaseRequest) -> web.Response:
        await self._suffer(f"GET {request.path}")
        found = page(self._house.rooms, self.player, request.path)
        if found is None:
            return web.Response(status=404, headers=HEADERS)

        kind, text = found
        declared = DECLARATION + text if kind == XML else text
        return web.Response(text=declared, content_type=kind, headers=HEADERS)

    async def _listen(self, request: web.BaseRequest, service: Service) -> web.Response:
        await self._suffer(request.method)
        sid = request.headers.get("SID", "")
        if request.method == "UNSUBSCRIBE":
            known = self._house.listeners.forget(sid)
            return web.Response(status=200 if known else GONE, headers=HEADERS)

        seconds = seconds_in(request.headers.get("TIMEOUT", ""))
        callback = request.headers.get("CALLBACK", "").strip("<>")
        if not sid:
            listeners = self._house.listeners
            sid = listeners.add(self.player, service, callback, seconds)
        elif not self._house.listeners.renew(self.player, sid, seconds):
            return web.Response(status=GONE, headers=HEADERS)

        granted = {"SID": sid, "TIMEOUT": f"Second-{seconds}"}
        return web.Response(headers=HEADERS | granted)

    # Actions.

    async def _control(
        self, request: web.BaseRequest, service: Service
    ) -> web.Response:
        action = soap.action_in(request.headers.get("SOAPACTION", ""))
        asked = soap.arguments_in(await request.text())
        self._log(service, action, asked)
        try:
            struck = await self._suffer(action)
            response = self._carry_out(service, action, asked, struck)
        finally:
            self._house.after(self.player, action)
        if Kind.LOSE_ANSWER in struck:
            await self._forever()

        return response

    def _carry_out(
        self, service: Service, action: str, asked: Asked, struck: dict[Kind, float]
    ) -> web.Response:
        """Do what was asked, unless something goes wrong."""
        if Kind.FAIL in struck:
            return written(soap.refused(int(struck[Kind.FAIL])), 500)

        answer: Answer = {}
        try:
            if Kind.LATE in struck:
                self._later(struck[Kind.LATE], service, action, asked)
            elif Kind.IGNORE not in struck:
                answer = self._do(service, action, asked)
        except UPnPError as err:
            return written(soap.refused(err.code), 500)

        return written(soap.answered(service, action, answer))

    def _do(self, service: Service, name: str, asked: Asked) -> Answer:
        action = service.actions.get(name)
        if action is None:
            LOGGER.warning(
                "%s: unknown action %s.%s %s",
                self.player.name,
                service.name,
                name,
                asked,
            )
            raise UPnPError(UNKNOWN_ACTION)

        answer = action.deed(self._house.rooms, self.player, asked)
        if not name.startswith("Get"):
            # Once the answer is on its way, as a client expects it.
            asyncio.get_running_loop().call_soon(self._house.listeners.tell)
        return answer or {}

    def _later(
        self, seconds: float, service: Service, action: str, asked: Asked
    ) -> None:
        """Do it after the answer; nobody hears when it is refused then."""

        def do() -> None:
            if not self.player.here:
                return

            try:
                self._do(service, action, asked)
            except UPnPError as err:
                LOGGER.debug("%s was refused late: %s", action, err)

        loop = asyncio.get_running_loop()
        self._to_be_late.append(loop.call_later(seconds, do))

    # What goes wrong on the way.

    async def _suffer(self, action: str) -> dict[Kind, float]:
        """Let time go by, and the call end, as the faults want it."""
        struck = self._house.faults.strike(self.player, action)
        if Kind.REFUSE in struck:
            raise SilenceError

        if Kind.HANG in struck:
            await self._forever()

        if seconds := struck.get(Kind.DELAY, self._house.latency):
            await self._pause(seconds)
        if not self.player.here:
            raise SilenceError

        if Kind.HTTP in struck:
            raise StatusError(int(struck[Kind.HTTP]))

        return struck

    async def _pause(self, seconds: float | None) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._house.closing.wait()
        except TimeoutError:
            return

        raise SilenceError

    async def _forever(self) -> None:
        await self._pause(None)

    def _log(self, service: Service, action: str, asked: Asked) -> None:
        call = Call(
            at=time.monotonic(),
            player=self.player.name,
            service=service.name,
            action=action,
            arguments=asked,
        )
        self._house.log(call)


def written(text: str, status: int = 200) -> web.Response:
    """Put an XML text into an answer."""
    return web.Response(
        text=DECLARATION + text, status=status, content_type=XML, headers=HEADERS
    )


def seconds_in(timeout: str) -> int:
    """Read how long somebody wants to listen."""
    asked = timeout.rpartition("-")[2]
    return int(asked) if asked.isdigit() else LONGEST
