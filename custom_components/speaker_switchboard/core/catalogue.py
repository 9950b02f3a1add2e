"""The catalogue: what is known of every model and method, with who says so.

Loading reads files, so the shell does it in its executor. Models are found by
what a device, an account or a person calls them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final, Protocol

from . import entries
from .about import About
from .facts import Confidence, Fact
from .rows import (
    Contradiction,
    DeviceRow,
    Failure,
    Method,
    Probe,
    Rule,
    Sequence,
    Shelf,
    Source,
)
from .tables import Row, TableError, rows_of

TABLES: Final = Path(__file__).parent / "tables"

# Said or left out as one likes; "gen" is, as well, once its number is known.
_NOISE: Final = frozenset(
    "amazon anker apple avantree belkin bose denon gen generation ikea jbl logitech"
    " naim sonos sony soundcore taotronics tribit ue ultimate ears".split()
)
_WORD: Final = re.compile(r"[^\W_]+\+?")
_ORDINAL: Final = re.compile(r"(?:gen)?(\d+)(?:st|nd|rd|th)?")
_CONFIDENCES: Final = tuple(Confidence)


class _Entry(Protocol):
    """Whatever a row became; it has an id."""

    @property
    def id(self) -> str:
        """Return the name it is called by."""


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """All tables, each in its own order."""

    sources: Mapping[str, Source]
    devices: Mapping[str, DeviceRow]
    methods: Mapping[str, Method]
    rules: Mapping[str, Rule]
    sequences: Mapping[str, Sequence]
    failures: Mapping[str, Failure]
    probes: Mapping[str, Probe]
    contradictions: Mapping[str, Contradiction]

    def shelf(self, shelf: Shelf) -> tuple[DeviceRow, ...]:
        """Return the devices of one table."""
        return tuple(row for row in self.devices.values() if row.shelf is shelf)

    def find(self, family: str, called: str) -> DeviceRow | None:
        """Return a model by its name, number or Amazon type; None is unknown.

        A name that several models share stands for what all of them share.
        """
        rows = self._called.get((family, words_of(called)), ())
        return _agreed(rows) if rows else None

    def speaker(self, name: str) -> DeviceRow:
        """Return what is known of a Bluetooth speaker by the name it gives itself.

        The longest name of a model within it decides; any other is any speaker.
        """
        heard = f" {words_of(name)} "
        best = max(
            (words for words in self._speakers if f" {words} " in heard),
            key=len,
            default="",
        )
        return self._speakers[best]

    def of_amazon_type(self, device_type: str) -> DeviceRow | None:
        """Return the model Amazon knows under a type, whoever made it."""
        return next(
            (
                row
                for row in self.devices.values()
                for mark in row.amazon_types
                if mark.id == device_type
            ),
            None,
        )

    @cached_property
    def _called(self) -> dict[tuple[str, str], tuple[DeviceRow, ...]]:
        """Return every name of every model."""
        called: dict[tuple[str, str], tuple[DeviceRow, ...]] = {}
        for row in self.devices.values():
            for name in {words_of(name) for name in _names(row)}:
                key = (str(row.shelf), name)
                called[key] = (*called.get(key, ()), row)
        return called

    @cached_property
    def _speakers(self) -> dict[str, DeviceRow]:
        """Return the Bluetooth speakers by their names; the nameless is any."""
        return {
            words_of(name): row
            for row in self.shelf(Shelf.BLUETOOTH)
            for name in row.names or ("",)
        }


def words_of(name: str) -> str:
    """Return a name without case, makers, brackets and ways to write a number."""
    words = (_ORDINAL.sub(r"\1", word) for word in _WORD.findall(name.casefold()))
    return " ".join(word for word in words if word not in _NOISE)


def load(folder: Path = TABLES) -> Catalogue:
    """Read all tables; this blocks."""
    sources = _keyed(_read(folder / "sources.toml", {"source": entries.source}))
    known = frozenset(sources)
    methods = folder / "methods.toml"
    return Catalogue(sources=sources, devices={}, methods={}, rules={}, sequences={}, failures={}, probes={}, contradictions={})
