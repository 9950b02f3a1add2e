"""Carry out a plan: do, see that it worked, take it back when it did not.

A step ends when its Expectation is seen in the House, not when a call returns:
a speaker may answer and do nothing, or do it and never answer. Before a step is
called failed, the devices are read anew.
"""

import asyncio
from collections.abc import Callable, Sized
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from time import monotonic
from typing import Final

from .acts import (
    Act,
    ConnectBluetooth,
    DisconnectBluetooth,
    may_follow_unseen,
)
from .contracts import Eyes, Hands, Receipt
from .ending import (
    anew,
    in_words,
    left_out,
    may_come_late,
    room_outcome,
    unseen,
)
from .errors import CommandRejected, FamilyError, SessionExpired
from .house import Away
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
from .witness import Witness

NO_EFFECT: Final = "the command showed no effect"
GONE: Final = "it does not answer any more"
NOT_KEPT: Final = "it did not stay connected"
# Between two looks for what may come late, in seconds.
_LATE_LOOK: Final = 10.0


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sent:
    """One try: when it was made, and what it was answered."""

    began: float
    receipt: Receipt = field(default_factory=Receipt)
    error: FamilyError | None = None

    @property
    def refused(self) -> bool:
        """Tell whether the answer was no."""
        return isinstance(self.error, CommandRejected | SessionExpired)


