"""What a person should know about a plan, though it can be carried out."""

from collections.abc import Iterable

from .acts import Act, ConnectBluetooth
from .caution import Caution
from .draft import Draft
from .facts import Fact
from .house import House, Link
from .port import DeviceId, PortKind, kind_of, owner_of, port_id
from .route import Request, Route, is_echo


def cautions_of(
    draft: Draft, routes: tuple[Route, ...], request: Request
) -> tuple[Caution, ...]:
    """Return what to know about a plan, in a fixed order."""
    house = draft.house
    links = {link for route in routes for link in route.links}
    found = {
        Caution.ALEXA_GROUP_DROPS_IT: any(_from_echo(house, link) for link in links),
        Caution.DND_IS_NOT_A_MUTE: any(route.voice for route in routes),
        Caution.NOT_IN_STEP: request.source is not None and _apart(house, routes),
        Caution.PHONE_IS_SILENCED: not all(step.undoable for step in draft.steps)
        or any(_has_listener(house, step.act) for step in draft.steps),
        Caution.UNSURE: any(fact.doubtful for _, fact in facts_of(house, links)),
    }
    return tuple(caution for caution, so in found.items() if so)


def facts_of(house: House, links: Iterable[Link]) -> tuple[tuple[DeviceId, Fact], ...]:
    """Return the facts that links stand on, each with the device it is about."""
    ports = sorted({port for link in links for port in (link.source, link.sink)})
    known = ((owner_of(port), house.port(port)) for port in ports)
    return tuple(
        (device, port.fact) for device, port in known if port and port.fact is not None
    )


def _has_listener(house: House, act: Act) -> bool:
    """Tell whether a sender plays for a phone now; it cannot do both."""
    return isinstance(act, ConnectBluetooth) and (
        house.source_of(port_id(act.sender, PortKind.BLUETOOTH_IN)) is not None
    )


def _from_echo(house: House, link: Link) -> bool:
    """Tell whether a link is the Bluetooth output of an Echo."""
    bluetooth = kind_of(link.source) is PortKind.BLUETOOTH_OUT
    return bluetooth and is_echo(house, owner_of(link.source))


def _apart(house: House, routes: tuple[Route, ...]) -> bool:
    """Tell whether rooms play in more than one group."""
    return len({house.leader_of(route.room) for route in routes}) > 1
