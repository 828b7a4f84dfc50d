"""How the hosts file is changed: whole or not at all, whatever kills us, and never over another program's change."""

# Plain os calls: one line is one change of the disk, and pathlib is slow to import.
# ruff: noqa: PTH104, PTH105, PTH108, PTH118, PTH120, PTH123
from __future__ import annotations

import errno
import os
import select
import stat
import sys
from bisect import bisect_left
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from lch_desktop.shield.helper.rules import Refused

WINDOWS = sys.platform == "win32"
if WINDOWS:
    HOSTS = r"C:\Windows\System32\drivers\etc\hosts"
    STATE = r"C:\ProgramData\Lead Conversion Hour Shield\state"
else:
    HOSTS = "/etc/hosts"
    STATE = "/var/lib/lead-conversion-hour"
_DRAFT = f"{HOSTS}.lead-conversion-hour"
_BEFORE = os.path.join(STATE, "hosts.before")
_AFTER = os.path.join(STATE, "hosts.after")
_LARGEST = 64 * 1024 * 1024
_TRIES = 5
_PLAIN = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Seen(NamedTuple):
    """The file at one moment."""

    content: bytes
    status: os.stat_result


def read_hosts() -> Seen:
    """The hosts file now; Refused if it is a link, no plain file, or beyond all measure."""
    try:
        descriptor = os.open(HOSTS, os.O_RDONLY | _PLAIN)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise Refused("hosts-is-link") from None
        raise
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise Refused("hosts-is-no-file")
        if status.st_size > _LARGEST:
            raise Refused("hosts-too-large")
        return Seen(file.read(), status)


def change_hosts(make: Callable[[bytes], bytes]) -> None:
    """Put `make(content)` in place of the content; Refused where another program keeps changing it meanwhile."""
    for _ in range(_TRIES):
        seen = read_hosts()
        wanted = make(seen.content)
        if wanted == seen.content or _put(seen, wanted):
            return
        if not WINDOWS:
            select.select([], [], [], 0.05)
    raise Refused("hosts-keeps-changing")


def recover() -> None:
    """Undo what a kill cut short: a draft left behind, a file half written in place."""
    with suppress(FileNotFoundError):
        os.unlink(_DRAFT)
    before, after = read_state(_BEFORE), read_state(_AFTER)
    if before is None or after is None:
        return
    now = read_hosts().content
    if now != after and _is_torn(now, before, after):
        _overwrite(before)
    elif now not in (before, after):  # someone else wrote since: theirs stays, ours is kept beside
        os.replace(_BEFORE, f"{_BEFORE}.kept")
    _forget_backup()


def write_synced(path: str, content: bytes, like: Seen | None = None) -> None:
    """Write a new file `path`, root's alone or with the rights of `like`; it is on disk when this returns."""
    with suppress(FileNotFoundError):
        os.unlink(path)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _PLAIN, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        if like is not None and sys.platform != "win32":
            os.fchown(descriptor, like.status.st_uid, like.status.st_gid)
            os.fchmod(descriptor, stat.S_IMODE(like.status.st_mode))
            _copy_labels(descriptor)
        file.flush()
        os.fsync(descriptor)


def replace_synced(path: str, content: bytes) -> None:
    """Put `content` in place of the file `path` of our own, on disk when this returns."""
    write_synced(f"{path}.new", content)
    os.replace(f"{path}.new", path)
    _sync_folder(path)


def read_state(path: str) -> bytes | None:
    """The content of a file of our own, None where there is none."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def _put(seen: Seen, wanted: bytes) -> bool:
    """Put `wanted` there; False where the file is no longer the one that was seen."""
    if WINDOWS or seen.status.st_nlink > 1:  # a replaced file would lose its access list, or its other names
        return _put_in_place(seen, wanted)
    try:
        write_synced(_DRAFT, wanted, like=seen)
        if not _is_same(seen, read_hosts()):
            return False
        os.rename(_DRAFT, HOSTS)
        _sync_folder(HOSTS)
        return True
    except OSError as error:
        if error.errno not in (errno.EBUSY, errno.EXDEV, errno.EROFS):  # a mount of its own: containers, some VPNs
            raise
    finally:
        with suppress(OSError):
            os.unlink(_DRAFT)
    return _put_in_place(seen, wanted)


def _put_in_place(seen: Seen, wanted: bytes) -> bool:
    replace_synced(_AFTER, wanted)
    replace_synced(_BEFORE, seen.content)  # from here on `recover` knows what to do
    if not _is_same(seen, read_hosts()):
        _forget_backup()
        return False
    try:
        _overwrite(wanted)
    except OSError:
        recover()
        raise
    _forget_backup()
    return True


def _overwrite(content: bytes) -> None:
    """Write front to back and cut off what is too much; see `_is_torn` for what a kill leaves."""
    descriptor = os.open(HOSTS, os.O_WRONLY | _PLAIN)
    with os.fdopen(descriptor, "wb", buffering=0) as file:
        rest = memoryview(content)
        while rest:
            rest = rest[file.write(rest) :]
        file.truncate()
        os.fsync(descriptor)


def _is_torn(now: bytes, before: bytes, after: bytes) -> bool:
    """Whether `now` is `before` with its front overwritten by the front of `after`."""
    shorter = min(len(now), len(after))
    at = bisect_left(range(1, shorter + 1), True, key=lambda length: now[:length] != after[:length])
    return now[at:] == before[at:]


def _is_same(seen: Seen, now: Seen) -> bool:
    def identity(status: os.stat_result) -> tuple[int, ...]:
        return status.st_dev, status.st_ino, status.st_mode, status.st_uid, status.st_gid, status.st_mtime_ns

    return identity(seen.status) == identity(now.status) and seen.content == now.content


def _copy_labels(descriptor: int) -> None:
    """Take over access lists and security labels, where the system has them."""
    if sys.platform == "linux":
        for label in os.listxattr(HOSTS, follow_symlinks=False):
            with suppress(OSError):
                os.setxattr(descriptor, label, os.getxattr(HOSTS, label, follow_symlinks=False))


def _forget_backup() -> None:
    for path in (_BEFORE, _AFTER):
        with suppress(FileNotFoundError):
            os.unlink(path)


def _sync_folder(path: str) -> None:
    if WINDOWS:
        return
    folder = os.open(os.path.dirname(path), os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
