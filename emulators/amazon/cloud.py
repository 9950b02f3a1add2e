"""What Amazon knows of its customers and their devices, and does for them."""

import logging
from collections.abc import Iterable
from dataclasses import replace
from random import Random
from typing import Any, Final, cast

from emulators.amazon.account import Account
from emulators.amazon.ask import Refused
from emulators.amazon.calls import Call
from emulators.amazon.echo import Echo
from emulators.amazon.faults import Fault, Faults
from emulators.amazon.push import Streams
from emulators.amazon.radio import Radio
from emulators.amazon.speaker import Speaker, unpacked
from emulators.amazon.spec import PHONE, Direction, SpeakerSpec, Specs
from emulators.amazon.states import distorted, states_of
from emulators.amazon.voice import Voice

LOGGER: Final = logging.getLogger(__name__)
STREAMING: Final = "STREAMING_STATE_CHANGED"
DIRECTIONS: Final = frozenset({"INPUT", "OUTPUT"})


class Cloud:
    """The accounts, the devices, and the air around them."""

    def __init__(self, specs: Specs, seed: int, pace: float) -> None:
        """Unpack everything; nothing is reachable yet."""
        self.faults = Faults()
        self.streams = Streams()
        self.calls: list[Call] = []
        self.missed: list[Call] = []
        self.radio = Radio(Random(seed), pace, self._tell_of_bluetooth)  # noqa: S311 - dice, no secret
        self.voice = Voice(self.radio, self._tell_of_records)
        self.accounts = tuple(Account(spec) for spec in specs.accounts)
        self.speakers = [unpacked(spec) for spec in specs.speakers]
        self.echos = tuple(
            Echo(
                spec=spec,
                account=self.account_named(spec.account),
                paired=list(self._peers(spec.paired)),
                gadgets=list(self._peers(spec.gadgets)),
                online=spec.online,
                volume=spec.volume,
                jack=spec.jack or ("OUTPUT" if spec.kind.has_jack else None),
            )
            for spec in specs.echos
        )
        for echo in self.echos:
            self.members_of(echo)

    def _peers(self, names: Iterable[str]) -> Iterable[Speaker]:
        """Find what an Echo is paired with; what is no speaker is a phone."""
        for name in names:
            found = self._called(name)
            if not found:
                phone = unpacked(SpeakerSpec(name=name, profiles=PHONE))
                self.speakers.append(phone)
                found = [phone]
            yield from found

    # Who is who.

    def account_named(self, name: str) -> Account:
        """Find an account by its name."""
        for account in self.accounts:
            if account.name == name:
                return account

        message = f"There is no account {name!r}."
        raise KeyError(message)

    def echo_named(self, name: str) -> Echo:
        """Find a device by its name or its serial number."""
        for echo in self.echos:
            if name in {echo.serial, echo.name}:
                return echo

        message = f"There is no Echo {name!r}."
        raise KeyError(message)

    def speaker_named(self, name: str) -> Speaker:
        """Find a speaker by its address, or by its name if only one has it."""
        found = self._called(name)
        if len(found) == 1:
            return found[0]

        message = f"{len(found)} speakers are called {name!r}."
        raise KeyError(message)

    def _called(self, name: str) -> list[Speaker]:
        return [each for each in self.speakers if name in {each.address, each.name}]

    def echos_of(self, account: Account) -> list[Echo]:
        """Return the devices of an account."""
        return [echo for echo in self.echos if echo.account is account]

    def echo_of(self, account: Account, serial: str | None) -> Echo | None:
        """Find a device of an account by what it is called on the wire."""
        mine = self.echos_of(account)
        return next((echo for echo in mine if echo.serial == serial), None)

    def groups_of(self, echo: Echo) -> list[Echo]:
        """Return the groups a device plays in."""
        return [group for group in self.echos if echo.name in group.spec.members]

    def reachable(self, echo: Echo) -> bool:
        """Tell whether a device is on the network; a group, if all of it is."""
        return echo.online and all(each.online for each in self.members_of(echo))

    def members_of(self, group: Echo) -> list[Echo]:
        """Return the devices that play in a group; all of them have to be here."""
        return [self.echo_named(name) for name in group.spec.members]

    # What customers ask for.

    def states_of(self, account: Account) -> list[dict[str, Any]]:
        """Describe the Bluetooth of an account as it is."""
        return states_of(self.echos_of(account))

    def states_told_to(self, account: Account) -> list[dict[str, Any]]:
        """Describe the Bluetooth of an account, with what goes wrong with that."""
        names = {echo.serial: echo.name for echo in self.echos_of(account)}
        struck = self.faults.of_states(account.name)
        return distorted(self.states_of(account), struck, names)

    def forget(self, echo: Echo, speaker: Speaker) -> None:
        """Let an Echo be paired with a speaker no longer."""
        if echo.link is speaker:
            self.radio.hang_up(echo)
        echo.paired.remove(speaker)

    def switch_jack(self, echo: Echo, port: str, direction: str) -> dict[str, Any]:
        """Let sound leave or enter an Echo by its jack."""
        if echo.jack is None or port != "aux0":
            raise Refused(404, "No such port")

        if direction not in DIRECTIONS:
            raise Refused(400, "No such direction")

        echo.jack = cast("Direction", direction)
        return {"id": port, "direction": direction}

    def leave_in_peace(self, echo: Echo, *, on: bool) -> None:
        """Let an Echo be silent, or no longer."""
        echo.dnd = on
        self.tell(echo, "PUSH_DND_STATE_CHANGE", {"enabled": on})

    def turn(self, echo: Echo, volume: int) -> None:
        """Turn the volume of an Echo, up to 100."""
        echo.volume = volume
        news = {"isMuted": echo.muted, "volumeSetting": volume}
        self.tell(echo, "PUSH_VOLUME_CHANGE", news)

    def speak(self, echo: Echo, text: str) -> None:
        """Let an Echo say something, which wakes nobody but keeps a speaker up."""
        if not echo.online:
            return

        echo.spoken.append(text)
        if echo.link is not None:
            self.radio.sound(echo.link)

    def announce(self, echo: Echo, text: str) -> None:
        """Let an Echo announce something, unless it is to be left in peace."""
        if not echo.dnd:
            self.speak(echo, text)

    def stream(self, echo: Echo, *, on: bool) -> None:
        """Let an Echo play music, or no longer."""
        echo.streaming = on
        if echo.link is not None:
            self.radio.sound(echo.link)
            self._tell_of_bluetooth(echo, STREAMING, success=True)

    def plug(self, echo: Echo, *, on: bool) -> None:
        """Plug an Echo in or out; without power it has no link, and tells nothing."""
        if on is echo.online:
            return

        echo.online = on
        if not on:
            self.radio.hang_up(echo)
        state = "ONLINE" if on else "OFFLINE"
        news = {"dopplerConnectionState": state}
        self.tell(echo, "PUSH_DOPPLER_CONNECTION_CHANGE", news)

    def join(self, name: str, wanted: str) -> None:
        """Connect an Echo at once to what it is paired with."""
        echo, speaker = self.echo_named(name), self.speaker_named(wanted)
        if speaker not in echo.paired:
            message = f"{echo.name} is not paired with {speaker.name}."
            raise ValueError(message)

        if not (echo.online and speaker.answers):
            message = f"{speaker.name} does not answer {echo.name}."
            raise ValueError(message)

        self.radio.join(echo, speaker)

    def go_wrong(self, fault: Fault) -> None:
        """Let something go wrong, unless it is of somebody who is not here."""
        if fault.account is not None:
            self.account_named(fault.account)
        if fault.echo is not None:
            fault = replace(fault, echo=self.echo_named(fault.echo).name)
        self.faults.set(fault, states_of(self.echos))

    # What customers are told, and what they have asked.

    def log(self, call: Call) -> None:
        """Write down what was asked."""
        LOGGER.debug("%s", call)
        self.calls.append(call)

    def tell(self, echo: Echo, resource: str, payload: dict[str, Any]) -> None:
        """Tell the programs of a customer what happened to a device."""
        if self.faults.loses_push(echo.account.name, echo.name):
            return

        doppler = {"deviceSerialNumber": echo.serial, "deviceType": echo.type}
        owner = echo.account.spec.customer
        news = {"dopplerId": doppler, "destinationUserId": owner, **payload}
        self.streams.tell(echo.account, resource, news)

    def _tell_of_bluetooth(self, echo: Echo, event: str, success: bool) -> None:  # noqa: FBT001 - it is what the radio tells
        """Tell that something happened in the air, not to which speaker."""
        if not echo.online:
            return

        news = {
            "bluetoothEvent": event,
            "bluetoothEventSuccess": success,
            "bluetoothEventPayload": None,
        }
        self.tell(echo, "PUSH_BLUETOOTH_STATE_CHANGE", news)

    def _tell_of_records(self, echo: Echo) -> None:
        """Tell what programs take for a sign that there are new records."""
        news = {"bass": 0, "midrange": 0, "treble": 0}
        self.tell(echo, "PUSH_EQUALIZER_STATE_CHANGE", news)
