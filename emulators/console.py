"""Where somebody types at something pretended, and reads what comes of it."""

import asyncio
import sys
from collections.abc import Callable

from emulators.commands import MisunderstoodError


async def listen(obey: Callable[[str], str]) -> None:
    """Do what is typed, line by line; without anybody typing, do nothing."""
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    try:
        # A pipe that is connected would complain of this only later, and aloud.
        loop.add_reader(sys.stdin, lambda: None)
        loop.remove_reader(sys.stdin)
        await loop.connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
        )
    except OSError, ValueError:
        return  # A closed or redirected input cannot be waited for.

    while line := await reader.readline():
        try:
            print(obey(line.decode()), flush=True)
        except MisunderstoodError as err:
            print(err, flush=True)
