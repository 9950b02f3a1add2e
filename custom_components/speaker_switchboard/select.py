"""The routing entities: what each room listens to, where each sender plays to."""

from abc import abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, override

from homeassistant.components.select import SelectEntity, SelectEntityDescription
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import SwitchboardConfigEntry, SwitchboardCoordinator
from .core.choices import (
    heard_in,
    is_connected,
    listeners,
    output_now,
    outputs_of,
    sources_for,
)
from .core.house import Device, Family, House
from .core.port import PortId, PortKind, kind_of, owner_of, port_id
from .core.route import Request
from .entity import (
    SwitchboardEntity,
    SwitchboardEntityDescription,
    async_add_for_each_device,
)
from .translate import (
    async_source_words,
    output_option,
    raise_unless_done,
    source_option,
)

# Routes of one family are carried out one after the other; the coordinator queues.
PARALLEL_UPDATES: Final = 0

# Those that send, and choose where to.
_SENDERS: Final = frozenset({Family.ECHO, Family.HOST})


@dataclass(frozen=True, kw_only=True)
class SwitchboardSelectDescription(
    SwitchboardEntityDescription, SelectEntityDescription
):
    """Something that can be chosen for a device."""


SOURCE: Final = SwitchboardSelectDescription(
    key="source",
    translation_key="source",
    has_fn=lambda device: (
        device.part_of is None
        and device.family not in _SENDERS
        and device.port(PortKind.SPEAKER) is not None
    ),
)
OUTPUT: Final = SwitchboardSelectDescription(
    key="output",
    translation_key="output",
    has_fn=lambda device: device.family in _SENDERS,
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: SwitchboardConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add a Source to every room, and an Output to every sender."""
    words = await async_source_words(hass)

    def make(
        coordinator: SwitchboardCoordinator,
        device: Device,
        description: SwitchboardSelectDescription,
    ) -> RouteSelect:
        kind = SourceSelect if description is SOURCE else OutputSelect
        return kind(coordinator, device, description, words)

    async_add_for_each_device(entry, async_add_entities, (SOURCE, OUTPUT), make)


class RouteSelect(SwitchboardEntity, SelectEntity):
    """A choice of routes: the state is what is observed, never what was asked."""

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
        """Return what can be chosen, by name."""
        return list(self._choices())

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        """Return what was last wished for here, and what became of it."""
        wish = self.coordinator.wishes.get(self._device_id)
        if wish is None:
            return {}
        return {
            "wish": source_option(self.coordinator.house, wish.source, self._words),
            "result": wish.verdict or "connecting",
        }

    @abstractmethod
    def _find(self) -> dict[str, PortId | None]:
        """Return what can be chosen, by the name of its option."""

    def _choices(self) -> dict[str, PortId | None]:
        """Return what can be chosen, worked out once for each House."""
        house = self.coordinator.house
        if self._named_in is not house:
            self._named_in = house
            self._named = self._find()
        return self._named

    def _named_as(self, port: PortId | None) -> str | None:
        """Return the option for something that can be chosen."""
        return next((name for name, p in self._choices().items() if p == port), None)

    async def _route(self, request: Request) -> None:
        """Carry out a request; raise unless it was done."""
        found = await self.coordinator.async_route(request)
        raise_unless_done(self.coordinator.house, found)


class SourceSelect(RouteSelect):
    """What a room listens to."""

    @property
    @override
    def current_option(self) -> str | None:
        """Return the source that is heard here; unknown when nobody can see it."""
        house, room = self.coordinator.house, self._device_id
        if not house.has_groups(room) and is_connected(house, room) is None:
            return None
        return self._named_as(heard_in(house, room))

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        """Return also whether the room plays."""
        playing = self.coordinator.house.sounds(self._device_id)
        return {"playing": playing} | super().extra_state_attributes

    @override
    async def async_select_option(self, option: str) -> None:
        """Let this room, and no other, hear a source."""
        source = self._choices()[option]
        await self._route(Request(source=source, rooms=(self._device_id,)))

    @override
    def _find(self) -> dict[str, PortId | None]:
        house = self.coordinator.house
        return named(
            sources_for(house, self._device_id),
            lambda source: source_option(house, source, self._words),
        )


class OutputSelect(RouteSelect):
    """Where the sound of a sender comes out."""

    @property
    @override
    def current_option(self) -> str | None:
        """Return where it comes out; unknown when nobody can see it."""
        now = output_now(self.coordinator.house, self._device_id)
        return None if now is None else self._named_as(now)

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        """Return the wish as an output: the speaker or jack it was for."""
        attributes = super().extra_state_attributes
        if wish := self.coordinator.wishes.get(self._device_id):
            rooms = map(self.coordinator.house.name, wish.rooms)
            attributes["wish"] = ", ".join(rooms)
        return attributes

    @override
    async def async_select_option(self, option: str) -> None:
        """Let the sound come out there, whoever else had the output or speaker."""
        chosen = self._choices()[option]
        if chosen is None:
            return
        now = output_now(self.coordinator.house, self._device_id)
        at_home = kind_of(chosen) is PortKind.SPEAKER
        if at_home and now is not None and kind_of(now) is PortKind.LINE_IN:
            # Else it would come out at the end of the cable all the same.
            rooms = listeners(self.coordinator.house, now)
            await self._route(Request(source=None, rooms=rooms))
        await self._route(
            Request(
                source=port_id(self._device_id, PortKind.SPEAKER),
                rooms=(owner_of(chosen),),
                take=True,
                through=_OUTPUT_TO.get(kind_of(chosen)),
            )
        )

    @override
    def _find(self) -> dict[str, PortId | None]:
        house = self.coordinator.house
        return named(
            outputs_of(house, self._device_id),
            lambda output: output and output_option(house, output, self._words),
        )


_OUTPUT_TO: Final = {
    PortKind.BLUETOOTH_IN: PortKind.BLUETOOTH_OUT,
    PortKind.LINE_IN: PortKind.LINE_OUT,
}


def named(
    ports: Iterable[PortId | None], name: Callable[[PortId | None], str | None]
) -> dict[str, PortId | None]:
    """Return ports by the name of their option; twins are numbered."""
    options: dict[str, PortId | None] = {}
    twins: Counter[str] = Counter()
    for port in ports:
        option = name(port)
        if option is None:
            continue
        twins[option] += 1
        number = f" ({twins[option]})" if twins[option] > 1 else ""
        options[option + number] = port
    return options
