"""The command at the next login: written as the systems read it, gone when everything is down."""

from __future__ import annotations

import json
import plistlib
import stat
import subprocess
import sys
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lch_desktop.domain.desktop_entry import exec_line
from lch_desktop.domain.errors import ShieldError
from lch_desktop.domain.shield import Raised
from lch_desktop.shield.journal import FileJournal
from lch_desktop.shield.login import (
    AgentAtLogin,
    DesktopAtLogin,
    RunOnceAtLogin,
    make_at_login,
    mark_of,
)
from lch_desktop.shield_parts import JournalAndLogin
from tests.shield.bus_kit import environment_in, needs

DATA = Path("data")
ENTRY = f"lead-conversion-hour-restore-{mark_of(DATA)}.desktop"
AWKWARD = [
    "plain",
    "with space",
    'a "quote"',
    "$HOME `id` \\ back\\\\slash",
    "100 %f %%",
    "ümlaut & ; | < > ~ # ( )",
    "",
]


def read_exec(line: str) -> list[str]:
    """`line` as a desktop reads it: first the escapes of a string, then the quotes, then the field codes."""
    line = line.replace("\\\\", "\\")
    words, word, quoted, letters = [], "", False, iter(line)
    for letter in letters:
        if letter == '"':
            if quoted:
                words.append(word)
            quoted, word = not quoted, ""
        elif quoted:
            word += next(letters) if letter == "\\" else letter
    return [word.replace("%%", "%") for word in words]


@given(st.lists(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"])), min_size=1))
def test_every_word_comes_back_from_the_exec_line(words: list[str]) -> None:
    assert read_exec(exec_line(words)) == words


@pytest.mark.skipif(sys.platform != "linux", reason="GLib reads it on Linux")
def test_the_desktops_own_reader_runs_exactly_the_command(tmp_path: Path) -> None:
    needs("gio")
    out = tmp_path / "said"
    script = "import json, sys; open(sys.argv[1], 'w').write(json.dumps(sys.argv[2:]))"
    entry = str(tmp_path / "autostart" / "restore.desktop")
    DesktopAtLogin(Path(entry)).put([sys.executable, "-I", "-c", script, str(out), *AWKWARD])
    done = subprocess.run(["gio", "launch", entry], env=environment_in(tmp_path), timeout=20, check=False)
    assert done.returncode == 0
    pause = threading.Event()  # it is let go, not waited for
    for _ in range(1000):
        if out.exists() and out.read_text(encoding="utf-8").endswith("]"):
            break
        pause.wait(0.01)
    assert json.loads(out.read_text(encoding="utf-8")) == AWKWARD


def test_it_is_there_while_something_is_up_and_gone_after(tmp_path: Path) -> None:
    at_login = make_at_login({"XDG_CONFIG_HOME": str(tmp_path)}, DATA, "linux")
    entry = tmp_path / "autostart" / ENTRY
    at_login.remove()
    for _ in range(2):
        at_login.put(["lch", "shield", "restore"])
        assert 'Exec="lch" "shield" "restore"' in entry.read_text(encoding="utf-8").splitlines()
        assert stat.S_IMODE(entry.stat().st_mode) & 0o022 == 0
    for _ in range(2):
        at_login.remove()
        assert not entry.exists()


def test_the_config_folder_is_below_home_by_default(tmp_path: Path) -> None:
    make_at_login({"HOME": str(tmp_path)}, DATA, "linux").put(["lch"])
    assert (tmp_path / ".config" / "autostart" / ENTRY).exists()


@pytest.mark.parametrize("command", [[], ["lch", "a\nb"], ["lch", "\x00"], ["a\tb"]])
def test_what_does_not_fit_on_a_line_is_refused(tmp_path: Path, command: list[str]) -> None:
    with pytest.raises(ShieldError, match="login-not-written"):
        DesktopAtLogin(tmp_path / "restore.desktop").put(command)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    at_login = DesktopAtLogin(tmp_path / "file" / "restore.desktop")
    with pytest.raises(ShieldError, match="login-not-written"):
        at_login.put(["lch"])
    at_login.remove()


def test_an_entry_that_cannot_be_removed_is_said(tmp_path: Path) -> None:
    with pytest.raises(ShieldError, match="login-not-removed"):
        DesktopAtLogin(tmp_path).remove()  # a folder


def test_the_launch_agent_of_macos_names_the_command_and_runs_at_load(tmp_path: Path) -> None:
    agent = make_at_login({"HOME": str(tmp_path)}, DATA, "darwin")
    assert isinstance(agent, AgentAtLogin)
    agent.put(["lch", *AWKWARD])
    [file] = (tmp_path / "Library" / "LaunchAgents").iterdir()
    read = plistlib.loads(file.read_bytes())
    assert file.name == f"{read['Label']}.plist" == f"org.lead-conversion-hour.restore.{mark_of(DATA)}.plist"
    assert read["ProgramArguments"] == ["lch", *AWKWARD]
    assert read["RunAtLoad"] is True
    agent.remove()
    agent.remove()
    assert not file.exists()


def test_windows_is_told_when_the_command_is_too_long() -> None:
    at_login = make_at_login({}, DATA, "win32")
    assert isinstance(at_login, RunOnceAtLogin)
    with pytest.raises(ShieldError, match="login-not-written"):
        at_login.put(["lch", "x" * 300])


def test_each_data_folder_has_an_entry_of_its_own(tmp_path: Path) -> None:
    one, other = (make_at_login({"XDG_CONFIG_HOME": str(tmp_path)}, tmp_path / name, "linux") for name in "ab")
    one.put(["lch", "a"])
    other.put(["lch", "b"])
    other.remove()
    [entry] = (tmp_path / "autostart").iterdir()
    assert 'Exec="lch" "a"' in entry.read_text(encoding="utf-8").splitlines()
    one.remove()
    assert not list((tmp_path / "autostart").iterdir())


def test_a_folder_is_the_same_however_its_path_is_written(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "data")
    assert mark_of(tmp_path / "link") == mark_of(tmp_path / "data" / ".." / "data") == mark_of(tmp_path / "data")
    assert mark_of(tmp_path / "other") != mark_of(tmp_path / "data")


class RememberingLogin:
    """What is noted for the next login."""

    def __init__(self) -> None:
        self.noted = False

    def put(self, command: Sequence[str]) -> None:
        self.noted = True

    def remove(self) -> None:
        self.noted = False


RAISED = Raised("quiet", {}, datetime(2026, 11, 23, 17, 30, tzinfo=UTC))


def test_a_journal_that_cannot_be_written_leaves_no_entry(tmp_path: Path) -> None:
    (tmp_path / "shield.json.new").mkdir()  # where the draft would be
    login = RememberingLogin()
    journal = JournalAndLogin(FileJournal(tmp_path / "shield.json"), login, ["lch"])
    with pytest.raises(ShieldError, match="journal-not-written"):
        journal.add(RAISED)
    assert not login.noted


def test_the_entry_stays_as_long_as_anything_is_up_or_may_be(tmp_path: Path) -> None:
    login, file = RememberingLogin(), tmp_path / "shield.json"
    journal = JournalAndLogin(FileJournal(file), login, ["lch"])
    journal.add(RAISED)
    file.chmod(0o600)
    kept = file.read_bytes()
    file.write_bytes(b"{ torn")
    with pytest.raises(ShieldError, match="journal-damaged"):
        journal.add(RAISED)
    assert login.noted
    file.write_bytes(kept)
    journal.remove("apps")
    assert login.noted
    journal.remove("quiet")
    assert not login.noted
