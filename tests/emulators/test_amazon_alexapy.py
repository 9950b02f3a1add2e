"""Real alexapy, which Alexa Media Player stands on, takes the emulator for Amazon."""

import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from alexapy import AlexaAPI, AlexaLogin, AlexapyLoginError, HTTP2EchoClient

from emulators.amazon import Amazon, EchoSpec, Fault, Kind

from ..patience import until

pytestmark = pytest.mark.usefixtures("amazon_of_this_process")


@dataclass
class Device:
    """What alexapy wants to know of a device."""

    spec: EchoSpec
    unique_id: str = ""
    _locale: str = "en-US"
    _cluster_members: tuple[str, ...] = ()

    @property
    def device_serial_number(self) -> str:
        """Return the serial number."""
        return self.spec.serial

    @property
    def _device_type(self) -> str:
        return self.spec.kind.type

    @property
    def _device_family(self) -> str:
        return self.spec.kind.family


@pytest.fixture
async def login(amazon: Amazon, tmp_path: Path) -> AsyncGenerator[AlexaLogin]:
    """Log in with the cookies and tokens of long ago."""
    (tmp_path / ".storage").mkdir()
    cookies = tmp_path / ".storage" / amazon.amp_cookie_file()
    cookies.write_text(json.dumps(amazon.amp_cookies()))
    data = amazon.amp_entry_data()
    login = AlexaLogin(
        url=data["url"],
        email=data["email"],
        password=data["password"],
        outputpath=lambda path: str(tmp_path / path),
        oauth=data["oauth"],
    )
    try:
        await login.login(cookies=await login.load_cookie())
        yield login
    finally:
        await login.close()


def api(login: AlexaLogin, amazon: Amazon, echo: str) -> AlexaAPI:
    """Return what alexapy controls a device with."""
    spec = next(each for each in amazon.echos() if each.name == echo)
    return AlexaAPI(Device(spec), login)


async def peers(login: AlexaLogin, echo: str) -> list[dict[str, Any]]:
    """Read what a device is paired with."""
    read = await AlexaAPI.get_bluetooth(login)
    states = {state["friendlyName"]: state for state in read["bluetoothStates"]}
    return list(states[echo]["pairedDeviceList"])


async def test_alexapy_logs_in_with_its_cookies(
    login: AlexaLogin, amazon: Amazon
) -> None:
    """Everything it asks for on the way is there."""
    assert login.status == {"login_successful": True}
    assert amazon.missed() == ()


async def test_alexapy_finds_all_devices(login: AlexaLogin) -> None:
    """The phone app as well; leaving it out is for those who use it."""
    devices = await AlexaAPI.get_devices(login)
    assert [device["accountName"] for device in devices] == [
        "Kitchen Echo",
        "Living Room Echo",
        "Bedroom Show",
        "Everywhere",
        "Sonos in the Study",
        "Television",
        "Alexa on a Phone",
    ]


async def test_a_phone_and_a_speaker_are_told_apart_by_their_profiles(
    login: AlexaLogin,
) -> None:
    """A phone is a source of sound, a speaker a sink."""
    profiles = {
        peer["friendlyName"]: peer["profiles"][0]
        for peer in await peers(login, "Kitchen Echo")
    }
    assert profiles == {
        "JBL Flip 6": "A2DP-SINK",
        "UE Boom 3": "A2DP-SINK",  # codespell:ignore ue
        "Pixel 9": "A2DP-SOURCE",
    }


async def test_alexapy_connects_and_disconnects(
    login: AlexaLogin, amazon: Amazon
) -> None:
    """What it is told afterwards is what is so."""
    kitchen = api(login, amazon, "Kitchen Echo")
    address = (await peers(login, "Kitchen Echo"))[0]["address"]
    await kitchen.set_bluetooth(address)
    await until(lambda: amazon.connected("Kitchen Echo") == "JBL Flip 6")
    assert (await peers(login, "Kitchen Echo"))[0]["connected"] is True
    await kitchen.disconnect_bluetooth()
    assert amazon.connected("Kitchen Echo") is None
    assert (await peers(login, "Kitchen Echo"))[0]["connected"] is False


async def test_alexapy_hears_of_it(login: AlexaLogin, amazon: Amazon) -> None:
    """The push stream tells that something happened, not to which speaker."""
    async with listening(login, amazon) as heard:
        amazon.connect("Kitchen Echo", "JBL Flip 6")
        await until(lambda: len(heard) == 1)
    assert news(heard[0])["bluetoothEvent"] == "DEVICE_CONNECTED"
    assert news(heard[0])["bluetoothEventSuccess"] is True
    assert "JBL" not in json.dumps(heard)


async def test_a_link_that_fails_is_told_as_a_connection_without_success(
    login: AlexaLogin, amazon: Amazon
) -> None:
    """That is all there is to tell it by."""
    amazon.sleep("JBL Flip 6")
    address = (await peers(login, "Kitchen Echo"))[0]["address"]
    async with listening(login, amazon) as heard:
        await api(login, amazon, "Kitchen Echo").set_bluetooth(address)
        await until(lambda: len(heard) == 1)
    assert news(heard[0])["bluetoothEvent"] == "DEVICE_CONNECTED"
    assert news(heard[0])["bluetoothEventSuccess"] is False


async def test_an_echo_without_power_is_reported_by_amazon(
    login: AlexaLogin, amazon: Amazon
) -> None:
    """It cannot tell by itself that it has lost its speaker."""
    amazon.connect("Kitchen Echo", "JBL Flip 6")
    async with listening(login, amazon) as heard:
        amazon.offline("Kitchen Echo")
        amazon.online("Kitchen Echo")
        await until(lambda: len(heard) == 2)
    told = [news(message)["dopplerConnectionState"] for message in heard]
    assert told == ["OFFLINE", "ONLINE"]


