"""What is said: refusals, sources, routes, names, and verdicts over all rooms."""

import re
from string import Formatter

import pytest

from custom_components.speaker_switchboard.core.caution import CAUTIONS, Caution
from custom_components.speaker_switchboard.core.house import Link
from custom_components.speaker_switchboard.core.names import LONGEST_NAME, clean_name
from custom_components.speaker_switchboard.core.port import (
    DeviceId,
    PortId,
    PortKind,
    port_id,
)
from custom_components.speaker_switchboard.core.progress import (
    RoomOutcome,
    Verdict,
    verdict_of,
)
from custom_components.speaker_switchboard.core.refusal import CATALOGUE, Refusal, Why
from custom_components.speaker_switchboard.core.route import (
    Sync,
    route_to,
    routes_to,
    say_source,
)

from .scenario import ending
from .sketch import Room, group, house, line_in, room, tv_in

HOME = house(
    office=Room(line_in="Turntable", tv_in="TV"),
    lounge=Room(hears=line_in("office")),
    kitchen=Room(follows="lounge"),
    bath=Room(plays="Jazz"),
)

# One or more, each from a capital, or the number of rooms, to its full stop.
SENTENCES = re.compile(r"([A-Z0-9][^.]*[^.\s]\.)( [A-Z0-9][^.]*[^.\s]\.)*")
# What the checks hand over with each refusal; the scenarios show that they do.
WORDS = {
    Why.NO_ROOMS: set(),
    Why.TOO_MANY_ROOMS: {"count", "limit"},
    Why.UNKNOWN_ROOM: {"room"},
    Why.UNKNOWN_SOURCE: {"source"},
    Why.NO_LINE_IN: {"owner"},
    Why.NO_TV_IN: {"owner"},
    Why.SAME_ROOM: {"room"},
    Why.ASLEEP: {"room"},
    Why.SWITCHED_OFF: {"room"},
    Why.ON_BLUETOOTH: {"room"},
    Why.UNREACHABLE: {"room"},
    Why.LOGGED_OUT: {"room"},
    Why.NOT_CONNECTED: {"room", "sender"},
    Why.NOTHING_PLUGGED_IN: {"owner", "input"},
    Why.INPUT_SERVES_SURROUND: {"owner", "room", "input"},
    Why.TV_STAYS_HOME: {"owner"},
    Why.BLUETOOTH_STAYS_HOME: {"owner"},
    Why.SOUND_GOES_ELSEWHERE: {"sender", "holder"},
    Why.OUTPUT_BUSY: {"sender", "count", "holder"},
    Why.SPEAKER_BUSY: {"room", "holder"},
    Why.JACK_BUSY: {"sender", "holder"},
    Why.JACK_SILENCES: {"sender", "owner"},
    Why.BOX_NOT_CONNECTED: {"sender", "room"},
    Why.BOX_HOLDS_IT: {"sender", "room"},
    Why.CARRIERS_SHORT: {"room", "sender"},
    Why.NO_SPEAKER: {"room"},
    Why.NO_OWN_MUSIC: {"room"},
    Why.NO_OUTPUT: {"sender"},
    Why.NO_INPUT: {"sender", "room"},
    Why.NO_CABLE: {"sender", "room"},
    Why.NOT_PAIRED: {"sender", "room"},
    Why.NO_BLUETOOTH: {"sender", "room"},
    Why.HANDS_FREE_ONLY: {"room"},
    Why.NEEDS_BLUETOOTH_INPUT: {"sender", "room"},
    Why.LEADS_ELSEWHERE: {"sender", "room"},
    Why.OTHER_HOUSEHOLD: {"sender", "room"},
    Why.NOT_IN_A_HOUSEHOLD: {"sender", "room"},
    Why.DOCUMENTS_LINE_IN_ALONE: {"owner"},
    Why.DOCUMENTS_NO_BLUETOOTH: {"owner"},
}


def _placeholders(*sentences: str) -> set[str]:
    return {
        name
        for sentence in sentences
        for _, name, _, _ in Formatter().parse(sentence)
        if name is not None
    }


@pytest.mark.parametrize("why", Why)
def test_every_refusal_has_words_for_what_it_is_given(why: Why) -> None:
    """The reason uses every name there is, the remedy no other."""
    words = CATALOGUE[why]

    assert _placeholders(words.reason) == WORDS[why]
    assert _placeholders(words.remedy) <= WORDS[why]


