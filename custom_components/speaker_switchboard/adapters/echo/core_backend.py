"""Amazon through the session that core's alexa_devices holds.

Core has no Bluetooth of its own. Its library can ask Amazon anything; the names
that lead there are private, so each is looked up at the moment it is needed.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from homeassistant.config_entries import ConfigEntry
from yarl import URL

from .backend import Target, Told, flags_of, online_of


class _Wrapper(Protocol):
    """The part of the library that carries cookies and patience."""

    async def session_request(
        self,
        method: str,
        url: URL,
        input_data: Mapping[str, Any] | None = None,
        *,
        json_data: bool = False,
    ) -> tuple[object, Any]:
        """Ask, and return what came, the answer last."""

    async def response_to_json(self, raw_resp: Any, description: str) -> object:
        """Read an answer."""


class CoreBackend:
    """The hold of core's alexa_devices on an account."""

    def __init__(self, entry: ConfigEntry[Any]) -> None:
        """Remember the entry; what it runs with is looked up each time."""
        self.entry = entry

    @property
    def account(self) -> str:
        """Return what tells one account from another; it is never shown."""
        return str(self.entry.data.get("username") or self.entry.entry_id).casefold()

    def told(self) -> Mapping[str, Told] | None:
        """Return the devices of the account by serial number; None is unknown."""
        devices = getattr(getattr(self.entry, "runtime_data", None), "data", None)
        if not isinstance(devices, Mapping):
            return None
        return {
            serial: Told(
                type=str(getattr(device, "device_type", "") or ""),
                family=str(getattr(device, "device_family", "") or ""),
                flags=flags_of(getattr(device, "capabilities", None)),
                online=online_of(getattr(device, "online", None)),
            )
            for serial, device in devices.items()
        }

    async def bluetooth(self) -> object:
        """Read the Bluetooth of all Echos."""
        return await self._ask("GET", "api/bluetooth?cached=false")

    async def connect(self, target: Target, address: str) -> None:
        """Connect an Echo to a speaker it is paired with."""
        path = f"api/bluetooth/pair-sink/{target.type}/{target.serial}"
        await self._ask("POST", path, {"bluetoothDeviceAddress": address})

    async def disconnect(self, target: Target) -> None:
        """Disconnect an Echo from whatever it has."""
        path = f"api/bluetooth/disconnect-sink/{target.type}/{target.serial}"
        await self._ask("POST", path, {})

    async def jack(self, target: Target) -> object:
        """Read which way the jack of an Echo goes."""
        path = f"api/auxcontroller/{target.type}/{target.serial}/state"
        return await self._ask("GET", path)

    async def turn_jack(self, target: Target, port: str, direction: str) -> None:
        """Set which way the jack of an Echo goes."""
        path = f"api/auxcontroller/{target.type}/{target.serial}/ports/{port}"
        body = {"direction": direction, "deviceId": target.serial}
        await self._ask("POST", f"{path}/setDirection", body)

    async def nudge(self) -> None:
        """Let core ask for its devices, which starts its own repair if need be."""
        await self.entry.runtime_data.async_refresh()

    async def _ask(
        self, method: str, path: str, body: Mapping[str, Any] | None = None
    ) -> object:
        """Ask Amazon something; what a command is answered is of no interest."""
        wrapper: _Wrapper = self.entry.runtime_data.api._http_wrapper  # noqa: SLF001 - there is no other door
        site: URL = wrapper._session_state_data.alexa_website_url  # type: ignore[attr-defined]  # noqa: SLF001 - nor another address
        _, answer = await wrapper.session_request(
            method,
            site.join(URL(f"/{path}")),
            input_data=body,
            json_data=body is not None,
        )
        if body is not None:
            return None
        return await wrapper.response_to_json(answer, "bluetooth")
