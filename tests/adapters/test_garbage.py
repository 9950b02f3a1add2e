"""Whatever is said on the network, nothing breaks."""

from collections.abc import Callable

import pytest
from homeassistant.core import HomeAssistant

from custom_components.speaker_switchboard.core.house import Away
from emulators.sonos import Household

from .conftest import following
from .stranger import DESCRIPTION, Answer, Stranger, description, said

LAUGHS = (
    '<!DOCTYPE lol [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefg", "bcdefgh", strict=True)
    )
    + "]>"
)
GARBAGE = {
    "nothing": Answer(),
    "no XML": Answer(body="Hello!"),
    "half XML": Answer(body="<s:Envelope><s:Bo"),
    "HTML": Answer(body="<html><body><p>It works!</p></body></html>"),
    "loose HTML": Answer(body="<html><br>Welcome to the router"),
    "no body": Answer(body='<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/"/>'),
    "empty body": Answer(
        body='<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">'
        "<s:Body/></s:Envelope>"
    ),
    "other words": said(Something="else"),
    "laughs": Answer(body=f"{LAUGHS}<lol>&h;</lol>"),
    "error without a code": Answer(body="<html>Oops</html>", status=500),
    "error with words": Answer(
        body='<e xmlns="urn:schemas-upnp-org:control-1-0">'
        "<errorCode>many</errorCode></e>",
        status=500,
    ),
    "moved": Answer(status=301, headers=(("Location", "/elsewhere"),)),
    "not found": Answer(status=404),
    "control characters": Answer(body="<a>\x00\x07\x1b</a>"),
    "a million letters": Answer(body="x" * 1_000_000),
}


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE)
async def test_a_web_server_that_is_no_player_is_nobody(
    hass: HomeAssistant, stranger: Stranger, garbage: Answer
) -> None:
    """The address of a router or a printer makes no room appear and breaks nothing."""
    stranger.otherwise = garbage
    async with following(hass, stranger.address) as seen:
        assert seen.house.devices == {}


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE)
async def test_a_player_that_talks_nonsense_does_not_take_the_house_along(
    hass: HomeAssistant, cottage: Household, stranger: Stranger, garbage: Answer
) -> None:
    """Nonsense from one player leaves all other rooms as they are."""
    stranger.pretend(stranger.member("Attic"))
    stranger.answers[f"GET {DESCRIPTION}"] = garbage
    stranger.answers["GetMediaInfo"] = garbage
    async with following(hass, cottage.address("Stable"), stranger.address) as seen:
        assert seen.named("Stable").away is None
        await seen.family.refresh(seen.house.devices)
        stranger.answers["GetZoneGroupState"] = garbage
        await seen.family.refresh(seen.house.devices)
        assert seen.names == {"Stable", "Attic"}
        assert seen.named("Stable").away is None


ODD: dict[str, Answer] = {
    "HTML": GARBAGE["HTML"],
    "not found": GARBAGE["not found"],
    "an error": GARBAGE["error without a code"],
    "no sid": Answer(headers=(("TIMEOUT", "Second-1200"),)),
    "no lease": Answer(headers=(("SID", "uuid:1"),)),
    "a lease in words": Answer(headers=(("SID", "uuid:1"), ("TIMEOUT", "Second-ever"))),
    "a lease for ever": Answer(headers=(("SID", "uuid:1"), ("TIMEOUT", "infinite"))),
}


@pytest.mark.parametrize("answer", ODD.values(), ids=ODD)
async def test_a_player_that_cannot_be_listened_to_is_read(
    hass: HomeAssistant, stranger: Stranger, answer: Answer
) -> None:
    """An odd answer to a subscription costs the events, not the room."""
    stranger.pretend(stranger.member("Attic"))
    stranger.answers["SUBSCRIBE"] = answer
    async with following(hass, stranger.address) as seen:
        assert seen.named("Attic").model == "One"


async def test_a_household_that_is_said_to_be_empty_is_not_believed(
    hass: HomeAssistant, stranger: Stranger
) -> None:
    """A player that has just started may know nobody yet; the house does not vanish."""
    stranger.pretend(stranger.member("Attic"))
    async with following(hass, stranger.address) as seen:
        stranger.pretend()
        await seen.family.refresh(seen.house.devices)
        assert seen.names == {"Attic"}


