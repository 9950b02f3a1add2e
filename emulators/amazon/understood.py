"""What an Echo understands of a sentence that is about Bluetooth.

Only what is needed here, in the five languages this house speaks; an Echo
takes far more.
"""

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Connect:
    """Connect a speaker; without a name, the one that was paired first."""

    name: str


@dataclass(frozen=True, slots=True)
class Disconnect:
    """Disconnect whatever is connected."""


# What is left of a sentence behind these words is the name of a speaker.
CONNECT: Final = {
    "en": r"(?:connect|pair) (?:to |with )?(?:my )?",
    "de": r"verbinde (?:dich )?(?:mit )?",
    "fr": r"connecte(?: toi|-toi)? (?:à |au |a )?",  # codespell:ignore connecte,toi
    "es": r"con[eé]cta(?:te)? (?:a |al |con )?",  # codespell:ignore te
    "it": r"(?:connettiti|connetti|collegati|collega) (?:a |al |con )?",
}
DISCONNECT: Final = {
    "en": r"(?:disconnect|unpair)\b.*",
    "de": r"(?:trenne|beende die bluetooth)\b.*",
    "fr": r"d[eé]connecte\b.*",  # codespell:ignore connecte
    "es": r"descon[eé]cta(?:te)?\b.*",  # codespell:ignore te
    "it": r"(?:disconnetti(?:ti)?|scollega(?:ti)?)\b.*",
}


def plain(text: str) -> str:
    """Reduce a name to what can be heard of it: letters, digits, blanks."""
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())


def understood(text: str, locale: str) -> Connect | Disconnect | None:
    """Understand a sentence in the language an Echo listens to.

    Assumed, from what owners report: capital letters are not understood.
    """
    language = locale.partition("-")[0]
    if text != text.lower() or language not in CONNECT:
        return None

    said = text.strip()
    if re.fullmatch(DISCONNECT[language], said):
        return Disconnect()

    asked = re.fullmatch(CONNECT[language] + "(?P<name>.+)", said)
    if asked is None:
        return None

    name = asked["name"].strip()
    return Connect("" if name == "bluetooth" else name)
