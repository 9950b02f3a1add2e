"""What becomes of a chosen source, in all the ways in which it can go.

The action itself reports success each time.
"""

import time

import pytest
from homeassistant.components.media_player.const import MediaPlayerState

from emulators.amazon import Fault, Kind

from ..patience import until
from .amp import BLUETOOTH, PAIR, Amp

PAIR_SINK = f"{BLUETOOTH}/pair-sink"
PUSH = "PUSH_BLUETOOTH_STATE_CHANGE"


def push_was_heard(amp: Amp) -> bool:
    """Tell whether news of Bluetooth have come."""
    return PUSH in amp.account["http2_commands"]


async def test_success_is_seen_by_connected_bluetooth(amp: Amp) -> None:
    """The source stays the local speaker, and the sound is called a phone's."""
    began = time.monotonic()
    await amp.choose("Kitchen Echo", "JBL Flip 6")
    returned = time.monotonic() - began
    await amp.sees("Kitchen Echo", "JBL Flip 6")
    assert returned < 0.1
    assert amp.amazon.connected("Kitchen Echo") == "JBL Flip 6"
    assert amp.shows("Kitchen Echo", "source") == "Local Speaker"
    assert amp.state("Kitchen Echo").state == MediaPlayerState.PAUSED
    assert amp.shows("Kitchen Echo", "media_title") == "Bluetooth"
    assert amp.shows("Kitchen Echo", "media_artist") == "Streaming from Local Speaker"


async def test_a_phone_that_is_connected_is_the_source(amp: Amp) -> None:
    """It is in the list of sources, as no speaker is."""
    amp.amazon.connect("Kitchen Echo", "Pixel 9")
    await amp.sees("Kitchen Echo", "Pixel 9")
    assert amp.shows("Kitchen Echo", "source") == "Pixel 9"


async def test_the_local_speaker_disconnects(amp: Amp) -> None:
    """Whatever is connected."""
    amp.amazon.connect("Kitchen Echo", "JBL Flip 6")
    await amp.sees("Kitchen Echo", "JBL Flip 6")
    await amp.choose("Kitchen Echo", "Local Speaker")
    await amp.sees("Kitchen Echo", None)
    assert amp.amazon.connected("Kitchen Echo") is None
    assert amp.state("Kitchen Echo").state == MediaPlayerState.IDLE


async def test_it_disconnects_even_when_nothing_is_connected(amp: Amp) -> None:
    """The request is sent all the same."""
    await amp.choose("Kitchen Echo", "Local Speaker")
    await until(lambda: bool(amp.asked(f"{BLUETOOTH}/disconnect-sink")))


async def test_a_name_that_is_not_paired_does_nothing(amp: Amp) -> None:
    """Capital letters count."""
    await amp.choose("Kitchen Echo", "jbl flip 6")
    await amp.rests()
    assert amp.asked() == []
    assert amp.shows("Kitchen Echo", "source") == "Local Speaker"


async def test_a_group_does_nothing(amp: Amp) -> None:
    """It is paired with nothing."""
    await amp.choose("Everywhere", "JBL Flip 6")
    await amp.rests()
    assert amp.asked() == []


async def test_a_radio_link_that_fails_makes_the_source_lie(amp: Amp) -> None:
    """At the next write, whatever causes it, the speaker is shown as the source."""
    await amp.choose("Kitchen Echo", "Elsewhere")
    await until(lambda: push_was_heard(amp))
    await amp.rests()
    assert amp.shows("Kitchen Echo", "source") == "Local Speaker"
    assert amp.asked(BLUETOOTH) == amp.asked(PAIR_SINK)

    await amp.act("media_player.volume_set", "Kitchen Echo", volume_level=0.4)
    await until(lambda: amp.shows("Kitchen Echo", "source") == "Elsewhere")
    assert amp.connected("Kitchen Echo") is None


