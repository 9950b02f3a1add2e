"""What a plan asks of a player, and what a player says to it."""

from collections.abc import Callable

import pytest
from homeassistant.core import HomeAssistant

from custom_components.speaker_switchboard.core.acts import (
    Act,
    Join,
    Lead,
    Leave,
    Listen,
    Resume,
    Stop,
)
from custom_components.speaker_switchboard.core.errors import (
    CommandRejected,
    DeviceUnreachable,
)
from custom_components.speaker_switchboard.core.house import Media
from custom_components.speaker_switchboard.core.port import (
    DeviceId,
    PortId,
    PortKind,
    port_id,
)
from emulators.sonos import Household

from .conftest import IMPATIENT, Seen, following, until

RADIO = "x-sonosapi-stream:s1234?sid=254"
METADATA = (
    '<DIDL-Lite xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:upnp="urn:schemas-upnp-org:metadata-1-0/upnp/"'
    ' xmlns="urn:schemas-upnp-org:metadata-1-0/DIDL-Lite/">'
    '<item id="R:0/0/0" parentID="R:0/0" restricted="true">'
    "<dc:title>Radio &amp; Söhne</dc:title>"
    "<upnp:class>object.item.audioItem.audioBroadcast</upnp:class></item></DIDL-Lite>"
)


def room(seen: Seen, name: str) -> DeviceId:
    """Return the id of a room."""
    return seen.named(name).id


def line_in(seen: Seen, owner: str) -> PortId:
    """Return the id of a line-in."""
    return seen.input(owner).id


def sent(household: Household) -> list[tuple[str, str]]:
    """Return what changed something at a player."""
    calls = household.calls()
    return [(c.player, c.action) for c in calls if not c.action.startswith("Get")]


async def test_a_room_is_switched_and_told_to_play(
    seen: Seen, household: Household
) -> None:
    """Sonos promises no autostart, so Play follows."""
    await seen.family.do(Listen(room(seen, "Bedroom"), line_in(seen, "Hallway")))
    assert household.uri("Bedroom") == f"x-rincon-stream:{household.uid('Hallway')}"
    assert household.state("Bedroom") == "PLAYING"
    assert sent(household) == [("Bedroom", "SetAVTransportURI"), ("Bedroom", "Play")]


async def test_a_room_is_switched_and_told_to_rest(
    seen: Seen, household: Household
) -> None:
    """A player that starts by itself is stopped when it was to rest."""
    household.autostart = True
    act = Listen(room(seen, "Bedroom"), line_in(seen, "Hallway"), playing=False)
    await seen.family.do(act)
    assert household.state("Bedroom") == "STOPPED"


async def test_a_soundbar_is_switched_to_its_tv(
    seen: Seen, household: Household
) -> None:
    """The TV of a player is named by its own uid."""
    bar = room(seen, "Living Room")
    await seen.family.do(Listen(bar, port_id(bar, PortKind.TV_IN)))
    uid = household.uid("Living Room")
    assert household.uri("Living Room") == f"x-sonos-htastream:{uid}:spdif"


async def test_a_member_told_to_play_a_line_in_leaves(
    seen: Seen, household: Household
) -> None:
    """The group goes on without the member that got another source."""
    household.group("Kitchen", "Bedroom", "Study")
    await until(lambda: seen.leader("Bedroom") == "Kitchen")
    await seen.family.do(Listen(room(seen, "Bedroom"), line_in(seen, "Hallway")))
    assert household.group_of("Kitchen") == ("Kitchen", "Study")
    assert household.group_of("Bedroom") == ("Bedroom",)


async def test_a_leader_told_to_play_a_line_in_takes_its_group_along(
    seen: Seen, household: Household
) -> None:
    """What a leader is set to is what its members hear."""
    household.group("Kitchen", "Bedroom")
    await until(lambda: seen.leader("Bedroom") == "Kitchen")
    await seen.family.do(Listen(room(seen, "Kitchen"), line_in(seen, "Hallway")))
    assert household.group_of("Bedroom") == ("Kitchen", "Bedroom")
    await until(lambda: seen.hears("Bedroom", "Hallway"))


