"""Whatever can go wrong between a program and Amazon can be made to."""

import asyncio
import json

import pytest
from aiohttp import ClientSession, ClientTimeout, ServerDisconnectedError

from emulators.amazon import AccountSpec, Amazon, EchoSpec, Fault, Kind, amazon_network
from emulators.thread import running

from ..patience import until
from .echos import ECHOS, Customer, house

PAIR = "POST /api/bluetooth/pair-sink/*"
SHORTLY = ClientTimeout(total=0.2)


@pytest.mark.parametrize("status", [400, 401, 403, 429, 500, 503])
async def test_a_refusal_does_nothing(
    amazon: Amazon, customer: Customer, status: int
) -> None:
    """It holds for as many calls as was said."""
    amazon.fail(Fault(status=status, on=PAIR, times=1))
    url = f"api/bluetooth/pair-sink/{customer.device('Kitchen Echo')}"
    assert await customer.status("POST", url) == status
    assert amazon.trying() == ()
    assert await customer.pair("Kitchen Echo", "JBL Flip 6") == 200
    assert amazon.trying() == ("Kitchen Echo",)


async def test_a_fault_stays_until_it_is_mended(
    amazon: Amazon, customer: Customer
) -> None:
    """Without a number there is no end to it."""
    amazon.fail(Fault(status=500, on=PAIR))
    answers = [await customer.pair("Kitchen Echo", "JBL Flip 6") for _ in range(5)]
    assert answers == [500] * 5
    amazon.mend()
    assert await customer.pair("Kitchen Echo", "JBL Flip 6") == 200


async def test_a_fault_can_be_of_one_echo(amazon: Amazon, customer: Customer) -> None:
    """The others are served."""
    amazon.fail(Fault(status=500, echo="Kitchen Echo"))
    assert await customer.pair("Kitchen Echo", "JBL Flip 6") == 500
    assert await customer.pair("Bedroom Show", "Soundcore Motion") == 200


async def test_a_fault_can_be_of_one_account() -> None:
    """So can a login that has expired; accounts know nothing of each other."""
    accounts = (AccountSpec(name="home"), AccountSpec(name="office", site="de"))
    echos = (*ECHOS, EchoSpec(name="Desk Echo", account="office", paired=("Bose",)))
    with running(house(accounts=accounts, echos=echos)) as amazon:
        amazon.fail(Fault(status=500, account="office", times=1))
        with amazon_network(amazon):
            async with ClientSession() as session:
                home = Customer(session, amazon, "home")
                assert "Desk Echo" not in await home.states()
            async with ClientSession() as session:
                office = Customer(session, amazon, "office")
                assert await office.status("GET", "api/bluetooth") == 500
                assert list(await office.states()) == ["Desk Echo"]


async def test_news_of_one_account_do_not_reach_another() -> None:
    """Each hears of its own Echos."""
    accounts = (AccountSpec(name="home"), AccountSpec(name="office", site="de"))
    echos = (*ECHOS, EchoSpec(name="Desk Echo", account="office", paired=("Bose",)))
    with running(house(accounts=accounts, echos=echos)) as amazon:
        with amazon_network(amazon):
            async with ClientSession() as session:
                home = Customer(session, amazon, "home")
                async with home.news() as stream:
                    await until(lambda: amazon.listeners("home") == 1)
                    assert amazon.listeners("office") == 0
                    amazon.connect("Desk Echo", "Bose")
                    amazon.connect("Kitchen Echo", "JBL Flip 6")
                    heard = await stream.readuntil(b"destinationUserId")
        assert amazon.serial("Kitchen Echo").encode() in heard
        assert amazon.serial("Desk Echo").encode() not in heard


async def test_a_call_that_hangs_is_not_done(
    amazon: Amazon, customer: Customer
) -> None:
    """Only who asked knows that time is up."""
    amazon.fail(Fault(kind=Kind.HANG, on=PAIR, times=1))
    with pytest.raises(TimeoutError):
        await customer.pair("Kitchen Echo", "JBL Flip 6", timeout=SHORTLY)
    assert amazon.trying() == ()


async def test_a_dropped_line_does_nothing(amazon: Amazon, customer: Customer) -> None:
    """The connection breaks before anything is done."""
    amazon.fail(Fault(kind=Kind.DROP, on=PAIR, times=1))
    with pytest.raises((ServerDisconnectedError, ConnectionError)):
        await customer.pair("Kitchen Echo", "JBL Flip 6")
    assert amazon.trying() == ()


