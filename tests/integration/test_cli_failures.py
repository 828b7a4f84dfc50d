"""What can go wrong with the data folder and the output: one sentence, exit 1, nothing lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from lch_desktop.store import connection
from tests.integration.cli_runner import NOW, ROOT, Lch, a_file, in_a_process, one_sentence

COMMANDS = [
    ["status"], ["leads", "--json"], ["queue"], ["undo"], ["log", "1", "no-answer"], ["import", "FILE", "--json"],
]  # fmt: skip
LONG = "Zoë’s Büro äöü " * 14  # some 200 characters, spaces, umlauts


@pytest.fixture
def lch(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> Lch:
    return Lch(data_dir, capsys)


def words_of(command: list[str], folder: Path) -> list[str]:
    """The command with a real file for FILE, so that only the data folder is at fault."""
    path = a_file(folder, "Name,Phone\nAda,512-555-0101\n", "more.csv")
    return [str(path) if word == "FILE" else word for word in command]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_file_where_the_folder_should_be(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    in_the_way = a_file(tmp_path, "mine", "in the way")
    assert "is a file" in Lch(in_the_way, capsys).fails(*words_of(command, tmp_path))
    assert in_the_way.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_damaged_database_is_left_as_it_is(command: list[str], lch: Lch, tmp_path: Path) -> None:
    database = lch.data_dir / "lch.db"
    database.write_bytes(b"no database at all " * 500)
    before = database.read_bytes()
    assert "damaged" in lch.fails(*words_of(command, tmp_path))
    assert database.read_bytes() == before


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_newer_database_is_refused(command: list[str], lch: Lch, tmp_path: Path) -> None:
    lch.brings_in(tmp_path)
    with sqlite3.connect(lch.data_dir / "lch.db") as db:
        db.execute("INSERT INTO schema_migration (name, applied) VALUES ('9999_tomorrow', '2030-01-01')")
    db.close()
    assert "newer version" in lch.fails(*words_of(command, tmp_path))
    with sqlite3.connect(lch.data_dir / "lch.db") as db:
        assert db.execute("SELECT count(*) FROM lead").fetchone() == (3,)
    db.close()


def test_another_programs_database_is_not_taken_over(lch: Lch) -> None:
    with sqlite3.connect(lch.data_dir / "lch.db") as db:
        db.execute("CREATE TABLE recipes (name TEXT)")
    db.close()
    assert "lch.db" in lch.fails("status")
    with sqlite3.connect(lch.data_dir / "lch.db") as db:
        assert db.execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]
    db.close()


def test_a_folder_below_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a_file(tmp_path, "mine", "file")
    Lch(tmp_path / "file" / "deeper" / "still", capsys).fails("status")


def test_a_folder_that_cannot_be_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refused)
    assert "cannot be written to" in Lch(tmp_path / "new", capsys).fails("status")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="rights do not bind root")
def test_a_read_only_folder(lch: Lch, tmp_path: Path) -> None:
    lch.brings_in(tmp_path)
    lch.data_dir.chmod(0o500)
    try:
        assert "cannot be written to" in lch.fails("log", 1, "no-answer")
    finally:
        lch.data_dir.chmod(0o700)
    assert lch.json("status")["calls"] == 0


def test_a_folder_without_the_right_to_write(lch: Lch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lch.brings_in(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(connection.os, "access", lambda *_: False)
        assert "cannot be written to" in lch.fails("log", 1, "no-answer")
    assert lch.json("status")["calls"] == 0


@pytest.mark.parametrize("name", ["x" * 300, "y/" * 3000], ids=["name", "path"])
def test_a_name_that_no_folder_can_have(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "cannot be made" in Lch(tmp_path / name, capsys).fails("status")


def test_a_full_disk_loses_nothing(lch: Lch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite's own page limit fails with the very error of a full disk."""
    lch.brings_in(tmp_path)
    before = lch.json("leads")
    many = "Name,Phone,Notes\n" + "".join(f"P {n},512-555-{n:04},{'x' * 2000}\n" for n in range(100, 400))
    path = a_file(tmp_path, many, "many.csv")
    with monkeypatch.context() as patch:
        patch.setattr(connection, "_PRAGMAS", (*connection._PRAGMAS, ("max_page_count", 10)))
        assert "is full" in lch.fails("import", path)
    assert lch.json("leads") == before
    assert lch.json("import", path)["created"] == 300


