"""What the players of Alexa Media Player show, when nobody else is left to ask.

Only names are shown. The first that is connected hides the others; no name and no
list means that nobody knows; and a name that is twice in the list is nobody's.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from homeassistant.core import State

from .states import Bluetooth, Bond, is_gadget


def shown(state: State | None, known: Iterable[Bond]) -> Bluetooth | None:
    """Return the Bluetooth of an Echo as its player shows it; None is unknown."""
    if state is None:
        return None
    names = _texts(state.attributes, "bluetooth_list")
    phones = frozenset(_texts(state.attributes, "source_list"))
    speakers = [name for name in names if name not in phones and not is_gadget(name)]
    connected = state.attributes.get("connected_bluetooth")
    hidden = connected is not None and connected not in speakers
    if not names or hidden or len(set(speakers)) != len(speakers):
        return None
    by_name = {bond.name: bond for bond in known}
    return Bluetooth(
        bonds=tuple(
            _bond(name, by_name.get(name), connected=name == connected)
            for name in speakers
        )
    )


def _bond(name: str, known: Bond | None, *, connected: bool) -> Bond:
    """Return a bond, with the address that was known of the name before."""
    return Bond(
        name=name,
        told=known.told if known else "",
        address=known.address if known else "",
        speaker=known.speaker if known else None,
        connected=connected,
    )


def _texts(attributes: Mapping[str, Any], key: str) -> list[str]:
    """Return the texts in a list, whatever else is in it."""
    value = attributes.get(key)
    if not isinstance(value, list):
        return []
    return [one for one in value if isinstance(one, str)]
