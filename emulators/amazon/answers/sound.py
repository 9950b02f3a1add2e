"""Pages about how loud an Echo is, and whether it may speak at all."""

from typing import Any

from aiohttp import web

from emulators.amazon.ask import Ask, answer
from emulators.amazon.cloud import Cloud
from emulators.amazon.echo import Echo


async def quiet_list(cloud: Cloud, ask: Ask) -> web.Response:
    """Tell of every device whether it is to be left in peace."""
    mine = cloud.echos_of(ask.account)
    return answer({"doNotDisturbDeviceStatusList": [quiet(echo) for echo in mine]})


async def set_quiet(cloud: Cloud, ask: Ask) -> web.Response:
    """Leave a device in peace, or no longer."""
    cloud.leave_in_peace(ask.device, on=bool(ask.field("enabled")))
    return answer(quiet(ask.device))


def quiet(echo: Echo) -> dict[str, Any]:
    """Tell of one device whether it is to be left in peace."""
    return {
        "deviceSerialNumber": echo.serial,
        "deviceType": echo.type,
        "enabled": echo.dnd,
    }


async def volumes(cloud: Cloud, ask: Ask) -> web.Response:
    """Tell how loud every device is."""
    return answer(
        {
            "volumes": [
                {
                    "alertVolume": None,
                    "deviceType": echo.type,
                    "dsn": echo.serial,
                    "error": None,
                    "speakerMuted": echo.muted,
                    "speakerVolume": echo.volume,
                }
                for echo in cloud.echos_of(ask.account)
            ]
        }
    )


async def sessions(_cloud: Cloud, _ask: Ask) -> web.Response:
    """Tell what is played, which is nothing."""
    return answer({"mediaSessionList": []})


async def player(_cloud: Cloud, ask: Ask) -> web.Response:
    """Tell what one device plays."""
    volume = {"muted": ask.device.muted, "volume": ask.device.volume}
    return answer({"playerInfo": {"state": None, "volume": volume}})
