"""Pretend players take, keep and lose their sources as real ones do."""

import pytest
from soco.exceptions import SoCoUPnPException
from soco.snapshot import Snapshot

from emulators.sonos import Household

from .rooms import line_in_of, play, set_source, soco_of


def refusal(err: pytest.ExceptionInfo[SoCoUPnPException]) -> str:
    """Return the code of a refusal."""
    return str(err.value.error_code)


def test_a_room_plays_the_line_in_of_another(house: Household) -> None:
    """SoCo sees a line-in."""
    kitchen = soco_of(house, "Kitchen")
    kitchen.switch_to_line_in(soco_of(house, "Hallway"))
    kitchen.play()
    assert kitchen.is_playing_line_in
    assert kitchen.music_source == "LINE_IN"
    assert house.state("Kitchen") == "PLAYING"


def test_an_input_waits_for_play(house: Household) -> None:
    """Choosing it is not starting it."""
    soco_of(house, "Kitchen").switch_to_line_in(soco_of(house, "Hallway"))
    assert house.state("Kitchen") == "STOPPED"


def test_an_input_can_be_made_to_start_by_itself(house: Household) -> None:
    """Some players do."""
    house.autostart = True
    soco_of(house, "Kitchen").switch_to_line_in(soco_of(house, "Hallway"))
    assert house.state("Kitchen") == "PLAYING"


def test_a_line_in_that_is_not_there_is_refused(house: Household) -> None:
    """The player has none."""
    with pytest.raises(SoCoUPnPException) as err:
        soco_of(house, "Bedroom").switch_to_line_in()
    assert refusal(err) == "714"


def test_the_line_in_of_the_right_half_can_be_played(house: Household) -> None:
    """It goes by the name of the hidden player."""
    kitchen = soco_of(house, "Kitchen")
    set_source(kitchen, line_in_of(house, "Office R"))
    kitchen.play()
    assert house.uri("Kitchen") == line_in_of(house, "Office R")


def test_the_line_in_of_a_surround_amp_is_refused(house: Household) -> None:
    """It is switched off while the Amp powers surround speakers."""
    with pytest.raises(SoCoUPnPException) as err:
        set_source(soco_of(house, "Kitchen"), line_in_of(house, "Rear"))
    assert refusal(err) == "714"


def test_a_hidden_player_cannot_be_given_a_source(house: Household) -> None:
    """Its room can."""
    with pytest.raises(SoCoUPnPException) as err:
        set_source(soco_of(house, "Office R"), line_in_of(house, "Hallway"))
    assert refusal(err) == "800"


def test_a_line_in_without_a_cable_does_not_start(house: Household) -> None:
    """It can be chosen all the same."""
    office = soco_of(house, "Office")
    office.switch_to_line_in(soco_of(house, "Kitchen"))
    with pytest.raises(SoCoUPnPException) as err:
        office.play()
    assert refusal(err) == "701"


def test_pulling_the_cable_stops_who_plays_it(house: Household) -> None:
    """The room stays set to the input."""
    house.play("Kitchen", line_in_of(house, "Hallway"))
    house.plug("Hallway", connected=False)
    assert house.state("Kitchen") == "STOPPED"
    assert house.uri("Kitchen") == line_in_of(house, "Hallway")


def test_a_line_in_stops_when_its_player_vanishes(house: Household) -> None:
    """There is nothing left to hear."""
    house.play("Kitchen", line_in_of(house, "Hallway"))
    house.vanish("Hallway")
    assert house.state("Kitchen") == "STOPPED"


def test_a_soundbar_plays_its_tv(house: Household) -> None:
    """SoCo sees a TV."""
    bar = soco_of(house, "Living Room")
    bar.switch_to_tv()
    bar.play()
    assert bar.is_playing_tv


def test_the_tv_of_another_room_is_refused(house: Household) -> None:
    """A TV is heard where it stands."""
    tv = f"x-sonos-htastream:{house.uid('Living Room')}:spdif"
    with pytest.raises(SoCoUPnPException) as err:
        set_source(soco_of(house, "Kitchen"), tv)
    assert refusal(err) == "714"


