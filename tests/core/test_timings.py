"""How long is waited for what."""

import pytest

from custom_components.speaker_switchboard.core.acts import (
    Act,
    Join,
    Lead,
    Leave,
    Listen,
    Resume,
    Stop,
)
from custom_components.speaker_switchboard.core.timings import Timings

from .sketch import line_in, room

KITCHEN, LOUNGE = room("kitchen"), room("lounge")
TIMINGS = Timings(source_soft=1, source_hard=2, join_soft=3, join_hard=4)


@pytest.mark.parametrize("act", [Leave(KITCHEN), Join(KITCHEN, LOUNGE), Lead(KITCHEN)])
def test_groups_take_the_time_of_groups(act: Act) -> None:
    """What changes who plays with whom may take longer."""
    assert (TIMINGS.soft(act), TIMINGS.hard(act)) == (3, 4)


@pytest.mark.parametrize(
    "act", [Listen(KITCHEN, line_in("office")), Resume(KITCHEN), Stop(KITCHEN)]
)
def test_sources_take_the_time_of_sources(act: Act) -> None:
    """What changes the sound of a room shows soon."""
    assert (TIMINGS.soft(act), TIMINGS.hard(act)) == (1, 2)


def test_what_is_not_set_is_left_as_it_is() -> None:
    """Settings of others, and settings of tomorrow, are passed over."""
    timings = Timings.from_mapping({"join_hard": 60, "volume": 11})

    assert timings == Timings(join_hard=60)
    assert Timings.from_mapping({}) == Timings()


def test_an_act_is_tried_once_more_before_its_time_is_over() -> None:
    """The soft time ends before the hard time, out of the box."""
    timings = Timings()

    assert timings.source_soft < timings.source_hard
    assert timings.join_soft < timings.join_hard
