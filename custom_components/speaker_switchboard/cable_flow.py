"""Declaring a cable: from the jack of one device to the input of another."""

from collections.abc import Mapping
from typing import Any, Final

import voluptuous as vol
from homeassistant.config_entries import SubentryFlowResult
from homeassistant.const import Platform
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.selector import (
    EntitySelector,
    EntitySelectorConfig,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)

from .const import CONF_SINK, CONF_SOURCE
from .core.declared import Cable, player_id, registry_id
from .core.house import Family, House
from .core.names import LONGEST_NAME, clean_name
from .core.port import PortId, PortKind, name_of, owner_of, port_id
from .declaring import DeclaringFlow, choice
from .receivers import (
    async_inputs_of,
    async_name_of,
    async_no_receivers,
    async_receiver,
)
from .subentries import read_cable

CONF_INPUT: Final = "input"
CONF_RECEIVER: Final = "receiver"

_ARROW: Final = " → "


class CableFlow(DeclaringFlow):
    """One cable; into each input goes one."""

    _source: PortId
    _from: str
    _receiver: er.RegistryEntry

    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Ask where the cable begins, and on which device it ends."""
        outputs, inputs = self._ends(self._house())
        if not outputs:
            return self.async_abort(reason="no_outputs")
        if user_input is None:
            return self._show(outputs, inputs, self._given_before(), {})
        self._source = PortId(user_input[CONF_SOURCE])
        self._from = outputs.get(self._source, self._source)
        if errors := self._errors(user_input):
            return self._show(outputs, inputs, user_input, errors)
        if receiver := async_receiver(self.hass, user_input.get(CONF_RECEIVER, "")):
            self._receiver = receiver
            return await self.async_step_input()
        sink = PortId(user_input[CONF_SINK])
        return self._plugged_in(sink, inputs.get(sink, sink))

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Change a cable; the same questions, the same checks."""
        return await self.async_step_user(user_input)

    async def async_step_input(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Ask which input of a receiver the cable leads into."""
        if user_input is None:
            return self._show_inputs(self._input_before(), {})
        typed = user_input[CONF_INPUT]
        listed = typed in async_inputs_of(self.hass, self._receiver)
        # What a receiver lists has to be sent back to it as it is.
        name = typed if listed else clean_name(typed, "")
        sink = port_id(player_id(self._receiver.id), PortKind.LINE_IN, name)
        error = self._wrong_with(sink)
        if not name:
            error = "no_input"
        elif not listed and len(typed.strip()) > LONGEST_NAME:
            error = "input_too_long"
        if error:
            return self._show_inputs(typed, {CONF_INPUT: error})
        receiver = async_name_of(self.hass, self._receiver)
        return self._plugged_in(sink, f"{receiver}: {clean_name(name, '?')}")

    def _errors(self, given: Mapping[str, Any]) -> dict[str, str]:
        """Return what is wrong with the ends, by field."""
        sink, player = given.get(CONF_SINK), given.get(CONF_RECEIVER)
        if (sink is None) == (player is None):
            return {"base": "one_end"}
        if player is not None:
            registered = async_receiver(self.hass, player)
            return {} if registered else {CONF_RECEIVER: "not_registered"}
        error = self._wrong_with(PortId(given[CONF_SINK]))
        return {CONF_SINK: error} if error else {}

    def _wrong_with(self, sink: PortId) -> str | None:
        """Return what is wrong with an end, for this beginning."""
        if owner_of(sink) == owner_of(self._source):
            return "same_device"
        others = [other for each in self._others() if (other := read_cable(each))]
        return "input_taken" if any(other.sink == sink for other in others) else None

    def _plugged_in(self, sink: PortId, label: str) -> SubentryFlowResult:
        """Keep the cable, by the names of both its ends."""
        title = f"{self._from}{_ARROW}{label}"
        return self._done(title, {CONF_SOURCE: self._source, CONF_SINK: sink})

    def _cable_before(self) -> Cable | None:
        """Return the cable that is changed, as far as it can be read."""
        before = self._before()
        return read_cable(before) if before else None

    def _ends(self, house: House) -> tuple[dict[str, str], dict[str, str]]:
        """Return outputs and inputs by name; those chosen before stay, there or not."""
        outputs, inputs = _outputs(house), _inputs(house)
        before, cable = self._before(), self._cable_before()
        if before is None or cable is None:
            return outputs, inputs
        start, _, end = before.title.partition(_ARROW)
        outputs = {cable.source: start or cable.source} | outputs
        if registry_id(owner_of(cable.sink)) is None:
            inputs = {cable.sink: end or cable.sink} | inputs
        return outputs, inputs

    def _given_before(self) -> dict[str, Any]:
        """Return what the form was filled in with before."""
        if (cable := self._cable_before()) is None:
            return {}
        given = {CONF_SOURCE: cable.source}
        if (player := registry_id(owner_of(cable.sink))) is None:
            return given | {CONF_SINK: cable.sink}
        receiver = async_receiver(self.hass, player)
        return given | ({CONF_RECEIVER: receiver.entity_id} if receiver else {})

    def _input_before(self) -> str:
        """Return the input that was declared before, if it is of this receiver."""
        cable = self._cable_before()
        if cable is None or registry_id(owner_of(cable.sink)) != self._receiver.id:
            return ""
        return name_of(cable.sink)

    def _show(
        self,
        outputs: Mapping[str, str],
        inputs: Mapping[str, str],
        given: Mapping[str, Any],
        errors: dict[str, str],
    ) -> SubentryFlowResult:
        """Show the form of both ends."""
        receivers = EntitySelectorConfig(
            domain=Platform.MEDIA_PLAYER,
            exclude_entities=async_no_receivers(self.hass),
        )
        schema = vol.Schema(
            {
                vol.Required(CONF_SOURCE): choice(outputs),
                vol.Optional(CONF_SINK): choice(inputs),
                vol.Optional(CONF_RECEIVER): EntitySelector(receivers),
            }
        )
        return self.async_show_form(
            step_id=self._first_step(),
            data_schema=self.add_suggested_values_to_schema(schema, given),
            errors=errors,
            last_step=False,
        )

    def _show_inputs(self, given: str, errors: dict[str, str]) -> SubentryFlowResult:
        """Show the form of the inputs of a receiver."""
        inputs = SelectSelectorConfig(
            options=async_inputs_of(self.hass, self._receiver),
            custom_value=True,
            mode=SelectSelectorMode.DROPDOWN,
        )
        schema = vol.Schema({vol.Required(CONF_INPUT): SelectSelector(inputs)})
        return self.async_show_form(
            step_id="input",
            data_schema=self.add_suggested_values_to_schema(
                schema, {CONF_INPUT: given} if given else {}
            ),
            errors=errors,
            description_placeholders={
                "receiver": async_name_of(self.hass, self._receiver)
            },
        )


def _outputs(house: House) -> dict[str, str]:
    """Return where a cable can begin, by name.

    An Echo is listed with or without a jack: a person may know better.
    """
    named: dict[str, str] = {}
    for device in house.devices.values():
        jacks = [port for port in device.ports if port.kind is PortKind.LINE_OUT]
        for jack in jacks:
            alone = len(jacks) == 1
            named[jack.id] = device.name if alone else f"{device.name}: {jack.label}"
        if device.family is Family.ECHO and not jacks:
            named[port_id(device.id, PortKind.LINE_OUT)] = device.name
    return named


def _inputs(house: House) -> dict[str, str]:
    """Return the line-ins of the Sonos players, by name."""
    return {
        port.id: f"{house.name(owner_of(port.id))}: {port.label}"
        for port in house.inputs
        if port.kind is PortKind.LINE_IN
        and house.devices[owner_of(port.id)].family is Family.SONOS
    }
