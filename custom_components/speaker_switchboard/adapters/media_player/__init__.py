"""Any other media player, as the end of a cable: a receiver and its inputs."""

from .adapter import PlayerFamily
from .sight import input_id

__all__ = ["PlayerFamily", "input_id"]
