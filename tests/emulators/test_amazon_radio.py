"""The air between Echos and speakers behaves as in a house."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from random import Random
from typing import Any

import pytest
from aiohttp import ClientSession

from emulators.amazon import Amazon, EchoSpec, SpeakerSpec, amazon_network
from emulators.thread import running

from ..patience import until
from .echos import Customer, house

RECEIVERS = ("JBL Flip 6", "UE Boom 3", "Soundcore Motion")  # codespell:ignore
SENDERS = {
    "Kitchen Echo": ("JBL Flip 6", "UE Boom 3", "Pixel 9"),  # codespell:ignore
    "Living Room Echo": ("JBL Flip 6",),
    "Bedroom Show": ("Soundcore Motion",),
}


@asynccontextmanager
async def living_with(**how: Any) -> AsyncGenerator[tuple[Amazon, Customer]]:
    """Live in a house of one's own for as long as the block lasts."""
    with running(house(**how)) as amazon, amazon_network(amazon):
        async with ClientSession() as session:
            yield amazon, Customer(session, amazon, "home")


async def test_connecting_takes_its_time(amazon: Amazon, customer: Customer) -> None:
    """The answer says nothing; the speaker is connected later."""
    assert await customer.pair("Kitchen Echo", "JBL Flip 6") == 200
    assert amazon.connected("Kitchen Echo") is None
    await until(lambda: amazon.connected("Kitchen Echo") == "JBL Flip 6")
    assert amazon.holder("JBL Flip 6") == "Kitchen Echo"
    assert await customer.connected("Kitchen Echo") == ["JBL Flip 6"]


async def test_a_second_speaker_takes_the_place_of_the_first(
    amazon: Amazon, customer: Customer
) -> None:
    """An Echo sends to one speaker."""
    amazon.connect("Kitchen Echo", "JBL Flip 6")
    await customer.pair("Kitchen Echo", "UE Boom 3")  # codespell:ignore ue
    await until(lambda: amazon.connected("Kitchen Echo") != "JBL Flip 6")
    assert amazon.connected("Kitchen Echo") == "UE Boom 3"  # codespell:ignore ue
    assert amazon.holder("JBL Flip 6") is None


async def test_a_speaker_has_one_sender(amazon: Amazon, customer: Customer) -> None:
    """Who has it keeps it."""
    amazon.connect("Living Room Echo", "JBL Flip 6")
    await customer.pair("Kitchen Echo", "JBL Flip 6")
    await tries_are_over(amazon)
    assert amazon.connected("Kitchen Echo") is None
    assert amazon.holder("JBL Flip 6") == "Living Room Echo"


async def test_some_speakers_let_a_newcomer_have_them() -> None:
    """Then the first loses it."""
    speakers = (SpeakerSpec(name="JBL Flip 6", yields=True),)
    async with living_with(speakers=speakers) as (amazon, customer):
        amazon.connect("Living Room Echo", "JBL Flip 6")
        await customer.pair("Kitchen Echo", "JBL Flip 6")
        await until(lambda: amazon.connected("Kitchen Echo") == "JBL Flip 6")
        assert amazon.connected("Living Room Echo") is None


async def test_a_phone_that_has_a_speaker_keeps_it(
    amazon: Amazon, customer: Customer
) -> None:
    """Until it gives it back."""
    amazon.steal("JBL Flip 6", "Pixel of a guest")
    await customer.pair("Kitchen Echo", "JBL Flip 6")
    await tries_are_over(amazon)
    assert amazon.holder("JBL Flip 6") == "Pixel of a guest"
    amazon.release("JBL Flip 6")
    await customer.pair("Kitchen Echo", "JBL Flip 6")
    await until(lambda: amazon.connected("Kitchen Echo") == "JBL Flip 6")


async def test_a_phone_can_steal_a_speaker(amazon: Amazon, customer: Customer) -> None:
    """The Echo is told that it has lost it."""
    amazon.connect("Kitchen Echo", "JBL Flip 6")
    amazon.steal("JBL Flip 6")
    assert await customer.connected("Kitchen Echo") == []
    assert amazon.holder("JBL Flip 6") == "a phone"


async def test_a_speaker_out_of_range_does_not_connect(
    amazon: Amazon, customer: Customer
) -> None:
    """It does once it is back."""
    amazon.connect("Kitchen Echo", "JBL Flip 6")
    amazon.put_out_of_range("JBL Flip 6")
    assert await customer.connected("Kitchen Echo") == []
    await customer.pair("Kitchen Echo", "JBL Flip 6")
    await tries_are_over(amazon)
    assert amazon.connected("Kitchen Echo") is None
    amazon.bring_back("JBL Flip 6")
    await customer.pair("Kitchen Echo", "JBL Flip 6")
    await until(lambda: amazon.connected("Kitchen Echo") == "JBL Flip 6")


