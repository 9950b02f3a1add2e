"""Do what a plan asks of a player."""

from collections.abc import Callable
from functools import partial

from homeassistant.core import HomeAssistant

from ...core.acts import Act, Join, Lead, Leave, Listen, Resume, Stop
from ...core.errors import CommandRejected, DeviceUnreachable
from ...core.house import Media
from ...core.port import DeviceId
from . import client
from .client import Refused, Setting, Unanswered
from .sight import device_id, queue_of, uri_of
from .topology import Zone


class Hands:
    """Speaks to players; `answer` is the patience of one call, in s."""

    def __init__(
        self, hass: HomeAssistant, find: Callable[[DeviceId], Zone], answer: float
    ) -> None:
        """Remember how a player is found at the moment it is needed."""
        self._hass = hass
        self._find = find
        self._answer = answer

    async def do(self, act: Act) -> None:
        """Do one act; raise a FamilyError that names the player."""
        zone = self._find(act.room)
        match act:
            case Listen(_, port, playing):
                setting = Setting(uri=uri_of(port), play=playing)
                await self._tell(zone, client.switch, setting)
            case Resume(_, media, playing):
                own = media or Media(uri=queue_of(zone.uid))
                await self._tell(zone, client.switch, _setting(own, play=playing))
            case Join(_, host):
                await self._tell(zone, client.join, self._find(host).leader)
            case Leave():
                await self._tell(zone, client.leave)
            case Lead():
                leader = self._find(device_id(zone.leader))
                await self._tell(leader, client.hand_over, zone.uid)
            case Stop():
                await self._tell(zone, client.stop)

    async def _tell(
        self, zone: Zone, call: Callable[..., None], *arguments: object
    ) -> None:
        """Say something to a player, and name it when that fails."""
        device = device_id(zone.uid)
        say = partial(call, zone.address, *arguments, self._answer)
        try:
            await self._hass.async_add_executor_job(say)
        except Refused as err:
            passing = err.code in client.PASSING
            raise CommandRejected(device, err.reason, passing=passing) from err
        except Unanswered as err:
            raise DeviceUnreachable(device, err.reason) from err


def _setting(media: Media, *, play: bool) -> Setting:
    """Return what gives a player its own music back."""
    return Setting(uri=media.uri, metadata=media.metadata, track=media.track, play=play)