async def test_an_answer_can_be_lost(amazon: Amazon, customer: Customer) -> None:
    """It is done all the same."""
    amazon.fail(Fault(kind=Kind.LOSE_ANSWER, on=PAIR, times=1))
    with pytest.raises((ServerDisconnectedError, ConnectionError)):
        await customer.pair("Kitchen Echo", "JBL Flip 6")
    await until(lambda: amazon.connected("Kitchen Echo") == "JBL Flip 6")


async def test_a_late_call_is_done_though_nobody_waits(
    amazon: Amazon, customer: Customer
) -> None:
    """Who gave up finds it done later."""
    amazon.fail(Fault(kind=Kind.LATE, on=PAIR, seconds=0.4, times=1))
    with pytest.raises(TimeoutError):
        await customer.pair("Kitchen Echo", "JBL Flip 6", timeout=SHORTLY)
    assert amazon.trying() == ()
    await until(lambda: amazon.connected("Kitchen Echo") == "JBL Flip 6")


async def test_an_answer_can_be_late(amazon: Amazon, customer: Customer) -> None:
    """It is done at once."""
    amazon.fail(Fault(kind=Kind.LATE_ANSWER, on=PAIR, seconds=0.2, times=1))
    asking = asyncio.create_task(customer.pair("Kitchen Echo", "JBL Flip 6"))
    await until(lambda: amazon.connected("Kitchen Echo") == "JBL Flip 6")
    assert not asking.done()
    assert await asking == 200


async def test_amazon_can_lie(amazon: Amazon, customer: Customer) -> None:
    """All is well, it says, and nothing is done."""
    amazon.fail(Fault(kind=Kind.IGNORE, on=PAIR, times=1))
    assert await customer.pair("Kitchen Echo", "JBL Flip 6") == 200
    assert amazon.trying() == ()


async def test_an_answer_can_be_garbage(amazon: Amazon, customer: Customer) -> None:
    """It says that it is JSON, and breaks off."""
    amazon.fail(Fault(kind=Kind.GARBAGE, times=1))
    with pytest.raises(json.JSONDecodeError):
        await customer.states()
    assert "Kitchen Echo" in await customer.states()


async def test_what_is_told_can_be_old(amazon: Amazon, customer: Customer) -> None:
    """Until it is over, it is as it was when the fault was set."""
    amazon.fail(Fault(kind=Kind.STALE, echo="Kitchen Echo", seconds=0.3))
    amazon.connect("Kitchen Echo", "JBL Flip 6")
    amazon.connect("Bedroom Show", "Soundcore Motion")
    assert await customer.connected("Kitchen Echo") == []
    assert await customer.connected("Bedroom Show") == ["Soundcore Motion"]
    async with asyncio.timeout(5):
        while not await customer.connected("Kitchen Echo"):
            pass
    assert await customer.connected("Kitchen Echo") == ["JBL Flip 6"]


async def test_bluetooth_can_be_empty(amazon: Amazon, customer: Customer) -> None:
    """No device has any, it says."""
    amazon.fail(Fault(kind=Kind.EMPTY, times=1))
    assert await customer.states() == {}
    assert "Kitchen Echo" in await customer.states()


async def test_a_list_can_be_missing(amazon: Amazon, customer: Customer) -> None:
    """Of one Echo, while others have one."""
    amazon.fail(Fault(kind=Kind.NO_LIST, echo="Kitchen Echo"))
    states = await customer.states()
    assert states["Kitchen Echo"]["pairedDeviceList"] is None
    assert len(states["Bedroom Show"]["pairedDeviceList"]) == 1


async def test_profiles_can_be_missing(amazon: Amazon, customer: Customer) -> None:
    """Then a phone and a speaker look the same."""
    amazon.fail(Fault(kind=Kind.NO_PROFILES, times=1))
    peers = (await customer.states())["Kitchen Echo"]["pairedDeviceList"]
    assert [peer["profiles"] for peer in peers] == [None, None, None]
    peers = (await customer.states())["Kitchen Echo"]["pairedDeviceList"]
    assert None not in [peer["profiles"] for peer in peers]


async def test_faults_add_up(amazon: Amazon, customer: Customer) -> None:
    """A late answer can be garbage as well."""
    amazon.fail(Fault(kind=Kind.LATE_ANSWER, seconds=0.1, times=1))
    amazon.fail(Fault(kind=Kind.GARBAGE, times=1))
    loop = asyncio.get_running_loop()
    begun = loop.time()
    with pytest.raises(json.JSONDecodeError):
        await customer.states()
    assert loop.time() - begun >= 0.1