async def test_a_room_that_joins_a_member_joins_its_leader(
    seen: Seen, household: Household
) -> None:
    """A player refuses to follow one that follows itself, so it is never asked to."""
    household.group("Kitchen", "Study")
    await until(lambda: seen.leader("Study") == "Kitchen")
    await seen.family.do(Join(room(seen, "Bedroom"), room(seen, "Study")))
    assert household.group_of("Kitchen") == ("Kitchen", "Study", "Bedroom")


async def test_a_room_leaves_its_group(seen: Seen, household: Household) -> None:
    """A room that leaves is alone, and the others stay together."""
    household.group("Kitchen", "Study", "Bedroom")
    await until(lambda: seen.leader("Bedroom") == "Kitchen")
    await seen.family.do(Leave(room(seen, "Bedroom")))
    assert household.group_of("Kitchen") == ("Kitchen", "Study")


async def test_the_lead_is_handed_over(seen: Seen, household: Household) -> None:
    """The leader hands its group to the heir, and stays in it."""
    household.group("Kitchen", "Bedroom")
    await until(lambda: seen.leader("Bedroom") == "Kitchen")
    await seen.family.do(Lead(room(seen, "Bedroom")))
    assert household.group_of("Bedroom") == ("Bedroom", "Kitchen")


async def test_a_room_is_stopped(seen: Seen, household: Household) -> None:
    """Stop means silence."""
    household.play("Kitchen", title="Song")
    await seen.family.do(Stop(room(seen, "Kitchen")))
    assert household.state("Kitchen") == "STOPPED"


async def test_a_room_with_nothing_to_stop_is_silent_already(
    seen: Seen, household: Household
) -> None:
    """Code 701 on Stop is the answer that was wished for."""
    household.fail("Kitchen", "Stop", 701)
    await seen.family.do(Stop(room(seen, "Kitchen")))


async def test_a_room_that_refuses_to_stop_has_refused(
    seen: Seen, household: Household
) -> None:
    """Any other code on Stop is a refusal."""
    household.fail("Kitchen", "Stop", 800)
    with pytest.raises(CommandRejected):
        await seen.family.do(Stop(room(seen, "Kitchen")))


# Music of its own


async def test_a_radio_is_learnt_with_its_metadata_and_given_back_exactly(
    seen: Seen, household: Household
) -> None:
    """A station needs its metadata to come back; both are kept to the letter."""
    household.play("Bedroom", RADIO, metadata=METADATA)
    await until(lambda: media(seen, "Bedroom").metadata == METADATA)
    learnt = media(seen, "Bedroom")
    assert learnt.title == "Radio & Söhne"
    household.play("Bedroom", "x-file-cifs://other")
    await seen.family.do(Resume(room(seen, "Bedroom"), learnt, playing=True))
    (call,) = household.calls("Bedroom", "SetAVTransportURI")
    assert call.arguments["CurrentURI"] == RADIO
    assert call.arguments["CurrentURIMetaData"] == METADATA
    assert household.state("Bedroom") == "PLAYING"


def media(seen: Seen, name: str) -> Media:
    """Return what a room plays of its own."""
    return seen.named(name).media or Media(uri="")


async def test_a_queue_is_given_back_at_its_track(
    seen: Seen, household: Household
) -> None:
    """Whoever was at the third song is at the third song again."""
    household.play("Bedroom", title="Song", track=3)
    await until(lambda: media(seen, "Bedroom").track == 3)
    learnt = media(seen, "Bedroom")
    assert learnt.uri == f"x-rincon-queue:{household.uid('Bedroom')}#0"
    await seen.family.do(Listen(room(seen, "Bedroom"), line_in(seen, "Hallway")))
    await seen.family.do(Resume(room(seen, "Bedroom"), learnt, playing=True))
    assert household.track("Bedroom") == 3
    assert household.state("Bedroom") == "PLAYING"


