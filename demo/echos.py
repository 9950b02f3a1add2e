"""The Echos and their speakers, as Home Assistant shows them."""

from typing import Final

from demo.configuration import ALEXA
from demo.scene import UNAVAILABLE, Scene

KITCHEN: Final = "Kitchen Echo"
LIVING_ROOM: Final = "Living Room Echo"
SHOW: Final = "Bedroom Show"
ECHOS: Final = (KITCHEN, LIVING_ROOM, SHOW)

JBL: Final = "JBL Flip 6"
BOOM: Final = "UE Boom 3"  # codespell:ignore ue
SOUNDCORE: Final = "Soundcore Motion"


async def of_core(scene: Scene) -> set[str]:
    """Return the devices of the account that can be used through core."""
    states, found = await scene.client.states(), await scene.registered(ALEXA)
    players = {e.name: found.get(f"{e.serial}-media") for e in scene.amazon.echos()}
    return {
        name
        for name, player in players.items()
        if player and states[player["entity_id"]]["state"] != UNAVAILABLE
    }