def test_an_empty_queue_cannot_be_played(house: Household) -> None:
    """There is no transition to make."""
    with pytest.raises(SoCoUPnPException) as err:
        play(soco_of(house, "Bedroom"))
    assert refusal(err) == "701"


def test_a_queue_plays_on_at_the_track_one_seeks(house: Household) -> None:
    """SoCo sees the title of that track."""
    house.play("Kitchen", title="So What", track=3)
    kitchen = soco_of(house, "Kitchen")
    kitchen.play_from_queue(1)
    second = kitchen.get_current_track_info()
    kitchen.play_from_queue(2)
    third = kitchen.get_current_track_info()
    assert (second["playlist_position"], second["title"]) == ("2", "Track 2")
    assert (third["playlist_position"], third["title"]) == ("3", "So What")


def test_a_track_that_is_not_there_cannot_be_sought(house: Household) -> None:
    """The queue is shorter."""
    house.play("Kitchen", track=3)
    with pytest.raises(SoCoUPnPException) as err:
        soco_of(house, "Kitchen").play_from_queue(3)
    assert refusal(err) == "711"


def test_taking_the_queue_again_begins_at_its_first_track(house: Household) -> None:
    """So that whoever restores a queue has to seek."""
    house.play("Kitchen", track=3)
    set_source(soco_of(house, "Kitchen"), house.uri("Kitchen"))
    assert (house.track("Kitchen"), house.state("Kitchen")) == (1, "STOPPED")


def test_soco_restores_a_queue_where_it_was(house: Household) -> None:
    """The household cannot be told from what it was before."""
    house.play("Kitchen", title="So What", track=3)
    before, kept = house.snapshot(), Snapshot(soco_of(house, "Kitchen"))
    kept.snapshot()
    soco_of(house, "Kitchen").switch_to_line_in(soco_of(house, "Hallway"))
    kept.restore()
    assert house.snapshot() == before


def test_tracks_can_be_put_into_a_queue(house: Household) -> None:
    """SoCo reads them back."""
    kitchen = soco_of(house, "Kitchen")
    kitchen.add_uri_to_queue("http://library.example/one.flac")
    kitchen.add_uri_to_queue("http://library.example/two.flac")
    uris = [track.resources[0].uri for track in kitchen.get_queue()]
    kitchen.clear_queue()
    assert uris == [
        "http://library.example/one.flac",
        "http://library.example/two.flac",
    ]
    assert not kitchen.get_queue()


def test_a_stream_keeps_the_description_it_came_with(house: Household) -> None:
    """SoCo reads its title."""
    kitchen = soco_of(house, "Kitchen")
    kitchen.play_uri("http://radio.example/stream", title="Night Radio")
    media = kitchen.get_current_media_info()
    assert media["uri"] == "http://radio.example/stream"
    assert media["channel"] == "Night Radio"


def test_the_volume_can_be_set(house: Household) -> None:
    """Within its bounds."""
    kitchen = soco_of(house, "Kitchen")
    kitchen.volume = 35
    kitchen.mute = True
    assert (house.volume("Kitchen"), house.snapshot()["Kitchen"]["mute"]) == (35, True)
    assert (kitchen.volume, kitchen.mute) == (35, True)


def test_a_fixed_volume_stays_where_it_is(house: Household) -> None:
    """The output is always at full level."""
    studio = soco_of(house, "Studio")
    studio.volume = 35
    assert studio.fixed_volume
    assert house.volume("Studio") == 100


def test_the_volume_of_a_group_is_the_mean_of_its_members(house: Household) -> None:
    """Changing it moves them all by the same."""
    house.set_volume("Office", 10)
    house.set_volume("Kitchen", 30)
    house.group("Office", "Kitchen")
    group = soco_of(house, "Office").group
    mean = group.volume
    group.volume = 25
    assert mean == 20
    assert (house.volume("Office"), house.volume("Kitchen")) == (15, 35)


