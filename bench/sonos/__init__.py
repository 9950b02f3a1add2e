"""A line-in to one room and to six: a script, core's `sonos` and ours side by side."""

import asyncio
from typing import Final

from homeassistant.runner import create_event_loop

from bench.apart import running_apart
from bench.results import Aim, Figures, Result, Run
from bench.sonos.home import Home, home_in
from bench.sonos.house import LATENCY, PLAYERS, ROOMS, Task, check, put_back
from bench.sonos.ways import WAYS, Way
from emulators.sonos import Household

_LITTLE_LONGER: Final = Aim(way="switchboard", other="bare SoCo", most=1.3)
_NO_LONGER: Final = Aim(way="switchboard", other="core sonos", most=1.0)
_TO_ONE: Final = Task(title="A line-in to one room", rooms=ROOMS[:1])
_TO_ALL: Final = Task(title=f"A line-in to {len(ROOMS)} rooms", rooms=ROOMS)
_AIMS: Final = {_TO_ONE: (_LITTLE_LONGER,), _TO_ALL: (_LITTLE_LONGER, _NO_LONGER)}

# For what the players tell last, and nobody has to wait for; in seconds.
_CALM: Final = 0.05

type _Runs = dict[tuple[Task, str], list[Run]]


def compare(repetitions: int) -> list[Result]:
    """Do every task in every way, in a Home Assistant and a household of its own."""
    with (
        running_apart(Household(PLAYERS, latency=LATENCY)) as house,
        asyncio.Runner(loop_factory=create_event_loop) as runner,
    ):
        runs = runner.run(_measure(house, repetitions))
    return [
        Result(
            title=task.title,
            ways={name: Figures(runs=tuple(runs[task, name])) for name in WAYS},
            aims=aims,
        )
        for task, aims in _AIMS.items()
    ]


async def _measure(house: Household, repetitions: int) -> _Runs:
    """Take the ways in turn, so that whatever else the machine does slows all."""
    runs: _Runs = {(task, name): [] for task in _AIMS for name in WAYS}
    async with home_in(house) as home:
        for task, name in runs:
            await _once(home, task, WAYS[name])  # To warm up.
        for _ in range(repetitions):
            for (task, name), done in runs.items():
                done.append(await _once(home, task, WAYS[name]))
    return runs


async def _once(home: Home, task: Task, way: Way) -> Run:
    """Do a task once in a house at rest, and make sure that it was done."""
    put_back(home.house)
    await home.rest()
    await asyncio.sleep(_CALM)
    home.house.forget_calls()
    seconds = await way(home, task)
    calls = [call.action for call in home.house.calls()]
    check(home.house, task)
    questions = sum(action.startswith("Get") for action in calls)
    return Run(seconds=seconds, orders=len(calls) - questions, questions=questions)
