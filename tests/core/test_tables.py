"""The tables are whole, and a row that is not says in which line it is wrong."""

import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from custom_components.speaker_switchboard.core.about import About
from custom_components.speaker_switchboard.core.catalogue import TABLES, load
from custom_components.speaker_switchboard.core.facts import Confidence
from custom_components.speaker_switchboard.core.reader import TableError
from custom_components.speaker_switchboard.core.rows import (
    TOLD,
    Holds,
    Offer,
    Shelf,
    SourceKind,
)

KNOWN = load()
FACTS = [
    *(fact for row in KNOWN.devices.values() for fact in row.facts.values()),
    *(fact for method in KNOWN.methods.values() for fact in method.facts.values()),
]
CLAIMS = [
    *(claim for one in KNOWN.devices.values() for claim in one.claims),
    *(claim for one in KNOWN.methods.values() for claim in one.claims),
    *(claim for one in KNOWN.rules.values() for claim in one.claims),
    *(claim for one in KNOWN.sequences.values() for claim in one.claims),
    *(claim for one in KNOWN.failures.values() for claim in one.claims),
    *(claim for one in KNOWN.contradictions.values() for claim in one.claims),
]
DOCUMENTS = [
    source for source in KNOWN.sources.values() if source.kind is SourceKind.DOCUMENT
]

# The least that can be read: one source, and nothing said.
BARE = {
    "sources.toml": '[[source]]\nid = "REVIEW"\nkind = "review"\nurl = "https://a.b"\n',
    "echo.toml": "",
    "sonos.toml": "",
    "bluetooth.toml": "",
    "bridges.toml": "",
    "methods.toml": "",
}
DEVICE = '[[device]]\nid = "one"\nname = "One"\n'
YES = 'value = true, confidence = "high", sources = ["REVIEW"]'
METHOD = """[[method]]
id = "way"
name = "A way"
offer = "off"
reason = "None."
proof = "None."
sources = ["REVIEW"]
delay_ms = { value = [1, 2], confidence = "low", sources = ["REVIEW"] }
sync = { value = "single", confidence = "low", sources = ["REVIEW"] }
voice = { value = "all", confidence = "low", sources = ["REVIEW"] }
quality = { value = "sbc", confidence = "low", sources = ["REVIEW"] }
"""
SEQUENCE = """[[sequence]]
id = "steps"
name = "Steps"
offer = "off"
reason = "None."
sources = ["REVIEW"]
"""


