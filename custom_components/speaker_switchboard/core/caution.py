"""What a person should know about a plan, though it can be carried out: the words."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Caution(StrEnum):
    """The keys of all cautions."""

    ALEXA_GROUP_DROPS_IT = "alexa_group_drops_it"
    DND_IS_NOT_A_MUTE = "dnd_is_not_a_mute"
    NOT_IN_STEP = "not_in_step"
    PHONE_IS_SILENCED = "phone_is_silenced"
    UNSURE = "unsure"


CAUTIONS: Final[Mapping[Caution, str]] = {
    Caution.ALEXA_GROUP_DROPS_IT: (
        "Starting an Alexa group with this Echo drops its Bluetooth connection."
    ),
    Caution.DND_IS_NOT_A_MUTE: (
        "Alexa's answers come along. Do Not Disturb keeps announcements and calls"
        " away, but not answers or music."
    ),
    Caution.NOT_IN_STEP: "These rooms play the same, but not in step with each other.",
    Caution.PHONE_IS_SILENCED: (
        "What a phone plays there now stops, and only the phone can start it again."
    ),
    Caution.UNSURE: "It is not sure that every device on the way can do its part.",
}
