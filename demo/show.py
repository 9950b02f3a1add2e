"""The demonstration itself: runs until somebody ends it."""

import asyncio
from functools import partial
from typing import Final

from demo.assistant import HomeAssistant, home_assistant
from demo.console import obey
from demo.moving_in import moved_in
from demo.places import LOG, ROOT, check_port
from demo.pretending import Pretence, pretending
from demo.scene import settle_in
from demo.transcript import Transcript, say
from emulators.console import listen

_INVITATION: Final = """
Open  {url}  (it asks for no password).

Try   - 'Turntable to Kitchen and Living Room', and look at the two rooms
      - another Source in any room
      - 'Kitchen Echo to JBL Flip 6', then another Output for that Echo
      - type here:  offline Bedroom  and choose a Source for it;  online Garden
        wakes the Roam;  cable Hallway out  unplugs the turntable
      - type here:  sleep JBL Flip 6  and choose it as an Output;  wake JBL Flip 6,
        steal JBL Flip 6  (a phone does),  offline Kitchen Echo;  help  lists all
      - Settings > Developer tools > Actions > Explain a connection

The log is {log}. Ctrl-C ends everything.
"""


async def show(port: int) -> int:
    """Run the house and Home Assistant until interrupted."""
    check_port(port)
    say("Starting a house of pretend speakers and Home Assistant ...")
    with pretending(port) as pretence:
        settle_in(pretence.house)
        async with home_assistant(port) as home:
            await _welcome(home, pretence)
    return 0


async def _welcome(home: HomeAssistant, pretence: Pretence) -> None:
    """Set Home Assistant up, say what to try, and do what is typed."""
    async with moved_in(home, pretence, Transcript()):
        say(_INVITATION.format(url=home.url, log=LOG.relative_to(ROOT)))
    typing = asyncio.create_task(listen(partial(obey, pretence)))
    try:
        await home.stay()
    finally:
        typing.cancel()
