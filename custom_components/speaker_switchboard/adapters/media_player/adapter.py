"""The family of other players: follows them, does what a plan asks.

The integration of a player speaks to it. What that shows in Home Assistant is all
there is to see, its actions are all there is to do.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Mapping
from typing import Any

from homeassistant.components.media_player.const import (
    ATTR_INPUT_SOURCE,
    DATA_COMPONENT,
    DOMAIN,
    SERVICE_SELECT_SOURCE,
)
from homeassistant.const import (
    ATTR_ENTITY_ID,
    SERVICE_MEDIA_STOP,
    SERVICE_TURN_OFF,
    SERVICE_TURN_ON,
)
from homeassistant.core import (
    Event,
    EventStateChangedData,
    HomeAssistant,
    State,
    callback,
)
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.event import async_track_state_change_event
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from ...core.acts import Act, Listen, Power, Stop
from ...core.declared import player_id, registry_id
from ...core.errors import CommandRejected, DeviceUnreachable
from ...core.house import Device, House, Link
from ...core.names import clean_name
from ...core.port import DeviceId, PortId
from .sight import (
    Memory,
    input_id,
    links,
    remembered,
    see,
    there,
)


class PlayerFamily:
    """The players somebody declared to be the end of a cable.

    What runs inside another integration is waited for, but never stopped: an
    entity whose update is stopped while it waits for its turn is not updated again.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        players: Iterable[str],
        answer: float,
        declared: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        """Remember whom to follow; `answer` is the patience of one call, in s.

        `declared` are inputs that cables lead to, by player: one that is off after
        a restart does not tell them.
        """
        self._hass = hass
        self._answer = answer
        inputs = declared or {}
        self._memories = {
            player_id(each): Memory(inputs=tuple(inputs.get(each, ())))
            for each in players
        }
        self._followed: dict[str, DeviceId] = {}
        self._updates: dict[DeviceId, asyncio.Task[None]] = {}
        self._unanswering: set[DeviceId] = set()
        self._changed: Callable[[], None] = _nobody
        self._unfollow: Callable[[], None] = _nobody
        self._unfollow_registry: Callable[[], None] = _nobody

    async def start(self, changed: Callable[[], None]) -> None:
        """Follow the players; call `changed` at each change."""
        self._changed = changed
        self._unfollow_registry = self._hass.bus.async_listen(
            er.EVENT_ENTITY_REGISTRY_UPDATED, self._registered
        )
        self._follow()

    async def stop(self) -> None:
        """Follow nobody any more."""
        self._unfollow_registry()
        self._unfollow()
        self._changed = self._unfollow = self._unfollow_registry = _nobody

    def look(self) -> House:
        """Return what is seen of this family."""
        devices: dict[DeviceId, Device] = {}
        live: set[Link] = set()
        for player, memory in self._memories.items():
            state = None if player in self._unanswering else self._state(player)
            devices[player] = see(player, memory, there(state))
            live.update(links(devices[player], memory, there(state)))
        return House(devices=devices, links=frozenset(live))

    async def refresh(self, devices: Iterable[DeviceId]) -> None:
        """Have those players read that are polled; the others tell by themselves."""
        players = self._memories.keys() & set(devices)
        await asyncio.gather(*(self._read(player) for player in players))

    async def do(self, act: Act) -> None:
        """Do one act; raise a FamilyError that names the player."""
        match act:
            case Power(player, on):
                await self._tell(player, SERVICE_TURN_ON if on else SERVICE_TURN_OFF)
            case Listen(player, port, _):
                source = self._source(player, port)
                await self._tell(player, SERVICE_SELECT_SOURCE, source)
            case Stop(player):
                await self._tell(player, SERVICE_MEDIA_STOP)
            case _:
                raise CommandRejected(act.room, "it has no such command")

    # Following

    def _follow(self) -> None:
        """Follow the players under the names their entities have now."""
        self._unfollow()
        self._followed = self._entities()
        self._unfollow = async_track_state_change_event(
            self._hass, self._followed, self._seen
        )
        for player in self._memories:
            self._remember(player)

    @callback
    def _seen(self, event: Event[EventStateChangedData]) -> None:
        """Take note of what a player shows now."""
        player = self._followed[event.data["entity_id"]]
        self._unanswering.discard(player)
        self._remember(player)
        self._changed()

    @callback
    def _registered(self, _: Event[er.EventEntityRegistryUpdatedData]) -> None:
        """Follow anew when a player was renamed or removed, or is back."""
        if self._entities() != self._followed:
            self._follow()
            self._changed()

    def _remember(self, player: DeviceId) -> None:
        """Take note of what a player shows, as long as its entity is there."""
        entry = self._entry(player)
        if entry is None:
            return
        device = dr.async_get(self._hass).async_get(entry.device_id or "")
        self._memories[player] = remembered(
            self._memories[player], entry, device, self._state(player)
        )

    def _entities(self) -> dict[str, DeviceId]:
        """Return the players by what their entities are called now."""
        entries = ((self._entry(player), player) for player in self._memories)
        return {entry.entity_id: player for entry, player in entries if entry}

    def _entry(self, player: DeviceId) -> er.RegistryEntry | None:
        """Return how the entity of a player is registered now, if it is."""
        return er.async_get(self._hass).async_get(registry_id(player) or "")

    def _state(self, player: DeviceId) -> State | None:
        """Return what the entity of a player shows, if it is there."""
        entry = self._entry(player)
        return self._hass.states.get(entry.entity_id) if entry else None

    # Reading

    async def _read(self, player: DeviceId) -> None:
        """Have a player read; who does not answer in time is away until it does."""
        entity = self._polled(player)
        if entity is None:
            return
        update = self._updates.get(player) or self._update(player, entity)
        await asyncio.wait((update,), timeout=self._answer)
        if not update.done():
            self._unanswering.add(player)
            self._changed()

    def _update(self, player: DeviceId, entity: Entity) -> asyncio.Task[None]:
        """Begin to read a player; the answer counts whenever it comes."""
        update = self._begin(entity.async_update_ha_state(force_refresh=True))
        self._updates[player] = update

        @callback
        def answered(_: asyncio.Task[None]) -> None:
            del self._updates[player]
            if player in self._unanswering:
                self._unanswering.discard(player)
                self._changed()

        update.add_done_callback(answered)
        return update

    def _polled(self, player: DeviceId) -> Entity | None:
        """Return the entity of a player, if it has to be asked how it is."""
        component = self._hass.data.get(DATA_COMPONENT)
        entry = self._entry(player)
        if component is None or entry is None:
            return None
        entity = component.get_entity(entry.entity_id)
        return entity if entity is not None and _is_polled(entity) else None

    # Telling

    def _source(self, player: DeviceId, port: PortId) -> str:
        """Return what a player calls an input."""
        inputs = self._inputs(player)
        if port not in inputs:
            # Who was just switched on lists its inputs a moment later.
            raise CommandRejected(player, "it has no such input", passing=not inputs)
        return inputs[port]

    def _inputs(self, player: DeviceId) -> dict[PortId, str]:
        """Return what a player calls its inputs, by our ids."""
        memory = self._memories.get(player, Memory())
        return {input_id(player, name): name for name in memory.inputs}

    async def _tell(
        self, player: DeviceId, service: str, source: str | None = None
    ) -> None:
        """Say something to a player, and name it when that fails."""
        state = there(self._state(player))
        if state is None:
            raise DeviceUnreachable(player, "it is not available")
        data = {ATTR_ENTITY_ID: state.entity_id}
        if source is not None:
            data[ATTR_INPUT_SOURCE] = source
        call = self._begin(
            self._hass.services.async_call(DOMAIN, service, data, blocking=True)
        )
        await asyncio.wait((call,), timeout=self._answer)
        if not call.done():
            raise DeviceUnreachable(player, "it does not answer")
        _judge(player, call)

    def _begin[T](self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Begin what another integration does, whoever waits for it."""
        task = self._hass.async_create_background_task(work, "ask a media player")
        task.add_done_callback(_take_notice)
        return task


def _judge(player: DeviceId, call: asyncio.Task[Any]) -> None:
    """Turn what an integration raised into what the executor understands."""
    try:
        call.result()
    except HomeAssistantError as err:
        raise CommandRejected(player, clean_name(str(err), "it refused")) from err
    except OSError as err:
        raise DeviceUnreachable(player, "it does not answer") from err
    except Exception as err:
        # Some integrations let through whatever their library raises.
        reason = f"its integration failed with {type(err).__name__}"
        raise CommandRejected(player, reason, passing=True) from err


def _is_polled(entity: Entity) -> bool:
    """Tell whether an entity is polled, by itself or together with others."""
    if isinstance(entity, CoordinatorEntity):
        return entity.coordinator.update_interval is not None
    return entity.should_poll


def _take_notice(task: asyncio.Task[Any]) -> None:
    """Take notice of an error that nobody waited for."""
    if not task.cancelled():
        task.exception()


def _nobody() -> None:
    """Tell nobody, and let go of nothing."""
