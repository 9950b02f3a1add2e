"""Whom to believe when several say something of a device."""

from itertools import compress, product

import pytest

from custom_components.speaker_switchboard.core.about import (
    PLUGS,
    SUBJECTS,
    WORDS,
    About,
    Value,
    fits,
)
from custom_components.speaker_switchboard.core.facts import (
    Confidence,
    Fact,
    Origin,
    resolve,
)

SAYERS = tuple(
    (origin, confidence)
    for origin in Origin
    for confidence in Confidence
    if origin is Origin.TABLE or confidence is Confidence.HIGH
)


def said(
    value: Value,
    origin: Origin = Origin.TABLE,
    confidence: Confidence = Confidence.HIGH,
    about: About = About.BLUETOOTH_OUT,
) -> Fact:
    """Return what somebody says."""
    return Fact(about=about, value=value, origin=origin, confidence=confidence)


YES = [said(value=True, origin=origin, confidence=sure) for origin, sure in SAYERS]
NO = [said(value=False, origin=origin, confidence=sure) for origin, sure in SAYERS]
SILENT = [said(None, origin, sure) for origin, sure in SAYERS]
NOBODY = said(None, Origin.UNKNOWN, Confidence.NONE)


def test_of_any_that_speak_the_first_is_believed() -> None:
    """The user, a probe, the house, the table from high to low, then nobody."""
    for there in product((True, False), repeat=len(SAYERS)):
        facts = list(compress(YES, there))

        assert resolve(About.BLUETOOTH_OUT, reversed(facts)) == [*facts, NOBODY][0]


def test_who_says_no_counts_as_much_as_who_says_yes() -> None:
    """Of two that disagree the one who stands first is believed, whatever it says."""
    for (place, yes), (other, no) in product(enumerate(YES), enumerate(NO)):
        assert resolve(About.BLUETOOTH_OUT, [yes, no]).value is (place <= other)


def test_who_does_not_know_comes_last() -> None:
    """A probe that found nothing out does not hide what the table says."""
    for silent, speaks in product(SILENT, NO):
        assert resolve(About.BLUETOOTH_OUT, [silent, speaks]) is speaks


def test_of_equals_the_first_is_believed() -> None:
    """Two probes may disagree."""
    yes, no = YES[1], NO[1]

    assert resolve(About.BLUETOOTH_OUT, [yes, no]) is yes
    assert resolve(About.BLUETOOTH_OUT, [no, yes]) is no


def test_only_what_is_asked_about_counts() -> None:
    """Nothing that is said of the output says anything of the input."""
    assert resolve(About.BLUETOOTH_IN, YES).origin is Origin.UNKNOWN


def test_a_yes_never_hides_a_route() -> None:
    """Nor is it doubtful."""
    assert not [fact for fact in YES if fact.hides or fact.doubtful]


def test_a_no_hides_a_route_or_is_doubtful() -> None:
    """What is not tried needs no warning."""
    assert [fact.hides for fact in NO] == [not fact.doubtful for fact in NO]


@pytest.mark.parametrize(
    ("sure", "hides"),
    [
        (Confidence.HIGH, True),
        (Confidence.MEDIUM, True),
        (Confidence.LOW, False),
        (Confidence.NONE, False),
    ],
)
def test_a_no_that_is_a_guess_never_hides_a_route(
    sure: Confidence, *, hides: bool
) -> None:
    """Whoever makes it."""
    facts = [said(value=False, origin=origin, confidence=sure) for origin in Origin]

    assert {fact.hides for fact in facts} == {hides}


def test_what_nobody_knows_is_allowed_with_a_warning() -> None:
    """It can be tried."""
    fact = resolve(About.TV_IN, [])

    assert not fact.hides
    assert fact.doubtful


@pytest.mark.parametrize(
    ("fact", "sentence"),
    [
        (YES[0], "Kitchen, Bluetooth output: yes. You said so."),
        (NO[1], "Kitchen, Bluetooth output: no. It says so itself."),
        (YES[2], "Kitchen, Bluetooth output: yes. It was so in this house before."),
        (YES[3], "Kitchen, Bluetooth output: yes. That is well known of its model."),
        (NO[4], "Kitchen, Bluetooth output: no. That is likely for its model."),
        (YES[5], "Kitchen, Bluetooth output: yes. That is a guess about its model."),
        (SILENT[1], "Kitchen, Bluetooth output: not known. It can be tried."),
        (NOBODY, "Kitchen, Bluetooth output: not known. It can be tried."),
    ],
)
def test_a_fact_is_said_in_a_sentence(fact: Fact, sentence: str) -> None:
    """With what is so, and who says it."""
    assert fact.say("Kitchen") == sentence


@pytest.mark.parametrize(
    ("about", "value", "answer"),
    [
        (About.CODECS, ("SBC", "AAC"), "SBC, AAC"),
        (About.LISTED_INPUTS, (), "none"),
        (About.INPUTS, ("aux_3_5",), "3.5 mm jack"),
        (About.DELAY_MS, (75,), "75 or more"),
        (About.DELAY_MS, (75, 120), "75 to 120"),
        (About.DELAY_MS, (0, 0), "0"),
        (About.AUTO_OFF_MINUTES, 20, "20"),
        (About.BLUETOOTH_VERSION, "5.1", "5.1"),
        (About.SYNC, "unsynced", "each for itself, 100 to 500 ms apart and drifting"),
    ],
)
def test_an_answer_is_said_in_plain_words(
    about: About, value: Value, answer: str
) -> None:
    """Lists, spans, numbers and words."""
    assert said(value, about=about).answer == answer


@pytest.mark.parametrize(
    ("about", "value"),
    [
        (About.LINE_IN, True),
        (About.LINE_IN, False),
        (About.BLUETOOTH_VERSION, "4.2"),
        (About.CODECS, ["SBC"]),
        (About.CODECS, []),
        (About.INPUTS, list(PLUGS)),
        (About.AUTO_OFF_MINUTES, 15),
        (About.SPEAKERS_AT_ONCE, 2),
        (About.DELAY_MS, [30]),
        (About.DELAY_MS, [30, 100.5]),
    ],
)
def test_an_answer_fits_its_question(about: About, value: object) -> None:
    """Yes and no, or one of the listed words, unless another kind is asked for."""
    assert fits(about, value)


@pytest.mark.parametrize(
    ("about", "value"),
    [
        (About.LINE_IN, 1),
        (About.LINE_IN, "maybe"),
        (About.LINE_IN, "car_only"),
        (About.SYNC, True),
        (About.BLUETOOTH_VERSION, ""),
        (About.BLUETOOTH_VERSION, 5.1),
        (About.CODECS, "SBC"),
        (About.CODECS, [1]),
        (About.INPUTS, "rca"),
        (About.INPUTS, ["scart"]),
        (About.AUTO_OFF_MINUTES, True),
        (About.SPEAKERS_AT_ONCE, "many"),
        (About.DELAY_MS, 30),
        (About.DELAY_MS, []),
        (About.DELAY_MS, [100, 30]),
        (About.DELAY_MS, [1, 2, 3]),
        (About.DELAY_MS, ["30"]),
    ],
)
def test_an_answer_to_another_question_does_not_fit(
    about: About, value: object
) -> None:
    """A word belongs to some questions only."""
    assert not fits(about, value)


def test_every_word_fits_its_question() -> None:
    """Each is listed for those it answers."""
    assert all(fits(about, word) for about, words in WORDS.items() for word in words)


def test_every_question_has_words() -> None:
    """They head the pages and stand in the plans."""
    assert set(SUBJECTS) == set(About)
