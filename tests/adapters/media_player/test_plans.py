"""A whole plan: the jack of an Echo, a cable, and a receiver at its end."""

from homeassistant.components.media_player.const import MediaPlayerEntityFeature
from homeassistant.core import HomeAssistant

from custom_components.speaker_switchboard.core.executor import NO_EFFECT
from custom_components.speaker_switchboard.core.planner import plan
from custom_components.speaker_switchboard.core.progress import Verdict
from custom_components.speaker_switchboard.core.refusal import Refusal, Why

from .home import PATIENCE, Home, following
from .receiver import ALL, OFF, Receiver, install


async def test_the_echo_is_heard_through_the_receiver(on: Home) -> None:
    """Power first, then the input, each seen before it counts."""
    on.receiver.becomes(power=OFF, chosen="Phono")
    on.receiver.wakes_after = 0.1
    outcome = await on.play_the_kitchen()
    assert outcome.verdict is Verdict.ACTIVE
    assert on.receiver.told == ["on", "CD"]
    assert on.heard == "CD"
    assert all(step.evidence for step in outcome.steps)


async def test_a_receiver_that_was_never_seen_on_is_reached_too(
    hass: HomeAssistant, receiver: Receiver
) -> None:
    """Whoever declared the cable said which input it leads to."""
    await install(hass, receiver)
    async with following(hass, receiver, "CD") as home:
        assert home.inputs == ["CD"]
        outcome = await home.play_the_kitchen()
        assert outcome.verdict is Verdict.ACTIVE
        assert receiver.told == ["on", "CD"]
        assert home.inputs == ["CD", "Phono", "HDMI 1/MHL"]


async def test_a_cable_into_an_input_there_is_not_is_no_way(home: Home) -> None:
    """Nothing is switched on for the sake of an input that nobody has seen."""
    refused = plan(home.house, home.wish())
    assert isinstance(refused, Refusal)
    assert refused.key is Why.NO_INPUT


async def test_a_receiver_that_keeps_its_input_is_put_back(on: Home) -> None:
    """It says yes and stays where it is: no sound is claimed, and it is off again."""
    on.receiver.becomes(power=OFF)
    select = on.receiver.async_select_source

    async def nod(source: str) -> None:
        on.receiver.deaf = True
        await select(source)
        on.receiver.deaf = False

    on.receiver.async_select_source = nod  # type: ignore[method-assign]
    outcome = await on.play_the_kitchen()
    assert outcome.verdict is Verdict.UNDONE
    assert outcome.trouble is not None
    assert outcome.trouble.reason == NO_EFFECT
    assert on.receiver.told == ["on", "CD", "CD", "off"]
    assert on.device.powered is False


async def test_another_input_is_given_back(on: Home) -> None:
    """Who was on stays on, at the input it had."""
    choose = on.receiver.async_select_source

    async def misplace(source: str) -> None:
        await choose("HDMI 1/MHL" if source == "CD" else source)

    on.receiver.async_select_source = misplace  # type: ignore[method-assign]
    outcome = await on.play_the_kitchen()
    assert outcome.verdict is Verdict.UNDONE
    assert on.heard == "Phono"
    assert on.device.powered is True


async def test_a_receiver_that_vanishes_half_way_is_said_to_be_gone(on: Home) -> None:
    """It was switched on, and then it was not there any more."""
    on.receiver.becomes(power=OFF)

    async def vanish(source: str) -> None:  # noqa: ARG001 - Home Assistant names it
        on.receiver.becomes(there=False)

    on.receiver.async_select_source = vanish  # type: ignore[method-assign]
    outcome = await on.play_the_kitchen()
    assert outcome.verdict is Verdict.FAILED
    assert outcome.trouble is not None
    assert outcome.trouble.device == on.id


async def test_a_receiver_that_answers_late_counts(on: Home) -> None:
    """It did what it was told, after we had stopped waiting for the answer."""
    on.receiver.becomes(power=OFF)
    on.receiver.wakes_after = PATIENCE * 1.5
    outcome = await on.play_the_kitchen()
    assert outcome.verdict is Verdict.ACTIVE
    assert on.heard == "CD"


async def test_who_has_to_be_switched_on_by_hand_is_refused(on: Home) -> None:
    """No plan is made that only a hand could carry out."""
    on.receiver.becomes(
        power=OFF, _attr_supported_features=ALL & ~MediaPlayerEntityFeature.TURN_ON
    )
    refused = plan(on.house, on.wish())
    assert isinstance(refused, Refusal)
    assert refused.key is Why.SWITCHED_OFF
