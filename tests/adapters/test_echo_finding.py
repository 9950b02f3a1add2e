"""Which Echos and speakers there are, and what is known of them."""

from collections.abc import Iterable

import pytest
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr

from custom_components.speaker_switchboard.core.about import About
from custom_components.speaker_switchboard.core.declared import DeclaredSpeaker
from custom_components.speaker_switchboard.core.facts import Origin
from custom_components.speaker_switchboard.core.house import Family, bluetooth
from custom_components.speaker_switchboard.core.port import (
    DeviceId,
    PortKind,
    port_id,
)
from emulators.amazon import EchoSpec, Fault, Kind, SpeakerSpec

from .echo_house import (
    AMP,
    CORE,
    ECHOS,
    READ,
    Home,
    at_home,
    new_amazon,
    until,
)

HOLDERS = [(CORE,), (AMP,), (CORE, AMP)]
by_all = pytest.mark.parametrize("holders", HOLDERS, ids=["core", "amp", "both"])
KITCHEN = DeviceId(f"echo:{ECHOS[0].serial}")


def of_family(home: Home, family: Family) -> set[str]:
    """Return the names of the devices of a family."""
    devices = home.house.devices.values()
    return {device.name for device in devices if device.family is family}


@by_all
async def test_echos_are_offered_and_nothing_else_of_the_account(
    hass: HomeAssistant, holders: tuple[str, ...]
) -> None:
    """No Sonos, television, phone or group; nor a phone or a button as a speaker."""
    async with at_home(hass, *holders) as home:
        assert of_family(home, Family.ECHO) == {
            "Kitchen Echo",
            "Living Room Echo",
            "Bedroom Show",
            "Hallway Echo",
        }
        assert of_family(home, Family.BLUETOOTH) == {
            "JBL Flip 6",
            "Bose Mini",
            "Soundcore Motion",
            "Elsewhere",
        }


@by_all
async def test_an_echo_is_known_as_what_each_integration_calls_it(
    hass: HomeAssistant, holders: tuple[str, ...]
) -> None:
    """It is one device for a serial number."""
    async with at_home(hass, *holders) as home:
        serial = home.serial("Kitchen Echo")
        kitchen = home.house.devices[DeviceId(f"echo:{serial}")]
        assert kitchen.known_as == {(holder, serial) for holder in holders}
        assert kitchen.model == "Echo Dot (5th gen)"


@by_all
async def test_flags_say_what_an_echo_has(
    hass: HomeAssistant, holders: tuple[str, ...]
) -> None:
    """One can send; one has a jack that is set to in; one has a jack by its model."""
    async with at_home(hass, *holders) as home:
        fact = home.port("Bedroom Show", PortKind.BLUETOOTH_OUT).fact
        assert fact is not None
        assert (fact.value, fact.origin) == (True, Origin.PROBE)
        jack = home.port("Living Room Echo", PortKind.LINE_OUT)
        assert jack.fact is not None
        assert jack.fact.origin is Origin.PROBE
        assert jack.enabled is False
        plain = home.port("Hallway Echo", PortKind.LINE_OUT)
        assert plain.fact is not None
        assert plain.fact.origin is Origin.TABLE
        assert plain.enabled is None
        assert home.named("Kitchen Echo").port(PortKind.LINE_OUT) is None


async def test_a_model_is_believed_where_no_flags_can_be_read(
    hass: HomeAssistant,
) -> None:
    """Core is there, but what it keeps of its devices is not."""
    async with at_home(hass, CORE) as home:
        data = home.entries[CORE].runtime_data.data
        for device in data.values():
            device.capabilities = None
        await hass.config_entries.async_reload(home.entries[CORE].entry_id)
        for device in home.entries[CORE].runtime_data.data.values():
            device.capabilities = None
        registry = dr.async_get(hass)
        found = home.device(CORE, "Kitchen Echo")
        registry.async_update_device(found.id, name_by_user="Cooker\n Echo")
        await until(lambda: "Cooker Echo" in home.names)
        fact = home.port("Cooker Echo", PortKind.BLUETOOTH_OUT).fact
        assert fact is not None
        assert (fact.about, fact.origin) == (About.BLUETOOTH_OUT, Origin.TABLE)


@by_all
async def test_a_bond_is_a_way(hass: HomeAssistant, holders: tuple[str, ...]) -> None:
    """From each Echo to each speaker it is paired with."""
    async with at_home(hass, *holders) as home:
        jbl = home.id("JBL Flip 6")
        senders = {
            home.house.name(DeviceId(way.source.rpartition("/")[0]))
            for way in home.house.ways
            if way.sink == port_id(jbl, PortKind.BLUETOOTH_IN)
        }
        assert senders == {"Kitchen Echo", "Living Room Echo"}
        assert home.house.links == frozenset()


