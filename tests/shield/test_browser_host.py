"""The native host as a browser starts it: a process, a pipe in and a pipe out."""

from __future__ import annotations

import json
import os
import selectors
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from lch_desktop.shield import native_host
from lch_desktop.shield.browser_files import Asked, is_held, read_seen, take_front, write_order
from tests.shield.chromium import until

REPORT = {"instance": "0123456789ab", "order": "a1", "rules": 2, "attempts": {"hour": 7, "sites": {"x.example": 3}}}


class Host:
    """The running program, as the browser sees it."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", native_host.__file__, str(folder), "chromium", "chrome-extension://x/"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._ready = selectors.DefaultSelector()
        self._ready.register(self.out, selectors.EVENT_READ)

    @property
    def out(self) -> Any:
        return self.process.stdout

    def say(self, message: object) -> None:
        body = json.dumps(message).encode()
        self.raw(struct.pack("=I", len(body)) + body)

    def raw(self, content: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(content)
        self.process.stdin.flush()

    def hear(self) -> Any:
        """The next message, within ten seconds; None at the end."""
        assert self._ready.select(10), "the host says nothing"
        head = os.read(self.out.fileno(), 4)
        return json.loads(os.read(self.out.fileno(), struct.unpack("=I", head)[0])) if head else None

    def end(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=10)
        self._ready.close()


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    started = Host(tmp_path)
    yield started
    started.end()


def test_without_an_order_it_says_so_at_once_and_soon(tmp_path: Path) -> None:
    begun = monotonic()
    host = Host(tmp_path)
    try:
        assert host.hear() == {"order": None}
        assert monotonic() - begun < 2  # some 50 ms on a quiet machine
    finally:
        host.end()


def test_an_order_and_each_change_of_it_get_through(host: Host, tmp_path: Path) -> None:
    assert host.hear() == {"order": None}
    write_order(tmp_path, Asked("a1", 1, 2, ("x.example",), words={"back_to": "Zoë"}))
    first = host.hear()["order"]
    assert (first["id"], first["sites"], first["words"]) == ("a1", ["x.example"], {"back_to": "Zoë"})
    write_order(tmp_path, Asked("a2"))
    assert host.hear()["order"]["id"] == "a2"
    (tmp_path / "order.json").unlink()
    assert host.hear() == {"order": None}


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 2000, b"1" * 600_000])
def test_a_broken_order_blocks_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "order.json").write_bytes(content)
    host = Host(tmp_path)
    try:
        assert host.hear() == {"order": None}
    finally:
        host.end()


def test_a_report_is_kept_and_the_browser_counts_as_running_until_the_host_ends(host: Host, tmp_path: Path) -> None:
    host.say({"report": REPORT})
    [seen] = until(lambda: read_seen(tmp_path))
    assert (seen.browser, seen.runs, seen.order, seen.rules, seen.attempts) == (
        "chromium",
        True,
        "a1",
        2,
        {"x.example": 3},
    )
    host.end()  # kill -9: the lock goes with the process
    assert until(lambda: not read_seen(tmp_path)[0].runs)


@pytest.mark.parametrize(
    "report",
    [
        None,
        7,
        {},
        {"instance": "../../evil"},
        {"instance": 5},
        {"instance": "0123456789ab", "order": "x" * 70_000},
    ],
)
def test_a_report_that_is_none_leaves_no_file(host: Host, tmp_path: Path, report: object) -> None:
    host.say({"report": report})
    host.say({"do": "front"})  # answered after it: by then the report has been looked at
    until(lambda: take_front(tmp_path))
    assert not list(tmp_path.glob("seen-*.json"))


@pytest.mark.parametrize("profile", ["../../evil", "ABCDEF0123", "a" * 40, "abc", "0123456789ab\n"])
def test_a_profile_never_leads_out_of_the_folder(tmp_path: Path, profile: str) -> None:
    native_host.Seen(tmp_path, "chromium").keep({"instance": profile})
    assert not list(tmp_path.iterdir())


def test_the_app_takes_the_request_to_come_to_the_front(host: Host, tmp_path: Path) -> None:
    host.hear()
    host.say({"do": "front"})
    until(lambda: take_front(tmp_path))
    assert host.hear() == {"front": True}


def test_an_app_that_is_not_there_is_said_so_and_no_request_is_left(host: Host, tmp_path: Path) -> None:
    host.hear()
    host.say({"do": "front"})
    assert host.hear() == {"front": False}
    assert not take_front(tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x01",
        struct.pack("=I", 2**31),
        struct.pack("=I", 100) + b"{}",
        struct.pack("=I", 2) + b"{,",
        struct.pack("=I", 2) + b"\xff\xff",
    ],
)
def test_what_is_no_message_ends_it_quietly(tmp_path: Path, content: bytes) -> None:
    run = subprocess.run(
        [sys.executable, "-I", "-S", native_host.__file__, str(tmp_path), "chromium"],
        input=content,
        capture_output=True,
        timeout=20,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, b"")


@pytest.mark.parametrize("message", ["front", 1, [], {"do": "rm"}, {"do": ["front"]}, {"other": {}}])
def test_a_message_that_means_nothing_is_passed_over(host: Host, message: object) -> None:
    host.say(message)
    assert host.hear() == {"order": None}
    assert host.process.poll() is None


def test_a_folder_that_has_gone_keeps_it_alive(tmp_path: Path) -> None:
    host = Host(tmp_path / "gone")
    try:
        assert host.hear() == {"order": None}
        host.say({"report": REPORT})
        host.say({"do": "front"})
        host.say({"do": "front"})
        assert host.process.poll() is None
    finally:
        host.end()


def test_a_call_that_no_browser_makes_is_refused() -> None:
    run = subprocess.run([sys.executable, native_host.__file__], capture_output=True, timeout=20, check=False)
    assert run.returncode == 2


def test_it_needs_nothing_of_ours() -> None:
    source = Path(native_host.__file__).read_text(encoding="utf-8")
    assert "import lch_desktop" not in source
    assert "from lch_desktop" not in source


def test_nobody_holds_a_lock_that_is_not_there(tmp_path: Path) -> None:
    assert not is_held(tmp_path / "seen.lock")
