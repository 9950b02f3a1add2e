"""What is to be kept connected is connected again, until people want it otherwise."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.speaker_switchboard.core.house import House, bluetooth
from custom_components.speaker_switchboard.core.port import DeviceId
from custom_components.speaker_switchboard.core.route import Request
from custom_components.speaker_switchboard.keeper import PAUSES, Keeper
from tests.core.sketch import Room, asking, house, sound, with_ways

BONDS = [("echo", "flip"), ("echo", "boom"), ("dot", "flip")]
WISH = asking(sound("echo"), "flip", take=True)


def home(*connected: tuple[str, str], blind: bool = False) -> House:
    """Return two Echos with two speakers, some of them connected."""
    speaker = Room(family="bluetooth")
    drawn = house(
        echo=Room(family="echo", blind=blind),
        dot=Room(family="echo"),
        flip=speaker,
        boom=speaker,
    )
    return with_ways(drawn, bonds=BONDS, bluetooth=connected)


TOGETHER, APART = home(("echo", "flip")), home()


@dataclass(slots=True)
class Watched:
    """A keeper, and what it asked for."""

    hass: HomeAssistant
    keeper: Keeper = field(init=False)
    asked: list[Request] = field(default_factory=list)
    passed: float = 0.0

    def __post_init__(self) -> None:
        """Keep what was wished for, which is connected."""
        self.keeper = Keeper(self.hass, self.route)
        self.keeper.keep(WISH)
        self.keeper.look(TOGETHER)

    async def route(self, request: Request) -> None:
        """Remember what was asked for; it comes to nothing."""
        self.asked.append(request)

    async def after(self, seconds: float) -> int:
        """Let time pass, and return how often it was asked until then."""
        self.passed += seconds
        async_fire_time_changed(
            self.hass, dt_util.utcnow() + timedelta(seconds=self.passed)
        )
        await self.hass.async_block_till_done()
        return len(self.asked)


@pytest.fixture
async def watched(hass: HomeAssistant) -> AsyncGenerator[Watched]:
    """Keep a connection."""
    one = Watched(hass)
    yield one
    one.keeper.stop()


async def test_what_is_there_is_left_alone(watched: Watched) -> None:
    """Nothing is asked while nothing is missing."""
    assert await watched.after(3600) == 0


async def test_what_broke_is_made_again_after_a_while(watched: Watched) -> None:
    """A speaker that was switched off for a moment is given five seconds."""
    watched.keeper.look(APART)
    assert await watched.after(PAUSES[0] - 1) == 0
    assert await watched.after(2) == 1
    assert watched.asked[0].rooms == WISH.rooms


async def test_nothing_is_taken_from_anybody_for_it(watched: Watched) -> None:
    """The first time somebody asked for it; now nobody does."""
    watched.keeper.look(APART)
    await watched.after(PAUSES[0] + 1)
    assert WISH.take
    assert not watched.asked[0].take


async def test_who_does_not_come_back_is_let_go(watched: Watched) -> None:
    """Five tries, further and further apart, and then no more."""
    watched.keeper.look(APART)
    for number, pause in enumerate(PAUSES, 1):
        assert await watched.after(pause + 1) == number
    assert await watched.after(24 * 3600) == len(PAUSES)


async def test_who_comes_back_by_himself_is_not_asked(watched: Watched) -> None:
    """And all tries are there again for the next time."""
    watched.keeper.look(APART)
    await watched.after(PAUSES[0] + 1)
    watched.keeper.look(TOGETHER)
    assert await watched.after(3600) == 1
    watched.keeper.look(APART)
    assert await watched.after(PAUSES[0] + 1) == 2


@pytest.mark.parametrize(
    "taken", [home(("dot", "flip")), home(("echo", "boom"))], ids=["speaker", "echo"]
)
async def test_it_gives_way_to_people(watched: Watched, taken: House) -> None:
    """Whoever connected one of the two to something else wants it so."""
    watched.keeper.look(taken)
    watched.keeper.look(APART)
    assert await watched.after(3600) == 0


async def test_it_gives_way_while_it_waits(watched: Watched) -> None:
    """A try that was about to be made is not made."""
    watched.keeper.look(APART)
    watched.keeper.look(home(("dot", "flip")))
    assert await watched.after(3600) == 0


@pytest.mark.parametrize("room", ["flip", "boom"])
async def test_a_newer_wish_ends_it(watched: Watched, room: str) -> None:
    """Whatever is asked of one of the two is what counts from then on."""
    watched.keeper.forget(asking(sound("echo"), room))
    watched.keeper.look(APART)
    assert await watched.after(3600) == 0


async def test_a_wish_for_others_does_not_end_it(watched: Watched) -> None:
    """What is asked of a stranger is of no concern."""
    watched.keeper.forget(Request(source=None, rooms=(DeviceId("bath"),)))
    watched.keeper.look(APART)
    assert await watched.after(PAUSES[0] + 1) == 1


async def test_what_nobody_can_see_is_not_made_again(watched: Watched) -> None:
    """It may be there all the time."""
    watched.keeper.look(home(blind=True))
    assert await watched.after(3600) == 0


def test_the_houses_of_this_page_are_what_they_are_called() -> None:
    """Connected, or not."""
    link = bluetooth(DeviceId("echo"), DeviceId("flip"))
    assert link in TOGETHER.links
    assert link not in APART.links
