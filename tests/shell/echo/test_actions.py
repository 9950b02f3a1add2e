"""Connecting and disconnecting by action, as automations do it."""

import asyncio
from datetime import timedelta

import pytest
from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import (
    HomeAssistantError,
    ServiceValidationError,
    Unauthorized,
)
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import (
    MockUser,
    async_fire_time_changed,
)
from voluptuous import Invalid

from custom_components.speaker_switchboard.keeper import PAUSES

from ..conftest import DOMAIN, until
from .conftest import BOOM, DEN, JBL, KITCHEN, MOTION, Home


async def test_the_answer_has_the_proof_and_the_way(home: Home) -> None:
    """By which door the Echo was told, and how it was seen that it did as told."""
    answer = await home.connect(KITCHEN, JBL)

    assert answer["verdict"] == "active"
    assert answer["rooms"] == [{"room": JBL, "verdict": "active", "evidence": "read"}]
    (step,) = answer["steps"]
    assert step["step"] == f"Connect {KITCHEN} to {JBL} over Bluetooth"
    assert step["way"] == "alexa_api"
    assert step["milliseconds"] >= 100
    assert answer["late"] is False
    assert home.amazon.connected(KITCHEN) == JBL


@pytest.mark.parametrize("name", [JBL, JBL.lower(), f"  {JBL.upper()} "])
async def test_a_speaker_is_known_by_its_name(home: Home, name: str) -> None:
    """However it is written."""
    await home.connect(KITCHEN, name)
    assert home.amazon.connected(KITCHEN) == JBL


async def test_a_speaker_is_known_by_its_entities(home: Home) -> None:
    """As a person picks it in a list."""
    source, speaker = home.output(KITCHEN), home.speaker(BOOM)
    await home.act("connect_bluetooth", source=source, speaker=speaker)
    assert home.amazon.connected(KITCHEN) == BOOM


async def test_an_echo_is_known_by_cores_media_player(home: Home) -> None:
    """Nobody has to know that we have an entity of our own."""
    player = "media_player.kitchen_echo"
    assert home.hass.states.get(player)
    await home.act("connect_bluetooth", source=player, speaker_name=JBL)
    assert home.amazon.connected(KITCHEN) == JBL


async def test_what_is_in_use_is_taken_unless_one_says_otherwise(home: Home) -> None:
    """The error says who has it; nothing is sent."""
    await home.connect(KITCHEN, JBL)
    home.amazon.forget_calls()
    with pytest.raises(ServiceValidationError) as error:
        await home.connect(KITCHEN, BOOM, take=False)

    assert error.value.translation_key == "output_busy"
    words = error.value.translation_placeholders
    assert words == {"sender": KITCHEN, "count": "1", "holder": JBL}
    assert home.told() == []

    await home.connect(KITCHEN, BOOM)
    assert home.amazon.connected(KITCHEN) == BOOM


async def test_a_speaker_of_another_echo_is_not_reached(home: Home) -> None:
    """Both are named, and what to do."""
    with pytest.raises(ServiceValidationError) as error:
        await home.connect(KITCHEN, MOTION)
    assert error.value.translation_key == "not_paired"
    assert home.told() == []


@pytest.mark.parametrize(
    ("speaker", "key"),
    [
        ({"speaker_name": "Nobody's"}, "unknown_room"),
        ({"speaker": "light.kitchen"}, "unknown_room"),
        ({}, "no_rooms"),
    ],
    ids=["name", "entity", "nothing"],
)
async def test_who_is_unknown_is_refused(
    home: Home, speaker: dict[str, str], key: str
) -> None:
    """Nothing is sent to anybody."""
    with pytest.raises(ServiceValidationError) as error:
        await home.act("connect_bluetooth", source=home.output(KITCHEN), **speaker)
    assert error.value.translation_key == key
    assert home.told() == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"speaker_name": JBL, "speaker": "select.any"},
        {"speaker_name": ""},
        {"speaker_name": "x" * 65},
        {"speaker_name": JBL, "timeout": 5},
        {"speaker_name": JBL, "timeout": 91},
        {"speaker_name": JBL, "volume": 1},
    ],
    ids=str,
)
async def test_what_makes_no_sense_is_refused(
    home: Home, wrong: dict[str, object]
) -> None:
    """Before anything is looked up."""
    with pytest.raises(Invalid):
        await home.act("connect_bluetooth", source=home.output(KITCHEN), **wrong)


async def test_an_echo_is_brought_back_to_itself(home: Home) -> None:
    """Whatever it was connected to."""
    await home.connect(KITCHEN, JBL)
    answer = await home.act("disconnect_bluetooth", source=home.output(KITCHEN))
    assert answer["verdict"] == "active"
    assert home.amazon.connected(KITCHEN) is None


