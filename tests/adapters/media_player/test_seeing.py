"""What a receiver shows in Home Assistant, and what of it is believed."""

from typing import Any

import pytest
from homeassistant.components.media_player.const import (
    MediaPlayerEntityFeature,
    MediaPlayerState,
)
from homeassistant.const import STATE_STANDBY
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr

from custom_components.speaker_switchboard.adapters.media_player import (
    PlayerFamily,
    input_id,
)
from custom_components.speaker_switchboard.core.acts import Power, Stop
from custom_components.speaker_switchboard.core.errors import DeviceUnreachable
from custom_components.speaker_switchboard.core.house import Away, Family
from custom_components.speaker_switchboard.core.port import PortKind, kind_of, owner_of

from .home import KITCHEN, PATIENCE, Home, following
from .receiver import OFF, ON, Receiver, install


async def test_a_receiver_is_shown_with_its_inputs(on: Home) -> None:
    """Name, model and inputs are those that Home Assistant shows."""
    assert on.device.name == "Receiver avr"
    assert on.device.model == "AVR-X"
    assert on.device.family is Family.PLAYER
    assert on.device.known_as == {("test", "avr")}
    assert on.inputs == ["CD", "Phono", "HDMI 1/MHL"]
    assert on.device.away is None
    assert on.device.powered is True


async def test_every_port_belongs_to_its_receiver(on: Home) -> None:
    """A stroke or a colon in the name of an input leads nobody astray."""
    on.receiver.becomes(inputs=["HDMI 1/MHL", "a:b", "/", ":", "%2F", "TV/tv_in"])
    ports = [port.id for port in on.device.ports[1:]]
    assert len(set(ports)) == 6
    assert {owner_of(port) for port in ports} == {on.id}
    assert {kind_of(port) for port in ports} == {PortKind.LINE_IN}


async def test_the_chosen_input_is_heard(on: Home) -> None:
    """What the receiver says it is set to is where its sound comes from."""
    assert on.heard == "Phono"
    before = on.changes
    on.receiver.becomes(chosen="HDMI 1/MHL")
    assert on.heard == "HDMI 1/MHL"
    assert on.changes == before + 1


@pytest.mark.parametrize("power", [OFF, STATE_STANDBY])
async def test_who_is_off_hears_nothing_but_keeps_its_inputs(
    on: Home, power: Any
) -> None:
    """A cable still leads to an input that is not listed while it is off."""
    on.receiver.becomes(power=power)
    assert on.device.powered is False
    assert on.device.away is None
    assert on.heard is None
    assert on.inputs == ["CD", "Phono", "HDMI 1/MHL"]


async def test_inputs_that_were_never_seen_are_not_made_up(home: Home) -> None:
    """A receiver that is off since the start has no inputs yet."""
    assert home.inputs == []
    assert home.device.powered is False


@pytest.mark.parametrize(
    "power", [ON, *map(MediaPlayerState, ("idle", "playing", "paused", "buffering"))]
)
async def test_who_is_not_off_is_on(home: Home, power: MediaPlayerState) -> None:
    """Whatever a receiver does, it is on while it does it."""
    home.receiver.becomes(power=power)
    assert home.device.powered is True


@pytest.mark.parametrize("gone", [{"there": False}, {"power": None}])
async def test_who_is_gone_is_out_of_reach(on: Home, gone: dict[str, Any]) -> None:
    """Of a receiver that is not available nothing is claimed, but it keeps its name."""
    on.receiver.becomes(**gone)
    assert on.device.away is Away.UNREACHABLE
    assert on.device.powered is None
    assert on.heard is None
    assert on.device.name == "Receiver avr"
    assert on.inputs == ["CD", "Phono", "HDMI 1/MHL"]


@pytest.mark.parametrize(
    ("features", "power", "powered", "away"),
    [
        (MediaPlayerEntityFeature.SELECT_SOURCE, ON, None, None),
        (MediaPlayerEntityFeature.SELECT_SOURCE, OFF, None, Away.OFF),
        (MediaPlayerEntityFeature.TURN_OFF, OFF, False, Away.OFF),
        (MediaPlayerEntityFeature.TURN_OFF, ON, True, None),
        (MediaPlayerEntityFeature.TURN_ON, OFF, False, None),
    ],
)
async def test_who_cannot_be_switched_on_has_to_be_on(
    home: Home,
    features: MediaPlayerEntityFeature,
    power: MediaPlayerState,
    powered: bool | None,  # noqa: FBT001 - it is the claim
    away: Away | None,
) -> None:
    """What only a hand can switch on is no use while it is off."""
    home.receiver.becomes(power=power, _attr_supported_features=features)
    assert home.device.powered is powered
    assert home.device.away is away


