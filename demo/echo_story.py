"""The story of the Echos: what is said in each docstring has to be true."""

from functools import partial
from typing import Final

from demo.configuration import DOMAIN
from demo.echos import (
    BOOM,
    BUILT_IN,
    ECHOS,
    JBL,
    KITCHEN,
    LANDING,
    SHOW,
    SOUNDCORE,
    SPEAKERS,
    choose_output,
    connect_bluetooth,
    found_speakers,
    options_of,
    orders,
    outputs,
    player_of,
    players_of_core,
    speaker_named,
    spec_of,
    until_connected,
    until_output,
)
from demo.scene import Scene
from demo.story import proven
from demo.transcript import Detail, same

_ROOMS: Final = ("Kitchen", "Living Room")
_WAY: Final = "alexa_api"


async def outputs_sit_on_cores_devices(scene: Scene) -> Detail:
    """Each Echo has its Output on core's device; no group, TV, app or Sonos has one."""
    found, core = await outputs(scene), await players_of_core(scene)
    seen = {serial: output["device_id"] for serial, output in found.items()}
    expected = {spec_of(scene, e).serial: core[e]["device_id"] for e in ECHOS}
    same("devices", seen, expected)
    others = {echo.name for echo in scene.amazon.echos()} - set(ECHOS)
    return f"{', '.join(ECHOS)}; not {', '.join(sorted(others))}"


async def speakers_are_found(scene: Scene) -> Detail:
    """Each paired speaker has a sensor; a phone has none."""
    addresses = {speaker_named(scene, each).address.lower() for each in SPEAKERS}
    await scene.until_same("sensors", partial(found_speakers, scene), addresses)
    for speaker in SPEAKERS:
        await until_connected(scene, speaker, so=False)
    for echo in ECHOS:
        await until_output(scene, echo, BUILT_IN)
    return ", ".join(SPEAKERS)


async def a_cable_can_be_chosen(scene: Scene) -> Detail:
    """Kitchen Echo can be sent to its speakers and along its cable, to no phone."""
    expected = [BUILT_IN, JBL, LANDING, BOOM]
    await scene.until_same("options", partial(options_of, scene, KITCHEN), expected)
    return ", ".join(expected)


async def the_echo_reaches_a_speaker(scene: Scene) -> Detail:
    """Kitchen Echo is connected to JBL Flip 6, over core's own session, with proof."""
    answer = await connect_bluetooth(scene, KITCHEN, JBL)
    same("JBL at Amazon", scene.amazon.holder(JBL), KITCHEN)
    return proven(answer, JBL, way=_WAY)


async def both_ends_show_it(scene: Scene) -> Detail:
    """Both the Output of the Echo and the sensor of the speaker show it."""
    await until_output(scene, KITCHEN, JBL)
    await until_connected(scene, JBL, so=True)
    return None


async def asking_once_more_sends_nothing(scene: Scene) -> Detail:
    """Asked for the same speaker again, it tells Amazon to do nothing."""
    scene.amazon.forget_calls()
    answer = await connect_bluetooth(scene, KITCHEN, JBL)
    same("verdict", answer["verdict"], "active")
    same("already", answer["already"], "already_playing")
    same("orders", orders(scene), [])
    return f"{len(scene.amazon.calls())} questions asked, 0 orders given"


async def one_speaker_gives_way_to_another(scene: Scene) -> Detail:
    """With another speaker chosen in its Output, Kitchen Echo lets go of the first."""
    await choose_output(scene, KITCHEN, BOOM)
    same("Boom at Amazon", scene.amazon.holder(BOOM), KITCHEN)
    same("JBL at Amazon", scene.amazon.holder(JBL), None)
    await until_connected(scene, BOOM, so=True)
    await until_connected(scene, JBL, so=False)
    return None


async def a_show_is_proven_as_well(scene: Scene) -> Detail:
    """Bedroom Show, which others believe cannot do it, is connected with proof too."""
    able = spec_of(scene, SHOW).kind.capabilities
    same("PAIR_BT_SOURCE", "PAIR_BT_SOURCE" in able, expected=False)
    answer = await connect_bluetooth(scene, SHOW, SOUNDCORE)
    same("speaker at Amazon", scene.amazon.connected(SHOW), SOUNDCORE)
    same("Kitchen Echo at Amazon", scene.amazon.connected(KITCHEN), BOOM)
    await until_output(scene, SHOW, SOUNDCORE)
    return proven(answer, SOUNDCORE, way=_WAY)


async def the_echo_reaches_two_rooms_by_cable(scene: Scene) -> Detail:
    """Kitchen Echo is heard in two Sonos rooms, through its cable into a Port."""
    same("jack before", scene.amazon.jack(KITCHEN), "INPUT")
    answer = await scene.client.act(
        f"{DOMAIN}.connect",
        await scene.source_of(*_ROOMS),
        source=await player_of(scene, KITCHEN),
        take=True,
    )
    return proven(answer, *_ROOMS)


async def amazon_and_the_players_agree(scene: Scene) -> Detail:
    """Bluetooth is let go, the jack turned, and both rooms play the line-in as one."""
    same("speaker at Amazon", scene.amazon.connected(KITCHEN), None)
    same("jack at Amazon", scene.amazon.jack(KITCHEN), "OUTPUT")
    house = scene.house
    same("group", set(house.group_of("Kitchen")), set(_ROOMS))
    leader = house.leader_of("Kitchen")
    same("source", house.uri(leader), scene.line_in("Landing"))
    same("state", house.state(leader), "PLAYING")
    await scene.until_shown(LANDING, *_ROOMS)
    await until_output(scene, KITCHEN, LANDING)
    return f"{leader} leads {' + '.join(house.group_of(leader))}"


async def the_echo_speaks_for_itself_again(scene: Scene) -> Detail:
    """Back at its built-in speaker, Kitchen Echo is heard nowhere else."""
    await choose_output(scene, KITCHEN, BUILT_IN)
    same("speaker at Amazon", scene.amazon.connected(KITCHEN), None)
    line_in = scene.line_in("Landing")
    hearing = [room for room in scene.rooms if scene.house.uri(room) == line_in]
    same("rooms on the line-in", hearing, [])
    same("the Show at Amazon", scene.amazon.connected(SHOW), SOUNDCORE)
    return None


ECHO_STORY: Final = (
    outputs_sit_on_cores_devices,
    speakers_are_found,
    a_cable_can_be_chosen,
    the_echo_reaches_a_speaker,
    both_ends_show_it,
    asking_once_more_sends_nothing,
    one_speaker_gives_way_to_another,
    a_show_is_proven_as_well,
    the_echo_reaches_two_rooms_by_cable,
    amazon_and_the_players_agree,
    the_echo_speaks_for_itself_again,
)