@pytest.mark.parametrize("by", ["name", "entity"])
async def test_a_speaker_is_freed(home: Home, by: str) -> None:
    """From whoever has it."""
    await home.connect(DEN, JBL)
    named = {"speaker_name": JBL} if by == "name" else {"speaker": home.speaker(JBL)}
    await home.act("disconnect_bluetooth", **named)
    assert home.amazon.holder(JBL) is None


async def test_who_is_free_already_is_left_alone(home: Home) -> None:
    """To disconnect twice is no mistake."""
    answer = await home.act("disconnect_bluetooth", speaker_name=JBL)
    assert answer["already"] == "already_on_own"
    assert home.told() == []


async def test_patience_ends_when_it_was_said_to(home: Home) -> None:
    """Ten seconds is the least; the house of this test has two otherwise."""
    home.amazon.sleep(JBL)
    began = asyncio.get_running_loop().time()
    with pytest.raises(HomeAssistantError):
        await home.connect(KITCHEN, JBL, timeout=10)
    assert 9 < asyncio.get_running_loop().time() - began < 14


async def test_explain_says_how_an_echo_gets_there(home: Home) -> None:
    """The steps, and what to know about them; nothing is sent."""
    answer = await home.act(
        "explain", source=home.output(KITCHEN), entity_id=home.speaker(JBL, "source")
    )
    assert answer["possible"] is True
    assert answer["steps"] == [f"Connect {KITCHEN} to {JBL} over Bluetooth"]
    assert home.told() == []


async def test_what_is_to_be_kept_is_connected_again(home: Home) -> None:
    """A link that broke by itself; somebody reads it, and it is made again."""
    await home.connect(KITCHEN, JBL, keep=True)
    home.amazon.disconnect(KITCHEN)
    await home.look()
    later = dt_util.utcnow() + timedelta(seconds=PAUSES[0] + 1)
    async_fire_time_changed(home.hass, later)
    await until(lambda: home.amazon.connected(KITCHEN) == JBL)
    await home.sees(home.output(KITCHEN), JBL)


async def test_what_came_late_is_kept_too(home: Home) -> None:
    """It was asked for, and it is there."""
    home.amazon.sleep(JBL)
    with pytest.raises(HomeAssistantError):
        await home.connect(KITCHEN, JBL, keep=True)
    home.amazon.wake(JBL)
    home.amazon.connect(KITCHEN, JBL)
    await home.look()
    await until(lambda: home.entry.runtime_data.outcomes[-1].late)

    home.amazon.disconnect(KITCHEN)
    await home.look()
    later = dt_util.utcnow() + timedelta(seconds=PAUSES[0] + 1)
    async_fire_time_changed(home.hass, later)
    await until(lambda: home.amazon.connected(KITCHEN) == JBL)


async def test_what_is_not_to_be_kept_is_let_go(home: Home) -> None:
    """Unless one says so, a link that breaks is gone."""
    await home.connect(KITCHEN, JBL)
    home.amazon.disconnect(KITCHEN)
    await home.look()
    later = dt_util.utcnow() + timedelta(seconds=PAUSES[-1])
    async_fire_time_changed(home.hass, later)
    await home.hass.async_block_till_done()
    assert home.amazon.connected(KITCHEN) is None


async def test_an_echo_does_not_keep_sonos_waiting(home: Home) -> None:
    """While an Echo looks for a sleeping speaker, a room is switched at once."""
    home.amazon.sleep(JBL)
    waiting = asyncio.create_task(home.connect(KITCHEN, JBL))
    await until(lambda: "pair-sink" in home.told())
    await home.choose(home.room("Office"), "Hallway: Turntable")
    assert not waiting.done()
    with pytest.raises(HomeAssistantError):
        await waiting


@pytest.fixture
def guest(hass: HomeAssistant) -> User:
    """Return somebody who may do nothing."""
    user: User = MockUser(groups=[]).add_to_hass(hass)
    return user


@pytest.mark.parametrize(
    "action", ["connect_bluetooth", "disconnect_bluetooth"], ids=str
)
async def test_who_may_not_is_refused(home: Home, guest: User, action: str) -> None:
    """The sound of an Echo is not for every guest to send around."""
    call = {"source": home.output(KITCHEN)}
    if action == "connect_bluetooth":
        call["speaker_name"] = JBL
    with pytest.raises(Unauthorized):
        await home.hass.services.async_call(
            DOMAIN, action, call, blocking=True, context=Context(user_id=guest.id)
        )
    assert home.told() == []
