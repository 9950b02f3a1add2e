"""AVTransport: what a player plays, and with whom."""

from collections.abc import Mapping
from typing import Final

from emulators.sonos.player import (
    FOLLOW,
    LINE_IN,
    TV,
    Player,
    PlayState,
    Transport,
    scheme_of,
    uid_in,
)
from emulators.sonos.rooms import Rooms, line_in_player
from emulators.sonos.services.didl import title_in, track_metadata, track_uri
from emulators.sonos.services.service import (
    ILLEGAL_SEEK_TARGET,
    INVALID_ARGUMENTS,
    NO_SUCH_SOURCE,
    NOT_THE_LEADER,
    TRANSITION_NOT_AVAILABLE,
    Answer,
    Asked,
    Service,
    UPnPError,
    number_in,
)

NOT_IMPLEMENTED: Final = "NOT_IMPLEMENTED"
ACTIONS_OFFERED: Final = "Set, Stop, Pause, Play, X_DLNA_SeekTime, Next, Previous"
# Assumed: every piece of music in a queue is as long as this.
TRACK_DURATION: Final = "0:03:00"


def reported(rooms: Rooms, player: Player) -> Mapping[str, str]:
    """Return what an event says; a member reports the state of its leader."""
    leading, own = rooms.leader_of(player).transport, player.transport
    uri, leads = rooms.uri_of(player), rooms.leads(player)
    enqueued = "" if not leads or scheme_of(uri) in {LINE_IN, TV} else uri
    return {
        "TransportState": leading.state,
        "CurrentPlayMode": leading.play_mode,
        "CurrentCrossfadeMode": leading.crossfade,
        "NumberOfTracks": str(track_count(own) if leads else 1),
        "CurrentTrack": str(own.track if leads else 1),
        "CurrentSection": "0",
        "CurrentTrackURI": track_uri(rooms, player),
        "CurrentTrackDuration": duration(own) if leads else "",
        "CurrentTrackMetaData": track_metadata(rooms, player),
        "r:NextTrackURI": "",
        "r:NextTrackMetaData": "",
        "r:EnqueuedTransportURI": enqueued,
        "r:EnqueuedTransportURIMetaData": own.metadata if enqueued else "",
        "AVTransportURI": uri,
        "AVTransportURIMetaData": own.metadata if leads else "",
        "CurrentTransportActions": ACTIONS_OFFERED,
        "TransportStatus": "OK",
    }


AV_TRANSPORT: Final = Service(
    name="AVTransport",
    prefix="/MediaRenderer",
    evented=reported,
    whole=True,
    last_change="AVT",
)
AV_TRANSPORT.constant(
    "GetDeviceCapabilities",
    "InstanceID",
    PlayMedia="NONE, NETWORK",
    RecMedia=NOT_IMPLEMENTED,
    RecQualityModes=NOT_IMPLEMENTED,
)
AV_TRANSPORT.constant(
    "GetCurrentTransportActions", "InstanceID", Actions=ACTIONS_OFFERED
)
AV_TRANSPORT.constant(
    "GetRemainingSleepTimerDuration",
    "InstanceID",
    RemainingSleepTimerDuration="",
    CurrentSleepTimerGeneration=0,
)
AV_TRANSPORT.constant("ConfigureSleepTimer", "InstanceID", "NewSleepTimerDuration")
AV_TRANSPORT.constant("EndDirectControlSession", "InstanceID")


def track_count(transport: Transport) -> int:
    """Return how many tracks the source has; anything but a queue has one."""
    return len(transport.queue) if transport.plays_queue else 1


def duration(transport: Transport) -> str:
    """Return how long the track is; inputs and streams have no end."""
    return TRACK_DURATION if transport.current else "0:00:00"


def led_by(rooms: Rooms, player: Player) -> Transport:
    """Return the transport of a player that may be told what to do."""
    if not rooms.leads(player):
        raise UPnPError(NOT_THE_LEADER)

    return player.transport


