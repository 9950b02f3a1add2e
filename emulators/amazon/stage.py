"""How an emulated Amazon starts and stops."""

from emulators.amazon.authority import authority
from emulators.amazon.cloud import Cloud
from emulators.amazon.server import Server
from emulators.amazon.spec import Specs
from emulators.thread import Resident


class Stage(Resident):
    """The cloud and the server before it, in one event loop."""

    def __init__(
        self, specs: Specs, *, seed: int, pace: float, address: str, port: int
    ) -> None:
        """Set everything up; nothing is on the network yet."""
        self._address = address
        self.authority = authority()
        self.cloud = Cloud(specs, seed, pace)
        self._server = Server(self.cloud)
        self._wanted_port = port

    @property
    def address(self) -> str:
        """Return the network address it listens at."""
        return self._address

    @property
    def port(self) -> int:
        """Return the port it listens at."""
        return self._server.port

    @property
    def certificate(self) -> bytes:
        """Return who vouches for it, as a PEM file holds it."""
        return self.authority.cert_pem.bytes()

    async def _open(self) -> None:
        """Go on the network."""
        await self._server.open(self._address, self._wanted_port)

    async def _close(self) -> None:
        """Go off the network, whoever is still speaking to it."""
        self.cloud.radio.close()
        await self._server.close()
