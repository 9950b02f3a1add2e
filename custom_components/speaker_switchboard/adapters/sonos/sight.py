"""What is known of the players, made into a House."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from defusedxml import ElementTree

from ...core.house import Away, Device, Family, House, Link, Media
from ...core.names import clean_name
from ...core.port import DeviceId, Port, PortId, PortKind, owner_of, port_id
from .client import Description, Transport, is_queue
from .topology import Topology, Zone

# The domain under which core registers Sonos devices, by their uid.
CORE_DOMAIN: Final = "sonos"

_PREFIX: Final = "sonos:"
_LINE_IN: Final = "x-rincon-stream:"
_TV: Final = "x-sonos-htastream:"
# Sound that a phone sends: AirPlay, Bluetooth, Spotify Connect. A player that
# has it answers a join with 200 and stays where it is.
_VISITOR: Final = "x-sonos-vli:"
_GROUPED: Final = "x-rincon:"
_TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"

_REASONS: Final = {
    "sleeping": Away.ASLEEP,
    "powered off": Away.OFF,
    "upgrade": Away.OFF,
    "switch to bluetooth": Away.ON_BLUETOOTH,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class LineIn:
    """The line-in of a player: its name, a cable in it, sound from it."""

    name: str = ""
    plugged: bool | None = None
    sounding: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """Everything that was heard or read of one household's players, by uid."""

    topology: Topology
    last_seen: Mapping[str, Zone] = field(default_factory=dict)
    descriptions: Mapping[str, Description] = field(default_factory=dict)
    transports: Mapping[str, Transport] = field(default_factory=dict)
    line_ins: Mapping[str, LineIn] = field(default_factory=dict)
    unanswering: frozenset[str] = frozenset()
    household: str = ""


def device_id(uid: str) -> DeviceId:
    """Return our id of a player."""
    return DeviceId(f"{_PREFIX}{uid}")


def uid_of(device: DeviceId) -> str:
    """Return the uid of a player."""
    return device.removeprefix(_PREFIX)


def see(known: Known) -> House:
    """Return what is known of a household as a House."""
    present = known.topology.zones
    devices = [_present(known, zone) for zone in present.values()]
    devices += [
        _vanished(known, uid, name, reason)
        for uid, (name, reason) in known.topology.vanished.items()
        if uid not in present
    ]
    return House(
        devices={device.id: device for device in devices},
        links=frozenset(_links(known)),
    )


def uri_of(port: PortId) -> str:
    """Return how a player is told to listen to an input."""
    uid = uid_of(owner_of(port))
    if port == port_id(device_id(uid), PortKind.TV_IN):
        return f"{_TV}{uid}:spdif"
    return f"{_LINE_IN}{uid}"


def queue_of(uid: str) -> str:
    """Return how a player is told to rest on its own queue."""
    return f"x-rincon-queue:{uid}#0"


def needs_metadata(uri: str) -> bool:
    """Tell whether a source can only be given back together with its metadata."""
    known = (_LINE_IN, _TV, _VISITOR, _GROUPED)
    return bool(uri) and not is_queue(uri) and not uri.startswith(known)


def _present(known: Known, zone: Zone) -> Device:
    """Return a player that its household sees."""
    behind = device_id(zone.stands_behind) if zone.stands_behind else None
    transport = known.transports.get(zone.uid, Transport())
    leads = zone.leader == zone.uid
    return Device(
        id=device_id(zone.uid),
        family=Family.SONOS,
        name=_name(zone, zone.name),
        model=_model(known, zone.uid),
        ports=tuple(_ports(known, zone.uid)),
        known_as=frozenset({(CORE_DOMAIN, zone.uid)}),
        away=Away.UNREACHABLE if zone.uid in known.unanswering else None,
        part_of=behind,
        serves_surround=zone.surround,
        playing=leads and transport.playing,
        media=_media(transport) if leads else None,
        household=known.household,
    )


def _vanished(known: Known, uid: str, name: str, reason: str) -> Device:
    """Return a player that its household misses.

    The household only tells the name of its room, which both halves of a pair
    and its surrounds have in common.
    """
    last = known.last_seen.get(uid)
    behind = last.stands_behind if last else None
    return Device(
        id=device_id(uid),
        family=Family.SONOS,
        name=_name(last, name) if last else clean_name(name, "Sonos"),
        model=_model(known, uid),
        ports=tuple(_ports(known, uid)),
        known_as=frozenset({(CORE_DOMAIN, uid)}),
        away=_REASONS.get(reason, Away.UNREACHABLE),
        part_of=device_id(behind) if behind else None,
        serves_surround=last is not None and last.surround,
        household=known.household,
    )


def _name(zone: Zone, room: str) -> str:
    """Return what people call a player; a pair shares the name of its room."""
    name = clean_name(room, "Sonos")
    if zone.surround:
        return f"{name} (surround)"
    if zone.stands_behind:
        return f"{name} (right)"
    return name


def _model(known: Known, uid: str) -> str | None:
    """Return the model without the maker's name, as core shows it."""
    description = known.descriptions.get(uid)
    if description is None:
        return None
    return clean_name(description.model.removeprefix("Sonos "), "") or None


def _ports(known: Known, uid: str) -> Iterator[Port]:
    """Yield the ports of a player; inputs are taken from its service list."""
    device = device_id(uid)
    yield Port(id=port_id(device, PortKind.SPEAKER), label="Speaker")
    yield Port(id=port_id(device, PortKind.GROUP), label="Group")
    description = known.descriptions.get(uid)
    if description is None:
        return
    if description.has_line_in:
        line_in = known.line_ins.get(uid, LineIn())
        yield Port(
            id=port_id(device, PortKind.LINE_IN),
            label=clean_name(line_in.name, "Line-In"),
            plugged=line_in.plugged,
            sounding=line_in.sounding,
        )
    if description.has_tv_in:
        yield Port(id=port_id(device, PortKind.TV_IN), label="TV")


def _links(known: Known) -> Iterator[Link]:
    """Yield what goes from where to where."""
    for zone in known.topology.zones.values():
        if zone.stands_behind:
            continue
        device = device_id(zone.uid)
        if zone.leader != zone.uid:
            leader = port_id(device_id(zone.leader), PortKind.GROUP)
            yield Link(source=leader, sink=port_id(device, PortKind.GROUP))
        elif source := _source(known.transports.get(zone.uid, Transport()).uri):
            yield Link(source=source, sink=port_id(device, PortKind.SPEAKER))


def _source(uri: str) -> PortId | None:
    """Return the input that a player is set to."""
    if uri.startswith(_LINE_IN):
        return port_id(device_id(uri.removeprefix(_LINE_IN)), PortKind.LINE_IN)
    if uri.startswith(_TV):
        uid = uri.removeprefix(_TV).partition(":")[0]
        return port_id(device_id(uid), PortKind.TV_IN)
    return None


def _media(transport: Transport) -> Media | None:
    """Return what a leader plays of its own, if it is set to anything."""
    if not transport.uri or transport.uri.startswith((_LINE_IN, _TV, _GROUPED)):
        return None
    return Media(
        uri=transport.uri,
        metadata=transport.metadata or "",
        title=_title(transport.metadata or ""),
        track=transport.track if is_queue(transport.uri) else 0,
        sticky=transport.uri.startswith(_VISITOR),
    )


def _title(metadata: str) -> str:
    """Return the title that metadata gives, if it gives one."""
    if not metadata:
        return ""
    try:
        root = ElementTree.fromstring(metadata)
    except ElementTree.ParseError, ValueError:
        return ""
    return clean_name(root.findtext(f".//{_TITLE}") or "", "")
