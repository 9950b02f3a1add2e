"""Actions: read a call, ask the coordinator, shape the answer."""

from typing import Final

import voluptuous as vol
from homeassistant.auth.permissions.const import POLICY_CONTROL, POLICY_READ
from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
    callback,
)
from homeassistant.exceptions import Unauthorized, UnknownUser
from homeassistant.helpers import config_validation as cv, entity_registry as er
from homeassistant.helpers.service import async_get_config_entry

from .const import DOMAIN
from .coordinator import SwitchboardConfigEntry
from .core.port import PortKind
from .core.route import Request
from .entity import unique_id
from .request import ATTR_INPUT, ATTR_SOURCE, ATTR_TOGETHER, async_request
from .translate import outcome_response, plan_response, raise_unless_done

_TARGET: Final = dict(cv.ENTITY_SERVICE_FIELDS)
_INPUTS: Final = (PortKind.LINE_IN, PortKind.TV_IN, PortKind.GROUP)
_CONNECT: Final = {
    vol.Required(ATTR_SOURCE): cv.entity_id,
    vol.Optional(ATTR_INPUT, default=PortKind.GROUP): vol.In(_INPUTS),
    vol.Optional(ATTR_TOGETHER, default=True): cv.boolean,
    **_TARGET,
}
_SWITCH_LINE_IN: Final = {
    vol.Required(ATTR_SOURCE): cv.entity_id,
    vol.Optional(ATTR_TOGETHER, default=True): cv.boolean,
    **_TARGET,
}


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register the actions."""
    optional, only = SupportsResponse.OPTIONAL, SupportsResponse.ONLY
    for name, handler, schema, response in (
        ("connect", _async_connect, _CONNECT, optional),
        ("switch_line_in", _async_switch_line_in, _SWITCH_LINE_IN, optional),
        ("disconnect", _async_disconnect, _TARGET, optional),
        ("explain", _async_explain, _CONNECT, only),
    ):
        hass.services.async_register(
            DOMAIN, name, handler, vol.Schema(schema), supports_response=response
        )


async def _async_connect(call: ServiceCall) -> ServiceResponse:
    """Let rooms hear an input, or play together with another room."""
    return await _async_route(call)


async def _async_switch_line_in(call: ServiceCall) -> ServiceResponse:
    """Let rooms hear what is plugged into a player."""
    return await _async_route(call, PortKind.LINE_IN)


async def _async_disconnect(call: ServiceCall) -> ServiceResponse:
    """Give rooms their own music back."""
    return await _async_route(call)


async def _async_explain(call: ServiceCall) -> ServiceResponse:
    """Say what `connect` would do, or why it cannot."""
    entry = _entry(call)
    house = entry.runtime_data.house
    request = async_request(call.hass, house, call.data)
    await _async_check_permission(call, request, POLICY_READ)
    return plan_response(house, entry.runtime_data.explain(request))


async def _async_route(
    call: ServiceCall, kind: PortKind | None = None
) -> ServiceResponse:
    """Carry out a request and answer with its outcome."""
    coordinator = _entry(call).runtime_data
    request = async_request(call.hass, coordinator.house, call.data, kind)
    await _async_check_permission(call, request, POLICY_CONTROL)
    found = await coordinator.async_route(request)
    outcome = raise_unless_done(coordinator.house, found)
    return outcome_response(coordinator.house, outcome)


def _entry(call: ServiceCall) -> SwitchboardConfigEntry:
    """Return the one entry; raise a translated error when it is not loaded."""
    entry: SwitchboardConfigEntry = async_get_config_entry(call.hass, DOMAIN, None)
    return entry


async def _async_check_permission(
    call: ServiceCall, request: Request, policy: str
) -> None:
    """Refuse a caller who may not do this to the rooms, as core does it."""
    if call.context.user_id is None:
        return
    user = await call.hass.auth.async_get_user(call.context.user_id)
    if user is None:
        raise UnknownUser(context=call.context)
    registry = er.async_get(call.hass)
    entities = {
        registry.async_get_entity_id("select", DOMAIN, unique_id(room, "source"))
        for room in request.rooms
    }
    named = call.data.get(ATTR_ENTITY_ID, ())
    for entity in sorted({*named, *(each for each in entities if each)}):
        if not user.permissions.check_entity(entity, policy):
            raise Unauthorized(
                context=call.context, entity_id=entity, permission=policy
            )