@dataclass(frozen=True, kw_only=True)
class Executor:
    """Hands to act with, eyes to see with, and patience."""

    hands: Hands
    eyes: Eyes
    timings: Timings = field(default_factory=Timings)
    report: Callable[[Progress], None] = lambda _: None

    @cached_property
    def _witness(self) -> Witness:
        """Return who sees whether it worked."""
        return Witness(eyes=self.eyes, timings=self.timings)

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
                    failed = await self._failed(plan, done, len(sent), began)
                    return await self._after_all(failed)
                self._tell(Stage.VERIFIED, step.act, number, plan.steps)
        except asyncio.CancelledError:
            # Whoever cancels (Home Assistant stopping, an entry unloading) waits
            # for us; half a route is worse than a moment more.
            await asyncio.shield(self._walk_back(plan, len(sent)))
            raise
        return await self._succeeded(plan, done, began)

    async def late(self, outcome: Outcome) -> Outcome | None:
        """Return the outcome anew if a connection that was given up comes late.

        A busy cloud is tried for more than a minute by the library that asked it.
        """
        act = outcome.steps[-1].act
        end = monotonic() + self.timings.bluetooth_late
        began = monotonic()
        while (left := end - monotonic()) > 0:
            pause = min(_LATE_LOOK, left)
            if await self._witness.seen(act, began, pause, pause):
                return anew(outcome, self.eyes.house)
            if self._witness.away(act):
                await asyncio.sleep(pause)
        return None

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
            # Known to be on its way before it is answered, so that it is undone.
            sent.append(_Sent(began=monotonic()))
            sent[-1] = await self._send(later.act)

    async def _succeeded(
        self, plan: Plan, done: list[StepReport], began: float
    ) -> Outcome:
        """Return the outcome of a plan whose every step was seen to work.

        What the first steps did may be gone by the time the last has worked. Of
        what nobody can see, nobody can say that either.
        """
        hidden = unseen(plan, done)
        lost = self._not_arrived(plan) - hidden
        if lost:
            await self._witness.look(lost)
            lost = self._not_arrived(plan) - hidden
        proofs = {report.act.room: report.evidence for report in done}
        rooms = tuple(
            room_outcome(room, proofs, lost=room in lost, unseen=room in hidden)
            for room in plan.rooms
        )
        outcomes = (*rooms, *left_out(plan))
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
            if self._witness.is_away(room) or not fulfilled(house, plan.request, room)
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
                if room in lost or self._witness.is_away(room)
                else Verdict.UNDONE,
            )
            for room in plan.rooms
        )
        return Outcome(
            plan=plan,
            verdict=verdict,
            rooms=(*rooms, *left_out(plan)),
            steps=tuple(done),
            undo=undo,
            trouble=done[-1].trouble,
            not_restored=lost,
            seconds=monotonic() - began,
        )

    async def _after_all(self, outcome: Outcome) -> Outcome:
        """Return a failure, unless its connection was made while it was put back."""
        if may_come_late(outcome):
            act = outcome.steps[-1].act
            if self._witness.holds(act) and await self._witness.seen(
                act, monotonic(), 0
            ):
                return anew(outcome, self.eyes.house)
        return outcome

    async def _walk_back(
        self, plan: Plan, sent: int, failed: int | None = None
    ) -> tuple[StepReport, ...]:
        """Undo the steps that were sent, the last of them first.

        What already is as it was before is left alone, so that a step that
        never took effect costs nothing; but an Echo that was just told to connect
        is about to, and has to be told otherwise.
        """
        taken = list(plan.steps[:sent])
        under_way = taken[-1].act if taken and failed is None else None
        await self._witness.look({step.act.room for step in taken})
        if failed is not None and self._witness.is_away(taken[failed].act.room):
            # It died before or while it was told: it is the trouble, not a loss.
            del taken[failed]
        acts = [act for step in reversed(taken) for act in step.undo]
        if failed == 0 and sent == 1:
            # Should it have worked a moment too late, it did what was asked.
            acts = [act for act in acts if not isinstance(act, DisconnectBluetooth)]
        reports: list[StepReport] = []
        for number, act in enumerate(acts):
            if self._witness.holds(act) and not _calls_off(act, under_way):
                continue
            self._tell(Stage.UNDOING, act, number, acts)
            reports.append(await self._take(act))
        return tuple(reports)

    async def _take(self, act: Act, sent: _Sent | None = None) -> StepReport:
        """Do one act until it is seen to have worked, or its time is over.

        The first try may have been made already.
        """
        sent = sent or await self._send(act)
        began, tries = sent.began, 1
        soft, hard = self.timings.soft(act), self.timings.hard(act)
        evidence = await self._proof(act, sent, began, soft)
        if evidence is None and self._is_worth_another_try(act, sent):
            await asyncio.sleep(self.timings.retry_pause)
            sent, tries = await self._send(act), 2
            evidence = await self._proof(act, sent, began, hard - soft)
        if evidence is None and self._may_have_worked(act, sent):
            evidence = Evidence.UNSEEN
        return StepReport(
            act=act,
            seconds=monotonic() - began,
            tries=tries,
            way=sent.receipt.way,
            evidence=evidence,
            trouble=None if evidence else self._trouble(act, sent.error),
        )

    async def _proof(
        self, act: Act, sent: _Sent, began: float, patience: float
    ) -> Evidence | None:
        """Return what proves that a try worked; who said no is not waited for."""
        if not sent.receipt.seen:
            return Evidence.UNSEEN
        return await self._witness.seen(act, began, 0 if sent.refused else patience)

    def _is_worth_another_try(self, act: Act, sent: _Sent) -> bool:
        """Tell whether asking once more may be of use."""
        final = isinstance(sent.error, SessionExpired) or (
            isinstance(sent.error, CommandRejected) and not sent.error.passing
        )
        return not final and self._witness.away(act) is None

    def _may_have_worked(self, act: Act, sent: _Sent) -> bool:
        """Tell whether nobody can say that it did not."""
        hidden = self._witness.away(act) is None and not self._witness.observes(act)
        return hidden and not sent.refused

    async def _send(self, act: Act) -> _Sent:
        """Send an act; an error is kept until the House was looked at."""
        began = monotonic()
        try:
            receipt = await self.hands.do(act)
        except FamilyError as err:
            return _Sent(began=began, error=err)
        return _Sent(began=began, receipt=receipt or Receipt())

    def _trouble(self, act: Act, error: FamilyError | None) -> Trouble:
        """Say which device is to blame, for what, and what to do about it."""
        away = self._witness.away(act)
        known = self.eyes.house.devices.get(away) if away else None
        if known is not None and known.away is Away.LOGGED_OUT:
            error = SessionExpired(known.id, GONE)
        elif away:
            return Trouble(device=away, reason=GONE)
        return Trouble(
            device=error.device if error else act.room,
            reason=error.reason if error else NO_EFFECT,
            refusal=in_words(self.eyes.house, act, error),
        )

    def _tell(self, stage: Stage, act: Act, number: int, among: Sized) -> None:
        """Report progress."""
        self.report(Progress(stage=stage, act=act, step=number + 1, steps=len(among)))


def _calls_off(act: Act, under_way: Act | None) -> bool:
    """Tell whether an act ends a connection that is being made."""
    match act, under_way:
        case DisconnectBluetooth(room, sender), ConnectBluetooth(to, by):
            return (room, sender) == (to, by)
    return False
