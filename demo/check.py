"""`--check`: tells the story, and whether it is true."""

import inspect

from demo.aftermath import home_assistant_has_ended, nobody_listens, the_log_is_clean
from demo.assistant import home_assistant
from demo.configuration import write_configuration
from demo.moving_in import moved_in
from demo.places import CONFIG, HOUSEHOLD, check_players, clear_up
from demo.story import STORY
from demo.transcript import Transcript, say
from demo.trouble import TROUBLE
from emulators.sonos import Household
from emulators.thread import running


async def check(port: int) -> int:
    """Tell the whole story; return what to exit with."""
    transcript = Transcript()
    house = Household.load(HOUSEHOLD)
    check_players(house.players())
    clear_up()
    write_configuration(CONFIG, port)
    with running(house):
        await _live_in(house, port, transcript)
        await transcript.tell(_claim(nobody_listens), nobody_listens(house))
    await transcript.tell(_claim(the_log_is_clean), the_log_is_clean())
    said = f"{transcript.lines} lines in {transcript.seconds:.0f} s"
    say(f"{said}, {transcript.untrue or 'none'} of them untrue.")
    return 1 if transcript.untrue else 0


async def _live_in(house: Household, port: int, transcript: Transcript) -> None:
    """Tell what happens while Home Assistant runs."""
    async with home_assistant(port) as home:
        async with moved_in(home, house, transcript) as scene:
            for tell in (*STORY, *TROUBLE):
                await transcript.tell(_claim(tell), tell(scene))
        ended = home_assistant_has_ended
        await transcript.tell(_claim(ended), ended(home))


def _claim(told: object) -> str:
    """Return what is said: the docstring of what proves it."""
    return (inspect.getdoc(told) or "").removesuffix(".")
