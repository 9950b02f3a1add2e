"""The models an Amazon account can hold, and what each says it can do."""

from dataclasses import dataclass
from typing import Final

# The capabilities come from lists that owners of devices have published; a
# Show and the first Studio do not list PAIR_BT_SOURCE, only three models list
# AUX_SETTINGS.
TALKS: Final = (
    "ALEXA_DEVICE_REBOOT",
    "AUDIO_CONTROLS",
    "AUDIO_PLAYER",
    "DS_VOLUME_SETTING",
    "EQUALIZER_CONTROLLER_BASS",
    "EQUALIZER_CONTROLLER_MIDRANGE",
    "EQUALIZER_CONTROLLER_TREBLE",
    "MICROPHONE",
    "MUSIC_SKILL",
    "REMINDERS",
    "SLEEP",
    "SOUND_SETTINGS",
    "SUPPORTS_SOFTWARE_VERSION",
    "TIMERS_AND_ALARMS",
    "VOLUME_SETTING",
)
SENDS: Final = "PAIR_BT_SINK"
HEARS: Final = "PAIR_BT_SOURCE"
JACK: Final = "AUX_SETTINGS"
ROOMS: Final = "LEMUR_ALPHA"

SPEAKER: Final = (*TALKS, ROOMS, "BT_PAIRING_FLOW_V2", SENDS, HEARS)
SPEAKER_WITH_JACK: Final = (*SPEAKER, JACK)
SCREEN: Final = (*TALKS, ROOMS, "BT_PAIRING_FLOW_V2", SENDS)
GROUP: Final = ("AUDIO_PLAYER", "MICROPHONE", "MUSIC_SKILL", "VOLUME_SETTING")
TELEVISION: Final = (*TALKS, SENDS)
STRANGER: Final = ("AUDIO_PLAYER", "MICROPHONE", "MUSIC_SKILL", "TIMERS_AND_ALARMS")
APP: Final = ("AUDIO_PLAYER", "MICROPHONE", "REMINDERS", "TIMERS_AND_ALARMS")


@dataclass(frozen=True, kw_only=True, slots=True)
class Model:
    """One type of device."""

    name: str
    type: str
    family: str
    capabilities: tuple[str, ...]
    maker: str = "Amazon"

    @property
    def has_jack(self) -> bool:
        """Tell whether the direction of its jack can be chosen."""
        return JACK in self.capabilities

    @property
    def has_radio(self) -> bool:
        """Tell whether it can send sound over Bluetooth."""
        return SENDS in self.capabilities

    @property
    def is_group(self) -> bool:
        """Tell whether it is no device but several that play together."""
        return self.family == "WHA"


def _models(
    family: str,
    capabilities: tuple[str, ...],
    types: dict[str, str],
    maker: str = "Amazon",
) -> tuple[Model, ...]:
    """List models that differ only in name and type."""
    return tuple(
        Model(
            name=name,
            type=types[name],
            family=family,
            capabilities=capabilities,
            maker=maker,
        )
        for name in types
    )


MODELS: Final = (
    *_models(
        "ECHO",
        SPEAKER,
        {
            "Echo (1st gen)": "AB72C64C86AW2",
            "Echo (2nd gen)": "A7WXQPH584YP",
            "Echo Plus (1st gen)": "A2M35JJZWCQOMZ",
            "Echo Dot (2nd gen)": "A3S5BH2HU6VAYF",
            "Echo Dot (3rd gen)": "A1RABVCI4QCIKC",
            "Echo Dot (4th gen)": "A2U21SRK4QGSE1",
            "Echo Dot (5th gen)": "A4ZXE0RM7LQ7A",
            "Echo Dot with Clock (5th gen)": "A2DS1Q2TPDJ48U",
            "Echo Pop": "ASQZWP4GPYUT7",
            "Echo Flex": "A3VRME03NAXFUB",
            "Echo Input": "A1JJ0KFC4ZPNJ3",
            "Echo Studio (2025)": "A2O2CEO9STBQID",
            "Echo Spot (2024)": "A3EH2E0YZ30OD6",
        },
    ),
    *_models(
        "ECHO",
        SPEAKER_WITH_JACK,
        {
            "Echo (3rd gen)": "A3FX4UWTP28V1P",
            "Echo (4th gen)": "A3RMGO6LYLH7YN",
            "Echo Plus (2nd gen)": "A18O6U1UQFJ0XK",
        },
    ),
    *_models("ECHO", SCREEN, {"Echo Studio": "A3RBAYBE7VM004"}),
    *_models(
        "KNIGHT",
        SCREEN,
        {
            "Echo Show (1st gen)": "A1NL4BVLQ4L3N3",
            "Echo Show (2nd gen)": "AWZZ5CVHX2CD",
            "Echo Show 5 (1st gen)": "A4ZP7ZC4PI6TO",
            "Echo Show 5 (2nd gen)": "A1XWJRHALS1REP",
            "Echo Show 5 (3rd gen)": "A11QM4H9HGV71H",
            "Echo Show 8 (2nd gen)": "A15996VY63BQ2D",
            "Echo Show 10 (3rd gen)": "AIPK7MM90V7TB",
            "Echo Show 15": "A1EIANJ7PNB0Q7",
        },
    ),
    *_models("WHA", GROUP, {"Speaker Group": "A3C9PE6TNYLTCH"}),
    *_models("WHA", GROUP, {"Stereo Pair": "AP1F6KUH00XPV"}),
    *_models("FIRE_TV", TELEVISION, {"Fire TV Cube (3rd gen)": "A2JKHJ0PX4J3L3"}),
    *_models(
        "THIRD_PARTY_AVS_SONOS_BOOTLEG",
        STRANGER,
        {"Sonos One": "A3NPD82ABCPIDP", "Sonos Move": "A15ERDAKK5HQQG"},
        maker="Sonos",
    ),
    *_models(
        "VOX",
        APP,
        {
            "Alexa App for iOS": "A2IVLV5VM2W81",
            "Alexa App for Android": "A2TF17PFR55MTB",
        },
    ),
)


def model_named(name: str) -> Model:
    """Find a model by the name people give it."""
    for model in MODELS:
        if model.name == name:
            return model

    message = f"No model is called {name!r}."
    raise KeyError(message)


def model_of_type(device_type: str) -> Model:
    """Find a model by its type; what is not known here is an Echo all the same."""
    for model in MODELS:
        if model.type == device_type:
            return model

    return Model(
        name=f"Echo of type {device_type}",
        type=device_type,
        family="ECHO",
        capabilities=SPEAKER,
    )
