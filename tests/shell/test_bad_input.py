"""What cannot be done is refused in words, and nothing is sent."""

from typing import Any

import pytest
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceValidationError, Unauthorized, UnknownUser
from pytest_homeassistant_custom_component.common import MockUser

from .conftest import DOMAIN, Living


async def refused(living: Living, action: str, data: dict[str, Any]) -> str:
    """Call an action that is refused; return the key of the error."""
    living.household.forget_calls()
    with pytest.raises(ServiceValidationError) as error:
        await living.hass.services.async_call(
            DOMAIN, action, data, blocking=True, return_response=True
        )
    assert living.commands() == []
    assert error.value.translation_domain == DOMAIN
    assert "{" not in str(error.value)
    return error.value.translation_key or ""


async def test_an_unknown_entity_is_refused_by_its_name(living: Living) -> None:
    """A room that does not exist is named in the error."""
    living.household.forget_calls()
    with pytest.raises(ServiceValidationError, match=r"media_player\.attic is not"):
        await living.hass.services.async_call(
            DOMAIN,
            "switch_line_in",
            {"entity_id": "media_player.attic", "source": living.source("Hallway")},
            blocking=True,
        )
    assert living.commands() == []


@pytest.mark.parametrize(
    ("source", "rooms", "key"),
    [
        ("Bedroom", ["Kitchen"], "no_line_in"),
        ("Kitchen", ["Bedroom"], "nothing_plugged_in"),
        ("Garden", ["Bedroom"], "asleep"),
        ("Hallway", ["Garden"], "asleep"),
        ("Hallway", [], "no_rooms"),
    ],
)
async def test_a_line_in_that_cannot_be_heard_is_refused(
    living: Living, source: str, rooms: list[str], key: str
) -> None:
    """The error says whose property stands in the way."""
    data = {
        "entity_id": [living.source(room) for room in rooms],
        "source": living.source(source),
    }
    assert await refused(living, "switch_line_in", data) == key


@pytest.mark.parametrize(
    ("source", "sound", "room", "key"),
    [
        ("Kitchen", "group", "Kitchen", "same_room"),
        ("Living Room", "tv_in", "Kitchen", "tv_stays_home"),
        ("Hallway", "tv_in", "Hallway", "no_tv_in"),
    ],
)
async def test_a_connection_that_makes_no_sense_is_refused(
    living: Living, source: str, sound: str, room: str, key: str
) -> None:
    """A room cannot be its own source, and a TV does not travel alone."""
    data = {
        "entity_id": living.source(room),
        "source": living.source(source),
        "input": sound,
    }
    assert await refused(living, "connect", data) == key


async def test_an_unknown_source_is_refused(living: Living) -> None:
    """A source that does not exist is named in the error."""
    data = {"entity_id": living.source("Kitchen"), "source": "media_player.attic"}
    assert await refused(living, "switch_line_in", data) == "unknown_source"


async def test_two_hundred_rooms_are_refused(living: Living) -> None:
    """A household holds 32 players; a longer list is a mistake."""
    data = {
        "entity_id": [f"media_player.room_{number}" for number in range(200)],
        "source": living.source("Hallway"),
    }
    assert await refused(living, "switch_line_in", data) == "too_many_rooms"


async def test_nothing_is_done_before_the_entry_is_loaded(
    hass: HomeAssistant, living: Living
) -> None:
    """Actions outlive the entry, and say that it is not loaded."""
    source = living.source("Hallway")
    entry = hass.config_entries.async_entries(DOMAIN)[0]
    await hass.config_entries.async_unload(entry.entry_id)
    with pytest.raises(ServiceValidationError):
        await hass.services.async_call(
            DOMAIN, "disconnect", {"entity_id": source}, blocking=True
        )


@pytest.mark.parametrize(
    ("action", "fields"), [("switch_line_in", ("source",)), ("disconnect", ())]
)
async def test_who_may_not_control_a_room_may_not_route_it(
    living: Living,
    hass_read_only_user: MockUser,
    action: str,
    fields: tuple[str, ...],
) -> None:
    """Actions check their caller as core does."""
    living.household.forget_calls()
    data = {"entity_id": living.source("Kitchen")}
    data |= {field: living.source("Hallway") for field in fields}
    with pytest.raises(Unauthorized):
        await living.hass.services.async_call(
            DOMAIN,
            action,
            data,
            blocking=True,
            context=Context(user_id=hass_read_only_user.id),
        )
    assert living.commands() == []


async def test_who_may_not_control_a_room_may_still_ask(
    hass: HomeAssistant, living: Living, hass_read_only_user: MockUser
) -> None:
    """To explain changes nothing, so reading is enough."""
    response = await hass.services.async_call(
        DOMAIN,
        "explain",
        {
            "entity_id": living.source("Kitchen"),
            "source": living.source("Hallway"),
            "input": "line_in",
        },
        blocking=True,
        return_response=True,
        context=Context(user_id=hass_read_only_user.id),
    )
    assert response is not None
    assert response["possible"] is True


async def test_an_unknown_caller_is_turned_away(
    hass: HomeAssistant, living: Living
) -> None:
    """A context with a user that does not exist is not trusted."""
    with pytest.raises(UnknownUser):
        await hass.services.async_call(
            DOMAIN,
            "disconnect",
            {"entity_id": living.source("Kitchen")},
            blocking=True,
            context=Context(user_id="nobody"),
        )
