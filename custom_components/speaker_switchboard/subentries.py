"""Subentries: what people declared, read into what the core works with."""

import re
from collections.abc import Callable
from typing import Any, Final

import voluptuous as vol
from homeassistant.config_entries import ConfigEntry, ConfigSubentry

from .const import (
    CONF_ADDRESS,
    CONF_NAME,
    CONF_SENDERS,
    CONF_SINK,
    CONF_SOURCE,
    LOGGER,
    SUBENTRY_CABLE,
    SUBENTRY_SPEAKER,
)
from .core.declared import Cable, DeclaredSpeaker
from .core.port import DeviceId, PortId, PortKind, kind_of, owner_of

_ADDRESS: Final = re.compile(r"[0-9A-F]{2}(:[0-9A-F]{2}){5}")


def speakers(entry: ConfigEntry[Any]) -> tuple[DeclaredSpeaker, ...]:
    """Return the speakers that were declared, in the order they were."""
    found = (read_speaker(subentry) for subentry in entry.subentries.values())
    return tuple(speaker for speaker in found if speaker is not None)


def cables(entry: ConfigEntry[Any]) -> tuple[Cable, ...]:
    """Return the cables that were declared; into each input goes the first one."""
    found: dict[PortId, Cable] = {}
    for subentry in entry.subentries.values():
        if (cable := read_cable(subentry)) is not None:
            found.setdefault(cable.sink, cable)
    return tuple(found.values())


def read_speaker(subentry: ConfigSubentry) -> DeclaredSpeaker | None:
    """Return the speaker of a subentry, if it is one and can be read."""
    if (data := _read(subentry, SUBENTRY_SPEAKER, _SPEAKER)) is None:
        return None
    return DeclaredSpeaker(
        name=data[CONF_NAME],
        address=data[CONF_ADDRESS],
        senders=frozenset(map(DeviceId, data[CONF_SENDERS])),
    )


def read_cable(subentry: ConfigSubentry) -> Cable | None:
    """Return the cable of a subentry, if it is one and can be read."""
    if (data := _read(subentry, SUBENTRY_CABLE, _CABLE)) is None:
        return None
    return Cable(source=data[CONF_SOURCE], sink=data[CONF_SINK])


def _read(
    subentry: ConfigSubentry, kind: str, schema: vol.Schema
) -> dict[str, Any] | None:
    """Return the data of a subentry of a kind, if they are as they should be."""
    if subentry.subentry_type != kind:
        return None
    try:
        data: dict[str, Any] = schema(dict(subentry.data))
    except vol.Invalid as err:
        LOGGER.warning(
            "The %s declared in subentry %s is left out: its %s cannot be read",
            kind,
            subentry.subentry_id,
            ".".join(map(str, err.path)),
        )
        return None
    return data


def _port(kind: PortKind) -> Callable[[object], PortId]:
    """Return a check for the name of a port of a kind."""

    def check(value: object) -> PortId:
        port = PortId(value) if isinstance(value, str) else PortId("")
        if kind_of(port) is not kind or not owner_of(port):
            raise ValueError
        return port

    return check


_SPEAKER: Final = vol.Schema(
    {
        vol.Required(CONF_NAME): vol.All(str, vol.Length(min=1)),
        vol.Optional(CONF_ADDRESS, default=None): vol.Any(
            None, vol.All(str, vol.Match(_ADDRESS))
        ),
        vol.Optional(CONF_SENDERS, default=list): [str],
    },
    extra=vol.REMOVE_EXTRA,
)
_CABLE: Final = vol.Schema(
    {
        vol.Required(CONF_SOURCE): _port(PortKind.LINE_OUT),
        vol.Required(CONF_SINK): _port(PortKind.LINE_IN),
    },
    extra=vol.REMOVE_EXTRA,
)