async def test_a_sleeping_speaker_does_not_connect(
    amazon: Amazon, customer: Customer
) -> None:
    """Nobody can wake it from afar."""
    amazon.sleep("JBL Flip 6")
    await customer.pair("Kitchen Echo", "JBL Flip 6")
    await tries_are_over(amazon)
    assert amazon.connected("Kitchen Echo") is None
    amazon.wake("JBL Flip 6")
    await customer.pair("Kitchen Echo", "JBL Flip 6")
    await until(lambda: amazon.connected("Kitchen Echo") == "JBL Flip 6")


async def test_a_silent_speaker_switches_itself_off() -> None:
    """Music keeps it awake; afterwards it falls asleep."""
    speakers = (SpeakerSpec(name="JBL Flip 6", auto_off=5.0),)
    async with living_with(speakers=speakers) as (amazon, _):
        amazon.play("Kitchen Echo")
        amazon.connect("Kitchen Echo", "JBL Flip 6")
        await asyncio.sleep(0.15)
        assert amazon.connected("Kitchen Echo") == "JBL Flip 6"
        amazon.stop("Kitchen Echo")
        await until(lambda: amazon.connected("Kitchen Echo") is None)
        assert amazon.holder("JBL Flip 6") is None


async def test_an_echo_without_power_loses_its_link(
    amazon: Amazon, customer: Customer
) -> None:
    """It takes no orders, and is listed as not online."""
    amazon.connect("Kitchen Echo", "JBL Flip 6")
    amazon.offline("Kitchen Echo")
    assert amazon.holder("JBL Flip 6") is None
    assert (await customer.states())["Kitchen Echo"]["online"] is False
    assert await customer.pair("Kitchen Echo", "JBL Flip 6") == 200
    await tries_are_over(amazon)
    assert amazon.connected("Kitchen Echo") is None
    amazon.online("Kitchen Echo")
    await customer.pair("Kitchen Echo", "JBL Flip 6")
    await until(lambda: amazon.connected("Kitchen Echo") == "JBL Flip 6")


async def test_a_try_that_is_called_off_comes_to_nothing(
    amazon: Amazon, customer: Customer
) -> None:
    """Disconnecting ends what has not begun."""
    await customer.pair("Kitchen Echo", "JBL Flip 6")
    await customer.disconnect("Kitchen Echo")
    await tries_are_over(amazon)
    assert amazon.connected("Kitchen Echo") is None


async def test_a_newer_try_takes_the_place_of_an_older(
    amazon: Amazon, customer: Customer
) -> None:
    """An Echo tries one thing at a time."""
    await customer.pair("Kitchen Echo", "JBL Flip 6")
    await customer.pair("Kitchen Echo", "UE Boom 3")  # codespell:ignore ue
    await tries_are_over(amazon)
    assert amazon.connected("Kitchen Echo") == "UE Boom 3"  # codespell:ignore ue
    assert amazon.holder("JBL Flip 6") is None


async def test_an_echo_forgets_a_speaker(amazon: Amazon, customer: Customer) -> None:
    """What is not paired cannot be connected."""
    amazon.connect("Bedroom Show", "Soundcore Motion")
    address = next(s.address for s in amazon.speakers() if s.name == "Soundcore Motion")
    path = f"api/bluetooth/unpair-sink/{customer.device('Bedroom Show')}"
    body = {"bluetoothDeviceAddress": address, "bluetoothDeviceClass": "OTHER"}
    assert (await customer.ask("POST", path, body))[0] == 200
    assert (await customer.states())["Bedroom Show"]["pairedDeviceList"] == []
    await customer.pair("Bedroom Show", "Soundcore Motion")
    await tries_are_over(amazon)
    assert amazon.connected("Bedroom Show") is None


async def test_an_echo_that_forgets_a_speaker_no_longer_tries_it(
    amazon: Amazon, customer: Customer
) -> None:
    """A bond is needed until the end."""
    await customer.pair("Bedroom Show", "Soundcore Motion")
    address = next(s.address for s in amazon.speakers() if s.name == "Soundcore Motion")
    path = f"api/bluetooth/unpair-sink/{customer.device('Bedroom Show')}"
    await customer.ask("POST", path, {"bluetoothDeviceAddress": address})
    await tries_are_over(amazon)
    assert amazon.holder("Soundcore Motion") is None


async def test_what_is_not_paired_cannot_be_connected(amazon: Amazon) -> None:
    """Not even by hand."""
    with pytest.raises(ValueError, match="Bedroom Show is not paired with JBL Flip 6"):
        amazon.connect("Bedroom Show", "JBL Flip 6")
    with pytest.raises(KeyError, match="Cellar"):
        amazon.connect("Cellar", "JBL Flip 6")


