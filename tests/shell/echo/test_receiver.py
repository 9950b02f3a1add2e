"""A cable from the jack of an Echo into a receiver of another integration."""

import pytest
from homeassistant.config_entries import ConfigSubentryDataWithId
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er

from tests.adapters.media_player.receiver import OFF, ON, Receiver, install, registered

from ..conftest import DOMAIN
from .conftest import JBL, KITCHEN, SERIALS, Home

INTO_CD = "Receiver avr: CD"


@pytest.fixture
async def receiver(hass: HomeAssistant) -> Receiver:
    """Bring a receiver into Home Assistant, switched off and set to Phono."""
    there = Receiver()
    await install(hass, there)
    return there


@pytest.fixture
async def declared(
    hass: HomeAssistant, receiver: Receiver
) -> tuple[ConfigSubentryDataWithId, ...]:
    """Plug the Echo into its CD input."""
    return (
        ConfigSubentryDataWithId(
            data={
                "source": f"echo:{SERIALS[KITCHEN]}/line_out",
                "sink": f"player:{registered(hass, receiver)}/line_in:CD",
            },
            subentry_id="cable",
            subentry_type="cable",
            title="Kitchen Echo to the receiver",
            unique_id=None,
        ),
    )


def source_of(home: Home, receiver: Receiver) -> str:
    """Return the entity id of the Source of the receiver."""
    unique_id = f"player:{registered(home.hass, receiver)}-source"
    entity_id = er.async_get(home.hass).async_get_entity_id("select", DOMAIN, unique_id)
    assert entity_id is not None
    return entity_id


async def test_it_is_switched_on_then_set_to_its_input_and_seen(
    home: Home, receiver: Receiver
) -> None:
    """Chosen as the Output of the Echo: jack, power, input, in this order."""
    await home.choose(home.output(KITCHEN), INTO_CD)

    assert receiver.told == ["on", "CD"]
    assert (receiver.power, receiver.chosen) == (ON, "CD")
    assert home.amazon.jack(KITCHEN) == "OUTPUT"
    assert home.shows(home.output(KITCHEN)) == INTO_CD
    assert home.shows(source_of(home, receiver)) == KITCHEN


async def test_it_can_be_told_from_its_own_side(home: Home, receiver: Receiver) -> None:
    """What is plugged into it are its sources; Bluetooth is let go for it."""
    await home.connect(KITCHEN, JBL)
    source = source_of(home, receiver)
    assert home.state(source).attributes["options"] == [KITCHEN]
    with pytest.raises(HomeAssistantError) as error:
        await home.choose(source, KITCHEN)
    assert error.value.translation_key == "sound_goes_elsewhere"

    rooms = [source]
    await home.act("connect", source=home.output(KITCHEN), entity_id=rooms, take=True)
    assert home.amazon.connected(KITCHEN) is None
    assert receiver.chosen == "CD"


async def test_one_that_ignores_its_input_is_switched_off_again(
    home: Home, receiver: Receiver
) -> None:
    """The error names it; the Echo has its jack and its speaker back."""
    await home.connect(KITCHEN, JBL)
    receiver.inputs = ["Phono"]

    async def ignore(source: str) -> None:
        receiver.told.append(source)

    receiver.async_select_source = ignore  # type: ignore[method-assign]
    with pytest.raises(HomeAssistantError, match="Receiver avr"):
        await home.choose(home.output(KITCHEN), INTO_CD)

    assert (receiver.power, receiver.chosen) == (OFF, "Phono")
    assert home.amazon.jack(KITCHEN) == "INPUT"
    assert home.amazon.connected(KITCHEN) == JBL
