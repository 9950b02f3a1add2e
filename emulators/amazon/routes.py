"""Which page is answered by what."""

from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web

from emulators.amazon.answers import (
    behaviors,
    bluetooth,
    devices,
    history,
    login,
    signin,
    sound,
    stream,
)
from emulators.amazon.ask import Ask
from emulators.amazon.cloud import Cloud

type Answering = Callable[[Cloud, Ask], Awaitable[web.StreamResponse]]

DEVICE: Final = "{type}/{serial}"
ROUTES: Final[dict[tuple[str, str], Answering]] = {
    ("GET", "/api/devices-v2/device"): devices.devices,
    ("GET", "/api/device-preferences"): devices.preferences,
    ("POST", "/nexus/v1/graphql"): devices.graph,
    ("POST", f"/v1/alexa/device/reboot/{DEVICE}"): devices.done,
    ("GET", "/devicesTypes/{type}/deviceId/{serial}/preferences"): (
        devices.communication
    ),
    ("PATCH", "/devicesTypes/{type}/deviceId/{serial}/preferences/{name}"): (
        devices.done
    ),
    ("GET", "/api/bluetooth"): bluetooth.states,
    ("POST", f"/api/bluetooth/pair-sink/{DEVICE}"): bluetooth.pair_sink,
    ("POST", f"/api/bluetooth/disconnect-sink/{DEVICE}"): bluetooth.disconnect_sink,
    ("POST", f"/api/bluetooth/unpair-sink/{DEVICE}"): bluetooth.unpair_sink,
    ("GET", f"/api/auxcontroller/{DEVICE}/state"): bluetooth.jack,
    ("POST", f"/api/auxcontroller/{DEVICE}/ports/{{port}}/setDirection"): (
        bluetooth.switch_jack
    ),
    ("GET", "/api/dnd/device-status-list"): sound.quiet_list,
    ("PUT", "/api/dnd/status"): sound.set_quiet,
    ("GET", "/api/devices/deviceType/dsn/audio/v1/allDeviceVolumes"): sound.volumes,
    ("GET", "/api/np/list-media-sessions"): sound.sessions,
    ("GET", "/api/np/player"): sound.player,
    ("POST", "/api/np/command"): devices.done,
    ("POST", "/api/behaviors/preview"): behaviors.preview,
    ("GET", "/api/behaviors/v2/automations"): behaviors.automations,
    ("GET", "/api/behaviors/entities"): behaviors.music,
    ("GET", "/api/notifications"): history.notifications,
    ("POST", "/alexashoppinglists/api/v2/lists/fetch"): history.lists,
    ("POST", "/alexashoppinglists/api/v2/lists/{list}/items/fetch"): history.items,
    ("GET", "/alexa-privacy/apd/rvh"): history.page,
    ("POST", "/alexa-privacy/apd/rah/alexa-history-records-v2"): history.records,
    ("POST", "/alexa-privacy/apd/rvh/customer-history-records-v2"): (
        history.older_records
    ),
    ("GET", "/api/wake-word"): history.wake_words,
    ("GET", "/ap/signin"): signin.begin,
    ("POST", "/ap/signin"): signin.go_on,
    ("GET", "/ap/maplanding"): signin.arrived,
    ("GET", "/api/users/me"): login.me,
    ("GET", "/api/bootstrap"): login.bootstrap,
    ("GET", "/api/welcome"): login.welcome,
    ("GET", "/api/endpoints"): login.endpoints,
    ("POST", "/auth/token"): login.token,
    ("POST", "/auth/register"): login.register,
    ("POST", "/ap/exchangetoken/cookies"): login.exchange,
    ("PUT", "/v1/devices/@self/capabilities"): login.capabilities,
    ("GET", "/v20160207/directives"): stream.directives,
    ("POST", "/v20160207/events"): stream.nothing,
    ("GET", "/ping"): stream.nothing,
    ("POST", "/ping"): stream.nothing,
}
