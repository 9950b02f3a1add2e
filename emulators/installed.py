"""Letting Home Assistant find a pretend integration, as if somebody had installed it.

Nothing of it lies among what is shipped: it is added to where Home Assistant looks.
"""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import custom_components

_HERE: Final = Path(__file__).parent


@contextmanager
def installed() -> Generator[None]:
    """Let every Home Assistant of this process find the pretend integrations."""
    before = custom_components.__path__
    # A list of its own: the path of a namespace package is worked out anew, without
    # what was added to it, as soon as anything is added to where Python looks.
    custom_components.__path__ = [*before, str(_HERE)]
    try:
        yield
    finally:
        custom_components.__path__ = before


def install(config: Path, domain: str) -> None:
    """Put a pretend integration into a configuration folder, as a link."""
    folder = config / "custom_components"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / domain).symlink_to(_HERE / domain)
