"""An emulator as a program of its own, seen from where somebody types."""

import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from subprocess import DEVNULL, PIPE, Popen
from typing import Final

_STARTS_WITHIN: Final = 5.0
_ENDS_WITHIN: Final = 2.0


@contextmanager
def started(*module: str, typing: bool = True) -> Generator[Popen[str]]:
    """Run a module with its options, until it ends or the block does."""
    command, typed = (sys.executable, "-m", *module), PIPE if typing else DEVNULL
    with Popen(command, stdin=typed, stdout=PIPE, stderr=PIPE, text=True) as program:  # noqa: S603 - our own program
        yield program
        program.kill()


def said(program: Popen[str], typed: str = "") -> str:
    """Type a line, if any, and return the next line that is printed."""
    if typed:
        assert program.stdin
        program.stdin.write(f"{typed}\n")
        program.stdin.flush()
    assert program.stdout
    return program.stdout.readline().rstrip()


def ended(program: Popen[str], by: signal.Signals = signal.SIGTERM) -> str:
    """End a program as it is to be ended, and return all that it has complained of."""
    program.send_signal(by)
    assert program.wait(_ENDS_WITHIN) == 0
    assert program.stderr
    return program.stderr.read()


def complaint(*module: str) -> str:
    """Start what cannot start, and return why it cannot."""
    tried = subprocess.run(  # noqa: S603 - our own program
        (sys.executable, "-m", *module),
        capture_output=True,
        check=False,
        text=True,
        timeout=_STARTS_WITHIN,
        stdin=DEVNULL,
    )
    assert tried.returncode == 1
    return tried.stderr
