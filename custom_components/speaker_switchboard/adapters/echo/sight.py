"""What is known of the Echos and their speakers, made into a House."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ...core.about import About
from ...core.catalogue import Catalogue
from ...core.facts import Confidence, Fact, Origin, resolve
from ...core.house import Away, Device, Family, House, Link, bluetooth
from ...core.port import Port, PortKind, port_id
from .finding import Echo
from .reading import JACK
from .speakers import Speaker, speaker_id
from .states import Bluetooth, Bond, Jack

# The flag of an Echo that can send its sound to a Bluetooth speaker.
_SENDS: Final = "PAIR_BT_SINK"


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """Everything that is known of an Echo now.

    `now` is None when nobody knows what is connected; `bonds` are what was last told.
    """

    echo: Echo
    now: Bluetooth | None = None
    bonds: tuple[Bond, ...] = ()
    jack: Jack | None = None
    away: Away | None = None
    volume: float | None = None
    undisturbed: bool | None = None

    @property
    def observed(self) -> bool:
        """Tell whether anybody knows what is connected now."""
        return self.now is not None and self.now.bonds is not None

    @property
    def trusted(self) -> bool:
        """Tell whether what is said to be connected is; who is away is not believed."""
        return self.observed and self.away is None


def see(
    seen: Iterable[Seen], speakers: Iterable[Speaker], catalogue: Catalogue
) -> House:
    """Return what is known as a House."""
    echos = {each.echo.serial: each for each in seen}
    known = tuple(speakers)
    devices = [_echo(each, catalogue) for each in echos.values()]
    devices += [_speaker(each, catalogue) for each in known]
    bonds = tuple(_bonds(echos, known))
    links = {way for each, way, bond in bonds if bond.connected and each.trusted}
    links |= {link for each in echos.values() if (link := _phone(each))}
    return House(
        devices={device.id: device for device in devices},
        ways=frozenset(way for _, way, _ in bonds),
        links=frozenset(links),
    )


def _echo(seen: Seen, catalogue: Catalogue) -> Device:
    """Return an Echo."""
    echo = seen.echo
    return Device(
        id=echo.id,
        family=Family.ECHO,
        name=echo.name,
        model=echo.model,
        ports=tuple(_ports(seen, catalogue)),
        known_as=frozenset((each.domain, each.identifier) for each in echo.places),
        away=seen.away,
        volume=seen.volume,
        undisturbed=seen.undisturbed,
    )


def _speaker(speaker: Speaker, catalogue: Catalogue) -> Device:
    """Return a Bluetooth speaker."""
    row = catalogue.speaker(speaker.name)
    said = _probe(About.BLUETOOTH_IN, value=True) if speaker.certain else None
    return Device(
        id=speaker.id,
        family=Family.BLUETOOTH,
        name=speaker.name,
        model=row.name if row.names else None,
        ports=(
            Port(id=port_id(speaker.id, PortKind.SPEAKER), label="Speaker"),
            Port(
                id=port_id(speaker.id, PortKind.BLUETOOTH_IN),
                label="Bluetooth",
                fact=said or resolve(About.BLUETOOTH_IN, ()),
            ),
        ),
    )


def _ports(seen: Seen, catalogue: Catalogue) -> Iterator[Port]:
    """Yield the ports of an Echo: what its flags say, or else what its model has."""
    echo = seen.echo
    row = catalogue.of_amazon_type(echo.type)
    facts = row.facts if row else {}
    own = facts.get(About.SPEAKER)
    if own is None or not own.hides:
        yield Port(id=port_id(echo.id, PortKind.SPEAKER), label="Speaker")
    yield Port(
        id=port_id(echo.id, PortKind.BLUETOOTH_OUT),
        label="Bluetooth",
        observed=seen.observed,
        fact=_bluetooth_out(echo.flags, facts.get(About.BLUETOOTH_OUT)),
    )
    jack = facts.get(About.LINE_OUT)
    if JACK in (echo.flags or ()):
        jack = _probe(About.LINE_OUT, value=True)
    if jack is not None and jack.value:
        yield Port(
            id=port_id(echo.id, PortKind.LINE_OUT),
            label="Line-out",
            enabled=seen.jack.out if seen.jack else None,
            fact=jack,
        )


def _bluetooth_out(flags: frozenset[str] | None, table: Fact | None) -> Fact:
    """Return whether an Echo can send sound over Bluetooth, and who says so."""
    if flags is not None:
        return _probe(About.BLUETOOTH_OUT, value=_SENDS in flags)
    return resolve(About.BLUETOOTH_OUT, [table] if table else [])


def _probe(about: About, *, value: bool) -> Fact:
    """Return what a device says of itself."""
    return Fact(
        about=about, value=value, origin=Origin.PROBE, confidence=Confidence.HIGH
    )


def _bonds(
    echos: Mapping[str, Seen], speakers: Iterable[Speaker]
) -> Iterator[tuple[Seen, Link, Bond]]:
    """Yield each Echo with the way to each speaker it is paired with."""
    for speaker in speakers:
        for serial, bond in speaker.bonds.items():
            if seen := echos.get(serial):
                yield seen, bluetooth(seen.echo.id, speaker.id), bond


def _phone(seen: Seen) -> Link | None:
    """Return the link from the phone that plays through an Echo, if one does."""
    phone = seen.now.phone if seen.now and seen.trusted else None
    if phone is None:
        return None
    return Link(
        source=port_id(speaker_id(phone.address), PortKind.BLUETOOTH_OUT),
        sink=port_id(seen.echo.id, PortKind.BLUETOOTH_IN),
    )
