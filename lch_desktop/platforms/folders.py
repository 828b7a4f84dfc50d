"""Looking into the folder where files are downloaded to."""

from __future__ import annotations

import hashlib
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from lch_desktop.domain.errors import FileError
from lch_desktop.domain.newer_files import FileSeen

MOST_LOOKED_AT = 20_000  # entries of a folder
_CHUNK = 1 << 20
_DOWNLOADS_KEY = "{374DE290-123F-4565-9164-39C4925E467B}"  # FOLDERID_Downloads (learn.microsoft.com, KNOWNFOLDERID)
_SHELL_FOLDERS = r"Software\Microsoft\Windows\CurrentVersion\Explorer\Shell Folders"


class ThisComputersFolders:
    """The Folders port of `services.newer_files`."""

    def __init__(self, platform: str = sys.platform) -> None:
        self._platform = platform

    def downloads(self) -> str:
        """The folder that browsers download to by default; "" where there is none."""
        try:
            folder = downloads_folder(self._platform)
            return str(folder) if folder.is_dir() else ""
        except (OSError, RuntimeError):  # no home, or one that is shut
            return ""

    def listing(self, folder: str) -> list[FileSeen]:
        """The files of `folder`; nothing where it cannot be read."""
        found: list[FileSeen] = []
        try:
            with os.scandir(folder) as entries:
                for number, entry in enumerate(entries):
                    if number >= MOST_LOOKED_AT:
                        break
                    seen = _seen(entry)
                    if seen is not None:
                        found.append(seen)
        except OSError:
            return found
        return found

    def digest(self, path: str) -> str:
        """The SHA-256 of a file, in hex. Raises FileError where it cannot be read."""
        name = Path(path).name
        try:
            with Path(path).open("rb") as file:
                digest = hashlib.sha256()
                while chunk := file.read(_CHUNK):
                    digest.update(chunk)
        except FileNotFoundError as error:
            raise FileError("file-missing", name=name) from error
        except OSError as error:
            raise FileError("file-unreadable", name=name, why=error.strerror or "") from error
        return digest.hexdigest()

    def name_of(self, folder: str) -> str:
        """What a person calls the folder."""
        return Path(folder).name or folder


def downloads_folder(platform: str = sys.platform) -> Path:
    """Where this user's downloads go, whether it is there or not."""
    if platform == "win32":
        return _of_windows() or Path.home() / "Downloads"
    if platform == "darwin":
        return Path.home() / "Downloads"
    return _of_xdg() or Path.home() / "Downloads"


def _of_xdg() -> Path | None:
    """What the desktop has written down (xdg-user-dirs: XDG_DOWNLOAD_DIR="$HOME/Downloads")."""
    config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    try:
        lines = (config / "user-dirs.dirs").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    for line in lines:
        name, equals, value = line.strip().partition("=")
        if equals and name == "XDG_DOWNLOAD_DIR":
            place = Path(value.strip().strip('"').replace("$HOME", str(Path.home())))
            return place if place.is_absolute() and place != Path.home() else None
    return None


def _of_windows() -> Path | None:
    if sys.platform != "win32":
        return None
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _SHELL_FOLDERS) as key:
            value, _ = winreg.QueryValueEx(key, _DOWNLOADS_KEY)
    except OSError:
        return None
    return Path(str(value)) if value else None


def _seen(entry: os.DirEntry[str]) -> FileSeen | None:
    """A file as the listing has it; None for anything else, and for what vanishes meanwhile."""
    try:
        if not entry.is_file():
            return None
        found = entry.stat()
        return FileSeen(entry.name, found.st_size, datetime.fromtimestamp(found.st_mtime, UTC))
    except (OSError, ValueError, OverflowError):
        return None
