"""Core values into what Home Assistant raises, answers and shows."""

from collections.abc import Mapping
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers.translation import async_get_translations
from homeassistant.util.json import JsonObjectType, JsonValueType

from .const import DOMAIN
from .core.caution import CAUTIONS
from .core.house import House
from .core.plan import Plan
from .core.port import PortId, PortKind, owner_of
from .core.progress import Outcome, RoomOutcome, StepReport, Verdict
from .core.refusal import Refusal

_SELECTOR: Final = f"component.{DOMAIN}.selector.source.options."


def refused(refusal: Refusal) -> ServiceValidationError:
    """Return what to raise when a request was refused."""
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key=refusal.key,
        translation_placeholders=dict(refusal.words),
    )


def raise_unless_done(house: House, found: Outcome | Refusal) -> Outcome:
    """Return an outcome in which at least one room plays; raise any other."""
    if isinstance(found, Refusal):
        raise refused(found)
    if found.trouble is None:
        return found
    if found.trouble.refusal is not None and not found.not_restored:
        why = found.trouble.refusal
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key=why.key,
            translation_placeholders=dict(why.words),
        )
    words = {
        "device": house.name(found.trouble.device),
        "reason": found.trouble.reason,
        "rooms": ", ".join(sorted(map(house.name, found.not_restored))),
    }
    undone = found.verdict is Verdict.UNDONE
    raise HomeAssistantError(
        translation_domain=DOMAIN,
        translation_key="route_undone" if undone else "route_failed",
        translation_placeholders=words,
    )


def outcome_response(house: House, outcome: Outcome) -> JsonObjectType:
    """Shape an outcome for an action's response; times are in milliseconds."""
    return {
        "verdict": outcome.verdict,
        "already": outcome.plan.already,
        "late": outcome.late,
        "milliseconds": round(outcome.seconds * 1000),
        "rooms": [_room(house, room) for room in outcome.rooms],
        "steps": [_step(house, step) for step in outcome.steps],
    }


def plan_response(house: House, found: Plan | Refusal) -> JsonObjectType:
    """Shape what would be done, or why nothing can be, for `explain`."""
    if isinstance(found, Refusal):
        return {
            "possible": False,
            "key": found.key,
            "reason": found.reason,
            "remedy": found.remedy,
        }
    return {
        "possible": True,
        "already": found.already,
        "rooms": [house.name(room) for room in found.rooms],
        "steps": list(found.say(house)),
        "cautions": [CAUTIONS[caution] for caution in found.cautions],
        "left_out": [
            {
                "room": house.name(room),
                "reason": refusal.reason,
                "remedy": refusal.remedy,
            }
            for room, refusal in found.left_out
        ],
    }


async def async_source_words(hass: HomeAssistant) -> dict[str, str]:
    """Return the words for the options of our selects, in the house's language."""
    words = await async_get_translations(
        hass, hass.config.language, "selector", {DOMAIN}
    )
    return {
        key.removeprefix(_SELECTOR): text
        for key, text in words.items()
        if key.startswith(_SELECTOR)
    }


def source_option(
    house: House, source: PortId | None, words: Mapping[str, str]
) -> str | None:
    """Name a source as an option; None when it is no longer there."""
    if source is None:
        return words["own_music"]
    owner, port = house.name(owner_of(source)), house.port(source)
    if port is None:
        return None
    if port.kind is PortKind.SPEAKER:
        return owner
    if port.kind is PortKind.GROUP:
        return words["with"].format(room=owner)
    label = words["tv"] if port.kind is PortKind.TV_IN else port.label
    return f"{owner}: {label}"


def output_option(house: House, output: PortId, words: Mapping[str, str]) -> str | None:
    """Name where sound comes out as an option; None when it is no longer there."""
    port = house.port(output)
    if port is None:
        return None
    if port.kind is PortKind.SPEAKER:
        return words["built_in"]
    owner = house.name(owner_of(output))
    if port.kind is PortKind.BLUETOOTH_IN:
        return owner
    return f"{owner}: {port.label}"


def _room(house: House, room: RoomOutcome) -> JsonObjectType:
    """Shape how a route ended for one room."""
    shape: dict[str, JsonValueType] = {
        "room": house.name(room.room),
        "verdict": room.verdict,
        "evidence": room.evidence,
    }
    if room.refusal is not None:
        shape |= {"reason": room.refusal.reason, "remedy": room.refusal.remedy}
    return shape


def _step(house: House, step: StepReport) -> JsonObjectType:
    """Shape how one step went."""
    return {
        "step": step.act.say(house),
        "milliseconds": round(step.seconds * 1000),
        "tries": step.tries,
        "way": step.way or None,
        "evidence": step.evidence,
    }
