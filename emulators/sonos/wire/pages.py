"""The pages a player shows to whoever asks with GET."""

import json
from typing import Final
from xml.sax.saxutils import escape

from emulators.sonos.player import Player
from emulators.sonos.rooms import Rooms
from emulators.sonos.services import SERVICES, offered_by
from emulators.sonos.services.device import HARDWARE, SOFTWARE
from emulators.sonos.services.service import Service

XML: Final = "text/xml"
JSON: Final = "application/json"
# SoCo cannot read an argument whose state variable is missing; one serves all.
ANY_TEXT: Final = (
    '<serviceStateTable><stateVariable sendEvents="no"><name>A_ARG_TYPE_Text</name>'
    "<dataType>string</dataType></stateVariable></serviceStateTable>"
)
SCPD_PATHS: Final = {f"/xml/{service.name}1.xml": service for service in SERVICES}


def page(rooms: Rooms, player: Player, path: str) -> tuple[str, str] | None:
    """Return the type and the text of a page, if the player has it."""
    match path:
        case "/xml/device_description.xml":
            return XML, description(rooms, player)
        case "/status/batterystatus":
            return XML, battery(player)
        case "/info":
            return JSON, info(rooms, player)

    # Assumed: every player carries the SCPD of every service, had or not.
    service = SCPD_PATHS.get(path)
    return (XML, scpd(service)) if service else None


def description(rooms: Rooms, player: Player) -> str:
    """Describe the device, which tells by its services what it can do."""
    spec = player.spec
    services = "".join(service_entry(service) for service in offered_by(spec))
    model = escape(spec.model_name)
    said = {
        "deviceType": "urn:schemas-upnp-org:device:ZonePlayer:1",
        "friendlyName": f"{spec.address} - {model} - {spec.uid}",
        "manufacturer": "Sonos, Inc.",
        "modelNumber": spec.number,
        "modelDescription": model,
        "modelName": model,
        "softwareVersion": SOFTWARE,
        "swGen": "2",
        "hardwareVersion": HARDWARE,
        "serialNum": f"{spec.mac}:9",
        "MACAddress": spec.mac.replace("-", ":"),
        "UDN": f"uuid:{spec.uid}",
        "minCompatibleVersion": "85.0-00000",
        "legacyCompatibleVersion": "58.0-00000",
        "displayVersion": "16.4",
        "roomName": escape(rooms.room_name(player)),
        "displayName": escape(spec.model),
        "feature1": "0x00000000",
        "internalSpeakerSize": "5",
        "serviceList": services,
    }
    inside = "".join(f"<{name}>{value}</{name}>" for name, value in said.items())
    return (
        '<root xmlns="urn:schemas-upnp-org:device-1-0"><specVersion><major>1</major>'
        f"<minor>0</minor></specVersion><device>{inside}</device></root>"
    )


def service_entry(service: Service) -> str:
    """Write down where a service is found."""
    return (
        f"<service><serviceType>{service.type}</serviceType>"
        f"<serviceId>urn:upnp-org:serviceId:{service.name}</serviceId>"
        f"<controlURL>{service.path}/Control</controlURL>"
        f"<eventSubURL>{service.path}/Event</eventSubURL>"
        f"<SCPDURL>/xml/{service.name}1.xml</SCPDURL></service>"
    )


def scpd(service: Service) -> str:
    """Write down what a service can be asked, and with which arguments."""
    actions = "".join(
        f"<action><name>{action.name}</name><argumentList>"
        + "".join(argument(name) for name in action.takes)
        + "</argumentList></action>"
        for action in service.actions.values()
    )
    return (
        '<scpd xmlns="urn:schemas-upnp-org:service-1-0"><specVersion><major>1</major>'
        f"<minor>0</minor></specVersion>{ANY_TEXT}"
        f"<actionList>{actions}</actionList></scpd>"
    )


def argument(name: str) -> str:
    """Write down one argument of an action."""
    return (
        f"<argument><name>{name}</name><direction>in</direction>"
        "<relatedStateVariable>A_ARG_TYPE_Text</relatedStateVariable></argument>"
    )


def battery(player: Player) -> str:
    """Write down the battery; a player without one shows an empty page."""
    level = player.spec.battery
    if level is None:
        return "<ZPSupportInfo></ZPSupportInfo>"

    said = {
        "Health": "GREEN",
        "Level": str(level),
        "Temperature": "NORMAL",
        "PowerSource": "BATTERY",
    }
    data = "".join(f'<Data name="{n}">{value}</Data>' for n, value in said.items())
    return (
        f"<ZPSupportInfo><LocalBatteryStatus>{data}</LocalBatteryStatus>"
        "</ZPSupportInfo>"
    )


def info(rooms: Rooms, player: Player) -> str:
    """Write down what the player can do, as the newer interface says it."""
    spec = player.spec
    has = {
        "LINE_IN": spec.line_in is not None,
        "HT_PLAYBACK": spec.tv,
        "VOICE": spec.microphone,
        "FIXED_VOLUME": spec.supports_fixed_volume,
    }
    capabilities = ["PLAYBACK", "CLOUD", "AIRPLAY", "AUDIO_CLIP"]
    capabilities += [name for name, there in has.items() if there]
    device = {
        "id": spec.uid,
        "serialNumber": f"{spec.mac}:9",
        "name": rooms.room_name(player),
        "model": spec.number,
        "modelDisplayName": spec.model,
        "softwareVersion": SOFTWARE,
        "capabilities": capabilities,
    }
    urls = {
        "websocketUrl": f"wss://{spec.address}:1443/websocket/api",
        "restUrl": f"https://{spec.address}:1443/api",
    }
    household = {"householdId": rooms.household_id, "playerId": spec.uid}
    group = {"groupId": rooms.group_of(player).id}
    return json.dumps({"device": device} | household | group | urls)
