"""Which window is in front: the choice by system, and the null object that says why it cannot be known."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lch_desktop.domain.watching import Front, FrontWindow

# Asks the windows of these processes to close; returns the processes that had one.
CloseWindows = Callable[[Collection[int]], frozenset[int]]

ON_WAYLAND = "this desktop (Wayland) does not tell which window is in front"
NO_DISPLAY = "there is no display to look at"


class NullFrontWindow:
    """Where the front window cannot be known: it tells nothing, and why."""

    def __init__(self, reason: str) -> None:
        self._reason = reason

    @property
    def reason(self) -> str:
        return self._reason

    @property
    def limits(self) -> str:
        return ""

    def look(self) -> Front | None:
        return None

    def close(self) -> None:
        """Nothing is held."""


def make_front_window(platform: str = sys.platform, environ: Mapping[str, str] = os.environ) -> FrontWindow:
    """What tells the front window on `platform` (a `sys.platform` value), or a NullFrontWindow with the reason."""
    try:
        if platform == "win32":
            from lch_desktop.platforms.front_window_windows import WindowsFrontWindow

            return WindowsFrontWindow()
        if platform == "darwin":
            from lch_desktop.platforms.front_window_macos import MacFrontWindow

            return MacFrontWindow()
        reason = without_x11(environ)
        if reason:
            return NullFrontWindow(reason)
        from lch_desktop.platforms.front_window_x11 import X11FrontWindow

        return X11FrontWindow(environ["DISPLAY"])
    except (ImportError, OSError) as error:
        return NullFrontWindow(str(error))


def make_close_windows(platform: str = sys.platform, environ: Mapping[str, str] = os.environ) -> CloseWindows:
    """What asks windows to close; where nothing can, it asks none."""
    if platform == "win32":
        from lch_desktop.platforms.front_window_windows import close_windows

        return close_windows
    if platform == "darwin":
        from lch_desktop.platforms.front_window_macos import close_windows as quit_programs

        return quit_programs
    if without_x11(environ):
        return _close_none
    display = environ["DISPLAY"]

    def close_on_display(pids: Collection[int]) -> frozenset[int]:
        from lch_desktop.platforms.front_window_x11 import close_windows as close_x11

        return close_x11(display, pids)

    return close_on_display


def bring_forward(window: int, platform: str = sys.platform, environ: Mapping[str, str] = os.environ) -> bool:
    """Put our own window, by its native id, in front where Qt's activateWindow is not enough (X11).

    False where this is not X11: Windows and Wayland leave it to the user, and only blink.
    """
    if platform in ("win32", "darwin") or without_x11(environ):
        return False
    from lch_desktop.platforms.front_window_x11 import bring_forward as bring_forward_x11

    return bring_forward_x11(environ["DISPLAY"], window)


def without_x11(environ: Mapping[str, str]) -> str:
    """Why there is no X11 desktop; "" where there is one.

    A Wayland session has an X server too, for old programs; it knows of these only, so it does not count.
    """
    if environ.get("WAYLAND_DISPLAY") or environ.get("XDG_SESSION_TYPE", "").lower() == "wayland":
        return ON_WAYLAND
    return "" if environ.get("DISPLAY") else NO_DISPLAY


def _close_none(_: Collection[int]) -> frozenset[int]:
    return frozenset()
