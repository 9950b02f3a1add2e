"""What the catalogue finds by the names people, devices and accounts use."""

import pytest

from custom_components.speaker_switchboard.core.about import About
from custom_components.speaker_switchboard.core.catalogue import load, words_of
from custom_components.speaker_switchboard.core.facts import Confidence, Origin
from custom_components.speaker_switchboard.core.rows import Shelf

KNOWN = load()


@pytest.mark.parametrize(
    ("family", "called", "device"),
    [
        ("sonos", "Sonos Era 100", "sonos_era_100"),
        ("sonos", "Era 100", "sonos_era_100"),
        ("sonos", "era 100", "sonos_era_100"),
        ("sonos", "S39", "sonos_era_100"),
        ("sonos", "s39", "sonos_era_100"),
        ("sonos", "A39OV95SPFQ9YG", "sonos_era_100"),
        ("sonos", "Sonos PLAY:1", "sonos_play_1"),
        ("sonos", "Play:5 (gen 2)", "sonos_play_5_2"),
        ("sonos", "CONNECT:AMP", "sonos_connect_amp"),
        ("sonos", "ZP120", "sonos_connect_amp"),
        ("sonos", "SYMFONISK Picture frame", "symfonisk_frame"),
        ("sonos", "Sonos Play", "sonos_play_2026"),
        ("echo", "Echo Dot (3rd Gen)", "echo_dot_3"),
        ("echo", "Amazon Echo Dot 3rd generation", "echo_dot_3"),
        ("echo", "Echo Dot (Gen3)", "echo_dot_3"),
        ("echo", "A32DDESGESSHZA", "echo_dot_3"),
        ("echo", "Echo Studio", "echo_studio_1"),
        ("bluetooth", "JBL Flip 6", "jbl_flip_6"),
        ("bluetooth", "flip 6", "jbl_flip_6"),
        ("bluetooth", "Anker Soundcore Motion+", "anker_motion_plus"),
        ("bridges", "Avantree DG60", "avantree_dg60"),
    ],
)
def test_a_model_is_found_by_what_it_is_called(
    family: str, called: str, device: str
) -> None:
    """With or without its maker, in any case, by name, number or type."""
    found = KNOWN.find(family, called)

    assert found is not None
    assert found.id == device


def test_every_model_is_found_by_its_own_name() -> None:
    """No two models of a table share their full name."""
    rows = KNOWN.devices.values()

    assert [row for row in rows if KNOWN.find(row.shelf, row.name) != row] == []


def test_every_model_is_found_by_its_numbers() -> None:
    """No two models share a number or a type."""
    marked = [
        (row, mark.id)
        for row in KNOWN.devices.values()
        for mark in (*row.model_numbers, *row.amazon_types)
    ]

    assert [mark for row, mark in marked if KNOWN.find(row.shelf, mark) != row] == []


@pytest.mark.parametrize(
    ("family", "called"),
    [
        ("sonos", "Era 900"),
        ("sonos", ""),
        ("sonos", "Sonos"),
        ("sonos", "Echo Dot (3rd gen)"),
        ("echo", "S39"),
        ("toaster", "Era 100"),
    ],
)
def test_a_model_that_is_not_listed_is_unknown(family: str, called: str) -> None:
    """So is a model of another family."""
    assert KNOWN.find(family, called) is None


def test_a_name_several_models_share_stands_for_what_they_share() -> None:
    """Of both Play:5 only the second has AirPlay."""
    either = KNOWN.find("sonos", "Sonos PLAY:5")
    second = KNOWN.find("sonos", "S6")

    assert either is not None
    assert second is not None
    assert either.facts[About.LINE_IN].value is True
    assert About.AIRPLAY not in either.facts
    assert set(either.facts) == set(second.facts) - {About.AIRPLAY}


def test_what_models_share_is_as_sure_as_the_least_sure() -> None:
    """That the Beam (gen 1) has AirPlay is only likely."""
    either = KNOWN.find("sonos", "Beam")

    assert either is not None
    assert either.facts[About.AIRPLAY].confidence is Confidence.MEDIUM


@pytest.mark.parametrize(
    ("name", "device"),
    [
        ("JBL Flip 6", "jbl_flip_6"),
        ("Anna's Flip 6", "jbl_flip_6"),
        ("MEGABOOM 3", "ue_megaboom_3"),
        ("BOOM 3", "ue_boom_3"),
        ("WONDERBOOM 3", "ue_wonderboom_3"),
        ("soundcore Motion+", "anker_motion_plus"),
        ("soundcore Motion Boom", "anker_motion_boom"),
        ("Sonos Roam SL", "sonos_roam_sl_bt"),
        ("Flip 66", "any_bluetooth_speaker"),
        ("Bathroom", "any_bluetooth_speaker"),
        ("", "any_bluetooth_speaker"),
    ],
)
def test_a_bluetooth_speaker_is_known_by_the_name_it_gives_itself(
    name: str, device: str
) -> None:
    """Whole words count; any other is any speaker."""
    assert KNOWN.speaker(name).id == device


@pytest.mark.parametrize(
    ("device_type", "device"),
    [
        ("A3S5BH2HU6VAYF", "echo_dot_2"),
        ("A2EZ3TS0L1S2KV", "sonos_beam_2"),
        ("A8D2OKFFQKQ56", "bose_soundbar_900"),
    ],
)
def test_an_account_names_models_by_type(device_type: str, device: str) -> None:
    """Those of other makers too."""
    found = KNOWN.of_amazon_type(device_type)

    assert found is not None
    assert found.id == device


def test_a_type_that_is_not_listed_is_unknown() -> None:
    """A new Echo comes before its row."""
    assert KNOWN.of_amazon_type("A000000000") is None


def test_what_no_row_says_comes_from_the_table() -> None:
    """A row that does say it counts more."""
    assert KNOWN.devices["echo_1"].facts[About.BATTERY].value is False
    assert KNOWN.devices["echo_tap"].facts[About.BATTERY].value is True


def test_what_is_known_to_be_unknown_has_no_value() -> None:
    """It keeps its source, so that nobody looks there again."""
    fact = KNOWN.devices["echo_tap"].facts[About.BLUETOOTH_OUT]

    assert fact.value is None
    assert fact.origin is Origin.UNKNOWN
    assert fact.sources == ("DOC1",)


def test_a_speaker_may_be_a_player_as_well() -> None:
    """Over Bluetooth it is one speaker among others."""
    speaker = KNOWN.devices["sonos_move_bt"]

    assert KNOWN.devices[speaker.same_as].shelf is Shelf.SONOS


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Sonos Era 100", "era 100"),
        ("Echo Dot (2nd gen)", "echo dot 2"),
        ("Echo Show 8 (Gen3)", "echo show 8 3"),
        ("PLAY:5", "play 5"),
        ("Motion+", "motion+"),
        ("Sony SRS-XB43", "srs xb43"),
        ("Bücher-Regal", "bücher regal"),
    ],
)
def test_a_name_is_taken_apart_into_words(name: str, words: str) -> None:
    """What is said or left out as one likes is left out."""
    assert words_of(name) == words
