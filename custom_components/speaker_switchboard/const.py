"""Names that more than one module needs."""

from logging import Logger, getLogger
from typing import Final

DOMAIN: Final = "speaker_switchboard"
LOGGER: Final[Logger] = getLogger(__package__)

CONF_ADDRESSES: Final = "addresses"
CONF_TIMINGS: Final = "timings"
