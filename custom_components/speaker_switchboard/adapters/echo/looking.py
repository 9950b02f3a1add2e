"""Look at an Echo: in what was read, and in the states of its entities."""

from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant, State

from ...core.house import Away
from .accounts import Account
from .attributes import shown
from .backend import AMP
from .finding import Echo
from .sight import Seen
from .states import Bluetooth


def look_at(hass: HomeAssistant, echo: Echo, account: Account) -> Seen:
    """Return everything that is known of an Echo now."""
    now = _now(hass, echo, account)
    fresh = now.bonds if now is not None else None
    return Seen(
        echo=echo,
        now=now,
        bonds=account.bonds.get(echo.serial, ()) if fresh is None else fresh,
        jack=account.jacks.get(echo.serial),
        away=_away(echo, now),
        volume=_volume(hass, echo),
        undisturbed=_undisturbed(hass, echo),
    )


def what_tells(state: State | None) -> tuple[object, ...]:
    """Return what of a state says something about an Echo."""
    if state is None:
        return ()
    return state.state, state.attributes.get("volume_level")


def hints(before: State | None, after: State | None) -> bool:
    """Tell whether a change of state hints at another connection, or at none."""
    return _hint(before) != _hint(after)


def _hint(state: State | None) -> tuple[object, ...]:
    """Return what of a state follows a connection."""
    if state is None:
        return ()
    return (
        state.state == STATE_UNAVAILABLE,
        state.attributes.get("connected_bluetooth"),
        state.attributes.get("bluetooth_list"),
    )


def _now(hass: HomeAssistant, echo: Echo, account: Account) -> Bluetooth | None:
    """Return what is known to be connected now; None is unknown."""
    if state := account.states.get(echo.serial):
        return state
    place = echo.place(AMP)
    if not account.blind or place is None or place.player is None:
        return None
    return shown(hass.states.get(place.player), account.bonds.get(echo.serial, ()))


def _away(echo: Echo, now: Bluetooth | None) -> Away | None:
    """Return why an Echo cannot be spoken to; the newest word counts."""
    loaded = [session for session in echo.sessions if session.loaded]
    if all(session.lapsed for session in loaded or echo.sessions):
        return Away.LOGGED_OUT
    online = echo.online if now is None or now.online is None else now.online
    return Away.UNREACHABLE if not loaded or online is False else None


def _volume(hass: HomeAssistant, echo: Echo) -> float | None:
    """Return how loud an Echo is, by the first player that knows it."""
    for place in echo.places:
        state = hass.states.get(place.player) if place.player else None
        level = state.attributes.get("volume_level") if state else None
        if isinstance(level, int | float):
            return float(level)
    return None


def _undisturbed(hass: HomeAssistant, echo: Echo) -> bool | None:
    """Return whether an Echo is left in peace, by the first switch that knows it."""
    for place in echo.places:
        state = hass.states.get(place.quiet) if place.quiet else None
        if state is not None and state.state in {STATE_ON, STATE_OFF}:
            return state.state == STATE_ON
    return None
