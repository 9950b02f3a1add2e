"""Read what is said within a row: facts, claims, names, marks and timings."""

from typing import Any, Final

from .about import About, fits
from .facts import Confidence, Fact, Origin
from .reader import Row
from .rows import Called, Claim, Holds, Mark, Timing

UNKNOWN: Final = "unknown"


def facts(row: Row, abouts: tuple[About, ...]) -> dict[About, Fact]:
    """Read the facts of a row."""
    return {
        about: _fact(inner, about)
        for about in abouts
        if about in row.values
        for inner in row.inside(about)
    }


def _fact(row: Row, about: About) -> Fact:
    """Read one fact; what is unknown has no confidence, and nothing else has none."""
    row.only("value", "confidence", "sources", "note")
    value = row.value("value")
    confidence = row.choice("confidence", Confidence)
    if value != UNKNOWN and not fits(about, value):
        row.refuse(f"{about} cannot be {value}")
    if (value == UNKNOWN) != (confidence is Confidence.NONE):
        row.refuse(f"{about} cannot be {value} with confidence {confidence}")
    return Fact(
        about=about,
        value=None if value == UNKNOWN else _frozen(value),
        origin=Origin.UNKNOWN if value == UNKNOWN else Origin.TABLE,
        confidence=confidence,
        sources=row.sources(),
        note=row.text_or("note"),
    )


def _frozen(value: Any) -> Any:
    """Return a value that cannot be changed."""
    return tuple(value) if isinstance(value, list) else value


def claims(row: Row) -> tuple[Claim, ...]:
    """Read what the source documents say about it."""
    return tuple(_claim(inner) for inner in row.inside("claims"))


def _claim(row: Row) -> Claim:
    """Read one claim."""
    row.only("document", "claim", "holds", "note")
    return Claim(
        document=row.document(),
        claim=row.text("claim"),
        holds=row.choice("holds", Holds),
        note=row.text_or("note"),
    )


def called(row: Row) -> Called:
    """Read what a source document calls a method."""
    row.only("document", "name")
    return Called(document=row.document(), name=row.text("name"))


def marks(row: Row, key: str) -> tuple[Mark, ...]:
    """Read model numbers or types."""
    return tuple(_mark(inner) for inner in row.inside(key))


def _mark(row: Row) -> Mark:
    """Read one model number or type."""
    row.only("id", "sources")
    return Mark(id=row.text("id"), sources=row.sources())


def timing(row: Row) -> Timing:
    """Read a number with its bounds."""
    row.only("name", "default", "least", "most")
    least, default, most = map(row.number, ("least", "default", "most"))
    if not least <= default <= most:
        row.refuse("default is out of its bounds")
    return Timing(name=row.text("name"), default=default, least=least, most=most)
