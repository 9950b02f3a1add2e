"""The second half of the story: what happens when something goes wrong."""

from typing import Final

from demo.client import RefusedError
from demo.scene import OWN_MUSIC, UNAVAILABLE, Scene, settle_in
from demo.story import switch_line_in
from demo.transcript import Detail, UntrueError, same
from emulators.sonos import RoomTruth

_LOST: Final = "Bedroom"
_WITH_THE_LOST: Final = ("Kitchen", "Living Room", _LOST)
# The player has to be seen again, by its group or by asking; in seconds.
_BACK_WITHIN: Final = 30.0


async def a_player_is_lost_on_the_way(scene: Scene) -> Detail:
    """When Bedroom loses power half-way into a group, the action says so by name."""
    settle_in(scene.house)
    await scene.until_shown(OWN_MUSIC, "Kitchen", _LOST)
    await scene.until_playing(*_WITH_THE_LOST)
    before = scene.house.snapshot()
    scene.house.vanish_when(_LOST, after=("Kitchen", "SetAVTransportURI"))
    said = await refusal_of(scene, *_WITH_THE_LOST, key="route_undone")
    same("here", scene.house.is_here(_LOST), expected=False)
    names_it(said, _LOST)
    same("other rooms", _others(scene.house.snapshot()), _others(before))
    return f"{said}\nThe other {len(_others(before))} rooms are exactly as before."


async def the_lost_one_is_unavailable(scene: Scene) -> Detail:
    """Bedroom is shown as unavailable, and nobody else is."""
    await scene.until_shown(UNAVAILABLE, _LOST)
    shown = await scene.all_shown()
    seen = {room for room, state in shown.items() if state == UNAVAILABLE}
    same("unavailable", seen, set(scene.rooms) - set(scene.awake))
    return None


async def the_lost_one_comes_back(scene: Scene) -> Detail:
    """With power again, Bedroom is available again by itself."""
    scene.house.come_back(_LOST)

    async def look() -> bool:
        return await scene.shown(_LOST) != UNAVAILABLE

    await scene.until_same("available", look, expected=True, within=_BACK_WITHIN)
    return None


async def it_works_again(scene: Scene) -> Detail:
    """Asked once more, the same wish is fulfilled now."""
    answer = await switch_line_in(scene, *_WITH_THE_LOST)
    same("verdict", answer["verdict"], "active")
    same("group", set(scene.house.group_of("Kitchen")), set(_WITH_THE_LOST))
    return f"{answer['milliseconds']} ms"


async def who_sleeps_is_not_waited_for(scene: Scene) -> Detail:
    """Asked for the Garden, which sleeps, it refuses with the reason and a remedy."""
    before = scene.house.snapshot()
    scene.house.forget_calls()
    said = await refusal_of(scene, "Garden", key="asleep")
    names_it(said, "Garden")
    same("commands", scene.commands(), [])
    same("household", scene.house.snapshot(), before)
    return said


async def refusal_of(scene: Scene, *rooms: str, key: str) -> str:
    """Ask for the turntable and return why it was not to be."""
    try:
        answer = await switch_line_in(scene, *rooms)
    except RefusedError as err:
        same("reason", err.key, key)
        return str(err)

    message = f"expected to be told why not, saw {answer}"
    raise UntrueError(message)


def names_it(said: str, room: str) -> None:
    """Raise when an error does not name the room it is about."""
    if room not in said:
        message = f"{room} is not named in {said!r}"
        raise UntrueError(message)


def _others(snapshot: dict[str, RoomTruth]) -> dict[str, RoomTruth]:
    """Return how things are in every room but the one that is lost."""
    return {room: truth for room, truth in snapshot.items() if room != _LOST}


TROUBLE: Final = (
    a_player_is_lost_on_the_way,
    the_lost_one_is_unavailable,
    the_lost_one_comes_back,
    it_works_again,
    who_sleeps_is_not_waited_for,
)
