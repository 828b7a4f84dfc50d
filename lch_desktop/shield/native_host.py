"""The program between a browser and the app: it hands the order file to the extension and its answers back.

A browser starts it when the extension asks for it, and talks over standard input and output: each message is JSON
in UTF-8 behind its length, four bytes in the machine's own order (Chrome for Developers, "Native messaging"). No
port is opened. It imports the standard library only and nothing of ours, so that it starts at once, is copied
beside the data as it is, and works while the app is closed.

    native_host.py FOLDER BROWSER [what the browser adds]

In FOLDER: `order.json` is read; `seen-BROWSER-PROFILE.json` holds the extension's last report and its lock file is
held locked for as long as the browser holds this program; `ask-front` asks the app to come to the front.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import re
import struct
import sys
import threading
import time
from pathlib import Path
from typing import Any, BinaryIO

MOST_BYTES = 1024 * 1024  # a browser refuses more; so do we
MOST_REPORT_BYTES = 64 * 1024
TICK_S = 0.5
ANSWER_S = 3.0  # an app that has not taken a request by then is not there
ORDER, ASK = "order.json", "ask-front"

_PROFILE = re.compile(r"[0-9a-f]{8,32}")
_END = object()


def read_message(stream: BinaryIO) -> Any:
    """The next message, or `_END` at the end of input. Raises ValueError for what is no message."""
    head = stream.read(4)
    if not head:
        return _END
    size = struct.unpack("=I", head)[0] if len(head) == 4 else MOST_BYTES + 1
    if size > MOST_BYTES:
        raise ValueError("no length of a message")
    body = stream.read(size)
    if len(body) < size:
        raise ValueError("half a message")
    return json.loads(body)


def write_message(stream: BinaryIO, message: object) -> None:
    """Send `message`; raises OSError when the browser has gone."""
    body = json.dumps(message).encode()
    stream.write(struct.pack("=I", len(body)) + body)
    stream.flush()


class Order:
    """The order file, read anew only when it has changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._mark: object = _END

    def changed(self) -> bool:
        """Whether the file is another one than at the last call; at the first call, always."""
        try:
            found = self._path.stat()
            mark: object = (found.st_mtime_ns, found.st_size, found.st_ino)
        except OSError:
            mark = None
        was, self._mark = self._mark, mark
        return mark != was

    def read(self) -> object:
        """What the app asks for; None where there is no order or none that can be read: nothing is blocked then."""
        try:
            content = self._path.read_bytes()
            return json.loads(content) if len(content) < MOST_BYTES // 2 else None
        except (OSError, ValueError, RecursionError):
            return None


class Seen:
    """What the extension said last, for the app, and a lock that says that the browser still runs."""

    def __init__(self, folder: Path, browser: str) -> None:
        self._folder = folder
        self._browser = browser
        self._lock: BinaryIO | None = None
        self._last = ""

    def keep(self, report: object) -> None:
        """Write `report`; one without a profile, or far too long, is passed over."""
        profile = report.get("instance") if isinstance(report, dict) else None
        text = json.dumps(report)
        if not isinstance(profile, str) or not _PROFILE.fullmatch(profile) or len(text) > MOST_REPORT_BYTES:
            return
        name = f"seen-{self._browser}-{profile}"
        if self._lock is None:
            self._lock = lock(self._folder / f"{name}.lock")
        os.utime(self._folder / f"{name}.lock")  # the app sees when the extension spoke last, whatever it said
        if text != self._last or not (self._folder / f"{name}.json").exists():
            replace(self._folder / f"{name}.json", text)
            self._last = text


class Front:
    """The request to bring the app to the front: a file that the app takes away."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / ASK
        self._asked_at: float | None = None

    def ask(self, now_s: float) -> None:
        """Leave the request for the app."""
        replace(self._path, "front")
        self._asked_at = now_s

    def answer(self, now_s: float) -> bool | None:
        """Whether the app has taken the request; None while it is open, and where there is none."""
        if self._asked_at is None:
            return None
        taken = not self._path.exists()
        if not taken and now_s - self._asked_at < ANSWER_S:
            return None
        self._path.unlink(missing_ok=True)
        self._asked_at = None
        return taken


def lock(path: Path) -> BinaryIO | None:
    """Hold `path` locked until this process ends, however it ends; None where that cannot be had."""
    handle = path.open("ab")
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_SH)  # waits: the app asks for the whole lock, for an instant, to look
    except OSError:
        handle.close()
        return None
    return handle


def replace(path: Path, text: str) -> None:
    """Put `text` in place of `path`, whole or not at all, private to the user."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        out.write(text)
    draft.replace(path)


def listen(stream: BinaryIO, heard: queue.SimpleQueue[Any]) -> None:
    """Put every message into `heard`, and `_END` last, whatever ended it."""
    try:
        while (message := read_message(stream)) is not _END:
            heard.put(message)
    except (OSError, ValueError, RecursionError):
        pass  # a browser never sends this: whoever does is not talked to
    heard.put(_END)


def serve(folder: Path, browser: str, source: BinaryIO, sink: BinaryIO) -> None:
    """Talk until the browser ends it."""
    heard: queue.SimpleQueue[Any] = queue.SimpleQueue()
    # A thread, because Windows cannot wait on a pipe and a clock at once; select() would do elsewhere.
    threading.Thread(target=listen, args=(source, heard), daemon=True).start()
    order, seen, front = Order(folder / ORDER), Seen(folder, browser), Front(folder)
    message: Any = None
    while message is not _END:
        if isinstance(message, dict):
            _obey(message, seen, front)
        if order.changed():
            write_message(sink, {"order": order.read()})
        if (came := front.answer(time.monotonic())) is not None:
            write_message(sink, {"front": came})
        try:
            message = heard.get(timeout=TICK_S)
        except queue.Empty:
            message = None


def _obey(message: dict[str, Any], seen: Seen, front: Front) -> None:
    with contextlib.suppress(OSError):  # a full disk or a folder that has gone: the order still gets through
        if "report" in message:
            seen.keep(message["report"])
        if message.get("do") == "front":
            front.ask(time.monotonic())


def main(arguments: list[str]) -> int:
    """Run for the browser that started us; 2 for a call that no browser makes."""
    if len(arguments) < 2 or not re.fullmatch(r"[a-z]{2,20}", arguments[1]):
        sys.stderr.write("A browser starts this program; it needs a folder and the browser's name.\n")
        return 2
    with contextlib.suppress(OSError):  # the browser has gone
        serve(Path(arguments[0]), arguments[1], sys.stdin.buffer, sys.stdout.buffer)
    # At once: closing the standard streams at exit would wait for the listening thread.
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
