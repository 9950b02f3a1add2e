"""Names from the air and the network are hostile text until they are cleaned."""

from typing import Final

LONGEST_NAME: Final = 64


def clean_name(name: str, otherwise: str) -> str:
    """Return a name that can be shown on one line, or the other when none is left."""
    printable = "".join(
        letter if letter.isprintable() else " " for letter in name[: 4 * LONGEST_NAME]
    )
    return " ".join(printable.split())[:LONGEST_NAME].strip() or otherwise
