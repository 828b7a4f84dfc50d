"""How the root helper changes the hosts file, on a file of the test's."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from lch_desktop.shield.helper import files
from lch_desktop.shield.helper.rules import Refused

BEFORE = b"127.0.0.1 localhost\r\n\xff"
LONGER = b"0.0.0.0 shop.example\n" + BEFORE
SHORTER = BEFORE[10:]


@pytest.fixture
def hosts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The hosts file, in place of the real one."""
    path, state = tmp_path / "hosts", tmp_path / "state"
    state.mkdir()
    path.write_bytes(BEFORE)
    monkeypatch.setattr(files, "HOSTS", str(path))
    monkeypatch.setattr(files, "_DRAFT", str(tmp_path / "hosts.draft"))
    monkeypatch.setattr(files, "_BEFORE", str(state / "before"))
    monkeypatch.setattr(files, "_AFTER", str(state / "after"))
    return path


@pytest.fixture
def no_rename(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a bind mount."""

    def rename(source: str, target: str) -> None:
        raise OSError(errno.EBUSY, "Device or resource busy")

    monkeypatch.setattr(os, "rename", rename)


def nothing_is_left_beside(hosts: Path) -> bool:
    return sorted(path.name for path in hosts.parent.rglob("*")) == ["hosts", "state"]


def test_a_change_keeps_mode_and_owner(hosts: Path) -> None:
    hosts.chmod(0o640)
    if os.geteuid() == 0:
        os.chown(hosts, 12, 34)
    found = hosts.stat()
    files.change_hosts(lambda content: LONGER)
    now = hosts.stat()
    assert hosts.read_bytes() == LONGER
    assert (stat.S_IMODE(now.st_mode), now.st_uid, now.st_gid) == (0o640, found.st_uid, found.st_gid)
    assert now.st_ino != found.st_ino  # a new file, put in place in one step
    assert nothing_is_left_beside(hosts)


def test_labels_of_the_file_are_kept(hosts: Path) -> None:
    try:
        os.setxattr(hosts, "user.label", b"net_conf_t")
    except OSError:
        pytest.skip("the temporary folder's file system knows no labels")
    files.change_hosts(lambda content: LONGER)
    assert os.getxattr(hosts, "user.label") == b"net_conf_t"


@pytest.mark.parametrize("wanted", [LONGER, SHORTER, b""])
def test_a_bind_mount_is_written_in_place(hosts: Path, no_rename: None, wanted: bytes) -> None:
    found = hosts.stat()
    files.change_hosts(lambda content: wanted)
    assert hosts.read_bytes() == wanted
    assert hosts.stat().st_ino == found.st_ino
    assert nothing_is_left_beside(hosts)


def test_a_file_with_two_names_keeps_both(hosts: Path) -> None:
    other = hosts.with_name("state") / "other"
    os.link(hosts, other)
    files.change_hosts(lambda content: LONGER)
    assert other.read_bytes() == LONGER


def test_a_link_is_refused_and_its_target_untouched(hosts: Path) -> None:
    target = hosts.with_name("target")
    hosts.rename(target)
    hosts.symlink_to(target)
    with pytest.raises(Refused, match="hosts-is-link"):
        files.change_hosts(lambda content: LONGER)
    assert target.read_bytes() == BEFORE
    assert hosts.is_symlink()


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_file_is_refused(hosts: Path, make: Callable[[Path], None]) -> None:
    hosts.unlink()
    make(hosts)
    with pytest.raises((Refused, IsADirectoryError)):
        files.change_hosts(lambda content: LONGER)


def test_a_change_of_another_program_is_seen_and_kept(hosts: Path) -> None:
    seen: list[bytes] = []

    def make(content: bytes) -> bytes:
        seen.append(content)
        if len(seen) == 1:
            hosts.write_bytes(BEFORE + b"vpn\n")
        return b"ours\n" + content

    files.change_hosts(make)
    assert seen == [BEFORE, BEFORE + b"vpn\n"]
    assert hosts.read_bytes() == b"ours\n" + BEFORE + b"vpn\n"
    assert nothing_is_left_beside(hosts)


@pytest.mark.parametrize("in_place", [False, True])
def test_a_file_that_changes_every_time_is_given_up(
    hosts: Path, in_place: bool, request: pytest.FixtureRequest
) -> None:
    if in_place:
        request.getfixturevalue("no_rename")
    turns: list[bytes] = []

    def make(content: bytes) -> bytes:
        turns.append(content)
        hosts.write_bytes(b"%d\n" % len(turns))
        return b"ours\n" + content

    with pytest.raises(Refused, match="hosts-keeps-changing"):
        files.change_hosts(make)
    assert hosts.read_bytes() == b"5\n"
    assert nothing_is_left_beside(hosts)


def test_a_swap_for_a_file_with_the_same_bytes_is_a_change_too(hosts: Path) -> None:
    turns: list[bytes] = []

    def make(content: bytes) -> bytes:
        turns.append(content)
        if len(turns) == 1:
            copy = hosts.with_name("copy")
            copy.write_bytes(content)
            copy.chmod(0o600)
            copy.rename(hosts)
        return LONGER

    files.change_hosts(make)
    assert len(turns) == 2
    assert stat.S_IMODE(hosts.stat().st_mode) == 0o600


@pytest.mark.parametrize("after", [LONGER, SHORTER, b"", BEFORE + b"more\n", b"127.0.0.1 other\n"])
def test_a_write_in_place_cut_short_at_any_byte_is_undone(hosts: Path, after: bytes) -> None:
    before, done = Path(files._BEFORE), Path(files._AFTER)
    for written in range(len(after) + 1):
        torn = after[:written] + BEFORE[written:]  # then it would have been cut to length
        hosts.write_bytes(torn)
        before.write_bytes(BEFORE)
        done.write_bytes(after)
        files.recover()
        assert hosts.read_bytes() == (after if torn == after else BEFORE)
        assert nothing_is_left_beside(hosts)


def test_what_another_program_wrote_after_the_cut_stays_and_the_backup_is_kept(hosts: Path) -> None:
    Path(files._BEFORE).write_bytes(BEFORE)
    Path(files._AFTER).write_bytes(LONGER)
    hosts.write_bytes(b"10.8.0.1 vpn.example\n")
    files.recover()
    assert hosts.read_bytes() == b"10.8.0.1 vpn.example\n"
    assert Path(f"{files._BEFORE}.kept").read_bytes() == BEFORE


def test_a_full_disk_in_the_middle_of_writing_in_place_leaves_what_was_there(
    hosts: Path, no_rename: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = files._overwrite
    written: list[bytes] = []

    def overwrite(content: bytes) -> None:
        written.append(content)
        if len(written) > 1:
            return whole(content)
        hosts.write_bytes(content[:5] + BEFORE[5:])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files, "_overwrite", overwrite)
    with pytest.raises(OSError, match="No space left"):
        files.change_hosts(lambda content: LONGER)
    assert hosts.read_bytes() == BEFORE
    assert nothing_is_left_beside(hosts)
