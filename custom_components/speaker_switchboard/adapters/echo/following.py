"""Follow the two integrations: what they load, register and show."""

from collections.abc import Callable, Iterable
from typing import Any

from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
)
from homeassistant.core import (
    CALLBACK_TYPE,
    Event,
    EventStateChangedData,
    HomeAssistant,
    callback,
)
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.event import async_track_state_change_event

from .accounts import DOMAINS

type Showed = Callable[[Event[EventStateChangedData]], None]


class Following:
    """Calls `moved` when there may be other Echos, `showed` when one changed."""

    def __init__(
        self, hass: HomeAssistant, moved: Callable[[], None], showed: Showed
    ) -> None:
        """Follow nothing yet."""
        self._hass = hass
        self._moved = moved
        self._showed = showed
        self._ends: list[CALLBACK_TYPE] = []
        self._entities: frozenset[str] = frozenset()
        self._unfollow: CALLBACK_TYPE | None = None

    def start(self) -> None:
        """Follow config entries and both registries."""
        bus, hass = self._hass.bus, self._hass
        changed = async_dispatcher_connect(
            hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._entry_changed
        )
        self._ends = [
            changed,
            bus.async_listen(dr.EVENT_DEVICE_REGISTRY_UPDATED, self._registered),
            bus.async_listen(er.EVENT_ENTITY_REGISTRY_UPDATED, self._registered),
        ]

    def follow(self, entities: Iterable[str]) -> None:
        """Follow the states of these entities, and of no others any more."""
        wanted = frozenset(entities)
        if wanted == self._entities:
            return
        self._let_go()
        self._entities = wanted
        self._unfollow = async_track_state_change_event(
            self._hass, wanted, self._showed
        )

    def stop(self) -> None:
        """Follow nothing any more."""
        self._let_go()
        for end in self._ends:
            end()
        self._ends = []

    def _let_go(self) -> None:
        """Follow no states any more."""
        if self._unfollow is not None:
            self._unfollow()
        self._unfollow, self._entities = None, frozenset()

    @callback
    def _entry_changed(self, _: ConfigEntryChange, entry: ConfigEntry) -> None:
        """Take note that an account was loaded, unloaded, added or removed."""
        if entry.domain in DOMAINS:
            self._moved()

    @callback
    def _registered(self, _: Event[Any]) -> None:
        """Take note that a device or an entity was registered, renamed or removed."""
        if any(map(self._hass.config_entries.async_entries, DOMAINS)):
            self._moved()
