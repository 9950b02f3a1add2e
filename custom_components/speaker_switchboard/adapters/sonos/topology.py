"""The ZoneGroupState of a Sonos household, as a frozen value.

The players send it as XML in GetZoneGroupState and in ZoneGroupTopology events;
its names are whatever people typed, so nothing in it is trusted.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from defusedxml import ElementTree

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


@dataclass(frozen=True, kw_only=True, slots=True)
class Zone:
    """One player as its household sees it.

    `stands_behind` is the uid of the room it plays in when it is not a room of
    its own: the right half of a stereo pair, or a surround. `boots` changes when
    it starts anew, and has forgotten who listens to it.
    """

    uid: str
    name: str
    address: str
    boots: str
    leader: str
    stands_behind: str | None = None
    surround: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Topology:
    """Who is there, who plays with whom, and who left and why."""

    zones: Mapping[str, Zone] = field(default_factory=dict)
    vanished: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def doors(self) -> frozenset[tuple[str, str, str]]:
        """Return what changes when somebody has to be listened to anew."""
        return frozenset(
            (zone.uid, zone.address, zone.boots) for zone in self.zones.values()
        )


def parse_topology(payload: str) -> Topology:
    """Read a ZoneGroupState; raises ParseError or ValueError when it is none."""
    root = ElementTree.fromstring(payload)
    zones = {
        zone.uid: zone
        for group in root.iter("ZoneGroup")
        for zone in _zones(group, group.get("Coordinator", ""))
    }
    if not zones:
        # A player that has just started; at least itself is there.
        message = "a household of nobody"
        raise ValueError(message)
    vanished = {
        device.get("UUID", ""): (device.get("ZoneName", ""), device.get("Reason", ""))
        for gone in root.iter("VanishedDevices")
        for device in gone
    }
    return Topology(zones=zones, vanished=vanished)


def _zones(group: Element, leader: str) -> Iterator[Zone]:
    """Yield the players of a group, satellites after the room they belong to."""
    members = group.findall("ZoneGroupMember")
    visible = {member.get("UUID", "") for member in members if not _hidden(member)}
    for member in members:
        behind = _partner(member, visible)
        if _hidden(member) and behind is None:
            # A bridge, or something else that no one listens to.
            continue
        yield _zone(member, leader, behind)
        for satellite in member.findall("Satellite"):
            yield _zone(satellite, leader, member.get("UUID"), surround=True)


def _zone(
    member: Element, leader: str, behind: str | None, *, surround: bool = False
) -> Zone:
    """Read one player."""
    return Zone(
        uid=member.get("UUID", ""),
        name=member.get("ZoneName", ""),
        address=urlsplit(member.get("Location", "")).hostname or "",
        boots=member.get("BootSeq", ""),
        leader=leader,
        stands_behind=behind,
        surround=surround,
    )


def _hidden(member: Element) -> bool:
    """Tell whether a player is hidden behind another."""
    return member.get("Invisible") == "1"


def _partner(member: Element, visible: set[str]) -> str | None:
    """Return the visible player that a hidden one forms a pair with.

    ChannelMapSet looks like `RINCON_A:LF,LF;RINCON_B:RF,RF`.
    """
    if not _hidden(member):
        return None
    channels = member.get("ChannelMapSet", "").split(";")
    uids = [channel.partition(":")[0] for channel in channels]
    return next((uid for uid in uids if uid in visible), None)
