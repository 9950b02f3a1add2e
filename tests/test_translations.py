"""Whatever is raised or shown has words, and no words are left over."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

import custom_components.speaker_switchboard as integration
from custom_components.speaker_switchboard.config_flow import SwitchboardConfigFlow
from custom_components.speaker_switchboard.const import DOMAIN
from custom_components.speaker_switchboard.core.acts import Act
from custom_components.speaker_switchboard.core.port import INPUTS, PortKind
from custom_components.speaker_switchboard.core.progress import Verdict
from custom_components.speaker_switchboard.core.refusal import CATALOGUE, Why
from custom_components.speaker_switchboard.repairs import SIGNED_OUT
from custom_components.speaker_switchboard.request import (
    ATTR_INPUT,
    ATTR_SOURCE,
    ATTR_SPEAKER,
    ATTR_SPEAKER_NAME,
    ATTR_TAKE,
    ATTR_TOGETHER,
)
from custom_components.speaker_switchboard.services import ATTR_KEEP, ATTR_TIMEOUT

ROOT = Path(integration.__file__).parent
TRANSLATIONS = sorted((ROOT / "translations").glob("*.json"))
EN: dict[str, Any] = json.loads((ROOT / "translations" / "en.json").read_text("utf-8"))
MODULES = {path: ast.parse(path.read_text("utf-8")) for path in ROOT.rglob("*.py")}


def placeholders(text: str) -> set[str]:
    """Return the names in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def leaves(tree: dict[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a translation with its place."""
    for key, value in tree.items():
        here = f"{path}.{key}"
        yield from leaves(value, here) if isinstance(value, dict) else [(here, value)]


def raised() -> Iterator[tuple[str, frozenset[str] | None]]:
    """Yield the translation key of each exception, and the words if they are named."""
    for tree in MODULES.values():
        for node in ast.walk(tree):
            match node:
                case ast.Call(keywords=keywords):
                    given = {each.arg: each.value for each in keywords if each.arg}
                    yield from _keys(given)


def _keys(given: dict[str, ast.expr]) -> Iterator[tuple[str, frozenset[str] | None]]:
    """Yield what a call gives as the key and the words of an exception."""
    key = given.get("translation_key")
    if "translation_domain" not in given or key is None:
        return
    words = given.get("translation_placeholders")
    named = _named(words) if words else frozenset[str]()
    for constant in ast.walk(key):
        match constant:
            case ast.Constant(value=str(text)):
                yield text, named


def _named(words: ast.expr) -> frozenset[str] | None:
    """Return the names of words that are written down on the spot."""
    match words:
        case ast.Dict(keys=keys):
            return frozenset(k.value for k in keys if isinstance(k, ast.Constant))  # type: ignore[misc]
    return None


RAISED = dict(raised())


@pytest.mark.parametrize("why", Why)
def test_a_refusal_is_said_in_the_words_of_the_catalogue(why: Why) -> None:
    """What Home Assistant shows is the reason and the remedy of the core."""
    reason, remedy = CATALOGUE[why]
    assert EN["exceptions"][why]["message"] == f"{reason} {remedy}"


def test_every_reason_has_words() -> None:
    """No refusal is without a reason and a remedy, each a sentence."""
    assert CATALOGUE.keys() == set(Why)
    sentences = [sentence for words in CATALOGUE.values() for sentence in words]
    assert all(sentence.endswith(".") for sentence in sentences)


def test_every_exception_that_is_raised_has_words_and_no_others_have() -> None:
    """The keys in the code and the keys in the translation are the same."""
    assert "nobody_answers" in RAISED
    assert EN["exceptions"].keys() == {*RAISED, *Why}


@pytest.mark.parametrize("key", sorted(RAISED))
def test_an_exception_is_given_the_words_its_sentence_needs(key: str) -> None:
    """No brace of a sentence is left open, where the words can be seen in the code."""
    needed = placeholders(EN["exceptions"][key]["message"])
    given = RAISED[key]
    assert given is None or needed <= given


def test_a_route_that_failed_is_given_the_words_its_sentence_needs() -> None:
    """The words of a failed route are made in one place, for both its sentences."""
    tree = MODULES[ROOT / "translate.py"]
    made = {
        key.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant)
    }
    for key in ("route_undone", "route_failed"):
        assert placeholders(EN["exceptions"][key]["message"]) <= made


# What only an exception, or only an issue, is given.
_OF_NO_ENTITY = {"translation_domain", "severity"}


def entity_keys() -> set[tuple[str, str]]:
    """Return (platform, key) of every entity description in the code."""
    return {
        (path.stem, str(keyword.value.value))
        for path, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and not {each.arg for each in node.keywords}
        & {"translation_domain", "severity"}
        for keyword in node.keywords
        if keyword.arg == "translation_key" and isinstance(keyword.value, ast.Constant)
    }


def test_every_entity_has_a_name_and_no_others_have() -> None:
    """The entities in the code and the entities in the translation are the same."""
    named = {(platform, key) for platform, keys in EN["entity"].items() for key in keys}
    assert entity_keys() == named
    assert all(EN["entity"][platform][key]["name"] for platform, key in named)


def test_every_result_of_a_wish_has_words() -> None:
    """What became of a wish is shown in words, also while it is under way."""
    shown = EN["entity"]["select"]["source"]["state_attributes"]["result"]["state"]
    assert shown.keys() == {*Verdict, "connecting"}


def test_the_options_of_a_source_have_words() -> None:
    """The words from which the options are made are there, with the room in them."""
    options = EN["selector"]["source"]["options"]
    assert options.keys() == {"built_in", "own_music", "tv", "with"}
    assert placeholders(options["with"]) == {"room"}
    assert all(
        placeholders(text) == set() for key, text in options.items() if key != "with"
    )


def test_every_input_that_can_be_chosen_has_words() -> None:
    """The choices of an action are shown in words."""
    assert EN["selector"]["input"]["options"].keys() == {*INPUTS, PortKind.GROUP}


def test_every_step_of_the_set_up_has_words() -> None:
    """Each error, step and field of the config flow is there, and no other is."""
    tree = MODULES[ROOT / "config_flow.py"]
    texts = {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)}
    config = EN["config"]
    assert set(config["error"]) <= texts
    assert config["step"].keys() == {"user", "reconfigure"}
    for step in config["step"].values():
        asked = {"rooms", "count", "accounts", "detail"}
        assert placeholders(step["description"]) == asked
        assert step["data"].keys() == step["data_description"].keys() == {"addresses"}
    assert {*config["abort"]} == {"already_configured", "reconfigure_successful"}


@pytest.mark.parametrize("kind", ["speaker", "cable"])
def test_every_error_of_a_form_is_in_the_code(kind: str) -> None:
    """No words are left over; that none are missing is seen where the forms are."""
    words = EN["config_subentries"][kind]
    modules = (ROOT / "declaring.py", ROOT / f"{kind}_flow.py")
    texts = {
        node.value
        for module in modules
        for node in ast.walk(MODULES[module])
        if isinstance(node, ast.Constant)
    }
    assert {*words["error"], *words["abort"]} <= texts
    for step in words["step"].values():
        assert step["data"].keys() == step["data_description"].keys()


def test_every_kind_of_subentry_has_words() -> None:
    """What can be declared is named in the menu of the entry."""
    types = SwitchboardConfigFlow.async_get_supported_subentry_types(
        MockConfigEntry(domain=DOMAIN)
    )
    assert EN["config_subentries"].keys() == types.keys()
    for words in EN["config_subentries"].values():
        assert words["initiate_flow"].keys() == {"user", "reconfigure"}
        assert words["entry_type"]


def test_an_issue_is_given_the_words_its_sentences_need() -> None:
    """It names the integration, and the title of its entry nowhere: an e-mail."""
    assert EN["issues"].keys() == {SIGNED_OUT}
    for text in EN["issues"][SIGNED_OUT].values():
        assert placeholders(text) == {"integration"}


def test_the_fields_of_the_actions_have_words() -> None:
    """Every field that an action takes is described."""
    fields = {
        field
        for action in EN["services"].values()
        for field in action.get("fields", ())
    }
    assert fields == {
        *(ATTR_SOURCE, ATTR_INPUT, ATTR_TOGETHER, ATTR_TAKE, ATTR_KEEP, ATTR_TIMEOUT),
        *(ATTR_SPEAKER, ATTR_SPEAKER_NAME),
    }


@pytest.mark.parametrize("path", TRANSLATIONS, ids=lambda path: path.stem)
def test_a_translation_says_the_same_as_the_english_one(path: Path) -> None:
    """All languages have the same texts, with the same words to fill in."""
    translated = dict(leaves(json.loads(path.read_text("utf-8"))))
    english = dict(leaves(EN))
    assert translated.keys() == english.keys()
    for place, text in translated.items():
        assert placeholders(text) == placeholders(english[place]), place
        assert text.strip() == text != "", place


def test_no_text_refers_to_another() -> None:
    """Custom integrations have no build step that would look references up."""
    assert not [place for place, text in leaves(EN) if "[%key" in text]
    assert not (ROOT / "strings.json").exists()


def test_the_acts_are_all_that_can_be_said() -> None:
    """Every act says what it does, in a sentence without an end."""
    assert all(callable(each.say) for each in Act.__value__.__args__)
