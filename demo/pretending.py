"""What is pretended: the players of a household, and an Amazon with its Echos."""

import json
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

from demo.configuration import write_configuration
from demo.places import (
    ACCOUNT,
    AMAZON,
    CONFIG,
    HOST,
    HOUSEHOLD,
    check_players,
    clear_up,
)
from emulators.amazon import Amazon
from emulators.sonos import Household
from emulators.thread import running


@dataclass(frozen=True, slots=True)
class Pretence:
    """All that stands where hardware or a cloud would."""

    house: Household
    amazon: Amazon


@contextmanager
def pretending(port: int) -> Generator[Pretence]:
    """Run it for as long as the block lasts, ready for a Home Assistant at a port."""
    house = Household.load(HOUSEHOLD)
    check_players(house.players())
    clear_up()
    # Any port will do for Amazon, so that nobody has it already.
    amazon = Amazon.load(ACCOUNT, address=HOST)
    write_configuration(CONFIG, port, amazon.core_entry_data())
    with running(house), running(amazon):
        _tell_of(amazon)
        yield Pretence(house, amazon)


def _tell_of(amazon: Amazon) -> None:
    """Write down where Amazon is, and who vouches for it."""
    told = {
        "address": amazon.address,
        "port": amazon.port,
        "certificate": amazon.certificate.decode(),
    }
    AMAZON.write_text(json.dumps(told), encoding="utf-8")
