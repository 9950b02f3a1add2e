"""What is seen of a player: its state, its attributes, and what makes them change."""

from collections.abc import Container
from datetime import timedelta
from typing import Any, Final, override

from alexapy import AlexaAPI, AlexaLogin
from homeassistant.components.media_player import MediaPlayerEntity
from homeassistant.components.media_player.const import (
    MediaPlayerEntityFeature as Can,
    MediaPlayerState,
)
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.util import Throttle, slugify

from . import bluetooth
from .account import DOMAIN, Account, signal
from .last_called import EVENT
from .login import relogging
from .models import model_name

_ALL: Final = (
    Can.PAUSE
    | Can.SEEK
    | Can.PREVIOUS_TRACK
    | Can.NEXT_TRACK
    | Can.STOP
    | Can.VOLUME_SET
    | Can.PLAY
    | Can.PLAY_MEDIA
    | Can.TURN_OFF
    | Can.TURN_ON
    | Can.VOLUME_MUTE
    | Can.SELECT_SOURCE
    | Can.SHUFFLE_SET
    | Can.REPEAT_SET
)
_OVER_BLUETOOTH: Final = _ALL & ~(Can.SEEK | Can.SHUFFLE_SET | Can.REPEAT_SET)
_BETWEEN_SCANS: Final = timedelta(seconds=60)
_BETWEEN_FORCED_SCANS: Final = timedelta(seconds=1)
_STATES: Final = {
    "PLAYING": MediaPlayerState.PLAYING,
    "PAUSED": MediaPlayerState.PAUSED,
}


