"""The front program on macOS (NSWorkspace). Written from Apple's reference, not run here.

The titles of other programs' windows need a right that is not asked for (screen recording): a blocked site in
front is not seen here, a blocked program is.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from ctypes import c_bool, c_char_p, c_int, c_long, c_ulong, c_void_p
from typing import Any

from lch_desktop.domain.watching import Front
from lch_desktop.domain.work import program_name

_APPKIT = "/System/Library/Frameworks/AppKit.framework/AppKit"
_OBJC = "/usr/lib/libobjc.A.dylib"
_NO_TITLES = "macOS does not tell the titles of windows, so programs are watched, and sites in a browser are not."
_WITH_DOCK_ICON = 0  # NSApplicationActivationPolicyRegular


class MacPrograms:
    """The programs of this user's session. Raises OSError where this is not macOS."""

    def __init__(self) -> None:
        self._appkit = ctypes.CDLL(_APPKIT)  # held: it brings the classes
        self._objc: Any = ctypes.CDLL(_OBJC)
        for name, result, arguments in (
            ("objc_getClass", c_void_p, (c_char_p,)),
            ("sel_registerName", c_void_p, (c_char_p,)),
            ("objc_autoreleasePoolPush", c_void_p, ()),
            ("objc_autoreleasePoolPop", None, (c_void_p,)),
        ):
            function = getattr(self._objc, name)
            function.restype, function.argtypes = result, arguments

    def front(self) -> tuple[str, int]:
        """The executable's name and the process in front; ("", 0) for none."""
        with self._pool():
            app = self._send(self._workspace(), "frontmostApplication")
            return (self._executable(app), self._send(app, "processIdentifier", result=c_int)) if app else ("", 0)

    def windowed(self) -> dict[int, str]:
        """The processes with a place in the Dock, each with the name that people know."""
        with self._pool():
            apps = self._send(self._workspace(), "runningApplications")
            count = self._send(apps, "count", result=c_ulong)
            every = [self._send(apps, "objectAtIndex:", (c_ulong, index)) for index in range(count)]
            return {
                self._send(app, "processIdentifier", result=c_int): self._text(self._send(app, "localizedName"))
                for app in every
                if self._send(app, "activationPolicy", result=c_long) == _WITH_DOCK_ICON
            }

    def ask_to_quit(self, pid: int) -> bool:
        """What Quit in its menu does: it may ask about unsaved work, and may stay."""
        with self._pool():
            kind = self._objc.objc_getClass(b"NSRunningApplication")
            app = self._send(kind, "runningApplicationWithProcessIdentifier:", (c_int, pid))
            return bool(app and self._send(app, "terminate", result=c_bool))

    def _workspace(self) -> Any:
        return self._send(self._objc.objc_getClass(b"NSWorkspace"), "sharedWorkspace")

    def _executable(self, app: Any) -> str:
        url = self._send(app, "executableURL")
        return program_name(self._text(self._send(url, "path"))) if url else ""

    def _text(self, text: Any) -> str:
        content = self._send(text, "UTF8String", result=c_char_p) if text else None
        return content.decode("utf-8", "replace") if content else ""

    def _send(self, target: Any, message: str, *arguments: tuple[Any, object], result: Any = c_void_p) -> Any:
        """objc_msgSend must be called with the very types of the method (Apple: Objective-C Runtime)."""
        kinds = [kind for kind, _ in arguments]
        address = ctypes.cast(self._objc.objc_msgSend, c_void_p).value
        call = ctypes.CFUNCTYPE(result, c_void_p, c_void_p, *kinds)(address or 0)
        return call(target, self._objc.sel_registerName(message.encode()), *(value for _, value in arguments))

    @contextmanager
    def _pool(self) -> Iterator[None]:
        pool = self._objc.objc_autoreleasePoolPush()
        try:
            yield
        finally:
            self._objc.objc_autoreleasePoolPop(pool)


class MacFrontWindow:
    """The FrontWindow port on macOS: the program, without a title."""

    def __init__(self) -> None:
        self._programs = MacPrograms()

    @property
    def reason(self) -> str:
        return ""

    @property
    def limits(self) -> str:
        return _NO_TITLES

    def look(self) -> Front | None:
        """See the port."""
        program, pid = self._programs.front()
        return Front(program, "", pid, is_ours=pid == os.getpid()) if pid else None

    def close(self) -> None:
        """Nothing is held."""


def close_windows(pids: Collection[int]) -> frozenset[int]:
    """Ask these programs to quit; returns those that could be asked."""
    programs = MacPrograms()
    return frozenset(pid for pid in pids if programs.ask_to_quit(pid))


def program_windows() -> dict[int, str]:
    """The processes that people see, each with its name."""
    return MacPrograms().windowed()
