"""The command at the next login: written as the systems read it, gone when everything is down."""

from __future__ import annotations

import json
import plistlib
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lch_desktop.domain.errors import ShieldError
from lch_desktop.shield.login import (
    AGENT_NAME,
    ENTRY_NAME,
    AgentAtLogin,
    DesktopAtLogin,
    RunOnceAtLogin,
    exec_line,
    make_at_login,
)
from tests.shield.bus_kit import environment_in, needs

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
    autostart = DesktopAtLogin(tmp_path / "autostart")
    autostart.put([sys.executable, "-I", "-c", script, str(out), *AWKWARD])
    entry = str(tmp_path / "autostart" / ENTRY_NAME)
    done = subprocess.run(["gio", "launch", entry], env=environment_in(tmp_path), timeout=20, check=False)
    assert done.returncode == 0
    pause = threading.Event()  # it is let go, not waited for
    for _ in range(1000):
        if out.exists() and out.read_text(encoding="utf-8").endswith("]"):
            break
        pause.wait(0.01)
    assert json.loads(out.read_text(encoding="utf-8")) == AWKWARD


def test_it_is_there_while_something_is_up_and_gone_after(tmp_path: Path) -> None:
    at_login = make_at_login({"XDG_CONFIG_HOME": str(tmp_path)}, "linux")
    entry = tmp_path / "autostart" / ENTRY_NAME
    at_login.remove()
    for _ in range(2):
        at_login.put(["lch", "shield", "restore"])
        assert 'Exec="lch" "shield" "restore"' in entry.read_text(encoding="utf-8").splitlines()
        assert stat.S_IMODE(entry.stat().st_mode) & 0o022 == 0
    for _ in range(2):
        at_login.remove()
        assert not entry.exists()


def test_the_config_folder_is_below_home_by_default(tmp_path: Path) -> None:
    make_at_login({"HOME": str(tmp_path)}, "linux").put(["lch"])
    assert (tmp_path / ".config" / "autostart" / ENTRY_NAME).exists()


@pytest.mark.parametrize("command", [[], ["lch", "a\nb"], ["lch", "\x00"], ["a\tb"]])
def test_what_does_not_fit_on_a_line_is_refused(tmp_path: Path, command: list[str]) -> None:
    with pytest.raises(ShieldError, match="login-not-written"):
        DesktopAtLogin(tmp_path).put(command)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    at_login = DesktopAtLogin(tmp_path / "file")
    with pytest.raises(ShieldError, match="login-not-written"):
        at_login.put(["lch"])
    at_login.remove()


def test_an_entry_that_cannot_be_removed_is_said(tmp_path: Path) -> None:
    (tmp_path / ENTRY_NAME).mkdir()
    with pytest.raises(ShieldError, match="login-not-removed"):
        DesktopAtLogin(tmp_path).remove()


def test_the_launch_agent_of_macos_names_the_command_and_runs_at_load(tmp_path: Path) -> None:
    agent = make_at_login({"HOME": str(tmp_path)}, "darwin")
    assert isinstance(agent, AgentAtLogin)
    agent.put(["lch", *AWKWARD])
    file = tmp_path / "Library" / "LaunchAgents" / f"{AGENT_NAME}.plist"
    read = plistlib.loads(file.read_bytes())
    assert read["ProgramArguments"] == ["lch", *AWKWARD]
    assert read["RunAtLoad"] is True
    agent.remove()
    agent.remove()
    assert not file.exists()


def test_windows_is_told_when_the_command_is_too_long() -> None:
    at_login = make_at_login({}, "win32")
    assert isinstance(at_login, RunOnceAtLogin)
    with pytest.raises(ShieldError, match="login-not-written"):
        at_login.put(["lch", "x" * 300])
