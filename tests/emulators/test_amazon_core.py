"""Real core alexa_devices, with the real library, takes the emulator for Amazon."""

import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from aioamazondevices.exceptions import (
    CannotAuthenticate,
    CannotConnect,
    CannotRetrieveData,
)
from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import device_registry as dr, entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry

from emulators.amazon import (
    AccountSpec,
    Amazon,
    EchoSpec,
    Fault,
    Kind,
    amazon_network,
)
from emulators.thread import running

from ..patience import until
from .echos import ECHOS, Session, house

HOME = AccountSpec()


@pytest.fixture(autouse=True)
def _records_are_there_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Save the two seconds the library leaves Amazon to write them."""
    history = "aioamazondevices.implementation.history.BACKEND_REFRESH_WAIT_SECONDS"
    monkeypatch.setattr(history, 0.01)


@asynccontextmanager
async def logged_in(
    hass: HomeAssistant, amazon: Amazon, account: str = "home"
) -> AsyncGenerator[ConfigEntry[Any]]:
    """Set core's integration up as if somebody had logged in long ago."""
    entry = MockConfigEntry(
        domain="alexa_devices",
        title=account,
        unique_id=account,
        data=amazon.core_entry_data(account),
        version=1,
        minor_version=3,
    )
    entry.add_to_hass(hass)
    with amazon_network(amazon):
        assert await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done()
        yield entry
        await hass.config_entries.async_unload(entry.entry_id)


@pytest.fixture
async def core(hass: HomeAssistant, amazon: Amazon) -> AsyncGenerator[ConfigEntry[Any]]:
    """Log in to the one account."""
    async with logged_in(hass, amazon) as entry:
        yield entry


@pytest.fixture
def session(core: ConfigEntry[Any]) -> Session:
    """Use the session core holds."""
    return Session(core)


async def test_core_finds_the_devices_of_the_account(core: ConfigEntry[Any]) -> None:
    """The phone app is left out; whatever else has a microphone is there."""
    assert core.state is ConfigEntryState.LOADED
    devices = core.runtime_data.data.values()
    assert {device.account_name: device.model for device in devices} == {
        "Kitchen Echo": "Echo Dot",
        "Living Room Echo": "Echo",
        "Bedroom Show": "Echo Show 8",
        "Everywhere": "Speaker Group",
        "Sonos in the Study": "Sonos One",
        "Television": "Fire TV Cube",
    }


async def test_capabilities_tell_who_can_send(core: ConfigEntry[Any]) -> None:
    """A Show sends, but cannot be sent to; one model has a jack to be switched."""
    able = {
        device.account_name: {"PAIR_BT_SINK", "PAIR_BT_SOURCE", "AUX_SETTINGS"}
        & set(device.capabilities)
        for device in core.runtime_data.data.values()
    }
    assert able == {
        "Kitchen Echo": {"PAIR_BT_SINK", "PAIR_BT_SOURCE"},
        "Living Room Echo": {"PAIR_BT_SINK", "PAIR_BT_SOURCE", "AUX_SETTINGS"},
        "Bedroom Show": {"PAIR_BT_SINK"},
        "Everywhere": set(),
        "Sonos in the Study": set(),
        "Television": {"PAIR_BT_SINK"},
    }


async def test_core_asks_for_nothing_that_is_not_there(
    hass: HomeAssistant, core: ConfigEntry[Any], amazon: Amazon
) -> None:
    """Nothing it wanted was missing, and it listens."""
    assert core.state is ConfigEntryState.LOADED
    assert amazon.missed() == ()
    await until(lambda: amazon.listeners("home") == 1)
    registry = er.async_get(hass)
    entities = er.async_entries_for_config_entry(registry, core.entry_id)
    assert {entity.domain for entity in entities} >= {
        "media_player",
        "notify",
        "switch",
    }