@AV_TRANSPORT.action(
    "SetAVTransportURI", "InstanceID", "CurrentURI", "CurrentURIMetaData"
)
def set_source(rooms: Rooms, player: Player, asked: Asked) -> None:
    """Take another source; a member that does so leaves its group."""
    uri = asked.get("CurrentURI", "")
    if player.hidden:
        raise UPnPError(NOT_THE_LEADER)

    if scheme_of(uri) == FOLLOW:
        follow(rooms, player, uid_in(uri))
        return

    check_input(rooms, player, uri)
    if not rooms.leads(player):
        rooms.leave(player)
    metadata = asked.get("CurrentURIMetaData", "")
    player.transport.load(uri, metadata=metadata, title=title_in(metadata))
    if rooms.autostart and scheme_of(uri) in {LINE_IN, TV} and can_start(rooms, player):
        player.transport.state = "PLAYING"


def follow(rooms: Rooms, player: Player, uid: str) -> None:
    """Join a group, which a telephone on the air silently prevents."""
    leader = rooms.with_uid(uid)
    if leader is None or leader.hidden or not rooms.leads(leader):
        raise UPnPError(NOT_THE_LEADER)

    if not player.has_live_sender:
        rooms.join(player, leader)


def check_input(rooms: Rooms, player: Player, uri: str) -> None:
    """Turn an input away that does not exist."""
    scheme = scheme_of(uri)
    if scheme == LINE_IN and line_in_player(rooms, uri) is None:
        raise UPnPError(NO_SUCH_SOURCE)

    if scheme == TV and not (player.spec.tv and uid_in(uri) == player.uid):
        raise UPnPError(NO_SUCH_SOURCE)


def can_start(rooms: Rooms, player: Player) -> bool:
    """Tell whether there is something to play.

    Assumed: an input without a cable and an empty queue cannot be started.
    """
    transport = player.transport
    if transport.plays_queue:
        return transport.current is not None

    if scheme_of(transport.uri) == LINE_IN:
        source = line_in_player(rooms, transport.uri)
        return source is not None and source.cable

    return bool(transport.uri)


@AV_TRANSPORT.action("Play", "InstanceID", "Speed")
def play(rooms: Rooms, player: Player, _asked: Asked) -> None:
    """Start to play."""
    transport = led_by(rooms, player)
    if not can_start(rooms, player):
        raise UPnPError(TRANSITION_NOT_AVAILABLE)

    transport.state = "PLAYING"


def halt(rooms: Rooms, player: Player, state: PlayState) -> None:
    """Play no longer."""
    led_by(rooms, player).state = state


@AV_TRANSPORT.action("Pause", "InstanceID")
def pause(rooms: Rooms, player: Player, _asked: Asked) -> None:
    """Pause; what has no beginning can only be stopped."""
    if led_by(rooms, player).state != "PLAYING":
        raise UPnPError(TRANSITION_NOT_AVAILABLE)

    halt(rooms, player, "PAUSED_PLAYBACK")


@AV_TRANSPORT.action("Stop", "InstanceID")
def stop(rooms: Rooms, player: Player, _asked: Asked) -> None:
    """Stop."""
    halt(rooms, player, "STOPPED")


@AV_TRANSPORT.action("Next", "InstanceID")
def next_track(rooms: Rooms, player: Player, _asked: Asked) -> None:
    """Go on to the next track."""
    go_to(led_by(rooms, player), player.transport.track + 1)


@AV_TRANSPORT.action("Previous", "InstanceID")
def previous_track(rooms: Rooms, player: Player, _asked: Asked) -> None:
    """Go back to the track before."""
    go_to(led_by(rooms, player), player.transport.track - 1)


@AV_TRANSPORT.action("Seek", "InstanceID", "Unit", "Target")
def seek(rooms: Rooms, player: Player, asked: Asked) -> None:
    """Go to a track, or to a place in the one that is on."""
    transport = led_by(rooms, player)
    match asked.get("Unit"):
        case "TRACK_NR":
            go_to(transport, number_in(asked, "Target"))
        case "REL_TIME":
            transport.position = asked.get("Target", "0:00:00")
        case _:
            raise UPnPError(INVALID_ARGUMENTS)


def go_to(transport: Transport, track: int) -> None:
    """Go to the beginning of a track of the queue."""
    if not transport.plays_queue or not 0 < track <= len(transport.queue):
        raise UPnPError(ILLEGAL_SEEK_TARGET)

    transport.track, transport.position = track, "0:00:00"


