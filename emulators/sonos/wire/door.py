"""The door of a player: open, or shut as if the player were not there."""

import asyncio
import socket
import struct
from typing import Final

from aiohttp import web

# How many connections may wait to be taken.
BACKLOG: Final = 128
# How long a stopping server waits for its last connections, in seconds.
LAST_WORDS: Final = 0.05
# A socket that lingers for no time is reset instead of closed.
RESET: Final = struct.pack("ii", 1, 0)


class Door:
    """Lets connections in at one address, at once and for as long as wanted.

    A server of asyncio is not open at once, and cannot be shut meanwhile.
    """

    def __init__(self, address: tuple[str, int], server: web.Server) -> None:
        """Know where it is, and who serves those who come in."""
        self._address = address
        self._server = server
        self._socket: socket.socket | None = None
        self._entering: set[asyncio.Task[object]] = set()

    def open(self) -> None:
        """Take connections from now on."""
        if self._socket is not None:
            return

        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(self._address)
        except OSError as err:
            listening.close()
            host, port = self._address
            message = f"{host} port {port}: {err.strerror}"
            raise OSError(err.errno, message) from err

        listening.listen(BACKLOG)
        listening.settimeout(0)
        asyncio.get_running_loop().add_reader(listening, self._let_in, listening)
        self._socket = listening

    def shut(self) -> None:
        """Refuse connections from now on, and cut those there are."""
        if self._socket is not None:
            asyncio.get_running_loop().remove_reader(self._socket)
            self._socket.close()
            self._socket = None
        for connection in self._server.connections:
            reset(connection.transport)

    async def close(self) -> None:
        """Shut for good."""
        self.shut()
        await asyncio.gather(*self._entering)
        await self._server.shutdown(LAST_WORDS)

    def _let_in(self, listening: socket.socket) -> None:
        """Take the connection that is waiting, unless it has gone meanwhile."""
        try:
            visitor, _ = listening.accept()
        except BlockingIOError, ConnectionError:
            return

        loop = asyncio.get_running_loop()
        visitor.settimeout(0)
        entering = loop.create_task(loop.connect_accepted_socket(self._server, visitor))
        self._entering.add(entering)
        entering.add_done_callback(self._entering.discard)


def reset(transport: asyncio.BaseTransport | None) -> None:
    """End a connection the hard way."""
    if not isinstance(transport, asyncio.Transport) or transport.is_closing():
        return

    connection = transport.get_extra_info("socket")
    if connection is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    transport.abort()
