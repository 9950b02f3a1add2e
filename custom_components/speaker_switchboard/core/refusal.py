"""The reasons why there is no plan, each with its words and its remedy.

A Refusal is a value; only the shell raises. `CATALOGUE` holds the English
words; the translations carry the same sentences under the same keys.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple


class Why(StrEnum):
    """The keys of all refusals; they never change their meaning."""

    NO_ROOMS = "no_rooms"
    TOO_MANY_ROOMS = "too_many_rooms"
    UNKNOWN_ROOM = "unknown_room"
    UNKNOWN_SOURCE = "unknown_source"
    NO_LINE_IN = "no_line_in"
    NO_TV_IN = "no_tv_in"
    SAME_ROOM = "same_room"
    ASLEEP = "asleep"
    SWITCHED_OFF = "switched_off"
    ON_BLUETOOTH = "on_bluetooth"
    UNREACHABLE = "unreachable"
    LOGGED_OUT = "logged_out"
    NOT_CONNECTED = "not_connected"
    NOTHING_PLUGGED_IN = "nothing_plugged_in"
    INPUT_SERVES_SURROUND = "input_serves_surround"
    TV_STAYS_HOME = "tv_stays_home"
    BLUETOOTH_STAYS_HOME = "bluetooth_stays_home"
    SOUND_GOES_ELSEWHERE = "sound_goes_elsewhere"
    OUTPUT_BUSY = "output_busy"
    SPEAKER_BUSY = "speaker_busy"
    JACK_BUSY = "jack_busy"
    JACK_SILENCES = "jack_silences"
    BOX_NOT_CONNECTED = "box_not_connected"
    BOX_HOLDS_IT = "box_holds_it"
    CARRIERS_SHORT = "carriers_short"
    NO_SPEAKER = "no_speaker"
    NO_OWN_MUSIC = "no_own_music"
    NO_OUTPUT = "no_output"
    NO_INPUT = "no_input"
    NO_CABLE = "no_cable"
    NOT_PAIRED = "not_paired"
    NO_BLUETOOTH = "no_bluetooth"
    HANDS_FREE_ONLY = "hands_free_only"
    NEEDS_BLUETOOTH_INPUT = "needs_bluetooth_input"
    LEADS_ELSEWHERE = "leads_elsewhere"
    OTHER_HOUSEHOLD = "other_household"
    NOT_IN_A_HOUSEHOLD = "not_in_a_household"
    DOCUMENTS_LINE_IN_ALONE = "documents_line_in_alone"
    DOCUMENTS_NO_BLUETOOTH = "documents_no_bluetooth"


class Words(NamedTuple):
    """Why it cannot be, and what to do about it."""

    reason: str
    remedy: str


CATALOGUE: Final[Mapping[Why, Words]] = {
    Why.NO_ROOMS: Words(
        "No room was named.", "Name at least one room, area or speaker."
    ),
    Why.TOO_MANY_ROOMS: Words(
        "{count} rooms were named, but at most {limit} can play together.",
        "Name fewer rooms.",
    ),
    Why.UNKNOWN_ROOM: Words(
        "{room} is not a speaker this house knows.",
        "Choose a speaker that Speaker Switchboard shows, or wait until it is found.",
    ),
    Why.UNKNOWN_SOURCE: Words(
        "{source} is not a source this house knows.",
        "Choose a player that Speaker Switchboard shows, or wait until it is found.",
    ),
    Why.NO_LINE_IN: Words(
        "{owner} has no line-in, so nothing can be plugged into it there.",
        "Choose a player that has one, such as a Port, a Five or an Amp.",
    ),
    Why.NO_TV_IN: Words(
        "{owner} has no TV input.",
        "Choose a player that has one, such as a Beam, an Arc or an Amp.",
    ),
    Why.SAME_ROOM: Words(
        "{room} cannot be connected to itself.", "Name another room as the source."
    ),
    Why.ASLEEP: Words("{room} is asleep.", "Wake it with its button, then try again."),
    Why.SWITCHED_OFF: Words(
        "{room} is switched off or left the network.",
        "Switch it on, wait until it is back, then try again.",
    ),
    Why.ON_BLUETOOTH: Words(
        "{room} is in Bluetooth mode, away from the network.",
        "Switch it back to Wi-Fi with its button, then try again.",
    ),
    Why.UNREACHABLE: Words(
        "{room} does not answer.",
        "Check its power and network, then try again.",
    ),
    Why.LOGGED_OUT: Words(
        "The Amazon account of {room} is signed out.",
        "Sign in again in the integration that {room} comes from, then try again.",
    ),
    Why.NOT_CONNECTED: Words(
        "{room} did not answer {sender} over Bluetooth.",
        "Switch {room} on, bring it close to {sender}, let go of it on every phone,"
        " then try again.",
    ),
    Why.NOTHING_PLUGGED_IN: Words(
        "Nothing is plugged into {input} of {owner}.",
        "Push the cable in until {owner} notices it, then try again.",
    ),
    Why.INPUT_SERVES_SURROUND: Words(
        "{owner} plays the surround sound of {room}, which switches its {input} off.",
        "Use the input of another player.",
    ),
    Why.TV_STAYS_HOME: Words(
        "The TV sound of {owner} can only be shared by the group {owner} leads.",
        "Name {owner} among the rooms.",
    ),
    Why.BLUETOOTH_STAYS_HOME: Words(
        "What {owner} gets over Bluetooth can only be shared by the group it leads.",
        "Name {owner} among the rooms.",
    ),
    Why.SOUND_GOES_ELSEWHERE: Words(
        "The sound of {sender} goes to {holder} over Bluetooth, and nowhere else.",
        "Disconnect {holder}, or allow to take it.",
    ),
    Why.OUTPUT_BUSY: Words(
        "{sender} can play to {count} at a time over Bluetooth, and plays to {holder}.",
        "Disconnect {holder}, or allow to take it.",
    ),
    Why.SPEAKER_BUSY: Words(
        "{room} is connected to {holder}, and plays one source at a time.",
        "Disconnect it from {holder}, or allow to take it.",
    ),
    Why.JACK_BUSY: Words(
        "{holder} listens to the jack of {sender}, which Bluetooth silences.",
        "Let {holder} play something else, or allow to take it.",
    ),
    Why.JACK_SILENCES: Words(
        "The cable to {owner} in its jack silences the speaker of {sender}.",
        "Pull the cable out, or listen to {owner}.",
    ),
    Why.BOX_NOT_CONNECTED: Words(
        "{sender} is not connected to {room}, and cannot be told to.",
        "Switch both on, close to each other; they connect by themselves.",
    ),
    Why.BOX_HOLDS_IT: Words(
        "{room} is connected to {sender}, which cannot be told to let it go.",
        "Switch {sender} off, or connect it to another speaker by hand.",
    ),
    Why.CARRIERS_SHORT: Words(
        "{room} is left without a source: {sender} can carry no more.",
        "Name one more source that plays the same, or fewer rooms.",
    ),
    Why.NO_SPEAKER: Words(
        "{room} has no speaker of its own.", "Name another room, or another source."
    ),
    Why.NO_OWN_MUSIC: Words(
        "{room} plays what is plugged into it, and has no music of its own.",
        "Choose another of its inputs, or switch it off.",
    ),
    Why.NO_OUTPUT: Words(
        "{sender} has no output: neither a line-out nor Bluetooth for speakers.",
        "Use another source.",
    ),
    Why.NO_INPUT: Words(
        "{room} has no input that the sound of {sender} could be brought to.",
        "Use another room, or a source it is made for.",
    ),
    Why.NO_CABLE: Words(
        "No cable is known from {sender} towards {room}.",
        "Plug one in, and declare it in Speaker Switchboard.",
    ),
    Why.NOT_PAIRED: Words(
        "{sender} and {room} are not paired.",
        "Put {room} into pairing mode and pair them once, then try again.",
    ),
    Why.NO_BLUETOOTH: Words(
        "{sender} cannot play to {room} over Bluetooth.",
        "Use a cable, or another speaker.",
    ),
    Why.HANDS_FREE_ONLY: Words(
        "{room} takes phone calls over Bluetooth, but no music.",
        "Use another speaker.",
    ),
    Why.NEEDS_BLUETOOTH_INPUT: Words(
        "{sender} has no line-out, and {room} no Bluetooth input.",
        "Use a player with Bluetooth, or a source with a line-out.",
    ),
    Why.LEADS_ELSEWHERE: Words(
        "What is connected to {sender} does not lead to {room}.",
        "Declare a cable or pair a speaker that leads there.",
    ),
    Why.OTHER_HOUSEHOLD: Words(
        "{sender} and {room} belong to different households.",
        "Set them up in one household, or connect them with a cable.",
    ),
    Why.NOT_IN_A_HOUSEHOLD: Words(
        "{room} cannot play what {sender} has, since it is in no group with it.",
        "Choose a source with an output that leads to {room}.",
    ),
    Why.DOCUMENTS_LINE_IN_ALONE: Words(
        "The source documents say that a line-in of {owner} plays in one room only.",
        "It works. Switch the strict rules of the documents off, or name one room.",
    ),
    Why.DOCUMENTS_NO_BLUETOOTH: Words(
        "The source documents say that {owner} takes no Bluetooth.",
        "It works. Switch the strict rules of the documents off.",
    ),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """Why there is no plan: a stable key and the names that belong in it."""

    key: Why
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        """Say why, in English."""
        return CATALOGUE[self.key].reason.format_map(self.words)

    @property
    def remedy(self) -> str:
        """Say what to do about it, in English."""
        return CATALOGUE[self.key].remedy.format_map(self.words)
