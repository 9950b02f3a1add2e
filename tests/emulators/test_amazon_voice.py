"""An Echo understands a sentence, and obeys if it is about Bluetooth."""

import json
from typing import Any

import pytest
from aiohttp import ClientSession

from emulators.amazon import Amazon, EchoSpec, SpeakerSpec, amazon_network
from emulators.thread import running

from ..patience import until
from .echos import Customer, house

SAID = "api/behaviors/preview"


def sequence(kind: str, *payloads: dict[str, Any]) -> dict[str, Any]:
    """Write operations of one kind as they travel, one after the other."""
    nodes = [
        {
            "@type": "com.amazon.alexa.behaviors.model.OpaquePayloadOperationNode",
            "type": kind,
            "operationPayload": payload,
        }
        for payload in payloads
    ]
    start = {
        "@type": "com.amazon.alexa.behaviors.model.SerialNode",
        "nodesToExecute": nodes,
    }
    wrapped = {"@type": "com.amazon.alexa.behaviors.model.Sequence", "startNode": start}
    return {"behaviorId": "PREVIEW", "sequenceJson": json.dumps(wrapped)}


async def command(customer: Customer, echo: str, *texts: str) -> None:
    """Send an Echo sentences to obey, in one go."""
    serial = customer.device(echo).partition("/")[2]
    payloads = [{"deviceSerialNumber": serial, "text": text} for text in texts]
    body = sequence("Alexa.TextCommand", *payloads)
    assert await customer.ask("POST", SAID, body) == (200, {})


@pytest.mark.parametrize(
    ("language", "connect", "disconnect"),
    [
        ("en-US", "connect to jbl flip 6", "disconnect bluetooth"),
        ("en-GB", "connect to my jbl flip 6", "disconnect from jbl flip 6"),
        ("de-DE", "verbinde dich mit jbl flip 6", "trenne die bluetooth verbindung"),
        ("de-DE", "verbinde jbl flip 6", "trenne jbl flip 6"),
        ("fr-FR", "connecte-toi à jbl flip 6", "déconnecte jbl flip 6"),
        ("es-ES", "conéctate a jbl flip 6", "desconecta bluetooth"),
        ("fr-FR", "connecte toi à jbl flip 6", "déconnecte"),  # codespell:ignore
        ("es-ES", "conectar a jbl flip 6", "desconectar de jbl flip 6"),
        ("pt-BR", "conectar a jbl flip 6", "desconectar bluetooth"),
        ("it-IT", "connettiti a jbl flip 6", "disconnetti jbl flip 6"),
    ],
)
async def test_an_echo_obeys_in_its_own_language(
    language: str, connect: str, disconnect: str
) -> None:
    """It connects what is named, and lets it go."""
    echos = (EchoSpec(name="Kitchen", paired=("JBL Flip 6",), language=language),)
    with running(house(echos=echos)) as amazon, amazon_network(amazon):
        async with ClientSession() as session:
            customer = Customer(session, amazon, "home")
            await command(customer, "Kitchen", connect)
            await until(lambda: amazon.connected("Kitchen") == "JBL Flip 6")
            await command(customer, "Kitchen", disconnect)
            await until(lambda: amazon.connected("Kitchen") is None)
        assert amazon.heard("Kitchen") == (connect, disconnect)


@pytest.mark.parametrize(
    "text",
    [
        "Connect to JBL Flip 6",
        "verbinde dich mit jbl flip 6",
        "connect to jbl flip",
        "what is the time",
        "connect to jbl flip 6 and unlock the front door",
    ],
)
async def test_what_is_not_understood_does_nothing(
    amazon: Amazon, customer: Customer, text: str
) -> None:
    """Another language, capital letters, a name that is not quite right."""
    await command(customer, "Kitchen Echo", text)
    await until(lambda: amazon.trying() == ())
    assert amazon.heard("Kitchen Echo") == (text,)
    assert amazon.connected("Kitchen Echo") is None


async def test_signs_in_a_name_are_not_heard() -> None:
    """A name is said without them."""
    speakers = (SpeakerSpec(name="Anna's JBL (Flip-6)"),)
    echos = (EchoSpec(name="Kitchen", paired=("Anna's JBL (Flip-6)",)),)
    with running(house(echos=echos, speakers=speakers)) as amazon:
        amazon.say("Kitchen", "connect to anna s jbl flip 6")
        await until(lambda: amazon.connected("Kitchen") is not None)


async def test_without_a_name_it_is_what_was_paired_first(amazon: Amazon) -> None:
    """The one whose turn it usually is."""
    amazon.say("Kitchen Echo", "connect bluetooth")
    await until(lambda: amazon.connected("Kitchen Echo") == "JBL Flip 6")


