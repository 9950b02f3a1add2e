"""Pages on which a customer signs in by hand: a password, then a code."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from html import escape
from typing import Final

from aiohttp import web
from yarl import URL

from emulators.amazon.account import Account
from emulators.amazon.ask import Ask
from emulators.amazon.cloud import Cloud

PAGE: Final = (
    '<html><body><form name="signIn" method="post" action="{}">{}</form></body></html>'
)
HIDDEN: Final = '<input type="hidden" name="{}" value="{}">'
WHO: Final = '<input name="email"><input type="password" name="password">'
CODE: Final = '<input id="auth-mfa-otpcode" name="otpCode">'
CHALLENGE: Final = "openid.oa2.code_challenge"
GRANT: Final = "openid.oa2.authorization_code"


async def begin(_cloud: Cloud, ask: Ask) -> web.Response:
    """Show where to write the password."""
    return page(ask, WHO, {CHALLENGE: ask.request.query.get(CHALLENGE, "")})


async def go_on(cloud: Cloud, ask: Ask) -> web.Response:
    """Take the password, then the code, and show the same page if it is wrong."""
    given = ask.body if isinstance(ask.body, dict) else {}
    challenge = str(given.get(CHALLENGE, ""))
    for account in cloud.accounts:
        spec = account.spec
        if (given.get("email"), given.get("password")) == (spec.email, spec.password):
            return page(ask, CODE, {CHALLENGE: challenge, "who": spec.customer})

        if (given.get("who"), given.get("otpCode")) == (spec.customer, spec.code):
            query = {GRANT: account.grant(challenge)}
            raise web.HTTPFound(ask.request.url.with_path("/ap/maplanding") % query)

    return page(ask, WHO, {CHALLENGE: challenge})


async def arrived(_cloud: Cloud, _ask: Ask) -> web.Response:
    """Show nothing; what was wanted is in the address."""
    return web.Response(text=PAGE.format("", ""), content_type="text/html")


def page(ask: Ask, fields: str, hidden: dict[str, str]) -> web.Response:
    """Show a form that is sent back to where it came from."""
    action = URL.build(
        scheme="https", host=ask.request.url.host or "", path="/ap/signin"
    )
    kept = "".join(HIDDEN.format(name, escape(hidden[name])) for name in hidden)
    return web.Response(
        text=PAGE.format(action, fields + kept), content_type="text/html"
    )


def granted(cloud: Cloud, code: object, verifier: object) -> Account | None:
    """Find who was given a code, if it is shown by whoever asked for it."""
    challenge = urlsafe_b64encode(sha256(str(verifier).encode()).digest())
    for account in cloud.accounts:
        if account.take_grant(str(code), challenge.rstrip(b"=").decode()):
            return account
    return None
