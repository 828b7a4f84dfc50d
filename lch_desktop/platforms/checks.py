"""What the doctor asks of the computer: display, folders, disk, libraries. Nothing is changed."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the window asks for the display alone
    from lch_desktop.services.doctor import Folder

BACKUPS = "backups"
# What Qt loads for a window under X11 and does not bring along: the library, and Debian's package of it.
_X11_LIBRARIES = (
    ("EGL", "libegl1"),
    ("GL", "libgl1"),
    ("dbus-1", "libdbus-1-3"),
    ("fontconfig", "libfontconfig1"),
    ("xkbcommon-x11", "libxkbcommon-x11-0"),
    ("xcb-cursor", "libxcb-cursor0"),
    ("xcb-icccm", "libxcb-icccm4"),
    ("xcb-keysyms", "libxcb-keysyms1"),
)
_WITHOUT_SCREEN = ("offscreen", "minimal", "vnc")  # Qt platforms that bring their own display


def display(platform: str = sys.platform) -> str:
    """What windows open on, "" for nothing. Windows and macOS always have a display."""
    if platform in ("win32", "darwin"):
        return "the desktop"
    chosen = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0].partition(";")[0]
    if chosen in _WITHOUT_SCREEN:
        return f"Qt's {chosen} platform"
    names = ("WAYLAND_DISPLAY", "DISPLAY")
    return next((f"{name} {os.environ[name]}" for name in names if os.environ.get(name)), "")


class ThisComputer:
    """The doctor's System on the machine that it runs on."""

    def __init__(self, data_dir: Path, platform: str = sys.platform) -> None:
        self._data_dir = data_dir
        self._platform = platform

    def display(self) -> str:
        return display(self._platform)

    def data_folder(self) -> Folder:
        return look_at(self._data_dir)

    def backups(self) -> Folder:
        return look_at(self._data_dir / BACKUPS)

    def free_bytes(self) -> int:
        """0 where the disk cannot be asked: a folder that is no folder."""
        import shutil

        try:
            return shutil.disk_usage(_nearest(self._data_dir)).free
        except OSError:
            return 0

    def missing_libraries(self) -> tuple[str, ...]:
        """Empty where Qt needs none of them: off Linux, and where the display is another than X11's."""
        screen = display(self._platform)
        if not self._platform.startswith("linux") or (screen and not screen.startswith("DISPLAY")):
            return ()
        from ctypes.util import find_library

        return tuple(package for name, package in _X11_LIBRARIES if find_library(name) is None)


def look_at(path: Path) -> Folder:
    """What the folder `path` is like; one that is missing is judged by where it would be made."""
    from lch_desktop.services.doctor import Folder

    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        parent = _nearest(path)
        if not parent.is_dir():
            return Folder(str(parent), exists=True, is_folder=False)
        return Folder(str(path), exists=False, writable=_can_write(parent))
    except OSError:  # a name too long, or a parent that may not be entered
        return Folder(str(path), exists=False, writable=False)
    if not stat.S_ISDIR(found.st_mode):
        return Folder(str(path), exists=True, is_folder=False)
    private = os.name != "posix" or not found.st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    writable = _can_write(path)
    files = tuple(sorted(file.name for file in path.iterdir())) if writable else ()
    return Folder(str(path), exists=True, writable=writable, private=private, files=files)


def _nearest(path: Path) -> Path:
    """`path`, or the first above it that is there."""
    return next((place for place in (path, *path.parents) if is_there(place)), Path(path.anchor))


def is_there(path: Path) -> bool:
    """Whether there is something at `path`; False also for a name that nothing can have."""
    try:
        return path.exists()
    except OSError:
        return False


def _can_write(folder: Path) -> bool:
    return os.access(folder, os.R_OK | os.W_OK | os.X_OK)
