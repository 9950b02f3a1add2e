"""What was read never replaces what was heard meanwhile."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, override

import pytest
from homeassistant.core import HomeAssistant

from custom_components.speaker_switchboard.adapters.sonos.client import (
    Refused,
    Transport,
    Unanswered,
    read_household,
)
from custom_components.speaker_switchboard.adapters.sonos.households import Households
from custom_components.speaker_switchboard.adapters.sonos.memory import Household
from custom_components.speaker_switchboard.adapters.sonos.reading import Reader
from custom_components.speaker_switchboard.adapters.sonos.topology import (
    Topology,
    parse_topology,
)

from .stranger import member, topology

UID = "RINCON_A01400"
OTHER = "RINCON_B01400"


def named(name: str) -> Topology:
    """Return a household of two, one of whom has a name."""
    attic = member(UID, "127.0.4.41", ZoneName=name)
    return parse_topology(topology(attic, member(OTHER, "127.0.4.42", ZoneName="Barn")))


class Interrupted(Reader):
    """A reader that is told an older answer each time, while news come in."""

    def __init__(
        self, hass: HomeAssistant, answer: object, news: Iterator[Callable[[], None]]
    ) -> None:
        """Take the answer, and what happens before it is there."""
        super().__init__(hass, 1.0)
        self.asked: list[str] = []
        self._answer_given = answer
        self.news = news

    @override
    async def ask(self, call: Callable[[str, float], Any], address: str) -> Any:
        """Let something happen, then answer."""
        if call is read_household:
            return "Sonos_Farm"
        self.asked.append(address)
        next(self.news, lambda: None)()
        if isinstance(self._answer_given, Exception):
            raise self._answer_given
        return self._answer_given


def uris(household: Household, how_many: int) -> Iterator[Callable[[], None]]:
    """Let a player say so often that it is set to something else."""
    for number in range(how_many):
        news = {"av_transport_uri": f"x-file-cifs://{number}"}
        yield partial(household.hear, UID, "avTransport", news)


def names(household: Household, how_many: int) -> Iterator[Callable[[], None]]:
    """Let a household say so often that a room is called something else."""
    for number in range(how_many):
        yield partial(setattr, household, "topology", named(f"Attic {number}"))


@pytest.mark.parametrize(
    ("interruptions", "asked", "uri"),
    [
        (0, 1, "x-old:"),
        (1, 2, "x-old:"),
        (2, 3, "x-old:"),
        # Events that keep coming for three looks are believed.
        (3, 3, "x-file-cifs://2"),
    ],
)
async def test_what_a_player_is_set_to_is_read_until_no_event_comes_in_between(
    hass: HomeAssistant, interruptions: int, asked: int, uri: str
) -> None:
    """An answer that an event overtook is thrown away."""
    household = Household(named("Attic"))
    news = uris(household, interruptions)
    reader = Interrupted(hass, Transport(uri="x-old:"), news)
    await reader.transports(household, [UID])
    assert len(reader.asked) == asked
    assert household.transports[UID].uri == uri


@pytest.mark.parametrize(
    ("interruptions", "asked", "name"),
    [
        (0, ["127.0.4.41"], "Old"),
        (1, ["127.0.4.41", "127.0.4.42"], "Old"),
        (2, ["127.0.4.41", "127.0.4.42"], "Attic 1"),
    ],
)
async def test_groups_are_read_until_no_event_comes_in_between(
    hass: HomeAssistant, interruptions: int, asked: list[str], name: str
) -> None:
    """The next player is asked; where events keep coming, they are believed."""
    household = Household(named("Attic"))
    reader = Interrupted(hass, named("Old"), names(household, interruptions))
    await reader.refresh_topology(household, [UID])
    assert reader.asked == asked
    assert household.topology.zones[UID].name == name


async def test_a_player_known_not_to_answer_is_asked_last(hass: HomeAssistant) -> None:
    """When half of a house has no power, the other half is asked first."""
    household = Household(named("Attic"))
    household.went(household.topology.zones[UID], "it does not answer")
    reader = Interrupted(hass, named("Old"), iter(()))
    await reader.refresh_topology(household, [UID, OTHER])
    assert reader.asked == ["127.0.4.42"]


@pytest.mark.parametrize(
    "error", [Unanswered("late"), Refused(code="402", reason="it refused")]
)
async def test_an_error_leaves_what_is_known(
    hass: HomeAssistant, error: Exception
) -> None:
    """Who does not tell what it plays is taken to play what it played."""
    household = Household(named("Attic"))
    household.transports[UID] = Transport(uri="x-known:")
    await Interrupted(hass, error, iter(())).transports(household, [UID])
    assert household.transports[UID].uri == "x-known:"


async def test_a_household_that_is_met_again_keeps_what_it_told_meanwhile(
    hass: HomeAssistant,
) -> None:
    """A player that is back is not believed to know better than the events."""
    reader = Interrupted(hass, named("Old"), iter(()))
    households = Households(reader, [])
    await households.meet(["127.0.4.41"])
    (household,) = households
    assert household.topology == named("Old")
    reader.news = iter([partial(setattr, household, "topology", named("New"))])
    await households.meet(["127.0.4.42"])
    assert household.topology == named("New")
