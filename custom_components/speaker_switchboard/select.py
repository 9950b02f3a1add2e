"""The routing entity: what each room listens to."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, override

from homeassistant.components.select import SelectEntity, SelectEntityDescription
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import SwitchboardConfigEntry, SwitchboardCoordinator
from .core.house import Device, House
from .core.port import DeviceId, PortId, PortKind, owner_of, port_id
from .core.route import Request
from .entity import (
    SwitchboardEntity,
    SwitchboardEntityDescription,
    async_add_for_each_device,
)
from .translate import async_source_words, raise_unless_done, source_option

# Routes of one house are carried out one after the other; the coordinator queues.
PARALLEL_UPDATES: Final = 0


@dataclass(frozen=True, kw_only=True)
class SwitchboardSelectDescription(
    SwitchboardEntityDescription, SelectEntityDescription
):
    """Something that can be chosen for a device."""


SOURCE: Final = SwitchboardSelectDescription(
    key="source",
    translation_key="source",
    has_fn=lambda device: (
        device.part_of is None and device.port(PortKind.SPEAKER) is not None
    ),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: SwitchboardConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add a Source to every room."""
    words = await async_source_words(hass)

    def make(
        coordinator: SwitchboardCoordinator,
        device: Device,
        description: SwitchboardSelectDescription,
    ) -> SourceSelect:
        return SourceSelect(coordinator, device, description, words)

    async_add_for_each_device(entry, async_add_entities, (SOURCE,), make)


class SourceSelect(SwitchboardEntity, SelectEntity):
    """What a room listens to: the state is what is observed, never what was asked."""

    entity_description: SwitchboardSelectDescription
    _unrecorded_attributes = frozenset({"options"})

    def __init__(
        self,
        coordinator: SwitchboardCoordinator,
        device: Device,
        description: SwitchboardSelectDescription,
        words: dict[str, str],
    ) -> None:
        """Remember the words of the house's language."""
        super().__init__(coordinator, device, description)
        self._words = words
        self._named: dict[str, PortId | None] = {}
        self._named_in: House | None = None

    @property
    @override
    def options(self) -> list[str]:
        """Return the sources that can be heard here, by owner and input."""
        return list(self._sources())

    @property
    @override
    def current_option(self) -> str | None:
        """Return the source that is heard here."""
        house = self.coordinator.house
        heard = heard_in(house, self._device_id)
        named = (name for name, source in self._sources().items() if source == heard)
        return next(named, None)

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        """Return what was last wished for here, and what became of it."""
        house = self.coordinator.house
        attributes: dict[str, Any] = {"playing": house.sounds(self._device_id)}
        if wish := self.coordinator.wishes.get(self._device_id):
            attributes["wish"] = source_option(house, wish.source, self._words)
            attributes["result"] = wish.verdict or "connecting"
        return attributes

    @override
    async def async_select_option(self, option: str) -> None:
        """Let this room, and no other, hear a source."""
        request = Request(source=self._sources()[option], rooms=(self._device_id,))
        found = await self.coordinator.async_route(request)
        raise_unless_done(self.coordinator.house, found)

    def _sources(self) -> dict[str, PortId | None]:
        """Return the sources by the name of their option, once for each House."""
        house = self.coordinator.house
        if self._named_in is not house:
            self._named_in = house
            self._named = named_sources(house, self._device_id, self._words)
        return self._named


def named_sources(
    house: House, room: DeviceId, words: Mapping[str, str]
) -> dict[str, PortId | None]:
    """Return the sources of a room by the name of their option; twins are numbered."""
    options: dict[str, PortId | None] = {}
    twins: Counter[str] = Counter()
    for source in sources_for(house, room):
        name = source_option(house, source, words)
        if name is None:
            continue
        twins[name] += 1
        options[f"{name} ({twins[name]})" if twins[name] > 1 else name] = source
    return options


def heard_in(house: House, room: DeviceId) -> PortId | None:
    """Return the input a room hears, else the group it is in, else nothing."""
    if (source := house.fed_by(room)) is not None:
        return source
    leader = house.leader_of(room)
    return None if leader == room else port_id(leader, PortKind.GROUP)


def sources_for(house: House, room: DeviceId) -> list[PortId | None]:
    """Return what a room may be switched to, and what it hears now."""
    heard = heard_in(house, room)
    inputs: list[PortId | None] = [
        port.id
        for port in house.inputs
        if port.id == heard or _usable(house, port.id, room)
    ]
    groups = [
        port_id(other.id, PortKind.GROUP)
        for other in house.rooms
        if other.id != room and other.away is None
    ]
    return [None, *inputs, *groups]


def _usable(house: House, source: PortId, room: DeviceId) -> bool:
    """Tell whether an input can be heard in a room now."""
    owner = house.devices[owner_of(source)]
    port = house.port(source)
    if owner.away or owner.serves_surround or port is None or port.plugged is False:
        return False
    return port.kind is not PortKind.TV_IN or owner.id == room
