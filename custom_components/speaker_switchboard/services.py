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
from .core.names import LONGEST_NAME
from .core.port import PortKind, kind_of, owner_of
from .core.route import Request
from .entity import unique_id
from .request import (
    ATTR_INPUT,
    ATTR_SOURCE,
    ATTR_SPEAKER,
    ATTR_SPEAKER_NAME,
    ATTR_TAKE,
    ATTR_TOGETHER,
    async_bluetooth_request,
    async_release_request,
    async_request,
)
from .translate import outcome_response, plan_response, raise_unless_done

ATTR_KEEP: Final = "keep"
ATTR_TIMEOUT: Final = "timeout"

_TARGET: Final = dict(cv.ENTITY_SERVICE_FIELDS)
_INPUTS: Final = (PortKind.LINE_IN, PortKind.TV_IN, PortKind.GROUP)
_CONNECT: Final = {
    vol.Required(ATTR_SOURCE): cv.entity_id,
    vol.Optional(ATTR_INPUT, default=PortKind.GROUP): vol.In(_INPUTS),
    vol.Optional(ATTR_TOGETHER, default=True): cv.boolean,
    vol.Optional(ATTR_TAKE, default=False): cv.boolean,
    **_TARGET,
}
_SPEAKER: Final[dict[vol.Marker, object]] = {
    vol.Exclusive(ATTR_SPEAKER, "speaker"): cv.entity_id,
    vol.Exclusive(ATTR_SPEAKER_NAME, "speaker"): vol.All(
        cv.string, vol.Length(min=1, max=LONGEST_NAME)
    ),
}
_CONNECT_BLUETOOTH: Final[dict[vol.Marker, object]] = {
    vol.Required(ATTR_SOURCE): cv.entity_id,
    **_SPEAKER,
    vol.Optional(ATTR_TAKE, default=True): cv.boolean,
    vol.Optional(ATTR_KEEP, default=False): cv.boolean,
    vol.Optional(ATTR_TIMEOUT): vol.All(vol.Coerce(float), vol.Range(min=10, max=90)),
}
_DISCONNECT_BLUETOOTH: Final[dict[vol.Marker, object]] = {
    vol.Exclusive(ATTR_SOURCE, "speaker"): cv.entity_id,
    **_SPEAKER,
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
        ("connect_bluetooth", _async_connect_bluetooth, _CONNECT_BLUETOOTH, optional),
        ("disconnect_bluetooth", _async_release, _DISCONNECT_BLUETOOTH, optional),
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


async def _async_connect_bluetooth(call: ServiceCall) -> ServiceResponse:
    """Connect a sender to a Bluetooth speaker."""
    coordinator = _entry(call).runtime_data
    request = async_bluetooth_request(call.hass, coordinator.house, call.data)
    return await _async_carry_out(
        call, request, keep=call.data[ATTR_KEEP], patience=call.data.get(ATTR_TIMEOUT)
    )


async def _async_release(call: ServiceCall) -> ServiceResponse:
    """Take a sender back to its own speaker, or a speaker off its sender."""
    house = _entry(call).runtime_data.house
    return await _async_carry_out(
        call, async_release_request(call.hass, house, call.data)
    )


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
    """Carry out what was asked for rooms."""
    house = _entry(call).runtime_data.house
    request = async_request(call.hass, house, call.data, kind)
    return await _async_carry_out(call, request)


async def _async_carry_out(
    call: ServiceCall,
    request: Request,
    *,
    keep: bool = False,
    patience: float | None = None,
) -> ServiceResponse:
    """Carry out a request and answer with its outcome; `patience` is in seconds."""
    coordinator = _entry(call).runtime_data
    await _async_check_permission(call, request, POLICY_CONTROL)
    found = await coordinator.async_route(request, keep=keep, patience=patience)
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
    senders = {
        owner_of(each) for each in request.sources if kind_of(each) is PortKind.SPEAKER
    }
    entities = {
        registry.async_get_entity_id("select", DOMAIN, unique_id(device, key))
        for device in {*request.rooms, *senders}
        for key in ("source", "output")
    }
    named = call.data.get(ATTR_ENTITY_ID, ())
    for entity in sorted({*named, *(each for each in entities if each)}):
        if not user.permissions.check_entity(entity, policy):
            raise Unauthorized(
                context=call.context, entity_id=entity, permission=policy
            )
