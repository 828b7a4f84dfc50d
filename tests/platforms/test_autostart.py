"""Start with the computer: written once, found again, read by what reads such files, and gone when it is taken away."""

from __future__ import annotations

import json
import plistlib
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from lch_desktop.domain.desktop_entry import exec_line
from lch_desktop.domain.errors import PlatformError
from lch_desktop.platforms.autostart import (
    AGENT,
    APPROVED_KEY,
    ENTRY_NAME,
    RUN_KEY,
    RUN_VALUE,
    AutostartEntry,
    LoginAgent,
    RunKey,
    make_login_start,
)
from lch_desktop.platforms.own_command import Ran, run, tray_command
from lch_desktop.services.there import Entry, Found

AWKWARD = ["a b", "100%", '"q"', "back\\slash", "$HOME", "`x`", "ümlaut", "", "a'b", "\\n"]
COMMAND = ("/opt/some folder/python", "-m", "lch_desktop", "--data-dir", "/home/d r/über", "--tray")


@pytest.fixture
def entry(tmp_path: Path) -> AutostartEntry:
    return AutostartEntry(COMMAND, tmp_path / "autostart")


def file_of(tmp_path: Path) -> Path:
    return tmp_path / "autostart" / ENTRY_NAME


def test_put_twice_found_and_taken_away_twice(entry: AutostartEntry, tmp_path: Path) -> None:
    assert entry.entry() == Entry(Found.NONE)
    entry.install()
    first = file_of(tmp_path).read_text(encoding="utf-8")
    entry.install()
    assert file_of(tmp_path).read_text(encoding="utf-8") == first
    assert [file.name for file in file_of(tmp_path).parent.iterdir()] == [ENTRY_NAME]
    assert entry.entry() == Entry(Found.HERE)
    for _ in range(2):
        entry.remove()
        assert entry.entry() == Entry(Found.NONE)


