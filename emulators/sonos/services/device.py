"""DeviceProperties and SystemProperties: a player and its settings."""

from collections.abc import Mapping
from typing import Final

from emulators.sonos.player import Player
from emulators.sonos.rooms import Rooms
from emulators.sonos.services.service import (
    INVALID_ARGUMENTS,
    Answer,
    Asked,
    Service,
    UPnPError,
)
from emulators.sonos.services.topology import bonds, more_info

SOFTWARE: Final = "86.4-73290"
HARDWARE: Final = "1.26.1.9-2.2"
# What a soundbar says it receives: stereo PCM, or nothing. The number is one
# of those SoCo has a name for.
STEREO: Final = 33554434
NOTHING: Final = 0


def reported(rooms: Rooms, player: Player) -> Mapping[str, str]:
    """Return what an event says about the player."""
    return {
        "ZoneName": rooms.room_name(player),
        "Icon": "",
        "Configuration": "1",
        "Invisible": str(int(player.hidden)),
        "IsZoneBridge": "0",
        "AirPlayEnabled": "1",
        "SupportsAudioIn": str(int(player.spec.line_in is not None)),
        "SupportsAudioClip": "1",
        "MoreInfo": more_info(player),
        "MicEnabled": str(int(player.spec.microphone)),
        "VoiceConfigState": "0",
    } | bonds(rooms, player)


DEVICE: Final = Service(name="DeviceProperties", evented=reported)
SYSTEM: Final = Service(name="SystemProperties")
SYSTEM.constant("GetString", "VariableName", StringValue="")
SYSTEM.constant("GetStringX", "VariableName", StringValue="")
SYSTEM.constant("SetString", "VariableName", "StringValue")


@DEVICE.action("GetHouseholdID")
def household(rooms: Rooms, _player: Player, _asked: Asked) -> Answer:
    """Return the household the player belongs to."""
    return {"CurrentHouseholdID": rooms.household_id}


@DEVICE.action("GetZoneInfo")
def zone_info(_rooms: Rooms, player: Player, _asked: Asked) -> Answer:
    """Return versions and addresses, and what a soundbar receives."""
    receives = STEREO if player.spec.tv and player.tv_on else NOTHING
    return {
        "SerialNumber": f"{player.spec.mac}:9",
        "SoftwareVersion": SOFTWARE,
        "DisplaySoftwareVersion": "16.4",
        "HardwareVersion": HARDWARE,
        "IPAddress": player.spec.address,
        "MACAddress": player.spec.mac.replace("-", ":"),
        "CopyrightInfo": "",
        "ExtraInfo": "",
        "HTAudioIn": receives,
        "Flags": 0,
    }


@DEVICE.action("GetZoneAttributes")
def attributes(rooms: Rooms, player: Player, _asked: Asked) -> Answer:
    """Return the name of the room."""
    return {
        "CurrentZoneName": rooms.room_name(player),
        "CurrentIcon": "",
        "CurrentConfiguration": "1",
        "CurrentTargetRoomName": "",
    }


@DEVICE.action(
    "SetZoneAttributes", "DesiredZoneName", "DesiredIcon", "DesiredConfiguration"
)
def set_attributes(_rooms: Rooms, player: Player, asked: Asked) -> None:
    """Give the room another name."""
    player.name = asked.get("DesiredZoneName") or player.name


@DEVICE.action("GetInvisible")
def invisible(_rooms: Rooms, player: Player, _asked: Asked) -> Answer:
    """Return whether the player is hidden behind another."""
    return {"CurrentInvisible": int(player.hidden)}


def setting(service: Service, name: str, first: str) -> None:
    """Register a setting that is kept, and read back as it was written."""

    @service.action(f"Get{name}")
    def read(_rooms: Rooms, player: Player, _asked: Asked) -> Answer:
        """Return the setting."""
        return {f"Current{name}": player.settings.get(name, first)}

    @service.action(f"Set{name}", f"Desired{name}")
    def write(_rooms: Rooms, player: Player, asked: Asked) -> None:
        """Change the setting."""
        player.settings[name] = asked.get(f"Desired{name}", first)


setting(DEVICE, "LEDState", "On")
setting(DEVICE, "ButtonLockState", "Off")


def autoplay(name: str, argument: str, first: str) -> None:
    """Register what happens when an input comes alive, for each input."""

    @DEVICE.action(f"Get{name}", "Source")
    def read(_rooms: Rooms, player: Player, asked: Asked) -> Answer:
        """Return the setting of an input."""
        return {argument: player.autoplay.get(key(player, asked), first)}

    @DEVICE.action(f"Set{name}", argument, "Source")
    def write(_rooms: Rooms, player: Player, asked: Asked) -> None:
        """Change the setting of an input."""
        player.autoplay[key(player, asked)] = asked.get(argument, first)

    def key(player: Player, asked: Asked) -> str:
        source = asked.get("Source", "")
        has_it = player.spec.tv if source == "TV" else player.spec.line_in
        if not has_it:
            raise UPnPError(INVALID_ARGUMENTS)

        return f"{name}/{source}"


autoplay("AutoplayRoomUUID", "RoomUUID", "")
autoplay("AutoplayLinkedZones", "IncludeLinkedZones", "0")
autoplay("AutoplayVolume", "Volume", "30")
autoplay("UseAutoplayVolume", "UseVolume", "0")
