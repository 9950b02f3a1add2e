"""Entity ids and areas, as people and automations name them, into a core Request."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er, target

from .const import DOMAIN
from .core.house import House
from .core.port import DeviceId, PortId, PortKind, port_id
from .core.route import Request

ATTR_SOURCE: Final = "source"
ATTR_INPUT: Final = "input"
ATTR_TOGETHER: Final = "together"
ATTR_TAKE: Final = "take"
ATTR_SPEAKER: Final = "speaker"
ATTR_SPEAKER_NAME: Final = "speaker_name"


@callback
def async_rooms(
    hass: HomeAssistant, house: House, data: Mapping[str, Any]
) -> tuple[DeviceId, ...]:
    """Return the rooms a target names, each once, in the order they were named.

    An entity that was named itself and belongs to no speaker is kept under its
    own name, for the planner to refuse; one that an area or label brought along
    (its lamps) is passed over.
    """
    selection = target.TargetSelection(dict(data))
    found = target.async_extract_referenced_entity_ids(hass, selection)
    named = _in_order(data.get("entity_id"), found.referenced)
    rooms = [_device_of(hass, house, entity) or DeviceId(entity) for entity in named]
    rooms += [
        device
        for entity in sorted(found.indirectly_referenced)
        if (device := _device_of(hass, house, entity))
        and house.room_of(device) == device
    ]
    return tuple(dict.fromkeys(rooms))


@callback
def async_request(
    hass: HomeAssistant,
    house: House,
    data: Mapping[str, Any],
    kind: PortKind | None = None,
) -> Request:
    """Return the request of an action; without a source it asks for own music."""
    source: PortId | None = None
    if (entity := data.get(ATTR_SOURCE)) is not None:
        owner = _device_of(hass, house, entity) or DeviceId(entity)
        source = port_id(owner, kind or _heard(house, owner, data[ATTR_INPUT]))
    return Request(
        source=source,
        rooms=async_rooms(hass, house, data),
        together=data.get(ATTR_TOGETHER, True),
        take=data.get(ATTR_TAKE, False),
    )


@callback
def async_bluetooth_request(
    hass: HomeAssistant, house: House, data: Mapping[str, Any]
) -> Request:
    """Return the request to connect a sender to a speaker over Bluetooth."""
    entity = data[ATTR_SOURCE]
    sender = _device_of(hass, house, entity) or DeviceId(entity)
    return Request(
        source=port_id(sender, PortKind.SPEAKER),
        rooms=_speakers(hass, house, data),
        take=data[ATTR_TAKE],
        through=PortKind.BLUETOOTH_OUT,
    )


@callback
def async_release_request(
    hass: HomeAssistant, house: House, data: Mapping[str, Any]
) -> Request:
    """Return the request to bring a sender back to itself, or to free a speaker."""
    if (entity := data.get(ATTR_SOURCE)) is None:
        return Request(source=None, rooms=_speakers(hass, house, data))
    sender = _device_of(hass, house, entity) or DeviceId(entity)
    source = port_id(sender, PortKind.SPEAKER)
    return Request(source=source, rooms=(sender,), take=True)


def _heard(house: House, owner: DeviceId, wanted: str) -> PortKind:
    """Return the port of a source; what a sender plays comes from its speaker."""
    kind = PortKind(wanted)
    device = house.devices.get(owner)
    alone = device is not None and device.port(PortKind.GROUP) is None
    return PortKind.SPEAKER if alone and kind is PortKind.GROUP else kind


def _speakers(
    hass: HomeAssistant, house: House, data: Mapping[str, Any]
) -> tuple[DeviceId, ...]:
    """Return the Bluetooth speaker that was named, by an entity or by its name.

    A name that belongs to none, or to several, is kept for the planner to refuse.
    """
    if (entity := data.get(ATTR_SPEAKER)) is not None:
        return (_device_of(hass, house, entity) or DeviceId(entity),)
    if (name := data.get(ATTR_SPEAKER_NAME)) is None:
        return ()
    called = [
        device.id
        for device in house.devices.values()
        if device.port(PortKind.BLUETOOTH_IN)
        and device.name.casefold() == name.strip().casefold()
    ]
    return (called[0] if len(called) == 1 else DeviceId(name),)


@callback
def _device_of(hass: HomeAssistant, house: House, entity_id: str) -> DeviceId | None:
    """Return the device of ours that an entity belongs to."""
    entity = er.async_get(hass).async_get(entity_id)
    if entity is None or entity.device_id is None:
        return None
    if entity.platform == DOMAIN:
        return DeviceId(entity.unique_id.rpartition("-")[0])
    device = dr.async_get(hass).async_get(entity.device_id)
    if not isinstance(device, dr.DeviceEntry):
        return None
    return next(
        (
            known.id
            for known in house.devices.values()
            if known.known_as & device.identifiers
        ),
        None,
    )


def _in_order(named: object, referenced: Iterable[str]) -> list[str]:
    """Return the entities that were named, in the order they were."""
    known = set(referenced)
    first = (
        [entity for entity in named if entity in known]
        if isinstance(named, list)
        else []
    )
    return [*first, *sorted(known - set(first))]
