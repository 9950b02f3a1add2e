"""Write the page about methods, and all that goes with them."""

from collections.abc import Iterator
from typing import Final

from custom_components.speaker_switchboard.core.about import WORDS, About
from custom_components.speaker_switchboard.core.catalogue import Catalogue
from custom_components.speaker_switchboard.core.rows import (
    Method,
    Sequence,
    SourceKind,
    Weight,
)

from .markdown import (
    OFFERS,
    cite,
    in_plain_words,
    point,
    say_claim,
    say_claims,
    say_fact,
    table,
)

WEIGHTS: Final = {
    Weight.ERROR: "No route breaks it",
    Weight.WARNING: "A warning",
    Weight.INFO: "A hint",
    Weight.OFF: "Off",
}

ABOUT_METHODS: Final = """# Methods

Every way to bring sound to a speaker that the five source documents name, and two that
they do not. *Automatic* is done by Speaker Switchboard, *guided* is shown to you as
steps, *off* is known and not offered, with the reason. What a document claims stands
beside it, with whether it is so. Figures nobody can repeat are *unproven* and carry no
weight.
"""


def method_parts(known: Catalogue) -> Iterator[str]:
    """Write all parts of the page."""
    yield "## By document\n"
    yield _by_document(known)
    for method in known.methods.values():
        yield "\n".join(_method(method))
    yield "## What the words mean\n"
    yield table(("Word", "Meaning"), _words())
    yield "## Rules\n"
    yield _rules(known)
    yield "## Sequences\n"
    for sequence in known.sequences.values():
        yield "\n".join(_sequence(sequence))
    yield "## When something goes wrong\n"
    yield _failures(known)
    yield "## How a device is asked\n"
    yield _probes(known)
    yield "## Where the documents disagree\n"
    yield _contradictions(known)


def _by_document(known: Catalogue) -> str:
    """List what each document tells to do, by the name it has there."""
    rows = (
        (cite((document,)), name, f"[{entry.name}](#{entry.id})", _verdict(entry))
        for document, source in known.sources.items()
        if source.kind is SourceKind.DOCUMENT
        for name, entry in _told_by(known, document)
    )
    return table(("Document", "Its name for it", "Here", "Verdict"), rows)


def _told_by(
    known: Catalogue, document: str
) -> Iterator[tuple[str, Method | Sequence]]:
    """Return the methods and sequences of a document."""
    for method in known.methods.values():
        for called in method.called:
            if called.document == document:
                yield called.name, method
    for sequence in known.sequences.values():
        if any(claim.document == document for claim in sequence.claims):
            yield f"Steps: {sequence.name}", sequence


def _verdict(entry: Method | Sequence) -> str:
    """Write what becomes of a method or a sequence, and why."""
    return f"**{OFFERS[entry.offer]}.** {entry.reason}"


def _titled(entry: Method | Sequence, depth: str) -> str:
    """Write a title that can be linked to, and the verdict below it."""
    anchor = f'<a id="{entry.id}"></a>'
    verdict = f"{_verdict(entry)} {cite(entry.sources)}"
    return f"{anchor}\n\n{depth} {entry.name}\n\n{verdict}\n"


def _method(method: Method) -> Iterator[str]:
    """Write what is known of a method."""
    yield _titled(method, "##")
    yield from (f"- {say_fact(fact)}" for fact in method.facts.values())
    yield from point("Needs", *map(in_plain_words, method.requires))
    others = (f"[{other}](#{other})" for other in method.excludes)
    yield from point("Not together with", *others)
    yield from (f"- Does: {done}" for done in method.does)
    yield from point("Proof", method.proof)
    yield from (f"- {say_claim(claim)}" for claim in method.claims)
    yield from point("Note", method.note)
    yield ""


def _words() -> Iterator[tuple[str, str]]:
    """Explain the words for how a method sounds."""
    for about in (About.SYNC, About.VOICE, About.QUALITY):
        for word, meaning in WORDS[about].items():
            yield f"`{word}`", meaning


def _rules(known: Catalogue) -> str:
    """Write the rules, with what the strict option would add."""
    rows = (
        (
            f"`{rule.id}`",
            f"{rule.rule} {rule.note}".strip(),
            WEIGHTS[rule.weight],
            say_claims(rule.claims),
            rule.strict,
            cite(rule.sources),
        )
        for rule in known.rules.values()
    )
    head = ("Rule", "What it says", "Weight", "The documents", "With strict_documents")
    return table((*head, "Sources"), rows)


def _sequence(sequence: Sequence) -> Iterator[str]:
    """Write the steps of a sequence, and its numbers."""
    yield _titled(sequence, "###")
    yield from (f"{n}. {step}" for n, step in enumerate(sequence.steps, start=1))
    yield ""
    for one in sequence.timing:
        yield f"- `{one.name}`: {one.default}, to be set from {one.least} to {one.most}"
    yield from (f"- {say_claim(claim)}" for claim in sequence.claims)
    yield from point("Note", sequence.note)
    yield ""


def _failures(known: Catalogue) -> str:
    """Write what goes wrong, and what to do."""
    rows = (
        (one.symptom, one.remedy, say_claims(one.claims), cite(one.sources))
        for one in known.failures.values()
    )
    return table(("What you notice", "What to do", "The documents", "Sources"), rows)


def _probes(known: Catalogue) -> str:
    """Write how devices are asked."""
    rows = (
        (
            in_plain_words(one.tells),
            one.asks,
            f"{one.means} {one.note}".strip(),
            cite(one.sources),
        )
        for one in known.probes.values()
    )
    return table(("To learn", "What is asked", "What it means", "Sources"), rows)


def _contradictions(known: Catalogue) -> str:
    """Write where the documents disagree."""
    rows = (
        (
            *(one.id, one.topic, say_claims(one.claims)),
            *(one.answer, one.treatment, cite(one.sources)),
        )
        for one in known.contradictions.values()
    )
    head = ("", "Question", "The documents", "Who is right", "What is done", "Sources")
    return table(head, rows)
