"""A customer of Amazon: who is logged in, and with what."""

import time
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from emulators.amazon.spec import AccountSpec, derived

# How long an access token holds, in seconds: an hour, as everywhere in OAuth.
TOKEN_HOLDS: Final = 3600
_NUMBERS: Final = count(1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What was said to a device, when, and what it replied."""

    key: str
    at: int
    serial: str
    text: str
    reply: str


@dataclass(eq=False, slots=True)
class Account:
    """One account; a session is known by its cookie, a program by its token."""

    spec: AccountSpec
    renewable: bool = True
    sessions: set[str] = field(default_factory=set)
    tokens: set[str] = field(default_factory=set)
    issued: set[str] = field(default_factory=set)
    history: list[Said] = field(default_factory=list)
    grants: dict[str, str] = field(default_factory=dict)

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

    @property
    def phone(self) -> dict[str, str]:
        """Return what a program is to Amazon: the app on a phone."""
        return {
            "device_name": f"{self.name}'s phone",
            "device_serial_number": derived(f"app of {self.name}", 32),
            "device_type": "A2IVLV5VM2W81",
        }

    @property
    def phone_key(self) -> dict[str, str]:
        """Return what a phone signs with, which nobody here looks at."""
        return {
            "adp_token": derived(f"adp of {self.name}", 40),
            "device_private_key": derived(f"key of {self.name}", 40),
        }

    @property
    def customer(self) -> dict[str, str]:
        """Return who the customer is."""
        return {
            "account_pool": "Amazon",
            "user_id": f"amzn1.account.{derived(f'user {self.name}', 28)}",
            "home_region": "NA",
            "name": self.name,
            "given_name": self.name,
        }

    def restore(self) -> None:
        """Accept what the house was set up with, again."""
        self.renewable = True
        self.sessions.add(self.first_session)
        self._issue(self.first_token)

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
        self._issue(token)
        return token

    def _issue(self, token: str) -> None:
        self.tokens.add(token)
        self.issued.add(token)

    def grant(self, challenge: str) -> str:
        """Promise a login to whoever can answer a challenge."""
        code = derived(f"grant {next(_NUMBERS)} of {self.name}", 20)
        self.grants[code] = challenge
        return code

    def take_grant(self, code: str, challenge: str) -> bool:
        """Keep a promise, once; a customer who signs in may renew again."""
        kept = code in self.grants and self.grants.pop(code) == challenge
        self.renewable = self.renewable or kept
        return kept

    def remember(self, serial: str, kind: str, said: str, replied: str) -> None:
        """Write down what was said to a device, and what it replied."""
        moment = int(time.time() * 1000)
        self.history.append(
            Said(
                key=f"{self.spec.customer}#{moment}#{kind}#{serial}",
                at=moment,
                serial=serial,
                text=said,
                reply=replied,
            )
        )
