"""RenderingControl and GroupRenderingControl: how loud, and with what colour."""

from collections.abc import Mapping
from typing import Final

from emulators.sonos.player import FULL_VOLUME, Player
from emulators.sonos.rooms import Rooms
from emulators.sonos.services.service import (
    INVALID_ARGUMENTS,
    Answer,
    Asked,
    Service,
    UPnPError,
    is_true,
    number_in,
)

MASTER: Final = "Master"
# What GetEQ and SetEQ know of a soundbar and a sub, and its name in an event.
EXTRAS: Final = {
    "NightMode": 0,
    "DialogLevel": 0,
    "SpeechEnhanceEnabled": 0,
    "SurroundEnable": 1,
    "SurroundLevel": 0,
    "MusicSurroundLevel": 0,
    "SurroundMode": 0,
    "SubEnable": 1,
    "SubGain": 0,
    "SubCrossover": 0,
    "SubPolarity": 0,
    "AudioDelay": 0,
    "HeightChannelLevel": 0,
}


def reported(_rooms: Rooms, player: Player) -> Mapping[str, str]:
    """Return what an event says; a name may carry the channel it is about."""
    sound = player.sound
    return {
        "Volume/Master": str(sound.volume),
        "Volume/LF": str(FULL_VOLUME),
        "Volume/RF": str(FULL_VOLUME),
        "Mute/Master": str(int(sound.mute)),
        "Mute/LF": "0",
        "Mute/RF": "0",
        "Bass": str(sound.bass),
        "Treble": str(sound.treble),
        "Loudness/Master": str(int(sound.loudness)),
        "OutputFixed": str(int(sound.fixed)),
    } | {name: str(value) for name, value in sound.extras.items()}


def group_reported(rooms: Rooms, player: Player) -> Mapping[str, str]:
    """Return what an event says about the group."""
    members = rooms.group_of(player).members
    return {
        "GroupVolume": str(group_volume(rooms, player)),
        "GroupMute": str(int(all(member.sound.mute for member in members))),
        "GroupVolumeChangeable": str(int(not all(m.sound.fixed for m in members))),
    }


RENDERING: Final = Service(
    name="RenderingControl",
    prefix="/MediaRenderer",
    evented=reported,
    last_change="RCS",
)
GROUP_RENDERING: Final = Service(
    name="GroupRenderingControl", prefix="/MediaRenderer", evented=group_reported
)
RENDERING.constant(
    "GetRoomCalibrationStatus",
    "InstanceID",
    RoomCalibrationEnabled=0,
    RoomCalibrationAvailable=0,
)
RENDERING.constant("SetRoomCalibrationStatus", "InstanceID", "RoomCalibrationEnabled")
GROUP_RENDERING.constant("SnapshotGroupVolume", "InstanceID")


def set_volume(player: Player, volume: int) -> None:
    """Make a player louder or quieter; a fixed output takes no notice."""
    if not player.sound.fixed:
        player.sound.volume = min(max(volume, 0), FULL_VOLUME)


@RENDERING.action("GetVolume", "InstanceID", "Channel")
def volume(_rooms: Rooms, player: Player, asked: Asked) -> Answer:
    """Return the volume, or the balance when asked about one side."""
    whole = asked.get("Channel", MASTER) == MASTER
    return {"CurrentVolume": player.sound.volume if whole else FULL_VOLUME}


@RENDERING.action("SetVolume", "InstanceID", "Channel", "DesiredVolume")
def change_volume(_rooms: Rooms, player: Player, asked: Asked) -> None:
    """Set the volume; the balance stays in the middle."""
    if asked.get("Channel", MASTER) == MASTER:
        set_volume(player, number_in(asked, "DesiredVolume"))


@RENDERING.action("SetRelativeVolume", "InstanceID", "Channel", "Adjustment")
def nudge_volume(_rooms: Rooms, player: Player, asked: Asked) -> Answer:
    """Make it louder or quieter by so much."""
    set_volume(player, player.sound.volume + number_in(asked, "Adjustment"))
    return {"NewVolume": player.sound.volume}


@RENDERING.action("RampToVolume", "InstanceID", "Channel", "RampType", "DesiredVolume")
def ramp(_rooms: Rooms, player: Player, asked: Asked) -> Answer:
    """Get there at once, where a real player would take its time."""
    set_volume(player, number_in(asked, "DesiredVolume"))
    return {"RampTime": 0}


@RENDERING.action("GetMute", "InstanceID", "Channel")
def mute(_rooms: Rooms, player: Player, _asked: Asked) -> Answer:
    """Return whether it is muted."""
    return {"CurrentMute": int(player.sound.mute)}


@RENDERING.action("SetMute", "InstanceID", "Channel", "DesiredMute")
def set_mute(_rooms: Rooms, player: Player, asked: Asked) -> None:
    """Mute it, or no longer."""
    player.sound.mute = is_true(asked.get("DesiredMute", "0"))


@RENDERING.action("GetBass", "InstanceID")
def bass(_rooms: Rooms, player: Player, _asked: Asked) -> Answer:
    """Return the bass."""
    return {"CurrentBass": player.sound.bass}


