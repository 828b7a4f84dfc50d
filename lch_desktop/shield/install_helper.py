"""Installing the root helper, once and by hand: what `sudo lch shield install` and `uninstall` do.

Everything goes below `prefix`, which is `/` but in tests; the system's own programs are only called for `/`.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

from lch_desktop.domain.errors import ShieldError

ROOT = Path("/")
VERSION = 1
BOOT_UNIT = "lead-conversion-hour-shield.service"
DEADLINE_UNIT = "lead-conversion-hour-deadline.service"
MAC_DAEMON = "com.leadconversionhour.shield.plist"
_PACKAGE = "lch_desktop/shield/helper"
_RUN_S = 30

Run = Callable[[Sequence[str]], bool]  # whether the command ended well
Read = Callable[[str], str]  # the text of a resource


@dataclass(frozen=True, slots=True)
class Places:
    """Where things go, below `prefix`."""

    program: Path  # a folder of root's
    config: Path
    state: Path
    sudoers: Path
    polkit_action: Path
    polkit_rules: Path
    units: Path
    daemon: Path

    @property
    def launcher(self) -> Path:
        """What is called."""
        return self.program / "lch-shield"


def places(prefix: Path = ROOT, platform: str = sys.platform) -> Places:
    """Where the helper of `platform` (a sys.platform value) lies."""
    program = "usr/lib/lead-conversion-hour"
    if platform == "darwin":  # /usr/lib is sealed there
        program = "Library/PrivilegedHelperTools/lead-conversion-hour"
    return Places(
        program=prefix / program,
        config=prefix / "etc/lead-conversion-hour/shield.json",
        state=prefix / "var/lib/lead-conversion-hour",
        sudoers=prefix / "etc/sudoers.d/lead-conversion-hour",
        polkit_action=prefix / "usr/share/polkit-1/actions/org.leadconversionhour.shield.policy",
        polkit_rules=prefix / "etc/polkit-1/rules.d/49-lead-conversion-hour.rules",
        units=prefix / "etc/systemd/system",
        daemon=prefix / "Library/LaunchDaemons" / MAC_DAEMON,
    )


@dataclass(frozen=True, slots=True)
class Installed:
    """What installing did: how the app asks for root's rights, and whether a start of the computer lets go too."""

    by: str  # sudo, polkit, task
    at_boot: bool


def install(
    uid: int, user: str, allow: Sequence[str], read: Read, *, prefix: Path = ROOT, run: Run | None = None
) -> Installed:
    """Install for the user `uid`, named `user`, who may never block a name of `allow`. Needs root.

    `read` gives a resource's text. Raises ShieldError: "shield-needs-root", "shield-no-sudo", "shield-not-installed".
    """
    if uid == 0 and prefix == ROOT:
        raise ShieldError("shield-needs-user")
    where = places(prefix)
    run = run or _runner(prefix)
    try:
        _copy_program(where.program)
        by = _permit(where, uid, user, read, run)
        config = {"version": VERSION, "uid": uid, "by": by, "allow": sorted(set(allow))}
        _write(where.config, json.dumps(config, indent=1) + "\n", 0o644)
        where.state.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Installed(by, _at_boot(where, read, run))
    except PermissionError as error:
        raise ShieldError("shield-needs-root") from error
    except OSError as error:
        raise ShieldError("shield-not-installed", path=str(error.filename or ""), why=error.strerror or "") from error


def uninstall(*, prefix: Path = ROOT, run: Run | None = None) -> None:
    """Lower, then remove everything. Raises ShieldError "shield-still-up" where lowering failed: nothing is removed."""
    where = places(prefix)
    run = run or _runner(prefix)
    if where.launcher.exists() and not run([str(where.launcher), "lower"]):
        raise ShieldError("shield-still-up")
    try:
        if _has_systemd(where):
            run(["systemctl", "disable", "--now", BOOT_UNIT, DEADLINE_UNIT])
        if sys.platform == "darwin":
            run(["launchctl", "bootout", "system", str(where.daemon)])
        for name in (BOOT_UNIT, DEADLINE_UNIT):
            (where.units / name).unlink(missing_ok=True)
            (where.units / "sysinit.target.wants" / name).unlink(missing_ok=True)
        for file in (where.sudoers, where.polkit_action, where.polkit_rules, where.daemon):
            file.unlink(missing_ok=True)
        for folder in (where.config.parent, where.program, where.state):
            if folder.exists():
                shutil.rmtree(folder)
    except PermissionError as error:
        raise ShieldError("shield-needs-root") from error


WINDOWS_PROGRAM = Path(r"C:\Program Files\Lead Conversion Hour Shield")
WINDOWS_STATE = Path(r"C:\ProgramData\Lead Conversion Hour Shield")
WINDOWS_USER = 1  # stands for the installing user: the rights of the folder of requests say who that is
_BOOT_TRIGGER = "<BootTrigger><Enabled>true</Enabled></BootTrigger>"