class SeenPlayer(MediaPlayerEntity):
    """One Echo, or whatever else the account has, as far as it can be seen."""

    _attr_supported_features = _ALL

    def __init__(self, device: dict[str, Any], account: Account) -> None:
        """Describe a device; Amazon is asked when it is added."""
        self._account = account
        self.login: AlexaLogin = account["login_obj"]
        self._customer_id = (account["auth_info"] or {}).get("customerId")
        self._take(device)
        self._attr_source_list: list[str] | None = []
        self._should_poll = True
        self._connected: str | None = None
        self._bluetooth_list: list[str] = []
        self._playing: str | None = None
        self._previous_volume: float | None = None
        self._saved_volume: float | None = None
        self._last_called: bool | None = None
        self._last_heard: dict[str, Any] = {}
        self._attr_unique_id = self._unique_id(account["second_account_index"])
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, self._attr_unique_id)},
            name=device["accountName"],
            manufacturer="Amazon",
            model=model_name(self._device_family, self._device_type),
            serial_number=self.device_serial_number,
            sw_version=device["softwareVersion"],
        )
        self.alexa_api = AlexaAPI(self, self.login)

    def is_any(self, names: Container[str]) -> bool:
        """Tell whether this one is among names, ids and serial numbers."""
        own = self.name, self.unique_id, self.entity_id, self.device_serial_number
        return any(name in names for name in own if isinstance(name, str))

    def _unique_id(self, place: int) -> str:
        """Return the serial number, with the e-mail behind it for a second account."""
        serial = str(self.device_serial_number)
        return slugify(f"{serial}_{self.login.email}") if place else serial

    def _take(self, device: dict[str, Any]) -> None:
        """Take over what a poll told; the library reads these names too."""
        self._device_family = device["deviceFamily"]
        self._device_type = device["deviceType"]
        self.device_serial_number = device["serialNumber"]
        self._capabilities = device["capabilities"] or []
        self._cluster_members = device["clusterMembers"] or []
        self._locale = device.get("locale", "en-US")
        self._bluetooth_state = device.get("bluetooth_state", {})
        self._attr_name = device["accountName"]
        self._attr_available = device["online"]
        self.dnd_state: bool | None = device.get("dnd")

    @override
    async def async_added_to_hass(self) -> None:
        """Ask for the state, and listen to news of the account from now on."""
        await self.refresh()
        name = signal(self.login.email)
        self.async_on_remove(async_dispatcher_connect(self.hass, name, self._hear))
        listen = self._account["coordinator"].async_add_listener
        self.async_on_remove(listen(lambda: None))

    @property
    @override
    def should_poll(self) -> bool:
        """Be polled until the first time that was done."""
        return self._should_poll

    @property
    @override
    def state(self) -> MediaPlayerState:
        """Return what plays; with Bluetooth, what the link says, either way round."""
        if self._connected:
            streaming = self._bluetooth_state.get("streamingState")
            if streaming == "MUSIC":
                return MediaPlayerState.PLAYING
            if streaming in {None, "NONE", "PAUSED"}:
                return MediaPlayerState.PAUSED
        return _STATES.get(self._playing or "", MediaPlayerState.IDLE)

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        """Return what core has no place for."""
        return {
            "available": self.available,
            "last_called": self._last_called,
            "last_called_timestamp": self._last_heard.get("timestamp"),
            "last_called_summary": self._last_heard.get("summary"),
            "last_called_response": self._last_heard.get("response"),
            "connected_bluetooth": self._connected,
            "bluetooth_list": self._bluetooth_list,
            "history_records": [],
            "previous_volume": self._previous_volume,
        }

    async def async_update(self) -> None:
        """Ask what plays. Bluetooth is not asked for: only a poll or a push does."""
        if self.login.session.closed:
            self._attr_available = False
            return
        serial = self.device_serial_number
        device = self._account["devices"]["media_player"][serial]
        await self.refresh(device, no_throttle=True)
        self._should_poll = False

    @relogging
    async def refresh(
        self,
        device: dict[str, Any] | None = None,
        *,
        skip_api: bool = False,
        no_throttle: bool = False,
    ) -> None:
        """Take over a device, and ask what plays.

        An Echo that cannot be a phone's speaker, such as a Show, shows no Bluetooth.
        """
        if device is not None:
            self._take(device)
        if self.available and "PAIR_BT_SOURCE" in self._capabilities:
            self._read_bluetooth()
        if self.available and not skip_api and "MUSIC_SKILL" in self._capabilities:
            answer = await self._ask_state(no_throttle=no_throttle)
            playing = (answer or {}).get("playerInfo") or {}
            if playing.get("state") is not None:
                self._show_playing(playing)
        self.async_write_ha_state()

    @Throttle(_BETWEEN_SCANS, _BETWEEN_FORCED_SCANS)
    async def _ask_state(self) -> dict[str, Any] | None:
        """Ask what plays, but not all the time; too soon, nobody is asked."""
        found: dict[str, Any] | None = await self.alexa_api.get_state()
        return found

    def _read_bluetooth(self) -> None:
        """Read the four attributes out of the last known state."""
        state = self._bluetooth_state
        choices = self.source_list or []
        self._attr_source = bluetooth.source(state, choices)
        self._attr_source_list = bluetooth.source_list(state)
        self._connected = bluetooth.connected_bluetooth(state)
        self._bluetooth_list = bluetooth.bluetooth_list(state)

    def _show_playing(self, playing: dict[str, Any]) -> None:
        """Show what a player of Amazon's says about itself."""
        self._playing = playing["state"]
        text = playing.get("infoText") or {}
        self._attr_media_title = text.get("title")
        self._attr_media_artist = text.get("subText1")
        self._attr_supported_features = _ALL
        self._show_volume(playing.get("volume") or {})

    def _show_volume(self, told: dict[str, Any]) -> None:
        """Show a volume, of which Amazon counts a hundred steps."""
        if told.get("volume") is not None:
            self._attr_volume_level = told["volume"] / 100
        if told.get("muted") is not None:
            self._attr_is_volume_muted = told["muted"]

    async def _hear(self, news: dict[str, Any]) -> None:
        """Heed news of this device."""
        for kind, told in news.items():
            if kind == "last_called_change":
                self._hear_last_called(told)
            elif kind == "bluetooth_change":
                if told["deviceSerialNumber"] == self.device_serial_number:
                    self._hear_bluetooth(told)
            elif told["dopplerId"]["deviceSerialNumber"] == self.device_serial_number:
                self._hear_player(told)

    def _hear_bluetooth(self, state: dict[str, Any]) -> None:
        """Show the link, a Show's too, and call the sound a phone's, whoever it is."""
        self._attr_available = True
        self._bluetooth_state = state
        self._read_bluetooth()
        if self._connected:
            self._attr_media_title = "Bluetooth"
            self._attr_media_artist = f"Streaming from {self.source}"
            self._attr_supported_features = _OVER_BLUETOOTH
        else:
            self._attr_media_title = self._attr_media_artist = None
            self._attr_supported_features = _ALL
            self._playing = None
        self.async_write_ha_state()

    def _hear_player(self, told: dict[str, Any]) -> None:
        """Show a new volume, or that the device came or went."""
        self._attr_available = True
        if "dopplerConnectionState" in told:
            self._attr_available = told["dopplerConnectionState"] == "ONLINE"
        volume = told.get("volumeSetting")
        self._show_volume({"volume": volume, "muted": told.get("isMuted")})
        self.async_write_ha_state()

    def _hear_last_called(self, told: dict[str, Any]) -> None:
        """Note whether this is the one that was spoken to last."""
        self._last_called = told["serialNumber"] == self.device_serial_number
        if self._last_called:
            self._last_heard = told
            heard = {key: told.get(key) for key in ("timestamp", "summary", "response")}
            who = {"last_called": self.device_serial_number, "name": self.name}
            self.hass.bus.async_fire(EVENT, who | heard)
        self.async_write_ha_state()
