"""What a receiver is told, and what becomes of it when it does not listen."""

import asyncio
import gc
from collections.abc import Callable

import pytest
from homeassistant.components.media_player.const import MediaPlayerEntityFeature
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from custom_components.speaker_switchboard.core.acts import (
    Act,
    Join,
    Leave,
    Power,
    Resume,
    Stop,
)
from custom_components.speaker_switchboard.core.errors import (
    CommandRejected,
    DeviceUnreachable,
)
from custom_components.speaker_switchboard.core.port import DeviceId

from .home import PATIENCE, Home
from .receiver import OFF


async def test_it_is_switched_and_set(on: Home) -> None:
    """Each act is one action of Home Assistant."""
    on.receiver.becomes(power=OFF)
    await on.do(Power(on.id, on=True))
    assert on.device.powered is True
    await on.do(on.listen("HDMI 1/MHL"))
    assert on.heard == "HDMI 1/MHL"
    await on.do(Stop(on.id))
    await on.do(Power(on.id, on=False))
    assert on.device.powered is False
    assert on.receiver.told == ["on", "HDMI 1/MHL", "stop", "off"]


async def test_an_input_is_chosen_by_the_name_it_has_there(on: Home) -> None:
    """What is shown is clean; what is sent is what the receiver listed."""
    on.receiver.becomes(inputs=["C\x1bD\n"])
    assert on.inputs == ["C D"]
    await on.do(on.listen("C\x1bD\n"))
    assert on.receiver.told == ["C\x1bD\n"]


async def test_an_input_it_does_not_have_is_refused(on: Home) -> None:
    """Nothing is sent that the receiver did not list."""
    with pytest.raises(CommandRejected) as caught:
        await on.do(on.listen("Tuner"))
    assert not caught.value.passing
    assert on.receiver.told == []


async def test_inputs_that_are_not_listed_yet_may_be_in_a_moment(home: Home) -> None:
    """A receiver that just woke up needs a moment to know its inputs."""
    with pytest.raises(CommandRejected) as caught:
        await home.do(home.listen("CD"))
    assert caught.value.passing


STRANGE: dict[str, Callable[[DeviceId], Act]] = {
    "join": lambda room: Join(room, room),
    "leave": Leave,
    "resume": Resume,
}


@pytest.mark.parametrize("act", STRANGE.values(), ids=STRANGE)
async def test_what_no_receiver_does_is_refused(
    on: Home, act: Callable[[DeviceId], Act]
) -> None:
    """A receiver has neither a group nor music of its own."""
    with pytest.raises(CommandRejected) as caught:
        await on.do(act(on.id))
    assert caught.value.device == on.id
    assert not caught.value.passing


@pytest.mark.parametrize("act", ["on", "stop", "listen"])
async def test_what_this_receiver_cannot_do_is_refused(on: Home, act: str) -> None:
    """Home Assistant knows what a receiver can be told."""
    told: dict[str, Act] = {
        "on": Power(on.id, on=True),
        "stop": Stop(on.id),
        "listen": on.listen("CD"),
    }
    on.receiver.becomes(_attr_supported_features=MediaPlayerEntityFeature.PLAY)
    with pytest.raises(CommandRejected) as caught:
        await on.do(told[act])
    assert not caught.value.passing
    assert on.receiver.told == []


ERRORS: dict[str, tuple[Exception, type[Exception], str]] = {
    "refused": (
        HomeAssistantError("No\x1b such\ninput " + "x" * 99),
        CommandRejected,
        "No such input " + "x" * 50,
    ),
    "invalid": (ServiceValidationError("Not now"), CommandRejected, "Not now"),
    "silent": (HomeAssistantError(), CommandRejected, "it refused"),
    "a lost connection": (
        ConnectionResetError("http://user:secret@avr"),
        DeviceUnreachable,
        "it does not answer",
    ),
    "a time-out of its own": (TimeoutError(), DeviceUnreachable, "it does not answer"),
    "a fault of its own": (
        KeyError("secret"),
        CommandRejected,
        "its integration failed with KeyError",
    ),
}


@pytest.mark.parametrize(("error", "raised", "reason"), ERRORS.values(), ids=ERRORS)
async def test_what_an_integration_raises_is_understood(
    on: Home, error: Exception, raised: type[Exception], reason: str
) -> None:
    """Whatever goes wrong, the receiver is named and no secret is repeated."""
    on.receiver.error = error
    with pytest.raises(raised) as caught:
        await on.do(on.listen("CD"))
    assert isinstance(caught.value, CommandRejected | DeviceUnreachable)
    assert caught.value.device == on.id
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("error", "passing"), [(HomeAssistantError("No"), False), (KeyError("zone"), True)]
)
async def test_only_a_refusal_in_words_is_final(
    on: Home,
    error: Exception,
    passing: bool,  # noqa: FBT001 - it is the claim
) -> None:
    """What an integration stumbles over may be gone the next time."""
    on.receiver.error = error
    with pytest.raises(CommandRejected) as caught:
        await on.do(on.listen("CD"))
    assert caught.value.passing is passing


async def test_a_receiver_that_is_away_is_not_told_anything(on: Home) -> None:
    """Home Assistant would drop the command without a word."""
    on.receiver.becomes(there=False)
    with pytest.raises(DeviceUnreachable):
        await on.do(on.listen("CD"))
    assert on.receiver.told == []


async def test_a_receiver_that_hangs_is_waited_for_so_long(on: Home) -> None:
    """No answer in time is no answer; what it does later is seen all the same."""
    on.receiver.answering.clear()
    async with asyncio.timeout(PATIENCE * 5):
        with pytest.raises(DeviceUnreachable):
            await on.do(on.listen("CD"))
    assert on.heard == "Phono"
    on.receiver.answering.set()
    await on.until(lambda: on.heard == "CD")


async def test_an_error_that_comes_late_disturbs_nobody(
    on: Home, caplog: pytest.LogCaptureFixture
) -> None:
    """What nobody waits for any more is not complained of."""
    on.receiver.answering.clear()
    with pytest.raises(DeviceUnreachable):
        await on.do(on.listen("CD"))
    on.receiver.error = KeyError("late")
    on.receiver.answering.set()
    await asyncio.sleep(0.01)
    gc.collect()
    assert "never retrieved" not in caplog.text


async def test_whoever_is_cancelled_does_not_wait(on: Home) -> None:
    """A plan that is called off lets go at once."""
    on.receiver.answering.clear()
    task = asyncio.create_task(on.do(on.listen("CD")))
    await asyncio.sleep(0.01)
    task.cancel()
    async with asyncio.timeout(PATIENCE / 2):
        with pytest.raises(asyncio.CancelledError):
            await task