def test_a_locked_database_is_said_to_be_busy(lch: Lch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lch.brings_in(tmp_path)
    pragmas = [(name, value if name != "busy_timeout" else 1) for name, value in connection._PRAGMAS]
    monkeypatch.setattr(connection, "_PRAGMAS", tuple(pragmas))
    other = sqlite3.connect(lch.data_dir / "lch.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert "Another program" in lch.fails("log", 1, "no-answer")
        assert len(lch.json("leads")) == 3  # reading goes on
    finally:
        other.close()
    assert lch.json("log", 1, "no-answer")["call_id"] == 1


def test_a_long_path_with_spaces_and_umlauts_works(tmp_path: Path) -> None:
    folder = tmp_path / LONG.strip()[:80] / LONG.strip()[:80] / "Δοκιμή 試験 🙂"
    assert len(str(folder)) > 200
    path = a_file(tmp_path, "Name,Phone\nZoë Müller,512-555-0101\n", "Lëads für Zoë.csv")
    settled = ("--data-dir", folder, "--now", NOW)
    assert in_a_process(*settled, "import", path).returncode == 0
    listed = in_a_process(*settled, "leads")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert "Zoë Müller" in listed.stdout


def test_a_failure_as_a_program_of_its_own(tmp_path: Path) -> None:
    done = in_a_process("--data-dir", a_file(tmp_path, "", "file"), "status", "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert "is a file" in one_sentence(done.stderr)


def test_two_commands_at_once_both_get_through(lch: Lch, tmp_path: Path) -> None:
    lch.brings_in(tmp_path)
    command = [sys.executable, "-m", "lch_desktop", "--data-dir", str(lch.data_dir), "--now", NOW, "log"]
    running = [
        subprocess.Popen([*command, lead_id, "no-answer"], cwd=ROOT, stdout=subprocess.DEVNULL) for lead_id in "12"
    ]
    assert [process.wait(60) for process in running] == [0, 0]
    assert lch.json("status")["calls"] == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_an_output_that_is_full_is_said(lch: Lch, tmp_path: Path) -> None:
    lch.brings_in(tmp_path)
    command = [sys.executable, "-m", "lch_desktop", "--data-dir", str(lch.data_dir), "leads"]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False
        )
    assert done.returncode == 1
    assert "disk is full" in one_sentence(done.stderr)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end differently there")
def test_a_reader_that_goes_away_is_no_error_of_ours(lch: Lch, tmp_path: Path) -> None:
    lch.brings_in(tmp_path)
    ours, theirs = os.pipe()
    os.close(ours)
    command = [sys.executable, "-m", "lch_desktop", "--data-dir", str(lch.data_dir), "leads"]
    with os.fdopen(theirs, "w") as gone:
        done = subprocess.run(
            command, cwd=ROOT, stdout=gone, stderr=subprocess.PIPE, text=True, timeout=60, check=False
        )
    assert (done.returncode, done.stderr) == (1, "")


def test_a_terminal_of_few_characters_gets_question_marks(lch: Lch, tmp_path: Path) -> None:
    lch.brings_in(tmp_path, "Name,Phone\nZoë Müller 試,512-555-0101\n")
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "lch_desktop", "--data-dir", str(lch.data_dir), "leads"]
    shown = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=60, check=False)
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert "Zoë Müller ?".encode("latin-1") in shown.stdout
    as_json = subprocess.run(
        [*command, "--json"], cwd=ROOT, env=environment, capture_output=True, timeout=60, check=False
    )
    assert rb"Zo\u00eb M\u00fcller \u8a66" in as_json.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names and arguments are always text")
def test_bytes_that_are_no_text_become_question_marks(lch: Lch, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"M\xfcller.csv")
    path.write_text("Name,Phone\nAda,512-555-0101\n", encoding="utf-8")
    assert lch.text("import", path).startswith("M?ller.csv (table): 1 row read.")
    broken = os.fsdecode(b"caf\xe9")
    assert lch.json("leads", "--search", broken) == []
    lch.json("log", 1, "connected", "--reason", "other", "--note", broken)
    assert lch.json("leads")[0]["last_talk"] == "caf?"
