"""The UPnP services of a player, one module for those that belong together."""

from collections.abc import Iterator
from typing import Final

from emulators.sonos.services.av_transport import AV_TRANSPORT
from emulators.sonos.services.device import DEVICE, SYSTEM
from emulators.sonos.services.inputs import AUDIO_IN, HT_CONTROL
from emulators.sonos.services.library import ALARMS, CONTENT, MUSIC, QUEUE
from emulators.sonos.services.rendering import GROUP_RENDERING, RENDERING
from emulators.sonos.services.service import Service
from emulators.sonos.services.topology import GROUPS, TOPOLOGY
from emulators.sonos.spec import PlayerSpec

SERVICES: Final[tuple[Service, ...]] = (
    ALARMS,
    MUSIC,
    AUDIO_IN,
    DEVICE,
    SYSTEM,
    TOPOLOGY,
    GROUPS,
    HT_CONTROL,
    CONTENT,
    RENDERING,
    AV_TRANSPORT,
    QUEUE,
    GROUP_RENDERING,
)


def offered_by(spec: PlayerSpec) -> Iterator[Service]:
    """Return the services a player has."""
    return (service for service in SERVICES if service.offered_by(spec))
