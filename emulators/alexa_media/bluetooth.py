"""What Alexa Media Player reads out of the Bluetooth state of one Echo."""

from collections.abc import Mapping
from typing import Any, Final

type BluetoothState = Mapping[str, Any]

LOCAL: Final = "Local Speaker"


def paired(state: BluetoothState) -> list[dict[str, Any]]:
    """Return every paired device; Amazon writes null for none."""
    return state.get("pairedDeviceList") or []


def bluetooth_list(state: BluetoothState) -> list[str]:
    """Return the names of all that is paired: phones, speakers and gadgets."""
    return [device["friendlyName"] for device in paired(state)]


def source_list(state: BluetoothState) -> list[str]:
    """Return what sound can come from, so phones only: a speaker is not in it."""
    phones = [
        device["friendlyName"]
        for device in paired(state)
        if "A2DP-SOURCE" in (device["profiles"] or ())
    ]
    return [LOCAL, *phones]


def connected_bluetooth(state: BluetoothState) -> str | None:
    """Return the first that is connected, whatever it is: a gadget counts."""
    names = (each["friendlyName"] for each in paired(state) if each["connected"])
    return next(names, None)


def source(state: BluetoothState, choices: list[str]) -> str:
    """Return the phone that plays; with a speaker it is still the local speaker."""
    for device in paired(state):
        if device["connected"] and device["friendlyName"] in choices:
            return str(device["friendlyName"])
    return LOCAL


def addresses(state: BluetoothState, name: str) -> list[str]:
    """Return the address of everything that has this name, duplicates included."""
    return [each["address"] for each in paired(state) if each["friendlyName"] == name]
