"""The rep's own programs that run now, for "What do you call with? What must you see while you call?"."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from lch_desktop.domain.work import SESSION, is_runner, program_key, program_name

if TYPE_CHECKING:
    import psutil

_MOST_ENTRIES = 3000
_LONGEST_ENTRY = 64_000  # bytes of a desktop entry that are read
_SYSTEM_FOLDERS = ("/usr/local/share", "/usr/share", "/var/lib/flatpak/exports/share", "/var/lib/snapd/desktop")


@dataclass(frozen=True, slots=True)
class Program:
    """A program that runs: its executable's name, as it is kept in the settings, and the name that people know."""

    executable: str
    name: str


@dataclass(frozen=True, slots=True)
class DesktopEntry:
    """A program in the desktop's menu: its name, the program it starts, and its windows' class."""

    name: str
    executable: str
    window_class: str = ""


def running_programs(
    windows: Callable[[], Mapping[int, str]] | None = None, entries: Iterable[DesktopEntry] | None = None
) -> tuple[Program, ...]:
    """The user's own programs that have a window or an entry in the desktop's menu, by name.

    No part of the session, nothing of another user, not this program. Some tens of milliseconds: for a worker.
    `windows`: process -> class or name of its window.
    """
    shown = (windows or _windows)()
    known = tuple(desktop_entries() if entries is None else entries)
    by_program = {entry.executable: entry.name for entry in known}
    by_class = {entry.window_class.lower(): entry.name for entry in known if entry.window_class}
    found = dict[str, Program]()
    for pid, executable in _own_processes():
        window_class = shown.get(pid)
        if is_runner(executable):  # a program in Python or Java: only its window says which
            executable = window_class or ""
        if not executable or program_key(executable) in SESSION:
            continue
        if window_class is None and executable not in by_program:
            continue
        name = by_program.get(executable) or by_class.get((window_class or "").lower()) or _spoken(executable)
        found.setdefault(program_key(executable), Program(executable, name))
    return tuple(sorted(found.values(), key=lambda program: program.name.casefold()))


def desktop_entries(folders: Iterable[Path] | None = None) -> Iterator[DesktopEntry]:
    """What stands in the desktop's menu (Desktop Entry Specification), the user's own first."""
    places = _entry_folders() if folders is None else folders
    files = chain.from_iterable(sorted(folder.rglob("*.desktop")) for folder in places if folder.is_dir())
    for file in islice(files, _MOST_ENTRIES):
        entry = read_entry(file)
        if entry is not None:
            yield entry


def read_entry(file: Path) -> DesktopEntry | None:
    """The program of a desktop entry; None for what the menu does not show, and for what cannot be read."""
    try:
        with file.open("rb") as opened:
            text = opened.read(_LONGEST_ENTRY).decode("utf-8", "replace")
    except OSError:
        return None
    fields = dict[str, str]()
    for line in text.partition("[Desktop Entry]")[2].splitlines():
        if line.startswith("["):
            break
        key, equals, value = line.partition("=")
        if equals:
            fields.setdefault(key.strip(), value.strip())
    hidden = any(fields.get(key, "").lower() == "true" for key in ("NoDisplay", "Hidden", "Terminal"))
    executable = _started(fields.get("Exec", ""))
    if hidden or fields.get("Type") != "Application" or not executable or not fields.get("Name"):
        return None
    return DesktopEntry(fields["Name"], executable, fields.get("StartupWMClass", ""))


def _started(command: str) -> str:
    """The program that an Exec line starts, past `env` and its variables, out of a sandbox's command."""
    words = [word.strip("\"'") for word in command.split()]
    inside = next((word.partition("=")[2] for word in words if word.startswith("--command=")), "")
    if inside:
        return program_name(inside)
    plain = (word for word in words if "=" not in word and program_name(word) != "env")
    return program_name(next(plain, ""))


def _entry_folders() -> Iterator[Path]:
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share")
    listed = os.environ.get("XDG_DATA_DIRS", "").split(":")
    places = dict.fromkeys([str(home), *filter(None, listed), *_SYSTEM_FOLDERS])
    return (Path(place) / "applications" for place in places)


def _windows() -> Mapping[int, str]:
    """The processes with a window; empty where the desktop does not tell (Wayland), or cannot be asked."""
    try:
        if sys.platform == "win32":
            from lch_desktop.platforms import front_window_windows

            return front_window_windows.program_windows()
        if sys.platform == "darwin":
            from lch_desktop.platforms import front_window_macos

            return front_window_macos.program_windows()
        from lch_desktop.platforms import front_window_x11

        display = os.environ.get("DISPLAY", "")
        return front_window_x11.program_windows(display) if display else {}
    except OSError:
        return {}


def _own_processes() -> Iterator[tuple[int, str]]:
    """The processes of this user with their executables, without our own program's."""
    import psutil

    me = psutil.Process()
    user = me.username()
    mine = _executable(me, user)
    for process in psutil.process_iter():
        executable = _executable(process, user)
        if executable and process.pid != me.pid and (executable != mine or is_runner(mine)):
            yield process.pid, executable


def _executable(process: psutil.Process, user: str) -> str:
    import psutil

    try:
        return program_name(process.exe()) if process.username() == user else ""
    except (psutil.Error, OSError, KeyError):  # gone, another's, or a user without a name
        return ""


def _spoken(executable: str) -> str:
    """ "zoom-client.exe" as "Zoom client"."""
    plain = executable[:-4] if executable.lower().endswith(".exe") else executable
    words = plain.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]
