"""A receiver that has to be asked is asked when it matters."""

import asyncio
from datetime import timedelta
from typing import override

import pytest
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.update_coordinator import (
    CoordinatorEntity,
    DataUpdateCoordinator,
)

from custom_components.speaker_switchboard.adapters.media_player import PlayerFamily
from custom_components.speaker_switchboard.const import LOGGER
from custom_components.speaker_switchboard.core.declared import player_id
from custom_components.speaker_switchboard.core.house import Away
from custom_components.speaker_switchboard.core.port import DeviceId

from .home import PATIENCE, Home, following
from .receiver import Receiver, install


async def test_who_tells_by_itself_is_not_asked(on: Home) -> None:
    """Nobody is polled who pushes."""
    await on.refresh([on.id])
    assert on.receiver.reads == 0


async def test_who_is_polled_is_asked_now(polled: Home) -> None:
    """A knob that was turned by hand is seen at once."""
    polled.receiver.chosen = "CD"
    assert polled.heard == "Phono"
    await polled.refresh([polled.id, DeviceId("sonos:RINCON_1")])
    assert polled.heard == "CD"
    assert polled.receiver.reads == 1
    await polled.refresh([DeviceId("player:other")])
    assert polled.receiver.reads == 1


async def test_who_does_not_answer_is_away_until_it_does(polled: Home) -> None:
    """What could not be read is not shown as if it had been."""
    polled.receiver.answering.clear()
    polled.receiver.chosen = "CD"
    before = polled.changes
    async with asyncio.timeout(PATIENCE * 5):
        await polled.refresh([polled.id])
    assert polled.device.away is Away.UNREACHABLE
    assert polled.changes == before + 1
    await polled.refresh([polled.id])
    assert polled.receiver.reads == 1
    polled.receiver.answering.set()
    await polled.until(lambda: polled.device.away is None)
    assert polled.heard == "CD"


async def test_who_answers_late_with_nothing_new_is_back(polled: Home) -> None:
    """An answer is an answer, also when nothing changed."""
    polled.receiver.answering.clear()
    await polled.refresh([polled.id])
    assert polled.device.away is Away.UNREACHABLE
    polled.receiver.answering.set()
    await polled.until(lambda: polled.device.away is None)


async def test_who_speaks_up_is_back_before_it_answers(polled: Home) -> None:
    """News of a receiver is as good as an answer."""
    polled.receiver.answering.clear()
    await polled.refresh([polled.id])
    polled.receiver.becomes(chosen="CD")
    assert polled.device.away is None
    assert polled.heard == "CD"


async def test_who_has_no_entity_yet_is_not_asked(hass: HomeAssistant) -> None:
    """A receiver may be registered, and its integration not loaded."""
    entry = er.async_get(hass).async_get_or_create("media_player", "test", "avr")
    family = PlayerFamily(hass, [entry.id], PATIENCE)
    await family.start(lambda: None)
    await family.refresh([player_id(entry.id)])
    (device,) = family.look().devices.values()
    assert device.away is Away.UNREACHABLE
    await family.stop()


async def test_reading_raises_nothing(
    polled: Home, caplog: pytest.LogCaptureFixture
) -> None:
    """An integration whose update fails is not our failure."""
    polled.receiver.answering = None  # type: ignore[assignment]
    await polled.refresh([polled.id])
    polled.receiver.answering = asyncio.Event()
    assert "Update for media_player.receiver_avr fails" in caplog.text
    assert polled.heard == "Phono"


async def test_a_receiver_can_be_polled_after_it_hung(polled: Home) -> None:
    """An update that is stopped while it waits would be the last one ever."""
    polled.receiver.parallel_updates = asyncio.Semaphore(1)
    await polled.receiver.parallel_updates.acquire()
    await polled.refresh([polled.id])
    polled.receiver.parallel_updates.release()
    await polled.until(lambda: polled.device.away is None)
    polled.receiver.chosen = "CD"
    await polled.refresh([polled.id])
    assert polled.heard == "CD"


class Shared(CoordinatorEntity[DataUpdateCoordinator[None]], Receiver):
    """A receiver that is polled together with others."""

    _attr_should_poll = False

    def __init__(self, coordinator: DataUpdateCoordinator[None]) -> None:
        """Share a coordinator."""
        CoordinatorEntity.__init__(self, coordinator)
        Receiver.__init__(self)

    @property
    @override
    def available(self) -> bool:
        """Tell whether it can be reached."""
        return self.there

    @property
    @override
    def should_poll(self) -> bool:
        """Leave that to the coordinator."""
        return False


@pytest.mark.parametrize(("every", "asked"), [(timedelta(minutes=5), 1), (None, 0)])
async def test_who_is_polled_together_with_others_is_asked(
    hass: HomeAssistant, every: timedelta | None, asked: int
) -> None:
    """Unless its coordinator is told of changes, and has nothing to ask."""
    asks: list[None] = []

    async def ask() -> None:
        asks.append(None)

    coordinator = DataUpdateCoordinator(
        hass,
        LOGGER,
        config_entry=None,
        name="test",
        update_interval=every,
        update_method=ask,
    )
    receiver = Shared(coordinator)
    await install(hass, receiver)
    async with following(hass, receiver) as home:
        await home.refresh([home.id])
        assert len(asks) == asked
    await coordinator.async_shutdown()
