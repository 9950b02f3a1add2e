"""Pages about what an Echo is paired with and connected to."""

from typing import Any

from aiohttp import web

from emulators.amazon.ask import Ask, answer
from emulators.amazon.cloud import Cloud


async def states(cloud: Cloud, ask: Ask) -> web.Response:
    """Tell what every device of an account is paired with."""
    return answer({"bluetoothStates": cloud.states_told_to(ask.account)})


async def pair_sink(cloud: Cloud, ask: Ask) -> web.Response:
    """Let an Echo connect; what it is not paired with is passed over in silence."""
    address = ask.field("bluetoothDeviceAddress")
    speaker = ask.device.paired_as(address)
    if speaker is not None and ask.device.online:
        cloud.radio.call(ask.device, speaker)
    return answer({})


async def disconnect_sink(cloud: Cloud, ask: Ask) -> web.Response:
    """Let an Echo disconnect whatever it has, and say the same if it has nothing."""
    if ask.device.online:
        cloud.radio.hang_up(ask.device)
    return answer({})


async def unpair_sink(cloud: Cloud, ask: Ask) -> web.Response:
    """Let an Echo forget what it was paired with."""
    address = ask.field("bluetoothDeviceAddress")
    speaker = ask.device.paired_as(address)
    if speaker is not None and ask.device.online:
        cloud.forget(ask.device, speaker)
    return answer({})


async def jack(_cloud: Cloud, ask: Ask) -> web.Response:
    """Tell which way the jack of an Echo goes."""
    return answer({"ports": ports(ask)})


def ports(ask: Ask) -> list[dict[str, Any]]:
    """List the one jack of an Echo, if it can be switched."""
    if ask.device.jack is None:
        return []

    return [{"id": "aux0", "direction": ask.device.jack}]


async def switch_jack(cloud: Cloud, ask: Ask) -> web.Response:
    """Switch the jack of an Echo between in and out."""
    direction = ask.field("direction")
    return answer(cloud.switch_jack(ask.device, ask.parts["port"], direction))