async def test_what_does_not_answer_cannot_be_connected(amazon: Amazon) -> None:
    """Asleep, out of range, or without power."""
    amazon.sleep("JBL Flip 6")
    with pytest.raises(ValueError, match="JBL Flip 6 does not answer Kitchen Echo"):
        amazon.connect("Kitchen Echo", "JBL Flip 6")
    amazon.wake("JBL Flip 6")
    amazon.offline("Kitchen Echo")
    with pytest.raises(ValueError, match="JBL Flip 6 does not answer Kitchen Echo"):
        amazon.connect("Kitchen Echo", "JBL Flip 6")
    assert amazon.holder("JBL Flip 6") is None


async def test_chance_is_the_same_every_time() -> None:
    """With the same seed the same tries fail."""
    speakers = (SpeakerSpec(name="JBL Flip 6", failure=0.5, connect_seconds=(0, 0)),)

    async def outcomes(seed: int) -> list[bool]:
        async with living_with(speakers=speakers, seed=seed, pace=0.0) as (amazon, who):
            came = []
            for _ in range(20):
                await who.pair("Kitchen Echo", "JBL Flip 6")
                await tries_are_over(amazon)
                came.append(amazon.connected("Kitchen Echo") is not None)
                amazon.disconnect("Kitchen Echo")
            return came

    first = await outcomes(7)
    assert first == await outcomes(7)
    assert 2 < sum(first) < 18


async def test_two_speakers_of_one_name_are_two() -> None:
    """The address tells which is meant."""
    speakers = (
        SpeakerSpec(name="JBL Flip 6", address="AA:00:00:00:00:01"),
        SpeakerSpec(name="JBL Flip 6", address="AA:00:00:00:00:02"),
    )
    echos = (EchoSpec(name="Kitchen Echo", paired=("JBL Flip 6",)),)
    async with living_with(speakers=speakers, echos=echos) as (amazon, customer):
        await customer.pair("Kitchen Echo", "AA:00:00:00:00:02")
        await until(lambda: amazon.connected("Kitchen Echo") == "JBL Flip 6")
        listed = (await customer.states())["Kitchen Echo"]["pairedDeviceList"]
        assert [peer["connected"] for peer in listed] == [False, True]
        assert amazon.holder("AA:00:00:00:00:01") is None


async def test_a_gadget_is_listed_first_and_always_connected() -> None:
    """It is no speaker, and takes no place."""
    echos = (
        EchoSpec(name="Kitchen Echo", paired=("JBL Flip 6",), gadgets=("EchoBtn0AB",)),
    )
    async with living_with(echos=echos) as (amazon, customer):
        assert await customer.connected("Kitchen Echo") == ["EchoBtn0AB"]
        assert amazon.connected("Kitchen Echo") is None
        amazon.connect("Kitchen Echo", "JBL Flip 6")
        assert await customer.connected("Kitchen Echo") == ["EchoBtn0AB", "JBL Flip 6"]


async def tries_are_over(amazon: Amazon) -> None:
    """Wait until no Echo tries to connect any more."""
    await until(lambda: not amazon.trying())


@pytest.mark.parametrize("seed", range(5))
async def test_whatever_happens_what_is_told_is_what_is_so(seed: int) -> None:
    """No speaker has two senders, no Echo two links, and no answer lies."""
    dice = Random(seed)  # noqa: S311 - dice, no secret
    async with living_with(pace=0.001) as (amazon, customer):
        deeds = whatever_happens(amazon)
        for _ in range(60):
            sender = dice.choice(list(SENDERS))
            await customer.pair(sender, dice.choice(SENDERS[sender]))
            with suppress(ValueError):
                dice.choice(deeds)()
            await tries_are_over(amazon)
            states = await customer.states()
            told = {echo: connected(states[echo]) for echo in SENDERS}
            held = {each: amazon.holder(each) for each in (*RECEIVERS, "Pixel 9")}
            links = {echo: [s for s in held if held[s] == echo] for echo in SENDERS}
            assert told == links
            assert max(map(len, told.values())) <= 1


def whatever_happens(amazon: Amazon) -> list[Callable[[], None]]:
    """Return all that can be done to the Echos and the speakers of the house."""
    of_echos = (amazon.disconnect, amazon.offline, amazon.online)
    of_speakers = (
        amazon.sleep,
        amazon.wake,
        amazon.steal,
        amazon.release,
        amazon.put_out_of_range,
        amazon.bring_back,
    )
    return [
        *(partial(amazon.connect, e, s) for e in SENDERS for s in SENDERS[e]),
        *(partial(deed, e) for e in SENDERS for deed in of_echos),
        *(partial(deed, s) for s in RECEIVERS for deed in of_speakers),
    ]


def connected(state: dict[str, Any]) -> list[str]:
    """Return what a device is said to be connected to."""
    peers = state["pairedDeviceList"]
    return [peer["friendlyName"] for peer in peers if peer["connected"]]
