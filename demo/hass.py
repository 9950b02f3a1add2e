"""Start Home Assistant itself: python -P demo/hass.py --config FOLDER --skip-pip.

It is the one that is installed. But this project installs no more of its
packages than a house of speakers needs, so the default integrations that need
others are not started. It takes the Amazon that DEMO_AMAZON tells of for the real
one. And it ends when whoever started it is gone, however that one ended.
"""

import json
import os
import signal
import sys
import threading
from contextlib import AbstractContextManager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Final

from homeassistant import __main__ as hass, bootstrap

LEFT_OUT: Final = frozenset(
    {
        "ai_task",  # needs camera
        "assist_satellite",  # needs pymicro-vad and pyspeex-noise
        "camera",  # needs PyTurboJPEG
        "image_processing",  # needs camera
        "infrared",  # needs infrared-protocols
        "radio_frequency",  # needs rf-protocols
        "tts",  # needs ffmpeg, which is a program
    }
)
# To tell the frontend which actions there are, Home Assistant imports every kind
# of entity, used or not, and with it these names. Nobody calls them here, and
# pyspeex-noise would have to be compiled.
IMPORTED_ONLY: Final = {
    "pymicro_vad": "MicroVad",
    "pyspeex_noise": "AudioProcessor",
    "turbojpeg": "TurboJPEG",
}
# The library of core's alexa_devices guesses how each answer is encoded, and the
# first guess imports this in the event loop; Home Assistant would complain of core.
IMPORTED_EARLY: Final = "encodings.ascii"


def _stand_in() -> None:
    """Let the modules that are only imported be found, if they are not there."""
    for module, name in IMPORTED_ONLY.items():
        if find_spec(module) is None:
            sys.modules[module] = ModuleType(module)
            setattr(sys.modules[module], name, type(name, (), {}))


def _amazon() -> AbstractContextManager[None]:
    """Lead this process to the Amazon that it was told of."""
    root = str(Path(__file__).parent.parent)
    sys.path.append(root)
    from emulators.amazon import Elsewhere, amazon_network  # noqa: PLC0415 - see below

    # Or Home Assistant would find our integration a second time, next to it.
    sys.path.remove(root)
    told = json.loads(Path(os.environ["DEMO_AMAZON"]).read_text(encoding="utf-8"))
    return amazon_network(
        Elsewhere(
            address=told["address"],
            port=told["port"],
            certificate=told["certificate"].encode(),
        )
    )


def _end_with_the_starter() -> None:
    """Stop as by `kill` when the other end of the standard input is closed."""
    os.read(sys.stdin.fileno(), 1)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    _stand_in()
    import_module(IMPORTED_EARLY)
    bootstrap.DEFAULT_INTEGRATIONS.difference_update(LEFT_OUT)
    threading.Thread(target=_end_with_the_starter, daemon=True).start()
    with _amazon():
        sys.exit(hass.main())