@pytest.mark.parametrize("command", [COMMAND, ("/usr/bin/python3", *AWKWARD)])
def test_the_file_is_valid(command: Sequence[str], tmp_path: Path) -> None:
    validate = shutil.which("desktop-file-validate")
    if validate is None:
        pytest.skip("desktop-file-validate is not installed (desktop-file-utils)")
    AutostartEntry(command, tmp_path / "autostart").install()
    done = subprocess.run([validate, file_of(tmp_path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.skipif(sys.platform != "linux", reason="a desktop's own reader of such files")
def test_a_reader_of_such_files_gives_the_command_back(tmp_path: Path) -> None:
    gio = shutil.which("gio")
    if gio is None:
        pytest.skip("gio is not installed (libglib2.0-bin)")
    out = tmp_path / "out.json"
    code = "import json, pathlib, sys; pathlib.Path(sys.argv[1]).write_text(json.dumps(sys.argv[2:]))"
    AutostartEntry((sys.executable, "-c", code, str(out), *AWKWARD), tmp_path / "autostart").install()
    assert run((gio, "launch", str(file_of(tmp_path)))).code == 0
    for _ in range(200):
        if out.exists() and out.read_text(encoding="utf-8").endswith("]"):
            break
        run(("sleep", "0.02"))
    assert json.loads(out.read_text(encoding="utf-8")) == AWKWARD


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_what_the_desktop_switched_off_is_off_until_it_is_put_again(
    line: str, entry: AutostartEntry, tmp_path: Path
) -> None:
    entry.install()
    text = file_of(tmp_path).read_text(encoding="utf-8").replace("X-GNOME-Autostart-enabled=true\n", "")
    file_of(tmp_path).write_text(f"{text}{line}\n", encoding="utf-8")
    assert entry.entry().found is Found.OFF
    entry.install()
    assert entry.entry().found is Found.HERE


def test_another_copys_entry_is_named(entry: AutostartEntry, tmp_path: Path) -> None:
    other = ("/elsewhere/python", *COMMAND[1:])
    AutostartEntry(other, tmp_path / "autostart").install()
    assert entry.entry() == Entry(Found.ELSEWHERE, command=exec_line(other))
    entry.install()
    assert entry.entry().found is Found.HERE


def test_a_key_of_another_group_says_nothing(entry: AutostartEntry, tmp_path: Path) -> None:
    entry.install()
    with file_of(tmp_path).open("a", encoding="utf-8") as file:
        file.write("[Desktop Action x]\nName=x\nExec=false\nHidden=true\n")
    assert entry.entry().found is Found.HERE


@pytest.mark.parametrize("command", [(), ("lch", "a\nb"), ("lch", "\x00"), ("lch", "caf\udce9")])
def test_what_does_not_fit_on_a_line_is_refused(command: Sequence[str], tmp_path: Path) -> None:
    refused = AutostartEntry(command, tmp_path / "autostart")
    with pytest.raises(PlatformError, match="start-not-written"):
        refused.install()
    assert not file_of(tmp_path).exists()
    assert refused.entry().found is Found.NONE


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    blocked = AutostartEntry(COMMAND, tmp_path / "file")
    with pytest.raises(PlatformError, match="start-not-written"):
        blocked.install()
    blocked.remove()
    assert blocked.entry().found is Found.NONE


def test_an_entry_that_cannot_be_removed_is_said(entry: AutostartEntry, tmp_path: Path) -> None:
    file_of(tmp_path).mkdir(parents=True)
    with pytest.raises(PlatformError, match="start-not-removed"):
        entry.remove()


def test_each_system_has_its_own_place(tmp_path: Path) -> None:
    environment = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    make_login_start(tmp_path, environment, "linux").install()
    assert (tmp_path / "config" / "autostart" / ENTRY_NAME).exists()
    del environment["XDG_CONFIG_HOME"]
    make_login_start(tmp_path, environment, "linux").install()
    assert (tmp_path / ".config" / "autostart" / ENTRY_NAME).exists()
    assert isinstance(make_login_start(tmp_path, environment, "darwin"), LoginAgent)
    assert isinstance(make_login_start(tmp_path, environment, "win32"), RunKey)


def test_the_command_starts_this_program_in_the_tray(tmp_path: Path) -> None:
    command = tray_command(tmp_path / "some where")
    assert command == (sys.executable, "-m", "lch_desktop", "--data-dir", str(tmp_path / "some where"), "--tray")


# macOS


class LaunchCtl:
    """Answers as launchctl does."""

    def __init__(self, disabled: str = "") -> None:
        self.disabled = disabled
        self.asked: list[tuple[str, ...]] = []

    def __call__(self, command: Sequence[str]) -> Ran:
        self.asked.append(tuple(command))
        return Ran(0, self.disabled if command[1] == "print-disabled" else "")


def agent_file(tmp_path: Path) -> Path:
    return tmp_path / f"{AGENT}.plist"


def test_the_launch_agent_of_macos(tmp_path: Path) -> None:
    launchctl = LaunchCtl()
    agent = LoginAgent(COMMAND, tmp_path, launchctl)
    assert agent.entry().found is Found.NONE
    agent.install()
    read = plistlib.loads(agent_file(tmp_path).read_bytes())
    assert (read["Label"], read["ProgramArguments"], read["RunAtLoad"]) == (AGENT, list(COMMAND), True)
    assert agent.entry().found is Found.HERE
    assert LoginAgent(("other",), tmp_path, launchctl).entry() == Entry(Found.ELSEWHERE, command=" ".join(COMMAND))
    for _ in range(2):
        agent.remove()
    assert agent.entry().found is Found.NONE


@pytest.mark.parametrize("word", ["true", "disabled"])
def test_an_agent_that_was_switched_off(word: str, tmp_path: Path) -> None:
    agent = LoginAgent(COMMAND, tmp_path, LaunchCtl(f'disabled services = {{\n\t"{AGENT}" => {word}\n}}'))
    agent.install()
    assert agent.entry().found is Found.OFF


def test_an_agent_that_is_no_property_list(tmp_path: Path) -> None:
    agent_file(tmp_path).write_text("rubbish", encoding="utf-8")
    assert LoginAgent(COMMAND, tmp_path, LaunchCtl()).entry().found is Found.ELSEWHERE


def test_an_agent_that_cannot_be_written_down(tmp_path: Path) -> None:
    with pytest.raises(PlatformError, match="start-not-written"):
        LoginAgent(("lch", "\x00"), tmp_path, LaunchCtl()).install()


# Windows


class FakeRegistry:
    """The user's registry, as a dictionary."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], str | bytes] = {}
        self.locked = False

    def read(self, key: str, name: str) -> str | bytes | None:
        return self.values.get((key, name))

    def write(self, key: str, name: str, text: str) -> None:
        if self.locked:
            raise PermissionError(13, "Access is denied")
        self.values[key, name] = text

    def delete(self, key: str, name: str) -> None:
        if self.locked:
            raise PermissionError(13, "Access is denied")
        self.values.pop((key, name), None)


def test_the_run_key_of_windows() -> None:
    registry = FakeRegistry()
    run_key = RunKey((r"C:\Program Files\lch\lch.exe", "--data-dir", r"C:\Users\D R", "--tray"), registry)
    assert run_key.entry().found is Found.NONE
    run_key.install()
    line = r'"C:\Program Files\lch\lch.exe" --data-dir "C:\Users\D R" --tray'
    assert registry.values == {(RUN_KEY, RUN_VALUE): line}
    assert run_key.entry().found is Found.HERE
    assert RunKey(("other.exe",), registry).entry() == Entry(Found.ELSEWHERE, command=line)
    registry.values[APPROVED_KEY, RUN_VALUE] = b"\x02" + bytes(11)
    assert run_key.entry().found is Found.HERE
    registry.values[APPROVED_KEY, RUN_VALUE] = b"\x03" + bytes(11)  # what the Task Manager writes
    assert run_key.entry().found is Found.OFF
    run_key.install()
    assert run_key.entry().found is Found.HERE
    run_key.remove()
    run_key.remove()
    assert run_key.entry().found is Found.NONE


def test_the_run_key_says_what_it_cannot() -> None:
    registry = FakeRegistry()
    with pytest.raises(PlatformError, match="too long"):
        RunKey(("lch.exe", "x" * 300), registry).install()
    registry.locked = True
    with pytest.raises(PlatformError, match="start-not-written"):
        RunKey(("lch.exe",), registry).install()
    with pytest.raises(PlatformError, match="start-not-removed"):
        RunKey(("lch.exe",), registry).remove()