async def test_a_queue_that_was_on_before_is_known_with_its_track(
    hass: HomeAssistant, household: Household
) -> None:
    """What was on before Home Assistant started is read, track and all."""
    household.play("Bedroom", title="Song", track=2)
    async with following(hass, household.address("Hallway")) as late:
        assert media(late, "Bedroom").track == 2
        assert late.named("Bedroom").playing


async def test_a_paused_queue_comes_back_silently(
    seen: Seen, household: Household
) -> None:
    """Music that was paused is given back without a sound."""
    household.play("Bedroom", title="Song", track=2)
    await until(lambda: media(seen, "Bedroom").track == 2)
    learnt = media(seen, "Bedroom")
    await seen.family.do(Listen(room(seen, "Bedroom"), line_in(seen, "Hallway")))
    await seen.family.do(Resume(room(seen, "Bedroom"), learnt, playing=False))
    assert household.track("Bedroom") == 2
    assert household.state("Bedroom") == "STOPPED"


async def test_own_music_without_memory_is_the_own_queue_at_rest(
    seen: Seen, household: Household
) -> None:
    """A room that nothing is known of is put to its empty queue, and is silent."""
    await seen.family.do(Listen(room(seen, "Bedroom"), line_in(seen, "Hallway")))
    await seen.family.do(Resume(room(seen, "Bedroom")))
    assert household.uri("Bedroom") == f"x-rincon-queue:{household.uid('Bedroom')}#0"
    assert household.state("Bedroom") == "STOPPED"


async def test_a_member_has_no_music_of_its_own(
    seen: Seen, household: Household
) -> None:
    """What a member is set to is its leader, and nothing to be given back."""
    household.group("Kitchen", "Bedroom")
    household.play("Kitchen", RADIO, metadata=METADATA)
    await until(lambda: media(seen, "Kitchen").metadata == METADATA)
    assert seen.named("Bedroom").media is None


@pytest.mark.parametrize("sender", ["bluetooth:1", "airplay:abcd", "spotify:1"])
async def test_what_a_phone_sends_is_sticky(
    seen: Seen, household: Household, sender: str
) -> None:
    """A player with a phone on it has to be stopped before it follows."""
    household.play("Bedroom", f"x-sonos-vli:{household.uid('Bedroom')}:1,{sender}")
    await until(lambda: media(seen, "Bedroom").sticky)
    assert household.calls() == []


@pytest.mark.parametrize("metadata", ["<no xml", "<DIDL-Lit/>", "NOT_IMPLEMENTED"])
async def test_metadata_without_a_title_are_kept_as_they_are(
    seen: Seen, household: Household, metadata: str
) -> None:
    """Metadata that nobody can read are given back all the same."""
    household.play("Bedroom", RADIO, metadata=metadata)
    await until(lambda: media(seen, "Bedroom").metadata == metadata)
    assert media(seen, "Bedroom").title == ""


# Refusals and silence


@pytest.mark.parametrize(
    ("code", "passing"),
    [(1001, True), (800, True), (701, True), (714, False), (402, False), (401, False)],
)
async def test_a_refusal_is_passing_or_final_by_its_code(
    seen: Seen,
    household: Household,
    code: int,
    passing: bool,  # noqa: FBT001 - it is the claim
) -> None:
    """Three codes mean "not now"; the others will not change by waiting."""
    household.fail("Bedroom", "SetAVTransportURI", code)
    with pytest.raises(CommandRejected) as caught:
        await seen.family.do(Listen(room(seen, "Bedroom"), line_in(seen, "Hallway")))
    assert caught.value.passing is passing
    assert caught.value.device == room(seen, "Bedroom")
    assert str(code) in caught.value.reason


