"""A house with Alexa Media Player in it, and somebody who looks at what it shows."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from alexapy import AlexaLogin
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from emulators.amazon import AccountSpec, Amazon, EchoSpec, SpeakerSpec

from ..patience import until

DOMAIN = "alexa_media"
ADDRESS = "127.0.8.1"
# A second of the air, in seconds: a speaker connects in 20 to 40 ms.
PACE = 0.01
BLUETOOTH = "/api/bluetooth"
PAIR = "POST /api/bluetooth/pair-sink/*"

ACCOUNTS = (AccountSpec(), AccountSpec(name="office", site="com"))
BUTTON = SpeakerSpec(name="EchoBtn0AB", profiles=())
SPEAKERS = (
    SpeakerSpec(name="JBL Flip 6"),
    SpeakerSpec(name="Bose Mini"),
    SpeakerSpec(name="Soundcore Motion"),
    SpeakerSpec(name="Twin", address="AA:00:00:00:00:01"),
    SpeakerSpec(name="Twin", address="AA:00:00:00:00:02"),
    SpeakerSpec(name="Elsewhere", in_range=False),
    BUTTON,
)
ECHOS = (
    EchoSpec(
        name="Kitchen Echo",
        paired=("JBL Flip 6", "Bose Mini", "Twin", "Elsewhere", "Pixel 9"),
    ),
    EchoSpec(
        name="Bedroom Show",
        model="Echo Show 8 (2nd gen)",
        paired=("Soundcore Motion", "JBL Flip 6"),
    ),
    EchoSpec(
        name="Hallway Echo",
        model="Echo Dot (3rd gen)",
        paired=("JBL Flip 6",),
        gadgets=("EchoBtn0AB",),
    ),
    EchoSpec(
        name="Everywhere",
        model="Speaker Group",
        members=("Kitchen Echo", "Hallway Echo"),
    ),
    EchoSpec(name="Studio", model="Echo Studio (2025)"),
    EchoSpec(name="Sonos Den", model="Sonos One"),
    EchoSpec(name="Television", model="Fire TV Cube (3rd gen)"),
    EchoSpec(name="Alex's phone", model="Alexa App for iOS"),
    EchoSpec(name="Desk Echo", account="office", paired=("Bose Mini",)),
)


def new_amazon() -> Amazon:
    """Return the Amazon of this house."""
    return Amazon(
        accounts=ACCOUNTS, echos=ECHOS, speakers=SPEAKERS, pace=PACE, address=ADDRESS
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Amp:
    """What can be done and seen through one account of Alexa Media Player."""

    hass: HomeAssistant
    amazon: Amazon
    entry: MockConfigEntry

    @property
    def account(self) -> dict[str, Any]:
        """Return the account where others look for it."""
        found: dict[str, Any] = self.hass.data[DOMAIN]["accounts"][
            self.entry.data["email"]
        ]
        return found

    @property
    def login(self) -> AlexaLogin:
        """Return the login."""
        return self.entry.runtime_data.login_obj

    def serial(self, name: str) -> str:
        """Return the serial number of a device."""
        return str(self.amazon.cloud.echo_named(name).serial)

    def player(self, name: str) -> str:
        """Return the entity id of a player."""
        return self.entity("media_player", self.serial(name))

    def entity(self, platform: str, unique_id: str) -> str:
        """Return an entity id."""
        found = er.async_get(self.hass).async_get_entity_id(platform, DOMAIN, unique_id)
        assert found is not None
        return found

    def device(self, name: str) -> dr.DeviceEntry:
        """Return the device of a player."""
        found = er.async_get(self.hass).async_get(self.player(name))
        assert found is not None
        assert found.device_id is not None
        device = dr.async_get(self.hass).async_get(found.device_id)
        assert isinstance(device, dr.DeviceEntry)
        return device

    def state(self, name: str) -> State:
        """Return the state of a player."""
        state = self.hass.states.get(self.player(name))
        assert state is not None
        return state

    def shows(self, name: str, attribute: str) -> Any:
        """Return an attribute of a player."""
        return self.state(name).attributes.get(attribute)

    def connected(self, name: str) -> Any:
        """Return what a player shows as connected over Bluetooth."""
        return self.shows(name, "connected_bluetooth")

    def asked(self, path: str = "") -> list[str]:
        """Return the paths that were asked for, of those that begin with one."""
        calls = self.amazon.calls()
        return [call.path for call in calls if call.path.startswith(path)]

    async def act(self, action: str, name: str, **data: object) -> None:
        """Call an action of a player, and wait until it says that it is done."""
        data["entity_id"] = self.player(name)
        domain, _, service = action.partition(".")
        await self.hass.services.async_call(domain, service, data, blocking=True)

    async def choose(self, name: str, source: str) -> None:
        """Choose a source."""
        await self.act("media_player.select_source", name, source=source)

    async def nudge(self, name: str) -> None:
        """Ask for an update of a player, as often as a second allows."""
        await asyncio.sleep(1.05)
        await self.act("homeassistant.update_entity", name)

    async def refresh(self) -> None:
        """Let the account be polled now."""
        await self.entry.runtime_data.coordinator.async_refresh()

    async def rests(self) -> None:
        """Wait until all that was begun is done, also what nobody waits for."""
        await self.hass.async_block_till_done(wait_background_tasks=True)

    async def after(self, seconds: float) -> None:
        """Let time pass for Home Assistant."""
        then = dt_util.utcnow() + timedelta(seconds=seconds)
        async_fire_time_changed(self.hass, then)
        await self.hass.async_block_till_done()

    async def sees(self, name: str, speaker: str | None) -> None:
        """Wait until a player shows a speaker as connected."""
        await until(lambda: self.connected(name) == speaker)


@asynccontextmanager
async def account_of(
    hass: HomeAssistant, amazon: Amazon, account: str = "home", **changed: object
) -> AsyncGenerator[Amp]:
    """Set an account up for as long as the block lasts."""
    data = {**amazon.amp_entry_data(account), "queue_delay": 0, **changed}
    name = f"{data['email']} - {data['url']}"
    entry = MockConfigEntry(domain=DOMAIN, title=name, unique_id=name, data=data)
    entry.add_to_hass(hass)
    await hass.async_add_executor_job(write_cookies, hass, amazon, account)
    assert await async_setup_component(hass, "homeassistant", {})
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    try:
        yield Amp(hass=hass, amazon=amazon, entry=entry)
    finally:
        if entry.state is ConfigEntryState.LOADED:
            await hass.config_entries.async_unload(entry.entry_id)
        await hass.async_block_till_done(wait_background_tasks=True)


def write_cookies(hass: HomeAssistant, amazon: Amazon, account: str) -> None:
    """Leave behind what a person's signing in has left."""
    email = amazon.amp_entry_data(account)["email"]
    file = Path(hass.config.path(".storage", f"{DOMAIN}.{email}.cookies"))
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(amazon.amp_cookies(account)), encoding="utf-8")
