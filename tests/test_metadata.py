"""What hassfest, HACS and the Marketplace look at, as far as it needs no network."""

import json
import re
import struct
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import homeassistant
import pytest
import voluptuous as vol
import yaml
from awesomeversion import AwesomeVersion, AwesomeVersionStrategy
from homeassistant.const import __version__ as home_assistant
from homeassistant.core import HomeAssistant
from homeassistant.helpers import service
from homeassistant.loader import IntegrationNotFound, async_get_integration
from homeassistant.requirements import async_get_integration_with_requirements
from homeassistant.setup import async_setup_component

import custom_components.speaker_switchboard as integration
from custom_components.speaker_switchboard.const import ACCOUNT_DOMAINS, DOMAIN

HERE = Path(integration.__file__).parent
ROOT = HERE.parent.parent
GENERATED = Path(homeassistant.__file__).parent / "generated"


def read(name: str) -> dict[str, Any]:
    """Return a JSON file of the integration."""
    found: dict[str, Any] = json.loads((HERE / name).read_text("utf-8"))
    return found


MANIFEST = read("manifest.json")
EN = read("translations/en.json")
ICONS = read("icons.json")
SERVICES: dict[str, Any] = yaml.safe_load((HERE / "services.yaml").read_text("utf-8"))
HACS: dict[str, Any] = json.loads((ROOT / "hacs.json").read_text("utf-8"))

# The manifest of a custom integration, as hassfest knows it.
REQUIRED = {
    "domain",
    "name",
    "codeowners",
    "config_flow",
    "documentation",
    "integration_type",
    "iot_class",
    "issue_tracker",
    "requirements",
    "version",
}
KNOWN = REQUIRED | {
    "after_dependencies",
    "bluetooth",
    "categories",
    "connectivity",
    "dependencies",
    "dhcp",
    "homekit",
    "import_executor",
    "loggers",
    "mqtt",
    "preview_features",
    "quality_scale",
    "single_config_entry",
    "ssdp",
    "usb",
    "zeroconf",
}
# The modules that Home Assistant's integrations are meant to find.
PLATFORMS = {
    "binary_sensor",
    "button",
    "diagnostics",
    "event",
    "llm",
    "media_player",
    "repairs",
    "scene",
    "select",
    "sensor",
    "switch",
    "system_health",
    "websocket_api",
}
HACS_KNOWN = {
    "content_in_root",
    "country",
    "filename",
    "hacs",
    "hide_default_branch",
    "homeassistant",
    "name",
    "persistent_directory",
    "render_readme",
    "zip_release",
}


# The manifest


def test_the_manifest_has_every_key_it_needs_and_no_unknown_one() -> None:
    """A key that nobody knows makes hassfest fail."""
    assert REQUIRED <= MANIFEST.keys() <= KNOWN


def test_the_keys_of_the_manifest_are_in_order() -> None:
    """Domain and name come first, the others by the alphabet."""
    first, second, *others = MANIFEST
    assert (first, second) == ("domain", "name")
    assert others == sorted(others)


def test_the_domain_is_the_name_of_the_folder() -> None:
    """The Marketplace installs by the domain."""
    assert MANIFEST["domain"] == HERE.name == DOMAIN
    assert re.fullmatch(r"[a-z0-9_]+", DOMAIN)
    assert MANIFEST["name"] == EN["title"]


def test_the_version_can_be_read() -> None:
    """Home Assistant blocks a custom integration whose version it cannot read."""
    version = AwesomeVersion(MANIFEST["version"])
    assert version.strategy in {
        AwesomeVersionStrategy.SEMVER,
        AwesomeVersionStrategy.CALVER,
    }


@pytest.mark.parametrize("key", ["documentation", "issue_tracker"])
def test_the_links_are_of_our_own(key: str) -> None:
    """Links are safe, and do not point to the pages of core's integrations."""
    link = urlsplit(MANIFEST[key])
    assert link.scheme == "https"
    assert link.hostname == "github.com"


def test_the_classes_are_those_that_are_known() -> None:
    """The house is one entry, local, and nothing in it is polled."""
    assert MANIFEST["integration_type"] in {"hub", "service"}
    assert MANIFEST["iot_class"] == "local_push"
    assert MANIFEST["single_config_entry"] is True
    assert MANIFEST["config_flow"] is True
    assert all(re.fullmatch(r"@[\w-]+", owner) for owner in MANIFEST["codeowners"])


@pytest.mark.parametrize("key", ["categories", "connectivity"])
@pytest.mark.skipif(
    not (GENERATED / "integration_categories.json").exists(),
    reason="this Home Assistant does not know categories yet",
)
def test_the_categories_are_those_that_are_known(key: str) -> None:
    """The Marketplace filters by them."""
    known = (GENERATED / f"integration_{key}.json").read_text("utf-8")
    assert all(f'"{each.rpartition(".")[2]}"' in known for each in MANIFEST[key])


def test_categories_and_connectivity_are_named() -> None:
    """As of core's sonos; and Echos are reached through the cloud."""
    assert MANIFEST["categories"] == ["media_entertainment.speakers_audio"]
    assert MANIFEST["connectivity"] == ["cloud", "network"]


def test_players_are_discovered_as_core_discovers_them() -> None:
    """The first offer comes by the same announcements."""
    core = Path(homeassistant.__file__).parent / "components" / "sonos"
    theirs = json.loads((core / "manifest.json").read_text("utf-8"))
    assert MANIFEST["ssdp"] == theirs["ssdp"]
    assert MANIFEST["zeroconf"] == theirs["zeroconf"]


