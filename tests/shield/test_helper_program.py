"""The installed root helper, called as the user would through sudo, on a hosts file in a private mount namespace."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from lch_desktop.shield.helper.section import with_section, without_section
from tests.shield.helper_kit import ALLOW, HOSTS, USER_ENV, WITHIN_S, Machine, comes_true, machine_at, needs_root

pytestmark = needs_root

SITE = "shop.example"
SITE_NAMES = (SITE, f"www.{SITE}", f"m.{SITE}")
RAISED = with_section(HOSTS, SITE_NAMES)


@pytest.fixture(scope="module", params=["replaceable", "bind mount"])
def either(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    own_mount = request.param == "bind mount"
    with machine_at(tmp_path_factory.mktemp("machine"), own_mount=own_mount) as found:
        yield found


@pytest.fixture
def machine(either: Machine) -> Iterator[Machine]:
    """Each test on both kinds of hosts file."""
    either.reset()
    yield either
    either.end_watchers()


def in_s(machine: Machine, seconds: int) -> str:
    return str(machine.now() + seconds)


def test_raise_and_lower(machine: Machine) -> None:
    until = in_s(machine, 3600)
    code, answer = machine.helper("raise", SITE, until)
    assert (code, answer) == (0, {"raised": True, "names": 3, "until": int(until), "watched": True})
    assert machine.hosts.read_bytes() == RAISED
    assert machine.helper("status") == (0, answer)
    code, answer = machine.helper("lower")
    assert (code, answer["raised"], answer["until"]) == (0, False, None)
    assert machine.hosts.read_bytes() == HOSTS
    assert machine.helper("lower")[0] == 0  # any number of times
    assert machine.hosts.read_bytes() == HOSTS


def test_the_deadline_process_goes_when_all_is_down(machine: Machine) -> None:
    machine.helper("raise", SITE, in_s(machine, 3600))
    assert len(machine.watchers()) == 1
    machine.helper("lower")
    assert comes_true(lambda: not machine.watchers())


def test_raising_again_moves_the_deadline_either_way_and_keeps_one_process(machine: Machine) -> None:
    for seconds in (3600, 7200, 600):
        until = in_s(machine, seconds)
        assert machine.helper("raise", SITE, until)[1]["until"] == int(until)
    assert machine.hosts.read_bytes() == RAISED
    assert len(machine.watchers()) == 1


def test_the_deadline_lowers_it_when_everything_else_is_dead(machine: Machine) -> None:
    machine.helper("raise", SITE, in_s(machine, 2))
    assert machine.hosts.read_bytes() == RAISED
    assert comes_true(lambda: machine.hosts.read_bytes() == HOSTS)
    assert comes_true(lambda: not machine.watchers())


def test_a_shutdown_lowers_it(machine: Machine) -> None:
    machine.helper("raise", SITE, in_s(machine, 3600))
    (watcher,) = machine.watchers()
    os.kill(watcher, 15)
    assert comes_true(lambda: machine.hosts.read_bytes() == HOSTS)


def test_a_standby_takes_over_from_a_killed_deadline_process(machine: Machine) -> None:
    machine.helper("raise", SITE, in_s(machine, 3))
    (first,) = machine.watchers()
    standby = machine.start(str(machine.launcher), "wait")  # what the systemd unit runs
    assert comes_true(lambda: len(machine.watchers()) >= 2)
    os.kill(first, 9)
    assert standby.communicate(timeout=WITHIN_S)[0] == b"{}\n"
    assert machine.hosts.read_bytes() == HOSTS


def test_after_a_power_cut_the_boot_unit_lowers_it(machine: Machine) -> None:
    machine.helper("raise", SITE, in_s(machine, 3600))
    machine.end_watchers()
    assert machine.hosts.read_bytes() == RAISED
    machine.helper("lower", env={})
    assert machine.hosts.read_bytes() == HOSTS


def test_a_lost_journal_does_not_keep_it_up(machine: Machine) -> None:
    machine.helper("raise", SITE, in_s(machine, 3600))
    machine.end_watchers()
    (machine.state / "journal.json").unlink()
    machine.helper("lower", env={})
    assert machine.hosts.read_bytes() == HOSTS


def test_a_journal_that_is_nonsense_lowers_it_at_once(machine: Machine) -> None:
    machine.helper("raise", SITE, in_s(machine, 3600))
    (machine.state / "journal.json").write_bytes(b'{"until": ')
    assert comes_true(lambda: machine.hosts.read_bytes() == HOSTS)


def test_the_files_of_the_helper_are_root_s_alone(machine: Machine) -> None:
    machine.helper("raise", SITE, in_s(machine, 3600))
    assert machine.state.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in machine.state.iterdir()} == {0o600}
    assert sorted(path.name for path in machine.state.iterdir()) == ["journal.json", "lock", "watch"]


@pytest.mark.parametrize(
    ("names", "seconds", "work", "code"),
    [
        (",".join(f"n{number}.example" for number in range(501)), 3600, [], "too-many-names"),
        ("", 3600, [], "no-names"),
        (",,", 3600, [], "no-names"),
        ("127.0.0.1", 3600, [], "name-is-address"),
        ("localhost", 3600, [], "name-is-local"),
        ("a.example,b\x07.example", 3600, [], "name-malformed"),
        ("a.example\n10.0.0.1 bank.example", 3600, [], "name-malformed"),
        ("/etc/passwd", 3600, [], "name-malformed"),
        (f"fine.example,{ALLOW[0]}", 3600, [], "name-allowed"),
        (f"app.{ALLOW[1]}", 3600, [], "name-allowed"),
        (f"fine.example,{SITE}", 3600, [f"other.example,{SITE}"], "name-allowed"),
        (SITE, -1, [], "until-past"),
        (SITE, 5 * 3600, [], "until-too-far"),
        (SITE, 3600, ["crm.example", "/etc/hosts"], "unknown-verb"),
    ],
)
def test_what_is_refused_changes_nothing(
    machine: Machine, names: str, seconds: int, work: list[str], code: str
) -> None:
    ended, answer = machine.helper("raise", names, in_s(machine, seconds), *work)
    assert (ended, answer.get("refused")) == (2, code)
    assert machine.hosts.read_bytes() == HOSTS
    assert not (machine.state / "journal.json").exists()
    assert not machine.watchers()


@pytest.mark.parametrize(
    "arguments", [[], ["raise"], ["raise", SITE], ["lower", "/etc/hosts"], ["status", "x"], ["restore"], ["--help"]]
)
def test_other_verbs_and_paths_are_refused(machine: Machine, arguments: list[str]) -> None:
    assert machine.helper(*arguments)[1]["refused"] == "unknown-verb"


@pytest.mark.parametrize(
    "env", [{"SUDO_UID": "1001"}, {"PKEXEC_UID": "1001"}, {}, {"SUDO_UID": "1000", "PKEXEC_UID": "7"}]
)
def test_another_user_is_refused(machine: Machine, env: dict[str, str]) -> None:
    code, answer = machine.helper("raise", SITE, in_s(machine, 3600), env=env)
    assert (code, answer["refused"]) == (2, "wrong-user")
    assert machine.hosts.read_bytes() == HOSTS


def test_without_root_s_rights_it_does_nothing(machine: Machine) -> None:
    machine.run("mount", "--bind", str(machine.launcher.parent), "/mnt")  # where every user may read it
    try:
        for env in (USER_ENV, {"SUDO_UID": "0"}):
            user = ("setpriv", "--reuid=1000", "--regid=1000", "--clear-groups")
            ended = machine.run(*user, "/mnt/lch-shield", "lower", env=env)
            assert (ended.returncode, json.loads(ended.stdout)) == (2, {"refused": "not-root", "what": ""})
    finally:
        machine.run("umount", "/mnt")


def test_nothing_of_the_environment_is_believed(machine: Machine, tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('taken over')")
    env = {
        **USER_ENV, "PYTHONPATH": str(tmp_path), "PYTHONSTARTUP": str(tmp_path / "json.py"), "PYTHONHOME": "/nowhere",
        "LC_ALL": "xx", "PATH": str(tmp_path), "HOME": str(tmp_path), "TMPDIR": str(tmp_path),
    }  # fmt: skip
    assert machine.helper("raise", SITE, in_s(machine, 3600), env={**env, "PATH": os.environ["PATH"]})[0] == 0
    (watcher,) = machine.watchers()
    assert machine.hosts.read_bytes() == RAISED
    assert Path(f"/proc/{watcher}/cwd").readlink() == Path("/")


def test_a_config_that_others_may_write_is_not_believed(machine: Machine) -> None:
    config = machine.root / "etc/lead-conversion-hour/shield.json"
    config.chmod(0o666)
    try:
        assert machine.helper("raise", SITE, in_s(machine, 3600))[1]["refused"] == "not-installed"
    finally:
        config.chmod(0o644)


def test_names_come_on_the_standard_input_too(machine: Machine) -> None:
    data = b"".join(b"n%d.example\n" % number for number in range(500))
    code, answer = machine.helper("raise", "-", in_s(machine, 3600), data=data)
    assert (code, answer["names"]) == (0, 1500)
    assert without_section(machine.hosts.read_bytes()) == HOSTS
    assert machine.helper("raise", "-", in_s(machine, 3600), data=b"a" * 10_000_000)[1]["refused"] == "too-many-names"
    assert machine.helper("raise", "-", in_s(machine, 3600), data=b"\xff.example\n")[1]["refused"] == "name-malformed"


@pytest.mark.parametrize(
    "content",
    [b"", b"127.0.0.1 localhost", b"127.0.0.1 localhost\r\n", b"\x00\x01\xff\n\n", (b"#" * 79 + b"\n") * 262_144],
    ids=["empty", "no final line break", "CRLF", "not text", "20 MB"],
)
def test_whatever_was_there_is_there_again(machine: Machine, content: bytes) -> None:
    machine.reset(content)
    machine.hosts.chmod(0o600)
    assert machine.helper("raise", SITE, in_s(machine, 3600))[0] == 0
    assert machine.hosts.read_bytes() == with_section(content, SITE_NAMES)
    assert machine.helper("lower")[0] == 0
    assert machine.hosts.read_bytes() == content
    assert machine.hosts.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("lost", [b"# BEGIN", b"# END"])
def test_a_lost_marker_is_said_and_nothing_is_touched(machine: Machine, lost: bytes) -> None:
    machine.helper("raise", SITE, in_s(machine, 3600))
    damaged = RAISED.replace(lost, b"#")
    machine.hosts.write_bytes(damaged)
    for arguments in (["lower"], ["status"], ["raise", SITE, in_s(machine, 60)]):
        assert machine.helper(*arguments)[1]["refused"] == "markers"
    assert machine.hosts.read_bytes() == damaged


def test_the_journal_is_on_disk_before_the_deadline_process_and_that_before_the_change(machine: Machine) -> None:
    log = machine.root / "order.txt"
    calls = "trace=rename,fsync,clone,clone3,fork,vfork,pwrite64,ftruncate"
    strace = ("strace", "-y", "-o", str(log), "-e", calls, str(machine.launcher), "raise", SITE, in_s(machine, 3600))
    if machine.run("sh", "-c", "command -v strace").returncode:
        pytest.skip("needs strace")
    assert machine.run(*strace, env=USER_ENV).returncode == 0
    lines = log.read_text().splitlines()
    journaled = next(at for at, line in enumerate(lines) if "journal.json" in line and line.startswith("rename"))
    watching = next(at for at, line in enumerate(lines) if line.startswith(("clone", "fork", "vfork")))
    changed = next(at for at, line in enumerate(lines) if "/etc/hosts" in line)
    assert lines[journaled - 1].startswith("fsync")
    assert lines[journaled + 1].startswith("fsync")  # the folder
    assert journaled + 1 < watching < changed


def test_read_only_is_a_clean_failure(machine: Machine) -> None:
    target = "/etc/hosts" if machine.hosts.name == "hosts.bound" else "/etc"
    machine.run("mount", "-o", "remount,ro,bind", target)
    try:
        code, answer = machine.helper("raise", SITE, in_s(machine, 3600))
        assert (code, answer["failed"]) == (1, "Read-only file system")
        assert not (machine.state / "journal.json").exists()
        assert comes_true(lambda: not machine.watchers())
        assert machine.hosts.read_bytes() == HOSTS
    finally:
        machine.run("mount", "-o", "remount,rw,bind", target)


def test_read_only_at_the_deadline_is_tried_again_until_it_can_be_lowered(machine: Machine) -> None:
    machine.helper("raise", SITE, in_s(machine, 1))
    target = "/etc/hosts" if machine.hosts.name == "hosts.bound" else "/etc"
    machine.run("mount", "-o", "remount,ro,bind", target)
    still = machine.hosts.read_bytes() == RAISED
    assert machine.helper("lower")[0] == 1 or not still
    machine.run("mount", "-o", "remount,rw,bind", target)
    assert comes_true(lambda: machine.hosts.read_bytes() == HOSTS)


def test_an_answer_that_nobody_reads_hinders_nothing(machine: Machine) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    started = machine.start("sh", "-c", f"SUDO_UID=1000 exec {machine.launcher} raise {SITE} {in_s(machine, 3600)}")
    assert started.stdout is not None
    started.stdout.close()
    os.close(write_end)
    assert started.wait(timeout=WITHIN_S) == 0
    assert started.stdin is not None
    started.stdin.close()
    assert machine.hosts.read_bytes() == RAISED


def test_uninstalled_from_under_it_the_deadline_process_goes(machine: Machine) -> None:
    machine.helper("raise", SITE, in_s(machine, 3600))
    machine.helper("lower")
    shutil.rmtree(machine.state)
    assert comes_true(lambda: not machine.watchers())


def test_without_a_hosts_file_nothing_can_be_raised_and_nothing_is_up(tmp_path: Path) -> None:
    with machine_at(tmp_path) as machine:
        machine.hosts.unlink()
        assert machine.helper("raise", SITE, in_s(machine, 3600))[0] == 1
        assert machine.helper("lower")[1]["raised"] is False
        assert machine.helper("status")[1]["raised"] is False
        assert not machine.hosts.exists()
        assert not machine.watchers()


def test_a_symbolic_link_is_refused(tmp_path: Path) -> None:
    with machine_at(tmp_path) as machine:
        real = machine.root / "etc/hosts.real"
        machine.hosts.rename(real)
        machine.hosts.symlink_to("hosts.real")
        assert machine.helper("raise", SITE, in_s(machine, 3600))[1]["refused"] == "hosts-is-link"
        assert real.read_bytes() == HOSTS


def test_two_calls_at_once_follow_each_other(machine: Machine) -> None:
    until = in_s(machine, 3600)
    command = f"SUDO_UID=1000 exec {machine.launcher} raise"
    calls = [machine.start("sh", "-c", f"{command} n{number}.example {until}") for number in range(4)]
    answers = [json.loads(call.communicate(timeout=WITHIN_S)[0]) for call in calls]
    assert all(answer["raised"] for answer in answers)
    assert without_section(machine.hosts.read_bytes()) == HOSTS
    assert len(machine.watchers()) == 1


def test_started_processes_are_not_children_of_the_caller(machine: Machine) -> None:
    machine.helper("raise", SITE, in_s(machine, 3600))
    (watcher,) = machine.watchers()
    listed = subprocess.run(["ps", "-o", "sid=,pid=", "-p", str(watcher)], capture_output=True, check=True, timeout=10)
    session = int(listed.stdout.split()[0])
    assert session != os.getsid(0)
    for number in (0, 1, 2):
        assert Path(f"/proc/{watcher}/fd/{number}").readlink() == Path(os.devnull)