@RENDERING.action("SetBass", "InstanceID", "DesiredBass")
def set_bass(_rooms: Rooms, player: Player, asked: Asked) -> None:
    """Set the bass."""
    player.sound.bass = number_in(asked, "DesiredBass")


@RENDERING.action("GetTreble", "InstanceID")
def treble(_rooms: Rooms, player: Player, _asked: Asked) -> Answer:
    """Return the treble."""
    return {"CurrentTreble": player.sound.treble}


@RENDERING.action("SetTreble", "InstanceID", "DesiredTreble")
def set_treble(_rooms: Rooms, player: Player, asked: Asked) -> None:
    """Set the treble."""
    player.sound.treble = number_in(asked, "DesiredTreble")


@RENDERING.action("GetLoudness", "InstanceID", "Channel")
def loudness(_rooms: Rooms, player: Player, _asked: Asked) -> Answer:
    """Return whether quiet music gets more bass."""
    return {"CurrentLoudness": int(player.sound.loudness)}


@RENDERING.action("SetLoudness", "InstanceID", "Channel", "DesiredLoudness")
def set_loudness(_rooms: Rooms, player: Player, asked: Asked) -> None:
    """Give quiet music more bass, or not."""
    player.sound.loudness = is_true(asked.get("DesiredLoudness", "1"))


@RENDERING.action("GetEQ", "InstanceID", "EQType")
def extra(_rooms: Rooms, player: Player, asked: Asked) -> Answer:
    """Return a setting of a soundbar; other players know none.

    Assumed: they refuse the question as one with wrong arguments.
    """
    name = asked.get("EQType", "")
    if not player.spec.tv or name not in EXTRAS:
        raise UPnPError(INVALID_ARGUMENTS)

    return {"CurrentValue": player.sound.extras.get(name, EXTRAS[name])}


@RENDERING.action("SetEQ", "InstanceID", "EQType", "DesiredValue")
def set_extra(rooms: Rooms, player: Player, asked: Asked) -> None:
    """Change a setting of a soundbar."""
    extra(rooms, player, asked)
    player.sound.extras[asked["EQType"]] = number_in(asked, "DesiredValue")


@RENDERING.action("GetSupportsOutputFixed", "InstanceID")
def supports_fixed(_rooms: Rooms, player: Player, _asked: Asked) -> Answer:
    """Return whether the output can be set to full level."""
    return {"CurrentSupportsFixed": int(player.spec.supports_fixed_volume)}


@RENDERING.action("GetOutputFixed", "InstanceID")
def fixed(_rooms: Rooms, player: Player, _asked: Asked) -> Answer:
    """Return whether the output is at full level."""
    return {"CurrentFixed": int(player.sound.fixed)}


@RENDERING.action("SetOutputFixed", "InstanceID", "DesiredFixed")
def set_fixed(_rooms: Rooms, player: Player, asked: Asked) -> None:
    """Set the output to full level, or make it follow the volume."""
    set_volume(player, FULL_VOLUME)
    player.sound.fixed = is_true(asked.get("DesiredFixed", "0"))


def group_volume(rooms: Rooms, player: Player) -> int:
    """Return the mean volume of a group."""
    members = rooms.group_of(player).members
    return round(sum(member.sound.volume for member in members) / len(members))


@GROUP_RENDERING.action("GetGroupVolume", "InstanceID")
def mean_volume(rooms: Rooms, player: Player, _asked: Asked) -> Answer:
    """Return the mean volume of the group."""
    return {"CurrentVolume": group_volume(rooms, player)}


@GROUP_RENDERING.action("SetGroupVolume", "InstanceID", "DesiredVolume")
def set_mean_volume(rooms: Rooms, player: Player, asked: Asked) -> None:
    """Make all members louder or quieter by the same."""
    nudge = number_in(asked, "DesiredVolume") - group_volume(rooms, player)
    for member in rooms.group_of(player).members:
        set_volume(member, member.sound.volume + nudge)


@GROUP_RENDERING.action("SetRelativeGroupVolume", "InstanceID", "Adjustment")
def nudge_mean_volume(rooms: Rooms, player: Player, asked: Asked) -> Answer:
    """Make all members louder or quieter by so much."""
    for member in rooms.group_of(player).members:
        set_volume(member, member.sound.volume + number_in(asked, "Adjustment"))
    return {"NewVolume": group_volume(rooms, player)}


@GROUP_RENDERING.action("GetGroupMute", "InstanceID")
def group_mute(rooms: Rooms, player: Player, _asked: Asked) -> Answer:
    """Return whether all members are muted."""
    members = rooms.group_of(player).members
    return {"CurrentMute": int(all(member.sound.mute for member in members))}


@GROUP_RENDERING.action("SetGroupMute", "InstanceID", "DesiredMute")
def set_group_mute(rooms: Rooms, player: Player, asked: Asked) -> None:
    """Mute all members, or no longer."""
    for member in rooms.group_of(player).members:
        member.sound.mute = is_true(asked.get("DesiredMute", "0"))