@pytest.mark.parametrize("status", [400, 403, 500])
async def test_a_refusal_is_not_seen(amp: Amp, status: int) -> None:
    """Nothing is tried again, and nothing changes."""
    before = amp.state("Kitchen Echo")
    amp.amazon.fail(Fault(on=PAIR, status=status))
    await amp.choose("Kitchen Echo", "JBL Flip 6")
    await until(lambda: len(amp.asked(PAIR_SINK)) == 1)
    await amp.rests()
    assert amp.state("Kitchen Echo") == before
    assert len(amp.asked(PAIR_SINK)) == 1


async def test_too_many_requests_are_repeated_and_succeed_late(amp: Amp) -> None:
    """Long after the action reported success."""
    amp.amazon.fail(Fault(on=PAIR, status=429, times=2))
    began = time.monotonic()
    await amp.choose("Kitchen Echo", "JBL Flip 6")
    returned = time.monotonic() - began
    await until(lambda: amp.connected("Kitchen Echo") == "JBL Flip 6", within=15)
    assert returned < 0.1
    assert time.monotonic() - began > 1
    assert len(amp.asked(PAIR_SINK)) == 3


@pytest.mark.usefixtures("fresh_devices")
async def test_an_echo_that_is_offline_is_not_asked(
    amp: Amp, caplog: pytest.LogCaptureFixture
) -> None:
    """Core says so in the log, and the action succeeds."""
    amp.amazon.offline("Kitchen Echo")
    await amp.refresh()
    amp.amazon.forget_calls()
    await amp.choose("Kitchen Echo", "JBL Flip 6")
    assert amp.state("Kitchen Echo").state == "unavailable"
    assert "missing or not currently available" in caplog.text
    assert amp.asked() == []


async def test_a_push_that_is_lost_leaves_it_stale(amp: Amp) -> None:
    """An update of the entity does not help, a poll of the account does."""
    amp.amazon.fail(Fault(kind=Kind.PUSH_LOST))
    await amp.choose("Kitchen Echo", "JBL Flip 6")
    await until(lambda: amp.amazon.connected("Kitchen Echo") == "JBL Flip 6")
    await amp.nudge("Kitchen Echo")
    assert amp.asked("/api/np/player") == ["/api/np/player"]
    assert amp.connected("Kitchen Echo") is None

    await amp.after(601)
    await amp.sees("Kitchen Echo", "JBL Flip 6")


@pytest.mark.usefixtures("fresh_devices")
async def test_a_poll_that_fails_looks_like_no_bluetooth(amp: Amp) -> None:
    """And calls itself a success."""
    amp.amazon.connect("Kitchen Echo", "JBL Flip 6")
    await amp.sees("Kitchen Echo", "JBL Flip 6")
    amp.amazon.fail(Fault(on=f"GET {BLUETOOTH}", status=500))
    await amp.refresh()
    await amp.sees("Kitchen Echo", None)
    assert amp.shows("Kitchen Echo", "bluetooth_list") == []
    assert amp.shows("Kitchen Echo", "source_list") == ["Local Speaker"]
    assert amp.entry.runtime_data.coordinator.last_update_success


async def test_a_poll_that_fails_soon_after_another_changes_nothing(amp: Amp) -> None:
    """The devices of half a minute ago still carry what was known then."""
    amp.amazon.connect("Kitchen Echo", "JBL Flip 6")
    await amp.sees("Kitchen Echo", "JBL Flip 6")
    amp.amazon.fail(Fault(on=f"GET {BLUETOOTH}", status=500))
    await amp.refresh()
    assert amp.connected("Kitchen Echo") == "JBL Flip 6"
    assert "/api/devices-v2/device" not in amp.asked()


async def test_a_gadget_hides_the_speaker_behind_it(amp: Amp) -> None:
    """What comes first in the list is shown, and makes the Echo look busy."""
    await amp.choose("Hallway Echo", "JBL Flip 6")
    await until(lambda: push_was_heard(amp))
    await amp.rests()
    assert amp.amazon.connected("Hallway Echo") == "JBL Flip 6"
    assert amp.connected("Hallway Echo") == "EchoBtn0AB"
    assert amp.state("Hallway Echo").state == MediaPlayerState.PAUSED


