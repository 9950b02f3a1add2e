"""What can come of asking Amazon, whichever library carries the question.

The two libraries are the business of the integrations that hold an account. They
may be missing here, so that their errors are told apart by name.
"""

from typing import Final

from homeassistant.exceptions import HomeAssistantError, ServiceNotFound

from ...core.names import clean_name

NO_ANSWER: Final = "Amazon did not answer in time"
BAD_ANSWER: Final = "Amazon answered with an error"
REFUSED: Final = "Amazon refused it"
NO_SENSE: Final = "Amazon's answer could not be read"
SIGNED_OUT: Final = "its account has to be signed in to again"
NOT_LOADED: Final = "the integration that holds its account is not loaded"

# A login that Alexa Media Player has given up is closed until a person signs in.
_SIGNED_OUT: Final = frozenset(
    {"CannotAuthenticate", "AlexapyLoginError", "AlexapyLoginCloseRequested"}
)
# Said in the same breath: a refusal that passes.
_PASSING: Final = "Forbidden"
_FINAL: Final = "Bad Request"


class Failure(Exception):
    """Asking Amazon came to nothing."""

    def __init__(self, reason: str) -> None:
        """Remember what a person may be told."""
        super().__init__(reason)
        self.reason = reason


class Unanswered(Failure):
    """No answer came, or none that tells; it may have been done all the same."""


class Refused(Failure):
    """The answer was no, and would be the next time."""


class Expired(Failure):
    """The account has to be signed in to again."""


class Changed(Failure):
    """The integration or its library is not what it was when this was written."""


def judge(err: Exception) -> Failure:
    """Tell what came of it, from what was raised on the way."""
    if isinstance(err, Failure):
        return err
    if isinstance(err, HomeAssistantError):
        return _judge_action(err)
    kinds = {kind.__name__ for kind in type(err).__mro__}
    if kinds & _SIGNED_OUT:
        passing = str(err) == _PASSING
        return Unanswered(BAD_ANSWER) if passing else Expired(SIGNED_OUT)
    if "CannotRetrieveData" in kinds and _FINAL in str(err):
        return Refused(REFUSED)
    if isinstance(err, AttributeError | ImportError | TypeError):
        return Changed(type(err).__name__)
    return Unanswered(NO_ANSWER if isinstance(err, TimeoutError) else BAD_ANSWER)


def _judge_action(err: HomeAssistantError) -> Failure:
    """Tell what came of an action, whose own error hides that of the library."""
    if isinstance(err, ServiceNotFound):
        return Changed(type(err).__name__)
    if isinstance(err.__cause__, Exception):
        return judge(err.__cause__)
    return Refused(clean_name(str(err), "Home Assistant refused it"))
