"""Amazon Echos, through the integrations that hold the account."""

from .adapter import EchoFamily
from .phrases import LANGUAGES
from .turns import Gaps

__all__ = ["LANGUAGES", "EchoFamily", "Gaps"]
