"""Read the files of a folder of tables, and see that they fit together."""

from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import Protocol, TypedDict

from . import entries
from .about import About
from .facts import Fact
from .reader import Row, rows_of
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


class Entry(Protocol):
    """What a row became."""

    @property
    def id(self) -> str:
        """Return what it is called by."""


class Methods(TypedDict):
    """What the table of methods holds."""

    methods: dict[str, Method]
    rules: dict[str, Rule]
    sequences: dict[str, Sequence]
    failures: dict[str, Failure]
    probes: dict[str, Probe]
    contradictions: dict[str, Contradiction]


def read_sources(folder: Path) -> dict[str, Source]:
    """Read who is called upon in the other tables."""
    rows = _rows(folder / "sources.toml", frozenset(), "source")
    return _keyed(rows, entries.source)


def read_devices(folder: Path, known: frozenset[str]) -> dict[str, DeviceRow]:
    """Read the tables of devices; an id stands for one device in all of them."""
    read = list(chain.from_iterable(_shelf(folder, shelf, known) for shelf in Shelf))
    devices = _unique(read)
    for row, device in read:
        if device.same_as and device.same_as not in devices:
            row.refuse(f"There is no device {device.same_as}", "same_as")
    return devices


def read_methods(folder: Path, known: frozenset[str]) -> Methods:
    """Read the table of methods and all that goes with them."""
    sections = ("method", "rule", "sequence", "failure", "probe", "contradiction")
    rows = _rows(folder / "methods.toml", known, *sections)
    methods = _keyed(_of(rows, "method"), entries.method)
    for row, method in zip(_of(rows, "method"), methods.values(), strict=True):
        for other in method.excludes:
            if other not in methods:
                row.refuse(f"There is no method {other}", "excludes")
    return Methods(
        methods=methods,
        rules=_keyed(_of(rows, "rule"), entries.rule),
        sequences=_keyed(_of(rows, "sequence"), entries.sequence),
        failures=_keyed(_of(rows, "failure"), entries.failure),
        probes=_keyed(_of(rows, "probe"), entries.probe),
        contradictions=_keyed(_of(rows, "contradiction"), entries.contradiction),
    )


def _shelf(
    folder: Path, shelf: Shelf, known: frozenset[str]
) -> list[tuple[Row, DeviceRow]]:
    """Read one table of devices."""
    rows = _rows(folder / f"{shelf}.toml", known, "usual", "device")
    usual: dict[About, Fact] = {}
    for row in _of(rows, "usual"):
        usual |= entries.usual(row)
    return [(row, entries.device(row, shelf, usual)) for row in _of(rows, "device")]


def _rows(file: Path, known: frozenset[str], *sections: str) -> list[Row]:
    """Read the rows of a file, which holds only these sections."""
    rows = list(rows_of(file.name, file.read_text(encoding="utf-8"), known))
    for row in rows:
        if row.section not in sections:
            row.refuse(f"There is no {row.section} in this table")
    return rows


def _of(rows: Iterable[Row], section: str) -> list[Row]:
    """Return the rows of one section."""
    return [row for row in rows if row.section == section]


def _keyed[Kind: Entry](
    rows: Iterable[Row], made: Callable[[Row], Kind]
) -> dict[str, Kind]:
    """Return what the rows stand for, by their ids."""
    return _unique((row, made(row)) for row in rows)


def _unique[Kind: Entry](read: Iterable[tuple[Row, Kind]]) -> dict[str, Kind]:
    """Return entries by their ids, and refuse the second of a kind."""
    unique: dict[str, Kind] = {}
    for row, entry in read:
        if entry.id in unique:
            row.refuse(f"The id {entry.id} is taken", "id")
        unique[entry.id] = entry
    return unique
