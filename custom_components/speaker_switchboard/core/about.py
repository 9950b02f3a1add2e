"""What can be said about a device or a way to connect: the questions, the answers."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

type Value = bool | float | str | tuple[str, ...] | tuple[float, ...] | None
"""None is not known. A span of one number has no known end."""


class About(StrEnum):
    """What a fact is about. A port is called as in the House."""

    BLUETOOTH_OUT = "bluetooth_out"
    BLUETOOTH_IN = "bluetooth_in"
    LINE_OUT = "line_out"
    LINE_IN = "line_in"
    TV_IN = "tv_in"
    SPEAKER = "speaker"
    ALEXA_GROUP = "alexa_group"
    SONOS_GROUP = "sonos_group"
    ALEXA_MUSIC = "alexa_music"
    ALEXA_BUILT_IN = "alexa_built_in"
    AIRPLAY = "airplay"
    SPOTIFY_CONNECT = "spotify_connect"
    WIFI = "wifi"
    BATTERY = "battery"
    ROUTABLE = "routable"
    RESTART = "restart"
    AURACAST = "auracast"
    BLUETOOTH_MODE = "bluetooth_mode"
    BLUETOOTH_VERSION = "bluetooth_version"
    CODECS = "codecs"
    AUTO_OFF_MINUTES = "auto_off_minutes"
    LISTED_INPUTS = "listed_inputs"
    INPUTS = "inputs"
    OUTPUTS = "outputs"
    SPEAKERS_AT_ONCE = "speakers_at_once"
    DELAY_MS = "delay_ms"
    SYNC = "sync"
    VOICE = "voice"
    QUALITY = "quality"


SUBJECTS: Final[Mapping[About, str]] = {
    About.BLUETOOTH_OUT: "Bluetooth output",
    About.BLUETOOTH_IN: "Bluetooth input",
    About.LINE_OUT: "line-out",
    About.LINE_IN: "line-in",
    About.TV_IN: "TV input",
    About.SPEAKER: "speaker of its own",
    About.ALEXA_GROUP: "member of Alexa groups",
    About.SONOS_GROUP: "member of Sonos groups",
    About.ALEXA_MUSIC: "music sent by Alexa",
    About.ALEXA_BUILT_IN: "Alexa built in",
    About.AIRPLAY: "AirPlay 2",
    About.SPOTIFY_CONNECT: "Spotify Connect",
    About.WIFI: "Wi-Fi",
    About.BATTERY: "battery",
    About.ROUTABLE: "end of a route",
    About.RESTART: "restart from afar",
    About.AURACAST: "Auracast",
    About.BLUETOOTH_MODE: "Bluetooth",
    About.BLUETOOTH_VERSION: "Bluetooth version",
    About.CODECS: "codecs",
    About.AUTO_OFF_MINUTES: "silent minutes until it switches itself off",
    About.LISTED_INPUTS: "inputs Home Assistant's own integration lists",
    About.INPUTS: "inputs",
    About.OUTPUTS: "outputs",
    About.SPEAKERS_AT_ONCE: "Bluetooth speakers at once",
    About.DELAY_MS: "delay in milliseconds",
    About.SYNC: "in step",
    About.VOICE: "what comes along",
    About.QUALITY: "quality",
}

# Where yes and no are too poor, and what is meant.
WORDS: Final[Mapping[About, Mapping[str, str]]] = {
    About.BLUETOOTH_OUT: {"car_only": "only to a car"},
    About.LINE_OUT: {
        "switchable": "when its jack is set to out",
        "speaker": "to speakers only",
        "speaker_and_sub": "to speakers and a subwoofer",
    },
    About.LINE_IN: {
        "switchable": "when its jack is set to in",
        "adapter": "with an adapter",
        "cable": "with a cable of its own",
    },
    About.TV_IN: {"hdmi_in_video": "HDMI, for pictures"},
    About.ALEXA_GROUP: {"pair_only": "only in a pair", "is_group": "is one itself"},
    About.BLUETOOTH_MODE: {
        "additive": "besides Wi-Fi",
        "exclusive": "in place of Wi-Fi",
    },
    About.SPEAKERS_AT_ONCE: {"several": "several"},
    About.SYNC: {
        "sample_locked": "one clock, no offset to be heard",
        "single": "one speaker, nothing to keep in step",
        "best_effort": "kept together by an app, tens of milliseconds apart",
        "unsynced": "each for itself, 100 to 500 ms apart and drifting",
    },
    About.VOICE: {
        "all": "music, answers, alarms and announcements",
        "music_only": "music; answers stay on the Echo",
        "phone_audio": "whatever the phone plays",
        "own_voice": "the speaker answers with a voice of its own",
        "none": "no voice",
    },
    About.QUALITY: {
        "lossless": "without loss from end to end",
        "analog": "once to analogue and back",
        "sbc": "Bluetooth, SBC",
        "lossy_service": "as the music service sends it",
    },
}

# What can be plugged into what.
PLUGS: Final[Mapping[str, str]] = {
    "aux_3_5": "3.5 mm jack",
    "aux_usb": "USB sound card",
    "bluetooth": "Bluetooth",
    "mini_toslink": "mini TOSLINK",
    "network": "network",
    "optical": "optical",
    "rca": "RCA",
    "toslink": "TOSLINK",
    "usb_a": "USB-A",
    "usb_c": "USB-C",
    "wifi": "Wi-Fi",
}


def _is_answer(value: object) -> bool:
    """Tell whether it is yes or no."""
    return isinstance(value, bool)


def _is_word(value: object) -> bool:
    """Tell whether it is free text; where words are listed, none else fits."""
    return isinstance(value, str) and value != ""


def _is_number(value: object) -> bool:
    """Tell whether it is a number and not, as Python has it, yes or no."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _are_names(value: object) -> bool:
    """Tell whether it is a list of texts, which may be empty."""
    return isinstance(value, list) and all(_is_word(one) for one in value)


def _are_plugs(value: object) -> bool:
    """Tell whether it is a list of plugs."""
    return isinstance(value, list) and all(one in PLUGS for one in value)


def _is_span(value: object) -> bool:
    """Tell whether it is a least and, where that is known, a most."""
    return (
        isinstance(value, list)
        and len(value) in {1, 2}
        and all(_is_number(one) for one in value)
        and value == sorted(value)
    )


def _is_none_else(_: object) -> bool:
    """Tell that only the listed words will do."""
    return False


_SHAPES: Final[Mapping[About, Callable[[object], bool]]] = {
    About.BLUETOOTH_MODE: _is_none_else,
    About.BLUETOOTH_VERSION: _is_word,
    About.CODECS: _are_names,
    About.AUTO_OFF_MINUTES: _is_number,
    About.LISTED_INPUTS: _are_names,
    About.INPUTS: _are_plugs,
    About.OUTPUTS: _are_plugs,
    About.SPEAKERS_AT_ONCE: _is_number,
    About.DELAY_MS: _is_span,
    About.SYNC: _is_none_else,
    About.VOICE: _is_none_else,
    About.QUALITY: _is_none_else,
}


def fits(about: About, value: object) -> bool:
    """Tell whether a value answers what it is said about."""
    if isinstance(value, str) and value in WORDS.get(about, {}):
        return True
    return _SHAPES.get(about, _is_answer)(value)
