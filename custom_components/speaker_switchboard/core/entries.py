"""Make of each row what it stands for, and refuse what does not fit."""

from collections.abc import Mapping
from typing import Any, Final

from .about import About, fits
from .facts import Confidence, Fact, Origin
from .rows import (
    TOLD,
    Called,
    Claim,
    Contradiction,
    DeviceRow,
    Failure,
    Holds,
    Mark,
    Method,
    Offer,
    Probe,
    Rule,
    Sequence,
    Shelf,
    Source,
    SourceKind,
    Timing,
    Weight,
)
from .tables import Row

UNKNOWN: Final = "unknown"

_OF_A_METHOD: Final = (About.DELAY_MS, About.SYNC, About.VOICE, About.QUALITY)
_OF_A_DEVICE: Final = tuple(About)


def source(row: Row) -> Source:
    """Read a source; it can be opened, unless it is only told."""
    row.only("id", "kind", "url", "file", "note")
    kind, url, file = row.choice("kind", SourceKind), row.text_or("url"), ""
    file = row.text_or("file")
    if kind not in TOLD and not url and not file:
        raise row.wrong("url or file is missing in source")
    if url and not url.startswith(("https://", "http://")):
        raise row.wrong("url has to be an address of the web", "url")
    return Source(
        id=row.text("id"), kind=kind, url=url, file=file, note=row.text_or("note")
    )


def usual(row: Row) -> dict[About, Fact]:
    """Read what is so of every device of a table that does not say otherwise."""
    row.only(*_OF_A_DEVICE)
    return _facts(row, _OF_A_DEVICE)


def device(row: Row, shelf: Shelf, common: Mapping[About, Fact]) -> DeviceRow:
    """Read a model."""
    row.only(
        *("id", "name", "names", "kind", "offer", "model_numbers", "amazon_types"),
        *("same_as", "claims", "note", *_OF_A_DEVICE),
    )
    return DeviceRow(
        id=row.text("id"),
        shelf=shelf,
        name=row.text("name"),
        names=row.texts("names"),
        kind=row.text_or("kind"),
        offer=row.choice("offer", Offer) if "offer" in row.values else Offer.AUTOMATIC,
        model_numbers=_marks(row, "model_numbers"),
        amazon_types=_marks(row, "amazon_types"),
        same_as=row.text_or("same_as"),
        facts={**common, **_facts(row, _OF_A_DEVICE)},
        claims=_claims(row),
        note=row.text_or("note"),
    )


def method(row: Row) -> Method:
    """Read a way to bring sound somewhere."""
    row.only(
        *("id", "name", "called", "offer", "reason", "requires", "excludes", "does"),
        *("proof", "sources", "claims", "note", *_OF_A_METHOD),
    )
    for about in _OF_A_METHOD:
        row.value(about)
    return Method(
        id=row.text("id"),
        name=row.text("name"),
        called=tuple(_called(inner) for inner in row.inside("called")),
        offer=row.choice("offer", Offer),
        reason=row.text("reason"),
        requires=row.texts("requires"),
        excludes=row.texts("excludes"),
        facts=_facts(row, _OF_A_METHOD),
        does=row.texts("does"),
        proof=row.text("proof"),
        sources=row.sources(),
        claims=_claims(row),
        note=row.text_or("note"),
    )


def rule(row: Row) -> Rule:
    """Read what may go together and what may not."""
    row.only("id", "weight", "rule", "sources", "claims", "strict", "note")
    return Rule(
        id=row.text("id"),
        weight=row.choice("weight", Weight),
        rule=row.text("rule"),
        sources=row.sources(),
        claims=_claims(row),
        strict=row.text_or("strict"),
        note=row.text_or("note"),
    )


def sequence(row: Row) -> Sequence:
    """Read things done one after the other."""
    row.only(
        *("id", "name", "offer", "reason", "steps", "timing"),
        *("sources", "claims", "note"),
    )
    return Sequence(
        id=row.text("id"),
        name=row.text("name"),
        offer=row.choice("offer", Offer),
        reason=row.text("reason"),
        steps=row.texts("steps"),
        timing=tuple(_timing(inner) for inner in row.inside("timing")),
        sources=row.sources(),
        claims=_claims(row),
        note=row.text_or("note"),
    )


def failure(row: Row) -> Failure:
    """Read what goes wrong, and what to do about it."""
    row.only("id", "symptom", "remedy", "sources", "claims")
    return Failure(
        id=row.text("id"),
        symptom=row.text("symptom"),
        remedy=row.text("remedy"),
        sources=row.sources(),
        claims=_claims(row),
    )


def probe(row: Row) -> Probe:
    """Read how a device is asked."""
    row.only("id", "tells", "asks", "means", "sources", "note")
    return Probe(
        id=row.text("id"),
        tells=row.text("tells"),
        asks=row.text("asks"),
        means=row.text("means"),
        sources=row.sources(),
        note=row.text_or("note"),
    )


def contradiction(row: Row) -> Contradiction:
    """Read where the source documents disagree."""
    row.only("id", "topic", "claims", "answer", "treatment", "sources")
    return Contradiction(
        id=row.text("id"),
        topic=row.text("topic"),
        claims=_claims(row),
        answer=row.text("answer"),
        treatment=row.text("treatment"),
        sources=row.sources(),
    )


def _facts(row: Row, abouts: tuple[About, ...]) -> dict[About, Fact]:
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
        raise row.wrong(f"{about} cannot be {value}")
    if (value == UNKNOWN) != (confidence is Confidence.NONE):
        raise row.wrong(f"{about} cannot be {value} with confidence {confidence}")
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


def _claims(row: Row) -> tuple[Claim, ...]:
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


def _called(row: Row) -> Called:
    """Read what a source document calls a method."""
    row.only("document", "name")
    return Called(document=row.document(), name=row.text("name"))


def _marks(row: Row, key: str) -> tuple[Mark, ...]:
    """Read model numbers or types."""
    return tuple(_mark(inner) for inner in row.inside(key))


def _mark(row: Row) -> Mark:
    """Read one model number or type."""
    row.only("id", "sources")
    return Mark(id=row.text("id"), sources=row.sources())


def _timing(row: Row) -> Timing:
    """Read a number with its bounds."""
    row.only("name", "default", "least", "most")
    timing = Timing(
        name=row.text("name"),
        default=row.number("default"),
        least=row.number("least"),
        most=row.number("most"),
    )
    if not timing.least <= timing.default <= timing.most:
        raise row.wrong(f"{timing.name} is out of its bounds")
    return timing
