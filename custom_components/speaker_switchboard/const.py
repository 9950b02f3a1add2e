"""Names that more than one module needs."""

from logging import Logger, getLogger
from typing import Final

DOMAIN: Final = "speaker_switchboard"
LOGGER: Final[Logger] = getLogger(__package__)

CONF_ADDRESSES: Final = "addresses"
CONF_LANGUAGE: Final = "language"
CONF_TIMINGS: Final = "timings"

# What people declare, each in a subentry.
SUBENTRY_SPEAKER: Final = "speaker"
CONF_ADDRESS: Final = "address"
CONF_NAME: Final = "name"
CONF_SENDERS: Final = "senders"

SUBENTRY_CABLE: Final = "cable"
CONF_SINK: Final = "sink"
CONF_SOURCE: Final = "source"

# The integrations that hold an Amazon account with its Echos.
ACCOUNT_DOMAINS: Final = ("alexa_devices", "alexa_media")
