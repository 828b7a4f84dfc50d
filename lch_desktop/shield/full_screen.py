"""Drop the full screen of a window whose program has stalled, from outside. Standard library only.

usage: full_screen.py WINDOWING PID WINDOW_ID
WINDOWING is Qt's name of the platform (xcb, windows, cocoa, wayland). Exit code 0: asked for; 3: not possible there.
It is a program of its own: Xlib ends a process whose window or display has gone, and a stuck display makes it wait.
Run and tested on X11; written for Windows and macOS and not run there; Wayland lets no program touch another's window.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
from collections.abc import Sequence

NOT_POSSIBLE = 3
_CLIENT_MESSAGE = 33  # X.h
_SUBSTRUCTURE_NOTIFY_AND_REDIRECT = 1 << 19 | 1 << 20
_REMOVE, _FROM_A_PAGER = 0, 2  # _NET_WM_STATE_REMOVE and the source, specifications.freedesktop.org/wm-spec
_FORCE_MINIMIZE = 11  # SW_FORCEMINIMIZE: "even if the thread that owns the window is not responding"


class _ClientMessage(ctypes.Structure):
    """XClientMessageEvent, filled up to the size of an XEvent."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("rest", ctypes.c_long * 24),
    )


def can_drop(windowing: str) -> bool:
    """Whether a full screen can be dropped from outside at all."""
    return windowing in _WAYS


def drop(windowing: str, pid: int, window: int) -> int:
    """Drop it; returns the exit code."""
    if not can_drop(windowing):
        return NOT_POSSIBLE
    _WAYS[windowing](pid, window)
    return 0


def _drop_on_x11(_: int, window: int) -> None:
    """Ask the window manager to take it out of full screen, and to put it away: it works without the window."""
    x11 = _x11()
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XOpenDisplay.argtypes = [ctypes.c_char_p]
    x11.XDefaultRootWindow.restype = x11.XInternAtom.restype = ctypes.c_ulong
    display = x11.XOpenDisplay(None)
    if not display:
        raise OSError("no display")
    screen = ctypes.c_void_p(display)
    state = x11.XInternAtom(screen, b"_NET_WM_STATE", 0)
    full = x11.XInternAtom(screen, b"_NET_WM_STATE_FULLSCREEN", 0)
    event = _ClientMessage(type=_CLIENT_MESSAGE, window=window, message_type=state, format=32)
    event.data = (ctypes.c_long * 5)(_REMOVE, full, 0, _FROM_A_PAGER, 0)
    root = ctypes.c_ulong(x11.XDefaultRootWindow(screen))
    mask = ctypes.c_long(_SUBSTRUCTURE_NOTIFY_AND_REDIRECT)
    x11.XSendEvent(screen, root, 0, mask, ctypes.byref(event))
    x11.XIconifyWindow(screen, ctypes.c_ulong(window), x11.XDefaultScreen(screen))
    x11.XSync(screen, 0)
    x11.XCloseDisplay(screen)


def _x11() -> ctypes.CDLL:
    """Xlib by its name: looking for it starts other programs, for which a busy computer has no time."""
    try:
        return ctypes.CDLL("libX11.so.6")
    except OSError:
        return ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so")


def _drop_on_windows(_: int, window: int) -> None:
    """Put it away without waiting for its thread."""
    if sys.platform == "win32":
        ctypes.windll.user32.ShowWindowAsync(ctypes.c_void_p(window), _FORCE_MINIMIZE)


def _drop_on_macos(pid: int, _: int) -> None:
    """Hide the program, as Command-H does."""
    objc = ctypes.CDLL(ctypes.util.find_library("objc") or "libobjc.dylib")
    ctypes.CDLL("/System/Library/Frameworks/AppKit.framework/AppKit")
    objc.objc_getClass.restype = objc.sel_registerName.restype = ctypes.c_void_p
    objc.objc_getClass.argtypes = objc.sel_registerName.argtypes = [ctypes.c_char_p]
    ask = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(("objc_msgSend", objc))
    tell = ctypes.CFUNCTYPE(ctypes.c_bool, ctypes.c_void_p, ctypes.c_void_p)(("objc_msgSend", objc))
    of_pid = objc.sel_registerName(b"runningApplicationWithProcessIdentifier:")
    program = ask(objc.objc_getClass(b"NSRunningApplication"), of_pid, pid)
    if not program or not tell(program, objc.sel_registerName(b"hide")):
        raise OSError("not hidden")


_WAYS = {"xcb": _drop_on_x11, "windows": _drop_on_windows, "cocoa": _drop_on_macos}


def main(argv: Sequence[str]) -> int:
    """See the usage."""
    windowing, pid, window = argv[1:4]
    return drop(windowing, int(pid), int(window))


if __name__ == "__main__":
    sys.exit(main(sys.argv))