@AV_TRANSPORT.action("BecomeCoordinatorOfStandaloneGroup", "InstanceID")
def stand_alone(rooms: Rooms, player: Player, _asked: Asked) -> Answer:
    """Leave the group."""
    if player.hidden:
        raise UPnPError(NOT_THE_LEADER)

    group = rooms.group_of(player)
    rooms.leave(player)
    left = group.leader.uid if player not in group.members else ""
    return {
        "DelegatedGroupCoordinatorID": left,
        "NewGroupID": rooms.group_of(player).id,
    }


@AV_TRANSPORT.action(
    "DelegateGroupCoordinationTo", "InstanceID", "NewCoordinator", "RejoinGroup"
)
def delegate(rooms: Rooms, player: Player, asked: Asked) -> None:
    """Let another member lead; asking a member has no effect."""
    group = rooms.group_of(player)
    successor = rooms.with_uid(asked.get("NewCoordinator", ""))
    if group.leader is not player or successor not in group.members[1:]:
        return

    rejoin = asked.get("RejoinGroup", "1") in {"1", "True", "true"}
    rooms.delegate(player, successor, rejoin=rejoin)


@AV_TRANSPORT.action("GetTransportInfo", "InstanceID")
def transport_info(rooms: Rooms, player: Player, _asked: Asked) -> Answer:
    """Return whether it plays; a member answers for its leader."""
    return {
        "CurrentTransportState": rooms.leader_of(player).transport.state,
        "CurrentTransportStatus": "OK",
        "CurrentSpeed": 1,
    }


@AV_TRANSPORT.action("GetTransportSettings", "InstanceID")
def transport_settings(rooms: Rooms, player: Player, _asked: Asked) -> Answer:
    """Return in which order the queue is played."""
    mode = rooms.leader_of(player).transport.play_mode
    return {"PlayMode": mode, "RecQualityMode": NOT_IMPLEMENTED}


@AV_TRANSPORT.action("SetPlayMode", "InstanceID", "NewPlayMode")
def set_play_mode(rooms: Rooms, player: Player, asked: Asked) -> None:
    """Choose in which order the queue is played."""
    led_by(rooms, player).play_mode = asked.get("NewPlayMode", "NORMAL")


@AV_TRANSPORT.action("GetCrossfadeMode", "InstanceID")
def crossfade(rooms: Rooms, player: Player, _asked: Asked) -> Answer:
    """Return whether tracks run into one another."""
    return {"CrossfadeMode": rooms.leader_of(player).transport.crossfade}


@AV_TRANSPORT.action("SetCrossfadeMode", "InstanceID", "CrossfadeMode")
def set_crossfade(rooms: Rooms, player: Player, asked: Asked) -> None:
    """Choose whether tracks run into one another."""
    led_by(rooms, player).crossfade = asked.get("CrossfadeMode", "0")


@AV_TRANSPORT.action("GetPositionInfo", "InstanceID")
def position_info(rooms: Rooms, player: Player, _asked: Asked) -> Answer:
    """Return what plays and how far it is; an input has no description."""
    uri = track_uri(rooms, player)
    timeless = not rooms.leads(player) or scheme_of(uri) in {LINE_IN, TV}
    metadata = "" if timeless else track_metadata(rooms, player)
    own = player.transport
    return {
        "Track": 1 if timeless else own.track,
        "TrackDuration": NOT_IMPLEMENTED if timeless else duration(own),
        "TrackMetaData": metadata or NOT_IMPLEMENTED,
        "TrackURI": uri,
        "RelTime": NOT_IMPLEMENTED if timeless else own.position,
        "AbsTime": NOT_IMPLEMENTED,
        "RelCount": 2147483647,
        "AbsCount": 2147483647,
    }


@AV_TRANSPORT.action("GetMediaInfo", "InstanceID")
def media_info(rooms: Rooms, player: Player, _asked: Asked) -> Answer:
    """Return what the transport is set to."""
    leads = rooms.leads(player)
    return {
        "NrTracks": track_count(player.transport) if leads else 1,
        "MediaDuration": NOT_IMPLEMENTED,
        "CurrentURI": rooms.uri_of(player),
        "CurrentURIMetaData": player.transport.metadata if leads else "",
        "NextURI": "",
        "NextURIMetaData": "",
        "PlayMedium": "NETWORK",
        "RecordMedium": NOT_IMPLEMENTED,
        "WriteStatus": NOT_IMPLEMENTED,
    }
