"""What the tables hold: devices, ways to connect, rules, and who says so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from .about import About
from .facts import Fact


class Shelf(StrEnum):
    """The tables of devices."""

    ECHO = "echo"
    SONOS = "sonos"
    BLUETOOTH = "bluetooth"
    BRIDGES = "bridges"


class Offer(StrEnum):
    """What becomes of a method or a sequence here."""

    AUTOMATIC = "automatic"
    GUIDED = "guided"
    OFF = "off"


class BridgeKind(StrEnum):
    """What stands between a sender and a speaker."""

    TRANSMITTER = "bt_transmitter"
    CABLE = "cable"
    ADAPTER = "adapter"
    STREAMER = "network_streamer"
    DIY = "diy_bridge"
    CLAIMED_HUB = "claimed_hub"


class Weight(StrEnum):
    """What becomes of a route that meets a rule."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    OFF = "off"


class Holds(StrEnum):
    """Whether a claim of a source document is so."""

    TRUE = "true"
    PARTLY = "partly"
    FALSE = "false"
    UNPROVEN = "unproven"


class SourceKind(StrEnum):
    """What sort of evidence a source is."""

    DOCUMENT = "document"
    CODE = "code"
    ISSUE = "issue"
    MAKER = "maker"
    FORUM = "forum"
    REVIEW = "review"
    MEMORY = "memory"
    INFERENCE = "inference"


# These can be told, but not opened.
TOLD: Final = frozenset({SourceKind.MEMORY, SourceKind.INFERENCE})


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Where something is written: an address, or the name of a file."""

    id: str
    kind: SourceKind
    url: str = ""
    file: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """What a source document says, and whether it is so."""

    document: str
    claim: str
    holds: Holds
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """A number or type a maker gives a model, and who knows it."""

    id: str
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DeviceRow:
    """A model, and what is known of it."""

    id: str
    shelf: Shelf
    name: str
    names: tuple[str, ...] = ()
    kind: BridgeKind | None = None
    offer: Offer = Offer.AUTOMATIC
    model_numbers: tuple[Mark, ...] = ()
    amazon_types: tuple[Mark, ...] = ()
    same_as: str = ""
    facts: Mapping[About, Fact] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Called:
    """The name a source document gives a method."""

    document: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Method:
    """A way to bring sound somewhere."""

    id: str
    name: str
    called: tuple[Called, ...]
    offer: Offer
    reason: str
    requires: tuple[str, ...]
    excludes: tuple[str, ...]
    facts: Mapping[About, Fact]
    does: tuple[str, ...]
    proof: str
    sources: tuple[str, ...]
    claims: tuple[Claim, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """What may go together and what may not.

    `strict` is what a source document asks for although it is not so; the
    option `strict_documents` turns it on.
    """

    id: str
    weight: Weight
    rule: str
    sources: tuple[str, ...]
    claims: tuple[Claim, ...] = ()
    strict: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Timing:
    """A number a sequence waits for or counts to, and how far it may be set."""

    name: str
    default: float
    least: float
    most: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Sequence:
    """Things done one after the other."""

    id: str
    name: str
    offer: Offer
    reason: str
    steps: tuple[str, ...]
    timing: tuple[Timing, ...]
    sources: tuple[str, ...]
    claims: tuple[Claim, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """What goes wrong, and what to do about it."""

    id: str
    symptom: str
    remedy: str
    sources: tuple[str, ...]
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Probe:
    """How a device is asked for something at run time."""

    id: str
    tells: str
    asks: str
    means: str
    sources: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Contradiction:
    """Where the source documents disagree, and what is done about it."""

    id: str
    topic: str
    claims: tuple[Claim, ...]
    answer: str
    treatment: str
    sources: tuple[str, ...]
