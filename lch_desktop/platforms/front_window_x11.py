"""The front window on X11, which tells it to every program (EWMH: _NET_ACTIVE_WINDOW). No rights are needed.

libxcb is called directly: Qt brings it along, a window that vanished is an answer there and not, as with
Xlib, the end of the process, and the connection is our own.
"""

from __future__ import annotations

import ctypes
import os
import socket
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from ctypes import POINTER, byref, c_char_p, c_int, c_size_t, c_uint8, c_uint16, c_uint32, c_void_p
from pathlib import Path
from typing import Any

from lch_desktop.domain.watching import Front
from lch_desktop.domain.work import is_runner, program_name

_LIBRARY = "libxcb.so.1"
_MOST_WORDS = 1024  # of a property, four bytes each
_ANY_TYPE = 0
_WM_NAME, _WM_CLASS, _WM_CLIENT_MACHINE = 39, 67, 36  # predefined atoms, X11/Xatom.h
_CLIENT_MESSAGE = 33  # X.h
_AS_A_PAGER = 2  # EWMH, source indication
_CHECKED = 1  # XCB_REQUEST_CHECKED, xcbext.h
_CLIENT_PID, _QUERY_CLIENT_IDS = 2, 4  # X-Resource 1.2, XResproto.h
_TO_WINDOW_MANAGER = (1 << 19) | (1 << 20)  # SubstructureNotify and SubstructureRedirect, X.h
_NAMES = (
    "_NET_ACTIVE_WINDOW", "_NET_CLIENT_LIST", "_NET_CLOSE_WINDOW", "_NET_SUPPORTING_WM_CHECK", "_NET_WM_NAME",
    "_NET_WM_PID",
)  # fmt: skip
_USER = os.getuid() if hasattr(os, "getuid") else -1
_NO_MANAGER = "this desktop's window manager does not tell which window is in front"


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", c_uint32),)


class _Screens(ctypes.Structure):  # xcb_screen_iterator_t
    _fields_ = (("data", POINTER(c_uint32)), ("rem", c_int), ("index", c_int))


class _AtomReply(ctypes.Structure):
    _fields_ = (
        ("response_type", c_uint8),
        ("pad", c_uint8),
        ("sequence", c_uint16),
        ("length", c_uint32),
        ("atom", c_uint32),
    )


class _ClientMessage(ctypes.Structure):
    _fields_ = (
        ("response_type", c_uint8),
        ("format", c_uint8),
        ("sequence", c_uint16),
        ("window", c_uint32),
        ("type", c_uint32),
        ("data", c_uint32 * 5),
    )


class _Extension(ctypes.Structure):  # xcb_extension_t
    _fields_ = (("name", c_char_p), ("global_id", c_int))


class _Request(ctypes.Structure):  # xcb_protocol_request_t
    _fields_ = (("count", c_size_t), ("extension", POINTER(_Extension)), ("opcode", c_uint8), ("is_void", c_uint8))


class _Vector(ctypes.Structure):  # struct iovec
    _fields_ = (("base", c_void_p), ("length", c_size_t))


def _library() -> Any:
    """libxcb with the types of what is called. Raises OSError where there is none."""
    try:
        xcb: Any = ctypes.CDLL(_LIBRARY)
    except OSError as error:
        raise OSError(f"the library {_LIBRARY} is missing") from error
    c_lib = ctypes.CDLL(None)
    for name, result, arguments in (
        ("xcb_connect", c_void_p, (c_char_p, POINTER(c_int))),
        ("xcb_connection_has_error", c_int, (c_void_p,)),
        ("xcb_disconnect", None, (c_void_p,)),
        ("xcb_get_setup", c_void_p, (c_void_p,)),
        ("xcb_setup_roots_iterator", _Screens, (c_void_p,)),
        ("xcb_screen_next", None, (POINTER(_Screens),)),
        ("xcb_intern_atom", _Cookie, (c_void_p, c_uint8, c_uint16, c_char_p)),
        ("xcb_intern_atom_reply", POINTER(_AtomReply), (c_void_p, _Cookie, POINTER(c_void_p))),
        ("xcb_get_property", _Cookie, (c_void_p, c_uint8, *(c_uint32,) * 5)),
        ("xcb_get_property_reply", c_void_p, (c_void_p, _Cookie, POINTER(c_void_p))),
        ("xcb_get_property_value", c_void_p, (c_void_p,)),
        ("xcb_get_property_value_length", c_int, (c_void_p,)),
        ("xcb_get_extension_data", POINTER(c_uint8), (c_void_p, POINTER(_Extension))),
        ("xcb_send_request", c_uint32, (c_void_p, c_int, POINTER(_Vector), POINTER(_Request))),
        ("xcb_wait_for_reply", c_void_p, (c_void_p, c_uint32, POINTER(c_void_p))),
        ("xcb_send_event", _Cookie, (c_void_p, c_uint8, c_uint32, c_uint32, c_void_p)),
    ):
        function = getattr(xcb, name)
        function.restype, function.argtypes = result, arguments
    c_lib.free.argtypes, c_lib.free.restype = (c_void_p,), None
    xcb.free = c_lib.free
    return xcb


