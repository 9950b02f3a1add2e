"""A record of what an emulated Amazon was asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One request; the time is that of the monotonic clock.

    The account is the one that was logged in, and `None` without a login. The
    Echo is the one that was addressed, if one was.
    """

    at: float
    method: str
    path: str
    account: str | None
    echo: str | None
    query: Mapping[str, str]
    body: Any

    def __str__(self) -> str:
        """Write it as one line, without what it carried."""
        who = self.echo or self.account or "nobody"
        return f"{who}: {self.method} {self.path}"
