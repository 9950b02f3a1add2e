"""Volume, Do Not Disturb, speech and the jack, as far as possible by the owner's own.

Core's alexa_devices is asked first: what it says of an error is so. Alexa Media
Player shows a volume before it was set, so that it proves nothing.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from homeassistant.const import (
    ATTR_ENTITY_ID,
    SERVICE_TURN_OFF,
    SERVICE_TURN_ON,
    SERVICE_VOLUME_SET,
    Platform,
)
from homeassistant.core import HomeAssistant

from ...core.acts import DoNotDisturb, Say, SetVolume, TurnJack
from ...core.contracts import Receipt
from ...core.errors import CommandRejected, DeviceUnreachable
from .accounts import Account
from .actions import can_be_told
from .backend import AMP, CORE, Target
from .connecting import in_our_words
from .failures import Changed, Expired, Failure
from .finding import Echo, Place
from .reading import JACK
from .turns import Gaps

_OFFLINE: Final = "Home Assistant shows it as unavailable"
_ONE_WAY: Final = "its jack goes one way only"
_NOTHING: Final = "there is nothing to say"
# Longer texts are cut off or refused by Amazon.
_LONGEST_TEXT: Final = 250
# What would be read as marks of SSML.
_MARKS: Final = str.maketrans({"<": " ", ">": " ", "&": " "})

type Action = tuple[str, str, Mapping[str, Any]]


class Settings:
    """Sets what an Echo has besides its Bluetooth."""

    def __init__(self, hass: HomeAssistant, gaps: Gaps) -> None:
        """Remember how long to wait in between."""
        self._hass = hass
        self._gaps = gaps

    async def volume(self, account: Account, echo: Echo, act: SetVolume) -> Receipt:
        """Set a volume."""
        for place in echo.places:
            data = {ATTR_ENTITY_ID: place.player, "volume_level": act.volume}
            action = (Platform.MEDIA_PLAYER, SERVICE_VOLUME_SET, data)
            if await self._reaches(place, place.player):
                await self._do(account, echo, place, action)
                return Receipt(way=place.domain, seen=place.domain == CORE)
        raise DeviceUnreachable(echo.id, _OFFLINE)

    async def quiet(self, account: Account, echo: Echo, act: DoNotDisturb) -> Receipt:
        """Switch Do Not Disturb."""
        for place in echo.places:
            turn = SERVICE_TURN_ON if act.on else SERVICE_TURN_OFF
            action = (Platform.SWITCH, turn, {ATTR_ENTITY_ID: place.quiet})
            if await self._reaches(place, place.quiet):
                await self._do(account, echo, place, action)
                return Receipt(way=place.domain)
        raise DeviceUnreachable(echo.id, _OFFLINE)

    async def say(self, account: Account, echo: Echo, act: Say) -> Receipt:
        """Say something, which nobody can see."""
        text = speakable(act.text)
        if not text:
            raise CommandRejected(echo.id, _NOTHING)
        for place in echo.places:
            entity, action = _speech(place, text, chime=act.chime)
            if await self._reaches(place, entity):
                await self._do(account, echo, place, action)
                return Receipt(way=place.domain, seen=False)
        raise DeviceUnreachable(echo.id, _OFFLINE)

    async def jack(self, account: Account, echo: Echo, act: TurnJack) -> Receipt:
        """Turn the jack of an Echo to out or to in."""
        if JACK not in (echo.flags or ()):
            raise CommandRejected(echo.id, _ONE_WAY)
        target = Target(serial=echo.serial, type=echo.type)
        known = account.jacks.get(echo.serial)
        port, direction = known.name if known else "aux0", _direction(out=act.out)
        failure: Failure | None = None
        for session in (each for each in echo.sessions if each.loaded):
            turn = partial(session.backend.turn_jack, target, port, direction)
            try:
                async with account.turns.turn({JACK: self._gaps.pair}):
                    await session.ask(turn)
            except (Changed, Expired) as err:
                failure = err
            except Failure as err:
                raise in_our_words(echo.id, err) from err
            else:
                return Receipt(way="alexa_api")
        if failure is None:
            raise DeviceUnreachable(echo.id, _OFFLINE)
        raise in_our_words(echo.id, failure)

    async def _reaches(self, place: Place, entity_id: str | None) -> bool:
        """Tell whether an action reaches an entity.

        After one error core shows all it has as unavailable, until it looks again.
        """
        if entity_id is None or not place.session.usable:
            return False
        if not can_be_told(self._hass, entity_id) and place.domain == CORE:
            await place.session.look_again()
        return can_be_told(self._hass, entity_id)

    async def _do(
        self, account: Account, echo: Echo, place: Place, action: Action
    ) -> None:
        """Call an action when it is its turn; raise a FamilyError."""
        domain, name, data = action
        session = place.session
        gaps = {AMP: self._gaps.amp} if place.domain == AMP else {}

        async def call() -> None:
            await self._hass.services.async_call(
                domain, name, dict(data), blocking=True
            )

        try:
            async with account.turns.turn(gaps):
                await (
                    session.ask(call) if place.domain == CORE else session.tell(call)
                )
        except Failure as err:
            raise in_our_words(echo.id, err) from err


def speakable(text: str) -> str:
    """Return a text that an Echo can say, without marks, and not too long."""
    plain = "".join(
        letter if letter.isprintable() else " " for letter in text.translate(_MARKS)
    )
    return " ".join(plain.split())[:_LONGEST_TEXT].strip()


def _speech(place: Place, text: str, *, chime: bool) -> tuple[str | None, Action]:
    """Return the entity that speaks, and how it is told to."""
    if place.domain == CORE:
        entity = place.announce if chime else place.speak
        data = {ATTR_ENTITY_ID: entity, "message": text}
        return entity, (Platform.NOTIFY, "send_message", data)
    kind = "announce" if chime else "tts"
    told = {"message": text, "target": [place.player], "data": {"type": kind}}
    return place.player, (Platform.NOTIFY, AMP, told)


def _direction(*, out: bool) -> str:
    """Return what Amazon calls a direction."""
    return "OUTPUT" if out else "INPUT"
