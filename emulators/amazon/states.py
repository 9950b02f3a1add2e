"""What Amazon says of the Bluetooth of a device."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from emulators.amazon.echo import Echo
from emulators.amazon.faults import Kind, Ongoing, State
from emulators.amazon.speaker import Speaker

SOFTWARE: Final = "4128034948"


def states_of(echos: Iterable[Echo]) -> list[State]:
    """Describe the Bluetooth of devices as it is."""
    return [state_of(echo) for echo in echos]


def state_of(echo: Echo) -> State:
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
        "streamingState": "MUSIC" if echo.streaming and echo.link else None,
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
    states: Iterable[State], faults: Iterable[Ongoing], names: Mapping[str, str]
) -> list[State]:
    """Change what is said by what goes wrong; a fault can be of one device."""
    said = list(states)
    for each in faults:
        wrong = distortion(each)
        said = [
            told
            for state in said
            for told in (
                wrong(state)
                if each.fault.echo in {None, names[state["deviceSerialNumber"]]}
                else [state]
            )
        ]
    return said


def distortion(ongoing: Ongoing) -> Callable[[State], list[State]]:
    """Return what becomes of the state of one device."""
    match ongoing.fault.kind:
        case Kind.EMPTY:
            return lambda _state: []
        case Kind.STALE:
            old = {then["deviceSerialNumber"]: then for then in ongoing.memory}
            return lambda state: [old[state["deviceSerialNumber"]]]
        case Kind.NO_LIST:
            return lambda state: [{**state, "pairedDeviceList": None}]
    return without_profiles


def without_profiles(state: State) -> list[State]:
    """Leave out what a device is paired with can do."""
    peers = state["pairedDeviceList"]
    bare = peers and [{**each, "profiles": None} for each in peers]
    return [{**state, "pairedDeviceList": bare}]
