"""What an Echo understands of a sentence that is about Bluetooth.

Only what is needed here, in the six languages this house speaks; an Echo takes
far more.
"""

import re
import unicodedata
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
    "de": r"verbinde (?:dich )?(?:mit )?",
    "en": r"(?:connect|pair) (?:to |with )?(?:my )?",
    "es": r"con[eé]cta(?:te|r)? (?:a |al |con )?",  # codespell:ignore te
    "fr": r"connecte(?: toi|-toi)? (?:à |au |a )?",  # codespell:ignore connecte,toi
    "it": r"(?:connettiti|connetti|collegati|collega) (?:a |al |con )?",
    "pt": r"(?:conectar|conecte|conecte-se) (?:a |ao |com )?",
}
DISCONNECT: Final = {
    "de": r"(?:trenne|beende die bluetooth)\b.*",
    "en": r"(?:disconnect|unpair)\b.*",
    "es": r"descon[eé]cta(?:te|r)?\b.*",  # codespell:ignore te
    "fr": r"d[eé]connecte\b.*",  # codespell:ignore connecte
    "it": r"(?:disconnetti(?:ti)?|scollega(?:ti)?)\b.*",
    "pt": r"(?:desconectar|desconecte)\b.*",
}


def plain(text: str) -> str:
    """Reduce a name to what can be heard of it: letters, digits, blanks."""
    letters = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", letters).split())


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
