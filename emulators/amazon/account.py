"""A customer of Amazon: who is logged in, and with what."""

import time
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Final

from emulators.amazon.spec import AccountSpec, derived

# How long an access token holds, in seconds: an hour, as everywhere in OAuth.
TOKEN_HOLDS: Final = 3600
_NUMBERS: Final = count(1)


@dataclass(eq=False, slots=True)
class Account:
    """One account; a session is known by its cookie, a program by its token."""

    spec: AccountSpec
    renewable: bool = True
    sessions: set[str] = field(default_factory=set)
    tokens: set[str] = field(default_factory=set)
    history: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Log the customer in for the first time, with what never changes."""
        self.restore()

    @property
    def name(self) -> str:
        """Return what the account is called in this house."""
        return self.spec.name

    @property
    def first_session(self) -> str:
        """Return the cookie of the session the house was set up with."""
        return derived(f"session of {self.name}", 40)

    @property
    def first_token(self) -> str:
        """Return the access token the house was set up with."""
        return f"Atna|{derived(f'access of {self.name}', 40)}"

    @property
    def refresh_token(self) -> str:
        """Return what buys new tokens and cookies."""
        return f"Atnr|{derived(f'refresh of {self.name}', 40)}"

    @property
    def csrf(self) -> str:
        """Return the number that has to come with whatever changes something."""
        return str(int(derived(f"csrf of {self.name}", 8), 16))

    def restore(self) -> None:
        """Accept what the house was set up with, again."""
        self.renewable = True
        self.sessions.add(self.first_session)
        self.tokens.add(self.first_token)

    def expire(self, *, renewable: bool) -> None:
        """Accept no session any more, and a new login only if it is renewable."""
        self.renewable = renewable
        self.sessions.clear()
        self.tokens.clear()

    def new_session(self) -> str:
        """Accept one more session."""
        session = derived(f"session {next(_NUMBERS)} of {self.name}", 40)
        self.sessions.add(session)
        return session

    def new_token(self) -> str:
        """Accept one more access token."""
        token = f"Atna|{derived(f'access {next(_NUMBERS)} of {self.name}', 40)}"
        self.tokens.add(token)
        return token

    def remember(self, serial: str, device: str, said: str, answer: str) -> None:
        """Write down what was said to an Echo, and what it answered."""
        self.history.append(
            {
                "recordKey": f"{self.spec.customer}#{len(self.history)}",
                "recordType": "VOICE_HISTORY",
                "timestamp": int(time.time() * 1000),
                "utteranceType": "GENERAL",
                "intent": "TextCommand",
                "title": said,
                "subTitle": answer,
                "deviceInfo": [{"deviceSerialNumber": serial, "deviceName": device}],
                "personsInfo": [],
            }
        )