WRONG = [
    # A missing source.
    (
        "echo.toml",
        DEVICE + 'line_in = { value = true, confidence = "high" }\n',
        "echo.toml:4: A source is missing in line_in.",
    ),
    (
        "echo.toml",
        DEVICE + 'line_in = { value = true, confidence = "low", sources = [] }\n',
        "echo.toml:4: A source is missing in line_in.",
    ),
    (
        "echo.toml",
        DEVICE + '\n# Types.\namazon_types = [\n  { id = "A1" },\n]\n',
        "echo.toml:6: A source is missing in amazon_types.",
    ),
    (
        "methods.toml",
        METHOD.replace('sources = ["REVIEW"]\n', ""),
        "methods.toml:1: A source is missing in method.",
    ),
    # A source nobody knows.
    (
        "sonos.toml",
        DEVICE + f"line_in = {{ {YES.replace('REVIEW', 'RUMOUR#L1')} }}\n",
        "sonos.toml:4: There is no source RUMOUR#L1.",
    ),
    (
        "sonos.toml",
        DEVICE + 'claims = [{ document = "D", claim = "A", holds = "true" }]\n',
        "sonos.toml:4: There is no source D.",
    ),
    # A key nobody knows.
    (
        "echo.toml",
        DEVICE + f"\nline_inn = {{ {YES} }}\n",
        "echo.toml:5: There is no line_inn in device.",
    ),
    (
        "echo.toml",
        DEVICE + f"line_in = {{ {YES}, colour = 1 }}\n",
        "echo.toml:4: There is no colour in line_in.",
    ),
    (
        "echo.toml",
        f"[usual]\nnoise = {{ {YES} }}\n",
        "echo.toml:2: There is no noise in usual.",
    ),
    (
        "echo.toml",
        DEVICE + "\n[device.more]\nid = 1\n",
        "echo.toml:1: There is no more in device.",
    ),
    (
        "methods.toml",
        METHOD + SEQUENCE + 'cost = "low"\n',
        "methods.toml:18: There is no cost in sequence.",
    ),
    # A section nobody knows, and what stands outside of all.
    (
        "echo.toml",
        DEVICE + '\n[[manner]]\nid = "a"\n',
        "echo.toml:5: There is no manner in this table.",
    ),
    (
        "echo.toml",
        '["strange one"]\nid = "a"\n',
        "echo.toml:1: There is no strange one in this table.",
    ),
    (
        "echo.toml",
        "\nversion = 1\n" + DEVICE,
        "echo.toml:2: version stands outside a row.",
    ),
    # An id that is taken.
    (
        "echo.toml",
        DEVICE + "\n" + DEVICE,
        "echo.toml:6: The id one is taken.",
    ),
    (
        "methods.toml",
        SEQUENCE + METHOD + SEQUENCE,
        "methods.toml:19: The id steps is taken.",
    ),
    (
        "sources.toml",
        BARE["sources.toml"] * 2,
        "sources.toml:6: The id REVIEW is taken.",
    ),
    # A confidence or another word that is none.
    (
        "echo.toml",
        DEVICE + f"line_in = {{ {YES.replace('high', 'great')} }}\n",
        "echo.toml:4: confidence has to be one of high, medium, low, none, ",
    ),
    (
        "echo.toml",
        DEVICE + 'offer = "maybe"\n',
        "echo.toml:4: offer has to be one of automatic, guided, off, not maybe.",
    ),
    (
        "bridges.toml",
        DEVICE + 'kind = "bridge"\n',
        "bridges.toml:4: kind has to be one of bt_transmitter, cable, adapter, ",
    ),
    # An answer that does not fit its question, or its confidence.
    (
        "echo.toml",
        DEVICE + f"line_in = {{ {YES.replace('true', '1')} }}\n",
        "echo.toml:4: line_in cannot be 1.",
    ),
    (
        "echo.toml",
        DEVICE + f"line_in = {{ {YES.replace('high', 'none')} }}\n",
        "echo.toml:4: line_in cannot be True with confidence none.",
    ),
    (
        "echo.toml",
        DEVICE + f"line_in = {{ {YES.replace('true', '"unknown"')} }}\n",
        "echo.toml:4: line_in cannot be unknown with confidence high.",
    ),
    # Something of the wrong type.
    (
        "echo.toml",
        '[[device]]\nid = "one"\nname = 1\n',
        "echo.toml:3: name has to be a text.",
    ),
    (
        "echo.toml",
        '[[device]]\nname = "One"\nid = ""\n',
        "echo.toml:3: id has to be a text.",
    ),
    (
        "echo.toml",
        DEVICE + 'names = "One"\n',
        "echo.toml:4: names has to be a list of texts.",
    ),
    (
        "echo.toml",
        DEVICE + "names = [1]\n",
        "echo.toml:4: names has to be a list of texts.",
    ),
    (
        "echo.toml",
        DEVICE + 'amazon_types = ["A1"]\n',
        "echo.toml:4: amazon_types has to be made of rows.",
    ),
    (
        "echo.toml",
        DEVICE + "line_in = true\n",
        "echo.toml:4: line_in has to be made of rows.",
    ),
    (
        "methods.toml",
        SEQUENCE + 'timing = [{ name = "a", least = 0, default = true, most = 2 }]\n',
        "methods.toml:7: default has to be a number.",
    ),
    # A number out of its bounds.
    (
        "methods.toml",
        SEQUENCE + 'timing = [{ name = "a", least = 3, default = 1, most = 5 }]\n',
        "methods.toml:7: default is out of its bounds.",
    ),
    # Something that has to be there.
    (
        "echo.toml",
        '\n[[device]]\nid = "a"\n',
        "echo.toml:2: name is missing in device.",
    ),
    (
        "methods.toml",
        METHOD.replace("voice", "note = 'a'\n#"),
        "methods.toml:1: voice is missing in method.",
    ),
    (
        "sources.toml",
        '[[source]]\nid = "A"\nkind = "review"\n',
        "sources.toml:1: url or file is missing in source.",
    ),
    # What leads nowhere.
    (
        "sources.toml",
        '[[source]]\nid = "A"\nkind = "review"\nurl = "ftp://a"\n',
        "sources.toml:4: url has to be an address of the web.",
    ),
    (
        "echo.toml",
        DEVICE + 'same_as = "two"\n',
        "echo.toml:4: There is no device two.",
    ),
    (
        "methods.toml",
        METHOD + 'excludes = ["other"]\n',
        "methods.toml:12: There is no method other.",
    ),
    # What cannot be read at all.
    (
        "echo.toml",
        DEVICE + "name = 'Two'\n",
        "echo.toml:4: Cannot overwrite a value",
    ),
]


