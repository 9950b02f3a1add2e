"""SSDP: every player answers from its own address when it is searched for."""

import asyncio
import socket
import struct
from typing import Final, override

from emulators.sonos.player import Player
from emulators.sonos.rooms import Rooms
from emulators.sonos.services.device import SOFTWARE
from emulators.sonos.services.topology import PORT

GROUP: Final = "239.255.255.250"
SSDP_PORT: Final = 1900
LOOPBACK: Final = "127.0.0.1"
SEARCHED_FOR: Final = (b"ZonePlayer:1", b"ssdp:all", b"upnp:rootdevice")
DEVICE_TYPE: Final = "urn:schemas-upnp-org:device:ZonePlayer:1"

type Address = tuple[str, int]


class Searches(asyncio.DatagramProtocol):
    """Hears searches, and answers for every player that is on the network."""

    def __init__(self, rooms: Rooms) -> None:
        """Know the players."""
        self._rooms = rooms

    @override
    def datagram_received(self, data: bytes, addr: Address) -> None:
        if not data.startswith(b"M-SEARCH"):
            return

        if not any(kind in data for kind in SEARCHED_FOR):
            return

        for player in self._rooms.players:
            if player.here:
                send(player, answer(player, self._rooms.household_id), addr)


def send(player: Player, text: str, to: Address) -> None:
    """Send from the address of the player, by which SoCo knows it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        out.bind((player.spec.address, 0))
        out.sendto(text.encode(), to)


def answer(player: Player, household_id: str) -> str:
    """Write the answer of a player."""
    where = f"http://{player.spec.address}:{PORT}/xml/device_description.xml"
    lines = (
        "HTTP/1.1 200 OK",
        "CACHE-CONTROL: max-age = 1800",
        "EXT:",
        f"LOCATION: {where}",
        f"SERVER: Linux UPnP/1.0 Sonos/{SOFTWARE} (EMU)",
        f"ST: {DEVICE_TYPE}",
        f"USN: uuid:{player.uid}::{DEVICE_TYPE}",
        f"X-RINCON-BOOTSEQ: {player.boots}",
        f"X-RINCON-HOUSEHOLD: {household_id}",
    )
    return "\r\n".join(lines) + "\r\n\r\n"


async def hear_searches(rooms: Rooms) -> asyncio.DatagramTransport:
    """Begin to hear searches on the loopback interface."""
    ear = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    ear.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    ear.bind((GROUP, SSDP_PORT))
    member = struct.pack("4s4s", socket.inet_aton(GROUP), socket.inet_aton(LOOPBACK))
    ear.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, member)
    ear.settimeout(0)
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(
        lambda: Searches(rooms), sock=ear
    )
    return transport
