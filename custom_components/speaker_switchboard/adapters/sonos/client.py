"""What is said to a Sonos player, through SoCo. Every function here blocks.

A SoCo object is taken afresh for each call: core's `sonos` resets SoCo when it
is set up or unloaded, and an object from before then lies. SoCo's own methods
that ask its shared topology (`join`, `play`, `uid`) are avoided for the same
reason; the plain services are always true.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from xml.etree.ElementTree import Element, ParseError

import requests
from defusedxml import ElementTree
from soco import SoCo
from soco.exceptions import (
    NotSupportedException,
    SoCoException,
    SoCoUPnPException,
)

from .topology import Topology, parse_topology

# Codes with which a player says "not now": 701 transition not available, 800 not
# a coordinator (yet), 1001 seen by core users while a group was forming.
PASSING: Final = frozenset({"701", "800", "1001"})
# GetZoneGroupState fails with this in households of more than 20 players.
TOO_LARGE: Final = "501"
_NOTHING_TO_PLAY: Final = "701"
# UPnP has no longer numbers than this; Python itself reads none beyond 4300 digits.
_DIGITS: Final = 10

# What the codes mean on a Sonos player; UPnP's own words mislead.
_MEANING: Final = {
    "701": "it has nothing to play",
    "714": "it cannot play that source",
    "800": "it does not lead its group",
    "1001": "its group is changing",
}

# What SoCo trips over in an answer that is XML, but not of a player.
_NONSENSE: Final = (ValueError, TypeError, LookupError, AttributeError)

_INSTANCE: Final = ("InstanceID", 0)
_DESCRIPTION: Final = "{urn:schemas-upnp-org:device-1-0}"


class PlayerError(Exception):
    """A call to a player did not succeed."""

    reason = "something went wrong"


class Unanswered(PlayerError):
    """A player did not answer, or not in time; it may still have done it."""

    reason = "it does not answer"


class Refused(PlayerError):
    """A player answered that it will not; `code` is UPnP's, or HTTP's."""

    def __init__(self, *, code: str, reason: str) -> None:
        """Remember the code and what it means."""
        super().__init__(reason)
        self.code = code
        self.reason = reason


@dataclass(frozen=True, kw_only=True, slots=True)
class Description:
    """What a player is, from its device description."""

    uid: str
    model: str
    has_line_in: bool
    has_tv_in: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Transport:
    """What a player is set to, and whether it plays; `track` counts from 1."""

    uri: str = ""
    playing: bool = False
    track: int = 0
    metadata: str | None = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """What to set a player to; `track` 0 leaves a queue where it is."""

    uri: str
    metadata: str = ""
    track: int = 0
    play: bool = True


def describe(address: str, timeout: float) -> Description:
    """Read the device description: 'http://ADDRESS:1400/xml/...'."""
    with _asking():
        url = f"http://{address}:1400/xml/device_description.xml"
        answer = requests.get(url, timeout=timeout)
        answer.raise_for_status()
        root = ElementTree.fromstring(answer.content)
    services = {
        service.rpartition(":")[2]
        for service in _texts(root, f"{_DESCRIPTION}serviceId")
    }
    # The root device comes first; its UDN is 'uuid:' and the player's uid.
    udn = next(_texts(root, f"{_DESCRIPTION}UDN"), "")
    return Description(
        uid=udn.removeprefix("uuid:"),
        model=next(_texts(root, f"{_DESCRIPTION}modelName"), ""),
        has_line_in="AudioIn" in services,
        has_tv_in="HTControl" in services,
    )


def read_household(address: str, timeout: float) -> str:
    """Return the id of the household a player belongs to."""
    answer = _call(address, "deviceProperties", "GetHouseholdID", [], timeout)
    return answer.get("CurrentHouseholdID", "")


def read_topology(address: str, timeout: float) -> Topology:
    """Ask a player for the truth about its household, past SoCo's cache."""
    with _asking():
        answer = _call(address, "zoneGroupTopology", "GetZoneGroupState", [], timeout)
        return parse_topology(answer.get("ZoneGroupState", ""))


def read_transport(address: str, timeout: float) -> Transport:
    """Ask a player what it is set to and whether it plays."""
    media = _transport(address, "GetMediaInfo", timeout)
    state = _transport(address, "GetTransportInfo", timeout)
    uri = media.get("CurrentURI", "")
    track = "0"
    if is_queue(uri):
        track = _transport(address, "GetPositionInfo", timeout).get("Track", "0")
    return Transport(
        uri=uri,
        playing=state.get("CurrentTransportState") == "PLAYING",
        track=whole_number(track),
        metadata=media.get("CurrentURIMetaData", ""),
    )


