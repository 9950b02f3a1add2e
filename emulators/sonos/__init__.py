"""A household of pretend Sonos players on real wires.

Every player has an address of its own, 127.0.0.N port 1400, so that clients
need no change to speak to it.
"""

from emulators.sonos.calls import Call
from emulators.sonos.household import Household, RoomTruth
from emulators.sonos.spec import PlayerSpec
from emulators.sonos.wire.gena import Subscription

__all__ = ["Call", "Household", "PlayerSpec", "RoomTruth", "Subscription"]
