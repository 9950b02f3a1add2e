"""The pages about devices and methods say what the tables say."""

import re
from pathlib import Path

import pytest

from custom_components.speaker_switchboard.core.catalogue import load
from scripts.make_docs import main, pages, stale

KNOWN = load()
MADE = pages()
PAGE = ("\n".join(MADE.values()), re.MULTILINE)


def test_no_page_is_stale() -> None:
    """`scripts/docs` writes them anew."""
    assert stale(MADE) == []


def test_a_page_that_says_something_else_is_stale(tmp_path: Path) -> None:
    """So is one that is missing."""
    (tmp_path / "devices.md").write_text(MADE["devices.md"] + "!", encoding="utf-8")

    assert stale(MADE, tmp_path) == ["devices.md", "methods.md"]
    assert main(["--check"], tmp_path) == 1


def test_writing_the_pages_makes_them_fresh(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A second time there is nothing to do."""
    assert main([], tmp_path) == 0
    assert main(["--check"], tmp_path) == 0
    assert stale(MADE, tmp_path) == []
    assert capsys.readouterr().out.splitlines() == [
        "docs/devices.md is written.",
        "docs/methods.md is written.",
        "Up to date.",
    ]


def test_every_device_is_on_its_page() -> None:
    """By its name, and with all its numbers."""
    page = MADE["devices.md"]
    rows = KNOWN.devices.values()
    marks = [mark for row in rows for mark in (*row.model_numbers, *row.amazon_types)]

    assert [row.name for row in rows if f"| **{row.name}**" not in page] == []
    assert [mark.id for mark in marks if f"<br>`{mark.id}`" not in page] == []


def test_every_method_is_on_its_page() -> None:
    """By each name it has in a source document, with its verdict and reason."""
    page = MADE["methods.md"]
    for method in KNOWN.methods.values():
        verdict = f"**{method.offer.capitalize()}.** {method.reason}"
        link = f"[{method.name}](#{method.id})"

        assert f"\n## {method.name}\n\n{verdict}" in page
        for called in method.called:
            line = f"| [{called.document}] | {called.name} | {link} | {verdict} |"
            assert line in page


def test_all_that_goes_with_the_methods_is_on_their_page() -> None:
    """Rules, sequences, failures, probes and contradictions."""
    texts = [
        *(one.rule for one in KNOWN.rules.values()),
        *(one.strict for one in KNOWN.rules.values()),
        *(one.reason for one in KNOWN.sequences.values()),
        *(one.remedy for one in KNOWN.failures.values()),
        *(one.means for one in KNOWN.probes.values()),
        *(one.treatment for one in KNOWN.contradictions.values()),
    ]

    assert [text for text in texts if text not in MADE["methods.md"]] == []


@pytest.mark.parametrize("text", MADE.values(), ids=MADE)
def test_every_link_leads_somewhere(text: str) -> None:
    """To a source at the end, or to a part of the page."""
    defined = re.findall(r"^\[([^\]]+)\]: \S+$", text, re.MULTILINE)
    cited = re.findall(r"\[([A-Z][A-Z0-9]+(?: [\w.:]+)?)\](?!:)", text)
    anchors = {*re.findall(r'<a id="(\w+)">', text), "sources"}

    assert set(cited) == set(defined)
    assert set(re.findall(r"\]\(#(\w+)\)", text)) <= anchors


def test_a_line_of_a_file_is_linked_to() -> None:
    """Where the address can say so; a file of a package has none."""
    assert re.search(r"^\[IOB L158\]: https://.*/main.js#L158$", *PAGE)
    assert re.search(r"^\[AMP L862\]: https://[^#]*$", *PAGE)
    assert re.search(r"^\[MEMORY\]: #sources$", *PAGE)
