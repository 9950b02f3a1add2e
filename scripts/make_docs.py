"""Write the pages about devices and methods from the tables of the core."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from custom_components.speaker_switchboard.core.about import About
from custom_components.speaker_switchboard.core.catalogue import Catalogue, load
from custom_components.speaker_switchboard.core.facts import Confidence, Fact
from custom_components.speaker_switchboard.core.rows import (
    BridgeKind,
    DeviceRow,
    Offer,
    Shelf,
)

from .markdown import OFFERS, page, say_claim, say_fact, table
from .method_pages import ABOUT_METHODS, method_parts

DOCS: Final = Path(__file__).parent.parent / "docs"

COLUMNS: Final = {
    Confidence.HIGH: "Well known",
    Confidence.MEDIUM: "Likely",
    Confidence.LOW: "A guess",
    Confidence.NONE: "Not known",
}
SHELVES: Final = {
    Shelf.ECHO: "Echo",
    Shelf.SONOS: "Sonos",
    Shelf.BLUETOOTH: "Bluetooth speakers",
    Shelf.BRIDGES: "Transmitters, cables and hubs",
}

KINDS: Final = {
    BridgeKind.TRANSMITTER: "Bluetooth transmitter",
    BridgeKind.CABLE: "cable",
    BridgeKind.ADAPTER: "adapter",
    BridgeKind.STREAMER: "player in the network",
    BridgeKind.DIY: "to build oneself",
    BridgeKind.CLAIMED_HUB: "said to be a hub",
}

# What so many of the models of a table have in common is said once, above it.
COMMON: Final = 0.75

ABOUT_DEVICES: Final = """# Devices

What is known of each model before it is asked. Three things count for more, in this
order: what you set yourself, what the device says of itself, and what happened in your
house before. A model that is not listed can be tried, and so can whatever is *not
known*; a warning comes with it. Only a *no* that is well known or likely keeps a route
from being offered.

The words in brackets say who says so. They are links; what they lead to is listed under
[sources](#sources). MEMORY means that nobody looked it up. DOC0 to DOC4 are the five
source documents.
"""


def pages() -> dict[str, str]:
    """Return the pages by the names of their files."""
    known = load()
    return {
        "devices.md": page(known, ABOUT_DEVICES, _device_parts(known)),
        "methods.md": page(known, ABOUT_METHODS, method_parts(known)),
    }


def stale(made: dict[str, str], folder: Path = DOCS) -> list[str]:
    """Return the names of the pages that say something else than the tables."""
    return [name for name, text in made.items() if _read(folder / name) != text]


def _read(file: Path) -> str:
    """Return what a page says; one that is not there says nothing."""
    return file.read_text(encoding="utf-8") if file.exists() else ""


def _device_parts(known: Catalogue) -> Iterator[str]:
    """Write each table of devices."""
    for shelf, title in SHELVES.items():
        rows = known.shelf(shelf)
        common = _common(rows)
        yield f"## {title}\n"
        yield from _once(common)
        models = (_device(row, common) for row in rows)
        yield table(("Model", *COLUMNS.values()), models)
        yield "\n".join(line for row in rows for line in _remarks(row)) + "\n"


def _common(rows: tuple[DeviceRow, ...]) -> list[Fact]:
    """Return what most models of a table have in common."""
    said = Counter(fact for row in rows for fact in row.facts.values())
    return [fact for fact, times in said.items() if times >= COMMON * len(rows)]


def _once(common: list[Fact]) -> Iterator[str]:
    """Write what most models have in common."""
    if common:
        yield "Of each that does not say otherwise:\n"
        points = (
            f"- {say_fact(fact)}, {COLUMNS[fact.confidence].lower()}"
            for fact in _in_order(common)
        )
        yield "\n".join(points) + "\n"


def _in_order(facts: Iterable[Fact]) -> list[Fact]:
    """Return facts in the order of what they are about."""
    order = list(About)
    return sorted(facts, key=lambda fact: order.index(fact.about))


def _device(row: DeviceRow, common: list[Fact]) -> tuple[str, ...]:
    """Write what is known of a model, by how well it is known."""
    own = _in_order(fact for fact in row.facts.values() if fact not in common)
    marks = [f"`{mark.id}`" for mark in (*row.model_numbers, *row.amazon_types)]
    kind = [KINDS[row.kind]] if row.kind else []
    cells = (
        "<br>".join(say_fact(fact) for fact in own if fact.confidence is sure)
        for sure in COLUMNS
    )
    return ("<br>".join((f"**{row.name}**", *kind, *marks)), *cells)


def _remarks(row: DeviceRow) -> Iterator[str]:
    """Write what else is to be said of a model."""
    offer = "" if row.offer is Offer.AUTOMATIC else f"{OFFERS[row.offer]}."
    remarks = (offer, row.note, *map(say_claim, row.claims))
    if said := " ".join(remark for remark in remarks if remark):
        yield f"- **{row.name}**: {said}"


def main(arguments: list[str], folder: Path = DOCS) -> int:
    """Write the pages, or only say which are stale."""
    made = pages()
    old = stale(made, folder)
    if "--check" in arguments:
        print("\n".join(f"docs/{name} is stale." for name in old) or "Up to date.")
        return 1 if old else 0
    for name in old:
        (folder / name).write_text(made[name], encoding="utf-8")
    print("\n".join(f"docs/{name} is written." for name in old) or "Up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