async def test_nobody_is_served_who_is_not_logged_in(
    amazon: Amazon, customer: Customer
) -> None:
    """Neither without a cookie nor with one of long ago."""
    path = "api/bluetooth"
    assert await customer.status("GET", path, cookies={}) == 401
    assert await customer.status("GET", "v20160207/directives", cookies={}) == 401
    assert amazon.listeners("home") == 0
    amazon.expire("home")
    assert await customer.status("GET", path) == 401
    amazon.restore("home")
    assert await customer.status("GET", path) == 200


async def test_nothing_is_changed_without_the_number(
    amazon: Amazon, customer: Customer
) -> None:
    """A page of somebody else's cannot act for the customer."""
    path = f"api/bluetooth/pair-sink/{customer.device('Kitchen Echo')}"
    assert await customer.status("POST", path, headers={}) == 403
    assert amazon.trying() == ()


async def test_calls_are_written_down(amazon: Amazon, customer: Customer) -> None:
    """Who asked, for which Echo, and what; also what was refused."""
    amazon.fail(Fault(status=500, on=PAIR, times=1))
    amazon.forget_calls()
    await customer.pair("Bedroom Show", "Soundcore Motion")
    (call,) = amazon.calls()
    assert (call.method, call.account, call.echo) == ("POST", "home", "Bedroom Show")
    assert call.path.startswith("/api/bluetooth/pair-sink/A15996VY63BQ2D/")
    assert list(call.body) == ["bluetoothDeviceAddress"]
    assert str(call) == f"Bedroom Show: POST {call.path}"
    amazon.forget_calls()
    assert amazon.calls() == ()


async def test_a_fault_of_nobody_is_a_mistake(amazon: Amazon) -> None:
    """It would never strike, and a test would prove nothing."""
    with pytest.raises(KeyError, match="Cellar"):
        amazon.fail(Fault(echo="Cellar"))
    with pytest.raises(KeyError, match="office"):
        amazon.fail(Fault(account="office"))


async def test_a_group_has_only_members_that_are_here() -> None:
    """A house that is set up wrongly is not set up."""
    group = EchoSpec(name="All", model="Speaker Group", members=("Cellar Echo",))
    with pytest.raises(KeyError, match="Cellar Echo"):
        house(echos=(group,))
    with pytest.raises(KeyError, match="Echo Dot"):
        house(echos=(EchoSpec(name="Kitchen", model="Echo Dot"),))
    with pytest.raises(KeyError, match="office"):
        house(echos=(EchoSpec(name="Kitchen", account="office"),))


async def test_a_device_has_to_be_of_the_type_that_is_named(
    amazon: Amazon, customer: Customer
) -> None:
    """Serial number and type belong together."""
    serial = customer.device("Kitchen Echo").partition("/")[2]
    path = f"api/bluetooth/pair-sink/A15996VY63BQ2D/{serial}"
    body = {"bluetoothDeviceAddress": amazon.speakers()[0].address}
    assert (await customer.ask("POST", path, body))[0] == 404
    assert amazon.trying() == ()


async def test_it_closes_though_somebody_still_waits() -> None:
    """Who waits for an answer or for news finds the line cut."""
    async with ClientSession() as session:
        with running(house()) as amazon, amazon_network(amazon):
            customer = Customer(session, amazon, "home")
            amazon.fail(Fault(kind=Kind.HANG, on=PAIR))
            amazon.fail(Fault(kind=Kind.LATE, on="* */disconnect-sink/*", seconds=60))
            asking = [
                asyncio.create_task(customer.pair("Kitchen Echo", "JBL Flip 6")),
                asyncio.create_task(customer.disconnect("Bedroom Show")),
            ]
            await until(lambda: len(amazon.calls()) == 2)
            begun = asyncio.get_running_loop().time()
        assert asyncio.get_running_loop().time() - begun < 2
        results = await asyncio.gather(*asking, return_exceptions=True)
    assert [type(result) for result in results] == [ServerDisconnectedError] * 2


async def test_a_program_logs_in_anew_only_while_amazon_agrees(
    amazon: Amazon, customer: Customer
) -> None:
    """Knowing an old token is not enough, nor is inventing a code."""
    token = amazon.amp_entry_data()["oauth"]["access_token"]
    known = json.dumps({"auth_data": {"access_token": token}})
    amazon.expire("home", renewable=True)
    assert await customer.status("POST", "auth/register", data=known) == 200
    amazon.expire("home", renewable=False)
    assert await customer.status("POST", "auth/register", data=known) == 401
    invented = {"authorization_code": "CODE", "code_verifier": "verifier"}
    made_up = json.dumps({"auth_data": invented})
    assert await customer.status("POST", "auth/register", data=made_up) == 401
