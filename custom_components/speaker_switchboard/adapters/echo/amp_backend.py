"""Amazon through the session that Alexa Media Player holds.

What its own players speak with is used as it is: to make another one of it would
empty the queue of theirs.
"""

from collections.abc import Mapping
from typing import Any, Final, Protocol

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import STATE_UNAVAILABLE, Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_component import async_update_entity

from .backend import AMP, Target, Told, flags_of, online_of
from .failures import BAD_ANSWER, Changed, Unanswered

_NO_PLAYER: Final = "no player"


class _Voice(Protocol):
    """What a player speaks to Amazon with."""

    async def get_bluetooth(self, login: object) -> object:
        """Read the Bluetooth of all Echos; None when Amazon would not tell."""

    async def set_bluetooth(self, mac: str) -> None:
        """Connect to a speaker; whether that was refused is not told."""

    async def disconnect_bluetooth(self) -> None:
        """Disconnect from everything; whether that was refused is not told."""

    async def _get_request(self, uri: str) -> Any:
        """Read a page; None when Amazon would not tell."""

    async def _post_request(self, uri: str, data: Mapping[str, Any]) -> Any:
        """Ask for something; None when Amazon would not have it."""


class AmpBackend:
    """The hold of Alexa Media Player on an account."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry[Any]) -> None:
        """Remember the entry; what it runs with is looked up each time."""
        self._hass = hass
        self.entry = entry

    @property
    def account(self) -> str:
        """Return what tells one account from another; it is never shown."""
        return str(self.entry.data.get("email") or self.entry.entry_id).casefold()

    def told(self) -> Mapping[str, Told] | None:
        """Return the devices of the account by serial number; None is unknown."""
        try:
            devices = self._kept("devices")
        except Changed:
            return None
        return {
            serial: Told(
                type=str(device.get("deviceType") or ""),
                family=str(device.get("deviceFamily") or ""),
                flags=flags_of(device.get("capabilities")),
                online=online_of(device.get("online")),
            )
            for serial, device in devices.items()
            if isinstance(device, Mapping)
        }

    async def bluetooth(self) -> object:
        """Read the Bluetooth of all Echos."""
        voice = next(iter(self._voices().values()), None)
        if voice is None:
            raise Changed(_NO_PLAYER)
        answer = await voice.get_bluetooth(self.entry.runtime_data.login_obj)
        if answer is None:
            raise Unanswered(BAD_ANSWER)
        return answer

    async def connect(self, target: Target, address: str) -> None:
        """Connect an Echo to a speaker it is paired with."""
        await self._voice(target).set_bluetooth(address)

    async def disconnect(self, target: Target) -> None:
        """Disconnect an Echo from whatever it has."""
        await self._voice(target).disconnect_bluetooth()

    async def jack(self, target: Target) -> object:
        """Read which way the jack of an Echo goes."""
        uri = f"/api/auxcontroller/{target.type}/{target.serial}/state"
        answer = await self._voice(target)._get_request(uri)  # noqa: SLF001 - nothing public reaches it
        if answer is None:
            raise Unanswered(BAD_ANSWER)
        told: object = await answer.json(content_type=None)
        return told

    async def turn_jack(self, target: Target, port: str, direction: str) -> None:
        """Set which way the jack of an Echo goes."""
        path = f"/api/auxcontroller/{target.type}/{target.serial}/ports/{port}"
        body = {"direction": direction, "deviceId": target.serial}
        voice = self._voice(target)
        answer = await voice._post_request(f"{path}/setDirection", data=body)  # noqa: SLF001 - nothing public reaches it
        if answer is None:
            raise Unanswered(BAD_ANSWER)

    async def nudge(self) -> None:
        """Let a player look for itself, the one thing that makes it sign in again."""
        registry = er.async_get(self._hass)
        for entity in er.async_entries_for_config_entry(registry, self.entry.entry_id):
            state = self._hass.states.get(entity.entity_id)
            if (
                entity.domain == Platform.MEDIA_PLAYER
                and state is not None
                and state.state != STATE_UNAVAILABLE
            ):
                await async_update_entity(self._hass, entity.entity_id)
                return

    def _voice(self, target: Target) -> _Voice:
        """Return what the player of an Echo speaks with."""
        voice = self._voices().get(target.serial)
        if voice is None:
            raise Changed(_NO_PLAYER)
        return voice

    def _voices(self) -> dict[str, _Voice]:
        """Return what each player speaks with, by serial number."""
        players = self._kept("entities")
        voices = {
            key: getattr(each, "alexa_api", None) for key, each in players.items()
        }
        return {serial: voice for serial, voice in voices.items() if voice is not None}

    def _kept(self, what: str) -> Mapping[str, Any]:
        """Return what is kept of each player of the account, by serial number."""
        try:
            accounts = self._hass.data[AMP]["accounts"]
            kept = accounts[self.entry.data["email"]][what]["media_player"]
        except (KeyError, TypeError) as err:
            raise Changed(type(err).__name__) from err
        if not isinstance(kept, Mapping):
            raise Changed(type(kept).__name__)
        return kept
