"""What a player shows in Home Assistant, made into a part of the House."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from homeassistant.components.media_player.const import (
    ATTR_INPUT_SOURCE,
    ATTR_INPUT_SOURCE_LIST,
    MediaPlayerEntityFeature,
)
from homeassistant.const import (
    ATTR_SUPPORTED_FEATURES,
    STATE_OFF,
    STATE_STANDBY,
    STATE_UNAVAILABLE,
    STATE_UNKNOWN,
)
from homeassistant.core import State
from homeassistant.helpers import device_registry as dr, entity_registry as er

from ...core.house import Away, Device, Family, Link
from ...core.names import clean_name
from ...core.port import DeviceId, Port, PortId, PortKind, port_id

# No receiver has as many; a list without end is no list of inputs.
_MOST_INPUTS: Final = 64
_LONGEST_INPUT: Final = 255

_GONE: Final = frozenset({STATE_UNAVAILABLE, STATE_UNKNOWN})
_OFF: Final = frozenset({STATE_OFF, STATE_STANDBY})
_SWITCHES: Final = MediaPlayerEntityFeature.TURN_ON | MediaPlayerEntityFeature.TURN_OFF
# Some integrations register a device under three words instead of two.
_PAIR: Final = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Memory:
    """What was last seen of a player; many show no inputs while they are off."""

    name: str = "Player"
    model: str | None = None
    known_as: frozenset[tuple[str, str]] = frozenset()
    inputs: tuple[str, ...] = ()


def input_id(player: DeviceId, name: str) -> PortId:
    """Return our id of an input."""
    return port_id(player, PortKind.LINE_IN, name)


def remembered(
    was: Memory,
    entry: er.RegistryEntry,
    device: dr.DeviceEntry | dr.ChildDeviceEntry | None,
    state: State | None,
) -> Memory:
    """Return what is known of a player, now that it shows this.

    What the user customized may be of any type.
    """
    name = state.name if state else entry.name or entry.original_name
    model = device.model if isinstance(device, dr.DeviceEntry) else None
    identifiers = device.identifiers if device else ()
    return Memory(
        name=clean_name(str(name or ""), was.name),
        model=clean_name(str(model or ""), "") or None,
        known_as=frozenset(each for each in identifiers if len(each) == _PAIR),
        inputs=_inputs(state) or was.inputs,
    )


def there(state: State | None) -> State | None:
    """Return what a player shows, unless it is gone."""
    return None if state is None or state.state in _GONE else state


def see(player: DeviceId, memory: Memory, state: State | None) -> Device:
    """Return a player as it shows itself, or as it was before it was gone."""
    return Device(
        id=player,
        family=Family.PLAYER,
        name=memory.name,
        model=memory.model,
        ports=tuple(_ports(player, memory)),
        known_as=memory.known_as,
        away=_away(state),
        powered=_powered(state),
    )


def links(device: Device, memory: Memory, state: State | None) -> Iterator[Link]:
    """Yield the input a player is set to, if it is on and has such an input."""
    if state is None or device.away or device.powered is False:
        return
    source = state.attributes.get(ATTR_INPUT_SOURCE)
    if source in memory.inputs:
        speaker = port_id(device.id, PortKind.SPEAKER)
        yield Link(source=input_id(device.id, source), sink=speaker)


def _ports(player: DeviceId, memory: Memory) -> Iterator[Port]:
    """Yield the speaker of a player and its inputs."""
    yield Port(id=port_id(player, PortKind.SPEAKER), label="Speaker")
    for name in memory.inputs:
        yield Port(id=input_id(player, name), label=clean_name(name, "Input"))


def _away(state: State | None) -> Away | None:
    """Return why a player cannot be used; some have to be switched on by hand."""
    if state is None:
        return Away.UNREACHABLE
    wakes = _features(state) & MediaPlayerEntityFeature.TURN_ON
    return Away.OFF if state.state in _OFF and not wakes else None


def _powered(state: State | None) -> bool | None:
    """Tell whether a player is on; None of one that cannot be switched."""
    if state is None or not _features(state) & _SWITCHES:
        return None
    return state.state not in _OFF


def _features(state: State) -> int:
    """Return what a player can be told."""
    features = state.attributes.get(ATTR_SUPPORTED_FEATURES)
    return features if isinstance(features, int) else 0


def _inputs(state: State | None) -> tuple[str, ...]:
    """Return the inputs a player lists, as far as they are names."""
    listed = state.attributes.get(ATTR_INPUT_SOURCE_LIST) if state else None
    if not isinstance(listed, list | tuple):
        return ()
    names = dict.fromkeys(name for name in listed if _is_name(name))
    return tuple(islice(names, _MOST_INPUTS))


def _is_name(name: object) -> bool:
    """Tell whether an input can be called so."""
    return (
        isinstance(name, str)
        and len(name) <= _LONGEST_INPUT
        and bool(clean_name(name, ""))
    )
