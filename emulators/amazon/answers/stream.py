"""The push stream, and what keeps it open."""

from aiohttp import web

from emulators.amazon.ask import Ask
from emulators.amazon.cloud import Cloud


async def directives(cloud: Cloud, ask: Ask) -> web.StreamResponse:
    """Tell what happens, from now on."""
    return await cloud.streams.serve(ask.request, ask.account)


async def nothing(_cloud: Cloud, ask: Ask) -> web.Response:
    """Say that all is well, without a word."""
    ask.account  # noqa: B018
    return web.Response(status=204)
