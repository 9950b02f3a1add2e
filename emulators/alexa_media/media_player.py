"""A player for everything in the account that can play or remind."""

from collections.abc import Coroutine
from typing import Any, override

from homeassistant.components.media_player.const import MediaPlayerState, RepeatMode
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from . import bluetooth
from .account import DOMAIN, AmpConfigEntry, accounts
from .login import relogging
from .player import SeenPlayer
from .playing import play_media

# What is sent when the volume before is not known: a slip, for it means percent.
_FORGOTTEN_VOLUME = 50


async def async_setup_entry(
    hass: HomeAssistant,
    entry: AmpConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add a player for each device, groups, phones and televisions included."""
    account = accounts(hass)[entry.data["email"]]
    devices = account["devices"]["media_player"]
    _complete_clusters(devices)
    players = {serial: AlexaPlayer(each, account) for serial, each in devices.items()}
    account["entities"]["media_player"].update(players)
    async_add_entities(players.values())


def _complete_clusters(devices: dict[str, dict[str, Any]]) -> None:
    """Make each a member of the groups it says it belongs to."""
    for serial, device in devices.items():
        for parent in device.get("parentClusters") or []:
            if parent not in devices:
                continue
            members = devices[parent].get("clusterMembers") or []
            devices[parent]["clusterMembers"] = [*dict.fromkeys([*members, serial])]


class AlexaPlayer(SeenPlayer):
    """One Echo, or whatever else the account has.

    Nothing it does is waited for, and so nothing it does ever fails.
    """

    @override
    async def async_select_source(self, source: str) -> None:
        """Begin to connect to all that have this name, and believe that it worked.

        Nobody waits for the answer, and a name that is not paired is not an error.
        """
        if source == bluetooth.LOCAL:
            self._begin(self.alexa_api.disconnect_bluetooth())
            self._attr_source = source
        for address in bluetooth.addresses(self._bluetooth_state, source):
            self._begin(self.alexa_api.set_bluetooth(address))
            self._attr_source = source
        await self._without_push()

    @override
    async def async_set_volume_level(self, volume: float) -> None:
        """Begin to set the volume, and show it at once."""
        self._previous_volume = self.volume_level
        self._begin(self.alexa_api.set_volume(volume))
        self._attr_volume_level = volume
        await self._without_push()

    @override
    async def async_mute_volume(self, mute: bool) -> None:
        """Set the volume to nothing, or back to what it was."""
        before = self._saved_volume or _FORGOTTEN_VOLUME
        if mute:
            self._saved_volume = self.volume_level
        self._attr_is_volume_muted = mute
        self._begin(self.alexa_api.set_volume(0 if mute else before))
        await self._without_push()

    @relogging
    @override
    async def async_media_play(self) -> None:
        """Send play, the one command whose answer is waited for."""
        if self.state is not MediaPlayerState.IDLE:
            await self.alexa_api.play()

    @override
    async def async_media_pause(self) -> None:
        """Begin to pause."""
        if self.state is not MediaPlayerState.IDLE:
            self._begin(self.alexa_api.pause())

    @override
    async def async_turn_on(self) -> None:
        """Pause, because an Echo cannot be turned on."""
        await self.async_media_pause()

    @override
    async def async_turn_off(self) -> None:
        """Pause, because it cannot be turned off either."""
        await self.async_media_pause()

    @override
    async def async_media_next_track(self) -> None:
        """Begin to skip."""
        if self.state is not MediaPlayerState.IDLE:
            self._begin(self.alexa_api.next())

    @override
    async def async_media_previous_track(self) -> None:
        """Begin to skip back."""
        if self.state is not MediaPlayerState.IDLE:
            self._begin(self.alexa_api.previous())

    @override
    async def async_set_shuffle(self, shuffle: bool) -> None:
        """Begin to shuffle, and show it at once."""
        self._begin(self.alexa_api.shuffle(shuffle))
        self._attr_shuffle = shuffle

    @override
    async def async_set_repeat(self, repeat: RepeatMode) -> None:
        """Begin to repeat all or nothing, and show it at once."""
        every = repeat is RepeatMode.ALL
        self._begin(self.alexa_api.repeat(every))
        self._attr_repeat = RepeatMode.ALL if every else RepeatMode.OFF

    @override
    async def async_media_stop(self) -> None:
        """Begin to stop."""
        delay = self._account["options"]["queue_delay"]
        self._begin(self.alexa_api.stop(self._customer_id, queue_delay=delay))

    @override
    async def async_play_media(
        self, media_type: str, media_id: str, **kwargs: Any
    ) -> None:
        """Begin to play, or to do what a text command says."""
        kwargs.pop("enqueue", None)
        delay = self._account["options"]["queue_delay"]
        who = self._customer_id
        self._begin(
            play_media(self.alexa_api, media_type, media_id, who, delay, **kwargs)
        )
        await self._without_push()

    def say(self, message: str, queue_delay: float) -> None:
        """Begin to speak."""
        speaking = self.alexa_api.send_tts(
            message, customer_id=self._customer_id, queue_delay=queue_delay
        )
        self._begin(speaking)

    def announce(self, message: str, **how: Any) -> None:
        """Begin to announce, here or at the serial numbers given as targets."""
        announcing = self.alexa_api.send_announcement(
            message, customer_id=self._customer_id, **how
        )
        self._begin(announcing)

    def _begin(self, deed: Coroutine[Any, Any, Any]) -> None:
        """Let a request run by itself, and never look at what becomes of it.

        It ends with the entry: what Amazon never answers is not to stay for ever.
        """
        entry: AmpConfigEntry = self._account["config_entry"]
        entry.async_create_background_task(self.hass, deed, f"{DOMAIN} asks")

    async def _without_push(self) -> None:
        """Ask what plays, if nobody is going to tell."""
        if not self._account["http2"]:
            await self.async_update()