@pytest.mark.parametrize(
    ("shelf", "count"),
    [(Shelf.ECHO, 49), (Shelf.SONOS, 35), (Shelf.BLUETOOTH, 22), (Shelf.BRIDGES, 11)],
)
def test_every_device_is_there(shelf: Shelf, count: int) -> None:
    """As many as were looked up."""
    assert len(KNOWN.shelf(shelf)) == count


def test_every_method_rule_sequence_and_failure_is_there() -> None:
    """As many as were looked up."""
    assert len(KNOWN.methods) == 17
    assert len(KNOWN.rules) == 20
    assert len(KNOWN.sequences) == 11
    assert len(KNOWN.failures) == 18
    assert len(KNOWN.probes) == 16


def test_every_contradiction_is_there() -> None:
    """In the order of their numbers."""
    numbers = [f"K{number:02}" for number in range(1, 24)]

    assert list(KNOWN.contradictions) == numbers


def test_every_id_of_a_device_is_its_own() -> None:
    """Over all tables of devices."""
    texts = [(TABLES / f"{shelf}.toml").read_text(encoding="utf-8") for shelf in Shelf]
    ids = Counter(re.findall(r'^id = "(\w+)"$', "\n".join(texts), re.MULTILINE))

    assert set(ids) == set(KNOWN.devices)
    assert set(ids.values()) == {1}


def test_every_fact_has_a_source() -> None:
    """So has every number and every type."""
    rows = KNOWN.devices.values()
    marks = [mark for row in rows for mark in (*row.model_numbers, *row.amazon_types)]

    assert all(fact.sources for fact in FACTS)
    assert all(mark.sources for mark in marks)


def test_only_what_nobody_knows_has_no_confidence() -> None:
    """And all that nobody knows."""
    for fact in FACTS:
        assert (fact.value is None) == (fact.confidence is Confidence.NONE)


def test_a_source_document_alone_makes_nothing_sure() -> None:
    """Nor does memory."""
    weak = {SourceKind.DOCUMENT, SourceKind.MEMORY}
    for fact in FACTS:
        kinds = {KNOWN.sources[one.partition("#")[0]].kind for one in fact.sources}
        sure = fact.confidence in {Confidence.HIGH, Confidence.MEDIUM}

        assert not (sure and kinds <= weak), fact


@pytest.mark.parametrize("shelf", [Shelf.ECHO, Shelf.SONOS])
def test_every_model_of_a_family_answers_the_same_questions(shelf: Shelf) -> None:
    """Some answer more."""
    answers = [set(row.facts) for row in KNOWN.shelf(shelf)]
    ports = {About.BLUETOOTH_OUT, About.BLUETOOTH_IN, About.LINE_IN, About.LINE_OUT}

    assert set.intersection(*answers) >= ports | {About.TV_IN, About.ALEXA_GROUP}


