"""What a second witness says about the groups that the first has not said.

Players tell of a change of groups one after the other, so that the news of a
second witness may be older than those of the first: they only make us look.
"""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from typing import Final

from ...errands import Errands
from .memory import Household

# How long the first witness may take longer than the second, in seconds.
_GRACE: Final = 0.5


class Doubts:
    """The second witnesses that contradict what is known."""

    def __init__(
        self, errands: Errands, look: Callable[[str], Coroutine[None, None, None]]
    ) -> None:
        """Remember how to look for ourselves, at a player and its groups."""
        self._errands = errands
        self._look = look
        self._open: set[str] = set()

    def hear(
        self, household: Household, uid: str, variables: Mapping[str, object]
    ) -> None:
        """Take in what a second witness says."""
        household.hear_second_witness(uid, variables)
        if household.contradicted_by(uid) and uid not in self._open:
            self._open.add(uid)
            self._errands.run(self._settle(household, uid))

    async def _settle(self, household: Household, uid: str) -> None:
        """Look for ourselves, unless the first witness has told it by then."""
        known = None
        while household.contradicted_by(uid) and household.topology is not known:
            known = household.topology
            await asyncio.sleep(_GRACE)
        self._open.discard(uid)
        if household.contradicted_by(uid):
            await self._look(uid)
