"""Who vouches for the emulated Amazon: an authority of its own, never on disk."""

import ssl
from collections.abc import Iterable
from functools import cache
from typing import Final

import trustme

# Hosts of Amazon that are not called Amazon.
ELSEWHERE: Final = (
    "api.amazonalexa.com",
    "alexa.eu.gateway.devices.a2z.com",
    "alexa.fe.gateway.devices.a2z.com",
    "alexa.na.gateway.devices.a2z.com",
)


@cache
def authority() -> trustme.CA:
    """Return the authority of this process, which is made when first needed."""
    return trustme.CA(organization_name="Emulated Amazon")


def server_context(sites: Iterable[str]) -> ssl.SSLContext:
    """Show a certificate for every host that Amazon has at these sites."""
    names = [f"*.amazon.{site}" for site in sorted({"com", *sites})]
    certificate = authority().issue_cert(*names, *ELSEWHERE)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context
