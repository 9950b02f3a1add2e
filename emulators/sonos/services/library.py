"""The queue, the favourites and the alarms: what there is to play."""

from collections.abc import Mapping
from typing import Final
from xml.sax.saxutils import escape

from emulators.sonos.player import Player, Track
from emulators.sonos.rooms import Rooms
from emulators.sonos.services.av_transport import AV_TRANSPORT
from emulators.sonos.services.didl import DIDL, item, title_in
from emulators.sonos.services.service import (
    INVALID_ARGUMENTS,
    Answer,
    Asked,
    Service,
    UPnPError,
    number_in,
)


def content_reported(rooms: Rooms, _player: Player) -> Mapping[str, str]:
    """Return what an event says about the favourites, of which there are none."""
    keeper = rooms.players[0].uid
    return {
        "SystemUpdateID": "1",
        "ContainerUpdateIDs": "FV:2,1",
        "FavoritesUpdateID": f"{keeper},1",
        "FavoritePresetsUpdateID": f"{keeper},1",
        "SavedQueuesUpdateID": f"{keeper},1",
        "ShareIndexInProgress": "0",
        "ShareIndexLastError": "",
        "Browseable": "1",
        "RadioFavoritesUpdateID": f"{keeper},1",
        "RadioLocationUpdateID": f"{keeper},1",
    }


def alarms_reported(rooms: Rooms, _player: Player) -> Mapping[str, str]:
    """Return what an event says about the alarms, of which there are none."""
    return {"AlarmListVersion": f"{rooms.players[0].uid}:1", "TimeZone": ""}


def queue_reported(_rooms: Rooms, player: Player) -> Mapping[str, str]:
    """Return what an event says about the queue."""
    return {"UpdateID": str(len(player.transport.queue)), "Curated": "0"}


CONTENT: Final = Service(
    name="ContentDirectory", prefix="/MediaServer", evented=content_reported
)
QUEUE: Final = Service(
    name="Queue", prefix="/MediaRenderer", evented=queue_reported, last_change="Queue"
)
ALARMS: Final = Service(name="AlarmClock", evented=alarms_reported)
MUSIC: Final = Service(
    name="MusicServices",
    evented=lambda _rooms, _player: {"ServiceListVersion": "RINCON"},
)
MUSIC.constant(
    "ListAvailableServices",
    AvailableServiceDescriptorList='<Services SchemaVersion="1"></Services>',
    AvailableServiceTypeList="",
    AvailableServiceListVersion="RINCON:1",
)
CONTENT.constant("GetShareIndexInProgress", IsIndexing=0)
CONTENT.constant("GetAlbumArtistDisplayOption", AlbumArtistDisplayOption="WMP")
ALARMS.constant("GetFormat", CurrentTimeFormat="24H", CurrentDateFormat="DMY")


@ALARMS.action("ListAlarms")
def list_alarms(rooms: Rooms, _player: Player, _asked: Asked) -> Answer:
    """Return that there are no alarms."""
    version = f"{rooms.players[0].uid}:1"
    return {"CurrentAlarmList": "<Alarms></Alarms>", "CurrentAlarmListVersion": version}


@CONTENT.action(
    "Browse",
    "ObjectID",
    "BrowseFlag",
    "Filter",
    "StartingIndex",
    "RequestedCount",
    "SortCriteria",
)
def browse(_rooms: Rooms, player: Player, asked: Asked) -> Answer:
    """List the queue; every other list is empty."""
    tracks = player.transport.queue if asked.get("ObjectID") == "Q:0" else []
    first = number_in(asked, "StartingIndex")
    count = number_in(asked, "RequestedCount") or len(tracks)
    shown = tracks[first : first + count]
    return {
        "Result": DIDL.format(
            "".join(in_queue(n, t) for n, t in enumerate(shown, first + 1))
        ),
        "NumberReturned": len(shown),
        "TotalMatches": len(tracks),
        "UpdateID": 1,
    }


def in_queue(number: int, track: Track) -> str:
    """Describe a track of the queue."""
    kind = "object.item.audioItem.musicTrack"
    return item(track.uri, track.title, kind, item_id=f"Q:0/{number}")


@AV_TRANSPORT.action(
    "AddURIToQueue",
    "InstanceID",
    "EnqueuedURI",
    "EnqueuedURIMetaData",
    "DesiredFirstTrackNumberEnqueued",
    "EnqueueAsNext",
)
def enqueue(_rooms: Rooms, player: Player, asked: Asked) -> Answer:
    """Put a track into the queue, at its end unless asked otherwise."""
    uri = asked.get("EnqueuedURI", "")
    title = title_in(asked.get("EnqueuedURIMetaData", "")) or escape(uri)
    queue = player.transport.queue
    place = number_in(asked, "DesiredFirstTrackNumberEnqueued") or len(queue) + 1
    queue.insert(place - 1, Track(uri, title))
    return {
        "FirstTrackNumberEnqueued": min(place, len(queue)),
        "NumTracksAdded": 1,
        "NewQueueLength": len(queue),
    }


@AV_TRANSPORT.action("RemoveAllTracksFromQueue", "InstanceID")
def clear(_rooms: Rooms, player: Player, _asked: Asked) -> None:
    """Empty the queue, which stops it."""
    player.transport.queue.clear()
    if player.transport.plays_queue:
        player.reset()


@AV_TRANSPORT.action("RemoveTrackFromQueue", "InstanceID", "ObjectID", "UpdateID")
def dequeue(_rooms: Rooms, player: Player, asked: Asked) -> None:
    """Take one track out of the queue."""
    try:
        player.transport.queue.pop(int(asked["ObjectID"].partition("/")[2]) - 1)
    except (KeyError, ValueError, IndexError) as err:
        raise UPnPError(INVALID_ARGUMENTS) from err
