"""The catalogue: what is known of every model and method, with who says so.

Models are found by what a device, an account or a person calls them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final

from .facts import CONFIDENCES, Fact
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
from .shelves import read_devices, read_methods, read_sources

TABLES: Final = Path(__file__).parent / "tables"

# Makers and the word for a generation are said or left out as one likes.
_NOISE: Final = frozenset(
    {
        "amazon",
        "anker",
        "apple",
        "bose",
        "denon",
        "ikea",
        "jbl",
        "naim",
        "sonos",
        "sony",
    }
    | {"sonos", "sony", "soundcore", "taotronics", "tribit", "ultimate", "ears"}
    | {"gen", "generation"}
)
_WORD: Final = re.compile(r"[^\W_]+\+?")
_ORDINAL: Final = re.compile(r"(?:gen)?(\d+)(?:[snrt][tdh])?")


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """All tables by the ids of their rows, each in its own order."""

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
        rows = self._called.get((family, words_of(called)))
        return _agreed(rows) if rows else None

    def speaker(self, name: str) -> DeviceRow:
        """Return what is known of a Bluetooth speaker by the name it goes by.

        The longest name of a model within it decides; else it is any speaker.
        """
        heard = f" {words_of(name)} "
        models = (words for words in self._speakers if f" {words} " in heard)
        return self._speakers[max(models, key=len, default="")]

    def of_amazon_type(self, device_type: str) -> DeviceRow | None:
        """Return the model Amazon knows under a type, whoever made it."""
        return self._amazon_types.get(device_type)

    @cached_property
    def _called(self) -> dict[tuple[str, str], tuple[DeviceRow, ...]]:
        """Return the models behind every name."""
        called: dict[tuple[str, str], tuple[DeviceRow, ...]] = {}
        for row in self.devices.values():
            for name in {words_of(name) for name in _names(row)}:
                rows = called.get((row.shelf, name), ())
                called[row.shelf, name] = (*rows, row)
        return called

    @cached_property
    def _speakers(self) -> dict[str, DeviceRow]:
        """Return the Bluetooth speakers by their names; the nameless is any."""
        return {
            words_of(name): row
            for row in self.shelf(Shelf.BLUETOOTH)
            for name in row.names or ("",)
        }

    @cached_property
    def _amazon_types(self) -> dict[str, DeviceRow]:
        """Return the models by the types Amazon gives them."""
        return {
            mark.id: row for row in self.devices.values() for mark in row.amazon_types
        }


def load(folder: Path = TABLES) -> Catalogue:
    """Read all tables. It blocks, so the shell does it in its executor."""
    sources = read_sources(folder)
    known = frozenset(sources)
    return Catalogue(
        sources=sources,
        devices=read_devices(folder, known),
        **read_methods(folder, known),
    )


def words_of(name: str) -> str:
    """Return a name without case, makers, brackets and ways to write a number."""
    words = (_plain(word) for word in _WORD.findall(name.casefold()))
    return " ".join(word for word in words if word not in _NOISE)


def _plain(word: str) -> str:
    """Return the number of a generation, and any other word as it is."""
    ordinal = _ORDINAL.fullmatch(word)
    return ordinal[1] if ordinal else word


def _names(row: DeviceRow) -> list[str]:
    """Return all a model is called by."""
    marks = (*row.model_numbers, *row.amazon_types)
    return [row.name, *row.names, *(mark.id for mark in marks)]


def _agreed(rows: tuple[DeviceRow, ...]) -> DeviceRow:
    """Return the first model, with the facts on which all agree."""
    said: dict[str, list[Fact]] = {}
    for row in rows:
        for about, fact in row.facts.items():
            said.setdefault(about, []).append(fact)
    facts = {
        facts[0].about: max(facts, key=_weakness)
        for facts in said.values()
        if len({fact.value for fact in facts}) == 1
    }
    return replace(rows[0], facts=facts)


def _weakness(fact: Fact) -> int:
    """Tell how unsure a fact is."""
    return CONFIDENCES.index(fact.confidence)
