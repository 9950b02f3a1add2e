"""What is heard is taken in, or left alone; it never breaks what is known."""

import pytest

from custom_components.speaker_switchboard.adapters.sonos.memory import Household
from custom_components.speaker_switchboard.adapters.sonos.topology import parse_topology
from custom_components.speaker_switchboard.core.house import House

from .stranger import member, topology
from .test_garbage import LAUGHS

ATTIC = topology(member("RINCON_A01400", "127.0.4.41", ZoneName="Attic"))
NEWS: dict[str, dict[str, object]] = {
    "nothing": {},
    "other things": {"zone_group_name": "Attic"},
    "no text": {"zone_group_state": None},
    "half XML": {"zone_group_state": "<ZoneGroupState><Zone"},
    "nobody": {"zone_group_state": "<ZoneGroupState/>"},
    "entities that grow": {"zone_group_state": f"{LAUGHS}<ZoneGroupState>&h;</Z>"},
    "no address": {"zone_group_state": ATTIC.replace("http://", "http://[")},
}


@pytest.mark.parametrize("news", NEWS.values(), ids=NEWS)
def test_news_of_the_groups_that_make_no_sense_change_nothing(
    news: dict[str, object],
) -> None:
    """The house stays as it was known, whoever the news come from."""
    household = Household(parse_topology(ATTIC))
    known = household.look()
    household.hear("RINCON_A01400", "zoneGroupTopology", news)
    household.hear_second_witness("RINCON_A01400", news)
    assert household.look() == known
    assert not household.contradicted_by("RINCON_A01400")


def test_news_of_a_service_that_does_not_matter_change_nothing() -> None:
    """What nobody asked for is not taken for something else."""
    household = Household(parse_topology(ATTIC))
    known = household.look()
    household.hear("RINCON_A01400", "renderingControl", {"volume": "12"})
    assert household.look() == known


@pytest.mark.parametrize("track", ["", "NOT_IMPLEMENTED", "-1", "1.5", "٣", "9" * 5000])
def test_a_track_that_is_no_number_is_no_track(track: str) -> None:
    """Whatever a player says of its track, the house is shown."""
    household = Household(parse_topology(ATTIC))
    uri = "x-rincon-queue:RINCON_A01400#0"
    news = {"av_transport_uri": uri, "current_track": track}
    household.hear("RINCON_A01400", "avTransport", news)
    (attic,) = household.look().devices.values()
    assert attic.media is not None
    assert attic.media.track in {0, 3}


@pytest.mark.parametrize("cable", ["", "2", "true", "<1>"])
def test_a_cable_that_is_neither_in_nor_out_is_unknown(cable: str) -> None:
    """Only two answers count."""
    household = Household(parse_topology(ATTIC))
    household.hear("RINCON_A01400", "audioIn", {"line_in_connected": cable})
    assert household.line_ins["RINCON_A01400"].plugged is None
    assert household.look() != House()