class XDesktop:
    """The windows of one X display. Everything tells "nothing" of a window that is gone. Raises OSError at first."""

    def __init__(self, display: str) -> None:
        self._xcb = _library()
        number = c_int()
        self._link: int | None = self._xcb.xcb_connect(display.encode(), byref(number))
        if self._xcb.xcb_connection_has_error(self._link):
            self.close()
            raise OSError(f"the display {display} does not answer")
        self.root = self._root(number.value)
        self._resources = _Extension(b"X-Resource", 0)
        told = self._xcb.xcb_get_extension_data(self._link, byref(self._resources))
        self._knows_clients = bool(told) and bool(told[8])  # "present", xcb_query_extension_reply_t
        cookies = {name: self._xcb.xcb_intern_atom(self._link, 0, len(name), name.encode()) for name in _NAMES}
        self.atoms = {name: self._atom(cookie) for name, cookie in cookies.items()}

    @property
    def has_manager(self) -> bool:
        """Whether a window manager says which window is active."""
        return bool(self.numbers(self.root, "_NET_SUPPORTING_WM_CHECK"))

    def active(self) -> int:
        """The active window, 0 for none."""
        return next(iter(self.numbers(self.root, "_NET_ACTIVE_WINDOW")), 0)

    def windows(self) -> tuple[int, ...]:
        """All windows that the window manager has."""
        return self.numbers(self.root, "_NET_CLIENT_LIST")

    def pid(self, window: int) -> int:
        """The process of a window of this computer; 0 where it is not known, or another computer's.

        The display knows who is connected to it. What the window says of itself comes second: from inside a
        sandbox (Flatpak) it is a number that belongs to another process here.
        """
        connected = self._connected_pid(window)
        if connected:
            return connected
        machine = self.bytes_of(window, _WM_CLIENT_MACHINE).decode("latin-1").rstrip("\0")
        if machine and machine.partition(".")[0] != socket.gethostname().partition(".")[0]:
            return 0
        return next(iter(self.numbers(window, "_NET_WM_PID")), 0)

    def title(self, window: int) -> str:
        """What the window is called now."""
        modern = self.bytes_of(window, self.atoms["_NET_WM_NAME"])
        if modern:
            return modern.decode("utf-8", "replace").rstrip("\0")
        return self.bytes_of(window, _WM_NAME).decode("latin-1").rstrip("\0")

    def instance(self, window: int) -> str:
        """The first half of WM_CLASS: by custom the program's name."""
        return self.bytes_of(window, _WM_CLASS).partition(b"\0")[0].decode("latin-1")

    def ask_to_close(self, window: int) -> None:
        """Have the window manager ask the window to close, as its close button does; it never kills."""
        self._tell_manager(window, "_NET_CLOSE_WINDOW", 0, _AS_A_PAGER)

    def bring_forward(self, window: int) -> None:
        """Have the window manager put the window in front and give it the keyboard.

        As a pager asks: what a program asks for its own window, many desktops only blink about.
        """
        self._tell_manager(window, "_NET_ACTIVE_WINDOW", _AS_A_PAGER)

    def settle(self) -> None:
        """Return when everything asked for has reached the display."""
        self.active()

    def numbers(self, window: int, name: str) -> tuple[int, ...]:
        """A property of 32 bit numbers."""
        content = self.bytes_of(window, self.atoms[name])
        return tuple(int.from_bytes(content[at : at + 4], sys.byteorder) for at in range(0, len(content) - 3, 4))

    def bytes_of(self, window: int, atom: int) -> bytes:
        """A property as it stands; empty where there is none, or no window any more."""
        if self._link is None or not atom:
            return b""
        error = c_void_p()
        cookie = self._xcb.xcb_get_property(self._link, 0, window, atom, _ANY_TYPE, 0, _MOST_WORDS)
        reply = self._xcb.xcb_get_property_reply(self._link, cookie, byref(error))
        if not reply:
            self._xcb.free(error)
            return b""
        try:
            length = self._xcb.xcb_get_property_value_length(reply)
            return ctypes.string_at(self._xcb.xcb_get_property_value(reply), length) if length > 0 else b""
        finally:
            self._xcb.free(reply)

    def _connected_pid(self, window: int) -> int:
        """The process at the other end of the window's connection, by X-Resource; 0 where that does not tell."""
        if self._link is None or not self._knows_clients:
            return 0
        asked = (c_uint32 * 4)(0, 1, window, _CLIENT_PID)  # head, one question, whose, what; libxcb fills the head in
        vectors = (_Vector * 3)()  # libxcb keeps the first two for itself
        vectors[2] = _Vector(ctypes.addressof(asked), ctypes.sizeof(asked))
        request, third = _Request(1, ctypes.pointer(self._resources), _QUERY_CLIENT_IDS, 0), ctypes.sizeof(_Vector) * 2
        vector = ctypes.cast(ctypes.addressof(vectors) + third, POINTER(_Vector))
        number = self._xcb.xcb_send_request(self._link, _CHECKED, vector, byref(request))
        error = c_void_p()
        reply = self._xcb.xcb_wait_for_reply(self._link, number, byref(error))
        if not reply:
            self._xcb.free(error)
            return 0
        try:
            words = ctypes.cast(reply, POINTER(c_uint32))
            extra, answers = words[1], words[2]  # after 8 words: whose, what, length in bytes, the process
            return int(words[11]) if answers and extra >= 4 and words[10] >= 4 else 0
        finally:
            self._xcb.free(reply)

    def close(self) -> None:
        """End the connection; any number of times."""
        link, self._link = self._link, None
        if link is not None:
            self._xcb.xcb_disconnect(link)

    def _tell_manager(self, window: int, name: str, *numbers: int) -> None:
        if self._link is None:
            return
        message = _ClientMessage(_CLIENT_MESSAGE, 32, 0, window, self.atoms[name], (c_uint32 * 5)(*numbers))
        self._xcb.xcb_send_event(self._link, 0, self.root, _TO_WINDOW_MANAGER, byref(message))

    def _root(self, number: int) -> int:
        screens = self._xcb.xcb_setup_roots_iterator(self._xcb.xcb_get_setup(self._link))
        for _ in range(number):
            self._xcb.xcb_screen_next(byref(screens))
        return int(screens.data[0])  # xcb_screen_t begins with its root

    def _atom(self, cookie: _Cookie) -> int:
        reply = self._xcb.xcb_intern_atom_reply(self._link, cookie, None)
        if not reply:
            return 0
        try:
            return int(reply.contents.atom)
        finally:
            self._xcb.free(reply)


