"""Pages about what a device is to do: say something, or obey a sentence."""

from collections.abc import Iterator
from typing import Any, Final

from aiohttp import web

from emulators.amazon.account import Account
from emulators.amazon.ask import Ask, Refused, answer, parsed, stream_answer
from emulators.amazon.cloud import Cloud
from emulators.amazon.echo import Echo

FULL: Final = 100


async def preview(cloud: Cloud, ask: Ask) -> web.Response:
    """Carry out a sequence, one operation after the other."""
    sequence = parsed(ask.field("sequenceJson"))
    if not isinstance(sequence, dict):
        raise Refused(400, "The sequence cannot be read")

    sentences: dict[Echo, list[str]] = {}
    for kind, payload in operations(sequence.get("startNode")):
        for echo in addressed(cloud, ask.account, payload):
            match kind, payload:
                case "Alexa.TextCommand", {"text": str(text)}:
                    sentences.setdefault(echo, []).append(text)
                case _:
                    carry_out(cloud, echo, kind, payload)
    for echo, texts in sentences.items():
        cloud.voice.hear(echo, texts)
    return answer({})


def operations(node: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Go through a sequence, in the order in which it is carried out."""
    match node:
        case {"nodesToExecute": list(inner)}:
            for each in inner:
                yield from operations(each)
        case {"type": str(kind), "operationPayload": dict(payload)}:
            yield kind, payload


def addressed(
    cloud: Cloud, account: Account, payload: dict[str, Any]
) -> Iterator[Echo]:
    """Find the devices an operation is for."""
    match payload:
        case {"target": {"devices": [*targets]}} | {"devices": [*targets]} if targets:
            serials = [each.get("deviceSerialNumber") for each in targets]
        case _:
            serials = [payload.get("deviceSerialNumber")]
    for serial in serials:
        echo = cloud.echo_of(account, serial)
        if echo is not None:
            yield echo


def carry_out(cloud: Cloud, echo: Echo, kind: str, payload: dict[str, Any]) -> None:
    """Let one device do one operation; what is not known here is passed over."""
    match kind, payload:
        case "Alexa.Speak", {"textToSpeak": str(text)}:
            cloud.speak(echo, text)
        case "AlexaAnnouncement", {"content": [{"speak": {"value": str(text)}}, *_]}:
            cloud.announce(echo, text)
        case "Alexa.DeviceControls.Volume", {"value": value}:
            cloud.turn(echo, loudness(value))


def loudness(value: Any) -> int:
    """Read a volume, which comes as a number or as a text."""
    try:
        return min(max(int(float(value)), 0), FULL)
    except (TypeError, ValueError) as err:
        raise Refused(400, "The volume cannot be read") from err


async def automations(_cloud: Cloud, _ask: Ask) -> web.Response:
    """List the routines of an account, which are none."""
    return stream_answer([])


async def music(_cloud: Cloud, _ask: Ask) -> web.Response:
    """List where an account gets its music from."""
    return stream_answer(
        [
            {
                "id": "AMAZON_MUSIC",
                "displayName": "Amazon Music",
                "availability": "AVAILABLE",
                "supportedProperties": ["Alexa.Music.PlaySearchPhrase"],
                "providerData": {"isDefaultMusicProvider": True},
            }
        ]
    )
