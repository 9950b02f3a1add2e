"""AudioIn and HTControl: what is plugged into a player."""

from collections.abc import Mapping
from typing import Final

from emulators.sonos.player import Player
from emulators.sonos.rooms import Rooms
from emulators.sonos.services.service import Answer, Asked, Service

ICON: Final = "AudioComponent"


def line_in_reported(rooms: Rooms, player: Player) -> Mapping[str, str]:
    """Return what an event says about the line-in.

    Assumed: it counts as playing while some room plays it.
    """
    return {
        "AudioInputName": input_name(player),
        "Icon": ICON,
        "LineInConnected": str(int(player.cable)),
        "LeftLineInLevel": player.settings.get("LeftLineInLevel", "1"),
        "RightLineInLevel": player.settings.get("RightLineInLevel", "1"),
        "Playing": str(int(rooms.line_in_heard(player))),
    }


def tv_reported(_rooms: Rooms, player: Player) -> Mapping[str, str]:
    """Return what an event says about the TV input."""
    return {
        "TOSLinkConnected": str(int(player.tv_on)),
        "IRRepeaterState": "Disabled",
        "LEDFeedbackState": "On",
        "RemoteConfigured": "0",
    }


AUDIO_IN: Final = Service(
    name="AudioIn",
    evented=line_in_reported,
    offered_by=lambda spec: spec.line_in is not None,
)
HT_CONTROL: Final = Service(
    name="HTControl", evented=tv_reported, offered_by=lambda spec: spec.tv
)
HT_CONTROL.constant("IsRemoteConfigured", RemoteConfigured=0)
HT_CONTROL.constant("GetIRRepeaterState", CurrentIRRepeaterState="Disabled")
HT_CONTROL.constant("GetLEDFeedbackState", LEDFeedbackState="On")


def input_name(player: Player) -> str:
    """Return the name of the line-in, which can be changed."""
    return player.settings.get("AudioInputName", player.spec.line_in or "")


@AUDIO_IN.action("GetAudioInputAttributes")
def attributes(_rooms: Rooms, player: Player, _asked: Asked) -> Answer:
    """Return the name of the line-in."""
    return {"CurrentName": input_name(player), "CurrentIcon": ICON}


@AUDIO_IN.action("SetAudioInputAttributes", "DesiredName", "DesiredIcon")
def set_attributes(_rooms: Rooms, player: Player, asked: Asked) -> None:
    """Change the name of the line-in."""
    player.settings["AudioInputName"] = asked.get("DesiredName", "")


@AUDIO_IN.action("GetLineInLevel")
def level(_rooms: Rooms, player: Player, _asked: Asked) -> Answer:
    """Return how much the line-in is amplified."""
    return {
        "CurrentLeftLineInLevel": player.settings.get("LeftLineInLevel", "1"),
        "CurrentRightLineInLevel": player.settings.get("RightLineInLevel", "1"),
    }


@AUDIO_IN.action("SetLineInLevel", "DesiredLeftLineInLevel", "DesiredRightLineInLevel")
def set_level(_rooms: Rooms, player: Player, asked: Asked) -> None:
    """Change how much the line-in is amplified."""
    for side in ("LeftLineInLevel", "RightLineInLevel"):
        player.settings[side] = asked.get(f"Desired{side}", "1")
