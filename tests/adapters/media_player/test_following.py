"""A receiver is followed through everything that happens to its entity."""

import asyncio

import pytest
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from custom_components.speaker_switchboard.core.errors import DeviceUnreachable
from custom_components.speaker_switchboard.core.house import Away

from .home import Home, following
from .receiver import ON, Receiver, bring, install


async def test_a_receiver_that_is_renamed_is_followed(
    hass: HomeAssistant, on: Home
) -> None:
    """An entity keeps its registry id, whatever it is called."""
    registry = er.async_get(hass)
    entity_id = on.receiver.entity_id
    registry.async_update_entity(entity_id, new_entity_id="media_player.attic")
    await hass.async_block_till_done()
    assert on.device.away is None
    before = on.changes
    on.receiver.becomes(chosen="CD")
    assert on.heard == "CD"
    assert on.changes == before + 1
    await on.do(on.listen("Phono"))
    assert on.receiver.told == ["Phono"]


async def test_a_new_name_is_shown(hass: HomeAssistant, on: Home) -> None:
    """What people call the receiver is what we call it."""
    registry = er.async_get(hass)
    registry.async_update_entity(on.receiver.entity_id, name="Big one")
    await hass.async_block_till_done()
    assert on.device.name == "Big one"


async def test_a_receiver_that_is_removed_is_out_of_reach(
    hass: HomeAssistant, on: Home
) -> None:
    """Whoever deletes the entity leaves a cable without an end."""
    before = on.changes
    er.async_get(hass).async_remove(on.receiver.entity_id)
    await hass.async_block_till_done()
    assert on.device.away is Away.UNREACHABLE
    assert on.device.name == "Receiver avr"
    assert on.changes > before
    with pytest.raises(DeviceUnreachable):
        await on.do(on.listen("CD"))


async def test_a_receiver_that_comes_back_is_followed_again(
    hass: HomeAssistant, receiver: Receiver
) -> None:
    """An integration that is loaded again brings the same entity."""
    entry = await install(hass, receiver)
    async with following(hass, receiver) as home:
        er.async_get(hass).async_remove(receiver.entity_id)
        await hass.async_block_till_done()
        bring(hass, again := Receiver())
        assert await hass.config_entries.async_reload(entry.entry_id)
        await hass.async_block_till_done()
        assert home.device.away is None
        before = home.changes
        again.becomes(power=ON)
        assert home.changes > before
        assert home.heard == "Phono"


async def test_an_integration_that_is_unloaded_takes_its_receiver_away(
    hass: HomeAssistant, receiver: Receiver
) -> None:
    """And brings it back."""
    entry = await install(hass, receiver)
    async with following(hass, receiver) as home:
        receiver.becomes(power=ON)
        assert await hass.config_entries.async_unload(entry.entry_id)
        assert home.device.away is Away.UNREACHABLE
        assert home.inputs == ["CD", "Phono", "HDMI 1/MHL"]
        bring(hass, Receiver())
        assert await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done()
        assert home.device.away is None


async def test_other_entities_are_none_of_our_business(
    hass: HomeAssistant, on: Home
) -> None:
    """Whatever happens to others, nothing is looked at anew."""
    before = on.changes
    registry = er.async_get(hass)
    other = registry.async_get_or_create("light", "test", "lamp")
    hass.states.async_set(other.entity_id, "on")
    registry.async_update_entity(other.entity_id, name="Lamp")
    registry.async_remove(other.entity_id)
    await hass.async_block_till_done()
    assert on.changes == before


async def test_after_the_end_nobody_is_told(
    hass: HomeAssistant, receiver: Receiver
) -> None:
    """A family that was stopped leaves nothing behind."""
    await install(hass, receiver)
    listeners = hass.bus.async_listeners()
    async with following(hass, receiver) as home:
        assert hass.bus.async_listeners() != listeners
        await home.family.stop()
        assert hass.bus.async_listeners() == listeners


async def test_an_answer_after_the_end_is_told_to_nobody(polled: Home) -> None:
    """What a receiver answers when nobody asks any more is nobody's news."""
    polled.receiver.answering.clear()
    await polled.refresh([polled.id])
    await polled.family.stop()
    before = polled.changes
    polled.receiver.answering.set()
    await asyncio.sleep(0.01)
    assert polled.device.away is None
    assert polled.changes == before
