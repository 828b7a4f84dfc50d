"""How a second program reaches the window of a data folder: a lock that decides who is first, a socket
that raises and tells. No Qt here: the command line uses it too.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO

TELL_WITHIN_S = 0.2
LOCK_FILE = "window.lock"
_LONGEST_PATH = 100  # a socket's path holds 108 bytes on Linux, 104 on macOS


def server_name(data_dir: Path) -> str:
    """Where the window of `data_dir` listens: a path in the user's own runtime folder, a pipe on Windows."""
    import hashlib

    digest = hashlib.sha256(str(data_dir.resolve()).encode()).hexdigest()[:20]
    if sys.platform == "win32":
        return f"lch-{digest}"
    return str(_runtime_dir() / f"lch-{digest}")


def _runtime_dir() -> Path:
    """The user's runtime folder; where there is none, a private one under the temporary folder."""
    given = os.environ.get("XDG_RUNTIME_DIR", "")
    if given and len(given) < _LONGEST_PATH - 30 and Path(given).is_dir():
        return Path(given)
    import tempfile

    made = Path(tempfile.gettempdir()) / f"lch-{os.getuid() if hasattr(os, 'getuid') else 'user'}"
    made.mkdir(mode=0o700, exist_ok=True)
    return made


def tell_window(data_dir: Path, message: str) -> bool:
    """Send one line to the window of `data_dir`; False where none listens. Never fails, never waits long."""
    import socket

    line = f"{message}\n".encode()
    try:
        if sys.platform == "win32":
            with open(rf"\\.\pipe\{server_name(data_dir)}", "wb", buffering=0) as pipe:  # noqa: PTH123
                pipe.write(line)
            return True
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as link:
            link.settimeout(TELL_WITHIN_S)
            link.connect(server_name(data_dir))
            link.sendall(line)
    except OSError:
        return False
    return True


class WindowLock:
    """Held by the one window of a data folder; the system lets go of it when the process dies."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / LOCK_FILE
        self._file: IO[bytes] | None = None

    def take(self) -> bool:
        """Whether this process is the first."""
        file = self._path.open("ab")
        try:
            _lock(file)
        except OSError:
            file.close()
            return False
        self._path.chmod(0o600)
        self._file = file
        return True

    def release(self) -> None:
        """Let the next one be first."""
        if self._file is not None:
            self._file.close()
            self._file = None


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
