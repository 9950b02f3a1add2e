"""The HTTPS server that stands for every host Amazon has."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Final, cast

from aiohttp import web

from emulators.amazon.account import Account
from emulators.amazon.ask import Ask, Refused, answer, body_of, serial_in
from emulators.amazon.authority import server_context
from emulators.amazon.calls import Call
from emulators.amazon.cloud import Cloud
from emulators.amazon.faults import Fault, Kind
from emulators.amazon.routes import ROUTES, Answering

# How long a stopping server waits for its last connections, in seconds.
LAST_WORDS: Final = 0.05
GARBAGE: Final = '{"bluetoothStates": [{"deviceSerialNumber": "G0'
CHANGES: Final = frozenset({"DELETE", "POST", "PUT"})
SESSION: Final = "session-token"
UNAUTHORIZED: Final = 401


class Server:
    """Answers what is asked, or lets it go wrong."""

    def __init__(self, cloud: Cloud) -> None:
        """Know for whom to answer."""
        self.port = 0
        self._cloud = cloud
        self._closing = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self._listening: asyncio.Server | None = None
        self._deeds: set[asyncio.Task[web.StreamResponse]] = set()

    async def open(self, address: str, port: int) -> None:
        """Listen; port 0 is any that is free."""
        self._closing = asyncio.Event()
        app = web.Application()
        for (method, path), answering in ROUTES.items():
            app.router.add_route(method, path, self._page(answering))
        app.router.add_route("*", "/{nowhere:.*}", self._page(nowhere))
        # A push stream has to notice that nobody listens any more.
        self._runner = web.AppRunner(
            app,
            access_log=None,
            handler_cancellation=True,
            shutdown_timeout=LAST_WORDS,
        )
        await self._runner.setup()
        sites = [account.spec.site for account in self._cloud.accounts]
        # There is one from the moment the runner is set up.
        serving = cast("web.Server", self._runner.server)
        self._listening = await asyncio.get_running_loop().create_server(
            serving, address, port, ssl=server_context(sites)
        )
        self.port = self._listening.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Listen no longer, whoever is still waiting for an answer."""
        self._closing.set()
        self._cloud.streams.close()
        if self._listening is not None:
            # Also those who have come, and have not shaken hands yet.
            self._listening.close()
            self._listening.abort_clients()
            await self._listening.wait_closed()
        if self._runner is not None:
            await self._runner.cleanup()
        for deed in self._deeds:
            deed.cancel()
        await asyncio.gather(*self._deeds, return_exceptions=True)

    def _page(
        self, answering: Answering
    ) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """Serve one page: write the call down, let it go wrong, or answer it."""

        async def serve(request: web.Request) -> web.StreamResponse:
            ask = await self._read(request)
            call = written(ask)
            self._cloud.log(call)
            named = f"{call.method} {call.path}"
            faults = self._cloud.faults.of_call(named, call.account, call.echo)
            amounts = {fault.kind: fault for fault in faults}
            return await self._go_wrong(ask, answering, amounts)

        return serve

    async def _read(self, request: web.Request) -> Ask:
        body = await body_of(request)
        who = self._who(request)
        echo = self._cloud.echo_of(who, serial_in(request, body)) if who else None
        return Ask(request=request, body=body, who=who, echo=echo)

    def _who(self, request: web.Request) -> Account | None:
        """Find who is logged in, by the token or by the cookie."""
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        session = request.cookies.get(SESSION)
        for account in self._cloud.accounts:
            if token in account.tokens or session in account.sessions:
                return account
        return None

    async def _go_wrong(
        self, ask: Ask, answering: Answering, faults: Mapping[Kind, Fault]
    ) -> web.StreamResponse:
        """Answer, unless and except for what goes wrong with that."""
        if wrong := faults.get(Kind.STATUS):
            return refusal(Refused(wrong.status, wrong.words))

        if Kind.HANG in faults:
            await self._closing.wait()
        if Kind.DROP in faults or Kind.HANG in faults:
            return cut(ask.request)

        if Kind.IGNORE in faults:
            return answer({})

        response = await self._do(ask, answering, faults.get(Kind.LATE))
        if Kind.GARBAGE in faults:
            response = web.Response(text=GARBAGE, content_type="application/json")
        if late := faults.get(Kind.LATE_ANSWER):
            await asyncio.sleep(late.seconds)
        return cut(ask.request) if Kind.LOSE_ANSWER in faults else response

    async def _do(
        self, ask: Ask, answering: Answering, late: Fault | None
    ) -> web.StreamResponse:
        """Do what is asked, if need be when nobody waits for it any more."""
        if late is None:
            return await self._answer(ask, answering)

        async def do_it_late() -> web.StreamResponse:
            await asyncio.sleep(late.seconds)
            return await self._answer(ask, answering)

        deed = asyncio.create_task(do_it_late())
        self._deeds.add(deed)
        deed.add_done_callback(self._deeds.discard)
        return await asyncio.shield(deed)

    async def _answer(self, ask: Ask, answering: Answering) -> web.StreamResponse:
        """Answer, with a refusal if that is what it comes to."""
        try:
            check_number(ask)
            response = await answering(self._cloud, ask)
        except Refused as err:
            return refusal(err)

        if ask.who is not None and not response.prepared:
            domain = f".amazon.{ask.who.spec.site}"
            response.set_cookie("csrf", ask.who.csrf, domain=domain)
        return response


def refusal(err: Refused) -> web.Response:
    """Refuse; who is not logged in gets a page to read instead of JSON.

    Alexapy depends on that, and stumbles over anything else.
    """
    if err.status == UNAUTHORIZED:
        page = f"<html><body>{err.message}</body></html>"
        return web.Response(text=page, status=err.status, content_type="text/html")

    return answer({"message": err.message}, err.status)


def check_number(ask: Ask) -> None:
    """Refuse to change anything for who does not repeat the number it was given."""
    request = ask.request
    if not request.path.startswith("/api/") or request.method not in CHANGES:
        return

    if request.headers.get("csrf") != ask.account.csrf:
        raise Refused(403, "Forbidden")


def written(ask: Ask) -> Call:
    """Write down what is asked."""
    return Call(
        at=time.monotonic(),
        method=ask.request.method,
        path=ask.request.path,
        account=ask.who.name if ask.who else None,
        echo=ask.echo.name if ask.echo else None,
        query=dict(ask.request.query),
        body=ask.body,
    )


def cut(request: web.Request) -> web.Response:
    """Cut the line; what is returned reaches nobody."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def nowhere(cloud: Cloud, ask: Ask) -> web.Response:
    """Say that there is no such page, and remember who wanted it."""
    cloud.missed.append(written(ask))
    raise Refused(404, "No such page")