NAMES: dict[str, tuple[str, str]] = {
    "control characters": ("At\x01tic\n\x1b[31m", "Attic [31m"),
    "tabs and line ends": ("The\t\nAttic", "The Attic"),
    "a thousand letters": ("A" * 1000, "A" * 64),
    "right to left": ("\u202eAttic\u200f", "Attic"),
    "HTML": ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    "nothing": ("", "Sonos"),
    "blanks": ("   ", "Sonos"),
}


@pytest.mark.parametrize(("name", "shown"), NAMES.values(), ids=NAMES)
async def test_a_hostile_name_of_a_room_is_shown_on_one_line(
    hass: HomeAssistant, stranger: Stranger, name: str, shown: str
) -> None:
    """What somebody typed as the name of a room is text, short and visible."""
    stranger.pretend(stranger.member(name))
    async with following(hass, stranger.address) as seen:
        assert seen.names == {shown}


@pytest.mark.parametrize(("name", "shown"), NAMES.values(), ids=NAMES)
async def test_a_hostile_name_of_a_sleeper_is_shown_on_one_line(
    hass: HomeAssistant, stranger: Stranger, name: str, shown: str
) -> None:
    """The names of those who left are no better than those of the others."""
    gone = stranger.member(name, Reason="sleeping").replace("ZoneGroupMember", "Device")
    stranger.pretend(stranger.member("Cellar"), vanished=gone.replace("01400", "02400"))
    async with following(hass, stranger.address) as seen:
        assert seen.names == {"Cellar", shown}


async def test_a_hostile_model_is_shown_on_one_line(
    hass: HomeAssistant, stranger: Stranger
) -> None:
    """A device description is as little trusted as a name."""
    stranger.pretend(stranger.member("Attic"))
    page = description(stranger.uid, model="Sonos " + "\u202eM\n" * 300)
    stranger.answers[f"GET {DESCRIPTION}"] = Answer(body=page)
    async with following(hass, stranger.address) as seen:
        model = seen.named("Attic").model
        assert model is not None
        assert model.isprintable()
        assert len(model) <= 64


HIDING: dict[str, Callable[[Stranger], None]] = {
    "topology": lambda stranger: stranger.answers.update(
        GetZoneGroupState=said(
            ZoneGroupState=f"{LAUGHS}<ZoneGroupState>&h;</ZoneGroupState>"
        )
    ),
    "description": lambda stranger: stranger.answers.update(
        {f"GET {DESCRIPTION}": Answer(body=f"{LAUGHS}<root>&h;</root>")}
    ),
    "metadata": lambda stranger: stranger.answers.update(
        GetMediaInfo=said(
            CurrentURI="x-sonosapi-stream:1", CurrentURIMetaData=f"{LAUGHS}<d>&h;</d>"
        )
    ),
}


@pytest.mark.parametrize("hide", HIDING.values(), ids=HIDING)
async def test_entities_that_grow_are_not_expanded(
    hass: HomeAssistant, stranger: Stranger, hide: Callable[[Stranger], None]
) -> None:
    """XML that would fill the memory is turned away wherever it comes from."""
    stranger.pretend(stranger.member("Attic"))
    hide(stranger)
    async with following(hass, stranger.address) as seen:
        titles = [
            each.media and each.media.title for each in seen.house.devices.values()
        ]
        assert not any(titles)


async def test_a_location_that_is_no_address_is_somebody_who_does_not_answer(
    hass: HomeAssistant, stranger: Stranger
) -> None:
    """A player without an address is shown, and nobody speaks to it."""
    nowhere = stranger.member("Cellar").replace(f"{stranger.address}:1400", "")
    stranger.pretend(stranger.member("Attic"), nowhere.replace("01400", "02400"))
    async with following(hass, stranger.address) as seen:
        assert seen.named("Attic").away is None
        assert seen.named("Cellar").away is Away.UNREACHABLE


async def test_a_location_that_cannot_be_read_is_no_household(
    hass: HomeAssistant, stranger: Stranger
) -> None:
    """Brackets that do not close are no reason to crash."""
    stranger.pretend(stranger.member("Attic").replace("http://", "http://["))
    async with following(hass, stranger.address) as seen:
        assert seen.house.devices == {}
