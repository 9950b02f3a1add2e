"""What is handed over with a bug report."""

import json
from typing import Any

import pytest
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.json import ExtendedJSONEncoder
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.speaker_switchboard.diagnostics import (
    async_get_config_entry_diagnostics,
)
from emulators.sonos import Household

from .conftest import PLAYERS, Living, until


async def report(hass: HomeAssistant, entry: MockConfigEntry) -> dict[str, Any]:
    """Return the diagnostics as they are written into a file."""
    found = await async_get_config_entry_diagnostics(hass, entry)
    written: dict[str, Any] = json.loads(json.dumps(found, cls=ExtendedJSONEncoder))
    return written


async def test_the_house_is_told_without_its_identities(
    living: Living, household: Household, entry: MockConfigEntry
) -> None:
    """No uid, no MAC address and no network address is given away."""
    await living.line_in("Hallway", "Kitchen", "Bedroom")
    written = json.dumps(await report(living.hass, entry))
    for player in household.players():
        assert household.uid(player.name) not in written
        assert player.mac not in written
        assert player.address not in written
    assert "RINCON" not in written


async def test_rooms_and_what_they_hear_can_be_understood(
    living: Living, entry: MockConfigEntry
) -> None:
    """The report shows each device by its room, and each link between them."""
    await living.line_in("Hallway", "Bedroom")
    house = (await report(living.hass, entry))["house"]
    assert len(house["devices"]) == len(PLAYERS)
    by_name = {device["name"]: device for device in house["devices"]}
    hallway, bedroom = by_name["Hallway"], by_name["Bedroom"]
    assert hallway["model"] == "Port"
    assert by_name["Garden"]["away"] == "asleep"
    assert by_name["Study (right)"]["part_of"] == by_name["Study"]["id"]
    assert bedroom["playing"]
    assert not bedroom["plays_its_own"]
    line_in = f"{hallway['id']}/line_in"
    assert house["links"] == [[line_in, f"{bedroom['id']}/speaker"]]
    ports = {port["id"]: port for port in hallway["ports"]}
    assert ports[line_in]["label"] == "Turntable"


async def test_the_last_outcomes_are_told_with_their_steps(
    living: Living, entry: MockConfigEntry
) -> None:
    """A route that worked is there with its times and its evidence."""
    await living.line_in("Hallway", "Kitchen", "Bedroom")
    (outcome,) = (await report(living.hass, entry))["outcomes"]
    assert outcome["verdict"] == "active"
    assert [step["evidence"] for step in outcome["steps"]] == ["event", "event"]
    assert outcome["not_restored"] == []
    assert "trouble" not in outcome


async def test_a_failure_is_told_with_its_cause(
    living: Living, household: Household, entry: MockConfigEntry
) -> None:
    """The report names the player that failed, and what it said."""
    household.fail("Bedroom", "SetAVTransportURI", 714, times=None)
    with pytest.raises(HomeAssistantError):
        await living.line_in("Hallway", "Kitchen", "Bedroom")
    (outcome,) = (await report(living.hass, entry))["outcomes"]
    assert outcome["verdict"] == "undone"
    assert outcome["trouble"]["device"] == "Bedroom"
    assert "714" in outcome["trouble"]["reason"]
    assert outcome["not_restored"] == []


async def test_rooms_that_could_not_be_put_back_are_told(
    living: Living, household: Household, entry: MockConfigEntry
) -> None:
    """A room that was changed and then lost is named."""
    household.fail("Bedroom", "SetAVTransportURI", 714, times=None)
    # The second time is when it is to be put back.
    household.vanish_when("Kitchen", after=("Kitchen", "SetAVTransportURI"), count=2)
    with pytest.raises(HomeAssistantError):
        await living.line_in("Hallway", "Kitchen", "Bedroom")
    (outcome,) = (await report(living.hass, entry))["outcomes"]
    assert outcome["verdict"] == "failed"
    assert outcome["not_restored"] == ["Kitchen"]


def leave_for_good(household: Household, *rooms: str) -> None:
    """Let players be reset, sold or given away: their household forgets them."""
    for room in rooms:
        household.vanish(room)

    def forget() -> None:
        gone = [household.rooms.named(room) for room in rooms]
        household.rooms.players = tuple(
            player for player in household.rooms.players if player not in gone
        )
        for group in tuple(household.rooms.groups):
            if group.leader in gone:
                household.rooms.groups.remove(group)
        household.listeners.tell()

    household.do(forget)


async def test_rooms_that_left_for_good_do_not_leave_their_identities_behind(
    living: Living, household: Household, entry: MockConfigEntry
) -> None:
    """Outcomes outlive the rooms they are about, whose names are then forgotten."""
    uids = {room: household.uid(room) for room in ("Kitchen", "Hallway")}
    macs = [each.mac for each in household.players() if each.name in uids]
    await living.line_in("Hallway", "Kitchen", "Bedroom")
    household.fail("Kitchen", "SetAVTransportURI", 714, times=None)
    with pytest.raises(HomeAssistantError):
        await living.line_in("Office", "Kitchen")
    household.clear_faults()
    leave_for_good(household, *uids)
    house = entry.runtime_data
    await until(lambda: len(house.data.devices) == len(PLAYERS) - len(uids))
    told = await report(living.hass, entry)
    written = json.dumps(told)
    for uid in uids.values():
        assert uid not in written
    for mac in macs:
        assert mac not in written
        assert mac.replace(":", "") not in written
    assert "RINCON" not in written
    done, failed = told["outcomes"]
    assert "gone-" in done["steps"][0]["step"]
    assert failed["trouble"]["device"] == done["rooms"][0]["room"]


async def test_typed_addresses_are_redacted(
    living: Living, entry: MockConfigEntry
) -> None:
    """How many addresses were typed is nobody's concern either."""
    told = (await report(living.hass, entry))["entry"]
    assert told["data"] == {"addresses": "**REDACTED**"}
    assert told["options"]["timings"]["answer"] == entry.options["timings"]["answer"]
