"""The stream on which Amazon tells the programs of a customer what happened."""

import asyncio
import json
import time
from typing import Any, Final

from aiohttp import web

from emulators.amazon.account import Account

# Aioamazondevices reads the boundary from the header, alexapy takes any line
# that begins with six dashes for one; this is right for both.
BOUNDARY: Final = "----abc"
LINE: Final = f"--{BOUNDARY}\r\n"
PART: Final = "Content-Type: application/json; charset=UTF-8\r\n\r\n{}\r\n" + LINE
TYPE: Final = f'multipart/related; boundary="{BOUNDARY}"; type="application/json"'


class Streams:
    """All streams that are open."""

    def __init__(self) -> None:
        """Begin with nobody listening."""
        self.delay = 0.0
        self._open: dict[asyncio.Queue[str | None], Account] = {}
        self._under_way: set[asyncio.TimerHandle] = set()

    def close(self) -> None:
        """End all streams, and lose what is under way."""
        for handle in self._under_way:
            handle.cancel()
        self._under_way.clear()
        for stream in self._open:
            stream.put_nowait(None)

    def cut(self, account: Account) -> None:
        """End the streams of one account."""
        for stream, owner in self._open.items():
            if owner is account:
                stream.put_nowait(None)

    def listening(self, account: Account) -> int:
        """Return how many programs of an account listen."""
        return sum(owner is account for owner in self._open.values())

    def tell(self, account: Account, resource: str, payload: dict[str, Any]) -> None:
        """Tell everybody who listens for an account."""
        part = PART.format(json.dumps(directive(resource, payload)))

        def arrive() -> None:
            self._under_way.discard(handle)
            for stream, owner in self._open.items():
                if owner is account:
                    stream.put_nowait(part)

        handle = asyncio.get_running_loop().call_later(self.delay, arrive)
        self._under_way.add(handle)

    async def serve(self, request: web.Request, account: Account) -> web.StreamResponse:
        """Let one program listen until it has enough, or until the end."""
        response = web.StreamResponse(headers={"Content-Type": TYPE})
        stream: asyncio.Queue[str | None] = asyncio.Queue()
        await response.prepare(request)
        await response.write(LINE.encode())
        self._open[stream] = account
        try:
            while (part := await stream.get()) is not None:
                await response.write(part.encode())
        except ConnectionError:
            pass
        finally:
            del self._open[stream]
        return response


def directive(resource: str, payload: dict[str, Any]) -> dict[str, Any]:
    """Wrap news the way they travel: JSON inside JSON inside JSON."""
    metadata = {
        "command": resource,
        "payload": json.dumps(payload),
        "timeStamp": int(time.time() * 1000),
    }
    update = {
        "route": "EventBus:tcomm::message",
        "resourceId": resource,
        "resourceMetadata": json.dumps(metadata),
    }
    header = {"namespace": "Alexa.Mobile.Push", "name": "RenderUpdate"}
    return {"directive": {"header": header, "payload": {"renderingUpdates": [update]}}}
