"""What the players of Alexa Media Player show is believed as far as it goes."""

from typing import Any

import pytest
from homeassistant.core import State

from custom_components.speaker_switchboard.adapters.echo.attributes import shown
from custom_components.speaker_switchboard.adapters.echo.states import Bluetooth, Bond

KNOWN = Bond(name="JBL", told="AA:00", address="aa:00", speaker=True, connected=True)


def player(**attributes: Any) -> State:
    """Return the state of a player."""
    return State("media_player.echo", "idle", attributes)


def names(bluetooth: Bluetooth | None) -> dict[str, bool] | None:
    """Return the bonds by name, and whether each is connected; None is unknown."""
    if bluetooth is None:
        return None
    return {bond.name: bond.connected for bond in bluetooth.bonds or ()}


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({}, None),
        ({"connected_bluetooth": None, "bluetooth_list": []}, None),
        ({"connected_bluetooth": None, "bluetooth_list": ["JBL"]}, {"JBL": False}),
        (
            {"connected_bluetooth": "JBL", "bluetooth_list": ["JBL", "Bose"]},
            {"JBL": True, "Bose": False},
        ),
        (
            {
                "connected_bluetooth": None,
                "bluetooth_list": ["JBL", "Pixel 9", "EchoBtn0AB"],
                "source_list": ["Local Speaker", "Pixel 9"],
            },
            {"JBL": False},
        ),
        ({"connected_bluetooth": "EchoBtn0AB", "bluetooth_list": ["JBL"]}, None),
        ({"connected_bluetooth": "JBL", "bluetooth_list": ["JBL", "JBL"]}, None),
        ({"connected_bluetooth": "Gone", "bluetooth_list": ["JBL"]}, None),
        ({"bluetooth_list": "JBL"}, None),
        ({"bluetooth_list": [7, None, "JBL"]}, {"JBL": False}),
    ],
)
def test_what_is_shown_is_no_more_than_what_is_known(
    attributes: dict[str, Any], expected: dict[str, bool] | None
) -> None:
    """No list is unknown; a button or a twin hides what is behind it."""
    assert names(shown(player(**attributes), [])) == expected


def test_a_name_that_was_known_keeps_its_address() -> None:
    """Whether it is connected is taken from what is shown now."""
    bluetooth = shown(player(bluetooth_list=["JBL"]), [KNOWN])
    assert bluetooth is not None
    (bond,) = bluetooth.bonds or ()
    assert (bond.address, bond.told, bond.connected) == ("aa:00", "AA:00", False)


def test_a_player_that_is_gone_shows_nothing() -> None:
    """Not even that nothing is connected."""
    assert shown(None, [KNOWN]) is None
