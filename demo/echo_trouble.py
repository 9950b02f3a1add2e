"""What happens when a speaker does not answer its Echo."""

from time import monotonic
from typing import Final

from demo.client import RefusedError
from demo.echos import (
    BUILT_IN,
    JBL,
    KITCHEN,
    connect_bluetooth,
    truth,
    until_connected,
    until_output,
)
from demo.scene import Scene
from demo.transcript import Detail, UntrueError, same
from demo.trouble import names_it

# In seconds; the action allows no less.
_PATIENCE: Final = 10
# What was done is taken back, and read once more, before it is told; in seconds.
_TOLD_WITHIN: Final = 5


async def a_sleeping_speaker_does_not_answer(scene: Scene) -> Detail:
    """When JBL Flip 6 is asleep, the action says so in time, by name, with a remedy."""
    scene.amazon.sleep(JBL)
    rooms, echos = scene.house.snapshot(), truth(scene)
    began = monotonic()
    said = await _refusal_of(scene, key="not_connected")
    took = monotonic() - began
    same("in time", took < _PATIENCE + _TOLD_WITHIN, expected=True)
    names_it(said, JBL)
    same("remedy", f"Switch {JBL} on" in said, expected=True)
    same("household", scene.house.snapshot(), rooms)
    same("Amazon", truth(scene), echos)
    return said


async def nothing_is_shown_that_is_not_so(scene: Scene) -> Detail:
    """Neither the Output nor the sensor claims a connection."""
    await until_output(scene, KITCHEN, BUILT_IN)
    await until_connected(scene, JBL, so=False)
    return None


async def awake_it_is_connected(scene: Scene) -> Detail:
    """Switched on and asked for once more, JBL Flip 6 is connected."""
    scene.amazon.wake(JBL)
    answer = await connect_bluetooth(scene, KITCHEN, JBL)
    same("verdict", answer["verdict"], "active")
    same("JBL at Amazon", scene.amazon.holder(JBL), KITCHEN)
    await until_output(scene, KITCHEN, JBL)
    return f"{answer['milliseconds']} ms"


async def _refusal_of(scene: Scene, key: str) -> str:
    """Ask for the speaker that sleeps, and return why it was not to be."""
    try:
        answer = await connect_bluetooth(scene, KITCHEN, JBL, timeout=_PATIENCE)
    except RefusedError as err:
        same("reason", err.key, key)
        return str(err)

    message = f"expected to be told why not, saw {answer}"
    raise UntrueError(message)


ECHO_TROUBLE: Final = (
    a_sleeping_speaker_does_not_answer,
    nothing_is_shown_that_is_not_so,
    awake_it_is_connected,
)