async def test_a_show_connects_over_the_session_of_core(
    session: Session, amazon: Amazon
) -> None:
    """The session core holds is enough to connect, and to see that it did."""
    show = next(each for each in amazon.echos() if each.name == "Bedroom Show")
    listed = (await session.bluetooth())["Bedroom Show"]["pairedDeviceList"]
    assert [peer["connected"] for peer in listed] == [False]
    status = await session.post(
        f"api/bluetooth/pair-sink/{show.kind.type}/{show.serial}",
        {"bluetoothDeviceAddress": listed[0]["address"]},
    )
    assert status == 200
    await until(lambda: amazon.connected("Bedroom Show") == "Soundcore Motion")
    assert await session.connected("Bedroom Show") == ["Soundcore Motion"]


async def test_an_address_that_is_not_paired_is_passed_over_in_silence(
    session: Session, amazon: Amazon
) -> None:
    """The answer is the same; nothing happens."""
    show = next(each for each in amazon.echos() if each.name == "Bedroom Show")
    status = await session.post(
        f"api/bluetooth/pair-sink/{show.kind.type}/{show.serial}",
        {"bluetoothDeviceAddress": "00:00:00:00:00:00"},
    )
    assert status == 200
    assert await session.connected("Bedroom Show") == []


async def test_core_sends_a_text_command(
    hass: HomeAssistant, core: ConfigEntry[Any], amazon: Amazon
) -> None:
    """The Echo obeys, and what was said can be read afterwards."""
    await until(lambda: amazon.listeners("home") == 1)
    await hass.services.async_call(
        "alexa_devices",
        "send_text_command",
        {
            "device_id": device_of(hass, core, "Kitchen Echo"),
            "text_command": "connect to jbl flip 6",
        },
        blocking=True,
    )
    await until(lambda: amazon.connected("Kitchen Echo") == "JBL Flip 6")
    event = "event.kitchen_echo_voice_event"
    await until(lambda: "voice_command" in shown(hass, event).attributes)
    assert shown(hass, event).attributes["voice_command"] == "connect to jbl flip 6"
    assert shown(hass, event).attributes["voice_reply"] == "Connecting to JBL Flip 6."


async def test_what_is_said_to_an_echo_need_not_be_remembered(
    hass: HomeAssistant, core: ConfigEntry[Any], amazon: Amazon
) -> None:
    """Then it is obeyed, and nothing can be read."""
    amazon.remembers = False
    await until(lambda: amazon.listeners("home") == 1)
    amazon.say("Kitchen Echo", "connect to jbl flip 6")
    await until(lambda: amazon.connected("Kitchen Echo") == "JBL Flip 6")
    await core.runtime_data.sync_history_state()
    assert core.runtime_data.vocal_records == {}
    assert shown(hass, "event.kitchen_echo_voice_event").state == "unknown"


async def test_a_group_passes_a_command_on_to_its_members(
    hass: HomeAssistant, core: ConfigEntry[Any], amazon: Amazon
) -> None:
    """Each of them obeys for itself."""
    await hass.services.async_call(
        "alexa_devices",
        "send_text_command",
        {
            "device_id": device_of(hass, core, "Everywhere"),
            "text_command": "disconnect",
        },
        blocking=True,
    )
    await until(lambda: amazon.heard("Living Room Echo") == ("disconnect",))
    assert amazon.heard("Kitchen Echo") == ("disconnect",)
    assert amazon.heard("Bedroom Show") == ()


@pytest.mark.usefixtures("core")
async def test_core_speaks_and_announces(hass: HomeAssistant, amazon: Amazon) -> None:
    """Both reach the Echo, the announcement all members of a group."""
    for entity, message in (
        ("notify.kitchen_echo_speak", "Hello."),
        ("notify.everywhere_announce", "Dinner."),
    ):
        await hass.services.async_call(
            "notify",
            "send_message",
            {"entity_id": entity, "message": message},
            blocking=True,
        )
    await until(lambda: amazon.spoken("Living Room Echo") == ("Dinner.",))
    assert amazon.spoken("Kitchen Echo") == ("Hello.", "Dinner.")


