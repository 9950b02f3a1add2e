"""`--check`: tells the story, and whether it is true."""

import inspect

from demo.aftermath import home_assistant_has_ended, nobody_listens, the_log_is_clean
from demo.assistant import home_assistant
from demo.echo_story import ECHO_STORY
from demo.echo_trouble import ECHO_TROUBLE
from demo.moving_in import moved_in
from demo.pretending import Pretence, pretending
from demo.story import STORY
from demo.transcript import Transcript, say
from demo.trouble import TROUBLE


async def check(port: int) -> int:
    """Tell the whole story; return what to exit with."""
    transcript = Transcript()
    with pretending(port) as pretence:
        await _live_in(pretence, port, transcript)
        await transcript.tell(_claim(nobody_listens), nobody_listens(pretence))
    await transcript.tell(_claim(the_log_is_clean), the_log_is_clean())
    said = f"{transcript.lines} lines in {transcript.seconds:.0f} s"
    say(f"{said}, {transcript.untrue or 'none'} of them untrue.")
    return 1 if transcript.untrue else 0


async def _live_in(pretence: Pretence, port: int, transcript: Transcript) -> None:
    """Tell what happens while Home Assistant runs."""
    async with home_assistant(port) as home:
        async with moved_in(home, pretence, transcript) as scene:
            for tell in (*STORY, *ECHO_STORY, *TROUBLE, *ECHO_TROUBLE):
                await transcript.tell(_claim(tell), tell(scene))
        ended = home_assistant_has_ended
        await transcript.tell(_claim(ended), ended(home))


def _claim(told: object) -> str:
    """Return what is said: the docstring of what proves it."""
    return (inspect.getdoc(told) or "").removesuffix(".")
