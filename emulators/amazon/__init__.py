"""An Amazon of one's own, on a real wire: accounts, Echos and the air around them.

Real clients take it for the cloud as long as `amazon_network` holds.
"""

from emulators.amazon.amazon import Amazon
from emulators.amazon.calls import Call
from emulators.amazon.faults import Fault, Kind
from emulators.amazon.network import Elsewhere, amazon_network
from emulators.amazon.spec import AccountSpec, EchoSpec, SpeakerSpec

__all__ = [
    "AccountSpec",
    "Amazon",
    "Call",
    "EchoSpec",
    "Elsewhere",
    "Fault",
    "Kind",
    "SpeakerSpec",
    "amazon_network",
]
