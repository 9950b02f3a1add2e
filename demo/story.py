"""The story of `--check`: what is said in each docstring has to be true."""

from typing import Any, Final

from demo.configuration import DASHBOARD
from demo.scene import OWN_MUSIC, TURNTABLE, UNAVAILABLE, Scene, settle_in
from demo.transcript import Detail, UntrueError, same

_TOGETHER: Final = ("Kitchen", "Living Room")


async def sources_sit_on_cores_devices(scene: Scene) -> Detail:
    """Each room that is awake has its Source on the device that core registered."""
    sources, players = await scene.sources(), await scene.players()
    seen = {room: sources[room]["device_id"] for room in scene.awake}
    same("devices", seen, {room: players[room]["device_id"] for room in scene.awake})
    return None


async def who_sleeps_is_unavailable(scene: Scene) -> Detail:
    """Only the Source of the Garden, which is asleep, is unavailable."""
    shown = await scene.all_shown()
    seen = {room for room, state in shown.items() if state == UNAVAILABLE}
    same("unavailable", seen, set(scene.rooms) - set(scene.awake))
    same("asleep", seen, {"Garden"})
    return None


async def a_browser_is_answered(scene: Scene) -> Detail:
    """All that a browser asks first is answered, and our actions are there."""
    actions = await scene.client.ask("get_services")
    ours = sorted(actions["speaker_switchboard"])
    if "switch_line_in" not in ours:
        message = f"expected switch_line_in, saw {ours}"
        raise UntrueError(message)

    same("panel", DASHBOARD in await scene.client.ask("get_panels"), expected=True)
    return ", ".join(ours)


async def the_dashboard_is_whole(scene: Scene) -> Detail:
    """No entity on the dashboard is missing."""
    dashboard = await scene.client.ask("lovelace/config", url_path=DASHBOARD)
    named = entities_in(dashboard)
    missing = named - set(await scene.client.states())
    same("missing entities", missing, set())
    return f"{len(named)} entities"


async def rooms_play_their_own(scene: Scene) -> Detail:
    """Kitchen plays a radio station, Living Room its TV, Bedroom its queue."""
    settle_in(scene.house)
    await scene.until_shown("Living Room: TV", "Living Room")
    await scene.until_shown(OWN_MUSIC, "Kitchen", "Bedroom")
    await scene.until_playing(*_TOGETHER, "Bedroom")
    for room in (*_TOGETHER, "Bedroom"):
        await scene.until_state(await scene.player_of(room), "playing")
        same(f"{room} at the player", scene.house.state(room), "PLAYING")
    return None


async def explain_says_the_steps(scene: Scene) -> Detail:
    """Explain says how the turntable would reach Kitchen and Living Room, only."""
    before = scene.house.snapshot()
    scene.house.forget_calls()
    answer = await scene.client.act(
        "speaker_switchboard.explain",
        await scene.source_of(*_TOGETHER),
        source=await scene.player_of("Hallway"),
        input="line_in",
    )
    same("possible", answer["possible"], expected=True)
    same("commands", scene.commands(), [])
    same("household", scene.house.snapshot(), before)
    return "\n".join(answer["steps"])


async def the_turntable_reaches_two_rooms(scene: Scene) -> Detail:
    """Both rooms are switched to the turntable as one group, with proof."""
    answer = await switch_line_in(scene, *_TOGETHER)
    return proven(answer, *_TOGETHER)


async def the_household_agrees(scene: Scene) -> Detail:
    """Players say the same: one group, set to the line-in of the Port, playing."""
    house = scene.house
    same("group", set(house.group_of("Kitchen")), set(_TOGETHER))
    leader = house.leader_of("Kitchen")
    same("source", house.uri(leader), scene.line_in("Hallway"))
    same("state", house.state(leader), "PLAYING")
    return f"{leader} leads {' + '.join(house.group_of(leader))}"


async def both_sources_show_it(scene: Scene) -> Detail:
    """Home Assistant shows the turntable in both rooms."""
    await scene.until_shown(TURNTABLE, *_TOGETHER)
    return TURNTABLE


