"""The Amazon accounts, through whichever integrations hold them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant

from ...const import LOGGER
from .amp_backend import AmpBackend
from .backend import AMP, CORE, Backend
from .core_backend import CoreBackend
from .session import Session
from .states import Bluetooth, Bond, Jack
from .turns import Turns

# Core's first: it does not hide what Amazon answers.
DOMAINS: Final = (CORE, AMP)


@dataclass(eq=False, kw_only=True, slots=True)
class Account:
    """An account: who holds it, what was read of it, and whose turn it is.

    `states` is what the last reading told, nothing when it failed; `blind`, that
    there was nobody left to ask. `bonds` and `jacks` are what was last known.
    """

    sessions: tuple[Session, ...] = ()
    states: Mapping[str, Bluetooth] = field(default_factory=dict)
    blind: bool = False
    bonds: dict[str, tuple[Bond, ...]] = field(default_factory=dict)
    jacks: dict[str, Jack] = field(default_factory=dict)
    turns: Turns = field(default_factory=Turns)
    _amiss: set[str] = field(default_factory=set)

    @property
    def loaded(self) -> bool:
        """Tell whether any integration that holds it is up."""
        return any(session.loaded for session in self.sessions)

    @property
    def lapsed(self) -> bool:
        """Tell whether nobody who is up is signed in any more."""
        loaded = [session for session in self.sessions if session.loaded]
        return all(session.lapsed for session in loaded or self.sessions)

    def learn(self, states: Mapping[str, Bluetooth]) -> None:
        """Take in a reading."""
        self.states, self.blind = states, False
        told = {key: state.bonds for key, state in states.items()}
        self.bonds |= {key: bonds for key, bonds in told.items() if bonds is not None}

    def lose_sight(self, *, blind: bool) -> None:
        """Take in that a reading failed; what is connected now nobody knows."""
        self.states, self.blind = {}, blind

    def amiss(self, session: Session, way: str, reason: str) -> None:
        """Say once that a way is not what it was."""
        key = f"{way} of {session.entry.domain}"
        if key not in self._amiss:
            self._amiss.add(key)
            LOGGER.warning("%s has changed (%s): the next best is used", key, reason)

    def works(self, session: Session, way: str) -> None:
        """Take note that a way works, so that it is missed when it does not."""
        self._amiss.discard(f"{way} of {session.entry.domain}")


class Accounts:
    """Every account that an integration holds."""

    def __init__(self, hass: HomeAssistant, answer: float) -> None:
        """Begin with none."""
        self._hass = hass
        self._answer = answer
        self._by_key: dict[str, Account] = {}
        self._sessions: dict[str, Session] = {}
        self._running: dict[str, object] = {}

    def __iter__(self) -> Iterator[Account]:
        """Yield every account."""
        return iter(tuple(self._by_key.values()))

    @property
    def sessions(self) -> tuple[Session, ...]:
        """Return every session, core's first."""
        return tuple(self._sessions.values())

    def of(self, session: Session) -> Account:
        """Return the account of a session."""
        return self._by_key[session.backend.account]

    def gather(self) -> list[Account]:
        """Find the accounts anew; return those that somebody loaded meanwhile."""
        entries = {
            entry.entry_id: entry
            for domain in DOMAINS
            for entry in self._hass.config_entries.async_entries(domain)
            if entry.disabled_by is None
        }
        self._sessions = {
            entry_id: self._sessions.get(entry_id) or self._session(entry)
            for entry_id, entry in entries.items()
        }
        by_key: dict[str, list[Session]] = {}
        for session in self._sessions.values():
            by_key.setdefault(session.backend.account, []).append(session)
        self._by_key = {key: self._by_key.get(key) or Account() for key in by_key}
        for key, account in self._by_key.items():
            account.sessions = tuple(by_key[key])
            if not account.loaded:
                account.lose_sight(blind=False)
        return self._loaded_meanwhile()

    def _loaded_meanwhile(self) -> list[Account]:
        """Return the accounts one of whose integrations is newly up, or gone."""
        before = self._running
        self._running = {key: each.running for key, each in self._sessions.items()}
        changed = {
            key
            for key, running in self._running.items()
            if running is not before.get(key)
        }
        return list(
            dict.fromkeys(self.of(self._sessions[key]) for key in sorted(changed))
        )

    def _session(self, entry: ConfigEntry[Any]) -> Session:
        """Return the session an entry holds."""
        backend: Backend = (
            CoreBackend(entry)
            if entry.domain == CORE
            else AmpBackend(self._hass, entry)
        )
        return Session(self._hass, backend, self._answer)