async def test_of_two_commands_in_a_hurry_the_last_is_obeyed(
    amazon: Amazon, customer: Customer
) -> None:
    """An Echo forgets what it was thinking about."""
    await command(customer, "Kitchen Echo", "connect to jbl flip 6")
    await command(customer, "Kitchen Echo", "what is the time")
    await until(lambda: amazon.trying() == ())
    assert len(amazon.heard("Kitchen Echo")) == 2
    assert amazon.connected("Kitchen Echo") is None


async def test_commands_that_come_together_are_all_obeyed(
    amazon: Amazon, customer: Customer
) -> None:
    """One after the other."""
    texts = ("what is the time", "connect to jbl flip 6")
    await command(customer, "Kitchen Echo", *texts)
    await until(lambda: amazon.connected("Kitchen Echo") == "JBL Flip 6")
    assert amazon.heard("Kitchen Echo") == texts


async def test_an_echo_without_power_hears_nothing(
    amazon: Amazon, customer: Customer
) -> None:
    """The command is accepted all the same."""
    amazon.offline("Kitchen Echo")
    await command(customer, "Kitchen Echo", "connect to jbl flip 6")
    assert amazon.heard("Kitchen Echo") == ()


async def test_do_not_disturb_silences_announcements(
    amazon: Amazon, customer: Customer
) -> None:
    """What is said to one Echo by name is said."""
    serial = customer.device("Kitchen Echo").partition("/")[2]
    one = {"deviceSerialNumber": serial}
    speak = sequence("Alexa.Speak", {**one, "textToSpeak": "Hello."})
    spoken = {"speak": {"type": "text", "value": "Dinner."}}
    announce = sequence("AlexaAnnouncement", {**one, "content": [spoken]})
    amazon.set_dnd("Kitchen Echo", on=True)
    await customer.ask("POST", SAID, announce)
    await customer.ask("POST", SAID, speak)
    assert amazon.spoken("Kitchen Echo") == ("Hello.",)
    amazon.set_dnd("Kitchen Echo", on=False)
    await customer.ask("POST", SAID, announce)
    assert amazon.spoken("Kitchen Echo") == ("Hello.", "Dinner.")


async def test_the_volume_is_set(amazon: Amazon, customer: Customer) -> None:
    """A number comes as a number or as a text, depending on who sends it."""
    serial = customer.device("Kitchen Echo").partition("/")[2]
    one = {"deviceSerialNumber": serial}
    kind = "Alexa.DeviceControls.Volume"
    await customer.ask("POST", SAID, sequence(kind, {**one, "value": "55"}))
    assert amazon.volume("Kitchen Echo") == 55
    await customer.ask("POST", SAID, sequence(kind, {**one, "value": 20.0}))
    assert amazon.volume("Kitchen Echo") == 20


async def test_a_volume_that_is_none_is_refused(
    amazon: Amazon, customer: Customer
) -> None:
    """The Echo stays as loud as it was."""
    serial = customer.device("Kitchen Echo").partition("/")[2]
    payload = {"deviceSerialNumber": serial, "value": "loud"}
    body = sequence("Alexa.DeviceControls.Volume", payload)
    assert (await customer.ask("POST", SAID, body))[0] == 400
    assert amazon.volume("Kitchen Echo") == 30


@pytest.mark.parametrize("body", [{}, {"sequenceJson": "{"}, None, []])
async def test_a_sequence_that_cannot_be_read_is_refused(
    customer: Customer, body: object
) -> None:
    """As anything is that makes no sense."""
    assert (await customer.ask("POST", SAID, body))[0] == 400


async def test_a_jack_is_switched(amazon: Amazon, customer: Customer) -> None:
    """If there is one to be switched."""
    path = f"api/auxcontroller/{customer.device('Living Room Echo')}"
    ports = {"ports": [{"id": "aux0", "direction": "OUTPUT"}]}
    assert await customer.ask("GET", f"{path}/state") == (200, ports)
    switch = f"{path}/ports/aux0/setDirection"
    serial = path.rpartition("/")[2]
    body = {"direction": "INPUT", "deviceId": serial}
    assert (await customer.ask("POST", switch, body))[0] == 200
    assert amazon.jack("Living Room Echo") == "INPUT"
    wrong = {"direction": "SIDEWAYS", "deviceId": serial}
    assert (await customer.ask("POST", switch, wrong))[0] == 400
    assert amazon.jack("Living Room Echo") == "INPUT"
    path = f"api/auxcontroller/{customer.device('Kitchen Echo')}"
    assert await customer.ask("GET", f"{path}/state") == (200, {"ports": []})
    switch = f"{path}/ports/aux0/setDirection"
    assert (await customer.ask("POST", switch, body))[0] == 404
