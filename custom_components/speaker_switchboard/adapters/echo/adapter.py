"""The Echo family: finds the Echos and their speakers, and connects them.

Nothing here speaks to Amazon with a login of its own. What the integrations hold
that own the accounts is used as long as they are loaded, and followed when they
come and go.
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback

from ...core.acts import (
    Act,
    ConnectBluetooth,
    DisconnectBluetooth,
    DoNotDisturb,
    Say,
    SetVolume,
    TurnJack,
)
from ...core.catalogue import Catalogue, load
from ...core.contracts import Receipt
from ...core.declared import DeclaredSpeaker
from ...core.errors import CommandRejected, DeviceUnreachable
from ...core.house import House
from ...core.port import DeviceId
from ...errands import Errands
from .accounts import Account, Accounts
from .connecting import Connecting
from .failures import NOT_LOADED
from .finding import Echo, find_echos
from .following import Following
from .looking import hints, look_at, what_tells
from .order import Order
from .reading import Reader
from .settings import Settings
from .sight import Seen, see
from .speakers import Speaker, find_speakers
from .turns import Gaps

_CANNOT: Final = "an Echo cannot do that"
_NOT_PAIRED: Final = "it is not paired with that speaker"
_USUAL: Final = Gaps()


class EchoFamily:
    """Every Echo of every account that an integration holds."""

    def __init__(
        self,
        hass: HomeAssistant,
        declared: Iterable[DeclaredSpeaker],
        answer: float,
        language: str | None,
        gaps: Gaps = _USUAL,
    ) -> None:
        """Remember what a person declared; `answer` is our patience, in s.

        Text commands are in `language`, or in that of Home Assistant.
        """
        self._hass = hass
        self._declared = tuple(declared)
        self._errands = Errands(hass, "follow Echos")
        self._accounts = Accounts(hass, answer)
        self._reader = Reader(hass, self._errands, self._tell)
        self._following = Following(hass, self._moved, self._showed)
        self._connecting = Connecting(hass, gaps, language or hass.config.language)
        self._settings = Settings(hass, gaps)
        self._catalogue: Catalogue | None = None
        self._echos: dict[str, Echo] = {}
        self._house: House | None = None
        self._changed: Callable[[], None] = lambda: None

    @property
    def lapsed(self) -> frozenset[str]:
        """Return the config entries whose login has expired."""
        sessions = self._accounts.sessions
        return frozenset(each.entry.entry_id for each in sessions if each.lapsed)

    async def start(self, changed: Callable[[], None]) -> None:
        """Find the Echos and follow them; call `changed` at each change."""
        self._changed = changed
        try:
            self._catalogue = await self._hass.async_add_executor_job(load)
            self._following.start()
            await self._errands.begin(self._meet(self._find()))
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Let go of everything, and wait for what is under way."""
        self._following.stop()
        self._reader.stop()
        await self._errands.stop()
        self._reader.stop()

    def look(self) -> House:
        """Return what is seen of this family."""
        if self._catalogue is None:
            return House()
        if self._house is None:
            seen = self._seen()
            speakers = self._speakers(seen).values()
            self._house = see(seen, speakers, self._catalogue)
        return self._house

    async def refresh(self, devices: Iterable[DeviceId]) -> None:
        """Read the accounts of Echos, and of those that are paired with speakers."""
        await self._read_about(self._asked(frozenset(devices)))
        self._tell()

    async def do(self, act: Act) -> Receipt:
        """Do one act; raise a FamilyError that names the Echo."""
        match act:
            case ConnectBluetooth(room, sender):
                return await self._order(sender, room, connect=True)
            case DisconnectBluetooth(room, sender):
                return await self._order(sender, room, connect=False)
        echo = self._echo(act.room)
        account = self._account(echo)
        match act:
            case TurnJack():
                return await self._settings.jack(account, echo, act)
            case SetVolume():
                return await self._settings.volume(account, echo, act)
            case DoNotDisturb():
                return await self._settings.quiet(account, echo, act)
            case Say():
                return await self._settings.say(account, echo, act)
        raise CommandRejected(act.room, _CANNOT)

    # What is known

    def _seen(self) -> list[Seen]:
        """Return everything that is known of each Echo now."""
        return [
            look_at(self._hass, echo, self._account(echo))
            for _, echo in sorted(self._echos.items())
        ]

    def _speakers(self, seen: Iterable[Seen]) -> dict[DeviceId, Speaker]:
        """Return the speakers that the Echos, or a person, know of."""
        bonds = {each.echo.serial: each.bonds for each in seen}
        return find_speakers(bonds, self._declared)

    def _account(self, echo: Echo) -> Account:
        """Return the account an Echo is reached by: the one that told of it last."""
        accounts = [self._accounts.of(session) for session in echo.sessions]
        telling = (each for each in accounts if echo.serial in each.states)
        return next(telling, accounts[0])

    def _echo(self, device: DeviceId) -> Echo:
        """Return an Echo that is there; one that has gone does not answer."""
        for echo in self._echos.values():
            if echo.id == device:
                return echo
        raise DeviceUnreachable(device, NOT_LOADED)

    def _asked(self, devices: frozenset[DeviceId]) -> list[Echo]:
        """Return the Echos among devices, and those paired with them."""
        speakers = self._speakers(self._seen())
        serials = {
            serial
            for device in devices & speakers.keys()
            for serial in speakers[device].bonds
        }
        return [
            echo
            for serial, echo in self._echos.items()
            if serial in serials or echo.id in devices
        ]

    # Doing

    async def _order(
        self, sender: DeviceId, room: DeviceId, *, connect: bool
    ) -> Receipt:
        """Connect an Echo to a speaker, or disconnect it."""
        echo = self._echo(sender)
        account = self._account(echo)
        seen = look_at(self._hass, echo, account)
        speaker = self._speakers(self._seen()).get(room)
        bond = speaker.bonds.get(echo.serial) if speaker else None
        if bond is None:
            raise CommandRejected(sender, _NOT_PAIRED)
        known = seen.now.type if seen.now else ""
        order = Order(
            echo=replace(echo, type=echo.type or known),
            bond=bond,
            connect=connect,
            names=tuple(each.name for each in seen.bonds),
            shown=seen.observed,
        )
        return await self._connecting.give(account, order)

    # Following

    @callback
    def _tell(self) -> None:
        """Say that something is seen that was not."""
        self._house = None
        self._changed()

    def _find(self) -> list[Account]:
        """Find the Echos anew; return the accounts that were loaded meanwhile."""
        before = set(self._accounts)
        loaded = self._accounts.gather()
        self._reader.forget(before - set(self._accounts))
        if self._catalogue is not None:
            sessions = self._accounts.sessions
            self._echos = find_echos(self._hass, sessions, self._catalogue)
        self._following.follow(
            entity
            for echo in self._echos.values()
            for place in echo.places
            for entity in place.entities
        )
        return loaded

    async def _meet(self, accounts: Iterable[Account]) -> None:
        """Read accounts for the first time since they were loaded."""
        known = list(accounts)
        await self._read_about(
            [each for each in self._echos.values() if self._account(each) in known]
        )
        self._tell()

    async def _read_about(self, echos: Iterable[Echo]) -> None:
        """Read the accounts of Echos, and their jacks."""
        # An account may be removed while it is read.
        asked = [(self._account(echo), echo) for echo in echos]
        accounts = dict.fromkeys(account for account, _ in asked)
        await asyncio.gather(*map(self._reader.read, accounts))
        await asyncio.gather(*(self._reader.read_jack(*each) for each in asked))

    @callback
    def _moved(self) -> None:
        """See which Echos there are after something was registered or loaded."""
        loaded = self._find()
        if loaded:
            self._errands.run(self._meet(loaded))
        self._tell()

    @callback
    def _showed(self, event: Event[EventStateChangedData]) -> None:
        """Heed what an entity shows; read when it hints at another connection."""
        before, after = event.data["old_state"], event.data["new_state"]
        if hints(before, after):
            self._moved()
            self._errands.run(self._hinted(event.data["entity_id"]))
        elif what_tells(before) != what_tells(after):
            self._tell()

    async def _hinted(self, entity_id: str) -> None:
        """Read the account of the Echo that an entity belongs to."""
        for echo in tuple(self._echos.values()):
            if any(place.player == entity_id for place in echo.places):
                await self._reader.read(self._account(echo))