@pytest.mark.usefixtures("core")
async def test_core_sets_do_not_disturb(hass: HomeAssistant, amazon: Amazon) -> None:
    """And it follows when somebody else sets it."""
    switch = "switch.kitchen_echo_do_not_disturb"
    await hass.services.async_call(
        "switch", "turn_on", {"entity_id": switch}, blocking=True
    )
    assert amazon.dnd("Kitchen Echo") is True
    await until(lambda: amazon.listeners("home") == 1)
    amazon.set_dnd("Kitchen Echo", on=False)
    await until(lambda: shown(hass, switch).state == "off")


@pytest.mark.usefixtures("core")
async def test_core_sets_the_volume(hass: HomeAssistant, amazon: Amazon) -> None:
    """And it follows when somebody turns the ring."""
    player = "media_player.kitchen_echo"
    await hass.services.async_call(
        "media_player",
        "volume_set",
        {"entity_id": player, "volume_level": 0.55},
        blocking=True,
    )
    await until(lambda: amazon.volume("Kitchen Echo") == 55)
    await until(lambda: amazon.listeners("home") == 1)
    amazon.turn("Kitchen Echo", 20)
    await until(lambda: shown(hass, player).attributes.get("volume_level") == 0.2)


async def test_the_push_of_a_connection_can_be_read(
    core: ConfigEntry[Any], amazon: Amazon, caplog: pytest.LogCaptureFixture
) -> None:
    """The library knows it by name, and core does nothing with it."""
    await until(lambda: amazon.listeners("home") == 1)
    with caplog.at_level(logging.DEBUG, "aioamazondevices"):
        amazon.connect("Kitchen Echo", "JBL Flip 6")
        words = "Unhandled push event type: PUSH_BLUETOOTH_STATE_CHANGE"
        await until(lambda: words in caplog.text)
    assert core.state is ConfigEntryState.LOADED


@pytest.mark.parametrize("status", [401, 403])
async def test_a_login_that_is_refused_is_told_apart(
    session: Session, amazon: Amazon, status: int
) -> None:
    """From all else that can go wrong."""
    amazon.fail(Fault(status=status, times=1))
    with pytest.raises(CannotAuthenticate):
        await session.bluetooth()
    assert "Kitchen Echo" in await session.bluetooth()


async def test_other_refusals_are_data_that_cannot_be_had(
    session: Session, amazon: Amazon
) -> None:
    """The library says so."""
    amazon.fail(Fault(status=400, times=1))
    with pytest.raises(CannotRetrieveData):
        await session.bluetooth()


async def test_a_dropped_line_cannot_be_connected(
    session: Session, amazon: Amazon
) -> None:
    """Neither can one that hangs, after a while."""
    amazon.fail(Fault(kind=Kind.DROP, on="POST *"))
    with pytest.raises(CannotConnect):
        await session.post("api/bluetooth/pair-sink/TYPE/SERIAL", {})


async def test_garbage_is_no_json(session: Session, amazon: Amazon) -> None:
    """The library says so in its own way."""
    amazon.fail(Fault(kind=Kind.GARBAGE, times=1))
    with pytest.raises(ValueError, match="corrupted JSON"):
        await session.bluetooth()


