"""Letting the programs of this process take the emulator for Amazon.

Whatever host of Amazon a client of aiohttp or httpx connects to, the line goes
to the emulator, and its authority is believed there. Names, addresses in
requests and every other host stay as they are, and when it is over nothing is
left behind.
"""

import asyncio
import re
import ssl
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, Protocol
from unittest.mock import patch

import httpcore
from aiohttp import ClientRequest, TCPConnector

AMAZON: Final = re.compile(
    r"(?:.+\.)?(?:amazon\.[a-z.]{2,6}|amazonalexa\.com|devices\.a2z\.com)"
)


class Reachable(Protocol):
    """Where the emulator listens, and who vouches for it."""

    @property
    def address(self) -> str:
        """Return the network address."""

    @property
    def port(self) -> int:
        """Return the port."""

    @property
    def certificate(self) -> bytes:
        """Return who vouches for it, as a PEM file holds it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Elsewhere:
    """An emulator that runs in another process."""

    address: str
    port: int
    certificate: bytes


def is_amazon(host: str | None) -> bool:
    """Tell whether a host is one of Amazon's."""
    return host is not None and AMAZON.fullmatch(host.lower()) is not None


def trusting(certificate: bytes) -> ssl.SSLContext:
    """Believe one authority, and no other."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=certificate.decode())
    context.set_alpn_protocols(["http/1.1"])
    return context


@contextmanager
def amazon_network(amazon: Reachable) -> Generator[None]:
    """Let every host of Amazon be the emulator for as long as the block lasts."""
    context = trusting(amazon.certificate)
    with _aiohttp(amazon, context), _httpx(amazon, context):
        yield


@contextmanager
def _aiohttp(amazon: Reachable, context: ssl.SSLContext) -> Generator[None]:
    """Lead the connectors of aiohttp, whenever and by whom they were made."""
    # A connector that exists already cannot be led from outside.
    resolve = TCPConnector._resolve_host  # noqa: SLF001 - see above
    choose = TCPConnector._get_ssl_context  # noqa: SLF001 - see above

    async def resolve_host(
        self: TCPConnector, host: str, port: int, traces: Any = None
    ) -> Any:
        if is_amazon(host):
            host, port = amazon.address, amazon.port
        return await resolve(self, host, port, traces)

    def get_ssl_context(
        self: TCPConnector, request: ClientRequest
    ) -> ssl.SSLContext | None:
        return context if is_amazon(request.url.host) else choose(self, request)

    with (
        patch.object(TCPConnector, "_resolve_host", resolve_host),
        patch.object(TCPConnector, "_get_ssl_context", get_ssl_context),
    ):
        yield


@contextmanager
def _httpx(amazon: Reachable, context: ssl.SSLContext) -> Generator[None]:
    """Lead the lines of httpx, which httpcore lays."""
    connect = httpcore.AnyIOBackend.connect_tcp

    async def connect_tcp(
        self: httpcore.AnyIOBackend, host: str, port: int, **how: Any
    ) -> httpcore.AsyncNetworkStream:
        if not is_amazon(host):
            return await connect(self, host, port, **how)

        line = await connect(self, amazon.address, amazon.port, **how)
        return Line(line, context)

    with patch.object(httpcore.AnyIOBackend, "connect_tcp", connect_tcp):
        yield


class Line(httpcore.AsyncNetworkStream):
    """A line to the emulator, on which its own authority is believed."""

    def __init__(
        self, line: httpcore.AsyncNetworkStream, context: ssl.SSLContext
    ) -> None:
        """Take a line that is not encrypted yet."""
        self._line = line
        self._context = context

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,  # noqa: ARG002 - it believes in others
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
    ) -> httpcore.AsyncNetworkStream:
        """Encrypt the line; one that is given up half-way is closed.

        Httpcore would leave it to the collector of garbage.
        """
        try:
            return await self._line.start_tls(self._context, server_hostname, timeout)
        except asyncio.CancelledError:
            await self._line.aclose()
            raise

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - the signature is httpcore's
        """Read what has come."""
        return await self._line.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - the signature is httpcore's
        """Send something."""
        await self._line.write(buffer, timeout)

    async def aclose(self) -> None:
        """Hang up."""
        await self._line.aclose()

    def get_extra_info(self, info: str) -> Any:
        """Tell something about the line."""
        return self._line.get_extra_info(info)