def news(message: dict[str, Any]) -> dict[str, Any]:
    """Unwrap what a push has to say."""
    (update,) = message["directive"]["payload"]["renderingUpdates"]
    metadata = json.loads(update["resourceMetadata"])
    assert metadata["command"] == update["resourceId"]
    return dict(json.loads(metadata["payload"]))


async def test_alexapy_tries_again_and_succeeds_late(
    login: AlexaLogin, amazon: Amazon
) -> None:
    """Too many requests is not the last word: alexapy asks on, by itself."""
    kitchen = api(login, amazon, "Kitchen Echo")
    address = (await peers(login, "Kitchen Echo"))[0]["address"]
    amazon.fail(Fault(status=429, on="POST /api/bluetooth/pair-sink/*", times=1))
    amazon.forget_calls()
    await kitchen.set_bluetooth(address)
    await until(lambda: amazon.connected("Kitchen Echo") == "JBL Flip 6")
    assert len(amazon.calls()) == 2


@pytest.mark.parametrize("status", [400, 403, 500])
async def test_alexapy_hides_other_refusals(
    login: AlexaLogin, amazon: Amazon, status: int
) -> None:
    """It returns as if all were well; only reading tells that it is not."""
    kitchen = api(login, amazon, "Kitchen Echo")
    address = (await peers(login, "Kitchen Echo"))[0]["address"]
    amazon.fail(Fault(status=status, on="POST /api/bluetooth/pair-sink/*", times=1))
    assert await kitchen.set_bluetooth(address) is None
    assert (await peers(login, "Kitchen Echo"))[0]["connected"] is False


async def test_an_expired_login_is_renewed(login: AlexaLogin, amazon: Amazon) -> None:
    """Reading after the session has ended logs in anew, if Amazon agrees."""
    amazon.expire("home", renewable=True)
    assert (await peers(login, "Kitchen Echo"))[0]["connected"] is False
    assert login.status == {"login_successful": True}


async def test_an_expired_login_may_be_refused(
    login: AlexaLogin, amazon: Amazon
) -> None:
    """Without Amazon's agreement there is no way back but the customer's own."""
    amazon.expire("home", renewable=False)
    with pytest.raises(AlexapyLoginError):
        await AlexaAPI.get_bluetooth(login)
    amazon.forget_calls()
    with pytest.raises(AlexapyLoginError):
        await AlexaAPI.get_bluetooth(login)
    assert amazon.calls() == ()


async def test_alexapy_sets_do_not_disturb(login: AlexaLogin, amazon: Amazon) -> None:
    """It takes the setting for done only if it comes back word for word."""
    assert await api(login, amazon, "Kitchen Echo").set_dnd_state(state=True) is True
    assert amazon.dnd("Kitchen Echo") is True


async def test_alexapy_gives_a_text_command(login: AlexaLogin, amazon: Amazon) -> None:
    """The Echo obeys, and remembers what it was told."""
    await api(login, amazon, "Kitchen Echo").run_custom("connect to jbl flip 6")
    await until(lambda: amazon.connected("Kitchen Echo") == "JBL Flip 6")
    assert amazon.heard("Kitchen Echo") == ("connect to jbl flip 6",)
    records = await AlexaAPI.get_customer_history_records(login)
    assert [record["description"]["summary"] for record in records] == [
        "connect to jbl flip 6"
    ]


async def test_a_lost_push_is_told_to_nobody(login: AlexaLogin, amazon: Amazon) -> None:
    """Only reading tells, then."""
    amazon.fail(Fault(kind=Kind.PUSH_LOST, echo="Kitchen Echo"))
    async with listening(login, amazon) as heard:
        amazon.connect("Kitchen Echo", "JBL Flip 6")
        amazon.connect("Bedroom Show", "Soundcore Motion")
        await until(lambda: heard != [])
        assert len(heard) == 1
    assert (await peers(login, "Kitchen Echo"))[0]["connected"] is True


async def test_a_push_can_be_under_way_for_a_while(
    login: AlexaLogin, amazon: Amazon
) -> None:
    """Until then only reading tells."""
    amazon.push_delay = 0.2
    async with listening(login, amazon) as heard:
        amazon.connect("Kitchen Echo", "JBL Flip 6")
        assert (await peers(login, "Kitchen Echo"))[0]["connected"] is True
        assert heard == []
        await until(lambda: heard != [])


async def test_a_stream_can_end(login: AlexaLogin, amazon: Amazon) -> None:
    """Who listened has to begin anew."""
    async with listening(login, amazon) as heard:
        amazon.cut_streams("home")
        await until(lambda: amazon.listeners("home") == 0)
        amazon.connect("Kitchen Echo", "JBL Flip 6")
    async with listening(login, amazon) as anew:
        amazon.disconnect("Kitchen Echo")
        await until(lambda: anew != [])
    assert heard == []


@asynccontextmanager
async def listening(
    login: AlexaLogin, amazon: Amazon
) -> AsyncGenerator[list[dict[str, Any]]]:
    """Listen to the push stream for as long as the block lasts."""
    heard: list[dict[str, Any]] = []

    async def hear(message: dict[str, Any]) -> None:
        heard.append(message)

    async def nothing(_why: str = "") -> None:
        pass

    client = HTTP2EchoClient(login, hear, nothing, nothing, nothing)
    await client.async_run()
    await until(lambda: amazon.listeners("home") == 1)
    yield heard
    client.on_close()
    await until(lambda: amazon.listeners("home") == 0)
