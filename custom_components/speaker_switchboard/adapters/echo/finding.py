"""Which Echos there are: one for a serial number, however many integrations know it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er

from ...core.about import About
from ...core.catalogue import Catalogue
from ...core.names import clean_name
from ...core.port import DeviceId
from ...core.rows import DeviceRow, Shelf
from .backend import AMP, CORE, Told
from .session import Session

_PREFIX: Final = "echo:"
_OTHERWISE: Final = "Echo"
# Fire TVs, tablets, phones, Sonos and groups are of other families; a Show is a
# knight, a Spot a rook.
_FAMILIES: Final = frozenset({"ECHO", "KNIGHT", "ROOK"})
# Several Echos that play as one are no device.
_GROUPS: Final = frozenset({"A3C9PE6TNYLTCH", "AP1F6KUH00XPV"})
_GROUP_FAMILY: Final = "WHA"


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """An Echo as one integration registered it, with the entities it has there."""

    session: Session
    identifier: str
    device_id: str
    player: str | None = None
    quiet: str | None = None
    speak: str | None = None
    announce: str | None = None

    @property
    def domain(self) -> str:
        """Return which integration it is."""
        return self.session.entry.domain

    @property
    def entities(self) -> tuple[str, ...]:
        """Return the entities that show something of the Echo."""
        return tuple(filter(None, (self.player, self.quiet)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Echo:
    """One Echo; flags that nobody can read are None."""

    serial: str
    name: str
    model: str | None = None
    type: str = ""
    flags: frozenset[str] | None = None
    online: bool | None = None
    places: tuple[Place, ...] = field(default=())

    @property
    def id(self) -> DeviceId:
        """Return our id of the Echo."""
        return echo_id(self.serial)

    @property
    def sessions(self) -> tuple[Session, ...]:
        """Return the sessions that reach it, core's first."""
        return tuple(place.session for place in self.places)

    def place(self, domain: str) -> Place | None:
        """Return where an integration registered it, if it did."""
        return next((each for each in self.places if each.domain == domain), None)


def echo_id(serial: str) -> DeviceId:
    """Return our id of an Echo."""
    return DeviceId(f"{_PREFIX}{serial}")


def find_echos(
    hass: HomeAssistant, sessions: Iterable[Session], catalogue: Catalogue
) -> dict[str, Echo]:
    """Return every Echo by its serial number."""
    found: dict[str, Echo] = {}
    for session in sessions:
        for echo in _of_session(hass, session, catalogue):
            known = found.get(echo.serial)
            found[echo.serial] = _joined(known, echo) if known else echo
    return found


def _joined(first: Echo, second: Echo) -> Echo:
    """Return one Echo that two integrations know; the first is believed first."""
    onlines = {first.online, second.online} - {None}
    return replace(
        first,
        model=first.model or second.model,
        type=first.type or second.type,
        flags=first.flags if first.flags is not None else second.flags,
        online=None if not onlines else True in onlines,
        places=(*first.places, *second.places),
    )


def _of_session(
    hass: HomeAssistant, session: Session, catalogue: Catalogue
) -> Iterator[Echo]:
    """Yield the Echos that one integration registered."""
    told = session.backend.told() if session.loaded else None
    entry_id = session.entry.entry_id
    for device in dr.async_entries_for_config_entry(dr.async_get(hass), entry_id):
        serial = device.serial_number
        if not serial or device.disabled_by is not None:
            continue
        if told is not None and serial not in told:
            continue
        about = told[serial] if told is not None else Told(type=device.model_id or "")
        row = catalogue.of_amazon_type(about.type)
        if _is_echo(about, row, device.model):
            yield Echo(
                serial=serial,
                name=clean_name(device.name_by_user or device.name or "", _OTHERWISE),
                model=row.name if row else clean_name(device.model or "", "") or None,
                type=about.type,
                flags=about.flags,
                online=about.online,
                places=(_place(hass, session, device),),
            )


def _is_echo(told: Told, row: DeviceRow | None, model: str | None) -> bool:
    """Tell whether a device of an account is an Echo sound can be sent from."""
    if told.family == _GROUP_FAMILY or told.type in _GROUPS:
        return False
    if row is not None:
        routable = row.facts.get(About.ROUTABLE)
        return row.shelf is Shelf.ECHO and not (routable and routable.value is False)
    if told.family:
        return told.family in _FAMILIES
    return "echo" in (model or "").casefold()


def _place(hass: HomeAssistant, session: Session, device: dr.DeviceEntry) -> Place:
    """Return where an integration registered an Echo, with its entities."""
    domain = session.entry.domain
    mine = (key for key in device.identifiers if key[0] == domain)
    identifier = next(mine, (domain, str(device.serial_number)))[1]
    entities = _entities(hass, domain, identifier)
    return Place(
        session=session,
        identifier=identifier,
        device_id=device.id,
        player=entities.get("player"),
        quiet=entities.get("quiet"),
        speak=entities.get("speak"),
        announce=entities.get("announce"),
    )


_ENTITIES: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    CORE: {
        "player": (Platform.MEDIA_PLAYER, "{}-media"),
        "quiet": (Platform.SWITCH, "{}-dnd"),
        "speak": (Platform.NOTIFY, "{}-speak"),
        "announce": (Platform.NOTIFY, "{}-announce"),
    },
    AMP: {
        "player": (Platform.MEDIA_PLAYER, "{}"),
        "quiet": (Platform.SWITCH, "{}_do not disturb"),
    },
}


def _entities(
    hass: HomeAssistant, domain: str, identifier: str
) -> dict[str, str | None]:
    """Return the entities of an Echo by what they are for."""
    registry = er.async_get(hass)
    return {
        role: registry.async_get_entity_id(kind, domain, unique_id.format(identifier))
        for role, (kind, unique_id) in _ENTITIES[domain].items()
    }