class X11FrontWindow:
    """The FrontWindow port on X11. Raises OSError where the display does not answer."""

    def __init__(self, display: str) -> None:
        self._desktop = XDesktop(display)
        self._reason = "" if self._desktop.has_manager else _NO_MANAGER

    @property
    def reason(self) -> str:
        return self._reason

    @property
    def limits(self) -> str:
        return ""

    def look(self) -> Front | None:
        """See the port; about a third of a millisecond."""
        window = self._desktop.active()
        if not window:
            return None
        pid = self._desktop.pid(window)
        program = program_of(pid) or self._desktop.instance(window)
        return Front(program, self._desktop.title(window), pid, is_ours=pid == os.getpid())

    def close(self) -> None:
        self._desktop.close()


def program_of(pid: int) -> str:
    """The executable of one of our own user's processes; "" for any other, and where it says nothing.

    A process number from inside a sandbox may be another's here: that the user is the same is the least to ask.
    """
    if not pid:
        return ""
    try:
        if Path(f"/proc/{pid}").stat().st_uid != _USER:
            return ""
        name = program_name(str(Path(f"/proc/{pid}/exe").readlink()))
    except OSError:
        return ""
    return "" if is_runner(name) else name


def close_windows(display: str, pids: Collection[int]) -> frozenset[int]:
    """Ask the windows of these processes to close; returns the processes that had one."""
    asked = set[int]()
    with _desktop(display) as desktop:
        if desktop is None:
            return frozenset()
        for window in desktop.windows():
            pid = desktop.pid(window)
            if pid in pids:
                desktop.ask_to_close(window)
                asked.add(pid)
        desktop.settle()
    return frozenset(asked)


def bring_forward(display: str, window: int) -> bool:
    """Put a window of ours in front; whether it could be asked for."""
    with _desktop(display) as desktop:
        if desktop is None:
            return False
        desktop.bring_forward(window)
        desktop.settle()
        return desktop.has_manager


def program_windows(display: str) -> dict[int, str]:
    """The processes that have a window, each with its window's class."""
    with _desktop(display) as desktop:
        if desktop is None:
            return {}
        found = {desktop.pid(window): desktop.instance(window) for window in desktop.windows()}
    found.pop(0, None)
    return found


@contextmanager
def _desktop(display: str) -> Iterator[XDesktop | None]:
    try:
        desktop = XDesktop(display)
    except OSError:
        yield None
        return
    try:
        yield desktop
    finally:
        desktop.close()
