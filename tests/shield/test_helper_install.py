"""Installing and removing the root helper, below a prefix."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from pathlib import Path

import pytest

from lch_desktop.domain.errors import ShieldError
from lch_desktop.shield import helper, install_helper
from lch_desktop.shield.install_helper import install, places, uninstall
from lch_desktop.ui import resources

ALLOW = ["crm.example", "a.example", "crm.example"]


class Commands:
    """Stands in for the system's programs."""

    def __init__(self, *failing: str) -> None:
        self._failing = failing
        self.run: list[list[str]] = []

    def __call__(self, command: Sequence[str]) -> bool:
        self.run.append(list(command))
        return not any(word in self._failing for word in command)


@pytest.fixture
def prefix(tmp_path: Path) -> Path:
    """A system with sudo and systemd."""
    for folder in ("etc/sudoers.d", "etc/systemd/system", "usr/share/polkit-1/actions", "etc/polkit-1/rules.d"):
        (tmp_path / folder).mkdir(parents=True)
    return tmp_path


def tree(prefix: Path) -> set[str]:
    return {str(path.relative_to(prefix)) for path in prefix.rglob("*")}


def test_it_puts_the_program_the_permission_the_units_and_the_config(prefix: Path) -> None:
    commands = Commands()
    assert install(1000, "sam", ALLOW, resources.read_text, prefix=prefix, run=commands) == install_helper.Installed(
        by="sudo", at_boot=True
    )
    where = places(prefix)
    assert json.loads(where.config.read_text()) == {
        "version": 1, "uid": 1000, "by": "sudo", "allow": ["a.example", "crm.example"],
    }  # fmt: skip
    assert where.launcher.stat().st_mode & 0o777 == 0o755
    assert f"#1000 ALL=(root) NOPASSWD: {where.launcher}\n" in where.sudoers.read_text()
    assert where.sudoers.stat().st_mode & 0o777 == 0o440
    assert where.state.stat().st_mode & 0o777 == 0o700
    assert (where.units / install_helper.BOOT_UNIT).read_text() == resources.read_text(
        f"shield/{install_helper.BOOT_UNIT}"
    )
    assert [command[0] for command in commands.run] == ["visudo", "systemctl", "systemctl"]
    assert commands.run[-1] == ["systemctl", "enable", install_helper.BOOT_UNIT]


def test_only_the_helper_s_own_modules_are_installed_and_nobody_else_may_write_them(prefix: Path) -> None:
    install(1000, "sam", ALLOW, resources.read_text, prefix=prefix, run=Commands())
    program = places(prefix).program
    names = {str(path.relative_to(program)) for path in program.rglob("*") if path.is_file()}
    source = Path(helper.__file__).parent
    package = {f"lch_desktop/shield/helper/{file.name}" for file in source.glob("*.py")}
    assert names == package - {"lch_desktop/shield/helper/__main__.py"} | {"lch-shield"}
    assert not [path for path in (program, *program.rglob("*")) if path.stat().st_mode & 0o022]


def test_the_installed_program_runs_without_the_app(prefix: Path) -> None:
    install(1000, "sam", ALLOW, resources.read_text, prefix=prefix, run=Commands())
    if not Path("/usr/bin/python3").exists():
        pytest.skip("needs the system's own python3")
    code = "import sys; sys.path.insert(0, sys.argv[1]); from lch_desktop.shield.helper import program; print(program)"
    ended = subprocess.run(
        ["/usr/bin/python3", "-IBS", "-c", code, str(places(prefix).program)],
        cwd="/", capture_output=True, text=True, timeout=20, check=True,
    )  # fmt: skip
    assert str(places(prefix).program) in ended.stdout


def test_the_helper_takes_nothing_but_the_standard_library() -> None:
    own = helper.__name__
    for file in Path(helper.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [str(node.module)]
            for name in names:
                assert name.startswith(own) or name.partition(".")[0] in sys.stdlib_module_names, (file.name, name)


def test_installing_again_replaces_all_of_it(prefix: Path) -> None:
    install(1000, "sam", ALLOW, resources.read_text, prefix=prefix, run=Commands())
    stale = places(prefix).program / "lch_desktop/shield/helper/old.py"
    stale.write_text("")
    before = tree(prefix) - {str(stale.relative_to(prefix))}
    install(1001, "kim", [], resources.read_text, prefix=prefix, run=Commands())
    assert tree(prefix) == before
    assert json.loads(places(prefix).config.read_text())["uid"] == 1001


def test_a_line_that_sudo_would_not_read_never_gets_into_its_folder(prefix: Path) -> None:
    installed = install(1000, 'sa"m', ALLOW, resources.read_text, prefix=prefix, run=Commands("visudo"))
    assert installed.by == "polkit"
    where = places(prefix)
    assert list(where.sudoers.parent.iterdir()) == []
    assert 'subject.user === "sa\\"m"' in where.polkit_rules.read_text()
    action = ElementTree.fromstring(where.polkit_action.read_text()).find("action")
    assert action is not None
    assert action.get("id") in where.polkit_rules.read_text()
    assert action.findtext("annotate") == str(places().launcher)
    assert action.findtext("defaults/allow_any") == "no"


def test_without_sudo_and_polkit_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ShieldError, match="shield-no-sudo"):
        install(1000, "sam", ALLOW, resources.read_text, prefix=tmp_path, run=Commands())


