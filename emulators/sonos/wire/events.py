"""What an event of a service looks like on the wire."""

from collections.abc import Mapping
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from emulators.sonos.services.service import Service

PROPERTIES: Final = (
    '<e:propertyset xmlns:e="urn:schemas-upnp-org:event-1-0">{}</e:propertyset>'
)
PROPERTY: Final = "<e:property><{0}>{1}</{0}></e:property>"
LAST_CHANGE: Final = (
    '<Event xmlns="urn:schemas-upnp-org:metadata-1-0/{}/"'
    ' xmlns:r="urn:schemas-rinconnetworks-com:metadata-1-0/">'
    '<InstanceID val="0">{}</InstanceID></Event>'
)


def to_tell(
    service: Service, before: Mapping[str, str], now: Mapping[str, str]
) -> Mapping[str, str]:
    """Return what an event has to say, which is nothing when all is the same."""
    changed = {name: now[name] for name in now if now[name] != before.get(name)}
    return now if changed and service.whole else changed


def event(service: Service, told: Mapping[str, str]) -> str:
    """Write an event."""
    if service.last_change:
        told = {"LastChange": last_change(service.last_change, told)}
    properties = (PROPERTY.format(n, escape(value)) for n, value in told.items())
    return PROPERTIES.format("".join(properties))


def last_change(schema: str, told: Mapping[str, str]) -> str:
    """Write variables the way they travel inside a LastChange."""
    return LAST_CHANGE.format(
        schema, "".join(variable(n, value) for n, value in told.items())
    )


def variable(name: str, value: str) -> str:
    """Write one variable; behind a slash stands the channel it is about."""
    name, _, channel = name.partition("/")
    of_channel = f" channel={quoteattr(channel)}" if channel else ""
    return f"<{name}{of_channel} val={quoteattr(value)}/>"
