"""Sonos players, through SoCo."""

from .adapter import SonosFamily
from .looking import LookAround, async_look_around

__all__ = ["LookAround", "SonosFamily", "async_look_around"]
