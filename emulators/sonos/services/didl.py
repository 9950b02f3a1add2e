"""Descriptions of what plays, in the DIDL-Lite that players exchange."""

import re
from typing import Final
from xml.sax.saxutils import escape, unescape

from emulators.sonos.player import LINE_IN, TV, Player, scheme_of
from emulators.sonos.rooms import Rooms, line_in_player

DIDL: Final = (
    '<DIDL-Lite xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:upnp="urn:schemas-upnp-org:metadata-1-0/upnp/"'
    ' xmlns:r="urn:schemas-rinconnetworks-com:metadata-1-0/"'
    ' xmlns="urn:schemas-upnp-org:metadata-1-0/DIDL-Lite/">{}</DIDL-Lite>'
)
TITLE: Final = re.compile(r"<dc:title>(.*?)</dc:title>", re.DOTALL)


def title_in(metadata: str) -> str:
    """Return the title a client sent along with an address."""
    found = TITLE.search(metadata)
    return unescape(found[1]) if found else ""


def item(uri: str, title: str, kind: str, item_id: str = "-1") -> str:
    """Describe one thing that can be played."""
    return (
        f'<item id="{item_id}" parentID="-1" restricted="true">'
        f'<res protocolInfo="{scheme_of(uri)}:*:*:*">{escape(uri)}</res>'
        f"<dc:title>{escape(title)}</dc:title>"
        f"<upnp:class>{kind}</upnp:class></item>"
    )


def described(uri: str, title: str, kind: str) -> str:
    """Describe one thing in a document of its own."""
    return DIDL.format(item(uri, title, kind))


def track_uri(rooms: Rooms, player: Player) -> str:
    """Return what a player reports as its track; a member names its leader."""
    current = player.transport.current
    if current and rooms.leads(player):
        return current.uri

    uri = rooms.uri_of(player)
    return "" if rooms.leads(player) and player.transport.plays_queue else uri


def track_metadata(rooms: Rooms, player: Player) -> str:
    """Describe what plays; a member describes nothing."""
    transport = player.transport
    if not rooms.leads(player):
        return ""

    if current := transport.current:
        kind = "object.item.audioItem.musicTrack"
        return current.metadata or described(current.uri, current.title, kind)

    if source := line_in_player(rooms, transport.uri):
        return described(transport.uri, source.spec.line_in or "", "object.item")

    if transport.plays_queue or scheme_of(transport.uri) in {LINE_IN, TV}:
        return ""

    kind = "object.item.audioItem"
    return described(transport.uri, transport.title, kind) if transport.title else ""
