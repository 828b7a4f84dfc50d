"""A file written whole or not at all, private to this user."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from lch_desktop.domain.errors import FileError, StoreError

_FULL = (errno.ENOSPC, errno.EDQUOT)
_MANY = 100  # names tried beside the target


@contextmanager
def new_file(path: Path, *, replace: bool, bom: bool = False) -> Iterator[TextIO]:
    """A text file that takes the place of `path` when the block is left, and nothing if it fails.

    UTF-8, line ends as they are written. Raises FileError "export-exists" (and leaves the target alone)
    unless `replace`, "export-unwritable", and StoreError "disk-full".
    """
    if path.is_dir():
        raise FileError("file-is-folder", name=path.name)
    if not replace and os.path.lexists(path):
        raise FileError("export-exists", name=path.name)
    try:
        descriptor, beside = _beside(path)
        try:
            with os.fdopen(
                descriptor, "w", encoding="utf-8-sig" if bom else "utf-8", errors="replace", newline=""
            ) as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            _put_in_place(beside, path, replace)
        finally:
            with suppress(FileNotFoundError):
                beside.unlink()
    except OSError as error:
        if error.errno in _FULL:
            raise StoreError("disk-full", path=str(path.parent)) from error
        raise FileError("export-unwritable", name=path.name, why=error.strerror or type(error).__name__) from error


def _beside(path: Path) -> tuple[int, Path]:
    """A new file of mode 0600 in the target's folder, so that one rename puts it in place."""
    for number in range(_MANY):
        beside = path.with_name(f".{path.name[:100]}.{os.getpid()}-{number}.part")
        with suppress(FileExistsError):
            return os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600), beside
    raise FileExistsError(errno.EEXIST, "too many unfinished files beside it")


def _put_in_place(beside: Path, path: Path, replace: bool) -> None:
    """Rename; without `replace` by a hard link, which fails where somebody was quicker."""
    if replace:
        beside.replace(path)
        return
    try:
        os.link(beside, path)
    except FileExistsError:
        raise FileError("export-exists", name=path.name) from None
    except OSError:  # a file system without hard links
        if path.exists():
            raise FileError("export-exists", name=path.name) from None
        beside.rename(path)
