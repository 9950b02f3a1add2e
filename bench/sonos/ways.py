"""Three ways to do a task; each returns how long it took, in seconds."""

from collections.abc import Awaitable, Callable, Mapping
from time import perf_counter
from typing import Any, Final

from soco import SoCo

from bench.sonos.home import Home
from bench.sonos.house import OWNER, Task
from custom_components.speaker_switchboard.const import DOMAIN

type Way = Callable[[Home, Task], Awaitable[float]]


async def by_script(home: Home, task: Task) -> float:
    """Speak to the players as a script does: SoCo in a thread, and no look back."""
    owner = SoCo(home.house.address(OWNER))
    leader = SoCo(home.house.address(task.leader))
    members = [SoCo(home.house.address(room)) for room in task.members]

    def script() -> float:
        began = perf_counter()
        leader.switch_to_line_in(owner)
        leader.play()
        for member in members:
            member.join(leader)
        return perf_counter() - began

    return await home.hass.async_add_executor_job(script)


async def by_core(home: Home, task: Task) -> float:
    """Use the actions of core's `sonos`."""
    leader = home.entity(task.leader)
    play = {
        "entity_id": leader,
        "media_content_type": "music",
        "media_content_id": f"x-rincon-stream:{home.house.uid(OWNER)}",
    }
    members = [home.entity(room) for room in task.members]
    began = perf_counter()
    await _act(home, "media_player.play_media", play)
    if members:
        joining = {"entity_id": leader, "group_members": members}
        await _act(home, "media_player.join", joining)
    return perf_counter() - began


async def by_switchboard(home: Home, task: Task) -> float:
    """Use our own action, which looks whether it worked."""
    rooms = [home.entity(room) for room in task.rooms]
    switch = {"entity_id": rooms, "source": home.entity(OWNER)}
    began = perf_counter()
    await _act(home, f"{DOMAIN}.switch_line_in", switch)
    return perf_counter() - began


async def _act(home: Home, action: str, data: Mapping[str, Any]) -> None:
    """Perform an action and wait for its end."""
    domain, _, name = action.partition(".")
    await home.hass.services.async_call(domain, name, dict(data), blocking=True)


WAYS: Final[Mapping[str, Way]] = {
    "bare SoCo": by_script,
    "core sonos": by_core,
    "switchboard": by_switchboard,
}
