"""A house with an Amazon account and a household of Sonos players.

Core's `alexa_devices` is the real one; it takes the emulated cloud for Amazon.
"""

from collections.abc import AsyncGenerator, Generator
from dataclasses import dataclass
from typing import Any

import pytest
from homeassistant.config_entries import ConfigEntry, ConfigSubentryDataWithId
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry

from emulators.amazon import Amazon, EchoSpec, SpeakerSpec, amazon_network
from emulators.sonos import Household
from emulators.thread import running

from ..conftest import DOMAIN, TIMINGS, unloaded, until

KITCHEN, SHOW, DEN = "Kitchen Echo", "Bedroom Show", "Den Echo"
JBL, BOOM, MOTION = "JBL Flip 6", "UE Boom 3", "Soundcore Motion"
SERIALS = {KITCHEN: "G090KITCHEN0001", SHOW: "G090BEDROOM0001", DEN: "G090DENECHO0001"}

QUICK = (0.02, 0.05)
SPEAKERS = tuple(
    SpeakerSpec(name=name, connect_seconds=QUICK) for name in (JBL, BOOM, MOTION)
)
ECHOS = (
    EchoSpec(
        name=KITCHEN,
        serial=SERIALS[KITCHEN],
        model="Echo (4th gen)",
        paired=(JBL, BOOM, "Pixel 9"),
        jack="INPUT",
    ),
    EchoSpec(
        name=SHOW,
        serial=SERIALS[SHOW],
        model="Echo Show 8 (2nd gen)",
        paired=(MOTION,),
    ),
    EchoSpec(name=DEN, serial=SERIALS[DEN], model="Echo Dot (4th gen)", paired=(JBL,)),
)
PATIENCE = TIMINGS | {
    "bluetooth_soft": 1.2,
    "bluetooth_hard": 2.0,
    "bluetooth_hold": 0.1,
    "bluetooth_late": 8.0,
    "release_soft": 1.0,
    "release_hard": 2.0,
    "setting_soft": 1.0,
    "setting_hard": 2.0,
    "first_look": 0.05,
    "answer": 3.0,
}


@pytest.fixture
def amazon() -> Generator[Amazon]:
    """Run an Amazon of one's own, and let everybody take it for the real one."""
    there = Amazon(echos=ECHOS, speakers=SPEAKERS, address="127.0.10.1")
    with running(there), amazon_network(there):
        yield there


@pytest.fixture
async def core_alexa(
    hass: HomeAssistant,
    household: Household,  # noqa: ARG001 - opens the loopback network
    amazon: Amazon,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncGenerator[ConfigEntry[Any]]:
    """Set core's integration up, as if somebody had logged in long ago."""
    history = "aioamazondevices.implementation.history.BACKEND_REFRESH_WAIT_SECONDS"
    monkeypatch.setattr(history, 0.01)
    entry = MockConfigEntry(
        domain="alexa_devices",
        title="home@example.com",
        unique_id="home",
        data=amazon.core_entry_data("home"),
        version=1,
        minor_version=3,
    )
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    yield entry
    await unloaded(hass, entry)


@pytest.fixture
def declared() -> tuple[ConfigSubentryDataWithId, ...]:
    """Return what people declared: nothing, unless a test says otherwise."""
    return ()


@pytest.fixture
async def home(
    hass: HomeAssistant,
    household: Household,
    amazon: Amazon,
    core_alexa: ConfigEntry[Any],
    declared: tuple[ConfigSubentryDataWithId, ...],
) -> AsyncGenerator[Home]:
    """Live in the house."""
    entry = MockConfigEntry(
        domain=DOMAIN,
        title="Speaker Switchboard",
        data={"addresses": [household.address("Hallway")]},
        options={"timings": PATIENCE},
        subentries_data=declared,
    )
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    amazon.forget_calls()
    yield Home(
        hass=hass, amazon=amazon, household=household, core=core_alexa, entry=entry
    )
    await unloaded(hass, entry)


@dataclass(frozen=True, kw_only=True, slots=True)
class Home:
    """Somebody who lives with Echos and Sonos, and uses Home Assistant."""

    hass: HomeAssistant
    amazon: Amazon
    household: Household
    core: ConfigEntry[Any]
    entry: MockConfigEntry

    def output(self, echo: str) -> str:
        """Return the entity id of the Output of an Echo."""
        return self._entity("select", f"echo:{SERIALS[echo]}-output")

    def speaker(self, name: str, key: str = "connected") -> str:
        """Return the entity id of something on a Bluetooth speaker."""
        domain = "binary_sensor" if key == "connected" else "select"
        return self._entity(domain, f"bluetooth:{self.address(name).lower()}-{key}")

    def room(self, name: str) -> str:
        """Return the entity id of the Source of a Sonos room."""
        return self._entity("select", f"sonos:{self.household.uid(name)}-source")

    def address(self, speaker: str) -> str:
        """Return the address of a speaker."""
        return next(s.address for s in self.amazon.speakers() if s.name == speaker)

    def state(self, entity_id: str) -> State:
        """Return the state of an entity."""
        state = self.hass.states.get(entity_id)
        assert state is not None
        return state

    def shows(self, entity_id: str) -> str:
        """Return what an entity shows."""
        return self.state(entity_id).state

    async def choose(self, entity_id: str, option: str) -> None:
        """Choose an option on the dashboard."""
        await self.hass.services.async_call(
            "select",
            "select_option",
            {"entity_id": entity_id, "option": option},
            blocking=True,
        )

    async def act(self, action: str, **data: object) -> dict[str, Any]:
        """Perform one of our actions and return its response."""
        response = await self.hass.services.async_call(
            DOMAIN, action, data, blocking=True, return_response=True
        )
        assert response is not None
        return response

    async def connect(self, echo: str, speaker: str, **how: object) -> dict[str, Any]:
        """Connect an Echo to a speaker by the action."""
        return await self.act(
            "connect_bluetooth", source=self.output(echo), speaker_name=speaker, **how
        )

    async def sees(self, entity_id: str, state: str) -> None:
        """Wait until an entity shows something."""
        await until(lambda: self.shows(entity_id) == state)

    async def look(self) -> None:
        """Let everything be read anew."""
        coordinator = self.entry.runtime_data
        await coordinator.refresh(list(coordinator.house.devices))
        await self.hass.async_block_till_done()

    def told(self) -> list[str]:
        """Return what the cloud was told to change over Bluetooth, in order."""
        return [
            call.path.split("/")[3]
            for call in self.amazon.calls()
            if call.path.startswith("/api/bluetooth/")
        ]

    def _entity(self, domain: str, unique_id: str) -> str:
        registry = er.async_get(self.hass)
        entity_id = registry.async_get_entity_id(domain, DOMAIN, unique_id)
        assert entity_id is not None, unique_id
        return entity_id
