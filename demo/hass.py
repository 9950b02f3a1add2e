"""Start Home Assistant itself: python -P demo/hass.py --config FOLDER --skip-pip.

It is the one that is installed, with two differences. Of the integrations it
starts by default, those are left out that need a package or a program this
project does without. And it ends when whoever started it is gone, however that
one ended.
"""

import os
import signal
import sys
import threading
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


def _end_with_the_starter() -> None:
    """Stop as by `kill` when the other end of the standard input is closed."""
    os.read(sys.stdin.fileno(), 1)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    bootstrap.DEFAULT_INTEGRATIONS.difference_update(LEFT_OUT)
    threading.Thread(target=_end_with_the_starter, daemon=True).start()
    sys.exit(hass.main())
