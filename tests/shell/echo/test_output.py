"""The Output of an Echo, as it stands on a dashboard."""

import pytest
from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNKNOWN
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr, entity_registry as er

from ..conftest import DOMAIN, until
from .conftest import BOOM, DEN, JBL, KITCHEN, MOTION, SERIALS, SHOW, Home

BUILT_IN = "Built-in speaker"


async def test_every_echo_has_an_output_on_the_device_of_core(
    home: Home, hass: HomeAssistant
) -> None:
    """Where its owner registered it; no Echo has a Source."""
    for echo in (KITCHEN, SHOW, DEN):
        entity = er.async_get(hass).async_get(home.output(echo))
        assert entity is not None
        assert entity.device_id is not None
        device = dr.async_get(hass).async_get(entity.device_id)
        assert device is not None
        assert ("alexa_devices", SERIALS[echo]) in device.identifiers
        assert home.shows(home.output(echo)) == BUILT_IN
        unique_id = f"echo:{SERIALS[echo]}-source"
        assert (
            er.async_get(hass).async_get_entity_id("select", DOMAIN, unique_id) is None
        )


async def test_an_echo_can_choose_the_speakers_it_is_paired_with(home: Home) -> None:
    """A phone it is paired with is none."""
    options = home.state(home.output(KITCHEN)).attributes["options"]
    assert options == [BUILT_IN, JBL, BOOM]
    assert home.state(home.output(SHOW)).attributes["options"] == [BUILT_IN, MOTION]


async def test_choosing_a_speaker_connects_it(home: Home) -> None:
    """The Output, the sensor and the radio say the same."""
    await home.choose(home.output(KITCHEN), JBL)

    assert home.amazon.connected(KITCHEN) == JBL
    assert home.shows(home.output(KITCHEN)) == JBL
    assert home.shows(home.speaker(JBL)) == STATE_ON
    assert home.shows(home.speaker(BOOM)) == STATE_OFF
    attributes = home.state(home.output(KITCHEN)).attributes
    assert (attributes["wish"], attributes["result"]) == (JBL, "active")


async def test_choosing_another_hands_the_sound_over(home: Home) -> None:
    """The first is let go, the second has it."""
    await home.choose(home.output(KITCHEN), JBL)
    await home.choose(home.output(KITCHEN), BOOM)

    assert home.amazon.connected(KITCHEN) == BOOM
    assert home.amazon.holder(JBL) is None
    assert home.shows(home.output(KITCHEN)) == BOOM
    assert home.shows(home.speaker(JBL)) == STATE_OFF


async def test_a_speaker_goes_from_one_echo_to_another(home: Home) -> None:
    """Whoever had it gets its own speaker back."""
    await home.choose(home.output(DEN), JBL)
    await home.choose(home.output(KITCHEN), JBL)

    assert home.amazon.holder(JBL) == KITCHEN
    assert home.shows(home.output(DEN)) == BUILT_IN


async def test_choosing_the_built_in_speaker_disconnects(home: Home) -> None:
    """The sound is back where it came from."""
    await home.choose(home.output(KITCHEN), JBL)
    await home.choose(home.output(KITCHEN), BUILT_IN)

    assert home.amazon.connected(KITCHEN) is None
    assert home.shows(home.output(KITCHEN)) == BUILT_IN


async def test_a_show_is_connected_and_seen(home: Home) -> None:
    """It has no flag for being sent to; that says nothing of its output."""
    await home.choose(home.output(SHOW), MOTION)

    assert home.amazon.connected(SHOW) == MOTION
    assert home.shows(home.output(SHOW)) == MOTION


async def test_choosing_what_is_chosen_sends_nothing(home: Home) -> None:
    """It is read once more, and that is all."""
    await home.choose(home.output(KITCHEN), JBL)
    home.amazon.forget_calls()
    await home.choose(home.output(KITCHEN), JBL)
    assert home.told() == []


async def test_a_speaker_shows_who_plays_on_it(home: Home) -> None:
    """Its Source is the other end of the same connection."""
    source = home.speaker(JBL, "source")
    assert home.state(source).attributes["options"] == ["Own music", DEN, KITCHEN]
    await home.choose(home.output(KITCHEN), JBL)
    assert home.shows(source) == KITCHEN

    await home.choose(source, "Own music")
    assert home.amazon.connected(KITCHEN) is None
    assert home.shows(source) == "Own music"


async def test_a_connection_that_somebody_else_made_is_seen(home: Home) -> None:
    """By voice, or in the Alexa app: at the next reading."""
    home.amazon.connect(KITCHEN, BOOM)
    await home.look()
    assert home.shows(home.output(KITCHEN)) == BOOM
    home.amazon.disconnect(KITCHEN)
    await home.look()
    assert home.shows(home.output(KITCHEN)) == BUILT_IN


async def test_a_speaker_that_sleeps_is_called_by_its_name(home: Home) -> None:
    """The error names the speaker, the Echo and the remedy; nothing else changed."""
    home.amazon.sleep(JBL)
    with pytest.raises(HomeAssistantError) as error:
        await home.choose(home.output(KITCHEN), JBL)

    assert error.value.translation_key == "not_connected"
    assert error.value.translation_placeholders == {"room": JBL, "sender": KITCHEN}
    assert home.shows(home.output(KITCHEN)) == BUILT_IN
    assert home.state(home.output(KITCHEN)).attributes["result"] == "undone"


async def test_a_speaker_that_could_not_be_taken_leaves_the_first_connected(
    home: Home,
) -> None:
    """When a hand-over fails, the sound is back where it was."""
    await home.choose(home.output(KITCHEN), BOOM)
    home.amazon.sleep(JBL)
    with pytest.raises(HomeAssistantError):
        await home.choose(home.output(KITCHEN), JBL)

    assert home.amazon.connected(KITCHEN) == BOOM
    await home.sees(home.output(KITCHEN), BOOM)


async def test_a_connection_that_comes_late_is_shown(home: Home) -> None:
    """It was given up; it is there after all, and nobody takes it away."""
    home.amazon.sleep(JBL)
    with pytest.raises(HomeAssistantError):
        await home.choose(home.output(KITCHEN), JBL)

    home.amazon.wake(JBL)
    home.amazon.connect(KITCHEN, JBL)
    await home.look()
    output = home.output(KITCHEN)
    await until(lambda: home.state(output).attributes["result"] == "active")
    assert home.amazon.connected(KITCHEN) == JBL
    assert home.entry.runtime_data.outcomes[-1].late


async def test_what_nobody_can_see_is_unknown(home: Home) -> None:
    """When the library no longer has what is needed, words are sent, and said so."""
    del home.core.runtime_data.api._http_wrapper  # noqa: SLF001 - as a new version might
    await home.look()
    assert home.shows(home.output(KITCHEN)) == STATE_UNKNOWN
    assert home.shows(home.speaker(JBL)) == STATE_UNKNOWN
    assert home.shows(home.speaker(JBL, "source")) == STATE_UNKNOWN

    await home.choose(home.output(KITCHEN), JBL)
    await until(lambda: home.amazon.heard(KITCHEN) != ())
    assert home.amazon.heard(KITCHEN) == ("connect to jbl flip 6",)
    assert home.shows(home.output(KITCHEN)) == STATE_UNKNOWN
    assert home.state(home.output(KITCHEN)).attributes["result"] == "unverified"