async def test_the_line_in_of_a_surround_is_refused_for_good(
    seen: Seen, household: Household
) -> None:
    """An Amp that plays surround gives nobody its line-in."""
    source = line_in(seen, "Living Room (surround)")
    with pytest.raises(CommandRejected) as caught:
        await seen.family.do(Listen(room(seen, "Bedroom"), source))
    assert not caught.value.passing
    assert household.uri("Bedroom").startswith("x-rincon-queue:")


async def test_upnp_switched_off_is_said(seen: Seen, household: Household) -> None:
    """403 is the one status whose cause a person can remove, so it is named."""
    household.http_error("Bedroom", "SetAVTransportURI", 403)
    with pytest.raises(CommandRejected) as caught:
        await seen.family.do(Listen(room(seen, "Bedroom"), line_in(seen, "Hallway")))
    assert "UPnP is switched off" in caught.value.reason
    assert not caught.value.passing


@pytest.mark.parametrize("status", [404, 503])
async def test_any_other_status_is_named(
    seen: Seen, household: Household, status: int
) -> None:
    """A status nobody expects is passed on as it is."""
    household.http_error("Bedroom", "SetAVTransportURI", status)
    act = Listen(room(seen, "Bedroom"), line_in(seen, "Hallway"))
    with pytest.raises(CommandRejected) as caught:
        await seen.family.do(act)
    assert str(status) in caught.value.reason


async def test_a_service_that_is_not_there_is_a_refusal(
    seen: Seen, household: Household
) -> None:
    """405 is how a player says that it has no such thing."""
    household.http_error("Bedroom", "SetAVTransportURI", 405)
    with pytest.raises(CommandRejected) as caught:
        await seen.family.do(Join(room(seen, "Bedroom"), room(seen, "Kitchen")))
    assert "does not offer" in caught.value.reason


SILENCES: dict[str, Callable[[Household], None]] = {
    "a reset connection": lambda house: house.refuse("Bedroom", "SetAVTransportURI"),
    "a player that left": lambda house: house.vanish("Bedroom"),
}


@pytest.mark.parametrize("silence", SILENCES.values(), ids=SILENCES)
async def test_no_answer_is_not_a_refusal(
    seen: Seen, household: Household, silence: Callable[[Household], None]
) -> None:
    """A player that does not answer may have done it: that is another matter."""
    act = Listen(room(seen, "Bedroom"), line_in(seen, "Hallway"))
    silence(household)
    with pytest.raises(DeviceUnreachable) as caught:
        await seen.family.do(act)
    assert caught.value.reason == "it does not answer"


async def test_a_lost_answer_is_not_a_refusal(
    hass: HomeAssistant, household: Household
) -> None:
    """The player has done it, and only its answer was lost."""
    async with following(hass, household.address("Hallway"), answer=IMPATIENT) as seen:
        household.lose_answer("Bedroom", "BecomeCoordinatorOfStandaloneGroup")
        household.group("Kitchen", "Bedroom")
        with pytest.raises(DeviceUnreachable) as caught:
            await seen.family.do(Leave(room(seen, "Bedroom")))
        assert caught.value.device == room(seen, "Bedroom")
        assert household.group_of("Bedroom") == ("Bedroom",)


GONE: dict[str, Callable[[Seen], Act]] = {
    "leave": lambda seen: Leave(room(seen, "Garden")),
    "join a sleeper": lambda seen: Join(room(seen, "Bedroom"), room(seen, "Garden")),
    "join what never was": lambda seen: Join(
        room(seen, "Bedroom"), DeviceId("sonos:RINCON_NOBODY")
    ),
}


@pytest.mark.parametrize("act", GONE.values(), ids=GONE)
async def test_who_is_not_there_does_not_answer(
    seen: Seen, household: Household, act: Callable[[Seen], Act]
) -> None:
    """A player that is away is named as such, and nobody is sent anything."""
    with pytest.raises(DeviceUnreachable):
        await seen.family.do(act(seen))
    assert sent(household) == []
