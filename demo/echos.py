"""The Echos and their speakers, as Amazon knows them and Home Assistant shows them."""

from typing import Any, Final

from demo.configuration import ALEXA, DOMAIN
from demo.scene import UNAVAILABLE, Scene
from emulators.amazon import EchoSpec, SpeakerSpec

KITCHEN: Final = "Kitchen Echo"
LIVING_ROOM: Final = "Living Room Echo"
SHOW: Final = "Bedroom Show"
ECHOS: Final = (KITCHEN, LIVING_ROOM, SHOW)

JBL: Final = "JBL Flip 6"
BOOM: Final = "UE Boom 3"  # codespell:ignore ue
SOUNDCORE: Final = "Soundcore Motion"
SPEAKERS: Final = (JBL, BOOM, SOUNDCORE)

BUILT_IN: Final = "Built-in speaker"
# The line-in that the jack of Kitchen Echo is plugged into.
LANDING: Final = "Landing: Kitchen Echo"

_ORDERS: Final = ("/api/bluetooth/", "/api/auxcontroller/", "/api/behaviors/preview")


# Amazon's side


def truth(scene: Scene) -> dict[str, str | None]:
    """Return who has whom, and which way each jack goes."""
    amazon = scene.amazon
    links = {echo: amazon.connected(echo) for echo in ECHOS}
    holders = {speaker: amazon.holder(speaker) for speaker in SPEAKERS}
    jacks = {f"jack of {echo}": amazon.jack(echo) for echo in ECHOS}
    return {**links, **holders, **jacks}


def orders(scene: Scene) -> list[str]:
    """Return what Echos were told to do since calls were last forgotten."""
    asked = scene.amazon.calls()
    return [
        str(call)
        for call in asked
        if call.method != "GET" and call.path.startswith(_ORDERS)
    ]


def spec_of(scene: Scene, name: str) -> EchoSpec:
    """Return how an Echo was set up."""
    return next(echo for echo in scene.amazon.echos() if echo.name == name)


def speaker_named(scene: Scene, name: str) -> SpeakerSpec:
    """Return how a speaker was set up."""
    return next(each for each in scene.amazon.speakers() if each.name == name)


# Home Assistant's side


async def of_core(scene: Scene) -> set[str]:
    """Return the devices of the account that can be used through core."""
    states, players = await scene.client.states(), await players_of_core(scene)
    return {
        name
        for name, player in players.items()
        if states[player["entity_id"]]["state"] != UNAVAILABLE
    }


async def players_of_core(scene: Scene) -> dict[str, dict[str, Any]]:
    """Return the registered media player of each device of the account."""
    found = await scene.registered(ALEXA)
    named = {echo.name: f"{echo.serial}-media" for echo in scene.amazon.echos()}
    return {name: found[key] for name, key in named.items() if key in found}


async def player_of(scene: Scene, echo: str) -> str:
    """Return the entity id of the media player of an Echo."""
    entity_id: str = (await players_of_core(scene))[echo]["entity_id"]
    return entity_id


async def outputs(scene: Scene) -> dict[str, dict[str, Any]]:
    """Return every registered Output, by the serial number of who has it."""
    found = await scene.registered(DOMAIN)
    return {
        unique_id.removeprefix("echo:").removesuffix("-output"): entity
        for unique_id, entity in found.items()
        if unique_id.endswith("-output")
    }


async def output_of(scene: Scene, echo: str) -> str:
    """Return the entity id of the Output of an Echo."""
    entity_id: str = (await outputs(scene))[spec_of(scene, echo).serial]["entity_id"]
    return entity_id


async def sensors(scene: Scene) -> dict[str, str]:
    """Return the entity id of every sensor of a speaker, by its address."""
    return {
        unique_id.removeprefix("bluetooth:").removesuffix("-connected"): each[
            "entity_id"
        ]
        for unique_id, each in (await scene.registered(DOMAIN)).items()
        if unique_id.endswith("-connected")
    }


async def found_speakers(scene: Scene) -> set[str]:
    """Return the addresses of the speakers that have a sensor."""
    return set(await sensors(scene))


async def sensor_of(scene: Scene, speaker: str) -> str:
    """Return the entity id of the sensor of a speaker."""
    address = speaker_named(scene, speaker).address.lower()
    return (await sensors(scene))[address]


async def options_of(scene: Scene, echo: str) -> list[str]:
    """Return what the Output of an Echo offers."""
    output = (await scene.client.states()).get(await output_of(scene, echo))
    offered: list[str] = output["attributes"].get("options", []) if output else []
    return offered


async def until_output(scene: Scene, echo: str, expected: str) -> None:
    """Wait for the Output of an Echo to show something."""
    await scene.until_state(await output_of(scene, echo), expected)


async def until_connected(scene: Scene, speaker: str, *, so: bool) -> None:
    """Wait for the sensor of a speaker to show whether it is connected."""
    await scene.until_state(await sensor_of(scene, speaker), "on" if so else "off")


# What a person does


async def choose_output(scene: Scene, echo: str, option: str) -> None:
    """Choose an option in the Output of an Echo, as the dashboard does."""
    output = await output_of(scene, echo)
    await scene.client.act(
        "select.select_option", [output], answer=False, option=option
    )
    await until_output(scene, echo, option)


async def connect_bluetooth(
    scene: Scene, echo: str, speaker: str, **how: Any
) -> dict[str, Any]:
    """Connect an Echo to a speaker by the action, and return its answer."""
    return await scene.client.act(
        "speaker_switchboard.connect_bluetooth",
        [],
        source=await player_of(scene, echo),
        speaker=await sensor_of(scene, speaker),
        **how,
    )
