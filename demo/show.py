"""The demonstration itself: runs until somebody ends it."""

import asyncio
from typing import Final

from demo.assistant import HomeAssistant, home_assistant
from demo.configuration import write_configuration
from demo.moving_in import moved_in
from demo.places import (
    CONFIG,
    HOUSEHOLD,
    LOG,
    ROOT,
    check_players,
    check_port,
    clear_up,
)
from demo.scene import settle_in
from demo.transcript import Transcript, say
from emulators.sonos import Household
from emulators.sonos.__main__ import listen
from emulators.thread import running

_INVITATION: Final = """
Open  {url}  (it asks for no password).

Try   - 'Turntable to Kitchen and Living Room', and look at the two rooms
      - another Source in any room
      - type here:  offline Bedroom  and choose a Source for it;  online Garden
        wakes the Roam;  cable Hallway out  unplugs the turntable;  help  lists all
      - Settings > Developer tools > Actions > Explain a connection

The log is {log}. Ctrl-C ends everything.
"""


async def show(port: int) -> int:
    """Run the house and Home Assistant until interrupted."""
    house = Household.load(HOUSEHOLD)
    check_port(port)
    check_players(house.players())
    clear_up()
    write_configuration(CONFIG, port)
    say("Starting a house of pretend speakers and Home Assistant ...")
    with running(house):
        settle_in(house)
        async with home_assistant(port) as home:
            await _welcome(home, house)
    return 0


async def _welcome(home: HomeAssistant, house: Household) -> None:
    """Set Home Assistant up, say what to try, and do what is typed."""
    async with moved_in(home, house, Transcript()):
        say(_INVITATION.format(url=home.url, log=LOG.relative_to(ROOT)))
    typing = asyncio.create_task(listen(house))
    try:
        await home.stay()
    finally:
        typing.cancel()
