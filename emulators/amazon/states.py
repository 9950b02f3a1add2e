"""What Amazon says of the Bluetooth of a device."""

from collections.abc import Iterable
from typing import Any, Final

from emulators.amazon.echo import Echo
from emulators.amazon.faults import Kind, Ongoing
from emulators.amazon.speaker import Speaker

SOFTWARE: Final = "4128034948"


def states_of(echos: Iterable[Echo]) -> list[dict[str, Any]]:
    """Describe the Bluetooth of devices as it is."""
    return [state_of(echo) for echo in echos]


def state_of(echo: Echo) -> dict[str, Any]:
    """Describe the Bluetooth of one device as it is; a group has none."""
    kind = echo.spec.kind
    peers = [peer(each, connected=True) for each in echo.gadgets]
    peers += [peer(each, connected=each is echo.link) for each in echo.paired]
    return {
        "deviceSerialNumber": echo.serial,
        "deviceType": kind.type,
        "friendlyName": echo.name,
        "gadgetPaired": bool(echo.gadgets),
        "online": echo.online,
        "pairedDeviceList": peers if kind.has_radio else None,
        "sconeBattery": None,
        "sconePaired": False,
        "softwareVersion": SOFTWARE,
        "streamingState": "MUSIC" if echo.streaming else None,
    }


def peer(speaker: Speaker, *, connected: bool) -> dict[str, Any]:
    """Describe what a device is paired with."""
    return {
        "address": speaker.address,
        "connected": connected,
        "deviceClass": "OTHER",
        "friendlyName": speaker.name,
        "profiles": list(speaker.spec.profiles),
    }


def distorted(
    states: list[dict[str, Any]], faults: Iterable[Ongoing], names: dict[str, str]
) -> list[dict[str, Any]]:
    """Change what is said by what goes wrong; a fault can be of one device."""
    for each in faults:
        wrong = [
            state
            for state in states
            if each.fault.echo in {None, names[state["deviceSerialNumber"]]}
        ]
        match each.fault.kind:
            case Kind.EMPTY:
                states = [state for state in states if state not in wrong]
            case Kind.STALE:
                old = {then["deviceSerialNumber"]: then for then in each.memory}
                states = [
                    old[state["deviceSerialNumber"]] if state in wrong else state
                    for state in states
                ]
            case Kind.NO_LIST:
                for state in wrong:
                    state["pairedDeviceList"] = None
            case Kind.NO_PROFILES:
                for state in wrong:
                    for paired in state["pairedDeviceList"] or ():
                        paired["profiles"] = None
    return states
