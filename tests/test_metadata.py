"""What hassfest, HACS and the Marketplace look at, as far as it needs no network."""

import json
import re
import struct
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import homeassistant
import pytest
import yaml
from awesomeversion import AwesomeVersion, AwesomeVersionStrategy
from homeassistant.const import __version__ as home_assistant
from homeassistant.core import HomeAssistant
from homeassistant.helpers.service import _SERVICES_SCHEMA
from homeassistant.helpers.trigger import descriptions as _descriptions
from homeassistant.loader import async_get_integration

import custom_components.speaker_switchboard as integration
from custom_components.speaker_switchboard.config_flow import SwitchboardConfigFlow
from custom_components.speaker_switchboard.const import DOMAIN
