"""The house as the household knows it, and as Home Assistant shows it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from demo.client import Client, until
from demo.configuration import DOMAIN
from demo.transcript import same
from emulators.amazon import Amazon
from emulators.sonos import Household
from emulators.sonos.services.didl import described

UNAVAILABLE: Final = "unavailable"
TURNTABLE: Final = "Hallway: Turntable"
OWN_MUSIC: Final = "Own music"

_RADIO: Final = "x-sonosapi-stream:s1234?sid=254"
_STATION: Final = "Radio Tidepool"
# What Home Assistant shows follows an event of the player; in seconds.
_SHOWN_WITHIN: Final = 10.0
# What a client asks without changing anything.
_READING: Final = ("Get", "Browse", "List", "SUBSCRIBE", "UNSUBSCRIBE")


def settle_in(house: Household) -> None:
    """Let some rooms play something of their own, as in a house that is lived in."""
    metadata = described(_RADIO, _STATION, "object.item.audioItem.audioBroadcast")
    house.play("Kitchen", _RADIO, title=_STATION, metadata=metadata)
    house.play("Living Room", f"x-sonos-htastream:{house.uid('Living Room')}:spdif")
    house.play("Bedroom", title="So What", track=3)


@dataclass(frozen=True, slots=True)
class Scene:
    """The two sides that have to agree."""

    house: Household
    amazon: Amazon
    client: Client

    # The household's side

    @property
    def rooms(self) -> tuple[str, ...]:
        """Return all rooms."""
        return tuple(player.name for player in self.house.players())

    @property
    def awake(self) -> tuple[str, ...]:
        """Return the rooms that can be reached."""
        return tuple(room for room in self.rooms if self.house.is_here(room))

    def line_in(self, room: str) -> str:
        """Return the address of what is plugged into a player."""
        return f"x-rincon-stream:{self.house.uid(room)}"

    def commands(self) -> list[str]:
        """Return what players were told to do since calls were last forgotten."""
        asked = self.house.calls()
        return [str(call) for call in asked if not call.action.startswith(_READING)]

    # Home Assistant's side

    async def sources(self) -> dict[str, dict[str, Any]]:
        """Return the registered Source of each room."""
        return await self._of_rooms(DOMAIN, "sonos:{uid}-source")

    async def players(self) -> dict[str, dict[str, Any]]:
        """Return the registered media player of each room, which is core's."""
        return await self._of_rooms("sonos", "{uid}")

    async def source_of(self, *rooms: str) -> list[str]:
        """Return the entity ids of Sources."""
        sources = await self.sources()
        return [sources[room]["entity_id"] for room in rooms]

    async def player_of(self, room: str) -> str:
        """Return the entity id of a media player."""
        entity_id: str = (await self.players())[room]["entity_id"]
        return entity_id

    async def shown(self, room: str) -> str:
        """Return what the Source of a room shows."""
        (entity_id,) = await self.source_of(room)
        state: str = (await self.client.states())[entity_id]["state"]
        return state

    async def all_shown(self) -> dict[str, str]:
        """Return what the Source of every room shows."""
        states, sources = await self.client.states(), await self.sources()
        return {r: states[each["entity_id"]]["state"] for r, each in sources.items()}

    async def rooms_of_core(self) -> set[str]:
        """Return the rooms whose media player can be used."""
        states = await self.client.states()
        return {
            room
            for room, each in (await self.players()).items()
            if states.get(each["entity_id"], {}).get("state", UNAVAILABLE)
            != UNAVAILABLE
        }

    async def rooms_of_ours(self) -> set[str]:
        """Return the rooms that have a Source."""
        states = await self.client.states()
        return {
            r for r, e in (await self.sources()).items() if e["entity_id"] in states
        }

    async def until_shown(self, expected: str, *rooms: str) -> None:
        """Wait for the Sources of rooms to show something."""
        for room in rooms:
            look = partial(self.shown, room)
            await self.until_same(f"Source of {room}", look, expected)

    async def until_playing(self, *rooms: str) -> None:
        """Wait for the Sources of rooms to have heard that they play."""
        for entity_id in await self.source_of(*rooms):
            look = partial(self._plays, entity_id)
            await self.until_same(f"{entity_id} playing", look, expected=True)

    async def until_state(self, entity_id: str, expected: str) -> None:
        """Wait for an entity to have a state."""

        async def look() -> str:
            state: str = (await self.client.states())[entity_id]["state"]
            return state

        await self.until_same(entity_id, look, expected)

    async def until_same(
        self,
        what: str,
        look: Callable[[], Awaitable[object]],
        expected: object,
        within: float = _SHOWN_WITHIN,
    ) -> None:
        """Wait for Home Assistant to show something; a miss is untrue."""

        async def so() -> bool:
            return await look() == expected

        await until(so, within)
        same(what, await look(), expected)

    async def _plays(self, entity_id: str) -> bool:
        """Tell whether a Source knows that its room plays."""
        attributes = (await self.client.states())[entity_id]["attributes"]
        return bool(attributes.get("playing"))

    async def _of_rooms(
        self, platform: str, unique_id: str
    ) -> dict[str, dict[str, Any]]:
        """Return the entity of each room that has one of a kind."""
        found = await self.registered(platform)
        named = {r: unique_id.format(uid=self.house.uid(r)) for r in self.rooms}
        return {room: found[name] for room, name in named.items() if name in found}

    async def registered(self, platform: str) -> dict[str, dict[str, Any]]:
        """Return the entities of an integration, by the name they have for life."""
        entities = await self.client.ask("config/entity_registry/list")
        return {e["unique_id"]: e for e in entities if e["platform"] == platform}
