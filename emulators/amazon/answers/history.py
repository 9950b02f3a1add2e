"""Pages about what was said, and about lists and alarms, of which there are none."""

from typing import Any, Final

from aiohttp import web

from emulators.amazon.account import Said
from emulators.amazon.ask import Ask, answer
from emulators.amazon.cloud import Cloud

PAGE: Final = '<html><head><meta name="csrf-token" content="{}"></head></html>'


async def page(_cloud: Cloud, ask: Ask) -> web.Response:
    """Show the page that carries the number the records are asked with."""
    return web.Response(text=PAGE.format(ask.account.csrf), content_type="text/html")


async def records(_cloud: Cloud, ask: Ask) -> web.Response:
    """Tell what was said, the newest first."""
    newest = reversed(ask.account.history)
    return answer({"alexaHistoryRecords": [record(said) for said in newest]})


def record(said: Said) -> dict[str, Any]:
    """Write one record the way aioamazondevices reads it."""
    return {
        "recordKey": said.key,
        "recordType": "VOICE_HISTORY",
        "timestamp": said.at,
        "utteranceType": "GENERAL",
        "intent": "TextCommand",
        "title": said.text,
        "subTitle": said.reply,
        "deviceInfo": [{"deviceSerialNumber": said.serial}],
        "personsInfo": [],
    }


async def older_records(_cloud: Cloud, ask: Ask) -> web.Response:
    """Tell what was said, the newest first, and no more than is wanted."""
    wanted = int(ask.request.query.get("maxRecordSize", "50"))
    newest = list(reversed(ask.account.history))[:wanted]
    found = [older_record(said) for said in newest]
    return answer({"customerHistoryRecords": found, "encodedRequestToken": None})


def older_record(said: Said) -> dict[str, Any]:
    """Write one record the way alexapy reads it."""
    return {
        "recordKey": said.key,
        "timestamp": said.at,
        "utteranceType": "GENERAL",
        "voiceHistoryRecordItems": [
            {"recordItemType": "CUSTOMER_TRANSCRIPT", "transcriptText": said.text},
            {"recordItemType": "ALEXA_RESPONSE", "transcriptText": said.reply},
        ],
    }


async def wake_words(cloud: Cloud, ask: Ask) -> web.Response:
    """Tell what each device is woken with."""
    return answer(
        {
            "wakeWords": [
                {
                    "active": True,
                    "deviceSerialNumber": echo.serial,
                    "deviceType": echo.type,
                    "wakeWord": "ALEXA",
                }
                for echo in cloud.echos_of(ask.account)
            ]
        }
    )


async def notifications(_cloud: Cloud, _ask: Ask) -> web.Response:
    """List alarms, timers and reminders."""
    return answer({"notifications": []})


async def lists(_cloud: Cloud, _ask: Ask) -> web.Response:
    """List what there is to buy and to do."""
    return answer({"listInfoList": []})


async def items(_cloud: Cloud, _ask: Ask) -> web.Response:
    """List what is on a list."""
    return answer({"itemInfoList": []})
