"""What a person does once in a new Home Assistant, done through the same API."""

import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, Final

from aiohttp import ClientSession

from demo.assistant import EndedError, HomeAssistant
from demo.client import Client, RefusedError, answers, connected, until
from demo.configuration import ALEXA, DASHBOARD, DOMAIN
from demo.echos import ECHOS, KITCHEN, LANDING, of_core, options_of, outputs
from demo.pretending import Pretence
from demo.scene import Scene
from demo.transcript import Detail, Transcript, UntrueError, same

# Measured: 2 s on two idle cores, 9 s on busy ones; in seconds.
ANSWERS_WITHIN: Final = 60.0
# Core listens for 4 s to the first player before it counts as set up; in seconds.
STARTED_WITHIN: Final = 60.0
FOUND_WITHIN: Final = 20.0


@asynccontextmanager
async def moved_in(
    home: HomeAssistant, pretence: Pretence, transcript: Transcript
) -> AsyncGenerator[Scene]:
    """Set a Home Assistant up that nobody has used, and stay connected to it."""
    async with ClientSession() as http:
        await transcript.tell("Home Assistant answers", _wait(home, http))
        token = await _make_user(http, home.url)
        async with connected(http, home.url, token) as client:
            await client.ask(
                "frontend/set_system_data",
                key="core",
                value={"default_panel": DASHBOARD},
            )
            await transcript.tell("It has set everything up", _started(client))
            scene = Scene(pretence.house, pretence.amazon, client)
            await transcript.tell(
                "Core's sonos finds every room that is awake", _found_by_core(scene)
            )
            await transcript.tell(
                "Core's alexa_devices finds what talks in the Amazon account",
                _found_by_alexa(scene),
            )
            await transcript.tell(
                "Speaker Switchboard is added by its set-up form, with one address",
                _add(http, home.url, token, scene),
            )
            await transcript.tell(
                "The cable from Kitchen Echo to the Port is declared by its form",
                _plug_in(http, home.url, token, scene),
            )
            yield scene


async def _wait(home: HomeAssistant, http: ClientSession) -> Detail:
    """Wait until somebody could open the page."""

    async def ended_or_here() -> bool:
        return home.has_ended or await answers(http, home.url)

    if await until(ended_or_here, ANSWERS_WITHIN) and not home.has_ended:
        return home.url
    raise EndedError


async def _started(client: Client) -> Detail:
    """Wait until everything is set up."""

    async def so() -> bool:
        config = await client.ask("get_config")
        return bool(config["state"] == "RUNNING")

    if not await until(so, STARTED_WITHIN):
        message = "It is still starting."
        raise UntrueError(message)

    version: str = (await client.ask("get_config"))["version"]
    return f"Home Assistant {version}"


async def _found_by_core(scene: Scene) -> Detail:
    """Wait for the media players of core."""
    await scene.until_same(
        "rooms", scene.rooms_of_core, set(scene.awake), within=FOUND_WITHIN
    )
    return ", ".join(scene.awake)


async def _found_by_alexa(scene: Scene) -> Detail:
    """Find the account that was added long ago loaded, with its devices."""
    entries = await scene.client.ask("config_entries/get", domain=ALEXA)
    same("entries", [entry["state"] for entry in entries], ["loaded"])
    found = await of_core(scene)
    apps = {each.name for each in scene.amazon.echos() if each.kind.family == "VOX"}
    same("devices", found, {each.name for each in scene.amazon.echos()} - apps)
    return ", ".join(sorted(found))


async def _add(http: ClientSession, url: str, token: str, scene: Scene) -> Detail:
    """Add the integration as in Settings, and wait for its entities."""
    flows = f"{url}/api/config/config_entries/flow"
    form = await _post(http, flows, json={"handler": DOMAIN}, token=token)
    typed = {"addresses": [scene.house.address(scene.awake[0])]}
    done = await _post(http, f"{flows}/{form['flow_id']}", json=typed, token=token)
    if done["type"] != "create_entry":
        raise RefusedError({"message": f"The form came back: {done.get('errors')}"})

    await scene.until_same(
        "Sources", scene.rooms_of_ours, set(scene.rooms), within=FOUND_WITHIN
    )

    async def count() -> int:
        return len(await outputs(scene))

    await scene.until_same("Outputs", count, len(ECHOS), within=FOUND_WITHIN)
    return None


async def _plug_in(http: ClientSession, url: str, token: str, scene: Scene) -> Detail:
    """Declare the cable as in Settings, and wait until it can be chosen."""
    (entry,) = await scene.client.ask("config_entries/get", domain=DOMAIN)
    flows = f"{url}/api/config/config_entries/subentries/flow"
    asked = {"handler": [entry["entry_id"], "cable"]}
    form = await _post(http, flows, json=asked, token=token)
    ends = {"source": _listed(form, "source", KITCHEN)}
    ends["sink"] = _listed(form, "sink", LANDING)
    done = await _post(http, f"{flows}/{form['flow_id']}", json=ends, token=token)
    if done["type"] != "create_entry":
        raise RefusedError({"message": f"The form came back: {done.get('errors')}"})

    async def offered() -> bool:
        return LANDING in await options_of(scene, KITCHEN)

    await scene.until_same("offered", offered, expected=True, within=FOUND_WITHIN)
    title: str = done["title"]
    return title


def _listed(form: dict[str, Any], field: str, label: str) -> str:
    """Return what a form lists under a label."""
    (asked,) = (each for each in form["data_schema"] if each["name"] == field)
    named = {o["label"]: o["value"] for o in asked["selector"]["select"]["options"]}
    if label not in named:
        message = f"{field}: expected {label!r} in {sorted(named)}"
        raise UntrueError(message)

    value: str = named[label]
    return value


async def _make_user(http: ClientSession, url: str) -> str:
    """Make the one user of the house, and return a token.

    Nobody needs to know the password: this machine is trusted without one.
    """
    client_id = f"{url}/"
    user = {
        "name": "Demo",
        "username": "demo",
        "password": secrets.token_urlsafe(),
        "client_id": client_id,
        "language": "en",
    }
    made = await _post(http, f"{url}/api/onboarding/users", json=user)
    grant = {
        "grant_type": "authorization_code",
        "code": made["auth_code"],
        "client_id": client_id,
    }
    token: str = (await _post(http, f"{url}/auth/token", data=grant))["access_token"]
    return token


async def _post(
    http: ClientSession, url: str, token: str = "", **body: Any
) -> dict[str, Any]:
    """Send something and return the answer."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with http.post(url, headers=headers, **body) as response:
        if not response.ok:
            raise RefusedError({"message": f"{url}: {await response.text()}"})

        answer: dict[str, Any] = await response.json()
        return answer
