"""How a plan ended, for each room: from what was seen, to what is said of it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from .acts import Act, ConnectBluetooth, DisconnectBluetooth
from .errors import FamilyError, SessionExpired
from .house import House, Link, bluetooth
from .plan import Plan
from .port import DeviceId
from .progress import Evidence, Outcome, RoomOutcome, StepReport, Verdict, verdict_of
from .refusal import Refusal, Why
from .route import fulfilled


def in_words(house: House, act: Act, error: FamilyError | None) -> Refusal | None:
    """Say what went wrong and what to do about it, where that is known."""
    match act, error:
        case _, SessionExpired(device=device):
            return Refusal(key=Why.LOGGED_OUT, words={"room": house.name(device)})
        case ConnectBluetooth(room, sender), None:
            words = {"room": house.name(room), "sender": house.name(sender)}
            return Refusal(key=Why.NOT_CONNECTED, words=words)
    return None


def room_outcome(
    room: DeviceId,
    proofs: Mapping[DeviceId, Evidence | None],
    *,
    lost: bool,
    unseen: bool,
) -> RoomOutcome:
    """Return how it ended for a room of a plan that was carried out."""
    if unseen:
        return RoomOutcome(
            room=room, verdict=Verdict.UNVERIFIED, evidence=Evidence.UNSEEN
        )
    if lost:
        return RoomOutcome(room=room, verdict=Verdict.FAILED)
    evidence = proofs.get(room, Evidence.BEFORE)
    return RoomOutcome(room=room, verdict=Verdict.ACTIVE, evidence=evidence)


def unseen(plan: Plan, done: Iterable[StepReport]) -> frozenset[DeviceId]:
    """Return the rooms whose sound takes a way that nobody could see being made."""
    blind = [report.act for report in done if report.evidence is Evidence.UNSEEN]
    links = {link for act in blind if (link := _link_of(act))}
    ends = {act.sender for act in blind if isinstance(act, DisconnectBluetooth)}
    ends |= {act.room for act in blind}
    return frozenset(
        route.room
        for route in plan.routes
        if route.room in ends or links.intersection(route.links)
    )


def _link_of(act: Act) -> Link | None:
    """Return the link an act makes."""
    match act:
        case ConnectBluetooth(room, sender):
            return bluetooth(sender, room)
    return None


def left_out(plan: Plan) -> tuple[RoomOutcome, ...]:
    """Return the outcome of the rooms that were asleep."""
    return tuple(
        RoomOutcome(room=room, verdict=Verdict.FAILED, refusal=refusal)
        for room, refusal in plan.left_out
    )


def may_come_late(outcome: Outcome) -> bool:
    """Tell whether a connection was given up that may still be made."""
    last = outcome.steps[-1] if outcome.steps else None
    return (
        last is not None
        and last.trouble is not None
        and isinstance(last.act, ConnectBluetooth)
    )


def anew(outcome: Outcome, house: House) -> Outcome:
    """Return an outcome as it is once its last step has worked after all.

    Where no room hears it for all that, the trouble remains.
    """
    rooms = tuple(
        RoomOutcome(room=each.room, verdict=Verdict.ACTIVE, evidence=Evidence.READ)
        if fulfilled(house, outcome.plan.request, each.room)
        else each
        for each in outcome.rooms
    )
    made = any(each.verdict is Verdict.ACTIVE for each in rooms)
    return replace(
        outcome,
        rooms=rooms,
        verdict=verdict_of(rooms),
        trouble=None if made else outcome.trouble,
        late=True,
    )