async def test_who_was_switched_off_by_hand_hears_nothing(on: Home) -> None:
    """A receiver that rests still names the input it was set to."""
    only = MediaPlayerEntityFeature.SELECT_SOURCE
    on.receiver.becomes(power=STATE_STANDBY, _attr_supported_features=only)
    assert on.device.away is Away.OFF
    assert on.heard is None


async def test_an_entity_that_never_was_is_out_of_reach(hass: HomeAssistant) -> None:
    """A cable may outlive its receiver."""
    family = PlayerFamily(hass, ["nobody", "nobody"], PATIENCE)
    await family.start(lambda: None)
    (device,) = family.look().devices.values()
    assert device.away is Away.UNREACHABLE
    assert device.name == "Player"
    await family.refresh([device.id])
    for act in (Power(device.id, on=True), Stop(device.id)):
        with pytest.raises(DeviceUnreachable):
            await family.do(act)
    await family.stop()


LIES: dict[str, tuple[Any, list[str]]] = {
    "nothing": (None, []),
    "no list": ("CD", []),
    "a mapping": ({"CD": 1}, []),
    "other things": ([1, None, ["CD"], {}, True, "CD"], ["CD"]),
    "twice": (["CD", "CD", "Phono", "CD"], ["CD", "Phono"]),
    "nameless": (["", " ", "\x00", "\u202e", "CD"], ["CD"]),
    "control characters": (["C\x1b[31mD\n"], ["C [31mD"]),
    "endless": (["a" * 256, "b" * 255], ["b" * 64]),
    "too many": ([f"In {i}" for i in range(10_000)], [f"In {i}" for i in range(64)]),
}


@pytest.mark.parametrize(("inputs", "shown"), LIES.values(), ids=LIES)
async def test_only_names_are_inputs(
    home: Home, inputs: object, shown: list[str]
) -> None:
    """Whatever a receiver lists, only so many names are shown, and each is clean."""
    home.receiver.becomes(power=ON, inputs=inputs)
    assert home.inputs == shown
    assert len({port.id for port in home.device.ports}) == len(shown) + 1


def test_half_a_letter_has_an_id_too() -> None:
    """A name that cannot be written down breaks nothing."""
    ids = {input_id(KITCHEN, name) for name in ("CD\ud800", "CD\ud801", "CD")}
    assert len(ids) == 3


@pytest.mark.parametrize("source", ["Tuner", "cd", "", 1, None, ["CD"], {"CD": 1}])
async def test_an_input_that_is_not_listed_is_not_heard(
    on: Home, source: object
) -> None:
    """A receiver that names another input as its source is not believed."""
    on.receiver.becomes(chosen=source)
    assert on.heard is None


async def test_a_name_from_the_network_is_cleaned(hass: HomeAssistant) -> None:
    """A receiver may have been given any name at all."""
    receiver = Receiver()
    receiver._attr_device_info = dr.DeviceInfo(  # noqa: SLF001 - it is ours
        identifiers={("test", "avr")}, name="A\x1b\u202eV" + "R" * 300, model="\x00"
    )
    await install(hass, receiver)
    async with following(hass, receiver) as home:
        assert home.device.name == "A V" + "R" * 61
        assert home.device.model is None


async def test_what_somebody_customized_may_be_anything(
    hass: HomeAssistant, on: Home
) -> None:
    """Attributes can be overridden in the configuration, with any value at all."""
    strange = {"friendly_name": 2024, "supported_features": "many"}
    hass.states.async_set(on.receiver.entity_id, "on", strange)
    assert on.device.name == "2024"
    assert on.device.powered is None


async def test_a_device_may_be_registered_in_more_than_two_words(
    hass: HomeAssistant, receiver: Receiver
) -> None:
    """Only pairs are what others know a device by."""
    longer: Any = ("test", "avr", "zone 2")
    receiver._attr_device_info = dr.DeviceInfo(  # noqa: SLF001 - it is ours
        identifiers={("test", "avr"), longer}, name="Receiver"
    )
    await install(hass, receiver)
    async with following(hass, receiver) as home:
        assert home.device.known_as == {("test", "avr")}
