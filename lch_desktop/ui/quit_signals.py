"""SIGTERM and Ctrl+C end the program as the rep would, and cost nothing until they come."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QCoreApplication, QSocketNotifier, QTimer

ASKS = (signal.SIGTERM, signal.SIGINT)


def quit_on_signals(qt: QCoreApplication) -> Callable[[], None]:
    """Have `qt` quit when the system asks; what is returned ends that again.

    Not at once: Python may come to the handler in the middle of painting, and quitting closes what is painted. Python
    runs a handler only between two of its own steps, of which an idle program has none: so the signal is written into
    a socket as well, and whoever reads that is such a step.
    """
    heard, told = socket.socketpair()
    heard.setblocking(False)
    told.setblocking(False)
    notifier = QSocketNotifier(heard.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: _drain(heard))
    before = {asked: signal.signal(asked, lambda *_: QTimer.singleShot(0, qt, qt.quit)) for asked in ASKS}
    fd_before = signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)

    def stop() -> None:
        signal.set_wakeup_fd(fd_before)
        for asked, handler in before.items():
            signal.signal(asked, handler)
        notifier.setEnabled(False)
        heard.close()
        told.close()

    return stop


def _drain(heard: socket.socket) -> None:
    with suppress(BlockingIOError):
        while heard.recv(64):
            pass
