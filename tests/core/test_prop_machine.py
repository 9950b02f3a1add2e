"""One House, many requests one after the other, while devices come and go."""

import asyncio
from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)

from custom_components.speaker_switchboard.core.house import Away, House
from custom_components.speaker_switchboard.core.plan import Plan
from custom_components.speaker_switchboard.core.planner import plan
from custom_components.speaker_switchboard.core.port import PortKind
from custom_components.speaker_switchboard.core.progress import Verdict
from custom_components.speaker_switchboard.core.route import fulfilled

from .make_believe import MakeBelieve
from .strategies import houses, requests
from .test_properties import QUICK, broken, disturbed


class Household(RuleBasedStateMachine):
    """A House in which somebody keeps asking for something."""

    world: MakeBelieve

    @initialize(house=houses())
    def begin(self, house: House) -> None:
        """Move in."""
        self.world = MakeBelieve(house)

    @rule(data=st.data())
    def ask(self, data: st.DataObject) -> None:
        """Ask: what can be done is done, and nobody else hears a difference."""
        before = self.world.real
        request = data.draw(requests(before))
        found = plan(before, request)
        if isinstance(found, Plan):
            outcome = asyncio.run(self.world.executor(QUICK).carry_out(found))
            now = self.world.real

            assert outcome.verdict in {Verdict.ACTIVE, Verdict.DEGRADED}
            assert all(fulfilled(now, request, room) for room in found.rooms)
            assert disturbed(before, now, request) == []

    @rule(data=st.data(), away=st.sampled_from((None, *Away)))
    def come_or_go(self, data: st.DataObject, away: Away | None) -> None:
        """Somebody comes back, or leaves without a word."""
        device = data.draw(st.sampled_from(list(self.world.real.devices.values())))
        # A Bluetooth speaker that goes is not connected any more.
        sink = f"{device.id}/{PortKind.BLUETOOTH_IN}"
        links = {link for link in self.world.real.links if link.sink != sink}
        kept = self.world.real.links if away is None else links
        house = self.world.real.with_changes([replace(device, away=away)], kept)
        self.world.becomes(house)

    @invariant()
    def nothing_is_given_to_two(self) -> None:
        """Look: what only one can have has one at the most."""
        assert broken(self.world.real) == []


TestHousehold = Household.TestCase
