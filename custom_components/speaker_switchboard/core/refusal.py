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
    NOTHING_PLUGGED_IN = "nothing_plugged_in"
    INPUT_SERVES_SURROUND = "input_serves_surround"
    TV_STAYS_HOME = "tv_stays_home"


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
