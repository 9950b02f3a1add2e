"""Carry out a plan: do, see that it worked, take it back when it did not.

A step ends when its Expectation is seen in the House, not when a call returns:
a speaker may answer and do nothing, or do it and never answer. Before a step is
called failed, the devices are read anew.
"""

import asyncio
from collections.abc import Callable, Iterable, Sized
from dataclasses import dataclass, field, replace
from itertools import pairwise
from time import monotonic
from typing import Final

from .acts import Act, concerned, may_follow_unseen
from .contracts import Eyes, Hands
from .errors import CommandRejected, FamilyError
from .plan import Plan
from .port import DeviceId
from .progress import (
    Evidence,
    Outcome,
    Progress,
    RoomOutcome,
    Stage,
    StepReport,
    Trouble,
    Verdict,
    verdict_of,
)
from .route import fulfilled
from .timings import Timings

NO_EFFECT: Final = "the command showed no effect"
GONE: Final = "it does not answer any more"
NOT_KEPT: Final = "it did not stay connected"
# Between two looks, in seconds; a look costs a player two or three calls.
_SHORTEST_PAUSE: Final = 0.02


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sent:
    """A first try: when it was made, and what it was answered."""

    began: float
    error: FamilyError | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Executor:
    """Hands to act with, eyes to see with, and patience."""

    hands: Hands
    eyes: Eyes
    timings: Timings = field(default_factory=Timings)
    report: Callable[[Progress], None] = lambda _: None
    _looks: list[float] = field(default_factory=list, init=False)

    async def carry_out(self, plan: Plan) -> Outcome:
        """Take each step in turn; at the first that fails, walk back."""
        began = monotonic()
        done: list[StepReport] = []
        sent: list[_Sent] = []
        try:
            for number, step in enumerate(plan.steps):
                if number == len(sent):
                    await self._send_ahead(plan, sent)
                done.append(await self._take(step.act, sent[number]))
                if done[-1].trouble is not None:
                    self._tell(Stage.FAILED, step.act, number, plan.steps)
                    return await self._failed(plan, done, len(sent), began)
                self._tell(Stage.VERIFIED, step.act, number, plan.steps)
        except asyncio.CancelledError:
            # Whoever cancels (Home Assistant stopping, an entry unloading) waits
            # for us; half a route is worse than a moment more.
            await asyncio.shield(self._walk_back(plan, len(sent)))
            raise
        return await self._succeeded(plan, done, began)

    async def _send_ahead(self, plan: Plan, sent: list[_Sent]) -> None:
        """Send the next step, and those that need not wait until it was seen.

        Each is sent when the one before was answered; to see every single one
        before the next is sent doubles the time a group takes.
        """
        for earlier, later in pairwise((None, *plan.steps[len(sent) :])):
            assert later is not None  # noqa: S101 - for the type
            if earlier is not None and not (
                sent[-1].error is None and may_follow_unseen(earlier.act, later.act)
            ):
                return
            self._tell(Stage.ACTING, later.act, len(sent), plan.steps)
            sent.append(_Sent(began=monotonic()))
            error = await self._send(later.act)
            sent[-1] = replace(sent[-1], error=error)

    async def _succeeded(
        self, plan: Plan, done: list[StepReport], began: float
    ) -> Outcome:
        """Return the outcome of a plan whose every step was seen to work.

        What the first steps did may be gone by the time the last has worked.
        """
        if lost := self._not_arrived(plan):
            await self._look(lost)
            lost = self._not_arrived(plan)
        proofs = {report.act.room: report.evidence for report in done}
        rooms = tuple(
            RoomOutcome(room=room, verdict=Verdict.FAILED)
            if room in lost
            else RoomOutcome(
                room=room,
                verdict=Verdict.ACTIVE,
                evidence=proofs.get(room, Evidence.BEFORE),
            )
            for room in plan.rooms
        )
        outcomes = (*rooms, *_left_out(plan))
        gone = len(lost) == len(plan.rooms)
        return Outcome(
            plan=plan,
            verdict=verdict_of(outcomes),
            rooms=outcomes,
            steps=tuple(done),
            trouble=Trouble(device=plan.rooms[0], reason=NOT_KEPT) if gone else None,
            seconds=monotonic() - began,
        )

    def _not_arrived(self, plan: Plan) -> frozenset[DeviceId]:
        """Return the rooms that do not hear what was asked for them."""
        house = self.eyes.house
        return frozenset(
            room
            for room in plan.rooms
            if self._is_away(room) or not fulfilled(house, plan.request, room)
        )

    async def _failed(
        self, plan: Plan, done: list[StepReport], sent: int, began: float
    ) -> Outcome:
        """Put everything back and return what came of it."""
        undo = await self._walk_back(plan, sent, len(done) - 1)
        lost = frozenset(report.act.room for report in undo if report.trouble)
        lost |= {
            step.act.room
            for step, report in zip(plan.steps, done, strict=False)
            if not step.undoable and report.trouble is None
        }
        verdict = Verdict.FAILED if lost else Verdict.UNDONE
        rooms = tuple(
            RoomOutcome(
                room=room,
                verdict=Verdict.FAILED
                if room in lost or self._is_away(room)
                else Verdict.UNDONE,
            )
            for room in plan.rooms
        )
        return Outcome(
            plan=plan,
            verdict=verdict,
            rooms=(*rooms, *_left_out(plan)),
            steps=tuple(done),
            undo=undo,
            trouble=done[-1].trouble,
            not_restored=lost,
            seconds=monotonic() - began,
        )

    async def _walk_back(
        self, plan: Plan, sent: int, failed: int | None = None
    ) -> tuple[StepReport, ...]:
        """Undo the steps that were sent, the last of them first.

        What already is as it was before is left alone, so that a step that
        never took effect costs nothing.
        """
        taken = list(plan.steps[:sent])
        await self._look({step.act.room for step in taken})
        if failed is not None and self._is_away(taken[failed].act.room):
            # It died before or while it was told: it is the trouble, not a loss.
            del taken[failed]
        acts = [act for step in reversed(taken) for act in step.undo]
        reports: list[StepReport] = []
        for number, act in enumerate(acts):
            if self._holds(act):
                continue
            self._tell(Stage.UNDOING, act, number, acts)
            reports.append(await self._take(act))
        return tuple(reports)

    async def _take(self, act: Act, sent: _Sent | None = None) -> StepReport:
        """Do one act until it is seen to have worked, or its time is over.

        The first try may have been made already.
        """
        began = sent.began if sent else monotonic()
        soft, hard = self.timings.soft(act), self.timings.hard(act)
        trouble: Trouble | None = None
        tries = 0
        for patience in (soft, hard - soft):
            if tries:
                await asyncio.sleep(self.timings.retry_pause)
            tries += 1
            error = sent.error if sent and tries == 1 else await self._send(act)
            rejected = isinstance(error, CommandRejected)
            evidence = await self._seen(act, began, 0 if rejected else patience)
            if evidence is not None:
                return _report(act, began, tries, evidence=evidence)
            trouble = self._trouble(act, error)
            if self._away(act) or (
                isinstance(error, CommandRejected) and not error.passing
            ):
                break
        return _report(act, began, tries, trouble=trouble)

    async def _send(self, act: Act) -> FamilyError | None:
        """Send an act; an error is kept until the House was looked at."""
        try:
            await self.hands.do(act)
        except FamilyError as err:
            return err
        return None

    async def _seen(self, act: Act, began: float, patience: float) -> Evidence | None:
        """Return how it was seen that an act worked, or None in the end."""
        end = monotonic() + patience
        pause = min(max(self.timings.first_look, _SHORTEST_PAUSE), patience)
        while True:
            if await self._by_event(act, pause):
                # A look at another room of the group may have shown it as well.
                looked = any(look > began for look in self._looks)
                return Evidence.READ if looked else Evidence.EVENT
            await self._look(concerned(act))
            if self._holds(act):
                return Evidence.READ
            left = end - monotonic()
            if left <= 0 or self._away(act):
                return None
            pause = min(pause * 2, left)

    async def _look(self, devices: Iterable[DeviceId]) -> None:
        """Read devices anew."""
        self._looks.append(monotonic())
        await self.eyes.refresh(devices)

    async def _by_event(self, act: Act, within: float) -> bool:
        """Tell whether the House comes to look as expected by itself."""
        try:
            async with asyncio.timeout(within):
                while not self._holds(act):
                    await self.eyes.changed()
        except TimeoutError:
            return False
        return True

    def _holds(self, act: Act) -> bool:
        """Tell whether an act is seen to have worked; who is away shows nothing."""
        return self._away(act) is None and act.expects.holds(self.eyes.house)

    def _away(self, act: Act) -> DeviceId | None:
        """Return the device of an act that cannot be spoken to, if there is one."""
        return next(filter(self._is_away, sorted(concerned(act))), None)

    def _is_away(self, device: DeviceId) -> bool:
        """Tell whether a device cannot be spoken to."""
        known = self.eyes.house.devices.get(device)
        return known is None or known.away is not None

    def _trouble(self, act: Act, error: FamilyError | None) -> Trouble:
        """Say which device is to blame, and for what."""
        if away := self._away(act):
            return Trouble(device=away, reason=GONE)
        if error is not None:
            return Trouble(device=error.device, reason=error.reason)
        return Trouble(device=act.room, reason=NO_EFFECT)

    def _tell(self, stage: Stage, act: Act, number: int, among: Sized) -> None:
        """Report progress."""
        self.report(Progress(stage=stage, act=act, step=number + 1, steps=len(among)))


def _report(
    act: Act,
    began: float,
    tries: int,
    *,
    evidence: Evidence | None = None,
    trouble: Trouble | None = None,
) -> StepReport:
    """Write down how an act went."""
    return StepReport(
        act=act,
        seconds=monotonic() - began,
        tries=tries,
        evidence=evidence,
        trouble=trouble,
    )


def _left_out(plan: Plan) -> tuple[RoomOutcome, ...]:
    """Return the outcome of the rooms that were asleep."""
    return tuple(
        RoomOutcome(room=room, verdict=Verdict.FAILED, refusal=refusal)
        for room, refusal in plan.left_out
    )