def test_every_source_can_be_opened() -> None:
    """By an address, or by the name of a file; but memory is nowhere to be found."""
    for source in KNOWN.sources.values():
        assert (source.kind in TOLD) == (not source.url and not source.file), source


def test_every_address_is_one_of_the_web() -> None:
    """With a host."""
    addresses = [urlsplit(one.url) for one in KNOWN.sources.values() if one.url]

    assert all(one.netloc and one.scheme in {"https", "http"} for one in addresses)


def test_every_source_is_called_upon() -> None:
    """None is left over."""
    files = [file for file in TABLES.iterdir() if file.name != "sources.toml"]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)

    assert set(re.findall(r'"([A-Z][A-Z0-9]+)(?:#[^"]*)?"', text)) >= set(KNOWN.sources)


def test_the_source_documents_are_files() -> None:
    """Each by its name."""
    assert [document.id for document in DOCUMENTS] == [f"DOC{n}" for n in range(5)]
    assert all(re.fullmatch(r"\d{3}_\w+\.txt", one.file) for one in DOCUMENTS)


def test_every_source_document_finds_its_methods() -> None:
    """By the names they have there."""
    methods = KNOWN.methods.values()
    documents = {called.document for one in methods for called in one.called}

    assert documents == {document.id for document in DOCUMENTS}


def test_every_source_document_is_heard_and_judged() -> None:
    """Some of what they claim is so, some is not, and much is unproven."""
    assert {claim.document for claim in CLAIMS} == {one.id for one in DOCUMENTS}
    assert {claim.holds for claim in CLAIMS} == set(Holds)


def test_a_strict_rule_answers_a_claim() -> None:
    """One that is not so, or not fully."""
    for rule in KNOWN.rules.values():
        doubted = {claim.holds for claim in rule.claims} & {Holds.FALSE, Holds.PARTLY}

        assert not rule.strict or doubted


def test_what_a_method_needs_of_a_device_is_a_fact() -> None:
    """It is written as the device and what it has."""
    needs = " ".join(need for one in KNOWN.methods.values() for need in one.requires)

    assert {About(need) for need in re.findall(r"\b[a-z]+\.([a-z_]+)\b", needs)}


def test_methods_are_automatic_guided_and_off() -> None:
    """Each with its reason, in sentences."""
    assert {one.offer for one in KNOWN.methods.values()} == set(Offer)
    assert all(one.reason.endswith(".") for one in KNOWN.methods.values())


def _load(folder: Path, file: str, text: str) -> None:
    """Read tables that are bare but for one."""
    for name, bare in (BARE | {file: text}).items():
        (folder / name).write_text(bare, encoding="utf-8")
    load(folder)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("echo.toml", ""),
        ("echo.toml", f"[usual]\nbattery = {{ {YES} }}\n\n{DEVICE}"),
        ("echo.toml", f'{DEVICE}offer = "off"\nsame_as = "one"\n'),
        ("bridges.toml", f'{DEVICE}kind = "cable"\n'),
        ("sonos.toml", 'device = [{ id = "one", name = "One" }]\n'),
        ("methods.toml", METHOD),
        ("methods.toml", SEQUENCE),
        (
            "sources.toml",
            f'{BARE["sources.toml"]}[[source]]\nid = "M"\nkind = "memory"\n',
        ),
    ],
)
def test_a_table_that_says_what_it_should_is_read(
    tmp_path: Path, file: str, text: str
) -> None:
    """The cases below are wrong in one thing each."""
    _load(tmp_path, file, text)


@pytest.mark.parametrize(
    ("file", "text", "error"), WRONG, ids=[error for _, _, error in WRONG]
)
def test_a_row_that_is_wrong_says_where(
    tmp_path: Path, file: str, text: str, error: str
) -> None:
    """With the file and the line of the key, or else of the row."""
    with pytest.raises(TableError, match=re.escape(error)) as raised:
        _load(tmp_path, file, text)

    assert str(raised.value).startswith(f"{raised.value.file}:{raised.value.line}: ")