async def test_all_that_have_the_name_are_connected(amp: Amp) -> None:
    """One after the other, so that any of them may win."""
    await amp.choose("Kitchen Echo", "Twin")
    await until(lambda: len(amp.asked(PAIR_SINK)) == 2)
    asked = [call.body for call in amp.amazon.calls() if "pair-sink" in call.path]
    assert sorted(body["bluetoothDeviceAddress"] for body in asked) == [
        "AA:00:00:00:00:01",
        "AA:00:00:00:00:02",
    ]


async def test_a_show_tells_nothing_until_the_first_push(amp: Amp) -> None:
    """It connects all the same, and is known from then on."""
    assert amp.shows("Bedroom Show", "bluetooth_list") == []
    await amp.choose("Bedroom Show", "Soundcore Motion")
    await amp.sees("Bedroom Show", "Soundcore Motion")
    assert amp.shows("Bedroom Show", "source_list") == ["Local Speaker"]
    assert amp.shows("Bedroom Show", "bluetooth_list") == [
        "Soundcore Motion",
        "JBL Flip 6",
    ]


@pytest.mark.usefixtures("fresh_devices")
async def test_a_poll_does_not_correct_a_show(amp: Amp) -> None:
    """What its last push told stays."""
    await amp.choose("Bedroom Show", "Soundcore Motion")
    await amp.sees("Bedroom Show", "Soundcore Motion")
    amp.amazon.fail(Fault(kind=Kind.PUSH_LOST))
    amp.amazon.disconnect("Bedroom Show")
    await amp.refresh()
    assert amp.connected("Bedroom Show") == "Soundcore Motion"


@pytest.mark.parametrize("status", [200, 400, 500])
async def test_the_library_tells_nothing_of_a_refusal(amp: Amp, status: int) -> None:
    """Who waits for it learns as little."""
    amp.amazon.fail(Fault(on=PAIR, status=status))
    entity = amp.account["entities"]["media_player"][amp.serial("Kitchen Echo")]
    assert await entity.alexa_api.set_bluetooth("AA:00:00:00:00:01") is None
    assert len(amp.asked(PAIR_SINK)) == 1


async def test_music_makes_the_player_play(amp: Amp) -> None:
    """Over a link to a speaker, as if a phone played to the Echo."""
    amp.amazon.connect("Kitchen Echo", "JBL Flip 6")
    await amp.sees("Kitchen Echo", "JBL Flip 6")
    amp.amazon.play("Kitchen Echo")
    await until(lambda: amp.state("Kitchen Echo").state == MediaPlayerState.PLAYING)
    amp.amazon.stop("Kitchen Echo")
    await until(lambda: amp.state("Kitchen Echo").state == MediaPlayerState.PAUSED)


async def test_an_echo_that_goes_is_seen_at_once(amp: Amp) -> None:
    """And seen again when it is back, with its link as it was known last."""
    amp.amazon.connect("Kitchen Echo", "JBL Flip 6")
    await amp.sees("Kitchen Echo", "JBL Flip 6")
    amp.amazon.offline("Kitchen Echo")
    await until(lambda: amp.state("Kitchen Echo").state == "unavailable")
    amp.amazon.online("Kitchen Echo")
    await amp.sees("Kitchen Echo", "JBL Flip 6")
    assert amp.amazon.connected("Kitchen Echo") is None


async def test_a_speaker_that_is_stolen_is_seen(amp: Amp) -> None:
    """Amazon pushes that, too."""
    amp.amazon.connect("Kitchen Echo", "JBL Flip 6")
    await amp.sees("Kitchen Echo", "JBL Flip 6")
    amp.amazon.steal("JBL Flip 6")
    await amp.sees("Kitchen Echo", None)


async def test_what_amazon_never_answers_ends_with_the_entry(amp: Amp) -> None:
    """Until then it waits, and the action has long succeeded."""
    amp.amazon.fail(Fault(kind=Kind.HANG, on=PAIR))
    await amp.choose("Kitchen Echo", "JBL Flip 6")
    await until(lambda: bool(amp.asked(PAIR_SINK)))
    began = time.monotonic()
    assert await amp.hass.config_entries.async_unload(amp.entry.entry_id)
    assert time.monotonic() - began < 1
