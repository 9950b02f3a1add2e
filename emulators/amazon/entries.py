"""What an integration has stored of an account that it is logged in to."""

import time
from typing import Any

from emulators.amazon.account import TOKEN_HOLDS, Account


def core_entry_data(account: Account) -> dict[str, Any]:
    """Return the data of an entry of core's alexa_devices, version 1.3."""
    spec = account.spec
    return {
        "username": spec.email,
        "password": spec.password,
        "login_data": {
            "site": f"https://www.amazon.{spec.site}",
            "account_customer_id": spec.customer,
            "access_token": account.first_token,
            "refresh_token": account.refresh_token,
            "expires": time.time() + TOKEN_HOLDS,
            "website_cookies": {"session-token": account.first_session},
            "store_authentication_cookie": {"cookie": account.first_session},
            "device_info": account.phone,
            "customer_info": account.customer,
            **account.phone_key,
        },
    }


def amp_entry_data(account: Account) -> dict[str, Any]:
    """Return the data of an entry of Alexa Media Player."""
    spec = account.spec
    return {
        "email": spec.email,
        "password": spec.password,
        "url": f"amazon.{spec.site}",
        "include_devices": "",
        "exclude_devices": "",
        "scan_interval": 60,
        "queue_delay": 1.5,
        "public_url": "",
        "extended_entity_discovery": False,
        "debug": False,
        "otp_secret": "",
        "oauth": {
            "access_token": account.first_token,
            "refresh_token": account.refresh_token,
            "expires_in": time.time() + TOKEN_HOLDS,
            "mac_dms": account.phone_key,
            "code_verifier": "verifier",
            "authorization_code": "code",
        },
    }


def amp_cookie_file(account: Account) -> str:
    """Return where Alexa Media Player keeps its cookies, below `.storage`."""
    return f"alexa_media.{account.spec.email}.cookies"


def amp_cookies(account: Account) -> dict[str, Any]:
    """Return what alexapy has in its file of cookies, as JSON."""
    scope = {"domain": f"amazon.{account.spec.site}", "path": "/", "secure": True}
    crumbs = {"csrf": account.csrf, "session-token": account.first_session}
    cookies = [{"name": name, "value": crumbs[name], **scope} for name in crumbs]
    return {"format": "alexapy.cookies", "version": 1, "cookies": cookies}
