"""Pretend players tell what has changed, as real ones do."""

import asyncio
import queue
import time
from typing import Any

import pytest
import soco
from soco import events_asyncio

from emulators.sonos import Household
from emulators.thread import running

from .ear import Ear, ask
from .rooms import ROOMS, line_in_of, soco_of


async def test_soco_hears_of_a_group(
    house: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The topology comes by event, to whoever subscribed."""
    listener = events_asyncio.event_listener
    monkeypatch.setattr(soco.config, "EVENTS_MODULE", events_asyncio)
    monkeypatch.setattr(listener, "_stop_grace_seconds", 0)
    told: asyncio.Queue[Any] = asyncio.Queue()
    subscription = await soco_of(house, "Office").zoneGroupTopology.subscribe()
    subscription.callback = told.put_nowait
    async with asyncio.timeout(2):
        await told.get()
        house.group("Office", "Kitchen")
        event = await told.get()
    await subscription.unsubscribe()
    await listener.async_stop()
    together = f"{house.uid('Office')},{house.uid('Kitchen')}"
    assert event.variables["zone_player_uui_ds_in_group"] == together
    assert house.subscriptions() == []


@pytest.mark.parametrize(
    "service",
    [
        "AVTransport",
        "RenderingControl",
        "ZoneGroupTopology",
        "AudioIn",
        "HTControl",
        "DeviceProperties",
        "GroupManagement",
        "AlarmClock",
        "ContentDirectory",
        "GroupRenderingControl",
    ],
)
def test_a_new_listener_is_told_everything_once(
    house: Household, ear: Ear, service: str
) -> None:
    """The first event bears the number zero, and comes after the answer."""
    sid = ear.subscribe(house, "Dining Room", service)
    first = ear.next()
    assert (first.sid, first.sequence) == (sid, 0)
    assert first.variables


def test_av_transport_tells_all_of_what_plays(house: Household, ear: Ear) -> None:
    """State, source, queue, track and its description."""
    house.play("Kitchen", title="So What", track=3)
    ear.subscribe(house, "Kitchen", "AVTransport")
    told = ear.next().variables
    own = f"x-rincon-queue:{house.uid('Kitchen')}#0"
    assert (told["TransportState"], told["AVTransportURI"]) == ("PLAYING", own)
    assert (told["CurrentTrack"], told["NumberOfTracks"]) == ("3", "3")
    assert told["EnqueuedTransportURI"] == own
    assert "So What" in told["CurrentTrackMetaData"]
    assert told["CurrentPlayMode"] == "NORMAL"


def test_a_member_is_told_what_its_leader_does(house: Household, ear: Ear) -> None:
    """It names its leader, and starts and stops with it."""
    house.group("Office", "Kitchen")
    ear.subscribe(house, "Kitchen", "AVTransport")
    ear.next()
    house.play("Office", line_in_of(house, "Hallway"))
    told = ear.next().variables
    assert told["AVTransportURI"] == f"x-rincon:{house.uid('Office')}"
    assert told["TransportState"] == "PLAYING"


def test_a_pulled_cable_is_all_that_is_told(house: Household, ear: Ear) -> None:
    """What has not changed is not repeated."""
    ear.subscribe(house, "Hallway", "AudioIn")
    first = ear.next().variables
    house.plug("Hallway", connected=False)
    assert first["LineInConnected"] == "1"
    assert first["AudioInputName"] == "Turntable"
    assert ear.next().variables == {"LineInConnected": "0"}


def test_a_line_in_tells_that_it_is_heard(house: Household, ear: Ear) -> None:
    """Wherever that is."""
    ear.subscribe(house, "Hallway", "AudioIn")
    ear.next()
    house.play("Kitchen", line_in_of(house, "Hallway"))
    assert ear.next().variables == {"Playing": "1"}


def test_a_tv_that_is_switched_off_is_told(house: Household, ear: Ear) -> None:
    """By the service that stands for the TV."""
    ear.subscribe(house, "Living Room", "HTControl")
    ear.next()
    house.set_tv("Living Room", on=False)
    assert ear.next().variables == {"TOSLinkConnected": "0"}


def test_a_volume_is_told(house: Household, ear: Ear) -> None:
    """With the channel it is about."""
    ear.subscribe(house, "Kitchen", "RenderingControl")
    ear.next()
    house.set_volume("Kitchen", 35)
    assert ear.next().variables == {"Volume/Master": "35"}


def test_events_are_numbered_in_the_order_of_what_happened(
    house: Household, ear: Ear
) -> None:
    """None overtakes another."""
    ear.subscribe(house, "Kitchen", "RenderingControl")
    ear.next()
    for volume in range(30, 40):
        house.set_volume("Kitchen", volume)
    told = [ear.next() for _ in range(10)]
    assert [one.sequence for one in told] == list(range(1, 11))
    assert [one.variables["Volume/Master"] for one in told] == [
        str(volume) for volume in range(30, 40)
    ]


def test_a_subscription_can_be_renewed(house: Household, ear: Ear) -> None:
    """It keeps its name."""
    sid = ear.subscribe(house, "Kitchen", "AVTransport", seconds=60)
    answer = ask(
        house, "Kitchen", "SUBSCRIBE", "AVTransport", SID=sid, TIMEOUT="Second-600"
    )
    assert answer == (200, sid)
    assert house.subscriptions()[0].seconds_left > 500


def test_a_subscription_nobody_knows_cannot_be_renewed(house: Household) -> None:
    """Nor can it be ended."""
    renewed, _ = ask(house, "Kitchen", "SUBSCRIBE", "AVTransport", SID="uuid:none")
    ended, _ = ask(house, "Kitchen", "UNSUBSCRIBE", "AVTransport", SID="uuid:none")
    assert (renewed, ended) == (412, 412)


def test_a_subscription_ends_when_its_time_is_up(house: Household, ear: Ear) -> None:
    """Nothing is told after that."""
    sid = ear.subscribe(house, "Kitchen", "RenderingControl", seconds=1)
    ear.next()
    time.sleep(1.05)
    house.set_volume("Kitchen", 35)
    silent = ear.hears_nothing()
    renewed, _ = ask(house, "Kitchen", "SUBSCRIBE", "RenderingControl", SID=sid)
    assert silent
    assert house.subscriptions() == []
    assert renewed == 412


def test_a_subscription_ends_when_it_is_ended(house: Household, ear: Ear) -> None:
    """Nothing is told after that."""
    sid = ear.subscribe(house, "Kitchen", "RenderingControl")
    ear.next()
    ask(house, "Kitchen", "UNSUBSCRIBE", "RenderingControl", SID=sid)
    house.set_volume("Kitchen", 35)
    assert ear.hears_nothing()
    assert house.subscriptions() == []


def test_a_player_that_vanishes_forgets_its_listeners(
    house: Household, ear: Ear
) -> None:
    """They have to subscribe again when it is back."""
    sid = ear.subscribe(house, "Kitchen", "AVTransport")
    house.vanish("Kitchen")
    house.come_back("Kitchen")
    renewed, _ = ask(house, "Kitchen", "SUBSCRIBE", "AVTransport", SID=sid)
    assert renewed == 412


def test_the_others_tell_of_a_player_that_vanishes(house: Household, ear: Ear) -> None:
    """With the reason."""
    ear.subscribe(house, "Office", "ZoneGroupTopology")
    ear.next()
    house.vanish("Kitchen", "switch to bluetooth")
    state = ear.next().variables["ZoneGroupState"]
    assert 'ZoneName="Kitchen" Reason="switch to bluetooth"' in state


def test_muted_events_are_lost(house: Household, ear: Ear) -> None:
    """The number of the next one shows that some are missing."""
    ear.subscribe(house, "Kitchen", "RenderingControl")
    ear.next()
    house.mute_events()
    house.set_volume("Kitchen", 35)
    silent = ear.hears_nothing()
    house.mute_events(on=False)
    house.set_volume("Kitchen", 36)
    told = ear.next()
    assert silent
    assert (told.sequence, told.variables) == (2, {"Volume/Master": "36"})


def test_the_events_of_one_player_can_be_muted(house: Household, ear: Ear) -> None:
    """The others go on."""
    quiet = ear.subscribe(house, "Kitchen", "ZoneGroupTopology")
    loud = ear.subscribe(house, "Office", "ZoneGroupTopology")
    first = {ear.next().sid, ear.next().sid}
    house.mute_events(room="Kitchen")
    house.group("Office", "Kitchen")
    assert first == {quiet, loud}
    assert ear.next().sid == loud
    assert ear.hears_nothing()


def test_events_can_be_slow(house: Household, ear: Ear) -> None:
    """They come after the delay that is set, in seconds."""
    ear.subscribe(house, "Kitchen", "RenderingControl")
    ear.next()
    house.event_delay = 0.15
    started = time.monotonic()
    house.set_volume("Kitchen", 35)
    ear.next()
    assert 0.14 < time.monotonic() - started < 1


def test_a_large_household_still_tells_its_topology(
    large_house: Household, ear: Ear
) -> None:
    """The event carries what the answer does not."""
    ear.subscribe(large_house, "Room 0", "ZoneGroupTopology")
    state = ear.next().variables["ZoneGroupState"]
    assert state.count("<ZoneGroup ") == 21


def test_a_household_stops_at_once(ear: Ear) -> None:
    """However many still listen to it."""
    with running(Household(ROOMS)) as house:
        for room in ("Office", "Kitchen", "Hallway"):
            ear.subscribe(house, room, "AVTransport")
        ear.next()
        house.event_delay = 60
        house.play("Office", title="So What")
        started = time.monotonic()
    assert time.monotonic() - started < 0.2


def test_a_listener_that_hangs_up_is_told_again(house: Household, ear: Ear) -> None:
    """A connection that was closed meanwhile costs no event."""
    ear.subscribe(house, "Kitchen", "RenderingControl")
    ear.next()
    heard = []
    for volume in (31, 32, 33):
        house.set_volume("Kitchen", volume)
        heard.append(ear.next().variables["Volume/Master"])
    assert heard == ["31", "32", "33"]
    with pytest.raises(queue.Empty):
        ear.heard.get_nowait()
