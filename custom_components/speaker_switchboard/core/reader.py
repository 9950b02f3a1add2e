"""Read a table row by row, and say in which line of which file it is wrong.

The parser of the standard library gives no positions, so the text is looked
through once more for the lines where rows and their keys begin.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, NoReturn

_HEAD: Final = re.compile(r"\[\[?\s*([\w-]+)\s*\]")
_KEY: Final = re.compile(r"([\w-]+)\s*=")


class TableError(Exception):
    """A table does not say what it should, or says it wrongly."""

    def __init__(self, file: str, line: int, what: str) -> None:
        """Remember where it is, and what is wrong there."""
        super().__init__(f"{file}:{line}: {what}")
        self.file = file
        self.line = line


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row begins, and each of its keys."""

    line: int = 1
    keys: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One row as it was written: what it says, and where.

    `known` are the sources it may call on.
    """

    file: str
    section: str
    place: Place
    values: Mapping[str, Any]
    known: frozenset[str]

    def refuse(self, what: str, key: str = "") -> NoReturn:
        """Raise the error, with the line of the key, or else of the row."""
        line = self.place.keys.get(key, self.place.line)
        raise TableError(self.file, line, f"{what}.")

    def only(self, *keys: str) -> None:
        """Refuse every other key."""
        for key in self.values.keys() - set(keys):
            self.refuse(f"There is no {key} in {self.section}", key)

    def value(self, key: str) -> Any:
        """Return what has to be there."""
        if key not in self.values:
            self.refuse(f"{key} is missing in {self.section}")
        return self.values[key]

    def text(self, key: str) -> str:
        """Return a text that is not empty."""
        value = self.value(key)
        if not isinstance(value, str) or not value:
            self.refuse(f"{key} has to be a text", key)
        return value

    def text_or(self, key: str, otherwise: str = "") -> str:
        """Return a text that may be left out."""
        return self.text(key) if key in self.values else otherwise

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts that may be left out."""
        values = self.values.get(key, [])
        if not isinstance(values, list) or not all(
            isinstance(value, str) and value for value in values
        ):
            self.refuse(f"{key} has to be a list of texts", key)
        return tuple(values)

    def number(self, key: str) -> float:
        """Return a number."""
        value = self.value(key)
        if not isinstance(value, int | float) or isinstance(value, bool):
            self.refuse(f"{key} has to be a number", key)
        return value

    def choice[Kind: StrEnum](self, key: str, kinds: type[Kind]) -> Kind:
        """Return one of a few words."""
        value = self.text(key)
        if value not in set(kinds):
            words = ", ".join(kinds)
            self.refuse(f"{key} has to be one of {words}, not {value}", key)
        return kinds(value)

    def inside(self, key: str) -> tuple[Row, ...]:
        """Return the rows inside this one; there may be none."""
        values = self.values.get(key, [])
        rows = values if isinstance(values, list) else [values]
        if not all(isinstance(row, dict) for row in rows):
            self.refuse(f"{key} has to be made of rows", key)
        place = Place(self.place.keys.get(key, self.place.line))
        return tuple(
            Row(file=self.file, section=key, place=place, values=row, known=self.known)
            for row in rows
        )

    def sources(self) -> tuple[str, ...]:
        """Return who says so: somebody has to."""
        cited = self.texts("sources")
        if not cited:
            self.refuse(f"A source is missing in {self.section}", "sources")
        for source in cited:
            self._check(source, "sources")
        return cited

    def document(self) -> str:
        """Return which of the source documents is meant."""
        document = self.text("document")
        self._check(document, "document")
        return document

    def _check(self, source: str, key: str) -> None:
        """Refuse a source nobody knows; what follows a # is a place in it."""
        if source.partition("#")[0] not in self.known:
            self.refuse(f"There is no source {source}", key)


def rows_of(file: str, text: str, known: frozenset[str]) -> Iterator[Row]:
    """Return the rows of a table in the order they stand in."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TableError(file, error.lineno, error.msg) from error
    places = _places(text)
    for section, content in tables.items():
        found = places.get(section, [Place()])
        rows = content if isinstance(content, list) else [content]
        for number, values in enumerate(rows):
            place = found[min(number, len(found) - 1)]
            if not isinstance(values, dict):
                raise TableError(file, place.line, f"{section} stands outside a row.")
            yield Row(
                file=file, section=section, place=place, values=values, known=known
            )


def _places(text: str) -> dict[str, list[Place]]:
    """Return where the rows of each section begin."""
    places: dict[str, list[Place]] = {}
    place: Place | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if head := _HEAD.match(line):
            place = Place(number)
            places.setdefault(head[1], []).append(place)
        elif (key := _KEY.match(line)) and place:
            place.keys[key[1]] = number
        elif key:
            places[key[1]] = [Place(number)]
    return places