@by_all
async def test_two_speakers_of_one_name_are_two(
    hass: HomeAssistant, holders: tuple[str, ...]
) -> None:
    """Each is connected by its own address."""
    twins = ("AA:00:00:00:00:01", "AA:00:00:00:00:02")
    amazon = new_amazon(
        echos=[EchoSpec(name="Kitchen Echo", paired=twins)],
        speakers=[SpeakerSpec(name="Twin", address=address) for address in twins],
    )
    async with at_home(hass, *holders, amazon=amazon) as home:
        second = DeviceId("bluetooth:aa:00:00:00:00:02")
        assert len(of_family(home, Family.BLUETOOTH)) == 1
        assert len(home.house.ways) == 2
        found = home.plan_for("Kitchen Echo", second)
        outcome = await home.executor.carry_out(found)
        assert outcome.rooms[0].room == second
        assert home.house.links == {bluetooth(home.id("Kitchen Echo"), second)}


async def test_profiles_that_are_not_told_leave_a_speaker_in_doubt(
    hass: HomeAssistant,
) -> None:
    """It may be tried, and so may a phone; a button is none."""
    amazon = new_amazon()
    async with at_home(hass, CORE, amazon=amazon) as home:
        home.amazon.fail(Fault(on=READ, kind=Kind.NO_PROFILES))
        await home.refresh([home.id("Kitchen Echo")])
        fact = home.port("JBL Flip 6", PortKind.BLUETOOTH_IN).fact
        assert fact is not None
        assert fact.doubtful
        assert "Pixel 9" in home.names
        assert "EchoBtn0AB" not in home.names


@by_all
async def test_a_phone_that_plays_through_an_echo_is_seen(
    hass: HomeAssistant, holders: tuple[str, ...]
) -> None:
    """Nobody else knows the phone."""
    async with at_home(hass, *holders) as home:
        cloud = home.amazon.cloud
        kitchen = cloud.echo_named("Kitchen Echo")
        home.amazon.connect("Kitchen Echo", "Pixel 9")
        home.amazon.do(lambda: setattr(kitchen, "streaming", True))
        await home.refresh([home.id("Kitchen Echo")])
        sink = port_id(home.id("Kitchen Echo"), PortKind.BLUETOOTH_IN)
        assert home.house.source_of(sink) is not None


def declared(*speakers: DeclaredSpeaker) -> Iterable[DeclaredSpeaker]:
    """Return what a person declared."""
    return speakers


async def test_a_declared_speaker_is_the_one_that_is_paired(
    hass: HomeAssistant,
) -> None:
    """By its name in any case, or by its address however it is written."""
    mine = declared(
        DeclaredSpeaker(name="jbl FLIP 6", senders=frozenset({KITCHEN})),
        DeclaredSpeaker(name="My own", address="AA-00-00-00-00-09"),
        DeclaredSpeaker(name="Patio", senders=frozenset({KITCHEN})),
    )
    async with at_home(hass, CORE, declared=mine) as home:
        assert "jbl FLIP 6" not in home.names
        assert home.id("My own") == "bluetooth:aa:00:00:00:00:09"
        assert home.id("Patio") == "bluetooth:name:patio"
        assert bluetooth(KITCHEN, home.id("Patio")) in home.house.ways


@by_all
async def test_a_connection_that_others_make_is_seen(
    hass: HomeAssistant, holders: tuple[str, ...]
) -> None:
    """Alexa Media Player hints at it; of core's it is read in time."""
    async with at_home(hass, *holders) as home:
        home.amazon.connect("Kitchen Echo", "JBL Flip 6")
        if AMP not in holders:
            await home.after(301)
        await until(lambda: home.shows("Kitchen Echo") == "JBL Flip 6")


async def test_a_reading_that_failed_is_made_again_soon(hass: HomeAssistant) -> None:
    """After half a minute; one that worked, after five."""
    async with at_home(hass, CORE) as home:
        home.amazon.fail(Fault(on=READ, status=400))
        await home.refresh([home.id("Kitchen Echo")])
        assert not home.observed("Kitchen Echo")
        home.amazon.mend()
        await home.after(31)
        await until(lambda: home.observed("Kitchen Echo"))
        home.amazon.forget_calls()
        await home.after(31)
        assert home.amazon.calls("/api/bluetooth") == ()


async def test_those_who_ask_at_once_share_one_answer(hass: HomeAssistant) -> None:
    """However many Echos an account has."""
    async with at_home(hass, CORE) as home:
        echos = [home.id("Kitchen Echo"), home.id("Bedroom Show")]
        home.amazon.forget_calls()
        await home.at_once(*([each] for each in echos * 5))
        assert len(home.amazon.calls("/api/bluetooth")) == 1


async def test_a_house_without_echos_is_empty(hass: HomeAssistant) -> None:
    """Nothing is asked of anybody."""
    async with at_home(hass) as home:
        assert home.house.devices == {}
        await home.refresh([KITCHEN])
        assert home.amazon.calls() == ()
