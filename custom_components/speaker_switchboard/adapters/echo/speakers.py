"""Which Bluetooth speakers there are: one for an address, whoever is paired with it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from homeassistant.util import slugify

from ...core.declared import DeclaredSpeaker
from ...core.names import clean_name
from ...core.port import DeviceId
from .finding import echo_id
from .states import Bond, normal_address

_PREFIX: Final = "bluetooth:"
_OTHERWISE: Final = "Bluetooth speaker"


@dataclass(frozen=True, kw_only=True, slots=True)
class Speaker:
    """A Bluetooth speaker, and its bond with each Echo, by serial number."""

    id: DeviceId
    name: str
    bonds: Mapping[str, Bond] = field(default_factory=dict)

    @property
    def certain(self) -> bool:
        """Tell whether anybody knows that it takes sound."""
        return any(bond.speaker for bond in self.bonds.values())


def speaker_id(address: str) -> DeviceId:
    """Return our id of a speaker, or of a phone, by its address."""
    return DeviceId(f"{_PREFIX}{address}")


def find_speakers(
    bonds: Mapping[str, Iterable[Bond]], declared: Iterable[DeclaredSpeaker]
) -> dict[DeviceId, Speaker]:
    """Return every speaker that an Echo or a person knows of."""
    found: dict[DeviceId, Speaker] = {}
    for serial, bond in sorted(_speakers(bonds), key=lambda each: not each[1].address):
        speaker = _owner(found, bond)
        found[speaker.id] = _with_bond(speaker, serial, bond)
    for each in declared:
        speaker = _meant(found, each)
        for serial in bonds:
            if echo_id(serial) in each.senders and serial not in speaker.bonds:
                speaker = _with_bond(speaker, serial, _declared_bond(speaker, each))
        found[speaker.id] = speaker
    return found


def _speakers(bonds: Mapping[str, Iterable[Bond]]) -> Iterator[tuple[str, Bond]]:
    """Yield what is a speaker, or may be one, with who is paired with it."""
    for serial in sorted(bonds):
        for bond in bonds[serial]:
            if bond.speaker is not False:
                yield serial, bond


def _owner(found: Mapping[DeviceId, Speaker], bond: Bond) -> Speaker:
    """Return the speaker of a bond, by its address or else by its name."""
    name = clean_name(bond.name, bond.address or _OTHERWISE)
    if bond.address:
        known = found.get(speaker_id(bond.address))
        return known or Speaker(id=speaker_id(bond.address), name=name)
    return _named(found, name) or Speaker(id=_nameless(name), name=name)


def _meant(found: Mapping[DeviceId, Speaker], declared: DeclaredSpeaker) -> Speaker:
    """Return the speaker a person means."""
    name = clean_name(declared.name, _OTHERWISE)
    if address := normal_address(declared.address):
        known = found.get(speaker_id(address))
        return known or Speaker(id=speaker_id(address), name=name)
    return _named(found, name) or Speaker(id=_nameless(name), name=name)


def _named(found: Mapping[DeviceId, Speaker], name: str) -> Speaker | None:
    """Return the first speaker that goes by a name."""
    called = name.casefold()
    return next((one for one in found.values() if one.name.casefold() == called), None)


def _nameless(name: str) -> DeviceId:
    """Return our id of a speaker of which only the name is known."""
    return speaker_id(f"name:{slugify(name)}")


def _with_bond(speaker: Speaker, serial: str, bond: Bond) -> Speaker:
    """Return a speaker with one more bond."""
    return replace(speaker, bonds={**speaker.bonds, serial: bond})


def _declared_bond(speaker: Speaker, declared: DeclaredSpeaker) -> Bond:
    """Return the bond a person knows of, with the address if anybody knows it."""
    known = next((bond for bond in speaker.bonds.values() if bond.address), None)
    if known is not None:
        return replace(known, connected=False)
    address = normal_address(declared.address)
    return Bond(name=declared.name, told=address.upper(), address=address, speaker=True)