def test_without_systemd_it_says_that_a_start_of_the_computer_lets_nothing_go(tmp_path: Path) -> None:
    (tmp_path / "etc/sudoers.d").mkdir(parents=True)
    assert not install(1000, "sam", ALLOW, resources.read_text, prefix=tmp_path, run=Commands()).at_boot


def test_uninstalling_lowers_first_and_leaves_nothing(prefix: Path) -> None:
    before = tree(prefix)
    install(1000, "sam", ALLOW, resources.read_text, prefix=prefix, run=Commands("visudo"))
    install(1000, "sam", ALLOW, resources.read_text, prefix=prefix, run=Commands())
    commands = Commands()
    uninstall(prefix=prefix, run=commands)
    assert commands.run[0] == [str(places(prefix).launcher), "lower"]
    assert tree(prefix) - before <= {"usr/lib", "var", "var/lib"}
    uninstall(prefix=prefix, run=Commands())  # any number of times


def test_what_cannot_be_lowered_is_not_uninstalled(prefix: Path) -> None:
    install(1000, "sam", ALLOW, resources.read_text, prefix=prefix, run=Commands())
    before = tree(prefix)
    with pytest.raises(ShieldError, match="shield-still-up"):
        uninstall(prefix=prefix, run=Commands("lower"))
    assert tree(prefix) == before


def test_root_itself_is_no_user_to_install_for() -> None:
    with pytest.raises(ShieldError, match="shield-needs-user"):
        install(0, "root", [], resources.read_text, run=Commands())


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
@pytest.mark.parametrize("unit", [install_helper.BOOT_UNIT, install_helper.DEADLINE_UNIT])
def test_systemd_takes_the_units(unit: str, tmp_path: Path) -> None:
    copy = tmp_path / unit
    copy.write_text(resources.read_text(f"shield/{unit}").replace(str(places().launcher), "/bin/true"))
    ended = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(copy)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")


def test_macos_has_a_place_of_its_own_and_a_daemon_that_lowers() -> None:
    import plistlib

    where = places(platform="darwin")
    daemon = plistlib.loads(resources.read_bytes(f"shield/{install_helper.MAC_DAEMON}"))
    assert daemon["ProgramArguments"] == [str(where.launcher), "lower"]
    assert daemon["RunAtLoad"] is True
    assert daemon["Label"] + ".plist" == where.daemon.name


@pytest.mark.skipif(os.name != "posix", reason="needs an executable of this system")
def test_a_runner_knows_a_command_that_fails_and_one_that_is_not_there() -> None:
    run = install_helper._runner(Path("/"))
    assert run(["true"])
    assert not run(["false"])
    assert not run(["no-such-program-anywhere"])
    assert not install_helper._runner(Path("/elsewhere"))(["true"])


def test_windows_gets_three_tasks_of_the_system_of_which_the_user_may_start_one(tmp_path: Path) -> None:
    template = resources.read_text("shield/windows-task.xml")
    tasks = install_helper.windows_tasks(r"C:\Program Files\R&D\python.exe", r"C:\x\lch-shield", "S-1-5-21-7", template)
    name = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    verbs, may_start, at_boot = {}, [], []
    for kind, text in tasks.items():
        task = ElementTree.fromstring(text.replace('encoding="UTF-16"', ""))
        assert task.findtext(f"{name}Principals/{name}Principal/{name}UserId") == "S-1-5-18"
        assert task.findtext(f".//{name}Command") == r"C:\Program Files\R&D\python.exe"
        verbs[kind] = (task.findtext(f".//{name}Arguments") or "").split()[-1]
        may_start += [kind] if "S-1-5-21-7" in (task.findtext(f".//{name}SecurityDescriptor") or "") else []
        at_boot += [kind] if task.find(f".//{name}BootTrigger") is not None else []
    assert verbs == {"boot": "lower", "request": "request", "deadline": "wait"}
    assert (may_start, at_boot) == (["request"], ["boot"])


def test_on_windows_an_interpreter_that_users_may_change_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ShieldError, match="shield-no-safe-python"):
        install_helper.install_on_windows("S-1", [], resources.read_text, Path("/home/sam/.venv/python"))
    commands = Commands()
    safe = Path("C:/Program Files/Python311/python.exe")
    folders = {"program": tmp_path / "program", "state": tmp_path / "state"}
    done = install_helper.install_on_windows("S-1-5-21-7", ALLOW, resources.read_text, safe, **folders, run=commands)
    assert done == install_helper.Installed("task", at_boot=True)
    assert json.loads((tmp_path / "state/shield.json").read_text())["uid"] == install_helper.WINDOWS_USER
    who_may_ask = [command for command in commands.run if command[0] == "icacls" and "*S-1-5-21-7:(OI)(CI)M" in command]
    assert [Path(command[1]).name for command in who_may_ask] == ["requests"]
    assert [command[4] for command in commands.run if command[0] == "schtasks"]
