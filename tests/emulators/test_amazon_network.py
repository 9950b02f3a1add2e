"""Programs of this process take the emulator for Amazon, as long as is wanted."""

import ssl

import httpcore
import httpx
import pytest
from aiohttp import ClientConnectorCertificateError, ClientSession, TCPConnector

from emulators.amazon import AccountSpec, Amazon, amazon_network
from emulators.amazon.network import is_amazon
from emulators.thread import running

from .echos import house


@pytest.mark.parametrize(
    "host",
    [
        "alexa.amazon.com",
        "www.amazon.co.uk",
        "api.amazon.com",
        "amazon.de",
        "api.amazonalexa.com",
        "bob-dispatch-prod-NA.amazon.com",
        "alexa.eu.gateway.devices.a2z.com",
        "alexa-comms-mobile-service.amazon.com",
    ],
)
def test_these_hosts_are_amazon(host: str) -> None:
    """Whatever the clients ask for."""
    assert is_amazon(host)


@pytest.mark.parametrize(
    "host",
    ["example.com", "notamazon.com", "amazon.com.example.org", "127.0.0.1", "a2z.com"],
)
def test_these_are_not(host: str) -> None:
    """They are reached as ever."""
    assert not is_amazon(host)


@pytest.mark.parametrize("site", ["com", "de", "co.uk"])
async def test_a_client_of_aiohttp_reaches_it(site: str) -> None:
    """By the name of the customer's own site, one that was made before as well."""
    async with ClientSession() as older:
        with running(house(accounts=(AccountSpec(site=site),))) as amazon:
            with amazon_network(amazon):
                async with ClientSession() as newer:
                    for session in (older, newer):
                        url = f"https://alexa.amazon.{site}/api/bootstrap"
                        async with session.get(url) as answer:
                            assert answer.status == 401
            assert [call.path for call in amazon.calls()] == ["/api/bootstrap"] * 2


async def test_a_client_of_httpx_reaches_it(amazon: Amazon) -> None:
    """The stream is spoken in HTTP/1.1 if that is all there is."""
    with amazon_network(amazon):
        async with httpx.AsyncClient(http2=True) as client:
            answer = await client.get("https://bob-dispatch-prod-na.amazon.com/ping")
    assert answer.status_code == 401
    assert answer.http_version == "HTTP/1.1"


async def test_nobody_else_believes_it(amazon: Amazon) -> None:
    """Its authority counts for the hosts of Amazon, and only on the way to it."""
    url = f"https://{amazon.address}:{amazon.port}/ping"
    with amazon_network(amazon):
        async with ClientSession() as session:
            with pytest.raises(ClientConnectorCertificateError):
                await session.get(url)


async def test_nothing_is_left_behind(amazon: Amazon) -> None:
    """Afterwards all is as it was."""
    before = doors()
    with amazon_network(amazon):
        assert doors() != before
    assert doors() == before


def test_who_has_its_certificate_can_reach_it_by_hand(amazon: Amazon) -> None:
    """It is what any other program would be given."""
    context = ssl.create_default_context(cadata=amazon.certificate.decode())
    assert len(context.get_ca_certs()) >= 1


def doors() -> tuple[object, ...]:
    """Return what a client goes through."""
    return (
        TCPConnector._resolve_host,  # noqa: SLF001 - that is what is looked at
        TCPConnector._get_ssl_context,  # noqa: SLF001 - so is this
        httpcore.AnyIOBackend.connect_tcp,
    )
