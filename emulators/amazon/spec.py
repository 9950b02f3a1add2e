"""What is decided about an account, an Echo and a speaker before it starts."""

import tomllib
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Literal

from emulators.amazon.models import Model, model_named, model_of_type

type Direction = Literal["INPUT", "OUTPUT"]

# What speaks over Bluetooth says which part it can play.
SPEAKER: Final = ("A2DP-SINK", "AVRCP")
PHONE: Final = ("A2DP-SOURCE", "AVRCP")
# The language of an account's letters; the rest of the world writes English.
LANGUAGES: Final = {
    "com.br": "pt-BR",
    "de": "de-DE",
    "es": "es-ES",
    "fr": "fr-FR",
    "it": "it-IT",
}


def derived(what: str, length: int) -> str:
    """Make letters and digits out of a name, the same ones every time."""
    return sha256(what.encode()).hexdigest()[:length].upper()


def derived_address(name: str) -> str:
    """Make a Bluetooth address out of a name."""
    digits = derived(f"address of {name}", 12)
    return ":".join(digits[at : at + 2] for at in range(0, 12, 2))


@dataclass(frozen=True, kw_only=True, slots=True)
class AccountSpec:
    """One customer, who has one e-mail address and one country."""

    name: str = "home"
    site: str = "com"

    @property
    def email(self) -> str:
        """Return what the customer logs in with."""
        return f"{self.name.lower().replace(' ', '.')}@example.com"

    @property
    def password(self) -> str:
        """Return the other thing the customer logs in with."""
        return f"the password of {self.name}"

    @property
    def code(self) -> str:
        """Return what the customer's phone shows for the second step of it."""
        return f"{int(derived(f'code of {self.name}', 8), 16) % 1_000_000:06}"

    @property
    def customer(self) -> str:
        """Return what Amazon calls the customer."""
        return f"A{derived(f'customer {self.name}', 13)}"

    @property
    def language(self) -> str:
        """Return the language of the country."""
        return LANGUAGES.get(self.site, "en-US")


@dataclass(frozen=True, kw_only=True, slots=True)
class SpeakerSpec:
    """One speaker, or whatever else an Echo can be paired with.

    `connect_seconds` is how long it takes to say yes or no, at least and at
    most; `failure` the chance that it says no for no reason. `yields` lets a
    newcomer have it while somebody else does. All seconds are those of the
    house, before the emulator's pace.
    """

    name: str
    address: str = ""
    profiles: tuple[str, ...] = SPEAKER
    connect_seconds: tuple[float, float] = (2.0, 4.0)
    failure: float = 0.0
    in_range: bool = True
    asleep: bool = False
    held_by: str | None = None
    yields: bool = False
    auto_off: float | None = None

    def __post_init__(self) -> None:
        """Give it an address if it came without."""
        if not self.address:
            object.__setattr__(self, "address", derived_address(self.name))


@dataclass(frozen=True, kw_only=True, slots=True)
class EchoSpec:
    """One device of an account; what has no `type` is of the `model`.

    `paired` names speakers, by name or by address; what is no speaker is a
    phone. `jack` is the direction of a jack that can be switched, and
    `capabilities` are those of the model unless others are given.
    """

    name: str
    serial: str = ""
    model: str = "Echo Dot (5th gen)"
    type: str = ""
    account: str = "home"
    paired: tuple[str, ...] = ()
    gadgets: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    online: bool = True
    jack: Direction | None = None
    language: str | None = None
    volume: int = 30
    capabilities: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        """Give it a serial number if it came without."""
        if not self.serial:
            serial = f"G0{derived(f'serial of {self.name}', 14)}"
            object.__setattr__(self, "serial", serial)

    @property
    def kind(self) -> Model:
        """Return the model, by its type if that was given."""
        model = model_of_type(self.type) if self.type else model_named(self.model)
        if self.capabilities is None:
            return model

        return replace(model, capabilities=self.capabilities)


@dataclass(frozen=True, kw_only=True, slots=True)
class Specs:
    """Everything an emulated Amazon starts with."""

    accounts: tuple[AccountSpec, ...]
    echos: tuple[EchoSpec, ...]
    speakers: tuple[SpeakerSpec, ...]


def read_specs(path: Path) -> Specs:
    """Read the `[[account]]`, `[[echo]]` and `[[speaker]]` tables of a file."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    accounts = tuple(AccountSpec(**table) for table in tables.get("account", ()))
    return Specs(
        accounts=accounts or (AccountSpec(),),
        echos=tuple(EchoSpec(**fixed(table)) for table in tables["echo"]),
        speakers=tuple(
            SpeakerSpec(**fixed(table)) for table in tables.get("speaker", ())
        ),
    )


def fixed(table: dict[str, Any]) -> dict[str, Any]:
    """Turn the lists of a TOML table into what cannot change."""
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in table.items()
    }