def windows_tasks(python: str, launcher: str, sid: str, template: str) -> dict[str, str]:
    """The three scheduled tasks by name, as XML; only "request" may be started by the user `sid`. Not run by us yet."""
    from xml.sax.saxutils import escape  # with it comes a client of HTTP, which the app itself has no use for

    kinds = {
        "boot": ("lower", _BOOT_TRIGGER, "", "PT2M", "Lets go of sites that a power cut left blocked"),
        "request": ("request", "", f"(A;;GRGX;;;{sid})", "PT2M", "Does what the app has asked for"),
        "deadline": ("wait", "", "", "PT5H", "Lets go of blocked sites at their deadline"),
    }
    return {
        name: Template(template).substitute(
            python=escape(python), launcher=escape(launcher), verb=verb, triggers=triggers,
            user_may_start=may_start, time_limit=limit, description=description,
        )
        for name, (verb, triggers, may_start, limit, description) in kinds.items()
    }  # fmt: skip


def install_on_windows(
    sid: str, allow: Sequence[str], read: Read, python: Path, *,
    program: Path = WINDOWS_PROGRAM, state: Path = WINDOWS_STATE, run: Run | None = None,
) -> Installed:  # fmt: skip
    """The same on Windows, in a prompt of an administrator. Written for it, and not run there by us yet.

    Raises ShieldError "shield-no-safe-python" where users may change the interpreter, else as `install`.
    """
    run = run or _runner(ROOT)
    if "Program Files" not in python.parts:
        raise ShieldError("shield-no-safe-python", path=str(python))
    _copy_program(program)
    everyone, admins, system = "*S-1-5-32-545", "*S-1-5-32-544", "*S-1-5-18"
    full = "(OI)(CI)F"
    for folder, others in ((state, "RX"), (state / "requests", ""), (state / "answers", "RX"), (state / "state", "")):
        folder.mkdir(parents=True, exist_ok=True)
        grants = [f"{system}:{full}", f"{admins}:{full}", *([f"{everyone}:(OI)(CI){others}"] if others else [])]
        if folder.name == "requests":
            grants.append(f"*{sid}:(OI)(CI)M")
        if not run(["icacls", str(folder), "/inheritance:r", "/grant:r", *grants]):
            raise ShieldError("shield-needs-root")
    config = {"version": VERSION, "uid": WINDOWS_USER, "by": "task", "allow": sorted(set(allow))}
    _write(state / "shield.json", json.dumps(config, indent=1) + "\n", 0o644)
    tasks = windows_tasks(str(python), str(program / "lch-shield"), sid, read("shield/windows-task.xml"))
    for name, document in tasks.items():
        file = state / "state" / f"{name}.xml"
        file.write_text(document, encoding="utf-16")
        done = run(["schtasks", "/Create", "/F", "/TN", rf"\Lead Conversion Hour\{name}", "/XML", str(file)])
        file.unlink()
        if not done:
            raise ShieldError("shield-needs-root")
    return Installed("task", at_boot=True)


def _copy_program(program: Path) -> None:
    """The helper's own files and nothing else, owned by whoever installs, which is root."""
    source = Path(__file__).parent / "helper"
    if program.exists():
        shutil.rmtree(program)
    package = program / _PACKAGE
    package.mkdir(parents=True)
    for folder in (program, *(path for path in program.rglob("*") if path.is_dir())):
        folder.chmod(0o755)
    for file in sorted(source.glob("*.py")):
        if file.name != "__main__.py":
            _write(package / file.name, file.read_text(encoding="utf-8"), 0o644)
    _write(program / "lch-shield", (source / "__main__.py").read_text(encoding="utf-8"), 0o755)


def _permit(where: Places, uid: int, user: str, read: Read, run: Run) -> str:
    """Let `uid` run the launcher, and nothing else, without a password; say by which program."""
    if where.sudoers.parent.is_dir():
        draft = where.config.parent / "sudoers.new"  # sudo reads every file in its folder: check it elsewhere first
        _write(draft, Template(read("shield/sudoers")).substitute(uid=uid, launcher=where.launcher), 0o440)
        if run(["visudo", "-cqf", str(draft)]):
            draft.replace(where.sudoers)
            return "sudo"
        draft.unlink()
    if where.polkit_rules.parent.is_dir():
        _write(where.polkit_action, read("shield/org.leadconversionhour.shield.policy"), 0o644)
        _write(where.polkit_rules, Template(read("shield/polkit.rules")).substitute(user=json.dumps(user)), 0o644)
        return "polkit"
    raise ShieldError("shield-no-sudo")


def _at_boot(where: Places, read: Read, run: Run) -> bool:
    if sys.platform == "darwin":
        _write(where.daemon, read(f"shield/{MAC_DAEMON}"), 0o644)
        return run(["launchctl", "bootstrap", "system", str(where.daemon)])
    if not _has_systemd(where):
        return False
    for name in (BOOT_UNIT, DEADLINE_UNIT):
        _write(where.units / name, read(f"shield/{name}"), 0o644)
    run(["systemctl", "daemon-reload"])
    return run(["systemctl", "enable", BOOT_UNIT])


def _has_systemd(where: Places) -> bool:
    return where.units.is_dir()


def _write(path: Path, text: str, mode: int) -> None:
    path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    draft.write_text(text, encoding="utf-8", newline="\n")
    draft.chmod(mode)
    draft.replace(path)


def _runner(prefix: Path) -> Run:
    """Runs commands on the system itself, and none for a prefix."""
    if prefix != ROOT:
        return lambda command: False

    def run(command: Sequence[str]) -> bool:
        try:
            ended = subprocess.run(
                list(command), stdin=subprocess.DEVNULL, capture_output=True, timeout=_RUN_S, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
        return ended.returncode == 0

    return run
