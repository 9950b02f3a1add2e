"""Write facts, claims and tables as Markdown, for the pages of the catalogue."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from custom_components.speaker_switchboard.core.about import SUBJECTS, About
from custom_components.speaker_switchboard.core.catalogue import Catalogue
from custom_components.speaker_switchboard.core.facts import Fact
from custom_components.speaker_switchboard.core.rows import Claim, Offer, Source

MADE: Final = "<!-- Written by scripts/docs from core/tables. Change it there. -->\n"

OFFERS: Final = {
    Offer.AUTOMATIC: "Automatic",
    Offer.GUIDED: "Guided",
    Offer.OFF: "Off",
}

_PORT: Final = re.compile(r"\b(echo|sonos|speaker)\.(\w+)")
_CITED: Final = re.compile(r"\[([A-Z][A-Z0-9]+(?: [\w.:]+)?)\]")


def page(known: Catalogue, about: str, parts: Iterable[str]) -> str:
    """Put a page together, with the links of those it cites."""
    body = "\n".join((MADE, about, *parts))
    cited = {
        label: known.sources[label.partition(" ")[0]]
        for label in sorted(set(_CITED.findall(body)))
    }
    told = (
        (source.id, source.note, source.url or source.file)
        for source in dict.fromkeys(cited.values())
    )
    links = (f"[{label}]: {_address(source, label)}" for label, source in cited.items())
    sources = table(("Source", "What it says", "Where"), told)
    return "\n".join((body, "## Sources\n", sources, *links)) + "\n"


def _address(source: Source, label: str) -> str:
    """Return where a link leads: to a line, where the address can say so."""
    place = label.partition(" ")[2]
    if place and "/blob/" in source.url:
        return f"{source.url}#{place}"
    return source.url or "#sources"


def say_fact(fact: Fact) -> str:
    """Write one fact with who says so."""
    answer = "" if fact.value is None else f": {fact.answer}"
    note = f"; {fact.note}" if fact.note else ""
    said = f"{SUBJECTS[fact.about]}{answer}{note}"
    return f"{said[0].upper()}{said[1:]} {cite(fact.sources)}"


def say_claims(claims: tuple[Claim, ...]) -> str:
    """Write claims one under the other."""
    return "<br>".join(map(say_claim, claims))


def say_claim(claim: Claim) -> str:
    """Write what a document says, and whether it is so."""
    note = f", {claim.note}" if claim.note else ""
    said = claim.claim.removesuffix(".").replace('"', "'")
    return f'{cite((claim.document,))} "{said}": *{claim.holds}*{note}.'


def in_plain_words(text: str) -> str:
    """Write what a device has to have as people call it."""
    return _PORT.sub(
        lambda found: f"{found[1].capitalize()}: {SUBJECTS[About(found[2])]}", text
    )


def cite(sources: tuple[str, ...]) -> str:
    """Write who says so; each is a link."""
    return " ".join(f"[{source.replace('#', ' ')}]" for source in sources)


def point(title: str, *texts: str) -> Iterator[str]:
    """Write a point of several texts, if there are any."""
    if said := [text for text in texts if text]:
        yield f"- {title}: {'; '.join(said)}"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Write a table."""
    lines = [head, ("---",) * len(head), *rows]
    cells = ([cell.replace("|", "\\|") for cell in line] for line in lines)
    return "\n".join(f"| {' | '.join(line)} |" for line in cells) + "\n"
