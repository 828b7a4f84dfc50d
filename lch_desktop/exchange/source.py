"""A file that is handed to us: its bytes, never all at once, and whether it stays what it was."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from lch_desktop.domain.errors import FileError

CHUNK = 1 << 18  # bytes
_NOTHING = b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"  # what a file without a word consists of


class Source:
    """The file at `path`, which may be read several times and must be the same each time.

    Raises FileError: file-missing, file-is-folder, file-unreadable, file-empty; each with `name`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._state = self._stat()
        self.digest, filled = self._read_through()
        if not filled:
            raise FileError("file-empty", name=path.name)

    @property
    def name(self) -> str:
        return self.path.name

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """The file, open; whatever the system says against reading it becomes a FileError."""
        try:
            with self.path.open("rb") as file:
                yield file
        except FileNotFoundError:
            raise FileError("file-missing", name=self.name) from None
        except IsADirectoryError:
            raise FileError("file-is-folder", name=self.name) from None
        except (OSError, ValueError) as error:  # ValueError: a NUL in the path
            if isinstance(error, UnicodeError):
                raise FileError("file-changed", name=self.name) from error
            if self.path.is_dir():  # Windows says PermissionError of a folder
                raise FileError("file-is-folder", name=self.name) from None
            raise FileError("file-unreadable", name=self.name, why=type(error).__name__) from error

    def chunks(self) -> Iterator[bytes]:
        """The bytes, some at a time."""
        with self.opened() as file:
            while chunk := file.read(CHUNK):
                yield chunk

    def head(self, size: int) -> bytes:
        """The first `size` bytes."""
        with self.opened() as file:
            return file.read(size)

    def check(self) -> None:
        """Raise FileError file-changed where the file is not what it was when this was made.

        Where the system has nothing to say of a change since, it is believed; else every byte is read again.
        """
        state = self._stat()
        if state is not None and state == self._state:
            return
        try:
            digest, _ = self._read_through()
        except FileError as error:
            raise FileError("file-changed", name=self.name) from error
        if digest != self.digest:
            raise FileError("file-changed", name=self.name)

    def _stat(self) -> tuple[int, ...] | None:
        """What changes when anything does; None where the system has no instant of change that nobody can set."""
        if os.name != "posix":
            return None
        try:
            found = self.path.stat()
        except (OSError, ValueError):
            return None
        return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns

    def _read_through(self) -> tuple[str, bool]:
        """SHA-256 of the bytes in hex, and whether there is anything in them."""
        sha = hashlib.sha256()
        filled = False
        for chunk in self.chunks():
            sha.update(chunk)
            filled = filled or bool(chunk.strip(_NOTHING))
        return sha.hexdigest(), filled