@pytest.mark.parametrize("status", [429, 500])
async def test_the_library_asks_again_and_succeeds_late(
    session: Session, amazon: Amazon, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    """Too many requests and errors of the server are waited out."""
    waits: list[float] = []

    async def wait(seconds: float) -> None:
        waits.append(seconds)

    library = "aioamazondevices.http_wrapper.asyncio"
    monkeypatch.setattr(library, SimpleNamespace(sleep=wait))
    amazon.fail(Fault(status=status, on="GET /api/bluetooth", times=2))
    amazon.forget_calls()
    assert "Kitchen Echo" in await session.bluetooth()
    assert waits == [2, 5]
    assert len(amazon.calls("/api/bluetooth")) == 3


async def test_core_asks_for_a_new_login_when_its_own_has_expired(
    hass: HomeAssistant, core: ConfigEntry[Any], amazon: Amazon
) -> None:
    """It cannot renew its cookies by itself."""
    amazon.expire("home", renewable=False)
    await core.runtime_data.async_refresh()
    await hass.async_block_till_done()
    flows = hass.config_entries.flow.async_progress_by_handler("alexa_devices")
    assert [flow["context"]["source"] for flow in flows] == ["reauth"]


async def test_a_customer_signs_in_anew(
    hass: HomeAssistant, core: ConfigEntry[Any], amazon: Amazon
) -> None:
    """With the password and the code, core is as it was before."""
    amazon.expire("home", renewable=False)
    await core.runtime_data.async_refresh()
    await hass.async_block_till_done()
    (flow,) = hass.config_entries.flow.async_progress_by_handler("alexa_devices")
    assert flow["step_id"] == "reauth_confirm"
    wrong = {"password": "wrong", "code": HOME.code}
    refused = await hass.config_entries.flow.async_configure(flow["flow_id"], wrong)
    assert refused["errors"] == {"base": "invalid_auth"}
    right = {"password": HOME.password, "code": HOME.code}
    done = await hass.config_entries.flow.async_configure(flow["flow_id"], right)
    assert done["reason"] == "reauth_successful"
    await until(lambda: core.state is ConfigEntryState.LOADED)
    assert "Kitchen Echo" in await Session(core).bluetooth()
    assert amazon.missed() == ()


async def test_a_customer_sets_core_up_by_hand(
    hass: HomeAssistant, amazon: Amazon
) -> None:
    """The whole way, with nothing stored."""
    customer = {"username": HOME.email, "password": HOME.password, "code": HOME.code}
    with amazon_network(amazon):
        flow = await hass.config_entries.flow.async_init(
            "alexa_devices", context={"source": "user"}
        )
        await hass.config_entries.flow.async_configure(flow["flow_id"], customer)
        await hass.async_block_till_done()
        done = await hass.config_entries.flow.async_configure(flow["flow_id"])
        assert done["type"] == "create_entry"
        (entry,) = hass.config_entries.async_entries("alexa_devices")
        await until(lambda: entry.state is ConfigEntryState.LOADED)
        assert (entry.version, entry.minor_version) == (1, 3)
        stored = set(amazon.core_entry_data()["login_data"])
        assert set(entry.data["login_data"]) == stored
        assert await Session(entry).connected("Kitchen Echo") == []
        await hass.config_entries.async_unload(entry.entry_id)
    assert amazon.missed() == ()


async def test_two_accounts_of_two_countries_are_kept_apart(
    hass: HomeAssistant,
) -> None:
    """Each has its own Echos, language and site."""
    accounts = (AccountSpec(name="home"), AccountSpec(name="büro", site="de"))
    desk = EchoSpec(name="Desk Echo", account="büro", paired=("JBL Flip 6",))
    spec = house(accounts=accounts, echos=(*ECHOS, desk))
    with running(spec) as amazon:
        async with (
            logged_in(hass, amazon) as home,
            logged_in(hass, amazon, "büro") as bureau,
        ):
            (device,) = bureau.runtime_data.data.values()
            assert device.account_name == "Desk Echo"
            assert len(home.runtime_data.data) == 6
            await hass.services.async_call(
                "alexa_devices",
                "send_text_command",
                {
                    "device_id": device_of(hass, bureau, "Desk Echo"),
                    "text_command": "verbinde dich mit jbl flip 6",
                },
                blocking=True,
            )
            await until(lambda: amazon.connected("Desk Echo") == "JBL Flip 6")
            assert await Session(bureau).connected("Desk Echo") == ["JBL Flip 6"]
            assert "Desk Echo" not in await Session(home).bluetooth()
        assert amazon.missed() == ()


def device_of(hass: HomeAssistant, core: ConfigEntry[Any], name: str) -> str:
    """Return the id of a device of core."""
    registry = dr.async_get(hass)
    found = dr.async_entries_for_config_entry(registry, core.entry_id)
    return next(device.id for device in found if device.name == name)


def shown(hass: HomeAssistant, entity: str) -> State:
    """Return what an entity shows; it has to be there."""
    state = hass.states.get(entity)
    assert state is not None
    return state
