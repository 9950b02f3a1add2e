"""What an integration has stored of an account that it is logged in to."""

import time
from typing import Any

from emulators.amazon.account import TOKEN_HOLDS, Account
from emulators.amazon.spec import derived


def core_entry_data(account: Account) -> dict[str, Any]:
    """Return the data of an entry of alexa_devices, version 1.3."""
    spec = account.spec
    return {
        "username": spec.email,
        "password": spec.password,
        "login_data": {
            "site": f"https://www.amazon.{spec.site}",
            "account_customer_id": spec.customer,
            "access_token": account.first_token,
            "refresh_token": account.refresh_token,
            "adp_token": derived(f"adp of {spec.name}", 40),
            "device_private_key": derived(f"key of {spec.name}", 40),
            "expires": time.time() + TOKEN_HOLDS,
            "website_cookies": {"session-token": account.first_session},
            "store_authentication_cookie": {"cookie": account.first_session},
            "device_info": {
                "device_name": f"{spec.name}'s phone",
                "device_serial_number": derived(f"app of {spec.name}", 32),
                "device_type": "A2IVLV5VM2W81",
            },
            "customer_info": {
                "account_pool": "Amazon",
                "user_id": f"amzn1.account.{derived(f'user {spec.name}', 28)}",
                "home_region": "NA",
                "name": spec.name,
                "given_name": spec.name,
            },
        },
    }
