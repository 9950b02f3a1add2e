"""Volume, Do Not Disturb, speech, and the jack of an Echo."""

import pytest
from homeassistant.core import HomeAssistant

from custom_components.speaker_switchboard.core.acts import (
    Act,
    DoNotDisturb,
    Power,
    Say,
    SetVolume,
    TurnJack,
)
from custom_components.speaker_switchboard.core.effects import way_back
from custom_components.speaker_switchboard.core.errors import (
    CommandRejected,
    DeviceUnreachable,
    SessionExpired,
)
from custom_components.speaker_switchboard.core.plan import Plan, Step
from custom_components.speaker_switchboard.core.port import (
    DeviceId,
    PortKind,
    port_id,
)
from custom_components.speaker_switchboard.core.progress import Evidence, StepReport
from custom_components.speaker_switchboard.core.route import Request
from emulators.amazon import Fault, Kind

from .echo_house import AMP, CORE, Home, at_home, until

HOLDERS = [(CORE,), (AMP,), (CORE, AMP)]
by_all = pytest.mark.parametrize("holders", HOLDERS, ids=["core", "amp", "both"])
SAY = "POST /api/behaviors/preview"
JACK = "POST /api/auxcontroller/*"


async def done(home: Home, act: Act) -> StepReport:
    """Do one act as a step of a plan, and return how it went."""
    source = port_id(act.room, PortKind.SPEAKER)
    step = Step(act=act, undo=way_back(home.house, act))
    request = Request(source=source, rooms=(act.room,))
    found = Plan(request=request, rooms=(act.room,), routes=(), steps=(step,))
    return (await home.executor.carry_out(found)).steps[0]


@by_all
async def test_do_not_disturb_goes_on_and_back(
    hass: HomeAssistant, holders: tuple[str, ...]
) -> None:
    """The way back is what it was before."""
    async with at_home(hass, *holders) as home:
        kitchen = home.id("Kitchen Echo")
        assert home.named("Kitchen Echo").undisturbed is False
        act = DoNotDisturb(kitchen, on=True)
        (back,) = way_back(home.house, act)
        report = await done(home, act)
        assert report.trouble is None
        assert report.evidence in {Evidence.EVENT, Evidence.READ}
        assert home.amazon.dnd("Kitchen Echo") is True
        assert home.named("Kitchen Echo").undisturbed is True
        assert (await done(home, back)).trouble is None
        assert home.amazon.dnd("Kitchen Echo") is False


@pytest.mark.parametrize("holder", [CORE, AMP])
async def test_do_not_disturb_that_amazon_refuses_is_not_shown_as_on(
    hass: HomeAssistant, holder: str
) -> None:
    """Core says so; Alexa Media Player says nothing."""
    async with at_home(hass, holder) as home:
        home.amazon.fail(Fault(on="PUT /api/dnd/*", status=400))
        report = await done(home, DoNotDisturb(home.id("Kitchen Echo"), on=True))
        assert report.trouble is not None
        assert home.amazon.dnd("Kitchen Echo") is False
        assert home.named("Kitchen Echo").undisturbed is not True


@by_all
async def test_a_volume_is_set(hass: HomeAssistant, holders: tuple[str, ...]) -> None:
    """Through Alexa Media Player alone nobody can see whether it was."""
    async with at_home(hass, *holders) as home:
        report = await done(home, SetVolume(home.id("Kitchen Echo"), 0.55))
        assert report.trouble is None
        unseen = holders == (AMP,)
        assert (report.evidence is Evidence.UNSEEN) == unseen
        await until(lambda: home.amazon.volume("Kitchen Echo") == 55)


@by_all
@pytest.mark.parametrize("chime", [False, True])
async def test_something_is_said_once(
    hass: HomeAssistant, holders: tuple[str, ...], *, chime: bool
) -> None:
    """As plain text, without marks, on one line; nobody can see it."""
    async with at_home(hass, *holders) as home:
        text = "<speak>Supper\n is <b>ready</b> & hot"
        report = await done(home, Say(home.id("Kitchen Echo"), text, chime=chime))
        assert report.evidence is Evidence.UNSEEN
        await until(lambda: len(home.amazon.spoken("Kitchen Echo")) == 1)
        (said,) = home.amazon.spoken("Kitchen Echo")
        assert "Supper is b ready /b hot" in said
        assert "<b>" not in said


