"""Any other media player, as the end of a cable: a receiver and its inputs."""

from .adapter import PlayerFamily
from .sight import PREFIX, input_id, player_id, registry_id

__all__ = ["PREFIX", "PlayerFamily", "input_id", "player_id", "registry_id"]