@pytest.mark.parametrize("why", Why)
def test_every_refusal_reads_as_sentences(why: Why) -> None:
    """A reason and a remedy: a capital or a name, then words, then a full stop."""
    refusal = Refusal(key=why, words=dict.fromkeys(WORDS[why], "Something"))

    assert SENTENCES.fullmatch(refusal.reason)
    assert SENTENCES.fullmatch(refusal.remedy)
    assert "{" not in refusal.reason + refusal.remedy


@pytest.mark.parametrize("caution", Caution)
def test_every_caution_reads_as_sentences(caution: Caution) -> None:
    """It is shown as it is, with no name in it."""
    assert SENTENCES.fullmatch(CAUTIONS[caution])
    assert _placeholders(CAUTIONS[caution]) == set()


def test_every_refusal_has_a_scenario() -> None:
    """What the scenarios are handed is what the words need, and often more.

    That a speaker did not answer turns out only when it is asked.
    """
    refusals = [scenario.endings["refused"] for scenario in ending("refused")]
    told: dict[str, set[str]] = {}
    for refusal in refusals:
        told.setdefault(refusal["key"], set()).update(refusal["words"])

    assert told.keys() == WORDS.keys() - {Why.NOT_CONNECTED}
    assert [key for key, words in told.items() if not words >= WORDS[Why(key)]] == []


def test_a_line_in_is_called_by_its_name_and_its_owner() -> None:
    """Two rooms may both have a turntable."""
    assert say_source(HOME, line_in("office")) == "Turntable (Office)"


def test_a_tv_is_the_tv_of_its_room() -> None:
    """Its port needs no name of its own."""
    assert say_source(HOME, tv_in("office")) == "the TV of Office"


@pytest.mark.parametrize("source", [group("bath"), line_in("bath")])
def test_a_room_is_a_source_by_what_it_plays(source: PortId) -> None:
    """So is an input that is not known to be there."""
    assert say_source(HOME, source) == "what Bath plays"


def test_no_source_is_own_music() -> None:
    """It comes from the room itself."""
    assert say_source(HOME, None) == "its own music"


def test_a_room_on_its_own_has_no_route() -> None:
    """Its sound comes from nowhere else."""
    assert route_to(HOME, room("bath")).links == ()


def test_the_route_to_a_member_goes_through_its_leader() -> None:
    """The leader hears the input, and the member the leader."""
    fed = Link(source=line_in("office"), sink=port_id(room("lounge"), PortKind.SPEAKER))
    follows = Link(source=group("lounge"), sink=group("kitchen"))

    assert route_to(HOME, room("lounge")).links == (fed,)
    assert route_to(HOME, room("kitchen")).links == (fed, follows)


def _ended(*verdicts: Verdict) -> Verdict:
    return verdict_of(
        RoomOutcome(room=DeviceId(f"room_{number}"), verdict=verdict)
        for number, verdict in enumerate(verdicts)
    )


@pytest.mark.parametrize("verdict", Verdict)
def test_rooms_that_ended_alike_ended_like_that(verdict: Verdict) -> None:
    """The verdict over all is the verdict of each."""
    assert _ended(verdict, verdict) is verdict


def test_rooms_that_did_not_end_alike_are_degraded() -> None:
    """Some hear it, some do not."""
    assert _ended(Verdict.ACTIVE, Verdict.FAILED) is Verdict.DEGRADED


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("Kitchen", "Kitchen"),
        ("  Living \t Room\n", "Living Room"),
        ("Bath\u202eroom\x07", "Bath room"),
        ("", "Sonos"),
        ("\x00\u200b", "Sonos"),
        ("x" * 100, "x" * LONGEST_NAME),
        ("x" * (LONGEST_NAME - 1) + " y", "x" * (LONGEST_NAME - 1)),
    ],
)
def test_a_name_fits_on_one_line(name: str, clean: str) -> None:
    """Whatever a speaker calls itself, it can be shown."""
    assert clean_name(name, "Sonos") == clean


def test_rooms_of_one_group_are_in_step_and_all_others_drift() -> None:
    """Only those who share a leader share a clock."""
    rooms = (room("lounge"), room("kitchen"), room("bath"))

    assert [one.sync for one in routes_to(HOME, rooms)] == [
        Sync.IN_STEP,
        Sync.IN_STEP,
        Sync.UNSYNCED,
    ]
    assert routes_to(HOME, rooms[2:])[0].sync is Sync.ALONE
