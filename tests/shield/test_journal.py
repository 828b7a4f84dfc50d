"""The journal file: synced before it is believed, whole or not there, readable without anything else."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lch_desktop.domain.errors import ShieldError
from lch_desktop.domain.shield import Raised
from lch_desktop.shield import journal as journal_module
from lch_desktop.shield.journal import NAME, FileJournal, write_synced
from tests.fakes import START
from tests.shield.fake_barriers import Killed

QUIET = Raised("quiet", {"way": "gnome", "value": "true", "set": "no"}, START + timedelta(hours=1))
APPS = Raised("apps", {}, START + timedelta(hours=1))


@pytest.fixture
def path(data_dir: Path) -> Path:
    return data_dir / NAME


@pytest.fixture
def journal(path: Path) -> FileJournal:
    return FileJournal(path)


def test_what_is_added_is_read_back_by_another_program(journal: FileJournal, path: Path) -> None:
    journal.add(QUIET)
    journal.add(APPS)
    assert FileJournal(path).entries() == (QUIET, APPS)


def test_a_barrier_raised_again_moves_its_deadline_and_keeps_what_was_found_first(journal: FileJournal) -> None:
    journal.add(QUIET)
    journal.add(Raised("quiet", {"way": "gnome", "value": "false"}, START + timedelta(hours=2)))
    assert journal.entries() == (Raised("quiet", QUIET.found, START + timedelta(hours=2)),)


def test_the_file_goes_with_the_last_barrier(journal: FileJournal, path: Path) -> None:
    journal.add(QUIET)
    journal.add(APPS)
    journal.remove("quiet")
    assert journal.entries() == (APPS,)
    for _ in range(2):
        journal.remove("apps")
        assert not path.exists()


def test_without_a_file_nothing_is_up_and_nothing_is_damaged(journal: FileJournal) -> None:
    assert journal.entries() == ()
    assert not journal.damaged


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_it_is_private_and_brings_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "gone" / NAME
    FileJournal(path).add(QUIET)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'{"raised": {}}',
        b'{"raised": [1]}',
        b'{"raised": [{"barrier": "quiet"}]}',
        b'{"raised": [{"barrier": "quiet", "found": [], "until": "2026-11-23T17:30:00+00:00"}]}',
        b'{"raised": [{"barrier": "quiet", "found": {}, "until": "soon"}]}',
        b'{"raised": [{"barrier": "quiet", "found": {}, "until": 3}]}',
        b'{"raised": [{"barrier": "quiet", "found": {}, "until": "0001-01-01T00:00:00+10:00"}]}',
        b"\xff\xfe\x00",
        bytes(4096),
        b"[" * 100_000,
    ],
)
def test_a_file_that_is_no_journal_is_damaged_and_names_nothing(
    journal: FileJournal, path: Path, content: bytes
) -> None:
    path.write_bytes(content)
    assert journal.damaged
    assert journal.entries() == ()


@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_a_crash(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_bytes(content)
    found = FileJournal(path)
    assert found.damaged or isinstance(found.entries(), tuple)


@pytest.mark.parametrize("cut", range(0, 260, 13))
def test_a_file_cut_off_anywhere_is_damaged(journal: FileJournal, path: Path, cut: int) -> None:
    journal.add(QUIET)
    journal.add(APPS)
    whole = path.read_bytes()
    path.write_bytes(whole[: min(cut, len(whole) - 1)])
    assert journal.damaged


def test_an_instant_comes_back_in_utc(path: Path) -> None:
    line = {"barrier": "quiet", "found": {}, "until": "2026-11-23T11:30:00-06:00"}
    path.write_text(json.dumps({"version": 1, "raised": [line]}), encoding="utf-8")
    assert FileJournal(path).entries()[0].until == datetime(2026, 11, 23, 17, 30, tzinfo=UTC)


def calls_of(monkeypatch: pytest.MonkeyPatch, killed_at: int, after: bool) -> list[str]:
    """Count what `write_synced` asks of the system, and die at call number `killed_at`."""
    calls: list[str] = []

    def watched(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            is_last = len(calls) == killed_at
            calls.append(name)
            if is_last and not after:
                raise Killed(name)
            done = real(*arguments, **options)
            if is_last:
                raise Killed(name)
            return done

        return call

    for name in ("fdopen", "fsync", "replace", "open"):
        monkeypatch.setattr(journal_module.os, name, watched(name, getattr(os, name)))
    monkeypatch.setattr(Path, "replace", watched("replace", Path.replace))
    return calls


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.skipif(sys.platform == "win32", reason="a file left open cannot be replaced there")
@pytest.mark.parametrize("after", [False, True])
def test_killed_at_any_call_the_file_is_as_before_or_as_wanted(path: Path, after: bool) -> None:
    FileJournal(path).add(QUIET)
    before = path.read_bytes()
    seen = set()
    for number in range(20):
        path.write_bytes(before)
        with pytest.MonkeyPatch.context() as patch:
            calls = calls_of(patch, number, after)
            try:
                FileJournal(path).add(APPS)
            except Killed:
                pass
            else:
                assert number >= len(calls)
                break
        entries = FileJournal(path).entries()
        assert entries in ((QUIET,), (QUIET, APPS))
        seen.add(len(entries))
    assert len(seen) == 2


def test_what_cannot_be_written_is_said_and_what_was_there_stays(
    journal: FileJournal, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.add(QUIET)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(journal_module.os, "fsync", full)
    with pytest.raises(ShieldError, match="journal-not-written") as caught:
        journal.add(APPS)
    assert caught.value.values["why"] == "No space left on device"
    assert journal.entries() == (QUIET,)


def test_a_file_that_cannot_be_removed_is_said(
    journal: FileJournal, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "Permission denied")

    journal.add(QUIET)
    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(ShieldError, match="journal-not-written"):
        journal.remove("quiet")


def test_a_folder_in_its_place_is_damaged(journal: FileJournal, path: Path) -> None:
    path.mkdir()
    assert journal.damaged
    assert journal.entries() == ()


def test_the_draft_of_a_killed_program_is_in_nobodys_way(journal: FileJournal, path: Path) -> None:
    path.with_name(f"{NAME}.new").write_bytes(b"half a")
    journal.add(QUIET)
    assert journal.entries() == (QUIET,)


def test_written_bytes_are_exactly_those_given(tmp_path: Path) -> None:
    write_synced(tmp_path / "any", b"\r\n\x00")
    assert (tmp_path / "any").read_bytes() == b"\r\n\x00"
