"""What shows notices on a Linux desktop, asked over the session bus before anything is sent: is it there, what can
it do, does it hold notices back now? Every question has a limit. Blocks: for a worker.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lch_desktop.platforms.notices_text import NotDelivered
from lch_desktop.services.notice_words import DEAD_BUS, NO_BUS, NO_SERVICE, REFUSED, SILENT

SERVICE, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
ANSWER_S = 2.0  # what does not answer in this time is taken for dead
ASIDE_S = 0.5  # for what is good to know
_PROPERTIES = "org.freedesktop.DBus.Properties"
_MISSING = ("ServiceUnknown", "NameHasNoOwner", "Spawn.")
# Where a running service tells that it holds notices back: Plasma's and dunst's own properties.
_HELD_PROPERTIES = ((SERVICE, "Inhibited"), ("org.dunstproject.cmd0", "paused"))
# Desktops that keep it as a setting: the question, and the answer that means "held back".
_HELD_SETTINGS = {
    "GNOME": (("gsettings", "get", "org.gnome.desktop.notifications", "show-banners"), "false"),
    "XFCE": (("xfconf-query", "-c", "xfce4-notifyd", "-p", "/do-not-disturb"), "true"),
}
_STAYS_WHEN_URGENT = "gnome-shell"  # takes every other banner away after some seconds


@dataclass(frozen=True, slots=True)
class Service:
    """What the service said of itself."""

    address: str  # of its bus
    buttons: bool
    markup: bool  # in the body
    held_back: bool
    needs_urgency: bool = False  # only an urgent notice stays until it is answered


def bus_address(environment: Mapping[str, str]) -> str:
    """Where this user's session bus listens; raises NotDelivered where there is none.

    Without the variable (a timer, a login over ssh) it is the socket of systemd's user bus, pam_systemd(8).
    No bus is ever started for a notice.
    """
    told = environment.get("DBUS_SESSION_BUS_ADDRESS", "")
    if told:
        return told
    folder = environment.get("XDG_RUNTIME_DIR", "")
    socket = Path(folder) / "bus"
    if folder and socket.is_socket():
        return f"unix:path={socket}"
    raise NotDelivered(NO_BUS)


def ask_service(environment: Mapping[str, str]) -> Service:
    """What shows notices now. Raises NotDelivered where nothing does."""
    address = bus_address(environment)
    bus = _Bus(address)
    try:
        (can,) = bus.call(SERVICE, "GetCapabilities")
        name, *_ = bus.call(SERVICE, "GetServerInformation")
        can = set(can)
        held = any(bus.is_set(*asked) for asked in _HELD_PROPERTIES)
    except (TypeError, ValueError) as error:  # too much or too little in an answer
        raise NotDelivered(REFUSED.format(why="its answer makes no sense")) from error
    finally:
        bus.close()
    return Service(
        address,
        buttons="actions" in can,
        markup="body-markup" in can,
        held_back=held or _held_by_setting(environment, address),
        needs_urgency=name == _STAYS_WHEN_URGENT,
    )


def _held_by_setting(environment: Mapping[str, str], address: str) -> bool:
    desktops = environment.get("XDG_CURRENT_DESKTOP", "").upper().split(":")
    asked = next((_HELD_SETTINGS[name] for name in desktops if name in _HELD_SETTINGS), None)
    if asked is None:
        return False
    command, meant = asked
    told = {**environment, "LC_ALL": "C.UTF-8", "DBUS_SESSION_BUS_ADDRESS": address}
    try:
        done = subprocess.run(
            command, env=told, stdin=subprocess.DEVNULL, capture_output=True, timeout=ANSWER_S, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0 and done.stdout.decode("utf-8", "replace").strip() == meant


class _Bus:
    """A connection of its own, for some questions; every failure is a NotDelivered.

    jeepney and not the library that sends: it blocks with a limit, and is there where that one cannot be loaded.
    """

    def __init__(self, address: str) -> None:
        from jeepney.bus import get_bus
        from jeepney.io.blocking import DBusConnection, prep_socket

        class Limited(DBusConnection):  # type: ignore[misc]  # jeepney has no types
            """Waits with a limit for the answer to Hello, too; jeepney itself would wait for ever."""

            def receive(self, *, timeout: float | None = None) -> Any:
                return super().receive(timeout=ANSWER_S if timeout is None else timeout)

        try:
            socket = prep_socket(get_bus(address), timeout=ANSWER_S)
        except (OSError, RuntimeError, ValueError, StopIteration) as error:  # StopIteration: cut off while greeting
            raise NotDelivered(DEAD_BUS) from error
        socket.settimeout(ANSWER_S)  # sending, too
        try:
            self._connection = Limited(socket)
        except (OSError, RuntimeError, ValueError) as error:
            socket.close()
            raise NotDelivered(DEAD_BUS) from error

    def call(
        self, interface: str, method: str, signature: str = "", *values: Any, limit_s: float = ANSWER_S
    ) -> tuple[Any, ...]:
        """What the service answers within `limit_s`."""
        from jeepney import DBusAddress, DBusErrorResponse, new_method_call
        from jeepney.wrappers import unwrap_msg

        address = DBusAddress(PATH, bus_name=SERVICE, interface=interface)
        message = new_method_call(address, method, signature or None, values)
        try:
            return tuple(unwrap_msg(self._connection.send_and_get_reply(message, timeout=limit_s)))
        except DBusErrorResponse as error:
            if any(part in error.name for part in _MISSING):
                raise NotDelivered(NO_SERVICE) from error
            if error.name.endswith("NoReply"):
                raise NotDelivered(SILENT) from error
            raise NotDelivered(REFUSED.format(why=error.name)) from error
        except TimeoutError as error:
            raise NotDelivered(SILENT) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise NotDelivered(DEAD_BUS) from error

    def is_set(self, interface: str, name: str) -> bool:
        """Whether the property is there, and true."""
        try:
            answer = self.call(_PROPERTIES, "Get", "ss", interface, name, limit_s=ASIDE_S)
        except NotDelivered:
            return False
        return answer == (("b", True),)

    def close(self) -> None:
        with suppress(OSError):
            self._connection.close()
