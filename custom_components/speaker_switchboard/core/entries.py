"""Make of each row what it stands for, and refuse what does not fit."""

from collections.abc import Mapping
from typing import Final

from .about import About
from .facts import Fact
from .reader import Row
from .rows import (
    TOLD,
    BridgeKind,
    Contradiction,
    DeviceRow,
    Failure,
    Method,
    Offer,
    Probe,
    Rule,
    Sequence,
    Shelf,
    Source,
    SourceKind,
    Weight,
)
from .statements import called, claims, facts, marks, timing

_OF_A_METHOD: Final = (About.DELAY_MS, About.SYNC, About.VOICE, About.QUALITY)
_OF_A_DEVICE: Final = tuple(About)


def source(row: Row) -> Source:
    """Read a source; it can be opened, unless it is only told."""
    row.only("id", "kind", "url", "file", "note")
    kind, url, file = (
        row.choice("kind", SourceKind),
        row.text_or("url"),
        row.text_or("file"),
    )
    if kind not in TOLD and not url and not file:
        row.refuse("url or file is missing in source")
    if url and not url.startswith(("https://", "http://")):
        row.refuse("url has to be an address of the web", "url")
    return Source(
        id=row.text("id"), kind=kind, url=url, file=file, note=row.text_or("note")
    )


def usual(row: Row) -> dict[About, Fact]:
    """Read what is so of every device of a table that does not say otherwise."""
    row.only(*_OF_A_DEVICE)
    return facts(row, _OF_A_DEVICE)


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
        kind=row.choice("kind", BridgeKind) if "kind" in row.values else None,
        offer=row.choice("offer", Offer) if "offer" in row.values else Offer.AUTOMATIC,
        model_numbers=marks(row, "model_numbers"),
        amazon_types=marks(row, "amazon_types"),
        same_as=row.text_or("same_as"),
        facts={**common, **facts(row, _OF_A_DEVICE)},
        claims=claims(row),
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
        called=tuple(called(inner) for inner in row.inside("called")),
        offer=row.choice("offer", Offer),
        reason=row.text("reason"),
        requires=row.texts("requires"),
        excludes=row.texts("excludes"),
        facts=facts(row, _OF_A_METHOD),
        does=row.texts("does"),
        proof=row.text("proof"),
        sources=row.sources(),
        claims=claims(row),
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
        claims=claims(row),
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
        timing=tuple(timing(inner) for inner in row.inside("timing")),
        sources=row.sources(),
        claims=claims(row),
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
        claims=claims(row),
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
        claims=claims(row),
        answer=row.text("answer"),
        treatment=row.text("treatment"),
        sources=row.sources(),
    )
