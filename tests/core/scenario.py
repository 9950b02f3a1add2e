"""Read the scenarios: a house, what is asked of it, and what it answers."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from custom_components.speaker_switchboard.core.house import House
from custom_components.speaker_switchboard.core.plan import Plan
from custom_components.speaker_switchboard.core.planner import plan
from custom_components.speaker_switchboard.core.route import Request

from .sketch import Room, asking, house, with_ways


@dataclass(frozen=True, kw_only=True, slots=True)
class Scenario:
    """A situation, named by its file.

    It `shows` methods, rules and contradictions of the tables, each by its id.
    """

    name: str
    house: House
    request: Request
    shows: tuple[str, ...]
    endings: Mapping[str, Any]

    def planned(self) -> Plan:
        """Return the plan, where there has to be one."""
        answer = plan(self.house, self.request)
        assert isinstance(answer, Plan), answer
        return answer


def scenarios() -> list[Scenario]:
    """Return all of them, by name."""
    return [
        _read(file) for file in sorted((Path(__file__).parent / "scenarios").iterdir())
    ]


def ending(kind: str) -> list[Scenario]:
    """Return those that end in steps, already there, or in being refused."""
    return [scenario for scenario in scenarios() if kind in scenario.endings]


def _read(file: Path) -> Scenario:
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    asked = told.pop("asked")
    answer = told.pop("answer", {})
    shows = tuple(told.pop("shows", ()))
    drawn = {name: Room(**words) for name, words in told.pop("house").items()}
    return Scenario(
        name=file.stem,
        house=with_ways(house(**drawn), **told.pop("ways", {})),
        request=asking(
            asked.pop("source", ""),
            *asked.pop("rooms"),
            **asked,
        ),
        shows=shows,
        endings={**answer, **told},
    )
