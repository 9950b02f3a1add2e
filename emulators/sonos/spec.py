"""What a pretend player is: the part of it that is decided before it starts."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

# The players that can hand their sound on at full level: Connect and Port
# (`supports_fixed_volume` of SoCo answers for these two).
FIXED_VOLUME_NUMBERS = frozenset({"S15", "S23"})


@dataclass(frozen=True, kw_only=True, slots=True)
class PlayerSpec:
    """One player as it comes out of its box and is set up in a room."""

    name: str
    address: str
    model: str = "One"
    number: str = "S18"
    line_in: str | None = None
    cable: bool = True
    tv: bool = False
    battery: int | None = None
    bluetooth: bool = False
    fixed_volume: bool = False
    microphone: bool = False
    asleep: bool = False
    right_of: str | None = None
    surround_of: str | None = None

    @property
    def model_name(self) -> str:
        """Return the model as it is written on the wire."""
        return f"Sonos {self.model}"

    @property
    def mac(self) -> str:
        """Return a hardware address, made from the network address."""
        low = (int(part) for part in self.address.split(".")[1:])
        return "54-2A-1B-" + "-".join(f"{part:02X}" for part in low)

    @property
    def uid(self) -> str:
        """Return the name the player has for life."""
        return f"RINCON_{self.mac.replace('-', '')}01400"

    @property
    def bonded_to(self) -> str | None:
        """Return the room this player is a hidden half or satellite of."""
        return self.right_of or self.surround_of

    @property
    def supports_fixed_volume(self) -> bool:
        """Tell whether the output can be set to full level."""
        return self.fixed_volume or self.number in FIXED_VOLUME_NUMBERS


def read_specs(path: Path) -> tuple[PlayerSpec, ...]:
    """Read the `[[player]]` tables of a TOML file."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))["player"]
    return tuple(PlayerSpec(**table) for table in tables)
