"""ZoneGroupTopology and GroupManagement: who is grouped with whom."""

from collections.abc import Mapping
from typing import Final
from xml.sax.saxutils import quoteattr

from emulators.sonos.player import Player
from emulators.sonos.rooms import MOST_IN_ONE_ANSWER, Group, Rooms
from emulators.sonos.services.service import (
    ACTION_FAILED,
    Answer,
    Asked,
    Service,
    UPnPError,
)

SOFTWARE: Final = "86.4-73290"
# The port every player listens on.
PORT: Final = 1400


def written(attributes: Mapping[str, str]) -> str:
    """Write attributes of an element."""
    return "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())


SAME_FOR_ALL: Final = written(
    {
        "Icon": "",
        "Configuration": "1",
        "SoftwareVersion": SOFTWARE,
        "SWGen": "2",
        "MinCompatibleVersion": "85.0-00000",
        "LegacyCompatibleVersion": "58.0-00000",
        "TVConfigurationError": "0",
        "HdmiCecAvailable": "0",
        "WirelessMode": "1",
        "WirelessLeafOnly": "0",
        "ChannelFreq": "2412",
        "BehindWifiExtender": "0",
        "WifiEnabled": "1",
        "EthLink": "0",
        "Orientation": "0",
        "RoomCalibrationState": "4",
        "SecureRegState": "3",
        "VoiceConfigState": "0",
        "AirPlayEnabled": "1",
        "SSLPort": "1443",
        "HHSSLPort": "1843",
    }
)


def reported(rooms: Rooms, player: Player) -> Mapping[str, str]:
    """Return what an event says about the groups of the household."""
    group = rooms.group_of(player)
    return {
        "ZoneGroupState": zone_group_state(rooms),
        "ZoneGroupName": "",
        "ZoneGroupID": group.id,
        "ZonePlayerUUIDsInGroup": uids_in(group),
        "AreasUpdateID": "",
        "SourceAreasUpdateID": "",
        "NetsettingsUpdateID": "",
        "AvailableSoftwareUpdate": "",
        "AlarmRunSequence": f"{player.uid}:0:0",
        "MuseHouseholdId": rooms.household_id,
    }


def group_reported(rooms: Rooms, player: Player) -> Mapping[str, str]:
    """Return what an event says about the group of a player."""
    return {
        "GroupCoordinatorIsLocal": str(int(rooms.leads(player))),
        "LocalGroupUUID": rooms.group_of(player).id,
        "VirtualLineInGroupID": "",
        "ResetVolumeAfter": "0",
        "VolumeAVTransportURI": "",
    }


TOPOLOGY: Final = Service(name="ZoneGroupTopology", evented=reported, whole=True)
GROUPS: Final = Service(name="GroupManagement", evented=group_reported)


def uids_in(group: Group) -> str:
    """Return the visible players of a group.

    That hidden ones are left out follows from Home Assistant's own integration,
    which waits for ever for a player it does not know, and works with pairs.
    """
    return ",".join(player.uid for player in group.members)


@TOPOLOGY.action("GetZoneGroupState")
def state(rooms: Rooms, _player: Player, _asked: Asked) -> Answer:
    """Return all groups; a large household does not fit into the answer."""
    if len(rooms.players) > MOST_IN_ONE_ANSWER:
        raise UPnPError(ACTION_FAILED)

    return {"ZoneGroupState": zone_group_state(rooms)}


@TOPOLOGY.action("GetZoneGroupAttributes")
def attributes(rooms: Rooms, player: Player, _asked: Asked) -> Answer:
    """Return the group of a player."""
    group = rooms.group_of(player)
    return {
        "CurrentZoneGroupName": rooms.room_name(group.leader),
        "CurrentZoneGroupID": group.id,
        "CurrentZonePlayerUUIDsInGroup": uids_in(group),
        "CurrentMuseHouseholdId": rooms.household_id,
    }


def zone_group_state(rooms: Rooms) -> str:
    """Write down all groups, and the players that are gone."""
    groups = "".join(
        group_element(rooms, group) for group in rooms.groups if group.leader.here
    )
    gone = "".join(
        f'<Device UUID="{player.uid}" ZoneName={quoteattr(rooms.room_name(player))}'
        f" Reason={quoteattr(player.reason)}/>"
        for player in rooms.players
        if not player.here
    )
    return (
        f"<ZoneGroupState><ZoneGroups>{groups}</ZoneGroups>"
        f"<VanishedDevices>{gone}</VanishedDevices></ZoneGroupState>"
    )


def group_element(rooms: Rooms, group: Group) -> str:
    """Write down one group; the right half of a pair is one of its members."""
    members = "".join(
        member_element(rooms, player)
        for player in rooms.everyone_in(group)
        if not player.spec.surround_of
    )
    return (
        f'<ZoneGroup Coordinator="{group.leader.uid}" ID="{group.id}">'
        f"{members}</ZoneGroup>"
    )


def member_element(rooms: Rooms, player: Player) -> str:
    """Write down one player, with its satellites inside."""
    satellites = "".join(
        f"<Satellite{attributes_of(rooms, satellite)}/>"
        for satellite in rooms.bonded_with(player)
        if satellite.spec.surround_of and satellite.here
    )
    inside = attributes_of(rooms, player)
    return f"<ZoneGroupMember{inside}>{satellites}</ZoneGroupMember>"


def attributes_of(rooms: Rooms, player: Player) -> str:
    """Write down what the topology says about a player."""
    playing = rooms.leader_of(player).transport.state == "PLAYING"
    said = {
        "UUID": player.uid,
        "Location": f"http://{player.spec.address}:{PORT}/xml/device_description.xml",
        "ZoneName": rooms.room_name(player),
        "BootSeq": str(player.boots),
        "MicEnabled": str(int(player.spec.microphone)),
        "IdleState": str(int(not playing)),
        "MoreInfo": more_info(player),
    }
    said |= bonds(rooms, player) | ({"Invisible": "1"} if player.hidden else {})
    return written(said) + SAME_FOR_ALL


def bonds(rooms: Rooms, player: Player) -> dict[str, str]:
    """Return which channel each player of a pair or a home theatre plays."""
    main = rooms.main_of(player)
    bonded = rooms.bonded_with(main)
    rights = [other for other in bonded if other.spec.right_of]
    surrounds = [other for other in bonded if other.spec.surround_of]
    maps: dict[str, str] = {}
    if rights:
        maps["ChannelMapSet"] = f"{main.uid}:LF,LF;{rights[0].uid}:RF,RF"
    if surrounds:
        channels = ["LR,RR"] if len(surrounds) == 1 else ["LR", "RR"]
        behind = zip(surrounds, channels, strict=False)
        shares = [f"{main.uid}:LF,RF", *(f"{p.uid}:{where}" for p, where in behind)]
        maps["HTSatChanMapSet"] = ";".join(shares)
    return maps


def more_info(player: Player) -> str:
    """Return the battery as the topology carries it."""
    level = player.spec.battery
    if level is None:
        return ""

    return f"RawBattPct:{level},BattPct:{level},BattChg:NOT_CHARGING,BattTmp:22"
