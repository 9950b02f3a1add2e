"""Pages about who somebody is: tokens, cookies, and the customer behind them."""

from typing import Any

from aiohttp import web

from emulators.amazon.account import TOKEN_HOLDS, Account
from emulators.amazon.answers.signin import granted
from emulators.amazon.ask import Ask, Refused, answer
from emulators.amazon.cloud import Cloud


async def token(cloud: Cloud, ask: Ask) -> web.Response:
    """Sell a new access token, or new cookies, for a refresh token."""
    account = refreshing(cloud, ask)
    if ask.body.get("requested_token_type") == "auth_cookies":
        return answer({"response": {"tokens": {"cookies": cookies(account)}}})

    return answer(
        {
            "access_token": account.new_token(),
            "token_type": "bearer",
            "expires_in": TOKEN_HOLDS,
        }
    )


def refreshing(cloud: Cloud, ask: Ask) -> Account:
    """Find whose refresh token it is, and whether it is still good."""
    given = ask.body if isinstance(ask.body, dict) else {}
    for account in cloud.accounts:
        if account.refresh_token == given.get("source_token") and account.renewable:
            return account

    raise Refused(400, "invalid_grant")


def cookies(account: Account) -> dict[str, list[dict[str, Any]]]:
    """Bake the cookies of a new session."""
    domain = f".amazon.{account.spec.site}"
    crumbs = {"session-token": account.new_session(), "csrf": account.csrf}
    return {
        domain: [
            {
                "Name": name,
                "Value": value,
                "Path": "/",
                "Secure": "true",
                "HttpOnly": "true",
                "Expires": "1 Jan 2038 00:00:00 GMT",
            }
            for name, value in crumbs.items()
        ]
    }


async def exchange(cloud: Cloud, ask: Ask) -> web.Response:
    """Sell new cookies for a refresh token, the other way to ask for them."""
    account = refreshing(cloud, ask)
    return answer({"response": {"tokens": {"cookies": cookies(account)}}})


async def register(cloud: Cloud, ask: Ask) -> web.Response:
    """Log a program in, as if it were a phone: for the first time, or anew."""
    account = returning(cloud, ask)
    if account is None:
        raise Refused(401, "InvalidToken")

    tokens = {
        "bearer": {
            "access_token": account.new_token(),
            "refresh_token": account.refresh_token,
            "expires_in": str(TOKEN_HOLDS),
        },
        "mac_dms": account.phone_key,
        "store_authentication_cookie": {"cookie": account.new_session()},
        "website_cookies": next(iter(cookies(account).values())),
    }
    extensions = {"device_info": account.phone, "customer_info": account.customer}
    success = {"extensions": extensions, "tokens": tokens}
    return answer({"response": {"success": success}})


def returning(cloud: Cloud, ask: Ask) -> Account | None:
    """Find who has just signed in, or wants to log in anew and may."""
    given = ask.body.get("auth_data", {}) if isinstance(ask.body, dict) else {}
    code, verifier = given.get("authorization_code"), given.get("code_verifier")
    if account := granted(cloud, code, verifier):
        return account

    for account in cloud.accounts:
        known = given.get("access_token") in account.issued or account is ask.who
        if known and account.renewable:
            return account
    return None


async def me(_cloud: Cloud, ask: Ask) -> web.Response:
    """Tell who is logged in."""
    spec = ask.account.spec
    return answer(
        {
            "id": spec.customer,
            "email": spec.email,
            "fullName": spec.name,
            "marketPlaceDomainName": f"https://www.amazon.{spec.site}",
            "countryOfResidence": "US",
        }
    )


async def bootstrap(_cloud: Cloud, ask: Ask) -> web.Response:
    """Tell who is logged in, the older way."""
    spec = ask.account.spec
    return answer(
        {
            "authentication": {
                "authenticated": True,
                "customerEmail": spec.email,
                "customerId": spec.customer,
                "customerName": spec.name,
            }
        }
    )


async def welcome(_cloud: Cloud, ask: Ask) -> web.Response:
    """Tell where the customer's own site is."""
    return answer({"alexaHostName": f"alexa.amazon.{ask.account.spec.site}"})


async def endpoints(_cloud: Cloud, ask: Ask) -> web.Response:
    """Tell where the pages are for this customer."""
    url = f"https://alexa.amazon.{ask.account.spec.site}"
    return answer({"websiteApiUrl": url})


async def capabilities(_cloud: Cloud, _ask: Ask) -> web.Response:
    """Take note of what a program can do."""
    return web.Response(status=204)
