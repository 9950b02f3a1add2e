"""The end of the story: what is left when Home Assistant has ended."""

import re
from collections.abc import Iterator
from typing import Final

from demo.assistant import HomeAssistant
from demo.places import LOG
from demo.pretending import Pretence
from demo.transcript import Detail, UntrueError, same

_ENTRY: Final = re.compile(r"^\S+ \S+ (?P<level>[A-Z]+) \(.*?\) \[(?P<said>.*)")
_ANSWER: Final = r"homeassistant\.components\.websocket_api\.\S+\] \[\d+\] "
_HARMLESS: Final = frozenset({"DEBUG", "INFO"})

# What may stand in the log, by how it begins after the time; and why.
EXPECTED: Final = {
    r"homeassistant\.bootstrap\] Skipping pip installation": (
        "the demo installs nothing, on purpose"
    ),
    r"homeassistant\.loader\] We found a custom integration speaker_switchboard": (
        "Home Assistant says so of every custom integration"
    ),
    r"aiohttp_fast_zlib\] zlib_ng and isal are not available": (
        "they would compress faster, and are not needed here"
    ),
    r"soco\.events_asyncio\] Could not bind to 127\.0\.0\.1:14\d\d": (
        "another program has the port, and SoCo takes the next one"
    ),
    r"aioamazondevices\] Empty JSON data received": (
        "the pretended Amazon account has no routines"
    ),
    _ANSWER + r"Error during service call to \S+: Bedroom did not do it": (
        "Home Assistant writes down each error it answers with; this one was told"
    ),
    _ANSWER + r"Error during service call to \S+: JBL Flip 6 did not answer": (
        "this error was told, too"
    ),
    _ANSWER + r"Garden is asleep": (
        "Home Assistant writes down each refusal too; this one was told"
    ),
}


async def home_assistant_has_ended(home: HomeAssistant) -> Detail:
    """Asked to end, Home Assistant does, and leaves no process behind."""
    await home.end()
    same("exit code", home.process.returncode, 0)
    same("processes left", not home.is_gone, expected=False)
    return None


async def nobody_listens(pretence: Pretence) -> Detail:
    """No subscription is left at any player, and nobody waits for news of Amazon."""
    listening = pretence.house.subscriptions()
    same("subscriptions", [f"{each.player}: {each.service}" for each in listening], [])
    same("push streams", pretence.amazon.listeners("home"), 0)
    return None


async def the_log_is_clean() -> Detail:
    """Nothing stands in the log but what is expected there."""
    found = reasons_in(LOG.read_text(encoding="utf-8", errors="replace"))
    unexpected = [entry for entry, reason in found if reason is None]
    if unexpected:
        raise UntrueError("\n".join(unexpected))

    reasons = dict.fromkeys(reason for _, reason in found)
    return "\n".join(f"expected: {reason}" for reason in reasons)


def reasons_in(log: str) -> list[tuple[str, str | None]]:
    """Return each complaint in a log with the reason why it is expected, or None."""
    return [(entry, _reason(entry)) for entry in _entries(log)]


def _entries(log: str) -> Iterator[str]:
    """Yield what a log has to say, without the time; a traceback counts as such."""
    for line in log.splitlines():
        entry = _ENTRY.match(line)
        if entry is None and line.strip():
            yield line
        elif entry and entry["level"] not in _HARMLESS:
            yield f"{entry['level']} [{entry['said']}"


def _reason(entry: str) -> str | None:
    """Return why an entry is expected, or None."""
    found = (why for said, why in EXPECTED.items() if re.search(said, entry))
    return next(found, None)
