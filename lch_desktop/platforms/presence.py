"""Is the rep in a call, or showing the screen to somebody? Then the morning says so quietly, and opens nothing.

What can be told differs by system, and `limits` says it. The rep's own softphone counts like any other program:
that is the point. Nothing is opened or recorded to find out, and no right is asked for.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Mapping
from typing import Protocol

CAMERA, MICROPHONE, PRESENTING, FREE = "camera", "microphone", "presenting", ""
WAIT_S = 0.04  # longest that the GUI thread waits for a look that is under way
WORKER_WAIT_S = 3.0
FRESH_S = 5.0


class Presence(Protocol):
    """Who wants to take the whole screen asks first."""

    @property
    def limits(self) -> str:
        """What this system does not tell, in one sentence; "" for nothing."""
        ...

    def busy(self) -> str:
        """What is in use: "camera", "microphone", "presenting"; "" for nothing, and where the system does not tell.

        On the main thread at most 50 ms, and then what was known before; a worker waits until it is known, at most
        three seconds. It may be five seconds old.
        """
        ...

    def refresh(self) -> None:
        """Look again, on a worker. Returns at once."""
        ...


class WatchedPresence:
    """The Presence port over a `look` that may take its time: it runs in a thread, one at a time."""

    def __init__(self, look: Callable[[], str], limits: str = "") -> None:
        self._look, self._limits = look, limits
        self._lock = threading.Lock()
        self._known = FREE
        self._known_at: float | None = None
        self._running: threading.Event | None = None  # set when the look is done

    @property
    def limits(self) -> str:
        """See Presence."""
        return self._limits

    def busy(self) -> str:
        """See Presence. A look that takes longer is told by the next question."""
        with self._lock:
            fresh = self._known_at is not None and time.monotonic() - self._known_at < FRESH_S
        if not fresh:
            on_main = threading.current_thread() is threading.main_thread()
            self._begin().wait(WAIT_S if on_main else WORKER_WAIT_S)
        with self._lock:
            return self._known

    def refresh(self) -> None:
        """See Presence."""
        self._begin()

    def _begin(self) -> threading.Event:
        with self._lock:
            if self._running is None:
                self._running = threading.Event()
                # A daemon: a program of the system that hangs must not keep this one from ending.
                threading.Thread(target=self._work, args=(self._running,), name="presence", daemon=True).start()
            return self._running

    def _work(self, done: threading.Event) -> None:
        found = FREE
        try:
            found = self._look()
        except Exception:  # noqa: BLE001  a system that cannot be asked tells nothing: the hour starts
            found = FREE
        finally:
            with self._lock:
                self._known, self._known_at, self._running = found, time.monotonic(), None
            done.set()


def make_presence(environment: Mapping[str, str], platform: str = sys.platform) -> Presence:
    """What tells it on this system. Nothing is looked at before it is asked."""

    def look() -> str:
        if platform == "win32":
            from lch_desktop.platforms.presence_windows import look as look_on_windows

            return look_on_windows()
        if platform == "darwin":
            from lch_desktop.platforms.presence_macos import look as look_on_macos

            return look_on_macos()
        from lch_desktop.platforms.presence_linux import look as look_on_linux

        return look_on_linux(environment)

    return WatchedPresence(look, _LIMITS.get(platform, _LIMITS["linux"]))


_LIMITS = {
    "linux": "A slide show, and a shared screen under X11, cannot be told from other windows here.",
    "darwin": "A shared screen cannot be told from other windows here.",
    "win32": "",
}
