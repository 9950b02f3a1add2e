"""One request, as whoever answers it wants to see it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from emulators.amazon.account import Account
from emulators.amazon.echo import Echo


class Refused(Exception):
    """Amazon does not do it."""

    def __init__(self, status: int, message: str) -> None:
        """Say with which status, and why."""
        super().__init__(message)
        self.status = status
        self.message = message


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """What is asked, by whom, and of which Echo."""

    request: web.Request
    body: Any
    who: Account | None
    echo: Echo | None

    @property
    def account(self) -> Account:
        """Return who asks; nobody may ask for most things."""
        if self.who is None:
            raise Refused(401, "Unauthorized")

        return self.who

    @property
    def device(self) -> Echo:
        """Return the Echo that is meant; there has to be one, of the type named."""
        named = self.parts.get("type")
        if self.echo is None or named not in {None, self.echo.type}:
            raise Refused(404, "No such device")

        return self.echo

    @property
    def parts(self) -> Mapping[str, str]:
        """Return the parts of the path that have a name."""
        return self.request.match_info

    def field(self, name: str) -> Any:
        """Return one field of the body; it has to be there."""
        if not isinstance(self.body, dict) or name not in self.body:
            raise Refused(400, f"{name} is missing")

        return self.body[name]


async def body_of(request: web.Request) -> Any:
    """Read what a request carries: a form, JSON, or nothing."""
    if request.content_type == "application/x-www-form-urlencoded":
        return dict(await request.post())

    try:
        return json.loads(await request.text() or "null")
    except ValueError:
        return None


def serial_in(request: web.Request, body: Any) -> str | None:
    """Find which device a request is about."""
    serial = request.match_info.get("serial") or request.query.get("deviceSerialNumber")
    return serial or next(serials_in(body), None)


def serials_in(value: Any) -> Iterator[str]:
    """Find the devices that are named anywhere in a body."""
    match value:
        case {"deviceSerialNumber": str(serial), **_rest}:
            yield serial
        case {"sequenceJson": str(inner), **_rest}:
            yield from serials_in(parsed(inner))
        case dict():
            for inner in value.values():
                yield from serials_in(inner)
        case list():
            for inner in value:
                yield from serials_in(inner)


def parsed(text: str) -> Any:
    """Read JSON that somebody else wrote."""
    try:
        return json.loads(text)
    except ValueError:
        return None


def answer(data: Any, status: int = 200) -> web.Response:
    """Answer in JSON."""
    return web.json_response(data, status=status)


def stream_answer(data: Any) -> web.Response:
    """Answer in JSON that does not say so, which some pages do."""
    return web.Response(
        body=json.dumps(data).encode(), content_type="application/octet-stream"
    )
