"""Somebody who subscribes to events, and writes down what is said."""

import http.client
import queue
import threading
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import TracebackType
from typing import Final, Self, override

from emulators.sonos import Household

# Everything happens on this machine: what has not come by then never will.
# In seconds.
COMES_WITHIN: Final = 2.0
PREFIXES: Final = {
    "AVTransport": "/MediaRenderer",
    "RenderingControl": "/MediaRenderer",
    "GroupRenderingControl": "/MediaRenderer",
    "ContentDirectory": "/MediaServer",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """One event."""

    sid: str
    sequence: int
    variables: Mapping[str, str]


class Ear:
    """A listener on the loopback interface."""

    def __init__(self) -> None:
        """Take any free port."""
        self.heard: queue.Queue[Told] = queue.Queue()
        heard = self.heard

        class Heard(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_NOTIFY(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                heard.put(told(self.headers["SID"], self.headers["SEQ"], body))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()
                # Unannounced, as a listener does that is tired of waiting.
                self.close_connection = True

            @override
            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self._server = HTTPServer(("127.0.0.1", 0), Heard)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}
        )

    def __enter__(self) -> Self:
        """Listen."""
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Listen no longer."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def subscribe(
        self, house: Household, room: str, service: str, seconds: int = 60
    ) -> str:
        """Ask to be told about a service, and return the name of the subscription."""
        host, port = self._server.server_address[:2]
        _, sid = ask(
            house,
            room,
            "SUBSCRIBE",
            service,
            CALLBACK=f"<http://{host!s}:{port}/>",
            NT="upnp:event",
            TIMEOUT=f"Second-{seconds}",
        )
        return sid

    def next(self) -> Told:
        """Return the next event."""
        return self.heard.get(timeout=COMES_WITHIN)

    def hears_nothing(self, for_seconds: float = 0.2) -> bool:
        """Tell whether it stays silent for a while."""
        try:
            self.heard.get(timeout=for_seconds)
        except queue.Empty:
            return True

        return False


def ask(
    house: Household, room: str, method: str, service: str, **headers: str
) -> tuple[int, str]:
    """Send a request about a subscription; return the status and its name."""
    path = f"{PREFIXES.get(service, '')}/{service}/Event"
    connection = http.client.HTTPConnection(house.address(room), 1400, COMES_WITHIN)
    connection.request(method, path, headers=headers)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status, response.headers.get("SID", "")


def told(sid: str, sequence: str, body: bytes) -> Told:
    """Read an event; what is inside a LastChange is unpacked."""
    properties = ET.fromstring(body)  # noqa: S314 - our own emulator wrote it
    variables = {child[0].tag: child[0].text or "" for child in properties}
    if "LastChange" in variables:
        variables = unpacked(variables["LastChange"])
    return Told(sid=sid, sequence=int(sequence), variables=variables)


def unpacked(last_change: str) -> dict[str, str]:
    """Read a LastChange, in which a channel stands behind the name."""
    instance = ET.fromstring(last_change)[0]  # noqa: S314 - our own emulator wrote it
    return {full_name(variable): variable.get("val", "") for variable in instance}


def full_name(variable: ET.Element) -> str:
    """Return the name of a variable, and the channel it is about."""
    name, channel = variable.tag.rpartition("}")[2], variable.get("channel")
    return f"{name}/{channel}" if channel else name
