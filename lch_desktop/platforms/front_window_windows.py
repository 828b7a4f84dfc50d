"""The front window on Windows (GetForegroundWindow). Written from Microsoft's reference, not run here."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from ctypes import POINTER, byref, c_bool, c_int, c_wchar_p
from ctypes.wintypes import BOOL, DWORD, HANDLE, HWND, LPARAM, UINT, WPARAM
from typing import Any

from lch_desktop.domain.watching import Front
from lch_desktop.domain.work import program_name

_QUERY_LIMITED = 0x1000  # PROCESS_QUERY_LIMITED_INFORMATION: given for every process of the same user
_WM_CLOSE = 0x0010
_LONGEST_TITLE = 512
_LONGEST_PATH = 32_768
_STORE_FRAME = "applicationframehost.exe"  # draws the frame of Store apps, whose own process has a child window


def _dll(name: str) -> Any:
    return vars(ctypes)["WinDLL"](name)  # is not there on other systems, nor for their type checker


def _each_window(visit: Callable[[int], bool]) -> Any:
    """`visit` as EnumWindows takes it; it goes on while that is true."""
    return vars(ctypes)["WINFUNCTYPE"](c_bool, HWND, LPARAM)(lambda window, _: visit(int(window or 0)))


class WindowsDesktop:
    """The few calls that are needed, with their types. Raises OSError where this is not Windows."""

    def __init__(self) -> None:
        try:
            self._user, self._kernel = _dll("user32"), _dll("kernel32")
        except KeyError as error:
            raise OSError("this is not Windows") from error
        for dll, name, result, arguments in (
            (self._user, "GetForegroundWindow", HWND, ()),
            (self._user, "GetWindowTextW", c_int, (HWND, c_wchar_p, c_int)),
            (self._user, "GetWindowThreadProcessId", DWORD, (HWND, POINTER(DWORD))),
            (self._user, "IsWindowVisible", BOOL, (HWND,)),
            (self._user, "PostMessageW", BOOL, (HWND, UINT, WPARAM, LPARAM)),
            (self._kernel, "OpenProcess", HANDLE, (DWORD, BOOL, DWORD)),
            (self._kernel, "QueryFullProcessImageNameW", BOOL, (HANDLE, DWORD, c_wchar_p, POINTER(DWORD))),
            (self._kernel, "CloseHandle", BOOL, (HANDLE,)),
        ):
            function = getattr(dll, name)
            function.restype, function.argtypes = result, arguments

    def foreground(self) -> int:
        """The window in front, 0 for none (while one loses the keyboard, or the screen is locked)."""
        return int(self._user.GetForegroundWindow() or 0)

    def title(self, window: int) -> str:
        """What the window is called; it is read without asking its program, so a stuck one holds nobody up."""
        text = ctypes.create_unicode_buffer(_LONGEST_TITLE)
        self._user.GetWindowTextW(window, text, _LONGEST_TITLE)
        return text.value

    def pid(self, window: int) -> int:
        """The process of a window, 0 for one that is gone."""
        number = DWORD()
        self._user.GetWindowThreadProcessId(window, byref(number))
        return int(number.value)

    def program(self, pid: int) -> str:
        """The executable of a process, "" where it may not be asked: another user's, or one run as administrator."""
        with self._opened(pid) as process:
            if not process:
                return ""
            path, length = ctypes.create_unicode_buffer(_LONGEST_PATH), DWORD(_LONGEST_PATH)
            told = self._kernel.QueryFullProcessImageNameW(process, 0, path, byref(length))
            return program_name(path.value) if told else ""

    def inner_pid(self, window: int, outer_pid: int) -> int:
        """The process inside a Store app's frame."""
        found = list[int]()

        def visit(child: int) -> bool:
            pid = self.pid(child)
            if pid not in (0, outer_pid):
                found.append(pid)
            return not found

        self._user.EnumChildWindows(HWND(window), _each_window(visit), LPARAM(0))
        return found[0] if found else outer_pid

    def windows(self) -> tuple[int, ...]:
        """The windows that are shown and have a title."""
        found = list[int]()

        def visit(window: int) -> bool:
            if self._user.IsWindowVisible(window) and self.title(window):
                found.append(window)
            return True

        self._user.EnumWindows(_each_window(visit), LPARAM(0))
        return tuple(found)

    def ask_to_close(self, window: int) -> None:
        """What the close button does: the program may ask about unsaved work, and may stay."""
        self._user.PostMessageW(window, _WM_CLOSE, 0, 0)

    @contextmanager
    def _opened(self, pid: int) -> Iterator[int]:
        process = self._kernel.OpenProcess(_QUERY_LIMITED, 0, pid) if pid else None
        try:
            yield int(process or 0)
        finally:
            if process:
                self._kernel.CloseHandle(process)


class WindowsFrontWindow:
    """The FrontWindow port on Windows."""

    def __init__(self) -> None:
        self._desktop = WindowsDesktop()

    @property
    def reason(self) -> str:
        return ""

    @property
    def limits(self) -> str:
        return ""

    def look(self) -> Front | None:
        """See the port."""
        window = self._desktop.foreground()
        if not window:
            return None
        pid = self._desktop.pid(window)
        program = self._desktop.program(pid)
        if program.lower() == _STORE_FRAME:
            pid = self._desktop.inner_pid(window, pid)
            program = self._desktop.program(pid)
        return Front(program, self._desktop.title(window), pid, is_ours=pid == os.getpid())

    def close(self) -> None:
        """Nothing is held."""


def close_windows(pids: Collection[int]) -> frozenset[int]:
    """Ask the windows of these processes to close; returns the processes that had one."""
    desktop = WindowsDesktop()
    asked = [(window, pid) for window in desktop.windows() if (pid := desktop.pid(window)) in pids]
    for window, _ in asked:
        desktop.ask_to_close(window)
    return frozenset(pid for _, pid in asked)


def program_windows() -> dict[int, str]:
    """The processes that have a window; their windows have no class of use here."""
    desktop = WindowsDesktop()
    return {desktop.pid(window): "" for window in desktop.windows()}
