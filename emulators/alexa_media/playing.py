"""The kinds of media Alexa Media Player knows, each a call of the library."""

from collections.abc import Callable, Coroutine
from typing import Any, Final

from alexapy import AlexaAPI

NO_PUBLIC_URL: Final = "This needs a public URL."


def play_media(
    api: AlexaAPI,
    kind: str,
    what: str,
    customer_id: str | None,
    delay: float,
    **more: Any,
) -> Coroutine[Any, Any, None]:
    """Return the call for a kind; what is no kind is a music provider.

    Whatever else the action was given is passed on, so that `announce` with a text
    command fails where nobody looks.
    """
    of_customer = {"customer_id": customer_id, "queue_delay": delay, **more}
    calls: dict[str, Callable[[], Coroutine[Any, Any, None]]] = {
        "custom": lambda: api.run_custom(what, **of_customer),
        "image": lambda: api.set_background(what),
        "music": lambda: api.send_tts(NO_PUBLIC_URL, customer_id=customer_id),
        "routine": lambda: api.run_routine(what, queue_delay=delay),
        "sequence": lambda: api.send_sequence(what, **of_customer),
        "skill": lambda: api.run_skill(what, queue_delay=delay),
        "sound": lambda: api.play_sound(what, **of_customer),
    }
    begin = calls.get(kind)
    return begin() if begin else api.play_music(kind, what, **of_customer)
