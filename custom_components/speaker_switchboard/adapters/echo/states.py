"""What Amazon says about the Bluetooth of each Echo, read with suspicion."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from .failures import NO_SENSE, Unanswered

# Far more than any Echo remembers.
_MOST_BONDS: Final = 64
_ADDRESS: Final = re.compile(r"[0-9a-f]{12}")
_SPEAKER: Final = "A2DP-SINK"
_PHONE: Final = "A2DP-SOURCE"
# Echo Buttons are paired like speakers.
_GADGET: Final = "EchoBtn"


@dataclass(frozen=True, kw_only=True, slots=True)
class Bond:
    """Something an Echo is paired with, by the name it gave itself.

    `told` is its address as Amazon writes it, `address` as we do; who knows it by
    name only knows neither. Whether it is a `speaker` may not be known.
    """

    name: str
    told: str = ""
    address: str = ""
    speaker: bool | None = None
    phone: bool = False
    connected: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Bluetooth:
    """The Bluetooth of an Echo; `bonds` is None where Amazon does not tell them."""

    type: str = ""
    online: bool | None = None
    bonds: tuple[Bond, ...] | None = None
    streaming: bool = False

    @property
    def speakers(self) -> tuple[Bond, ...]:
        """Return what is a speaker, or may be one."""
        return tuple(bond for bond in self.bonds or () if bond.speaker is not False)

    @property
    def phone(self) -> Bond | None:
        """Return the phone that plays through the Echo now, if there is one."""
        connected = [bond for bond in self.bonds or () if bond.connected]
        if not self.streaming or any(bond.speaker for bond in connected):
            return None
        return next((bond for bond in connected if bond.phone), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Jack:
    """The jack of an Echo, by the name Amazon has for it; `out` or in."""

    name: str
    out: bool


def normal_address(told: object) -> str:
    """Return an address in the one way we write it, or nothing if it is none."""
    digits = re.sub(r"[^0-9a-z]", "", told.lower()) if isinstance(told, str) else ""
    if not _ADDRESS.fullmatch(digits):
        return ""
    return ":".join(digits[at : at + 2] for at in range(0, 12, 2))


def read_states(answer: object) -> dict[str, Bluetooth]:
    """Read an answer about all Echos of an account, by serial number."""
    listed = answer.get("bluetoothStates") if isinstance(answer, Mapping) else None
    if not isinstance(listed, list):
        raise Unanswered(NO_SENSE)
    return {
        state["deviceSerialNumber"]: _state(state)
        for state in listed
        if isinstance(state, Mapping)
        and isinstance(state.get("deviceSerialNumber"), str)
    }


def _state(state: Mapping[str, Any]) -> Bluetooth:
    """Read what is said about one Echo."""
    online, paired = state.get("online"), state.get("pairedDeviceList")
    return Bluetooth(
        type=str(state.get("deviceType") or ""),
        online=online if isinstance(online, bool) else None,
        bonds=tuple(_bonds(paired)) if isinstance(paired, list) else None,
        streaming=state.get("streamingState") == "MUSIC",
    )


def _bonds(paired: list[Any]) -> Iterator[Bond]:
    """Yield what an Echo is paired with; what has no proper address cannot be used."""
    for one in paired[:_MOST_BONDS]:
        if isinstance(one, Mapping) and (address := normal_address(one.get("address"))):
            name = str(one.get("friendlyName") or "")
            profiles = one.get("profiles")
            yield Bond(
                name=name,
                told=str(one["address"]),
                address=address,
                speaker=_is_speaker(name, profiles),
                phone=isinstance(profiles, list) and _PHONE in profiles,
                connected=one.get("connected") is True,
            )


def _is_speaker(name: str, profiles: object) -> bool | None:
    """Tell whether something takes sound; where no profiles are told, it may."""
    if is_gadget(name):
        return False
    return _SPEAKER in profiles if isinstance(profiles, list) else None


def read_jack(answer: object) -> Jack:
    """Read an answer about the jack of an Echo."""
    listed = answer.get("ports") if isinstance(answer, Mapping) else None
    for port in listed if isinstance(listed, list) else ():
        if isinstance(port, Mapping) and port.get("direction") in {"INPUT", "OUTPUT"}:
            out = port["direction"] == "OUTPUT"
            return Jack(name=str(port.get("id") or "aux0"), out=out)
    raise Unanswered(NO_SENSE)


def is_gadget(name: str) -> bool:
    """Tell whether something is an Echo Button."""
    return name.startswith(_GADGET)
