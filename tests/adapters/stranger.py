"""Something on the network that answers whatever a test wants it to."""

from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Final, Self, override
from xml.sax.saxutils import escape, quoteattr

ENVELOPE: Final = (
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
    "<u:Answer>{}</u:Answer></s:Body></s:Envelope>"
).replace("<u:Answer>", '<u:Answer xmlns:u="urn:schemas-upnp-org:service:Any:1">')
DESCRIPTION: Final = "/xml/device_description.xml"


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What is sent back."""

    body: str = ""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


class Stranger:
    """A web server at the place where a player would be."""

    def __init__(self, address: str) -> None:
        """Know nothing yet; `answers` is by SOAP action, page or method."""
        self.address = address
        self.uid = "RINCON_STRANGER01400"
        self.answers: dict[str, Answer] = {}
        self.otherwise = Answer(status=404)
        self._server = ThreadingHTTPServer((address, 1400), self._handler())
        self._server.daemon_threads = False
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,))

    def __enter__(self) -> Self:
        """Answer from now on."""
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Answer no longer."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def pretend(self, *members: str, vanished: str = "") -> None:
        """Answer as a player would, in a household of these members."""
        self.answers |= {
            "GetHouseholdID": said(CurrentHouseholdID="Sonos_Strange"),
            "GetZoneGroupState": said(ZoneGroupState=topology(*members, gone=vanished)),
            "GetMediaInfo": said(CurrentURI="", CurrentURIMetaData=""),
            "GetTransportInfo": said(CurrentTransportState="STOPPED"),
            f"GET {DESCRIPTION}": Answer(body=description(self.uid)),
        }

    def member(self, name: str = "Attic", **others: str) -> str:
        """Describe this very player as a member of its household."""
        return member(self.uid, self.address, ZoneName=name, **others)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        """Return what handles a request."""
        stranger = self

        class Handler(BaseHTTPRequestHandler):
            # Headers and body arrive together. SoCo does not read an answer to
            # its end; were the body late, aiohttp's timer for it would linger.
            wbufsize = -1

            def do_any(self) -> None:
                length = int(self.headers.get("Content-Length", "0"))
                self.rfile.read(length)
                action = self.headers.get("SOAPACTION", "").strip('"').partition("#")[2]
                asked = action or f"{self.command} {self.path}"
                answers = stranger.answers
                answer = answers.get(asked) or answers.get(self.command)
                self.give(answer or stranger.otherwise)

            def give(self, answer: Answer) -> None:
                body = answer.body.encode()
                self.send_response(answer.status)
                for name, value in answer.headers:
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_SUBSCRIBE = do_UNSUBSCRIBE = do_any  # noqa: N815 - the names are Python's

            @override
            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        return Handler


def said(**values: str) -> Answer:
    """Return the answer to an action."""
    inside = "".join(
        f"<{name}>{escape(text)}</{name}>" for name, text in values.items()
    )
    return Answer(body=ENVELOPE.format(inside))


def topology(*members: str, gone: str = "") -> str:
    """Write down a household in which everybody plays alone."""
    groups = "".join(
        f'<ZoneGroup Coordinator={uid_of(each)} ID="1">{each}</ZoneGroup>'
        for each in members
    )
    return (
        f"<ZoneGroupState><ZoneGroups>{groups}</ZoneGroups>"
        f"<VanishedDevices>{gone}</VanishedDevices></ZoneGroupState>"
    )


def member(uid: str, address: str, **others: str) -> str:
    """Write down one player."""
    where = f"http://{address}:1400{DESCRIPTION}"
    said = {"UUID": uid, "Location": where, **others}
    inside = " ".join(f"{name}={quoteattr(text)}" for name, text in said.items())
    return f"<ZoneGroupMember {inside}/>"


def uid_of(element: str) -> str:
    """Return the uid of a player that was written down, in quotes."""
    return element.partition("UUID=")[2].partition(" ")[0]


def description(uid: str, model: str = "Sonos One", services: str = "") -> str:
    """Write down what a player is."""
    return (
        '<root xmlns="urn:schemas-upnp-org:device-1-0"><device>'
        f"<modelName>{escape(model)}</modelName><UDN>uuid:{uid}</UDN>"
        f"<serviceList>{services}</serviceList></device></root>"
    )
