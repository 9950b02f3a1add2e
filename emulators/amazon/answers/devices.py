"""Pages about which devices there are."""

from typing import Any

from aiohttp import web

from emulators.amazon.ask import Ask, answer
from emulators.amazon.cloud import Cloud
from emulators.amazon.echo import Echo
from emulators.amazon.spec import derived
from emulators.amazon.states import SOFTWARE


async def devices(cloud: Cloud, ask: Ask) -> web.Response:
    """List the devices of an account."""
    mine = cloud.echos_of(ask.account)
    return answer({"devices": [device(cloud, echo) for echo in mine]})


def device(cloud: Cloud, echo: Echo) -> dict[str, Any]:
    """Describe a device the way the older of two lists does."""
    kind = echo.spec.kind
    return {
        "accountName": echo.name,
        "appDeviceList": [],
        "capabilities": list(kind.capabilities),
        "clusterMembers": [member.serial for member in cloud.members_of(echo)],
        "deviceAccountId": f"A{derived(f'device account {echo.serial}', 13)}",
        "deviceFamily": kind.family,
        "deviceOwnerCustomerId": echo.account.spec.customer,
        "deviceType": kind.type,
        "deviceTypeFriendlyName": kind.name,
        "essid": None,
        "language": echo.language,
        "macAddress": None,
        "online": cloud.reachable(echo),
        "parentClusters": [group.serial for group in cloud.groups_of(echo)],
        "registrationId": None,
        "serialNumber": echo.serial,
        "softwareVersion": SOFTWARE,
    }


async def graph(cloud: Cloud, ask: Ask) -> web.Response:
    """Answer one of the three questions that are asked in GraphQL."""
    mine = [echo for echo in cloud.echos_of(ask.account) if not echo.spec.kind.is_group]
    match ask.body:
        case {"operationName": "getDevicesBaseData"}:
            found = [endpoint(echo) for echo in mine]
            return answer({"data": {"listEndpoints": {"endpoints": found}}})
        case [{"operationName": "getEndpointState"}]:
            found = [reachability(echo) for echo in mine]
            return answer([{"data": {"listEndpoints": {"endpoints": found}}}])

    return answer({"data": {"endpoints": {"items": []}}})


def endpoint(echo: Echo) -> dict[str, Any]:
    """Describe a device the way the newer of two lists does."""
    kind = echo.spec.kind
    category = "APP" if kind.family == "VOX" else "VOICE_ENABLED"
    return {
        "endpointId": endpoint_id(echo),
        "friendlyNameObject": text(echo.name),
        "manufacturer": text(kind.maker),
        "model": text(kind.name),
        "serialNumber": text(echo.serial),
        "softwareVersion": text(SOFTWARE),
        "enablement": "ENABLED",
        "displayCategories": {"all": [{"value": "ALEXA_VOICE_ENABLED"}]},
        "alexaEnabledMetadata": {"category": category, "isVisible": True},
        "legacyIdentifiers": {
            "dmsIdentifier": {"deviceType": text(kind.type)},
            "chrsIdentifier": {"entityId": endpoint_id(echo)},
        },
        "legacyAppliance": {"applianceId": f"AlexaBridge_{echo.serial}"},
    }


def reachability(echo: Echo) -> dict[str, Any]:
    """Say whether a device can be reached, as one of its sensors does."""
    reachable = {
        "name": "reachability",
        "type": "RETRIEVABLE",
        "error": None,
        "reachabilityStatusValue": "OK" if echo.online else "UNREACHABLE",
    }
    return {
        "endpointId": endpoint_id(echo),
        "friendlyNameObject": text(echo.name),
        "features": [
            {"name": "connectivity", "instance": None, "properties": [reachable]}
        ],
    }


def endpoint_id(echo: Echo) -> str:
    """Name a device the way the newer list does."""
    return f"amzn1.alexa.endpoint.{derived(f'endpoint {echo.serial}', 32).lower()}"


def text(value: str) -> dict[str, Any]:
    """Wrap a text the way the newer list does."""
    return {"value": {"text": value}}


async def preferences(cloud: Cloud, ask: Ask) -> web.Response:
    """Tell which language each device listens to."""
    return answer(
        {
            "devicePreferences": [
                {
                    "deviceSerialNumber": echo.serial,
                    "deviceType": echo.type,
                    "locale": echo.language,
                    "timeZoneId": "UTC",
                }
                for echo in cloud.echos_of(ask.account)
            ]
        }
    )


async def communication(_cloud: Cloud, ask: Ask) -> web.Response:
    """Tell what a device may be called for."""
    wanted = ("communications", "dropin", "announcements")
    device_permissions = [
        {"devicePreference": each, "state": "ON", "allowed": True} for each in wanted
    ]
    return answer(
        {
            "deviceId": ask.device.serial,
            "devicePermissionsPreferences": device_permissions,
        }
    )


async def done(_cloud: Cloud, _ask: Ask) -> web.Response:
    """Say that all is well, to what changes nothing here."""
    return answer({})
