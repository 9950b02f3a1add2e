"""What else can be asked of a player, and what becomes of it."""

import gc
from typing import Any

import pytest
import voluptuous as vol
from homeassistant.core import Event, HomeAssistant

from emulators.amazon import Fault

from ..patience import until
from .amp import DOMAIN, Amp


async def say(amp: Amp, names: list[str], **data: str) -> None:
    """Let players say something."""
    target = [amp.player(name) for name in names]
    message = {"message": "Dinner", "target": target, "data": data}
    await amp.hass.services.async_call("notify", DOMAIN, message, blocking=True)


async def test_each_target_speaks(amp: Amp) -> None:
    """That is the kind when none is given."""
    await say(amp, ["Kitchen Echo", "Studio"])
    await until(lambda: amp.amazon.spoken("Kitchen Echo") == ("Dinner",))
    await until(lambda: amp.amazon.spoken("Studio") == ("Dinner",))
    assert amp.amazon.spoken("Hallway Echo") == ()


async def test_an_announcement_reaches_all_targets_in_one(amp: Amp) -> None:
    """The first of them carries it."""
    await say(amp, ["Kitchen Echo", "Studio"], type="announce")
    await until(lambda: amp.amazon.spoken("Studio") == ("Dinner",))
    assert amp.amazon.spoken("Kitchen Echo") == ("Dinner",)
    assert len(amp.asked("/api/behaviors/preview")) == 1


async def test_a_group_announces_at_its_members(amp: Amp) -> None:
    """The library knows who they are."""
    await say(amp, ["Everywhere"], type="announce")
    await until(lambda: amp.amazon.spoken("Hallway Echo") == ("Dinner",))
    assert amp.amazon.spoken("Kitchen Echo") == ("Dinner",)


async def test_each_player_has_an_action_of_its_own(amp: Amp) -> None:
    """By the name of its entity."""
    await amp.hass.services.async_call(
        "notify", "alexa_media_studio", {"message": "Dinner"}, blocking=True
    )
    await until(lambda: amp.amazon.spoken("Studio") == ("Dinner",))


async def test_another_kind_of_message_is_an_error(amp: Amp) -> None:
    """It is one of the few."""
    with pytest.raises(vol.Invalid, match="type=song"):
        await say(amp, ["Studio"], type="song")


async def test_a_text_command_is_obeyed(amp: Amp) -> None:
    """As if somebody had said it."""
    await amp.act(
        "media_player.play_media",
        "Kitchen Echo",
        media_content_type="custom",
        media_content_id="connect to jbl flip 6",
    )
    await amp.sees("Kitchen Echo", "JBL Flip 6")
    assert amp.amazon.heard("Kitchen Echo") == ("connect to jbl flip 6",)


async def test_a_text_command_that_is_announced_is_lost(
    hass: HomeAssistant, amp: Amp
) -> None:
    """The action succeeds, and fails where nobody looks."""
    failed: list[dict[str, Any]] = []
    hass.loop.set_exception_handler(lambda _loop, context: failed.append(context))
    await amp.act(
        "media_player.play_media",
        "Kitchen Echo",
        media_content_type="custom",
        media_content_id="connect to jbl flip 6",
        announce=True,
    )
    await amp.rests()
    gc.collect()
    assert [type(each["exception"]) for each in failed] == [TypeError]
    assert amp.amazon.heard("Kitchen Echo") == ()


async def test_a_routine_nobody_has_is_no_error(amp: Amp) -> None:
    """It is looked for, and nothing is run."""
    await amp.act(
        "media_player.play_media",
        "Kitchen Echo",
        media_content_type="routine",
        media_content_id="Movie night",
    )
    await amp.rests()
    assert amp.asked("/api/behaviors") == ["/api/behaviors/v2/automations"]


async def test_a_volume_is_shown_before_it_is_set(amp: Amp) -> None:
    """A push corrects it if need be."""
    await amp.act("media_player.volume_set", "Kitchen Echo", volume_level=0.4)
    await until(lambda: amp.amazon.volume("Kitchen Echo") == 40)
    await until(lambda: amp.shows("Kitchen Echo", "volume_level") == 0.4)
    await amp.act("media_player.volume_set", "Kitchen Echo", volume_level=0.5)
    await until(lambda: amp.shows("Kitchen Echo", "volume_level") == 0.5)
    assert amp.shows("Kitchen Echo", "previous_volume") == 0.4


def quiet(amp: Amp, name: str) -> str:
    """Return the entity id of a switch for Do Not Disturb."""
    return amp.entity("switch", f"{amp.serial(name)}_do not disturb")


def is_quiet(amp: Amp, name: str) -> str:
    """Return what that switch shows."""
    state = amp.hass.states.get(quiet(amp, name))
    assert state is not None
    return state.state


async def turn(amp: Amp, name: str, to: str) -> None:
    """Turn that switch."""
    target = {"entity_id": quiet(amp, name)}
    await amp.hass.services.async_call("switch", f"turn_{to}", target, blocking=True)


async def test_do_not_disturb_is_a_switch(amp: Amp) -> None:
    """It is shown as soon as Amazon repeats what it was told."""
    assert quiet(amp, "Kitchen Echo") == "switch.kitchen_echo_do_not_disturb"
    await turn(amp, "Kitchen Echo", "on")
    assert amp.amazon.dnd("Kitchen Echo")
    assert is_quiet(amp, "Kitchen Echo") == "on"
    await turn(amp, "Kitchen Echo", "off")
    assert is_quiet(amp, "Kitchen Echo") == "off"


async def test_do_not_disturb_that_is_refused_does_not_show(amp: Amp) -> None:
    """Nor is there an error."""
    amp.amazon.fail(Fault(on="PUT /api/dnd/status", status=500))
    await turn(amp, "Kitchen Echo", "on")
    assert is_quiet(amp, "Kitchen Echo") == "off"


def is_obeyed(amp: Amp, name: str) -> bool:
    """Tell whether an Echo has heard something and has thought about it."""
    return bool(amp.amazon.heard(name)) and name not in amp.amazon.trying()


async def test_who_was_spoken_to_last_is_known_when_asked_for(amp: Amp) -> None:
    """From the voice history, with what was said."""
    events: list[Event] = []
    amp.hass.bus.async_listen("alexa_media_last_called_event", events.append)
    await amp.act(
        "media_player.play_media",
        "Studio",
        media_content_type="custom",
        media_content_id="good morning",
    )
    await until(lambda: is_obeyed(amp, "Studio"))
    await amp.hass.services.async_call(DOMAIN, "update_last_called", blocking=True)
    await amp.rests()
    assert amp.shows("Studio", "last_called") is True
    assert amp.shows("Studio", "last_called_summary") == "good morning"
    assert amp.shows("Studio", "last_called_response") is None
    assert amp.shows("Kitchen Echo", "last_called") is False
    assert [event.data["last_called"] for event in events] == [amp.serial("Studio")]


async def test_who_was_spoken_to_last_is_known_soon_anyway(
    amp: Amp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Amazon pushes something that only happens after a voice."""
    monkeypatch.setattr("custom_components.alexa_media.push._HISTORY_AFTER", 0.02)
    amp.amazon.say("Hallway Echo", "what time is it")
    await until(lambda: amp.shows("Hallway Echo", "last_called") is True)
    assert amp.shows("Hallway Echo", "last_called_summary") == "what time is it"
    reply = amp.shows("Hallway Echo", "last_called_response")
    assert reply == "Sorry, I don't know that."