def test_settings_are_read_back_as_they_were_written(house: Household) -> None:
    """Bass, treble, loudness, light and crossfade."""
    kitchen = soco_of(house, "Kitchen")
    kitchen.bass, kitchen.treble, kitchen.loudness = 4, -2, False
    kitchen.status_light, kitchen.cross_fade = False, True
    tone = (kitchen.bass, kitchen.treble, kitchen.loudness)
    assert tone == (4, -2, False)
    assert (kitchen.status_light, kitchen.cross_fade) == (False, True)


def test_a_queue_can_be_walked_through(house: Household) -> None:
    """Forward, backward, paused and stopped."""
    house.play("Kitchen", track=3)
    kitchen = soco_of(house, "Kitchen")
    kitchen.previous()
    back = house.track("Kitchen")
    kitchen.next()
    kitchen.seek("0:01:00")
    kitchen.pause()
    assert (back, house.track("Kitchen")) == (2, 3)
    assert kitchen.get_current_track_info()["position"] == "0:01:00"
    assert house.state("Kitchen") == "PAUSED_PLAYBACK"
    with pytest.raises(SoCoUPnPException) as err:
        kitchen.next()
    assert refusal(err) == "711"


def test_what_does_not_play_cannot_be_paused(house: Household) -> None:
    """There is no transition to make."""
    with pytest.raises(SoCoUPnPException) as err:
        soco_of(house, "Kitchen").pause()
    assert refusal(err) == "701"


def test_a_track_can_be_taken_out_of_a_queue(house: Household) -> None:
    """The others move up."""
    house.play("Kitchen", title="So What", track=3)
    kitchen = soco_of(house, "Kitchen")
    kitchen.remove_from_queue(0)
    assert [track.title for track in kitchen.get_queue()] == ["Track 2", "So What"]


def test_a_line_in_can_be_renamed(house: Household) -> None:
    """The new name is read back."""
    line_in = soco_of(house, "Hallway").audioIn
    line_in.SetAudioInputAttributes([("DesiredName", "Deck"), ("DesiredIcon", "")])
    assert line_in.GetAudioInputAttributes()["CurrentName"] == "Deck"


def test_autoplay_is_kept_for_each_input(house: Household) -> None:
    """A player without the input refuses the question."""
    device = soco_of(house, "Dining Room").deviceProperties
    device.SetAutoplayRoomUUID([("RoomUUID", house.uid("Office")), ("Source", "TV")])
    tv = device.GetAutoplayRoomUUID([("Source", "TV")])["RoomUUID"]
    line_in = device.GetAutoplayRoomUUID([("Source", "Line-in")])["RoomUUID"]
    with pytest.raises(SoCoUPnPException) as err:
        soco_of(house, "Bedroom").deviceProperties.GetAutoplayRoomUUID(
            [("Source", "TV")]
        )
    assert (tv, line_in) == (house.uid("Office"), "")
    assert refusal(err) == "402"


def test_a_soundbar_has_settings_of_its_own(house: Household) -> None:
    """SoCo reads back what it wrote; other players have none."""
    bar = soco_of(house, "Living Room")
    bar.night_mode = True
    assert bar.night_mode
    assert soco_of(house, "Kitchen").night_mode is None


def test_a_group_can_be_muted(house: Household) -> None:
    """It counts as muted when all its members are."""
    house.group("Office", "Kitchen")
    group = soco_of(house, "Office").group
    house.set_mute("Kitchen", on=True)
    half = group.mute
    group.mute = True
    assert (half, group.mute) == (False, True)


def test_a_volume_can_be_nudged(house: Household) -> None:
    """Up, down, and along a ramp."""
    kitchen = soco_of(house, "Kitchen")
    up = kitchen.set_relative_volume(5)
    kitchen.ramp_to_volume(40)
    assert (up, house.volume("Kitchen")) == (25, 40)
