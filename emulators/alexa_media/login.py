"""Signing in, being signed out, and the one road back that is not a person's."""

import hashlib
from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, Final, Protocol

import aiohttp
from alexapy import (
    AlexaLogin,
    AlexapyLoginCloseRequested,
    AlexapyLoginError,
    hide_email,
)
from homeassistant.core import HomeAssistant

from .account import DOMAIN

RELOGIN_REQUIRED: Final = f"{DOMAIN}_relogin_required"

_NEWLY: Final = timedelta(minutes=1)
_TOKENS: Final = (
    "access_token",
    "refresh_token",
    "expires_in",
    "mac_dms",
    "code_verifier",
    "authorization_code",
)
_BOOTSTRAP: Final = "https://alexa.amazon.com/api/bootstrap"


def new_login(hass: HomeAssistant, data: Mapping[str, Any]) -> AlexaLogin:
    """Return a login that has not been tried yet."""
    who = data["email"].lower() + data["url"].lower()
    return AlexaLogin(
        url=data["url"],
        email=data["email"],
        password=data["password"],
        outputpath=hass.config.path,
        debug=data.get("debug", False),
        otp_secret=data.get("otp_secret", ""),
        oauth=data.get("oauth", {}),
        uuid=hashlib.sha256(who.encode()).hexdigest()[-32:],
        oauth_login=True,
    )


async def sign_in(login: AlexaLogin) -> bool:
    """Sign in by the cookies of last time, or else by the tokens."""
    cookies = await login.load_cookie()
    if cookies and await _cookies_are_good(login, cookies):
        login.status["login_successful"] = True
        login.stats["login_timestamp"] = datetime.now()  # noqa: DTZ005 - as the library
        await login.check_domain()
        await login.finalize_login()
        return True
    return bool(await login.test_loggedin(cookies))


async def _cookies_are_good(login: AlexaLogin, cookies: Mapping[str, str]) -> bool:
    """Ask who the cookies belong to, and take the customer id from the answer."""
    try:
        async with login.session.get(
            _BOOTSTRAP,
            cookies=cookies,
            ssl=login._ssl,  # noqa: SLF001 - has no other door
            allow_redirects=False,
        ) as answer:
            if answer.status != 200:  # noqa: PLR2004
                return False
            told = (await answer.json(content_type=None) or {}).get("authentication")
    except aiohttp.ClientError, ValueError:
        return False
    who = told or {}
    login.customer_id = who.get("customerId")
    same = str(who.get("customerEmail")).lower() == login.email.lower()
    return bool(who.get("authenticated")) and same


async def sign_in_anew(
    hass: HomeAssistant, data: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Sign in by the tokens alone, and return what is to be kept of it."""
    login = new_login(hass, data)
    try:
        return tokens(login) if await login.test_loggedin() else None
    finally:
        await login.close()


def tokens(login: AlexaLogin) -> dict[str, Any]:
    """Return what an entry keeps for the next start."""
    return {name: getattr(login, name) for name in _TOKENS}


def may_ask(login: AlexaLogin) -> bool:
    """Tell whether a poll asks Amazon anything: after a refusal it does not."""
    if login.close_requested or login.session.closed:
        return False
    return bool(login.status.get("login_successful"))


def require_relogin(hass: HomeAssistant, login: AlexaLogin, **more: Any) -> None:
    """Say that somebody has to sign in again, unless that is already known."""
    if login.status:
        told = {"email": hide_email(login.email), "url": login.url, **more}
        hass.bus.async_fire(RELOGIN_REQUIRED, told)


def is_newly_signed_in(login: AlexaLogin) -> bool:
    """Tell whether the last sign-in was less than a minute ago."""
    since = datetime.now() - login.stats["login_timestamp"]  # noqa: DTZ005 - as the library
    return bool(since < _NEWLY)


class _SignedIn(Protocol):
    """Something that speaks to Amazon by a login."""

    hass: HomeAssistant
    login: AlexaLogin


def relogging[S: _SignedIn, **P, R](
    method: Callable[Concatenate[S, P], Coroutine[Any, Any, R]],
) -> Callable[Concatenate[S, P], Coroutine[Any, Any, R | None]]:
    """Sign in again when Amazon refuses while the caller waits.

    What runs as a task of its own is not waited for, so it is never helped.
    """

    @wraps(method)
    async def call(self: S, /, *args: P.args, **kwargs: P.kwargs) -> R | None:
        try:
            return await method(self, *args, **kwargs)
        except AlexapyLoginCloseRequested:
            return None
        except AlexapyLoginError:
            if not await self.login.test_loggedin():
                require_relogin(self.hass, self.login, stats=self.login.stats)
            return None

    return call
