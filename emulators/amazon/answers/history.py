"""Pages about what was said, and about lists and alarms, of which there are none."""

from typing import Final

from aiohttp import web

from emulators.amazon.ask import Ask, answer
from emulators.amazon.cloud import Cloud

PAGE: Final = '<html><head><meta name="csrf-token" content="{}"></head></html>'


async def page(_cloud: Cloud, ask: Ask) -> web.Response:
    """Show the page that carries the number the records are asked with."""
    return web.Response(text=PAGE.format(ask.account.csrf), content_type="text/html")


async def records(_cloud: Cloud, ask: Ask) -> web.Response:
    """Tell what was said, the newest first."""
    newest = list(reversed(ask.account.history))
    return answer({"alexaHistoryRecords": newest, "customerHistoryRecords": []})


async def notifications(_cloud: Cloud, _ask: Ask) -> web.Response:
    """List alarms, timers and reminders."""
    return answer({"notifications": []})


async def lists(_cloud: Cloud, _ask: Ask) -> web.Response:
    """List what there is to buy and to do."""
    return answer({"listInfoList": []})


async def items(_cloud: Cloud, _ask: Ask) -> web.Response:
    """List what is on a list."""
    return answer({"itemInfoList": []})