async def asking_again_sends_nothing(scene: Scene) -> Detail:
    """Asked for it once more, it says that it is so already, and commands nobody."""
    scene.house.forget_calls()
    answer = await switch_line_in(scene, *_TOGETHER)
    same("already", answer["already"], "already_playing")
    same("commands", scene.commands(), [])
    return f"{len(scene.house.calls())} questions asked, 0 commands sent"


async def a_person_chooses_it(scene: Scene) -> Detail:
    """Chosen in the Source of Bedroom, the turntable is heard there as well."""
    await choose(scene, "Bedroom", TURNTABLE)
    same("source", scene.house.uri("Bedroom"), scene.line_in("Hallway"))
    same("state", scene.house.state("Bedroom"), "PLAYING")
    same("group", scene.house.group_of("Bedroom"), ("Bedroom",))
    same("others", set(scene.house.group_of("Kitchen")), set(_TOGETHER))
    return None


async def disconnecting_ends_it(scene: Scene) -> Detail:
    """Disconnected, each room stands alone again, off the turntable."""
    rooms = (*_TOGETHER, "Bedroom")
    entities = await scene.source_of(*rooms)
    await scene.client.act("speaker_switchboard.disconnect", entities)
    for room in rooms:
        same(f"group of {room}", scene.house.group_of(room), (room,))
        queue = f"x-rincon-queue:{scene.house.uid(room)}#0"
        same(f"source of {room}", scene.house.uri(room), queue)
    await scene.until_shown(OWN_MUSIC, *rooms)
    return None


async def the_tv_comes_back(scene: Scene) -> Detail:
    """Chosen in the Source of Living Room, its TV is heard again."""
    await choose(scene, "Living Room", "Living Room: TV")
    tv = f"x-sonos-htastream:{scene.house.uid('Living Room')}:spdif"
    same("source", scene.house.uri("Living Room"), tv)
    return None


async def choose(scene: Scene, room: str, option: str) -> None:
    """Choose an option in the Source of a room, as the dashboard does."""
    entities = await scene.source_of(room)
    await scene.client.act(
        "select.select_option", entities, answer=False, option=option
    )
    await scene.until_shown(option, room)


async def switch_line_in(scene: Scene, *rooms: str) -> dict[str, Any]:
    """Switch rooms to the turntable by the action, and return its answer."""
    return await scene.client.act(
        "speaker_switchboard.switch_line_in",
        await scene.source_of(*rooms),
        source=await scene.player_of("Hallway"),
    )


def proven(answer: dict[str, Any], *rooms: str, way: str | None = None) -> str:
    """Return the steps of an answer in which every room is proven to be connected."""
    same("verdict", answer["verdict"], "active")
    proofs = {room["room"]: room["evidence"] for room in answer["rooms"]}
    same("rooms", set(proofs), set(rooms))
    same("without proof", [room for room, proof in proofs.items() if not proof], [])
    if way:
        same("ways", {step["way"] for step in answer["steps"]}, {way})
    steps = [
        f"{step['milliseconds']:4} ms  {step['step']}, seen by {step['evidence']}"
        for step in answer["steps"]
    ]
    return "\n".join([*steps, f"{answer['milliseconds']:4} ms  in all"])


def entities_in(part: object) -> set[str]:
    """Return the entities that any part of a dashboard names."""
    if isinstance(part, list):
        return {name for each in part for name in entities_in(each)}
    if not isinstance(part, dict):
        return set()

    named = {
        name
        for key in ("entity", "entity_id", "source", "speaker")
        for name in _listed(part.get(key))
    }
    return named.union(*(entities_in(each) for each in part.values()))


def _listed(named: object) -> list[str]:
    """Return the entities under one key, which may be one or several."""
    several = named if isinstance(named, list) else [named]
    return [name for name in several if isinstance(name, str)]


STORY: Final = (
    sources_sit_on_cores_devices,
    who_sleeps_is_unavailable,
    a_browser_is_answered,
    the_dashboard_is_whole,
    rooms_play_their_own,
    explain_says_the_steps,
    the_turntable_reaches_two_rooms,
    the_household_agrees,
    both_sources_show_it,
    asking_again_sends_nothing,
    a_person_chooses_it,
    disconnecting_ends_it,
    the_tv_comes_back,
)
