"""Time that went by unseen: a computer that slept, a virtual machine that was paused, a clock that was set."""

from __future__ import annotations

import os
import socket
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lch_desktop.domain.clock import Clock

SET_S = 2.0
"""A wall clock that moves this much against the running time was set; network time corrects by less."""

LATE_S = 45.0
"""Looks come at least every 30 s (`qt_scheduler`): a longer silence is a sleep, a pause or a frozen process."""

SYSTEM_BUS = "/run/dbus/system_bus_socket"
_JOIN_S = 1.0
_ANSWER_S = 5.0
_MATCH = (
    "type='signal',sender='org.freedesktop.login1',interface='org.freedesktop.login1.Manager',"
    "member='PrepareForSleep',path='/org/freedesktop/login1'"
)


class GapFinder:
    """Compares the wall clock with the running time (which goes on in sleep: CLOCK_BOOTTIME on Linux)."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._wall, self._elapsed_s = clock.now(), clock.elapsed_s()

    def look(self) -> bool:
        """Whether there was a gap since the last look, or since the clock was handed in."""
        wall, elapsed_s = self._clock.now(), self._clock.elapsed_s()
        gone_s = elapsed_s - self._elapsed_s
        set_s = (wall - self._wall).total_seconds() - gone_s
        self._wall, self._elapsed_s = wall, elapsed_s
        return gone_s > LATE_S or abs(set_s) > SET_S


class SleepListener(QObject):
    """Hears from logind that the computer woke, where there is a logind; silent where there is none.

    It only makes the look after a sleep come at once instead of within 30 s. It listens on a thread of its own,
    which waits in the system without waking.
    """

    woke = Signal()

    def __init__(self, address: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.listening = False
        self._address = address
        self._bus: Any = None  # jeepney's connection
        self._lock = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._listen, name="logind", daemon=True)

    def start(self) -> None:
        """Begin to listen, unless there is no bus to listen on."""
        if self._address:
            self._thread.start()

    def close(self) -> None:
        """End the thread; waits for it a second at most."""
        with self._lock:
            self._closed = True
            if self._bus is not None:
                with suppress(OSError):
                    self._bus.sock.shutdown(socket.SHUT_RDWR)  # what the thread waits on; it closes the rest
        if self._thread.is_alive():
            self._thread.join(_JOIN_S)

    def _listen(self) -> None:
        from jeepney import DBusErrorResponse
        from jeepney.auth import AuthenticationError

        with suppress(OSError, EOFError, ValueError, RuntimeError, DBusErrorResponse, AuthenticationError):
            try:
                self._hear()
            finally:
                self.listening = False
                if self._bus is not None:
                    self._bus.close()

    def _hear(self) -> None:
        from jeepney import HeaderFields, message_bus
        from jeepney.io.blocking import open_dbus_connection

        bus = open_dbus_connection(self._address)
        with self._lock:
            self._bus = bus
            if self._closed:
                return
        bus.send_and_get_reply(message_bus.AddMatch(_MATCH), timeout=_ANSWER_S)
        self.listening = True
        while True:
            message = bus.receive()
            is_sleep = message.header.fields.get(HeaderFields.member) == "PrepareForSleep"
            if is_sleep and message.body == (False,):  # True: about to sleep
                self.woke.emit()


def system_bus(environment: Mapping[str, str] = os.environ) -> str:
    """The address of the system's message bus, "" where there is none."""
    named = environment.get("DBUS_SYSTEM_BUS_ADDRESS", "")
    if named:
        return named
    return f"unix:path={SYSTEM_BUS}" if Path(SYSTEM_BUS).exists() else ""
