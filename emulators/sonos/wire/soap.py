"""SOAP, as players speak it."""

import xml.etree.ElementTree as ET
from typing import Final
from xml.sax.saxutils import escape

from emulators.sonos.services.service import (
    INVALID_ARGUMENTS,
    Answer,
    Asked,
    Service,
    UPnPError,
)

ENVELOPE: Final = (
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"'
    ' s:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/">'
    "<s:Body>{}</s:Body></s:Envelope>"
)
FAULT: Final = (
    "<s:Fault><faultcode>s:Client</faultcode><faultstring>UPnPError</faultstring>"
    '<detail><UPnPError xmlns="urn:schemas-upnp-org:control-1-0">'
    "<errorCode>{}</errorCode></UPnPError></detail></s:Fault>"
)


def action_in(header: str) -> str:
    """Return the action a SOAPACTION header names."""
    return header.strip('"').rpartition("#")[2]


def arguments_in(body: str) -> Asked:
    """Read the arguments of an action."""
    try:
        # Only programs on this machine speak to an emulator.
        action = ET.fromstring(body)[0][0]  # noqa: S314
    except (ET.ParseError, IndexError) as err:
        raise UPnPError(INVALID_ARGUMENTS) from err

    return {argument.tag: argument.text or "" for argument in action}


def answered(service: Service, action: str, answer: Answer) -> str:
    """Write the answer to an action."""
    values = "".join(
        f"<{name}>{escape(str(value))}</{name}>" for name, value in answer.items()
    )
    return ENVELOPE.format(
        f'<u:{action}Response xmlns:u="{service.type}">{values}</u:{action}Response>'
    )


def refused(code: int) -> str:
    """Write the refusal of an action."""
    return ENVELOPE.format(FAULT.format(code))
