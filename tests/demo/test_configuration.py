"""What the demo gives Home Assistant to start with."""

import json
from pathlib import Path
from typing import Any

import pytest
from homeassistant.util.yaml import load_yaml_dict
from pytest_homeassistant_custom_component.common import MockConfigEntry

from demo.configuration import DASHBOARD, write_configuration
from demo.echos import ECHOS, SPEAKERS
from demo.places import ACCOUNT, HOUSEHOLD
from demo.story import entities_in
from emulators.amazon import Amazon
from emulators.sonos import PlayerSpec
from emulators.sonos.spec import read_specs

PORT = 8199
PLAYERS = read_specs(HOUSEHOLD)
AMAZON = Amazon.load(ACCOUNT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write the configuration."""
    write_configuration(tmp_path / "config", PORT, AMAZON.core_entry_data())
    return tmp_path / "config"


def test_home_assistant_listens_to_this_machine_alone(folder: Path) -> None:
    """At the port that was asked for, and not on trial for five minutes."""
    listening = stored(folder, "http")
    assert listening["stable"]["server_host"] == ["127.0.0.1"]
    assert listening["stable"]["server_port"] == PORT
    assert listening["pending"] is None


def test_the_real_speakers_of_a_house_are_not_looked_for(folder: Path) -> None:
    """Discovery has the loopback network, and nothing else."""
    assert stored(folder, "core.network") == {"configured_adapters": ["lo"]}


def test_the_integration_is_the_one_that_is_worked_on(folder: Path) -> None:
    """A change in the code is there after a restart."""
    link = folder / "custom_components" / "speaker_switchboard"
    assert (link / "manifest.json").samefile(
        "custom_components/speaker_switchboard/manifest.json"
    )


def test_nobody_is_asked_for_a_password(folder: Path) -> None:
    """The first way to log in is the one a browser takes."""
    core = load_yaml_dict(str(folder / "configuration.yaml"))["homeassistant"]
    first = core["auth_providers"][0]
    assert first["type"] == "trusted_networks"
    assert first["allow_bypass_login"] is True


def test_core_is_pointed_at_a_player_that_is_awake(folder: Path) -> None:
    """One address is enough, if somebody is there."""
    sonos = load_yaml_dict(str(folder / "configuration.yaml"))["sonos"]
    awake = {player.address for player in PLAYERS if not player.asleep}
    assert set(sonos["media_player"]["hosts"]) <= awake


def test_the_amazon_account_was_added_before(folder: Path) -> None:
    """As core's own form would have, and with nothing that core does not store."""
    (entry,) = stored(folder, "core.config_entries")["entries"]
    assert entry.keys() == MockConfigEntry().as_dict().keys()
    assert (entry["domain"], entry["version"]) == ("alexa_devices", 1)
    customer = entry["data"]["login_data"]["customer_info"]["user_id"]
    assert entry["unique_id"] == customer


def test_the_dashboard_shows_the_whole_household_and_nothing_else(folder: Path) -> None:
    """Every Source and Output, every media player, line-in and speaker."""
    configured = load_yaml_dict(str(folder / "configuration.yaml"))["lovelace"]
    filename = configured["dashboards"][DASHBOARD]["filename"]
    dashboard = load_yaml_dict(str(folder / filename))
    expected = {name for player in PLAYERS for name in entities_of(player)}
    for echo in ECHOS:
        expected |= {f"select.{slug(echo)}_output", f"media_player.{slug(echo)}"}
    expected |= {f"binary_sensor.{slug(speaker)}_bluetooth" for speaker in SPEAKERS}
    assert entities_in(dashboard) == expected


def entities_of(player: PlayerSpec) -> list[str]:
    """Return the entities a player is shown by; core has none of who sleeps."""
    room = slug(player.name)
    if player.asleep:
        return [f"select.{room}_source"]

    # Home Assistant puts the area in front, which is called like the device.
    name = f"{room}_{room}"
    shown = [f"select.{name}_source", f"media_player.{name}"]
    return [*shown, f"binary_sensor.{name}_line_in"] if player.line_in else shown


def slug(name: str) -> str:
    """Write a name as Home Assistant does in the id of an entity."""
    return name.lower().replace(" ", "_")


def stored(folder: Path, key: str) -> dict[str, Any]:
    """Return what Home Assistant will find in its own settings."""
    path = folder / ".storage" / key
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["data"]
    return data
