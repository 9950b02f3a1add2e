"""What was heard and read of the players of one household."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import ParseError

from ...const import LOGGER
from ...core.house import House
from .client import Description, Transport, is_queue, whole_number
from .sight import Known, LineIn, needs_metadata, see
from .topology import Topology, Zone, parse_topology

_PLAYING: Final = "PLAYING"
_TRUTH: Final = {"1": True, "0": False}


class Household:
    """The memory of one household, changed by events and by reading."""

    def __init__(self, topology: Topology, name: str = "") -> None:
        """Begin with what one of its players says of it; `name` is its id."""
        self.name = name
        self._last_seen: dict[str, Zone] = {}
        self.topology = topology
        self.descriptions: dict[str, Description] = {}
        self.transports: dict[str, Transport] = {}
        self.line_ins: dict[str, LineIn] = {}
        self.unanswering: set[str] = set()
        self._second_witnesses: dict[str, Topology] = {}

    @property
    def topology(self) -> Topology:
        """Return who is there, and who plays with whom."""
        return self._topology

    @topology.setter
    def topology(self, topology: Topology) -> None:
        self._topology = topology
        self._last_seen |= topology.zones

    def look(self) -> House:
        """Return the household as a House."""
        return see(
            Known(
                topology=self.topology,
                last_seen=self._last_seen,
                descriptions=self.descriptions,
                transports=self.transports,
                line_ins=self.line_ins,
                unanswering=frozenset(self.unanswering),
                household=self.name,
            )
        )

    def zones(self, uids: Iterable[str]) -> Iterator[Zone]:
        """Yield those of the players that are there, in the order asked."""
        present = self.topology.zones
        return (present[uid] for uid in uids if uid in present)

    def went(self, zone: Zone, reason: str) -> None:
        """Note, once, that a player does not answer."""
        if zone.uid not in self.unanswering:
            self.unanswering.add(zone.uid)
            LOGGER.info("%s is lost: %s", zone.name, reason)

    def came_back(self, zone: Zone) -> None:
        """Note, once, that a player answers again."""
        if zone.uid in self.unanswering:
            self.unanswering.discard(zone.uid)
            LOGGER.info("%s is back", zone.name)

    def hear(self, uid: str, service: str, variables: Mapping[str, object]) -> None:
        """Take in an event; what it does not mention stays as it was."""
        texts = {key: text for key, text in variables.items() if isinstance(text, str)}
        match service:
            case "zoneGroupTopology":
                self.topology = _heard_topology(texts) or self.topology
            case "avTransport":
                known = self.transports.get(uid, Transport())
                self.transports[uid] = _heard_transport(known, texts)
            case "audioIn":
                line_in = self.line_ins.get(uid, LineIn())
                self.line_ins[uid] = _heard_line_in(line_in, texts)

    def wants_metadata(self, uid: str) -> bool:
        """Tell whether a player is set to something only half known.

        Events carry metadata in SoCo's own objects; to give a station back, the
        text itself is needed.
        """
        return self.transports.get(uid, Transport()).metadata is None

    def hear_second_witness(self, uid: str, variables: Mapping[str, object]) -> None:
        """Take note of what one more player says of the topology."""
        texts = {key: text for key, text in variables.items() if isinstance(text, str)}
        if told := _heard_topology(texts):
            self._second_witnesses[uid] = told

    def contradicted_by(self, uid: str) -> bool:
        """Tell whether a second witness last said something else than is known."""
        return self._second_witnesses.get(uid, self.topology) != self.topology


def _heard_topology(texts: Mapping[str, str]) -> Topology | None:
    """Return the topology of an event, if there is one that can be read."""
    state = texts.get("zone_group_state")
    if not state:
        return None
    try:
        return parse_topology(state)
    except (ParseError, ValueError) as err:
        LOGGER.debug("A topology that cannot be read: %s", err)
        return None


def _heard_transport(known: Transport, texts: Mapping[str, str]) -> Transport:
    """Return what a player is set to after an AVTransport event."""
    uri = texts.get("av_transport_uri", known.uri)
    state = texts.get("transport_state")
    track = texts.get("current_track", "")
    metadata: str | None = known.metadata
    if uri != known.uri:
        metadata = None if needs_metadata(uri) else ""
    return Transport(
        uri=uri,
        playing=known.playing if state is None else state == _PLAYING,
        track=whole_number(track) if is_queue(uri) and track else known.track,
        metadata=metadata,
    )


def _heard_line_in(known: LineIn, texts: Mapping[str, str]) -> LineIn:
    """Return what is known of a line-in after an AudioIn event."""
    return LineIn(
        name=texts.get("audio_input_name", known.name),
        plugged=_TRUTH.get(texts.get("line_in_connected", ""), known.plugged),
        sounding=_TRUTH.get(texts.get("playing", ""), known.sounding),
    )