@pytest.mark.usefixtures("enable_custom_integrations")
async def test_home_assistant_loads_the_integration(hass: HomeAssistant) -> None:
    """The loader takes the manifest, and does without what is not installed."""
    found = await async_get_integration(hass, DOMAIN)
    assert not found.is_built_in
    assert found.version == MANIFEST["version"]
    assert found.disabled is None


@pytest.mark.usefixtures("enable_custom_integrations")
async def test_what_comes_first_where_it_is_there_may_be_missing(
    hass: HomeAssistant,
) -> None:
    """Alexa Media Player is not part of core; without it all is set up the same."""
    with pytest.raises(IntegrationNotFound):
        await async_get_integration(hass, "alexa_media")
    found = await async_get_integration_with_requirements(hass, DOMAIN)
    assert found.after_dependencies == [*ACCOUNT_DOMAINS, "sonos", "ssdp", "zeroconf"]
    assert await found.resolve_dependencies() is not None
    assert await async_setup_component(hass, DOMAIN, {})


@pytest.mark.parametrize(
    "module",
    sorted(path.stem for path in HERE.iterdir() if path.name != "__pycache__"),
)
def test_no_module_is_taken_for_a_platform_that_it_is_not(module: str) -> None:
    """Home Assistant's integrations look for a module of their name in others."""
    components = Path(homeassistant.__file__).parent / "components"
    assert module in PLATFORMS or not (components / module).is_dir()


# Actions


def test_the_actions_are_described_as_home_assistant_wants_it() -> None:
    """Home Assistant's own schema takes services.yaml."""
    service._SERVICES_SCHEMA(SERVICES)  # noqa: SLF001 - the schema has no other name


@pytest.mark.usefixtures("enable_custom_integrations")
async def test_the_actions_that_are_registered_are_the_ones_described(
    hass: HomeAssistant,
) -> None:
    """No action is without a description, and no description without an action."""
    assert await async_setup_component(hass, DOMAIN, {})
    registered = hass.services.async_services_for_domain(DOMAIN)
    assert registered.keys() == SERVICES.keys() == EN["services"].keys()
    for name, action in registered.items():
        assert isinstance(action.schema, vol.Schema)
        taken = {str(key) for key in action.schema.schema}
        assert SERVICES[name].get("fields", {}).keys() <= taken


@pytest.mark.parametrize("name", SERVICES)
def test_an_action_and_its_fields_have_names_descriptions_and_an_icon(
    name: str,
) -> None:
    """What the editor of automations shows is complete."""
    words, fields = EN["services"][name], SERVICES[name].get("fields", {})
    assert words["name"]
    assert words["description"].endswith(".")
    assert words.get("fields", {}).keys() == fields.keys()
    for field in words.get("fields", {}).values():
        assert field["name"]
        assert field["description"].endswith(".")
    assert ICONS["services"][name]["service"].startswith("mdi:")


def test_choices_have_translations() -> None:
    """Where one of several can be chosen, each is called something."""
    select = SERVICES["connect"]["fields"]["input"]["selector"]["select"]
    words = EN["selector"][select["translation_key"]]["options"]
    assert words.keys() == set(select["options"])


# Icons and brand


def test_the_icons_are_those_of_our_actions_and_entities() -> None:
    """No icon is left over, and each is one of Material Design's."""
    assert ICONS["services"].keys() == SERVICES.keys()
    assert ICONS["entity"].keys() == EN["entity"].keys()
    for platform, keys in ICONS["entity"].items():
        assert keys.keys() == EN["entity"][platform].keys()
        for icon in keys.values():
            assert icon["default"].startswith("mdi:")
            assert icon["default"] not in icon.get("state", {}).values()


@pytest.mark.parametrize(("name", "size"), [("icon.png", 256), ("icon@2x.png", 512)])
def test_the_brand_is_a_square_picture(name: str, size: int) -> None:
    """The Marketplace shows a PNG with a transparent background, in two sizes."""
    data = (HERE / "brand" / name).read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height, depth, colour = struct.unpack(">IIBB", data[16:26])
    assert (width, height, depth) == (size, size, 8)
    assert colour == 6  # Red, green, blue and alpha.
    assert len(data) < 200_000


def test_the_brand_is_there_once() -> None:
    """Pictures that are twice in a repository are turned away."""
    assert {path.name for path in (HERE / "brand").iterdir()} == {
        "icon.png",
        "icon@2x.png",
    }
    assert not list(ROOT.glob("*.png"))


# HACS and the Marketplace


def test_hacs_json_has_no_unknown_key() -> None:
    """HACS takes no key that it does not know."""
    assert {"name", "homeassistant"} <= HACS.keys() <= HACS_KNOWN
    assert HACS["name"] == MANIFEST["name"]
    assert HACS["hide_default_branch"] is True


def test_the_home_assistant_of_the_tests_is_not_older_than_promised() -> None:
    """Nobody is promised a version that was never tried."""
    assert AwesomeVersion(HACS["homeassistant"]) <= AwesomeVersion(home_assistant)


def test_there_is_one_integration_and_one_manifest() -> None:
    """The Marketplace takes the first folder; hassfest takes every manifest."""
    manifests = list((ROOT / "custom_components").rglob("manifest.json"))
    assert manifests == [HERE / "manifest.json"]
    assert not (HERE / "strings.json").exists()
    assert (ROOT / "LICENSE").exists()
