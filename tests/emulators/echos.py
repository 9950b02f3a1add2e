"""The house the tests of the emulated Amazon are about."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, Final

from aiohttp import ClientSession, StreamReader
from homeassistant.config_entries import ConfigEntry
from yarl import URL

from emulators.amazon import Amazon, EchoSpec, SpeakerSpec

ECHOS: Final = (
    EchoSpec(
        name="Kitchen Echo",
        model="Echo Dot (5th gen)",
        paired=("JBL Flip 6", "UE Boom 3", "Pixel 9"),  # codespell:ignore ue
    ),
    EchoSpec(
        name="Living Room Echo",
        model="Echo (4th gen)",
        paired=("JBL Flip 6",),
        jack="OUTPUT",
    ),
    EchoSpec(
        name="Bedroom Show",
        model="Echo Show 8 (2nd gen)",
        paired=("Soundcore Motion",),
    ),
    EchoSpec(
        name="Everywhere",
        model="Speaker Group",
        members=("Kitchen Echo", "Living Room Echo"),
    ),
    EchoSpec(name="Sonos in the Study", model="Sonos One"),
    EchoSpec(name="Television", model="Fire TV Cube (3rd gen)"),
    EchoSpec(name="Alexa on a Phone", model="Alexa App for iOS"),
)
SPEAKERS: Final = (
    SpeakerSpec(name="JBL Flip 6"),
    SpeakerSpec(name="UE Boom 3"),  # codespell:ignore ue
    SpeakerSpec(name="Soundcore Motion"),
)


def house(**how: Any) -> Amazon:
    """Set up the house; its air is a hundred times as fast as that of others."""
    return Amazon(
        **{
            "echos": ECHOS,
            "speakers": SPEAKERS,
            "pace": 0.01,
            "address": "127.0.7.11",
            **how,
        }
    )


class Session:
    """Bluetooth over the session that core's integration holds."""

    def __init__(self, entry: ConfigEntry[Any]) -> None:
        """Take the session of a loaded entry."""
        wrapper = entry.runtime_data.api._http_wrapper  # noqa: SLF001 - there is no other door
        self._wrapper = wrapper
        self._site = wrapper._session_state_data.alexa_website_url  # noqa: SLF001 - nor another address

    async def get(self, path: str, **query: str) -> Any:
        """Read a page."""
        url = (self._site / path).with_query(query)
        _, response = await self._wrapper.session_request("GET", url)
        return await self._wrapper.response_to_json(response, path)

    async def post(self, path: str, body: Any = None) -> int:
        """Ask for something, and return with which status it was answered."""
        _, response = await self._wrapper.session_request(
            "POST", self._site / path, input_data=body, json_data=True
        )
        return int(response.status)

    async def bluetooth(self) -> dict[str, Any]:
        """Read what each device is paired with, by the name of the device."""
        read = await self.get("api/bluetooth", cached="false")
        return {state["friendlyName"]: state for state in read["bluetoothStates"]}

    async def connected(self, echo: str) -> list[str]:
        """Read what a device is connected to."""
        peers = (await self.bluetooth())[echo]["pairedDeviceList"]
        return [peer["friendlyName"] for peer in peers if peer["connected"]]


class Customer:
    """A program of a customer that speaks HTTP, and knows nothing else."""

    def __init__(self, session: ClientSession, amazon: Amazon, account: str) -> None:
        """Take the cookies of an account."""
        cookies = amazon.amp_cookies(account)["cookies"]
        crumbs = {cookie["name"]: cookie["value"] for cookie in cookies}
        self._http = session
        self._site = URL(f"https://alexa.{amazon.amp_entry_data(account)['url']}")
        self._cookies = {"session-token": crumbs["session-token"]}
        self._csrf = {"csrf": crumbs["csrf"]}
        self._echos = {echo.name: echo for echo in amazon.echos()}
        self._addresses = {each.name: each.address for each in amazon.speakers()}

    async def ask(
        self, method: str, path: str, body: Any = None, **how: Any
    ) -> tuple[int, Any]:
        """Ask for something, and return how it was answered."""
        how = {"headers": self._csrf, "cookies": self._cookies, **how}
        url = self._site / path.removeprefix("/")
        async with self._http.request(method, url, json=body, **how) as answer:
            return answer.status, await answer.json(content_type=None)

    async def status(self, method: str, path: str, **how: Any) -> int:
        """Ask for something, and return with which status it was answered."""
        how = {"headers": self._csrf, "cookies": self._cookies, **how}
        async with self._http.request(method, self._site / path, **how) as answer:
            return answer.status

    @asynccontextmanager
    async def news(self) -> AsyncGenerator[StreamReader]:
        """Listen to the push stream, byte by byte."""
        url = self._site / "v20160207/directives"
        async with self._http.get(url, cookies=self._cookies) as answer:
            yield answer.content

    async def pair(self, echo: str, speaker: str, **how: Any) -> int:
        """Ask an Echo to connect."""
        address = self._addresses.get(speaker, speaker)
        body = {"bluetoothDeviceAddress": address}
        path = f"api/bluetooth/pair-sink/{self.device(echo)}"
        return (await self.ask("POST", path, body, **how))[0]

    async def disconnect(self, echo: str) -> int:
        """Ask an Echo to disconnect."""
        path = f"api/bluetooth/disconnect-sink/{self.device(echo)}"
        return (await self.ask("POST", path))[0]

    async def states(self) -> dict[str, Any]:
        """Read what each device is paired with, by the name of the device."""
        _, read = await self.ask("GET", "api/bluetooth")
        return {state["friendlyName"]: state for state in read["bluetoothStates"]}

    async def connected(self, echo: str) -> list[str]:
        """Read what a device is connected to."""
        peers = (await self.states())[echo]["pairedDeviceList"]
        return [peer["friendlyName"] for peer in peers if peer["connected"]]

    def device(self, echo: str) -> str:
        """Return how a device is written in a path."""
        spec = self._echos[echo]
        return f"{spec.kind.type}/{spec.serial}"
