"""Declaring a Bluetooth speaker: its name, its address, and who is paired with it."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

import voluptuous as vol
from homeassistant.config_entries import SubentryFlowResult
from homeassistant.helpers.selector import TextSelector

from .const import CONF_ADDRESS, CONF_NAME, CONF_SENDERS
from .core.declared import DeclaredSpeaker
from .core.house import Family, House
from .core.names import LONGEST_NAME, clean_name
from .declaring import DeclaringFlow, choice
from .subentries import read_speaker

# Two digits, six times, with whatever stands between them or nothing.
_ADDRESS: Final = re.compile(r"[0-9A-F]{2}([-:._ ]?[0-9A-F]{2}){5}")


class SpeakerFlow(DeclaringFlow):
    """One speaker, told apart from others by its name and by its address."""

    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Show the form, or take what was filled in."""
        house = self._house()
        if user_input is None:
            return self._show(house, self._given_before(), {})
        speaker = DeclaredSpeaker(
            name=clean_name(user_input[CONF_NAME], ""),
            address=_address(user_input.get(CONF_ADDRESS, "")),
            senders=frozenset(user_input[CONF_SENDERS]),
        )
        if errors := self._errors(user_input, speaker):
            return self._show(house, user_input, errors)
        return self._done(speaker.name, _data(speaker))

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Change a speaker; the same questions, the same checks."""
        return await self.async_step_user(user_input)

    def _errors(
        self, given: Mapping[str, Any], speaker: DeclaredSpeaker
    ) -> dict[str, str]:
        """Return what is wrong, by field."""
        errors: dict[str, str] = {}
        others = [other for each in self._others() if (other := read_speaker(each))]
        if not speaker.name:
            errors[CONF_NAME] = "no_name"
        elif len(given[CONF_NAME].strip()) > LONGEST_NAME:
            errors[CONF_NAME] = "name_too_long"
        elif speaker.name.casefold() in {other.name.casefold() for other in others}:
            errors[CONF_NAME] = "already_declared"
        if speaker.address is None and given.get(CONF_ADDRESS, "").strip():
            errors[CONF_ADDRESS] = "not_an_address"
        elif speaker.address and speaker.address in {each.address for each in others}:
            errors[CONF_ADDRESS] = "already_declared"
        return errors

    def _given_before(self) -> Mapping[str, Any]:
        """Return what the form was filled in with before, as far as it can be read."""
        before = self._before()
        speaker = read_speaker(before) if before else None
        return _data(speaker) if speaker else {}

    def _show(
        self, house: House, given: Mapping[str, Any], errors: dict[str, str]
    ) -> SubentryFlowResult:
        """Show the form, with what was filled in before."""
        senders = _senders(house, given.get(CONF_SENDERS, ()))
        schema = vol.Schema(
            {
                vol.Required(CONF_NAME): TextSelector(),
                vol.Optional(CONF_ADDRESS): TextSelector(),
                vol.Optional(CONF_SENDERS, default=list): choice(
                    senders, multiple=True
                ),
            }
        )
        return self.async_show_form(
            step_id=self._first_step(),
            data_schema=self.add_suggested_values_to_schema(schema, given),
            errors=errors,
        )


def _senders(house: House, chosen: Iterable[str]) -> dict[str, str]:
    """Return the Echos by id; one that was chosen and is not there now stays."""
    here = {
        str(device.id): device.name
        for device in house.devices.values()
        if device.family is Family.ECHO
    }
    return {each: each for each in chosen} | here


def _data(speaker: DeclaredSpeaker) -> dict[str, Any]:
    """Return what is kept of a speaker."""
    address = {CONF_ADDRESS: speaker.address} if speaker.address else {}
    return {CONF_NAME: speaker.name, **address, CONF_SENDERS: sorted(speaker.senders)}


def _address(given: str) -> str | None:
    """Return an address as Bluetooth writes it, or None when it is none."""
    address = given.strip().upper()
    if not _ADDRESS.fullmatch(address):
        return None
    digits = re.sub(r"[^0-9A-F]", "", address)
    return ":".join(digits[place : place + 2] for place in range(0, 12, 2))
