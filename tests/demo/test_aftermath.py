"""What may stand in the log of Home Assistant."""

from demo.aftermath import reasons_in

TIME = "2026-11-20 16:08:35.820"
LOADER = f"{TIME} WARNING (SyncWorker_1) [homeassistant.loader]"


def test_an_ordinary_line_is_no_complaint() -> None:
    """Only warnings and worse are looked at."""
    assert reasons_in(f"{TIME} INFO (MainThread) [homeassistant.core] Started") == []


def test_what_is_said_of_every_custom_integration_is_expected() -> None:
    """The reason is given, for the transcript."""
    said = f"{LOADER} We found a custom integration speaker_switchboard which"
    ((_, reason),) = reasons_in(said)
    assert reason == "Home Assistant says so of every custom integration"


def test_what_is_said_of_another_integration_is_not() -> None:
    """An expectation is for one message of one logger."""
    said = f"{LOADER} We found a custom integration other which"
    assert reasons_in(said) == [
        (said.split(" ", 2)[2].replace("(SyncWorker_1) ", ""), None)
    ]


def test_a_traceback_is_never_expected() -> None:
    """Nor is anything else that is no entry of the log."""
    assert reasons_in("Traceback (most recent call last):\n\n") == [
        ("Traceback (most recent call last):", None)
    ]
