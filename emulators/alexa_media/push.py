"""The push stream: what Amazon tells without being asked, and what of it is heeded."""

import asyncio
import json
import logging
import time
from collections.abc import Iterator
from typing import Any, Final

from alexapy import AlexaAPI, AlexapyLoginError, HTTP2EchoClient
from homeassistant.core import HomeAssistant

from .account import DOMAIN, Account, AmpConfigEntry, tell_entities
from .last_called import update_last_called
from .login import relogging, require_relogin

_LOGGER: Final = logging.getLogger(__name__)
_TRIES: Final = 5
# Doubled with each failure; in seconds.
_RECONNECT_AFTER: Final = 5
# A voice history is ready a moment after the voice; in seconds.
_HISTORY_AFTER: Final = 3.5
# A link that failed is told as DEVICE_CONNECTED too, but without success.
_HEEDED: Final = {
    "DEVICE_CONNECTED",
    "DEVICE_DISCONNECTED",
    "STREAMING_STATE_CHANGED",
}
_OF_THE_PLAYER: Final = {"PUSH_VOLUME_CHANGE", "PUSH_DOPPLER_CONNECTION_CHANGE"}

type News = tuple[str, dict[str, Any]]


class Push:
    """Listens to the stream of one account, and opens it again when it ends."""

    def __init__(
        self, hass: HomeAssistant, entry: AmpConfigEntry, account: Account
    ) -> None:
        """Listen to nothing yet."""
        self.hass = hass
        self._entry = entry
        self._account = account
        self.login = account["login_obj"]
        self._history: asyncio.TimerHandle | None = None

    @property
    def _players(self) -> dict[str, Any]:
        players: dict[str, Any] = self._account["entities"]["media_player"]
        return players

    async def open(self) -> None:
        """Open the stream; without one the account is polled more often."""
        self._account["http2"] = await self._client()

    def close(self) -> None:
        """Stop listening."""
        if self._history is not None:
            self._history.cancel()
        if self._account["http2"] is not None:
            self._account["http2"].on_close()

    async def _client(self) -> HTTP2EchoClient | None:
        """Return a client whose stream is open, or nothing."""
        client = HTTP2EchoClient(
            self.login,
            msg_callback=self._hear,
            open_callback=self._opened,
            close_callback=self._closed,
            error_callback=self._failed,
            loop=self.hass.loop,
        )
        try:
            await client.async_run()
        except AlexapyLoginError:
            require_relogin(self.hass, self.login)
        except asyncio.CancelledError:
            # A client that fails cancels itself, and that comes out here too.
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
        except Exception as err:  # noqa: BLE001 - whatever it is, the poll goes on
            _LOGGER.debug("No push: %s", err)
        else:
            return client
        client.on_close()
        return None

    async def _opened(self) -> None:
        self._account["http2error"] = 0
        self._account["http2_lastattempt"] = time.time()

    async def _failed(self, _message: str) -> None:
        self._account["http2"] = None
        self._account["http2error"] += 1

    async def _closed(self) -> None:
        """Begin to reconnect, unless it ended too soon after the last attempt."""
        self._account["http2"] = None
        login = self.login
        if login.close_requested or not login.status.get("login_successful"):
            return
        since = time.time() - self._account["http2_lastattempt"]
        if since >= _RECONNECT_AFTER * 2 ** self._account["http2error"]:
            self._entry.async_create_background_task(
                self.hass, self._reconnect(), f"{DOMAIN} reconnects"
            )

    async def _reconnect(self) -> None:
        """Try a few times, then poll more often."""
        while self._account["http2error"] < _TRIES:
            self._account["http2_lastattempt"] = time.time()
            await self.open()
            if self._account["http2"] is not None:
                break
            self._account["http2error"] += 1
            await asyncio.sleep(_RECONNECT_AFTER * 2 ** self._account["http2error"])
        coordinator = self._account["coordinator"]
        coordinator.set_http2_status(self._account["http2"] is not None)
        await coordinator.async_request_refresh()

    async def _hear(self, message: object) -> None:
        """Heed what is about a player that is known."""
        for command, payload in _news(message):
            self._account["http2_commands"][command] = time.time()
            serial = (payload.get("dopplerId") or {}).get("deviceSerialNumber")
            if serial is None or serial not in self._players:
                continue
            if command in _OF_THE_PLAYER:
                tell_entities(self.hass, self.login.email, {"player_state": payload})
            elif command == "PUSH_EQUALIZER_STATE_CHANGE":
                self._read_history_soon()
            elif command == "PUSH_BLUETOOTH_STATE_CHANGE" and _is_heeded(payload):
                await self._tell_bluetooth(serial)

    async def _tell_bluetooth(self, serial: str) -> None:
        """Read the state anew, because the event does not name the speaker."""
        state = await self._read_bluetooth(serial)
        if state:
            self._account["devices"]["media_player"][serial]["bluetooth_state"] = state
            tell_entities(self.hass, self.login.email, {"bluetooth_change": state})

    @relogging
    async def _read_bluetooth(self, serial: str) -> dict[str, Any] | None:
        """Return the Bluetooth state of one Echo, if Amazon tells it."""
        told = await AlexaAPI.get_bluetooth(self.login) or {}
        for state in told.get("bluetoothStates") or []:
            if state["deviceSerialNumber"] == serial:
                return dict(state)
        return None

    def _read_history_soon(self) -> None:
        """Read once what was said, however many events announce it."""
        if self._history is not None:
            self._history.cancel()
        self._history = self.hass.loop.call_later(
            _HISTORY_AFTER,
            lambda: self._entry.async_create_background_task(
                self.hass,
                update_last_called(self.hass, self._account, replies=True),
                f"{DOMAIN} reads the history",
            ),
        )


def _is_heeded(payload: dict[str, Any]) -> bool:
    """Tell whether a Bluetooth event leads to a new look."""
    succeeded = payload.get("bluetoothEventSuccess")
    return bool(succeeded) and payload.get("bluetoothEvent") in _HEEDED


def _news(message: object) -> Iterator[News]:
    """Unwrap the commands of a directive, and skip what cannot be read."""
    if not isinstance(message, dict):
        return
    payload = (message.get("directive") or {}).get("payload") or {}
    for update in payload.get("renderingUpdates") or []:
        try:
            told = json.loads(update["resourceMetadata"])
            yield told["command"], json.loads(told["payload"])
        except KeyError, TypeError, json.JSONDecodeError:
            continue
