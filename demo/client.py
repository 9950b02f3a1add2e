"""Speaks to Home Assistant the way its frontend does: one websocket."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import count
from time import monotonic
from typing import Any, Final

from aiohttp import ClientError, ClientSession, ClientWebSocketResponse

# How often Home Assistant is asked whether something has become so; in seconds.
LOOK_EVERY: Final = 0.05
# Past the longest time that joining a room may take (35 s), and undoing it.
ANSWERED_WITHIN: Final = 90.0


class RefusedError(Exception):
    """Home Assistant said no; says how it put it."""

    def __init__(self, error: dict[str, Any]) -> None:
        """Take the error of an answer apart."""
        super().__init__(error.get("message", ""))
        self.key: str = error.get("translation_key", error.get("code", ""))


class Client:
    """Home Assistant, seen through its websocket; one question at a time."""

    def __init__(self, http: ClientSession, wire: ClientWebSocketResponse) -> None:
        """Take a connection on which nothing was said yet."""
        self.http = http
        self._wire = wire
        self._numbers = count(1)

    async def authenticate(self, token: str) -> None:
        """Say who is asking."""
        await self._wire.receive_json()
        await self._wire.send_json({"type": "auth", "access_token": token})
        answer = await self._wire.receive_json()
        if answer["type"] != "auth_ok":
            raise RefusedError(answer)

    async def ask(self, kind: str, **fields: Any) -> Any:
        """Ask one question and return its answer."""
        number = next(self._numbers)
        await self._wire.send_json({"id": number, "type": kind, **fields})
        answer = await self._wire.receive_json(timeout=ANSWERED_WITHIN)
        if not answer["success"]:
            raise RefusedError(answer["error"])

        return answer["result"]

    async def act(
        self, action: str, rooms: list[str], *, answer: bool = True, **data: Any
    ) -> dict[str, Any]:
        """Perform an action, on entities if any, and return what it answers."""
        domain, _, service = action.partition(".")
        result = await self.ask(
            "call_service",
            domain=domain,
            service=service,
            **({"target": {"entity_id": rooms}} if rooms else {}),
            service_data=data,
            return_response=answer,
        )
        response: dict[str, Any] = result.get("response") or {}
        return response

    async def states(self) -> dict[str, dict[str, Any]]:
        """Return the state of every entity, by its id."""
        return {each["entity_id"]: each for each in await self.ask("get_states")}


@asynccontextmanager
async def connected(
    http: ClientSession, url: str, token: str
) -> AsyncGenerator[Client]:
    """Connect for as long as the block lasts."""
    async with http.ws_connect(f"{url}/api/websocket", max_msg_size=0) as wire:
        client = Client(http, wire)
        await client.authenticate(token)
        yield client


async def until(so: Callable[[], Awaitable[bool]], within: float) -> bool:
    """Wait for something to become so; tell whether it did in time."""
    end = monotonic() + within
    while not await so():
        if monotonic() > end:
            return False

        await asyncio.sleep(LOOK_EVERY)
    return True


async def answers(http: ClientSession, url: str) -> bool:
    """Tell whether Home Assistant answers at all."""
    try:
        async with http.get(f"{url}/api/onboarding") as response:
            return response.ok
    except ClientError:
        return False
