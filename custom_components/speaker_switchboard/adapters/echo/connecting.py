"""Connect and disconnect, by the best way there is at the moment."""

from collections.abc import Iterator
from typing import Final

from homeassistant.core import HomeAssistant

from ...core.contracts import Receipt
from ...core.errors import (
    CommandRejected,
    DeviceUnreachable,
    FamilyError,
    SessionExpired,
)
from ...core.port import DeviceId
from .accounts import Account
from .alexa_api import AlexaApi
from .backend import AMP
from .failures import NOT_LOADED, Changed, Expired, Failure, Refused
from .order import Order, Way
from .select_source import SelectSource
from .text_command import TextCommand
from .turns import Gaps

NO_WAY: Final = "there is no way to tell it"


class Connecting:
    """Gives orders; in words in `language` when nothing better works."""

    def __init__(self, hass: HomeAssistant, gaps: Gaps, language: str) -> None:
        """Remember how long to wait in between."""
        self._hass = hass
        self._gaps = gaps
        self._language = language

    async def give(self, account: Account, order: Order) -> Receipt:
        """Give an order by the first way that takes it.

        The next is tried only where this one is not what it was, or its login has
        expired: what was badly answered may have been done.
        """
        failure: Failure | None = None
        for way in self._ways(order):
            if not way.takes(order):
                continue
            try:
                async with account.turns.turn(way.wait(order)):
                    await way.give(order)
            except Changed as err:
                account.amiss(way.session, way.name, err.reason)
            except Expired as err:
                failure = err
            except Failure as err:
                raise in_our_words(order.echo.id, err) from err
            else:
                account.works(way.session, way.name)
                return Receipt(way=way.name, seen=order.shown or not account.blind)
        raise _nobody(order, failure)

    def _ways(self, order: Order) -> Iterator[Way]:
        """Yield every way, the best first; who is signed out is asked, not told."""
        sessions = [each for each in order.echo.sessions if each.loaded]
        for session in sessions:
            yield AlexaApi(session=session, gaps=self._gaps)
        for session in sessions:
            if session.entry.domain == AMP and session.usable:
                yield SelectSource(session=session, gaps=self._gaps, hass=self._hass)
        for session in sessions:
            if session.usable:
                yield TextCommand(
                    session=session,
                    gaps=self._gaps,
                    hass=self._hass,
                    language=self._language,
                )


def _nobody(order: Order, failure: Failure | None) -> FamilyError:
    """Say why an order could not be given in any way."""
    if failure is not None:
        return in_our_words(order.echo.id, failure)
    if not any(session.loaded for session in order.echo.sessions):
        return DeviceUnreachable(order.echo.id, NOT_LOADED)
    return CommandRejected(order.echo.id, NO_WAY)


def in_our_words(device: DeviceId, failure: Failure) -> FamilyError:
    """Return a failure as the core knows it.

    What was badly answered may have been done: it is not a refusal, so that the
    device is watched for as long as it may take.
    """
    match failure:
        case Expired():
            return SessionExpired(device, failure.reason)
        case Refused():
            return CommandRejected(device, failure.reason)
        case Changed():
            return CommandRejected(device, NO_WAY)
    return DeviceUnreachable(device, failure.reason)