def read_line_in_name(address: str, timeout: float) -> str:
    """Ask a player what people call its line-in."""
    answer = _call(address, "audioIn", "GetAudioInputAttributes", [], timeout)
    return answer.get("CurrentName", "")


def switch(address: str, setting: Setting, timeout: float) -> None:
    """Set a player to a source, then let it play or rest.

    Sonos promises no autostart, so Play always follows; a player set to rest
    is stopped in case it started by itself.
    """
    _set_uri(address, setting.uri, setting.metadata, timeout)
    if setting.track:
        target = [_INSTANCE, ("Unit", "TRACK_NR"), ("Target", setting.track)]
        _call(address, "avTransport", "Seek", target, timeout)
    if setting.play:
        _transport(address, "Play", timeout, ("Speed", 1))
    else:
        stop(address, timeout)


def stop(address: str, timeout: float) -> None:
    """Stop a player; one that has nothing to stop is silent already."""
    try:
        _transport(address, "Stop", timeout)
    except Refused as err:
        if err.code != _NOTHING_TO_PLAY:
            raise


def join(address: str, leader: str, timeout: float) -> None:
    """Put a player into the group that another leads; `leader` is its uid."""
    _set_uri(address, f"x-rincon:{leader}", "", timeout)


def leave(address: str, timeout: float) -> None:
    """Take a player out of its group."""
    _transport(address, "BecomeCoordinatorOfStandaloneGroup", timeout)


def hand_over(address: str, leader: str, timeout: float) -> None:
    """Let the leader at an address hand its group to a member, and stay in it."""
    heir = [_INSTANCE, ("NewCoordinator", leader), ("RejoinGroup", 1)]
    _call(address, "avTransport", "DelegateGroupCoordinationTo", heir, timeout)


def whole_number(text: str) -> int:
    """Return a number that a player told; what is none, or absurd, counts as 0."""
    return int(text) if text.isdecimal() and len(text) <= _DIGITS else 0


def is_queue(uri: str) -> bool:
    """Tell whether a player is set to its own queue."""
    return uri.startswith("x-rincon-queue:")


def _set_uri(address: str, uri: str, metadata: str, timeout: float) -> None:
    """Set what a player plays."""
    arguments = [_INSTANCE, ("CurrentURI", uri), ("CurrentURIMetaData", metadata)]
    _call(address, "avTransport", "SetAVTransportURI", arguments, timeout)


def _transport(
    address: str, action: str, timeout: float, *arguments: tuple[str, object]
) -> dict[str, str]:
    """Call an action of the transport that takes little more than the instance."""
    return _call(address, "avTransport", action, [_INSTANCE, *arguments], timeout)


def _call(
    address: str,
    service: str,
    action: str,
    arguments: list[tuple[str, object]],
    timeout: float,
) -> dict[str, str]:
    """Call one action. With the arguments given, SoCo reads no SCPD first."""
    with _asking():
        answer = getattr(SoCo(address), service).send_command(
            action, arguments, timeout=timeout
        )
    # SoCo answers True where UPnP answers with nothing.
    return answer if isinstance(answer, dict) else {}


@contextmanager
def _asking() -> Iterator[None]:
    """Turn what SoCo and requests raise into the two things that matter."""
    try:
        yield
    except SoCoUPnPException as err:
        code = str(err.error_code)
        words = _MEANING.get(code) or err.error_description or "it refused"
        raise Refused(code=code, reason=f"{words} (UPnP {code})") from err
    except NotSupportedException as err:
        raise Refused(code="405", reason="the player does not offer that") from err
    except requests.HTTPError as err:
        raise _http_refusal(err) from err
    except (SoCoException, ParseError, *_NONSENSE) as err:
        raise Refused(code="", reason="its answer makes no sense") from err
    except OSError as err:
        raise Unanswered(str(err)) from err


def _http_refusal(err: requests.HTTPError) -> Refused:
    """Say what an HTTP status means; 403 is how a player says UPnP is off."""
    status = err.response.status_code if err.response is not None else 0
    if status == HTTPStatus.FORBIDDEN:
        return Refused(code="403", reason="UPnP is switched off in the Sonos app")
    return Refused(code=str(status), reason=f"it answered with HTTP status {status}")


def _texts(root: Element, tag: str) -> Iterator[str]:
    """Yield the text of every element with a tag."""
    return (element.text or "" for element in root.iter(tag))