async def test_a_long_speech_is_cut(hass: HomeAssistant) -> None:
    """Nobody listens to more."""
    async with at_home(hass, CORE) as home:
        await done(home, Say(home.id("Kitchen Echo"), "ha " * 1000))
        await until(lambda: len(home.amazon.spoken("Kitchen Echo")) == 1)
        assert len(home.amazon.spoken("Kitchen Echo")[0]) <= 250


async def test_nothing_is_not_said(hass: HomeAssistant) -> None:
    """What is left of marks alone is nothing."""
    async with at_home(hass, CORE) as home:
        with pytest.raises(CommandRejected, match="nothing to say"):
            await home.do(Say(home.id("Kitchen Echo"), "<>\n"))


@by_all
async def test_a_jack_is_turned_and_read_again(
    hass: HomeAssistant, holders: tuple[str, ...]
) -> None:
    """It was set to in; a cable out of it needs it to be out."""
    async with at_home(hass, *holders) as home:
        living = home.id("Living Room Echo")
        assert home.port("Living Room Echo", PortKind.LINE_OUT).enabled is False
        report = await done(home, TurnJack(living, out=True))
        assert (report.trouble, report.way) == (None, "alexa_api")
        assert home.amazon.jack("Living Room Echo") == "OUTPUT"
        assert home.port("Living Room Echo", PortKind.LINE_OUT).enabled is True
        (back,) = (TurnJack(living, out=False),)
        await done(home, back)
        assert home.amazon.jack("Living Room Echo") == "INPUT"


@by_all
@pytest.mark.parametrize("kind", [Kind.STATUS, Kind.IGNORE, Kind.DROP])
async def test_a_jack_that_does_not_turn_is_not_shown_as_turned(
    hass: HomeAssistant, holders: tuple[str, ...], kind: Kind
) -> None:
    """Whatever Amazon says."""
    async with at_home(hass, *holders) as home:
        home.amazon.fail(Fault(on=JACK, kind=kind))
        report = await done(home, TurnJack(home.id("Living Room Echo"), out=True))
        assert report.trouble is not None
        assert home.port("Living Room Echo", PortKind.LINE_OUT).enabled is False


async def test_a_jack_that_goes_one_way_is_not_turned(hass: HomeAssistant) -> None:
    """Nobody is asked."""
    async with at_home(hass, CORE) as home:
        with pytest.raises(CommandRejected, match="one way"):
            await home.do(TurnJack(home.id("Kitchen Echo"), out=True))
        assert home.amazon.calls() == ()


async def test_what_an_echo_cannot_do_is_refused(hass: HomeAssistant) -> None:
    """And an Echo that is not there is out of reach."""
    async with at_home(hass, CORE) as home:
        with pytest.raises(CommandRejected):
            await home.do(Power(home.id("Kitchen Echo"), on=True))
        with pytest.raises(DeviceUnreachable):
            await home.do(SetVolume(DeviceId("echo:nobody"), 0.5))


@pytest.mark.parametrize("act", [SetVolume, DoNotDisturb, Say])
async def test_an_echo_that_is_unplugged_is_out_of_reach(
    hass: HomeAssistant, act: type[SetVolume | DoNotDisturb | Say]
) -> None:
    """Home Assistant would pass it over in silence."""
    async with at_home(hass, CORE) as home:
        home.amazon.offline("Kitchen Echo")
        await home.entries[CORE].runtime_data.async_refresh()
        value = {SetVolume: 0.5, DoNotDisturb: True, Say: "Hello"}[act]
        with pytest.raises(DeviceUnreachable):
            await home.do(act(home.id("Kitchen Echo"), value))  # type: ignore[arg-type]


async def test_core_is_asked_to_look_again_after_an_error(hass: HomeAssistant) -> None:
    """After one error core shows all it has as unavailable for five minutes."""
    async with at_home(hass, CORE) as home:
        kitchen = home.id("Kitchen Echo")
        home.amazon.fail(Fault(on="PUT /api/dnd/*", status=400, times=1))
        with pytest.raises(CommandRejected):
            await home.do(DoNotDisturb(kitchen, on=True))
        assert (await home.do(DoNotDisturb(kitchen, on=True))).way == CORE
        assert home.amazon.dnd("Kitchen Echo") is True


async def test_a_setting_through_a_login_that_has_expired_says_so(
    hass: HomeAssistant,
) -> None:
    """It is the account, and not the Echo."""
    async with at_home(hass, CORE) as home:
        home.amazon.expire("home", renewable=False)
        with pytest.raises(SessionExpired):
            await home.do(TurnJack(home.id("Living Room Echo"), out=True))
        assert home.family.lapsed == {home.entries[CORE].entry_id}
